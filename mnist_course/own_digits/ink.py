"""Tell ink from paper in a picture, whatever the light and the ruling.

In: a picture in grey. Out: which pixels are ink, how far each stands out
from its paper, and how wide the strokes are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image
from scipy import ndimage

from mnist_helpers.checks import refuse
from mnist_helpers.language import _

ALL_AROUND = np.ones((3, 3), bool)  # diagonal neighbours touch, too


@dataclass(frozen=True)
class Ink:
    """Where a picture has ink.

    grey: float32 (height, width), 0 black to 1 white; difference: how much
    lighter a pixel is than the paper; contrast: how far it stands out on the
    side of the ink, 0 where it does not; mask: bool, what counts as ink;
    stroke: the usual width of a stroke in pixels.
    """

    grey: np.ndarray
    difference: np.ndarray
    contrast: np.ndarray
    mask: np.ndarray
    stroke: float


@dataclass(frozen=True)
class Part:
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

    @property
    def area(self) -> int:
        return int(np.count_nonzero(self.mask))

    def touches_edge(self, shape: tuple[int, ...]) -> bool:
        """Whether it reaches the edges of a picture of this shape."""
        starts = self.rows.start, self.columns.start
        ends = self.rows.stop, self.columns.stop
        return 0 in starts or bool(np.equal(ends, shape).any())


def find_parts(mask: np.ndarray) -> list[Part]:
    """What hangs together in a mask, also where corners touch."""
    labels, _number = ndimage.label(mask, ALL_AROUND)
    places = enumerate(ndimage.find_objects(labels), start=1)
    return [
        Part(rows, columns, labels[rows, columns] == index)
        for index, (rows, columns) in places
    ]


def join_masks(parts: Iterable[Part], shape: tuple[int, ...]) -> np.ndarray:
    """A mask of the picture that holds these parts."""
    mask = np.zeros(shape, bool)
    for part in parts:
        mask[part.rows, part.columns] |= part.mask
    return mask


def find_ink(grey: np.ndarray) -> Ink:
    """Tell ink from paper in grey, float32 (height, width), 0 black to 1.

    Raises a ValueError if nothing stands out from the paper.
    """
    side = max(grey.shape)
    flat = _flat_paper(grey)
    paper: Any = _smooth_paper(grey, side / 2.2) if flat is None else flat
    for last in (flat is not None, True):
        difference = grey - paper
        contrast, noise = _stand_out(difference, side)
        mask = _threshold(contrast, noise)
        if not mask.any():
            refuse(
                "picture",
                _("show ink that stands out from its paper"),
                _("an even area"),
                _("Write larger or darker, and let light fall on it."),
            )
        written = _drop_frames(_drop_ruling(mask))
        # What is printed on it is paper, too.
        paper_like = ndimage.binary_dilation(mask & ~written, ALL_AROUND, 3)
        mask, paper_like = written, paper_like & ~written
        difference[paper_like] = contrast[paper_like] = 0
        stroke, widest = _measure_strokes(mask)
        if last:
            break
        window = np.clip(max(7 * stroke, 4.5 * widest), side / 40, side / 2)
        paper = _smooth_paper(grey, float(window))
    return Ink(grey, difference, contrast, mask, stroke)


def _flat_paper(grey: np.ndarray) -> float | None:
    """The paper's grey where all edges have one."""
    edges = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    middle = float(np.median(edges))
    alike = np.mean(np.abs(grey - middle) < 0.008)
    return middle if alike >= 0.4 else None


def _smooth_paper(grey: np.ndarray, window: float) -> np.ndarray:
    """The paper behind the ink: a median over so many pixels."""
    factor = max(1, int(window / 9))
    small = resize_grey(grey, 1 / factor)
    size = max(3, round(window / factor) | 1)
    median = ndimage.median_filter(small, size=size, mode="nearest")
    return resize_grey(median, shape=grey.shape)


def _stand_out(difference: np.ndarray, side: int) -> tuple[np.ndarray, float]:
    """How far pixels stand out on the side where the ink is, and the noise."""
    noise = _measure_noise(difference)
    stands = np.quantile(np.abs(difference), 0.996)
    # The fainter the ink beside the noise, the more it is smoothed.
    blur = side / 1600 * (1 + 9 * min(1.0, 4 * noise / max(stands, 1e-6)))
    smooth = ndimage.gaussian_filter(difference, blur)
    light, dark = np.clip(smooth, 0, None), np.clip(-smooth, 0, None)
    light_ink = np.quantile(light, 0.996) > np.quantile(dark, 0.996)
    return light if light_ink else dark, _measure_noise(smooth)


def _measure_noise(difference: np.ndarray) -> float:
    """The standard deviation of the paper, whatever ink is on it."""
    middle = np.median(difference)
    return float(1.4826 * np.median(np.abs(difference - middle)))


def _threshold(contrast: np.ndarray, noise: float) -> np.ndarray:
    """Ink: what stands out far, and what less so but hangs on to it."""
    strong = contrast[contrast > max(3 * noise, 0.02)]
    if strong.size < 8:
        return np.zeros(contrast.shape, bool)
    high = max(0.4 * np.quantile(strong, 0.9), 4 * noise, 0.025)
    low = max(0.4 * high, min(0.8 * high, 3 * noise))
    labels, _number = ndimage.label(contrast > low, ALL_AROUND)
    kept = np.unique(labels[contrast > high])
    return np.isin(labels, kept[kept > 0])


def _measure_strokes(mask: np.ndarray) -> tuple[float, float]:
    """The usual and the largest width of the strokes, in pixels.

    Each place counts by its width, so that a long thin line does not count
    for more than the ink of a pen.
    """
    depth = ndimage.distance_transform_edt(mask)
    ridge = mask & (depth >= ndimage.maximum_filter(depth, 3) - 0.5)
    widths = np.sort(2 * depth[ridge])
    if not widths.size:
        return 1.0, 1.0
    area = np.cumsum(widths) / widths.sum()
    usual, widest = widths[np.searchsorted(area, [0.5, 0.98])]
    return float(usual), float(widest)


def _drop_ruling(mask: np.ndarray) -> np.ndarray:
    """Take out the thin lines of ruled or squared paper."""
    _usual, widest = _measure_strokes(mask)
    # No wider than half a pen's stroke, nor than a sixtieth of the picture.
    thin = max(2.0, min(0.45 * widest, mask.size**0.5 / 60))
    across = mask & ~_find_lines(mask, thin)
    left = across & ~_find_lines(across.T, thin).T
    if left.sum() < mask.sum():  # what is left of faint lines is as thin
        thick = 2 * ndimage.distance_transform_edt(left) > thin
        left &= ndimage.binary_dilation(thick, ALL_AROUND, int(thin) + 1)
    return left if left.any() else mask


def _drop_frames(mask: np.ndarray) -> np.ndarray:
    """Take out the boxes of a form that have ink in them."""
    left = mask.copy()
    for part in find_parts(mask):
        if min(part.mask.shape) > 16:  # pixels, or no digit stands in it
            filled = ndimage.binary_fill_holes(part.mask)
            hollow = np.mean(filled & ~part.mask) > 0.5
            place = part.rows, part.columns
            inside = (mask[place] > part.mask).any()
            # More than an oval, even if the photo was taken a little askew.
            if hollow and filled.mean() > 0.8 and inside:
                left[place] &= ~part.mask
    return left


def _find_lines(mask: np.ndarray, thin: float) -> np.ndarray:
    """Level lines from the edge on, or across; strokes on them stay."""
    low = mask & ~ndimage.binary_opening(mask, np.ones((int(thin) + 1, 1)))
    width = mask.shape[1]
    long = max(9, width // 10)
    # A line may slant a little: look at it through a slit of three rows.
    rows = ndimage.maximum_filter1d(low.astype(np.uint8), 3, axis=0)
    # Where an upright line crosses it, it is not low.
    rows = ndimage.grey_closing(rows, (1, 2 * int(thin) + 1))
    rows = ndimage.minimum_filter1d(rows, long, axis=1)
    rows = ndimage.maximum_filter1d(rows, long, axis=1).astype(bool) & low
    lines = np.zeros_like(mask)
    for part in find_parts(ndimage.maximum_filter(rows, (3, long))):
        inside = rows[part.rows, part.columns] & part.mask
        columns = np.flatnonzero(inside.any(axis=0)) + part.columns.start
        at_edge = columns[0] <= 2 or columns[-1] >= width - 3
        if len(columns) > (0.1 if at_edge else 0.4) * width:
            lines[part.rows, part.columns] |= inside
    return lines


def drop_marks(mask: np.ndarray, stroke: float) -> np.ndarray:
    """Leave out specks, and what reaches in from the edges."""
    parts = find_parts(mask)
    largest = max(part.area for part in parts)
    least = min(largest, max(0.04 * largest, 0.7 * stroke**2))
    kept = [part for part in parts if part.area >= least]
    inner = [part for part in kept if not part.touches_edge(mask.shape)]
    # A digit that fills its picture touches the edges, too.
    inner_area, area = (sum(p.area for p in some) for some in (inner, kept))
    return join_masks(inner if inner_area > 0.25 * area else kept, mask.shape)


def measure_unrest(ink: Ink, box: tuple[slice, slice]) -> float:
    """How uneven it is beside the ink, in and around a box of it.

    The median change of grey along one stroke's width, in depths of the
    ink: below 0.1 on paper, also with shadows, ruling and noise; above it in
    most photos of faces, animals and places.
    """
    margin = 1 + max(place.stop - place.start for place in box) // 2
    around = tuple(
        slice(max(0, place.start - margin), place.stop + margin)
        for place in box
    )
    mask = ink.mask[around]
    reach = max(1, round(ink.stroke))
    beside = ~ndimage.binary_dilation(mask, iterations=reach)
    if not beside.any():
        return 0.0
    difference, width = ink.difference[around], ink.stroke
    change = ndimage.gaussian_gradient_magnitude(difference, 0.4 * width)
    depth = abs(np.median(difference[mask]))
    return float(np.median(width * change[beside]) / max(depth, 1e-6))


def find_box(mask: np.ndarray) -> tuple[slice, slice]:
    """Rows and columns of what a mask holds."""
    rows, columns = ndimage.find_objects(mask.astype(np.uint8))[0]
    return rows, columns


def resize_grey(
    grey: np.ndarray, factor: float = 1, shape: tuple[int, ...] | None = None
) -> np.ndarray:
    """Scale a float32 array, by areas where it shrinks."""
    height, width = shape or (max(1, round(n * factor)) for n in grey.shape)
    shrinks = height <= grey.shape[0]
    way = Image.Resampling.BOX if shrinks else Image.Resampling.BILINEAR
    return np.asarray(Image.fromarray(grey).resize((width, height), way))
