"""Strokes drawn on a clean pad become a digit of MNIST.

In: strokes with their pen's width. Out: the image of 28 × 28. Nothing has to
be looked for, as it has in a photo: `tools/digits_page/ink.js` says the same
in a browser, and a test holds the two side by side.
"""

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from .handwriting import BOX, CENTRE, SIDE, STROKE, verify_one_digit

PAD = 280  # pixels, ten for each of MNIST's


def prepare_drawing(strokes: list[dict]) -> np.ndarray:
    """Make of a drawing what MNIST's makers made of theirs.

    The strokes are drawn again: in a box of 20 × 20, their centre of mass in
    the middle of 28 × 28, by a pen as wide as MNIST's at least. A tap beside
    them is left out.

    Args:
        strokes: one or more, each with `width` and `points`, [[x, y], ...],
            in shares of the pad's side.

    Returns:
        uint8 array of shape (28, 28), 0 paper to 255 ink.

    Raises:
        ValueError: if it is more than one digit, a blot, or has more parts
            or holes than a digit.

    Source: as of `prepare_digit`.

    Example:
        >>> line = {"width": 0.09, "points": [[0.5, 0.2], [0.5, 0.8]]}
        >>> prepare_drawing([line])[14].max()
        255
    """
    reach = [np.ptp(each["points"], axis=0).max() for each in strokes]
    pairs = zip(strokes, reach, strict=True)
    kept = [stroke for stroke, own in pairs if own >= 0.05 * max(reach)]
    low, high = _find_box(kept)
    size = max(high - low)
    factor = BOX / SIDE / size
    offset = 0.5 - factor * (low + high) / 2
    ink = draw_strokes(kept, factor, offset)
    widest = max(stroke["width"] for stroke in kept)
    verify_one_digit(ink > 0.5, PAD * factor * widest)
    middle = np.add(ndimage.center_of_mass(ink)[::-1], 0.5) / PAD
    mass = (middle - offset) / factor
    wide = [{**s, "width": max(s["width"], STROKE * size)} for s in kept]
    low, high = _find_box(wide)
    factor = BOX / SIDE / max(high - low)
    offset = (CENTRE + 0.5) / SIDE - factor * mass
    offset = offset.clip(-factor * low, 1 - factor * high)
    ink = draw_strokes(wide, factor, offset)
    image = ink.reshape(SIDE, PAD // SIDE, SIDE, -1).mean(axis=(1, 3))
    # MNIST's ink is full in the middle of a stroke.
    full = np.clip(1.1 * image / image.max(), 0, 1)
    return (255 * full).round().astype(np.uint8)


def _find_box(strokes: list[dict]) -> tuple[np.ndarray, np.ndarray]:
    """The upper left and the lower right corner of the ink."""
    ends = [
        np.add(stroke["points"], way * stroke["width"] / 2)
        for stroke in strokes
        for way in (-1, 1)
    ]
    return np.concatenate(ends).min(axis=0), np.concatenate(ends).max(axis=0)


def draw_strokes(
    strokes: list[dict], factor: float, offset: np.ndarray
) -> np.ndarray:
    """Ink (280, 280), 0 to 1, of strokes that are scaled and moved."""
    side = 4 * PAD  # Pillow's edges are hard: soften them afterwards
    paper = Image.new("L", (side, side), 255)
    pen = ImageDraw.Draw(paper)
    for stroke in strokes:
        width = side * float(factor * stroke["width"])
        places = side * (factor * np.array(stroke["points"]) + offset)
        points = [(x, y) for x, y in places.tolist()]
        pen.line(points, fill=0, width=round(width), joint="curve")
        for x, y in points:
            around = [x - width / 2, y - width / 2]
            pen.ellipse([*around, x + width / 2, y + width / 2], fill=0)
    return 1 - np.asarray(paper.reduce(4), float) / 255
