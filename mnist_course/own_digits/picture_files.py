"""Open pictures of any kind as grey arrays, or say what is wrong with them.

In: a path, bytes, an open file, an image of Pillow, an array. Out: float32
(height, width), 0 black to 1 white, upright, at most 1,600 pixels long; of a
sheet that lies on a darker desk, the sheet.
"""

import io
import warnings
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError
from scipy import ndimage

from mnist_helpers.checks import refuse, refuse_kind
from mnist_helpers.files import find_file
from mnist_helpers.language import _, format_number

from .ink import find_box, resize_grey

LONGEST = 1600  # what is looked at of a side, in pixels
LEAST = 8
MOST = 200_000_000  # pixels, about: beyond it Pillow warns of a bomb
GREY = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R BT.601
# How files begin, in small letters, that Pillow does not read.
OTHERS = {
    b"%pdf": "PDF",
    b"pk\x03\x04": "ZIP (DOCX, XLSX, ODT)",
    b"<svg": "SVG",
    b"<?xml": "XML, SVG",
    b"<!doc": "HTML",
    b"<html": "HTML",
}


def open_picture(picture: Any) -> np.ndarray:
    """Return a picture in grey.

    Args:
        picture: as of `prepare_digit`; an array holds whole numbers, 0 to
            255, or fractions, 0 to 1, else its range is stretched.

    Returns:
        float32 array (height, width), 0 black to 1 white. A transparent
        ground becomes white behind dark ink, black behind light ink. A
        darker desk around a sheet of paper is cut off.

    Raises:
        ValueError: if it is no picture, broken, too small or too large.
        FileNotFoundError: if there is no such file.
        TypeError: for another kind of thing.

    Example:
        >>> open_picture(np.full((40, 30), 255, np.uint8)).shape
        (40, 30)
    """
    if isinstance(picture, np.ndarray):
        return _look_at(_from_array(picture))
    if isinstance(picture, str | Path):
        picture = find_file(picture, "picture").read_bytes()
    elif hasattr(picture, "read"):
        picture = picture.read()
    if isinstance(picture, bytes | bytearray | memoryview):
        picture = _decode(bytes(picture))
    elif not isinstance(picture, Image.Image):
        refuse_kind(
            "picture",
            _("be a file, an array or an image of Pillow"),
            picture,
            _("Write {example}.", example='prepare_digit("my_digit.jpg")'),
        )
    return _look_at(picture)


def _decode(data: bytes) -> Image.Image:
    if not data:
        _refuse_file(_("an empty file"))
    start = data[:64].lstrip().lower()
    for mark, kind in OTHERS.items():
        if start.startswith(mark):
            _refuse_file(kind)
    if data[4:8] == b"ftyp":
        _refuse_file("HEIC, AVIF, video")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data))
            if image.format == "JPEG":  # decodes at a fraction of the size
                image.draft("RGB", (LONGEST, LONGEST))
            image.load()
    except UnidentifiedImageError:
        _refuse_file(_("something else"))
    except Image.DecompressionBombError:
        _refuse_size(_("more"))
    except Exception:  # each format breaks in its own way
        _refuse_file(_("a broken file"))
    return image


def _look_at(image: Image.Image) -> np.ndarray:
    """A decoded image, upright, small enough, in grey."""
    image = ImageOps.exif_transpose(image)
    width, height = image.size
    if image.mode.startswith(("I", "F")):
        image = Image.fromarray(_to_bytes(np.asarray(image)))
    elif image.mode not in ("L", "LA", "RGB", "RGBA"):
        image = image.convert("RGBA")
    factor = max(image.size) // LONGEST
    if factor > 1:
        image = image.reduce(factor)
    if max(image.size) > LONGEST:
        image.thumbnail((LONGEST, LONGEST))
    if min(image.size) < LEAST:
        _refuse_size(f"{width} × {height}")
    colours = np.asarray(image.convert("RGBA"), np.float32) / 255
    grey = colours[..., :3] @ GREY
    opacity = colours[..., 3]
    if opacity.min() < 0.99:
        opaque = opacity > 0.5
        dark = not opaque.any() or np.median(grey[opaque]) < 0.5
        grey = grey * opacity + dark * (1 - opacity)
    return cut_sheet(grey.astype(np.float32))


def cut_sheet(grey: np.ndarray) -> np.ndarray:
    """Cut a sheet of paper out of a picture, if it lies on something darker.

    Returns it with paper in the corners if it lies askew; the picture itself
    if there is no such sheet in it.
    """
    small = resize_grey(grey, min(1.0, 160 / max(grey.shape)))
    brightest = np.quantile(small, 0.9)
    shades = small / np.maximum(ndimage.maximum_filter(small, 9), 1e-6)
    for share in (0.5, 0.6, 0.7, 0.8):
        bright = small > share * brightest
        labels, number = ndimage.label(bright)
        if not number:
            continue
        part = labels == np.bincount(labels[bright]).argmax()
        sheet = ndimage.binary_fill_holes(part)
        inner = ndimage.binary_erosion(sheet, iterations=3, border_value=1)
        edges = [sheet[0], sheet[-1], sheet[:, 0], sheet[:, -1]]
        if (
            np.concatenate(edges).mean() < 0.25  # no shadow lies all around
            and sheet.mean() > 0.15
            and (sheet & ~part).sum() < 0.25 * sheet.sum()  # little ink
            and (shades[inner] < 0.9).any()  # but some
            and bright[~sheet].mean() < 0.3
            and _has_four_corners(sheet)
        ):
            break
    else:
        return grey
    nearest = ndimage.distance_transform_edt(
        ~inner, return_distances=False, return_indices=True
    )
    paper = ndimage.median_filter(small, 9)[tuple(nearest)]
    kept = resize_grey(inner.astype(np.float32), shape=grey.shape) > 0.5
    whole = np.where(kept, grey, resize_grey(paper, shape=grey.shape))
    return whole[find_box(kept)]


def _has_four_corners(sheet: np.ndarray) -> bool:
    rows, columns = points = np.argwhere(sheet).T
    for one, other in ((rows + columns, rows - columns), (rows, columns)):
        ends = [one.argmin(), other.argmax(), one.argmax(), other.argmin()]
        image = Image.new("1", sheet.shape[::-1])
        corners = points[::-1, ends].T.ravel().tolist()
        ImageDraw.Draw(image).polygon(corners, fill=1)
        drawn = np.asarray(image)
        if (drawn & sheet).sum() > 0.87 * (drawn | sheet).sum():
            return True
    return False


def _from_array(array: np.ndarray) -> Image.Image:
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[..., 0]
    fits = array.ndim == 2 or (array.ndim == 3 and array.shape[2] in (3, 4))
    if not fits or array.dtype.kind not in "uifb":
        refuse(
            "picture",
            _("have the shape (height, width) or (height, width, 3 or 4)"),
            f"{array.shape}, {array.dtype}",
            _("Hand over one picture, not a batch."),
        )
    if min(array.shape[:2]) < LEAST:
        _refuse_size(f"{array.shape[1]} × {array.shape[0]}")
    if not np.isfinite(array).all():
        remedy = _("Look for a division by 0.")
        refuse("picture", _("hold finite numbers"), "NaN, inf", remedy)
    whole = array.dtype == np.uint8
    return Image.fromarray(array if whole else _to_bytes(array))


def _to_bytes(values: np.ndarray) -> np.ndarray:
    """Stretch 0 to 1, 0 to 255 or numbers of any range over 0 to 255."""
    values = values.astype(np.float64)
    low, high = values.min(), values.max()
    if low >= 0 and high <= 255:
        low, high = 0, 1 if high <= 1 else 255
    scaled = (values - low) / max(high - low, 1e-9)
    return (255 * scaled).round().astype(np.uint8)


def _refuse_file(kind: str) -> NoReturn:
    refuse(
        "picture",
        _("be a picture such as PNG or JPEG"),
        kind,
        _("Save it as PNG or JPEG, or take a screenshot of it."),
    )


def _refuse_size(received: str) -> NoReturn:
    refuse(
        "picture",
        _(
            "have sides of {least} pixels at least, {most} million pixels at "
            "most",
            least=LEAST,
            most=format_number(MOST / 1e6),
        ),
        received,
        _("Take the picture again, or scale it."),
    )
