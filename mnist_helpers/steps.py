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
    colours = sns.color_palette("colorblind")
    number, rows, ends = 0, [], []
    for (kind, steps), y, colour in zip(_steps(), ROWS, colours, strict=False):
        row = []
        for place, name in enumerate(steps):
            number += 1
            draw_box(ax, (place, y), (WIDTH, HEIGHT), **_look(colour))
            words = fill(name, 14, break_on_hyphens=False)
            step = _("step {n}", n=place + 1)
            _write(ax, place, y + 0.35, f"{number:02d}", 14, weight="bold")
            _write(ax, place, y, words, 12, linespacing=1.05)
            _write(ax, place, y - 0.37, step, 11)
            if place:
                draw_arrow(ax, [(place - 1 + HALF, y), (place - HALF, y)])
            row.append(f"{number:02d} {name}")
        start = -HALF if y == ROWS[0] else 0.12
        _write(ax, start, y + 0.68, kind, 14, weight="bold", ha="left")
        ends.append((place + HALF, y))
        rows.append(f"{kind}: {', '.join(row)}.")

    down = [ends[0], (SIDE, ROWS[0]), (SIDE, CHAPTER + 0.35)]
    draw_arrow(ax, down, line="--")
    draw_arrow(ax, [ends[1], (SIDE, ROWS[1])], line="--")
    under, over = ROWS[0] - HEIGHT / 2, ROWS[1] + HEIGHT / 2
    middle = under - 0.2
    draw_arrow(ax, [(5, under), (5, middle), (0, middle), (0, over)])
    chapter = _("Chapter 3 of the thesis: tables and figures of every step")
    width = SIDE + 0.15 + HALF
    middle = (SIDE + 0.15 - HALF) / 2, CHAPTER
    draw_box(ax, middle, (width, 0.7), **_look(colours[7]))
    chapter = f"14 {chapter}"
    _write(ax, SIDE / 2 - 0.15, CHAPTER, chapter, 14, weight="bold")
    ax.set(xlim=(-0.5, SIDE + 0.2), ylim=(0.4, 4.9))
    ax.set_axis_off()
    text = _(
        "Map of the course. {rows} {chapter}.",
        rows=" ".join(rows),
        chapter=chapter,
    )
    return set_caption(ax, text)


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


def _write(ax: Axes, x: float, y: float, text: str, size: int, **how) -> None:
    how = {"ha": "center", "va": "center"} | how
    ax.text(x, y, text, fontsize=size, **how)


def _look(colour: tuple) -> dict:
    pale = [1 - 0.25 * (1 - part) for part in colour]
    return {"face": pale, "edge": colour, "line": 2.5}
