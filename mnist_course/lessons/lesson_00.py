"""Lesson 00: the map of the course.

In: the lessons of `mnist_helpers.steps`. Out: a figure with its caption.
"""

from textwrap import fill

import seaborn as sns
from matplotlib.axes import Axes

from mnist_helpers.figures import (
    draw_arrow,
    draw_box,
    in_own_style,
    new_axes,
    set_caption,
)
from mnist_helpers.language import _
from mnist_helpers.steps import LESSONS

# One unit across is one lesson.
WIDTH, HEIGHT = 0.9, 1.04


HALF = WIDTH / 2


ROWS = (3.95, 2.05)


CHAPTER = 0.8


SIDE = 6.7  # where a line runs from both rows down to chapter 3


@in_own_style
def plot_course_map(*, ax: Axes | None = None) -> Axes:
    """Draw the lessons as two rows of boxes, and chapter 3 below them.

    Args:
        ax: where to draw; None makes a figure.

    Returns:
        Axes with lessons 01 to 06, the steps of the data preparation, above
        07 to 13, the steps of the CNN. Solid arrows lead from lesson to
        lesson, dashed ones to chapter 3.
    """
    ax = new_axes(ax, size=(12.8, 5))
    ax.set(xlim=(-0.5, SIDE + 0.2), ylim=(0.4, 4.9))
    ax.set_axis_off()
    colours = sns.color_palette("colorblind")
    rows, ends = [], []
    kinds = (("data", _("Data preparation")), ("cnn", "CNN"))
    for (kind, words), y, colour in zip(kinds, ROWS, colours, strict=False):
        row = []
        pale = [1 - 0.25 * (1 - part) for part in colour]
        steps = [lesson for lesson in LESSONS if lesson.kind == kind]
        for x, lesson in enumerate(steps):
            number, title = f"{lesson.number:02d}", lesson.text("title")
            size = (WIDTH, HEIGHT)
            draw_box(ax, (x, y), size, face=pale, edge=colour, line=2.5)
            _write(ax, x, y + 0.35, number, 14, weight="bold")
            _write(ax, x, y, fill(title, 14, break_on_hyphens=False), 12)
            _write(ax, x, y - 0.37, _("step {n}", n=lesson.step), 11)
            if x:
                draw_arrow(ax, [(x - 1 + HALF, y), (x - HALF, y)])
            row.append(f"{number} {title}")
        start = -HALF if y == ROWS[0] else 0.12
        _write(ax, start, y + 0.68, words, 14, weight="bold", ha="left")
        ends.append((len(steps) - 1 + HALF, y))
        rows.append(f"{words}: {', '.join(row)}.")
    down = [ends[0], (SIDE, ROWS[0]), (SIDE, CHAPTER + 0.35)]
    draw_arrow(ax, down, line="--")
    draw_arrow(ax, [ends[1], (SIDE, ROWS[1])], line="--")
    under, over = ROWS[0] - HEIGHT / 2, ROWS[1] + HEIGHT / 2
    between = under - 0.2
    draw_arrow(ax, [(5, under), (5, between), (0, between), (0, over)])
    chapter = _("Chapter 3 of the thesis: tables and figures of every step")
    chapter = f"14 {chapter}"
    centre = (SIDE + 0.15 - HALF) / 2, CHAPTER
    size = (SIDE + 0.15 + HALF, 0.7)
    draw_box(ax, centre, size, face="0.9", edge=colours[7], line=2.5)
    _write(ax, *centre, chapter, 14, weight="bold")
    text = _(
        "Map of the course. {rows} {chapter}.",
        rows=" ".join(rows),
        chapter=chapter,
    )
    return set_caption(ax, text)


def _write(
    ax: Axes,
    x: float,
    y: float,
    text: str,
    size: int,
    *,
    weight: str = "normal",
    ha: str = "center",
) -> None:
    ax.text(
        x, y, text, fontsize=size, weight=weight, ha=ha, va="center",
        linespacing=1.05,
    )  # fmt: skip
