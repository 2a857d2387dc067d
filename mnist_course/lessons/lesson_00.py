"""Lesson 00: the map of the course.

In: the lessons of `mnist_course.steps`. Out: a figure with its caption.
"""

from functools import partial
from textwrap import fill

import seaborn as sns
from matplotlib.axes import Axes

from mnist_course.steps import LESSONS
from mnist_helpers.figures import (
    draw_arrow,
    draw_box,
    in_own_style,
    new_axes,
    set_caption,
)
from mnist_helpers.language import _

# One unit across is one lesson.
WIDTH, HEIGHT, HALF = 0.9, 1.04, 0.45
ROWS, CHAPTER = (3.95, 2.05), 0.8
SIDE = 6.7  # where a line runs from both rows down to chapter 3


@in_own_style
def plot_course_map() -> Axes:
    """Draw the lessons as two rows of boxes, and chapter 3 below them.

    Lessons 01 to 06, the steps of the data preparation, stand above 07 to
    13, the steps of the CNN. Solid arrows lead from lesson to lesson, dashed
    ones to chapter 3.
    """
    ax = new_axes(None, size=(12.8, 5))
    ax.set(xlim=(-0.5, SIDE + 0.2), ylim=(0.4, 4.9))
    ax.set_axis_off()
    write = partial(ax.text, ha="center", va="center", linespacing=1.05)
    bold = partial(write, fontsize=14, weight="bold")
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
            bold(x, y + 0.35, number)
            write(x, y, fill(title, 14, break_on_hyphens=False), fontsize=12)
            write(x, y - 0.37, _("step {n}", n=lesson.step), fontsize=11)
            if x:
                draw_arrow(ax, [(x - 1 + HALF, y), (x - HALF, y)])
            row.append(f"{number} {title}")
        bold(-HALF if y == ROWS[0] else 0.12, y + 0.68, words, ha="left")
        ends.append((len(steps) - 1 + HALF, y))
        rows.append(f"{words}: {', '.join(row)}.")
    down = [ends[0], (SIDE, ROWS[0]), (SIDE, CHAPTER + 0.35)]
    draw_arrow(ax, down, line="--")
    draw_arrow(ax, [ends[1], (SIDE, ROWS[1])], line="--")
    under, over = ROWS[0] - HEIGHT / 2, ROWS[1] + HEIGHT / 2
    between = under - 0.2
    draw_arrow(ax, [(5, under), (5, between), (0, between), (0, over)])
    chapter = _("Chapter 3 of the thesis: tables and figures of every step")
    centre = (SIDE + 0.15 - HALF) / 2, CHAPTER
    size = (SIDE + 0.15 + HALF, 0.7)
    draw_box(ax, centre, size, face="0.9", edge=colours[7], line=2.5)
    bold(*centre, f"14 {chapter}")
    words = _("Map of the course.")
    return set_caption(ax, f"{words} {' '.join(rows)} 14 {chapter}.")
