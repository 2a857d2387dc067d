"""Make of a picture what the makers of MNIST made of theirs.

In: a photo, a scan or a drawing of one digit, or of a page of digits. Out:
images of 28 × 28, white ink on black, as the models of this course read
them, with the steps on the way. What is no picture of ink is refused in a
sentence. SciPy and Pillow do the work; nothing here needs TensorFlow.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import ndimage

from .ink import ALL_AROUND, Ink, drop_marks, find_ink, resize_grey
from .picture_files import open_picture

SIDE, BOX, CENTRE = 28, 20, 14.0
# MNIST's strokes are about 2.3 pixels wide in its box of 20.
STROKE = 0.115


@dataclass(frozen=True)
class PreparedDigit:
    """A digit as MNIST has it, and where it stood in the picture.

    image: uint8 (28, 28), 0 paper to 255 ink; box: left, top, right and
    bottom in pixels of the picture as it was looked at; touching: whether
    it was cut off from a neighbour.
    """

    image: np.ndarray
    box: tuple[int, int, int, int]
    touching: bool = False


def prepare_digit(picture: Any) -> PreparedDigit:
    """Make one digit of a picture what MNIST's makers made of theirs.

    Paper and its shadows are taken away, ink is found by its contrast,
    specks and what reaches in from the edges are dropped; the rest is scaled
    to a box of 20 × 20 and set into 28 × 28 by its centre of mass. Thin
    strokes are made as wide as MNIST's.

    Args:
        picture: the path of a file that Pillow reads, its bytes, an open
            file, an image of Pillow or an array of shape (height, width) or
            (height, width, 3 or 4); of any size, grey or in colour, dark on
            light or light on dark, or with a transparent ground.

    Returns:
        A PreparedDigit. Divide its image by 255 before a model reads it.

    Raises:
        ValueError: if there is no ink in it, it is no picture or broken.

    Source: LeCun et al. 1998, "Gradient-based learning applied to document
    recognition", section III.A.

    Example:
        >>> import mnist_helpers as mh
        >>> (images, labels), _test = mh.load_mnist()
        >>> paper = 255 - images[0].repeat(10, axis=0).repeat(10, axis=1)
        >>> mh.prepare_digit(paper).image.shape
        (28, 28)
    """
    ink = find_ink(open_picture(picture))
    mask = drop_marks(ink.mask, ink.stroke)
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
        ValueError: as `prepare_digit` does.

    Example:
        >>> import mnist_helpers as mh
        >>> (images, _labels), _test = mh.load_mnist()
        >>> pair = np.concatenate([images[0], images[1]], axis=1)
        >>> page = 255 - pair.repeat(10, axis=0).repeat(10, axis=1)
        >>> len(mh.prepare_page(page))
        2
    """
    ink = find_ink(open_picture(picture))
    parts = _join_parts(_find_parts(ink), ink.stroke)
    height = np.median([part.height for part in parts])
    parts = [part for part in parts if part.height > 0.4 * height]
    digits = []
    for line in _read_lines(parts):
        width = np.median([part.width for part in line])
        for part in line:
            for piece in _cut_apart(part, width, height):
                mask = np.zeros_like(ink.mask)
                mask[piece.rows, piece.columns] = piece.mask
                digit = make_digit(ink, mask)
                cut = piece is not part
                digits.append(PreparedDigit(digit.image, digit.box, cut))
    return digits


# One digit ------------------------------------------------------------------


def make_digit(ink: Ink, mask: np.ndarray) -> PreparedDigit:
    """Scale the masked ink into the box, and set it by its centre of mass."""
    rows, columns = _find_box(mask)
    box = (columns.start, rows.start, columns.stop, rows.stop)
    near = ndimage.binary_dilation(
        mask[rows, columns], iterations=max(1, int(ink.stroke / 6))
    )
    contrast = ink.contrast[rows, columns]
    full = np.quantile(contrast[mask[rows, columns]], 0.6)
    drawn = np.clip(np.where(near, contrast, 0) / full, 0, 1)
    drawn = _widen(drawn, ink.stroke)
    factor = BOX / max(drawn.shape)
    small = resize_grey(drawn.astype(np.float32), factor)
    small = small / max(small.max(), 1e-6)
    place = [
        int(np.clip(round(CENTRE - middle), 0, SIDE - length))
        for middle, length in zip(
            ndimage.center_of_mass(small), small.shape, strict=True
        )
    ]
    image = np.zeros((SIDE, SIDE), np.float32)
    image[
        place[0] : place[0] + small.shape[0],
        place[1] : place[1] + small.shape[1],
    ] = small
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
    return drawn[_find_box(drawn > 0.3)]


def _find_box(mask: np.ndarray) -> tuple[slice, slice]:
    rows, columns = ndimage.find_objects(mask.astype(np.uint8))[0]
    return rows, columns


# A page ---------------------------------------------------------------------


@dataclass(frozen=True)
class _Part:
    """Ink that hangs together: its place in the picture and its mask."""

    rows: slice
    columns: slice
    mask: np.ndarray

    @property
    def height(self) -> int:
        return self.rows.stop - self.rows.start

    @property
    def width(self) -> int:
        return self.columns.stop - self.columns.start


def _find_parts(ink: Ink) -> list[_Part]:
    """Pieces of ink, without specks and without what the edges cut off."""
    labels, _number = ndimage.label(ink.mask, ALL_AROUND)
    parts = []
    for index, (rows, columns) in enumerate(ndimage.find_objects(labels), 1):
        mask = labels[rows, columns] == index
        part = _Part(rows, columns, mask)
        if mask.sum() >= ink.stroke**2 and (
            max(part.height, part.width) > 2.5 * ink.stroke
        ):
            parts.append(part)
    height, width = ink.mask.shape
    inner = [
        part
        for part in parts
        if part.rows.start > 0
        and part.columns.start > 0
        and part.rows.stop < height
        and part.columns.stop < width
    ]
    if not inner and not parts:
        labels[:] = ink.mask
        rows, columns = _find_box(ink.mask)
        return [_Part(rows, columns, ink.mask[rows, columns])]
    return inner or parts


def _join_parts(parts: list[_Part], stroke: float) -> list[_Part]:
    """Join pieces of one digit: one above the other, with a small gap."""
    height = np.median([part.height for part in parts])
    parts = sorted(parts, key=lambda part: part.rows.start)
    joined: list[_Part] = []
    for part in parts:
        for place, other in enumerate(joined):
            overlap = min(part.columns.stop, other.columns.stop) - max(
                part.columns.start, other.columns.start
            )
            gap = part.rows.start - other.rows.stop
            both = max(part.rows.stop, other.rows.stop) - other.rows.start
            short = min(part.height, other.height) < 0.6 * height
            if (
                overlap > 0.5 * min(part.width, other.width)
                and gap < max(2 * stroke, 0.25 * height)
                and short
                and both < 1.6 * height
            ):
                joined[place] = _unite(other, part)
                break
        else:
            joined.append(part)
    return joined


def _unite(one: _Part, other: _Part) -> _Part:
    rows = slice(
        min(one.rows.start, other.rows.start),
        max(one.rows.stop, other.rows.stop),
    )
    columns = slice(
        min(one.columns.start, other.columns.start),
        max(one.columns.stop, other.columns.stop),
    )
    mask = np.zeros(
        (rows.stop - rows.start, columns.stop - columns.start), bool
    )
    for part in (one, other):
        top = part.rows.start - rows.start
        left = part.columns.start - columns.start
        mask[top : top + part.height, left : left + part.width] |= part.mask
    return _Part(rows, columns, mask)


def _read_lines(parts: list[_Part]) -> list[list[_Part]]:
    """Parts line by line: those of a line overlap its middle in height."""
    lines: list[list[_Part]] = []
    for part in sorted(parts, key=lambda p: p.rows.start + p.rows.stop):
        middle = (part.rows.start + part.rows.stop) / 2
        for line in lines:
            # The nearest of the line, since lines of writing climb and fall.
            near = min(
                line,
                key=lambda p: abs(p.columns.start - part.columns.start),
            )
            if near.rows.start < middle < near.rows.stop:
                line.append(part)
                break
        else:
            lines.append([part])
    return [sorted(line, key=lambda p: p.columns.start) for line in lines]


def _cut_apart(part: _Part, width: float, height: float) -> Iterator[_Part]:
    """A part, or the digits that touch in it."""
    # A digit is hardly ever wider than three quarters of its height.
    usual = np.clip(width, 0.55 * height, 0.75 * height)
    number = round(part.width / usual)
    if number < 2 or part.width < 1.4 * max(part.height, 0.8 * height):
        yield part
        return
    ink = part.mask.sum(axis=0)
    cuts = [0]
    for place in range(1, number):
        middle = place * part.width / number
        reach = 0.25 * part.width / number
        first, last = int(middle - reach), int(middle + reach) + 1
        cuts.append(first + int(np.argmin(ink[first:last])))
    cuts.append(part.width)
    for left, right in zip(cuts, cuts[1:], strict=False):
        mask = part.mask[:, left:right]
        if mask.any():
            start = part.columns.start
            yield _Part(part.rows, slice(start + left, start + right), mask)
