"""The figures that only chapter 3 has, and each figure's files.

In: texts, and images from a run. Out: matplotlib Figures, each with its
sentence for `caption`; and a figure as PNG for Word and Markdown (300 dots
per inch, as wide as the page's text at most), PDF for LaTeX, SVG for whoever
wants to edit it. None holds a date, so that the same figure gives the same
file.
"""

import io
import math
from collections.abc import Sequence
from textwrap import fill
from typing import Any

import keras
import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Ellipse, Polygon

from mnist_course.lessons.lesson_06 import draw_grid
from mnist_helpers.architecture import plot_architecture
from mnist_helpers.explore import DIGITS
from mnist_helpers.figures import (
    draw_arrow,
    draw_box,
    draw_lines,
    get_root,
    new_axes,
    set_caption,
)
from mnist_helpers.language import _, format_number

WIDTH, HEIGHT = 3.5, 0.72  # of a box of the flow chart
DOTS_PER_INCH = 300
OVAL = 0.55  # of a box's width: where a flow chart begins and ends
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
HIGHEST = 11.5  # cm: a higher one would leave half a page empty
HIGHEST_OF_MANY = 15.0  # cm: rows of a deep model stay readable
SALT: dict[Any, Any] = {"svg.hashsalt": "mnist_helpers"}


def save_figure(
    plot: Any, text_width: float, highest: float = HIGHEST
) -> dict[str, bytes]:
    """Return a figure's files by their form, at most as wide as the text.

    Text of 11 points in a figure of 8 inches is read as 8 on the page.
    """
    drawing = plot.get_figure(root=True)
    files = {}
    with plt.rc_context(SALT):
        for ax in drawing.axes:  # the caption below says it
            ax.set_title("") if len(drawing.axes) == 1 else None
        # Laid out once for all forms: each time takes as long as drawing.
        drawing.draw_without_rendering()
        drawing.set_layout_engine(None)
        box = drawing.get_tightbbox().padded(0.05)
        width, height = 2.54 * box.width, 2.54 * box.height
        shrink = min(1.0, text_width / width, highest / height)
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


def draw_flow(steps: dict[str, Sequence[str]], model: str) -> Drawing:
    """Draw the steps of the research: start, two columns, decision, end.

    steps: "data" and "cnn", each with the names of its steps in order;
    model: what is built, "CNN".
    """
    figure, ax = plt.subplots(figsize=(8.4, 7.4), layout="constrained")
    colours = sns.color_palette("colorblind")
    size = (WIDTH, HEIGHT)
    kinds = {
        "data": _("Data preparation"),
        "cnn": _("Building the {model}", model=model),
    }
    sentences = []
    for column, (kind, title) in enumerate(kinds.items()):
        x, colour = column * 4.6, colours[column]
        pale = [1 - 0.2 * (1 - part) for part in colour]
        ax.text(x, 0.7, title, fontsize=13, weight="bold", ha="center")
        for row, name in enumerate(steps[kind]):
            last = kind == "cnn" and row + 1 == len(steps[kind])
            # Beside the start; the last step stands below the decision.
            place = (x, -row - (kind == "data") - 1.3 * last)
            draw_box(ax, place, size, face=pale, edge=colour, line=2)
            text = fill(f"{row + 1}. {name}", 27)
            ax.text(*place, text, fontsize=12, ha="center", va="center")
            if row and not last:
                top = place[1] + 1 - HEIGHT / 2
                draw_arrow(ax, [(x, top), (x, place[1] + HEIGHT / 2)])
        sentences.append(f"{title}: {', '.join(steps[kind])}.")
    left, right = 0.0, 4.6
    low, asked = -len(steps["data"]), -len(steps["cnn"]) + 0.9
    refine = -len(steps["cnn"]) - 0.3
    _draw_end(ax, (left, 0), _("Start"))
    draw_arrow(ax, [(left, -HEIGHT / 2), (left, HEIGHT / 2 - 1)])
    middle, inner = (left + right) / 2, right - WIDTH / 2
    corner = [(left + WIDTH / 2, low), (middle, low), (middle, 0)]
    draw_arrow(ax, [*corner, (inner, 0)])
    # Evaluation decides: good enough, or refine and train again.
    top, bottom, edge = asked + 0.5, asked - 0.5, right + WIDTH / 2
    corners = [(inner, asked), (right, top), (edge, asked), (right, bottom)]
    ax.add_patch(Polygon(corners, fc="white", ec="black", lw=1.6))
    ax.text(
        right, asked, _("Good enough?"), fontsize=12, ha="center", va="center"
    )
    draw_arrow(ax, [(right, asked + 1.1 - HEIGHT / 2), (right, top)])
    draw_arrow(ax, [(right, bottom), (right, refine + HEIGHT / 2)])
    ax.text(right + 0.1, bottom - 0.1, _("no"), fontsize=12, va="center")
    side = edge + 0.3
    draw_arrow(ax, [(edge, refine), (side, refine), (side, -2), (edge, -2)])
    _draw_end(ax, (left, refine), _("End"))
    turn = (middle + inner) / 2
    yes = [(inner, asked), (turn, asked), (turn, refine)]
    draw_arrow(ax, [*yes, (left + WIDTH * OVAL / 2, refine)])
    ax.text(turn - 0.1, refine + 0.12, _("yes"), fontsize=12, ha="right")
    ax.set(xlim=(-WIDTH / 2 - 0.1, side + 0.1), ylim=(refine - 0.6, 1.1))
    ax.set_axis_off()
    sentences.append(
        _(
            "After the sixth step: good enough? If so, the end; if not, the "
            "seventh step and back to the third."
        )
    )
    return set_caption(figure, " ".join(sentences))


def _draw_end(ax: Any, place: tuple[float, float], text: str) -> None:
    """An oval, as flow charts begin and end."""
    oval = Ellipse(place, WIDTH * OVAL, HEIGHT, fc="white", ec="black", lw=1.6)
    ax.add_patch(oval)
    ax.text(*place, text, fontsize=12, ha="center", va="center")


def draw_architecture(model: keras.Sequential) -> Drawing:
    """Draw the layers in rows, so that their texts can be read on a page."""
    boxes = len(model.layers) + 1
    columns = 5 if boxes <= 10 else 6
    size = (1.75 * columns, 2.6 * math.ceil(boxes / columns))
    ax = plot_architecture(model, columns=columns, ax=new_axes(None, size))
    return get_root(ax)


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
