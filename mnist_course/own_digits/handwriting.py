"""Make of a picture what the makers of MNIST made of theirs.

In: a photo or a scan of one digit, or of a page of digits. Out: images of
28 × 28, white ink on black. What is no picture of ink is refused in a
sentence. SciPy and Pillow do the work; only whether a page holds digits is
asked of two of the models that come with the package.
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import ndimage

from mnist_helpers.checks import refuse, verify_images
from mnist_helpers.language import _
from mnist_helpers.models import load_trained

from .ink import (
    Ink,
    drop_marks,
    find_box,
    find_ink,
    find_parts,
    join_masks,
    measure_unrest,
    resize_grey,
)
from .page import cut_apart, find_pieces, join_parts, read_lines
from .picture_files import open_picture

SIDE, BOX, CENTRE = 28, 20, 14.0
# MNIST's strokes are about 2.3 pixels wide in its box of 20.
STROKE = 0.115
UNREST = 0.11  # beyond it, what is around the ink is no paper
SURE, DOUBTED = 0.9, 0.3  # of print, a third of the letters at least


@dataclass(frozen=True)
class PreparedDigit:
    """A digit as MNIST has it, and where it stood in the picture.

    image: uint8 (28, 28), 0 paper to 255 ink; box: left, top, right and
    bottom in pixels of the picture as it was looked at.
    """

    image: np.ndarray
    box: tuple[int, int, int, int]


def prepare_digit(picture: Any) -> PreparedDigit:
    """Make one digit of a picture what MNIST's makers made of theirs.

    Paper, its shadows, lines and printed boxes are taken away, as is a darker
    desk under it; specks and what reaches in from the edges are dropped. The
    rest is scaled to a box of 20 × 20 and set into 28 × 28 by its centre of
    mass. Thin strokes are made as wide as MNIST's.

    Args:
        picture: the path of a file that Pillow reads, its bytes, an open
            file, an image of Pillow or an array of shape (height, width) or
            (height, width, 3 or 4); of any size, grey or in colour, dark on
            light or light on dark, or with a transparent ground.

    Returns:
        A PreparedDigit. Divide its image by 255 before a model reads it.

    Raises:
        ValueError: if there is no ink in it, more than one digit, a blot or
            what has more parts or holes than a digit; if there is no calm
            paper around it, as in the photo of a face; if it is no picture
            or broken.

    Source: LeCun et al. 1998, "Gradient-based learning applied to document
    recognition", section III.A.

    Example:
        >>> import mnist_course as mc, mnist_helpers as mh
        >>> (images, labels), _test = mh.load_mnist()
        >>> paper = 255 - images[0].repeat(10, axis=0).repeat(10, axis=1)
        >>> mc.prepare_digit(paper).image.shape
        (28, 28)
    """
    ink = find_ink(open_picture(picture))
    mask = drop_marks(ink.mask, ink.stroke)
    verify_one_digit(mask, ink.stroke)
    _verify_paper(ink, mask)
    return make_digit(ink, mask)


def prepare_page(picture: Any) -> list[PreparedDigit]:
    """Find the digits of a page and make each what MNIST's makers made.

    Args:
        picture: as of `prepare_digit`.

    Returns:
        A PreparedDigit for each, in reading order: line by line from the
        top, from left to right. Digits that touch are cut apart where the
        ink between them is thinnest.

    Raises:
        ValueError: as `prepare_digit` does; if it is no page of digits, as
            text: two of this package's models doubt or answer otherwise at
            too many of its shapes, however the page is turned.

    Example:
        >>> import mnist_helpers as mh
        >>> (images, _labels), _test = mh.load_mnist()
        >>> pair = np.concatenate([images[0], images[1]], axis=1)
        >>> page = 255 - pair.repeat(10, axis=0).repeat(10, axis=1)
        >>> len(mc.prepare_page(page))
        2
    """
    ink = find_ink(open_picture(picture))
    parts = join_parts(find_pieces(ink), ink.stroke)
    height = np.median([part.height for part in parts])
    _verify_paper(ink, ink.mask)
    parts = [part for part in parts if part.height > 0.4 * height]
    digits = []
    for line in read_lines(parts):
        width = np.median([part.width for part in line])
        for part in line:
            for piece in cut_apart(part, width, height):
                mask = join_masks([piece], ink.mask.shape)
                digits.append(make_digit(ink, mask))
    images = np.stack([digit.image for digit in digits])
    one = len(digits) == 1
    if fault := _name_fault(mask, ink.stroke) if one else _name_doubts(images):
        remedy = _("Photograph digits alone, and upright: no text is read.")
        refuse("picture", _("show digits"), fault, remedy)
    return digits


def find_turn(model: Any, images: np.ndarray) -> int:
    """Find out whether a picture lies on its side or upside down.

    A model is surer of digits that stand upright. Of ten digits that lie on
    their side it finds out nearly always, of a single one in every second
    case: some read as another digit as surely.

    Args:
        model: Keras model of images (28, 28, 1), 0 to 1, that answers with
            ten probabilities.
        images: uint8 (n, 28, 28), the prepared digits of the picture.

    Returns:
        0 where they seem upright; else the degrees, 90, 180 or 270, by which
        the picture has to be turned clockwise.

    Example:
        >>> import mnist_helpers as mh
        >>> (images, _labels), _test = mh.load_mnist()
        >>> lying = np.rot90(images[:12], axes=(1, 2))
        >>> find_turn(mh.load_trained(), lying)
        90
    """
    verify_images(images, ndim=(3,))
    turned = [np.rot90(images, -turns, axes=(1, 2)) for turns in range(4)]
    scaled = np.concatenate(turned)[..., None].astype("float32") / 255
    surest = model.predict(scaled, verbose=0).max(axis=1)
    sure = np.log(np.maximum(surest, 1e-6)).reshape(4, -1).mean(axis=1)
    best = int(np.argmax(sure))
    return 90 * best if sure[best] - sure[0] > 0.05 else 0


# One digit ------------------------------------------------------------------


def verify_one_digit(mask: np.ndarray, stroke: float) -> None:
    """Refuse ink that no single digit has."""
    if fault := _name_fault(mask, stroke):
        remedy = _("Cut out one digit, or read a page: prepare_page(picture).")
        refuse("picture", _("show one digit"), fault, remedy)


def _name_fault(mask: np.ndarray, stroke: float) -> str:
    """What of its ink no single digit has, or nothing."""
    least = 0.5 * stroke**2
    parts = [part for part in find_parts(mask) if part.area > least]
    holes, _number = ndimage.label(~np.pad(mask, 1))
    big = np.count_nonzero(np.bincount(holes.ravel())[2:] > least)
    height, width = (place.stop - place.start for place in find_box(mask))
    if len(parts) > 3 or big > 4:
        return _("{parts} parts, {holes} holes", parts=len(parts), holes=big)
    if max(height, width) < 1.8 * stroke:
        return _("a blot")
    parts.sort(key=lambda part: part.columns.start)
    several = len(parts) > 1 and all(
        one.columns.stop < other.columns.start
        and min(one.height, other.height) > 0.75 * height
        for one, other in pairwise(parts)
    )
    return _("{number} digits", number=len(parts)) if several else ""


def _verify_paper(ink: Ink, mask: np.ndarray) -> None:
    """Refuse ink that no paper is around, as in the photo of a face."""
    if measure_unrest(ink, find_box(mask)) > UNREST:
        refuse(
            "picture",
            _("show ink on paper, and nothing else"),
            _("much else beside it"),
            _("Take the photo from nearer, so that paper fills it."),
        )


@cache
def _readers() -> tuple:
    return load_trained("cnn"), load_trained("robust")


def _name_doubts(images: np.ndarray) -> str:
    """Where two models doubt or differ at too many, as at letters."""
    most = max(DOUBTED * len(images), min(len(images), 4))
    doubted = []
    for turns in range(4):
        turned = np.rot90(images, turns, axes=(1, 2))[..., None] / 255
        first, second = (m.predict(turned, verbose=0) for m in _readers())
        differ = first.argmax(axis=1) != second.argmax(axis=1)
        # Of the second alone: out of focus the first is never sure.
        unsure = second.max(axis=1) < SURE
        doubted.append(np.count_nonzero(differ | unsure))
        # A page on its side is cut badly: it need only read much better when
        # turned, and `find_turn` names it. Some print reads upside down.
        allowed = most, 0.65 * doubted[0], most / 2 + 1, 0.65 * doubted[0]
        if doubted[-1] < allowed[turns]:
            return ""
    return _(
        "{number} shapes, of which two models doubt {doubted}",
        number=len(images),
        doubted=min(doubted),
    )


def make_digit(ink: Ink, mask: np.ndarray) -> PreparedDigit:
    """Scale the masked ink into the box, and set it by its centre of mass."""
    rows, columns = find_box(mask)
    box = (columns.start, rows.start, columns.stop, rows.stop)
    mask, contrast = mask[rows, columns], ink.contrast[rows, columns]
    reach = max(1, int(ink.stroke / 6))
    near = ndimage.binary_dilation(mask, iterations=reach)
    full = np.quantile(contrast[mask], 0.6)
    drawn = np.clip(np.where(near, contrast, 0) / full, 0, 1)
    drawn = _widen(drawn, ink.stroke).astype(np.float32)
    small = resize_grey(drawn, BOX / max(drawn.shape))
    small = small / max(small.max(), 1e-6)
    # The last bits of the middle of a symmetrical stroke do not count.
    free = np.subtract(SIDE, small.shape)
    middle = np.round(ndimage.center_of_mass(small), 4)
    before = np.clip(np.round(CENTRE - middle), 0, free).astype(int)
    image = np.pad(small, np.stack([before, free - before], axis=1))
    # MNIST's ink is full in the middle of a stroke.
    image = (255 * np.clip(1.1 * image, 0, 1)).round().astype(np.uint8)
    return PreparedDigit(image, box)


def _widen(drawn: np.ndarray, stroke: float) -> np.ndarray:
    """Make thin strokes as wide as MNIST's are, beside the digit's size."""
    more = (STROKE * max(drawn.shape) - stroke) / 2
    if more < 0.1 * STROKE * max(drawn.shape):
        return drawn
    drawn = np.pad(drawn, int(np.ceil(more)) + 1)
    if more >= 0.5:
        away = ndimage.distance_transform_edt(drawn < 0.5)
        drawn = np.maximum(drawn, np.clip(more + 0.5 - away, 0, 1))
    return drawn[find_box(drawn > 0.3)]
