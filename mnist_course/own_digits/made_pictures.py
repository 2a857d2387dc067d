"""Pictures of handwriting whose truth is known: MNIST's digits on paper.

In: digits of MNIST, 0 to 255. Out: JPEG files as a camera might make them:
paper with a shadow, a hard edge of light, ruling, squares, faint ink, noise.
"""

import io

import numpy as np
from PIL import Image
from scipy import ndimage
from scipy.special import expit

KINDS = ("blank paper", "shadow", "hard shadow", "ruled", "squared", "faint")


def make_photo(
    random: np.random.Generator, digit: np.ndarray, kind: str
) -> bytes:
    """Return a photo of one digit, written with a pen on paper.

    Args:
        random: decides size, place, light and noise.
        digit: array (28, 28), 0 paper to 255 ink.
        kind: of paper and light, one of `KINDS`.

    Returns:
        The bytes of a JPEG file, what `prepare_digit` takes.
    """
    drawn = _draw(digit, int(random.integers(120, 500)))
    margins = (random.uniform(0.05, 0.5, (2, 2)) * len(drawn)).astype(int)
    ink = np.pad(drawn, margins)
    return _take_photo(random, ink, kind, len(drawn))


def make_page(
    random: np.random.Generator, lines: list[np.ndarray], kind: str
) -> bytes:
    """Return a photo of a page of digits.

    Args:
        random: decides size, place, light and noise.
        lines: of digits, each an array of shape (n, 28, 28), 0 to 255.
        kind: of paper and light, one of `KINDS`.

    Returns:
        The bytes of a JPEG file, what `prepare_page` takes.
    """
    side = 90
    width = int(side * 1.5 * (max(map(len, lines)) + 1))
    ink = np.zeros((int(side * 1.9 * (len(lines) + 0.6)), width), np.float32)
    for row, line in enumerate(lines):
        for column, digit in enumerate(line):
            size = int(side * random.uniform(0.9, 1.15))
            top = int(side * (0.5 + 1.9 * row + random.uniform(-0.1, 0.1)))
            left = int(side * (0.6 + 1.5 * column))
            place = ink[top : top + size, left : left + size]
            np.maximum(place, _draw(digit, size), out=place)
    return _take_photo(random, ink, kind, side)


def make_class(
    random: np.random.Generator,
    images: np.ndarray,
    labels: np.ndarray,
    *,
    writers: int = 30,
    copies: int = 4,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Let made-up writers write each digit several times.

    A writer has one way to write each digit, an image of MNIST with the
    writer's own slant and size, and repeats it a little otherwise each time.

    Args:
        random: decides everything.
        images, labels: what the ways are drawn from, (n, 28, 28), 0 to 255.
        writers, copies: how many there are, and how often each writes each
            digit.

    Returns:
        Images, labels and the writers' codes, 10 · writers · copies of each.
    """
    drawn = []
    for _writer in range(writers):
        slant, size = random.normal(0, 0.2), random.uniform(0.8, 1.25)
        for digit in range(10):
            place = random.choice(np.flatnonzero(labels == digit))
            way = images[place].astype(np.float32)
            for _copy in range(copies):
                turn = random.normal(0, 0.05)
                # Of row and column, about the centre.
                matrix = size * np.array([[1, turn], [slant - turn, 1]])
                middle = 13.5 - matrix @ np.full(2, 13.5)
                shift = middle + random.normal(0, 0.4, 2)
                copy = ndimage.affine_transform(way, matrix, shift, order=1)
                drawn.append(copy.round().astype(np.uint8))
    codes = [f"W{number:02}" for number in range(1, writers + 1)]
    digits = np.tile(np.repeat(np.arange(10), copies), writers)
    return np.stack(drawn), digits, np.repeat(codes, 10 * copies)


def _draw(digit: np.ndarray, size: int) -> np.ndarray:
    """A digit as a pen would draw it: large, with sharp edges."""
    large = ndimage.zoom(digit.astype(np.float32) / 255, size / 28, order=3)
    return np.clip(3 * large - 1, 0, 1)


def _take_photo(
    random: np.random.Generator, ink: np.ndarray, kind: str, side: int
) -> bytes:
    paper = _make_paper(random, ink.shape, kind, side)
    low, high = (0.12, 0.25) if kind == "faint" else (0.35, 0.8)
    lit = paper * (1 - random.uniform(low, high) * ink)
    photo = ndimage.gaussian_filter(lit, random.uniform(0.3, 1.5))
    photo += random.normal(0, random.uniform(0.003, 0.02), photo.shape)
    tint = random.uniform(0.9, 1, 3)
    colours = (255 * np.clip(photo[..., None] * tint, 0, 1)).astype(np.uint8)
    file, quality = io.BytesIO(), int(random.integers(50, 95))
    Image.fromarray(colours).save(file, "jpeg", quality=quality)
    return file.getvalue()


def _make_paper(
    random: np.random.Generator, shape: tuple[int, ...], kind: str, side: int
) -> np.ndarray:
    rows, columns = np.indices(shape, np.float32)
    paper = np.full(shape, random.uniform(0.65, 0.95), np.float32)
    angle = random.uniform(0, 2 * np.pi)
    slope = np.cos(angle) * columns + np.sin(angle) * rows
    slope = (slope - slope.min()) / np.ptp(slope)
    if kind != "blank paper":
        paper *= 1 - random.uniform(0.1, 0.5) * slope
    if kind == "hard shadow":
        edge = (slope - random.uniform(0.35, 0.65)) * max(shape)
        edge /= random.uniform(1, 6)
        paper *= 1 - random.uniform(0.2, 0.45) * expit(edge)
    if kind in ("ruled", "squared"):
        step = random.uniform(0.25, 0.6) * side
        thick = max(1.2, side / 120)
        start = random.uniform(0, step)
        lines = (rows + start + 0.01 * columns) % step < thick
        if kind == "squared":
            lines |= (columns + start) % step < thick
        paper *= 1 - random.uniform(0.08, 0.25) * lines
    return paper + random.normal(0, random.uniform(0.005, 0.025), shape)
