"""Plots of how a picture of handwriting becomes digits of MNIST."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from scipy import ndimage

from mnist_helpers.figures import draw_pictures, in_own_style, set_caption
from mnist_helpers.language import _, format_percent, write_name

from .handwriting import PreparedDigit, make_digit, prepare_page
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
    figure = draw_pictures(
        [*panels.values()], [*panels], columns=5, size=(2.2, 2.4)
    )
    width, height = _draw_box(figure.axes[3], digit)
    sentence = _(
        "{width} × {height} pixels; the paper's contrast is taken away, "
        "{ink} of the pixels are ink, {kept} are kept; their box of {box} "
        "pixels becomes 20 × 20 at most, within 28 × 28.",
        width=ink.grey.shape[1],
        height=ink.grey.shape[0],
        ink=format_percent(ink.mask.mean()),
        kept=format_percent(mask.mean()),
        box=f"{width} × {height}",
    )
    return set_caption(figure, sentence)


@in_own_style
def plot_page(picture: Any, answers: Sequence[object] = ()) -> Figure:
    """Draw a page with the boxes of its digits, in reading order.

    Args:
        picture: as of `prepare_page`.
        answers: what to write above each box; empty writes its number.
    """
    digits = prepare_page(picture)
    grey = open_picture(picture)
    words = [*map(str, answers)] or [*map(str, range(1, len(digits) + 1))]
    size = (8, 8 * grey.shape[0] / grey.shape[1])
    figure = draw_pictures(
        [_calm(grey)], [""], columns=1, size=size, low=0, high=1
    )
    (ax,) = figure.axes
    frame = {"facecolor": "white", "edgecolor": COLOUR, "pad": 2}
    look: dict[str, Any] = {"fontsize": 14, "weight": "bold", "bbox": frame}
    for digit, word in zip(digits, words, strict=True):
        _draw_box(ax, digit)
        ax.text(digit.box[0], digit.box[1] - 3, word, va="bottom", **look)
    sentence = _(
        "{number} digits in reading order: {list}.",
        number=len(digits),
        list=", ".join(words),
    )
    return set_caption(figure, sentence)


@in_own_style
def plot_pictures(pictures: Sequence[Any], titles: Sequence[str]) -> Figure:
    """Draw pictures as they are looked at, in grey, each under its title.

    Args:
        pictures: as `prepare_digit` takes them.
        titles: one for each.
    """
    greys = [_calm(open_picture(picture)) for picture in pictures]
    names = [*map(write_name, titles)]
    figure = draw_pictures(
        greys, names, columns=6, size=(1.8, 2.1), low=0, high=1
    )
    sizes = [
        f"{name} {grey.shape[1]} × {grey.shape[0]}"
        for name, grey in zip(names, greys, strict=True)
    ]
    sentence = _(
        "{number} pictures, width × height in pixels: {list}.",
        number=len(greys),
        list=", ".join(sizes),
    )
    return set_caption(figure, sentence)


def _calm(grey: np.ndarray) -> np.ndarray:
    """A picture without its finest noise, so that a figure stays small."""
    return np.round(32 * ndimage.gaussian_filter(grey, 1.5)) / 32


def _draw_box(ax: Axes, digit: PreparedDigit) -> tuple[int, int]:
    """Draw where a digit stood; returns how wide and how high that is."""
    left, top, right, bottom = digit.box
    sides = right - left, bottom - top
    look: dict[str, Any] = {"edgecolor": COLOUR, "linewidth": 2}
    ax.add_patch(Rectangle((left, top), *sides, fill=False, **look))
    return sides
