"""The map of the course: which lesson is which step, as one figure.

Out: a matplotlib Axes with a box for each lesson from 01 to 13, and one for
lesson 14, chapter 3 of the thesis.
"""

from textwrap import fill

import seaborn as sns
from matplotlib.axes import Axes

from .figures import draw_arrow, draw_box, new_axes, set_caption
from .language import _

# One unit across is one lesson.
WIDTH, HEIGHT = 0.9, 1.04
HALF = WIDTH / 2
ROWS = (3.95, 2.05)
CHAPTER = 0.8
SIDE = 6.7  # where a line runs from both rows down to chapter 3


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
    number, rows, ends = 0, [], []
    for (kind, steps), y, colour in zip(_steps(), ROWS, colours, strict=False):
        row = []
        for x, name in enumerate(steps):
            number += 1
            _draw_box(ax, (x, y), (WIDTH, HEIGHT), colour)
            _write(ax, x, y + 0.35, f"{number:02d}", 14, weight="bold")
            _write(ax, x, y, fill(name, 14, break_on_hyphens=False), 12)
            _write(ax, x, y - 0.37, _("step {n}", n=x + 1), 11)
            if x:
                draw_arrow(ax, [(x - 1 + HALF, y), (x - HALF, y)])
            row.append(f"{number:02d} {name}")
        start = -HALF if y == ROWS[0] else 0.12
        _write(ax, start, y + 0.68, kind, 14, weight="bold", ha="left")
        ends.append((len(steps) - 1 + HALF, y))
        rows.append(f"{kind}: {', '.join(row)}.")
    down = [ends[0], (SIDE, ROWS[0]), (SIDE, CHAPTER + 0.35)]
    draw_arrow(ax, down, line="--")
    draw_arrow(ax, [ends[1], (SIDE, ROWS[1])], line="--")
    under, over = ROWS[0] - HEIGHT / 2, ROWS[1] + HEIGHT / 2
    between = under - 0.2
    draw_arrow(ax, [(5, under), (5, between), (0, between), (0, over)])
    words = _("Chapter 3 of the thesis: tables and figures of every step")
    chapter = f"14 {words}"
    centre = (SIDE + 0.15 - HALF) / 2, CHAPTER
    _draw_box(ax, centre, (SIDE + 0.15 + HALF, 0.7), colours[7])
    _write(ax, *centre, chapter, 14, weight="bold")
    text = _(
        "Map of the course. {rows} {chapter}.",
        rows=" ".join(rows),
        chapter=chapter,
    )
    return set_caption(ax, text)


def _draw_box(
    ax: Axes,
    centre: tuple[float, float],
    size: tuple[float, float],
    colour: tuple,
) -> None:
    pale = [1 - 0.25 * (1 - part) for part in colour]
    draw_box(ax, centre, size, face=pale, edge=colour, line=2.5)


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


def _steps() -> list[tuple[str, list[str]]]:
    """Both kinds of steps, and their short names in the seed's order."""
    return [
        (
            _("Data preparation"),
            [
                _("collect data"),
                _("split data"),
                _("normalise pixels"),
                _("add channel"),
                _("augment images"),
                _("generate augmented data"),
            ],
        ),
        (
            "CNN",
            [
                _("import libraries"),
                _("preprocess data"),
                _("build architecture"),
                _("initialise model"),
                _("train model"),
                _("evaluate model"),
                _("refine model"),
            ],
        ),
    ]
