"""What may happen to a picture of a digit, none of it seen in training.

In: images (28, 28), 0 to 1. Out: the same, corrupted: by light, paper, pen,
lens or storage. `benchmarks/disturb.py`, which the robust model is trained
with, makes its pictures otherwise: it knows of no lines, grains, movement,
weather, warps, edges of squares or storing.

Source: the kinds follow Hendrycks and Dietterich 2019, "Benchmarking neural
network robustness to common corruptions and perturbations", section 3, and
Mu and Gilmer 2019, "MNIST-C"; the amounts are this project's own.
"""

import inspect
import io
from collections.abc import Callable

import numpy as np
from PIL import Image
from scipy import ndimage
from skimage import draw, transform, util

Corruption = Callable[[np.random.Generator, np.ndarray], np.ndarray]


def shot_noise(random, image):
    """Grains of light, 12 where a pixel is white."""
    return random.poisson(12 * image) / 12


def salt_and_pepper(random, image):
    """One pixel in eight black or white."""
    return util.random_noise(image, "s&p", amount=0.12, rng=random)


def speckle(random, image):
    """Noise as strong as the ink, on a dim background."""
    return util.random_noise(
        0.15 + 0.85 * image, "speckle", var=0.3, rng=random
    )


def motion_blur(random, image):
    """Moved by 7 pixels while the shutter was open."""
    angle, kernel = random.uniform(0, np.pi), np.zeros((7, 7))
    reach = 3 * np.array([np.sin(angle), np.cos(angle)])
    ends = (*(3 - reach).round().astype(int), *(3 + reach).round().astype(int))
    kernel[draw.line(*ends)] = 1
    return ndimage.convolve(image, kernel / kernel.sum())


def glass(random, image):
    """Seen through rippled glass: places up to 2 pixels away change."""
    moves = random.uniform(-2, 2, (2, 28, 28))
    places = np.indices((28, 28)) + moves
    return ndimage.map_coordinates(image, places, order=1)


def fog(random, image):
    """Clouds of all sizes up to 0.6 of white."""
    cloud = sum(
        ndimage.gaussian_filter(random.normal(size=(28, 28)), size) * size
        for size in (1, 2, 4, 8)
    )
    cloud = (cloud - cloud.min()) / np.ptp(cloud)
    return np.maximum(image, 0) * 0.6 + 0.6 * cloud * (1 - 0.6 * image)


def bright_corner(random, image):
    """A lamp at a corner: light from 0 to 0.7 across the picture."""
    rows, columns = np.indices((28, 28)) / 27
    light = rows if random.random() < 0.5 else 1 - rows
    light = light * (columns if random.random() < 0.5 else 1 - columns)
    return np.clip(image + 0.7 * light, 0, 1)


def spatter(random, image):
    """Drops of ink over a twelfth of the picture."""
    drops = ndimage.gaussian_filter(random.normal(size=(28, 28)), 1.2)
    return np.maximum(image, drops > np.quantile(drops, 0.92))


def zigzag(random, image):
    """A bright zigzag line, 1 pixel wide, across the picture."""
    columns = np.linspace(0, 27, 6).round().astype(int)
    rows = random.integers(4, 24, 6)
    changed = image.copy()
    for n in range(5):
        line = draw.line(rows[n], columns[n], rows[n + 1], columns[n + 1])
        changed[line] = np.maximum(changed[line], 0.9)
    return changed


def dotted_line(random, image):
    """A straight line of white dots, 2 pixels each, from edge to edge."""
    start, end = random.integers(2, 26, 2)
    rows, columns = draw.line(start, 0, end, 27)
    dots = np.arange(len(rows)) % 4 < 2
    changed = image.copy()
    changed[rows[dots], columns[dots]] = 1
    return changed


def squared_paper(random, image):
    """Lines of 0.45 every 6 pixels both ways, as on squared paper."""
    changed, start = image.copy(), random.integers(6, size=2)
    changed[start[0] :: 6] = np.maximum(changed[start[0] :: 6], 0.45)
    columns = changed[:, start[1] :: 6]
    changed[:, start[1] :: 6] = np.maximum(columns, 0.45)
    return changed


def swirl(random, image):
    """Twisted about the middle, by 75 degrees there and less outside."""
    way = random.choice([-1, 1])
    return transform.swirl(image, strength=1.3 * way, radius=20)


def perspective(random, image):
    """Seen from the side: each corner moved by up to 4 pixels."""
    corners = np.array([[0, 0], [27, 0], [27, 27], [0, 27]], float)
    moved = corners + random.uniform(-4, 4, corners.shape)
    change = transform.ProjectiveTransform.from_estimate(corners, moved)
    return transform.warp(image, change)


def coarse_pixels(random, image):
    """Of 9 x 9 pixels, shown as squares."""
    small = transform.resize(image, (9, 9), anti_aliasing=True)
    return transform.resize(small, (28, 28), order=0)


def jpeg(random, image):
    """Stored as JPEG of quality 4."""
    file = io.BytesIO()
    Image.fromarray((255 * image).astype(np.uint8)).save(
        file, "jpeg", quality=4
    )
    return np.asarray(Image.open(file)) / 255


def posterised(random, image):
    """Three greys, on a background of a grey of its own."""
    ground = random.uniform(0.1, 0.4)
    return np.round(2 * (ground + (1 - ground) * image)) / 2


# Each function above is one.
CORRUPTIONS: dict[str, Corruption] = {
    name: one for name, one in [*globals().items()] if inspect.isfunction(one)
}


def corrupt(name: str, images: np.ndarray, *, seed: int = 7) -> np.ndarray:
    """Corrupt images, the same way in each call.

    Args:
        name: of CORRUPTIONS.
        images: float array (n, 28, 28, 1), 0 to 1.
        seed: decides the random part of each.

    Returns:
        float32 array like `images`, rounded to 256 greys.
    """
    random = np.random.default_rng(seed)
    changed = [CORRUPTIONS[name](random, x) for x in images[..., 0]]
    greys = (255 * np.clip(changed, 0, 1)).round() / 255
    return greys[..., None].astype("float32")
