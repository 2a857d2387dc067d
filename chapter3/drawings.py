"""The figures that only chapter 3 has: the flow of the research and more.

In: texts, and images from a run's record. Out: matplotlib Figures, each with
its sentence for `caption`.
"""

from collections.abc import Callable, Sequence
from textwrap import fill

import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import FancyBboxPatch
from matplotlib.ticker import MaxNLocator

from ..explore import DIGITS, caption, label_axes, set_caption
from ..language import _, format_number
from .blocks import Figure

WIDTH, HEIGHT = 3.5, 0.72  # of a box of the flow chart


def make_figure(
    key: str, title: str, plot: Callable[[], Axes | Drawing]
) -> Figure:
    """Return the block of a figure; its plot's own sentence is its alt text.

    key: what references call it; title: its caption; plot: draws it anew
    whenever it is called.
    """

    def draw() -> Drawing:
        return plot().figure

    figure = draw()
    alt = caption(figure)
    plt.close(figure)
    return Figure(key, title, alt, draw)


def draw_flow(columns: dict[str, Sequence[str]], back: str) -> Drawing:
    """Draw the steps of the research as a flow chart.

    columns: two kinds of steps, each with the names of its steps in order;
    back: the word at the arrow from the last step to the third of its
    column.
    """
    figure, ax = plt.subplots(figsize=(8, 8.6), layout="constrained")
    colours = sns.color_palette("colorblind")
    places, told = [], []
    for column, (kind, steps) in enumerate(columns.items()):
        x = column * 4.4
        ax.text(x, 0.75, kind, fontsize=13, weight="bold", ha="center")
        for row, name in enumerate(steps):
            _draw_step(ax, x, -row, f"{row + 1}. {name}", colours[column])
            if row:
                _draw_arrow(
                    ax, (x, 1 - row - HEIGHT / 2), (x, -row + HEIGHT / 2)
                )
        places.append((x, 1 - len(steps)))
        told.append(f"{kind}: {', '.join(steps)}.")
    (left, low), (right, last) = places
    middle = (left + right) / 2 + 0.05
    corners = [(left + WIDTH / 2, low), (middle, low), (middle, 0)]
    ax.plot(*zip(*corners, strict=True), color="0.25", lw=1.5)
    _draw_arrow(ax, (middle, 0), (right - WIDTH / 2, 0))
    side = right + WIDTH / 2 + 0.35
    corners = [(right + WIDTH / 2, last), (side, last), (side, -2)]
    ax.plot(*zip(*corners, strict=True), color="0.25", lw=1.5, ls="--")
    _draw_arrow(ax, (side, -2), (right + WIDTH / 2, -2), ls="--")
    ax.text(side + 0.1, (last - 2) / 2, back, rotation=90, fontsize=11,
            va="center")  # fmt: skip
    ax.set(xlim=(-WIDTH / 2 - 0.1, side + 0.5), ylim=(last - 0.5, 1.1))
    ax.set_axis_off()
    told.append(f"{back[:1].upper()}{back[1:]}.")
    return set_caption(figure, " ".join(told))


def _draw_step(ax: Axes, x: float, y: float, text: str, colour) -> None:
    box = FancyBboxPatch(
        (x - WIDTH / 2, y - HEIGHT / 2),
        WIDTH,
        HEIGHT,
        boxstyle="round,pad=0,rounding_size=0.08",
        facecolor=[1 - 0.2 * (1 - part) for part in colour],
        edgecolor=colour,
        linewidth=2,
    )
    ax.add_patch(box)
    ax.text(x, y, fill(text, 26), fontsize=12, ha="center", va="center")


def _draw_arrow(ax: Axes, start, end, ls: str = "-") -> None:
    look = {"arrowstyle": "->", "lw": 1.5, "ls": ls, "color": "0.25"}
    look |= {"shrinkA": 0, "shrinkB": 0}
    ax.annotate("", end, start, arrowprops=look)


def draw_before_after(images: np.ndarray) -> Drawing:
    """Draw each digit before augmentation, its variations below it.

    images: uint8, (10 + 10 copies, 28, 28): ten originals, then copy by
    copy.
    """
    copies = len(images) // 10 - 1
    side, gap, lift = 28, 3, 6  # lift: between originals and variations
    height = (copies + 1) * (side + gap) - gap + lift
    sheet = np.full((height, 10 * (side + gap) - gap), np.nan)
    tops = [row * (side + gap) + lift * (row > 0) for row in range(copies + 1)]
    lefts = [column * (side + gap) for column in range(10)]
    for place, image in enumerate(images):
        top, left = tops[place // 10], lefts[place % 10]
        sheet[top : top + side, left : left + side] = image
    figure, ax = plt.subplots(figsize=(8.5, 4.6), layout="constrained")
    ax.imshow(sheet, cmap="gray", vmin=0, vmax=255)
    ax.set_xticks([left + side / 2 for left in lefts], list(DIGITS))
    names = [_("before"), *(_("after ({n})", n=n + 1) for n in range(copies))]
    ax.set_yticks([top + side / 2 for top in tops], names)
    ax.tick_params(length=0, labelsize=13, top=True, labeltop=True,
                   labelbottom=False)  # fmt: skip
    ax.spines[:].set_visible(False)
    return set_caption(
        figure,
        _(
            "Ten columns, digits 0 to 9: in the first row the image before "
            "augmentation, below it {copies} variations of the same image.",
            copies=copies,
        ),
    )


def draw_history(history: dict[str, Sequence[float]]) -> Drawing:
    """Draw loss and accuracy of each epoch, of training and validation."""
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.8), layout="constrained")
    colours = sns.color_palette("colorblind")
    epochs = range(1, len(history["loss"]) + 1)
    told = []
    names = {"loss": _("Loss"), "accuracy": _("Accuracy")}
    for ax, (metric, name) in zip(axes, names.items(), strict=True):
        for key, part, look, colour in (
            (metric, _("training"), "o-", colours[0]),
            (f"val_{metric}", _("validation"), "s--", colours[1]),
        ):
            values = history[key]
            ax.plot(epochs, values, look, color=colour, label=part)
            told.append(
                _(
                    "{name}, {part}: {first} in the first epoch, {last} in "
                    "the last.",
                    name=name,
                    part=part,
                    first=format_number(values[0], 4),
                    last=format_number(values[-1], 4),
                )
            )
        ax.legend(fontsize=12)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.yaxis.set_major_formatter(lambda v, _place: format_number(v))
        label_axes(ax, title=name, x=_("Epoch"), y=name)
    return set_caption(figure, " ".join(told))
