"""The plotting kit: axes that a projector shows, captions, grids, boxes.

Each `plot_` function of the package draws with these and attaches the
sentence that says what its figure shows; `show` puts figure and sentence on
the page.
"""

import base64
import html
import io
import math
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps
from itertools import cycle
from typing import Any, TypeVar, cast

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from IPython import get_ipython
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from matplotlib.ticker import MaxNLocator

from .language import _, as_written, format_number, write_name

Drawing = TypeVar("Drawing", Axes, Figure)
# Five beside four: no look comes twice within twenty.
LINES, MARKERS = ("-", "--", "-.", ":"), ("o", "s", "^", "D", "v")
HATCHES = ("", "//", "..", "xx")


def in_own_style(plot: Callable[..., Drawing]) -> Callable[..., Drawing]:
    """Let a plot function draw as the project does, whatever the reader set.

    Not what decides where and when figures are shown.
    """

    @wraps(plot)
    def draw(*arguments: Any, **options: Any) -> Drawing:
        with plt.style.context("default"):
            drawing = plot(*arguments, **options)
            _settle(get_root(drawing))
        return drawing

    return draw


def _settle(figure: Figure) -> None:
    """Fix what matplotlib would look up only when it draws, and paper white.

    Axes that a reader made in a dark style have white words, too.
    """
    figure.set_facecolor("white")
    for ax in figure.axes:
        ax.set_facecolor("white")
        ax.spines[:].set_color("black")
        for text in (ax.title, ax.xaxis.label, ax.yaxis.label):
            text.set_color("black")
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_tick_params(colors="black")
            axis.get_major_ticks()


def show(drawing: Axes | Figure) -> None:
    """Show a figure with its alternative text, and its caption under it.

    In a notebook it is one output, which JupyterLab, Colab, VS Code, slides
    and web pages show alike; in a terminal the caption is printed.

    Args:
        drawing: what a `plot_` function returned.

    Example:
        >>> import mnist_helpers as mh
        >>> (x_train, y_train), _test = mh.load_mnist()
        >>> mh.show(mh.plot_digit(x_train[0], label=5))
        Label 5. One image of 784 pixels, 166 of them with ink, in a box 20 \
high and 20 wide.
    """
    if get_ipython() is None:
        print(as_written(caption(drawing)))
        return
    display(bundle(drawing), raw=True)
    plt.close(get_root(drawing))


def bundle(drawing: Axes | Figure, *, dpi: float | None = None) -> dict:
    """Return a figure as a notebook's output: HTML, and its words as text.

    `dpi` is in dots per inch; None takes the figure's own.
    """
    figure = get_root(drawing)
    file = io.BytesIO()
    with plt.style.context("default"):
        figure.savefig(
            file, format="png", dpi=dpi or figure.dpi, bbox_inches="tight"
        )
    code = base64.b64encode(file.getvalue()).decode()
    words = html.escape(caption(drawing))
    # The caption is the alternative text as well: read aloud once.
    page = (
        f'<figure style="margin: 0">\n<img alt="{words}" '
        f'src="data:image/png;base64,{code}" style="max-width: 100%">\n'
        f'<figcaption aria-hidden="true">{mark_code(caption(drawing))}'
        "</figcaption>\n</figure>"
    )
    return {"text/html": page, "text/plain": caption(drawing)}


def mark_code(text: str) -> str:
    """Return text as HTML, with `code` between backticks as such."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(text))


def set_caption(drawing: Drawing, sentence: str) -> Drawing:
    """Attach the sentence that says what a drawing shows; return the drawing.

    It is the figure's label, so that it goes where the figure goes.
    """
    get_root(drawing).set_label(sentence)
    return drawing


def caption(drawing: Axes | Figure) -> str:
    """Return the sentence that says what a plot of this package shows."""
    return str(get_root(drawing).get_label())


def get_root(drawing: Axes | Figure) -> Figure:
    """Return the figure that holds an Axes, or the Figure itself."""
    return cast(Figure, drawing.get_figure(root=True))


def new_axes(ax: Axes | None, size: tuple[float, float] = (8, 4.5)) -> Axes:
    """Return `ax`, or the Axes of a new figure of `size` inches."""
    return ax or plt.subplots(figsize=size, layout="constrained")[1]


def label_axes(ax: Axes, *, title: str, x: str, y: str) -> Axes:
    """Write title and labels in sizes that a projector shows."""
    ax.set_title(title, fontsize=14)
    ax.set_xlabel(x, fontsize=13)
    ax.set_ylabel(y, fontsize=13)
    ax.tick_params(labelsize=12)
    return ax


def write_ticks(
    ax: Axes, which: str = "xy", digits: int | None = None
) -> None:
    """Write the numbers along "x", "y" or both as the language set does."""
    for name in which:
        axis = getattr(ax, f"{name}axis")
        axis.set_major_formatter(partial(_write_tick, axis, digits))


def _write_tick(
    axis: Axis, digits: int | None, value: float, _place: int | None
) -> str:
    """A tick's number, with the decimals that tell it from the next."""
    ticks = np.asarray(axis.get_majorticklocs(), float)
    gap = np.diff(ticks).min(initial=np.inf) if len(ticks) > 1 else np.inf
    if not 0 < gap < np.inf or axis.get_scale() == "log":
        return format_number(value, digits)
    needed = max(0, math.ceil(1 - math.log10(gap) - 1e-9))
    if needed > 5 or (digits is not None and round(gap, digits) == 0):
        digits = max(needed, digits or 0)
    return format_number(0 if abs(value) < gap / 1e6 else value, digits)


def draw_lines(
    ax: Axes,
    lines: Mapping[str, Sequence[float] | np.ndarray | pd.Series],
    *,
    title: str,
    x: str,
    y: str,
    joined: bool = True,
) -> Axes:
    """Draw lines, or points not `joined`, that differ in colour and marker.

    A Series has its places on x as index; other values count from 1.
    """
    colours = sns.color_palette("colorblind")
    looks = zip(cycle(LINES), cycle(MARKERS), cycle(colours), strict=False)
    for (name, values), look in zip(lines.items(), looks, strict=False):
        line, marker, colour = look
        if not isinstance(values, pd.Series):
            values = pd.Series(values, range(1, len(values) + 1))
        ax.plot(
            values.index,
            values,
            linestyle=line if joined else "",
            marker=marker,
            markersize=5 if joined else 8,
            markevery=max(1, len(values) // 40) if joined else 1,
            color=colour,
            label=write_name(name),
        )
    if lines:
        ax.legend(fontsize=12)
        if not np.mod(ax.lines[-1].get_xdata(), 1).any():
            ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    write_ticks(ax)
    return label_axes(ax, title=title, x=x, y=y)


def describe_lines(
    ax: Axes, write: Callable[[float], str] = format_number
) -> str:
    """Say where each line of a plot begins and ends, and its extremes."""
    parts = []
    for line in ax.lines:
        places, values = map(np.asarray, line.get_data())
        order = np.argsort(values, kind="stable")  # NaN comes last
        low, high = order[0], order[np.isfinite(values).sum() - 1]
        parts.append(
            _(
                "{name} from {first} to {last}, lowest {low} at {low_place}, "
                "highest {high} at {high_place}",
                name=line.get_label(),
                first=write(values[0]),
                last=write(values[-1]),
                low=write(values[low]),
                low_place=format_number(places[low]),
                high=write(values[high]),
                high_place=format_number(places[high]),
            )
        )
    x, y = ax.get_xlabel().lower(), ax.get_ylabel()
    return _("{y} by {x}: {lines}.", y=y, x=x, lines="; ".join(parts))


def new_grid(
    number: int, *, columns: int, size: tuple[float, float]
) -> tuple[Figure, np.ndarray]:
    """Return a figure with panels of `size` inches, and its Axes in one row.

    There are as many as fill the last row; none shows its axes.
    """
    rows = math.ceil(number / columns)
    figure, axes = plt.subplots(
        rows,
        columns,
        figsize=(size[0] * columns, size[1] * rows),
        squeeze=False,
        layout="constrained",
    )
    for ax in axes.flat:
        ax.set_axis_off()
    return figure, axes.ravel()


def draw_pictures(
    pictures: Sequence[np.ndarray] | np.ndarray,
    titles: Sequence[str],
    *,
    columns: int,
    size: tuple[float, float] = (1.6, 1.8),
    low: float | None = None,
    high: float | None = None,
    colours: str = "gray",
    fontsize: float = 13,
) -> Figure:
    """Draw pictures in a grid, each under its title.

    They share the scale from `low` to `high`; None is each one's own.
    """
    figure, axes = new_grid(len(pictures), columns=columns, size=size)
    for ax, picture, title in zip(axes, pictures, titles, strict=False):
        ax.imshow(picture, cmap=colours, vmin=low, vmax=high)
        ax.set_title(title, fontsize=fontsize)
    return figure


def draw_box(
    ax: Axes,
    centre: tuple[float, float],
    size: tuple[float, float],
    *,
    face: object = "white",
    edge: object = "black",
    line: float = 1.2,
    hatch: str = "",
) -> None:
    """Draw a box with round corners; its border is `line` points wide."""
    (x, y), (width, height) = centre, size
    ax.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - height / 2),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=0.08",
            facecolor=face,
            edgecolor=edge,
            linewidth=line,
            hatch=hatch,
        )
    )


def draw_arrow(
    ax: Axes, corners: Sequence[tuple[float, float]], *, line: str = "-"
) -> None:
    """Draw a line through corners (x, y), with a head at its end."""
    look: dict[str, Any] = {"color": "0.25", "linewidth": 1.6}
    ax.plot(*zip(*corners[:-1], strict=True), linestyle=line, **look)
    head = {"arrowstyle": "->", "shrinkA": 0, "shrinkB": 0} | look
    ax.annotate("", corners[-1], corners[-2], arrowprops=head)
