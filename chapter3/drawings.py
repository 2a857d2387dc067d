"""The figures that only chapter 3 has, and each figure's files.

In: texts, and images from a run. Out: matplotlib Figures, each with its
sentence for `caption`; and a figure as PNG for Word and Markdown (300 dots
per inch, as wide as the page's text at most), PDF for LaTeX, SVG for whoever
wants to edit it. None holds a date, so that the same figure gives the same
file.
"""

import io
from collections.abc import Iterable, Sequence
from textwrap import fill
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from matplotlib.figure import Figure as Drawing

from mnist_helpers.explore import DIGITS
from mnist_helpers.figures import (
    caption,
    draw_arrow,
    draw_box,
    draw_grid,
    draw_lines,
    set_caption,
)
from mnist_helpers.language import _, format_number

from .blocks import Block, Figure
from .layout import TEXT_WIDTH

WIDTH, HEIGHT = 3.5, 0.72  # of a box of the flow chart
DOTS_PER_INCH = 300
# What `savefig` is given for each form.
FORMS: dict[str, dict] = {
    "png": {
        "metadata": {"Software": None},
        "pil_kwargs": {"dpi": (DOTS_PER_INCH, DOTS_PER_INCH)},
    },
    "pdf": {
        "metadata": {"CreationDate": None, "Creator": None, "Producer": None}
    },
    "svg": {"metadata": {"Date": None, "Creator": None}},
}
HIGHEST = 18.0  # cm, so that a caption fits below
SALT: dict[Any, Any] = {"svg.hashsalt": "mnist_helpers"}


def make_figure(key: str, title: str, plot: Any) -> Figure:
    """Return the block of a figure; its plot's own sentence is its alt text.

    key: what references call it; title: its caption; plot: Axes or Figure.
    """
    drawing = plot.get_figure(root=True)
    plt.close(drawing)  # no window shows it; it can still be saved
    return Figure(key, title, caption(drawing), drawing)


def draw_figures(blocks: Iterable[Block]) -> dict[str, dict[str, bytes]]:
    """Return each figure's files: by its key, then "png", "pdf", "svg"."""
    return {
        block.key: _save(block.drawing)
        for block in blocks
        if isinstance(block, Figure)
    }


def _save(drawing: Drawing) -> dict[str, bytes]:
    files = {}
    with plt.rc_context(SALT):
        # Laid out once for all forms: each time takes as long as drawing.
        drawing.draw_without_rendering()
        drawing.set_layout_engine(None)
        box = drawing.get_tightbbox().padded(0.05)
        width, height = 2.54 * box.width, 2.54 * box.height
        shrink = min(1.0, TEXT_WIDTH / width, HIGHEST / height)
        for form, options in FORMS.items():
            file = io.BytesIO()
            drawing.savefig(
                file,
                format=form,
                dpi=DOTS_PER_INCH * shrink,
                bbox_inches=box,
                **options,
            )
            files[form] = file.getvalue()
    return files


def image_size(png: bytes) -> tuple[float, float]:
    """Return the width and height of a picture at 300 dots per inch, in cm."""
    # The first chunk of every PNG gives its pixels.
    width, height = (
        int.from_bytes(png[at : at + 4], "big") * 2.54 / DOTS_PER_INCH
        for at in (16, 20)
    )
    return width, height


def draw_flow(columns: dict[str, Sequence[str]], back: str) -> Drawing:
    """Draw the steps of the research as a flow chart.

    columns: two kinds of steps, each with the names of its steps in order;
    back: the word at the arrow from the last step to the third of its
    column.
    """
    figure, ax = plt.subplots(figsize=(8, 8.6), layout="constrained")
    colours = sns.color_palette("colorblind")
    ends, sentences = [], []
    for column, (kind, steps) in enumerate(columns.items()):
        x, colour = column * 4.4, colours[column]
        ax.text(x, 0.75, kind, fontsize=13, weight="bold", ha="center")
        for row, name in enumerate(steps):
            text = fill(f"{row + 1}. {name}", 26)
            pale = [1 - 0.2 * (1 - part) for part in colour]
            size = (WIDTH, HEIGHT)
            draw_box(ax, (x, -row), size, face=pale, edge=colour, line=2)
            ax.text(x, -row, text, fontsize=12, ha="center", va="center")
            if row:
                top, bottom = 1 - row - HEIGHT / 2, -row + HEIGHT / 2
                draw_arrow(ax, [(x, top), (x, bottom)])
        ends.append((x, 1 - len(steps)))
        sentences.append(f"{kind}: {', '.join(steps)}.")
    (left, low), (right, last) = ends
    middle, start = (left + right) / 2 + 0.05, right - WIDTH / 2
    draw_arrow(
        ax, [(left + WIDTH / 2, low), (middle, low), (middle, 0), (start, 0)]
    )
    edge, side = right + WIDTH / 2, right + WIDTH / 2 + 0.35
    corners = [(edge, last), (side, last), (side, -2), (edge, -2)]
    draw_arrow(ax, corners, line="--")
    middle = (last - 2) / 2
    ax.text(side + 0.1, middle, back, rotation=90, fontsize=11, va="center")
    ax.set(xlim=(-WIDTH / 2 - 0.1, side + 0.5), ylim=(last - 0.5, 1.1))
    ax.set_axis_off()
    sentences.append(f"{back[:1].upper()}{back[1:]}.")
    return set_caption(figure, " ".join(sentences))


def draw_before_after(images: np.ndarray) -> Drawing:
    """Draw each digit before augmentation, its variations below it.

    images: uint8, (10 + 10 copies, 28, 28): ten originals, then copy by
    copy.
    """
    copies = len(images) // 10 - 1
    figure, ax = plt.subplots(figsize=(8.5, 4.6), layout="constrained")
    names = [_("before"), *(_("after ({n})", n=n + 1) for n in range(copies))]
    grid = images.reshape(copies + 1, 10, 28, 28)
    draw_grid(ax, grid, columns=DIGITS, rows=names)
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
    sentences = []
    names = {"loss": _("Loss"), "accuracy": _("Accuracy")}
    for ax, (metric, name) in zip(axes, names.items(), strict=True):
        lines = {
            _("training"): history[metric],
            _("validation"): history[f"val_{metric}"],
        }
        draw_lines(ax, lines, title=name, x=_("Epoch"), y=name)
        sentences += [
            _(
                "{name}, {part}: {first} in the first epoch, {last} in the "
                "last.",
                name=name,
                part=part,
                first=format_number(values[0], 4),
                last=format_number(values[-1], 4),
            )
            for part, values in lines.items()
        ]
    return set_caption(figure, " ".join(sentences))
