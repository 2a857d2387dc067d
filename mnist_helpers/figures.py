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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any, TypeVar, cast

import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from IPython import get_ipython
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from matplotlib.ticker import MaxNLocator

from .checks import refuse, refuse_kind
from .language import _, as_written, format_number, write_name

Drawing = TypeVar("Drawing", Axes, Figure)
LINES, MARKERS = ("-", "--", "-.", ":"), ("o", "s", "^", "D")
HATCHES = ("", "//", "..", "xx")


@contextmanager
def own_style() -> Iterator[None]:
    """Draw as the project does, whatever style the reader has set."""
    # Not what decides where and when figures are shown.
    with plt.style.context("default"):
        yield


def in_own_style(plot: Callable[..., Drawing]) -> Callable[..., Drawing]:
    """Let a plot function draw within the project's own style."""

    @wraps(plot)
    def draw(*arguments: Any, **options: Any) -> Drawing:
        with own_style():
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

    Raises:
        TypeError: if `drawing` is neither Axes nor Figure.

    Example:
        >>> import mnist_helpers as mh
        >>> (x_train, y_train), _test = mh.load_mnist()
        >>> mh.show(mh.plot_digit(x_train[0], label=5))
        Label 5. One image of 784 pixels, 166 of them with ink, in a box 20 \
high and 20 wide.
    """
    if not isinstance(drawing, Axes | Figure):
        refuse_kind(
            "drawing",
            _("be a plot: Axes or Figure"),
            drawing,
            _("Write {example}.", example="mh.show(mh.plot_digits(images))"),
        )
    if get_ipython() is None:
        print(as_written(caption(drawing)))
        return
    display(bundle(drawing), raw=True)
    plt.close(get_root(drawing))


def bundle(drawing: Axes | Figure, *, dpi: float | None = None) -> dict:
    """Return a figure as a notebook's output: HTML, and its words as text.

    Args:
        drawing: Axes or Figure with a caption.
        dpi: dots per inch; None takes the figure's own.
    """
    figure = get_root(drawing)
    file = io.BytesIO()
    with own_style():
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
    """Attach to an Axes or Figure the sentence that says what it shows.

    The sentence is the figure's label, so that it goes where the figure
    goes. Returns `drawing`: a plot function can end in this call.
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
    if ax is None:
        return plt.subplots(figsize=size, layout="constrained")[1]
    if not isinstance(ax, Axes):
        remedy = _("Write {example}.", example="figure, ax = plt.subplots()")
        refuse_kind("ax", _("be the Axes of a plot"), ax, remedy)
    return ax


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
    ticks = axis.get_majorticklocs()
    gap = np.diff(ticks).min(initial=np.inf) if len(ticks) > 1 else np.inf
    if not 0 < gap < np.inf or axis.get_scale() == "log":
        return format_number(value, digits)
    needed = max(0, math.ceil(1 - math.log10(gap) - 1e-9))
    if needed > 5 or (digits is not None and round(gap, digits) == 0):
        digits = max(needed, digits or 0)
    return format_number(0 if abs(value) < gap / 1e6 else value, digits)


def draw_lines(
    ax: Axes,
    lines: Mapping[str, Sequence[float] | np.ndarray],
    *,
    title: str,
    x: str,
    y: str,
    places: Sequence[float] | np.ndarray | None = None,
) -> Axes:
    """Draw up to four lines that differ in colour, dashes and marker.

    `places` are where on x the values lie; None counts them from 1.
    """
    if len(lines) > len(LINES):
        remedy = _("Draw the others in a second plot.")
        refuse("lines", _("be four at most"), len(lines), remedy)
    colours = sns.color_palette("colorblind")
    for (name, values), colour, line, marker in zip(
        lines.items(), colours, LINES, MARKERS, strict=False
    ):
        ax.plot(
            range(1, len(values) + 1)
            if places is None
            else places[: len(values)],
            values,
            line,
            marker=marker,
            markersize=5,
            markevery=max(1, len(values) // 40),
            color=colour,
            label=write_name(name),
        )
    if lines:
        ax.legend(fontsize=12)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    write_ticks(ax, "y")
    return label_axes(ax, title=title, x=x, y=y)


def draw_image(ax: Axes, image: np.ndarray, largest: float) -> None:
    """Draw one image (28, 28), black for 0 and white for `largest`."""
    ax.imshow(image, cmap="gray", vmin=0, vmax=max(largest, 1e-6))


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


def draw_grid(
    ax: Axes,
    grid: np.ndarray,
    *,
    columns: Iterable[object],
    rows: Iterable[object],
    group: int = 1,
) -> None:
    """Draw (rows, columns, 28, 28) as one picture, which is quick.

    NaN is left white, as are the gaps, wider after each `group` columns; a
    word stands above each column and beside each row.
    """
    tops, lefts = _corners(len(grid)), _corners(grid.shape[1], group)
    canvas = np.full((tops[-1] + 28, lefts[-1] + 28), np.nan)
    for row, top in enumerate(tops):
        for column, left in enumerate(lefts):
            canvas[top : top + 28, left : left + 28] = grid[row, column]
    ax.imshow(
        canvas,
        cmap="gray",
        vmin=0,
        vmax=np.nanmax(grid),
        interpolation="nearest",
    )
    ax.set_xticks(lefts + 13.5, [str(word) for word in columns])
    ax.set_yticks(tops + 13.5, [str(word) for word in rows])
    ax.tick_params(length=0, labelsize=12, top=True, bottom=False)
    ax.tick_params(labeltop=True, labelbottom=False)
    ax.spines[:].set_visible(False)


def _corners(number: int, group: int = 1) -> np.ndarray:
    place = np.arange(number)
    return 30 * place + 6 * (place // group) * (group > 1)


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
    look: dict[str, Any] = {
        "color": "0.25",
        "linewidth": 1.6,
        "linestyle": line,
    }
    ax.plot(*zip(*corners[:-1], strict=True), **look)
    ax.annotate(
        "",
        corners[-1],
        corners[-2],
        arrowprops={"arrowstyle": "->", "shrinkA": 0, "shrinkB": 0}
        | look
        | {"linestyle": "-"},  # a dashed head is no head
    )
