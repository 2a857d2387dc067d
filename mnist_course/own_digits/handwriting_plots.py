"""Plots of how a picture of handwriting becomes digits of MNIST."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from scipy import ndimage

from mnist_helpers.figures import in_own_style, new_grid, set_caption
from mnist_helpers.language import _, format_percent, write_name

from .handwriting import make_digit, prepare_page
from .ink import drop_marks, find_ink
from .picture_files import open_picture

# Of boxes: seaborn's colourblind orange, seen on black and on white.
COLOUR = "#de8f05"


@in_own_style
def plot_preparation(picture: Any) -> Figure:
    """Draw the steps from a picture of one digit to MNIST's form.

    Args:
        picture: as of `prepare_digit`.

    Returns:
        Five panels: the picture in grey, how far each pixel stands out from
        the paper, what counts as ink, what of it is kept, with its box, and
        the image of 28 × 28.
    """
    ink = find_ink(open_picture(picture))
    mask = drop_marks(ink.mask, ink.stroke)
    digit = make_digit(ink, mask)
    panels = {
        _("grey"): _calm(ink.grey),
        _("contrast"): _calm(ink.contrast),
        _("ink"): ink.mask,
        _("kept"): mask,
        "28 × 28": digit.image,
    }
    figure, axes = new_grid(len(panels), columns=5, size=(2.2, 2.4))
    for ax, (title, pixels) in zip(axes, panels.items(), strict=True):
        ax.imshow(pixels, cmap="gray")
        ax.set_title(title, fontsize=12)
    left, top, right, bottom = digit.box
    _draw_box(axes[3], digit.box)
    height, width = ink.grey.shape
    return set_caption(
        figure,
        _(
            "{width} × {height} pixels; the paper's contrast is taken away, "
            "{ink} of the pixels are ink, {kept} are kept; their box of {box} "
            "pixels becomes 20 × 20 at most, within 28 × 28.",
            width=width,
            height=height,
            ink=format_percent(ink.mask.mean()),
            kept=format_percent(mask.mean()),
            box=f"{right - left} × {bottom - top}",
        ),
    )


@in_own_style
def plot_page(picture: Any, answers: Sequence[object] = ()) -> Figure:
    """Draw a page with the boxes of its digits, in reading order.

    Args:
        picture: as of `prepare_page`.
        answers: what to write above each box; empty writes its number.
    """
    digits = prepare_page(picture)
    grey = open_picture(picture)
    words = [*answers] or [*range(1, len(digits) + 1)]
    figure, axes = new_grid(1, columns=1, size=(8, 8 * np.divide(*grey.shape)))
    axes[0].imshow(_calm(grey), cmap="gray", vmin=0, vmax=1)
    for digit, word in zip(digits, words, strict=True):
        left, top, _right, _bottom = digit.box
        _draw_box(axes[0], digit.box)
        label = axes[0].text(left, top - 3, str(word), fontsize=14)
        label.set_bbox({"facecolor": "white", "edgecolor": COLOUR, "pad": 2})
        label.set(color="black", va="bottom", weight="bold")
    return set_caption(
        figure,
        _(
            "{number} digits in reading order: {list}.",
            number=len(digits),
            list=", ".join(map(str, words)),
        ),
    )


def _calm(grey: np.ndarray) -> np.ndarray:
    """A picture without its finest noise, so that a figure stays small."""
    return np.round(32 * ndimage.gaussian_filter(grey, 1.5)) / 32


def _draw_box(ax: Axes, box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    ax.add_patch(
        Rectangle(
            (left, top),
            right - left,
            bottom - top,
            fill=False,
            edgecolor=COLOUR,
            linewidth=2,
        )
    )


@in_own_style
def plot_pictures(
    pictures: Sequence[Any], titles: Sequence[str], *, columns: int = 6
) -> Figure:
    """Draw pictures as they are looked at, in grey, each under its title.

    Args:
        pictures: as `prepare_digit` takes them.
        titles: one for each.
        columns: pictures in a row.
    """
    greys = [open_picture(picture) for picture in pictures]
    figure, axes = new_grid(len(greys), columns=columns, size=(1.8, 2.1))
    sizes = []
    for ax, grey, title in zip(axes, greys, titles, strict=False):
        ax.imshow(_calm(grey), cmap="gray", vmin=0, vmax=1)
        ax.set_title(write_name(title), fontsize=12)
        sizes.append(f"{write_name(title)} {grey.shape[1]} × {grey.shape[0]}")
    return set_caption(
        figure,
        _(
            "{number} pictures, width × height in pixels: {list}.",
            number=len(greys),
            list=", ".join(sizes),
        ),
    )
