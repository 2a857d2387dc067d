"""Images as a camera or a stranger might spoil them, made anew each epoch.

In: a batch of digits, 0 to 1. Out: the batch with thicker or thinner strokes,
backgrounds that are not black, parts covered, blur and noise; some images stay
as they are. The training of the robust model sees these; what it is judged
with, `benchmarks/corruptions.py`, is made otherwise.

Sources: covered parts as in Random Erasing, Zhong et al. 2020, section 3;
noise as in Rusak et al. 2020, section 3.1.
"""

from collections.abc import Iterable

import numpy as np
import tensorflow as tf

UNTOUCHED = 0.3  # the share of images that stay as they are


def disturb_images(
    images: tf.Tensor, parts: Iterable[str] | None = None
) -> tf.Tensor:
    """Spoil most of a batch, each image in its own way.

    Args:
        images: float32, (n, 28, 28, 1), 0 to 1.
        parts: which of `PARTS` to use; None takes all.

    Returns:
        Tensor like `images`, 0 to 1.
    """
    spoilt = images
    for part in PARTS if parts is None else parts:
        spoilt = tf.clip_by_value(PARTS[part](spoilt), 0, 1)
    return tf.where(_some(images, UNTOUCHED), images, spoilt)


def bend_images(images: tf.Tensor, amount: float) -> tf.Tensor:
    """Move each place of an image a little, its neighbours nearly alike.

    Args:
        images: float32, (n, 28, 28, 1).
        amount: standard deviation of the movement, in pixels.

    Returns:
        Tensor like `images`; each image is bent in its own way.

    Source: elastic distortions of Simard, Steinkraus and Platt 2003, with a
    grid of 5 x 5 random movements, resized, in place of a Gaussian filter.
    """
    count, side = tf.shape(images)[0], images.shape[1]
    grid = tf.random.normal((count, 5, 5, 2), stddev=amount)
    moves = tf.image.resize(grid, (side, side), method="bicubic")
    moves = tf.transpose(moves, (0, 3, 1, 2))
    places = tf.stack(tf.meshgrid(*2 * [tf.range(side * 1.0)], indexing="ij"))
    coordinates = tf.clip_by_value(places + moves, 0, side - 1.001)
    corner = tf.floor(coordinates)
    down, right = tf.unstack(coordinates - corner, axis=1)
    row, column = tf.unstack(tf.cast(corner, tf.int32), axis=1)
    start = tf.reshape(row * side + column, (count, -1))
    pixels = tf.reshape(images, (count, -1))

    def neighbour(step: int) -> tf.Tensor:
        values = tf.gather(pixels, start + step, batch_dims=1)
        return tf.reshape(values, (count, side, side))

    upper = (1 - right) * neighbour(0) + right * neighbour(1)
    lower = (1 - right) * neighbour(side) + right * neighbour(side + 1)
    return ((1 - down) * upper + down * lower)[..., None]


def _draw(images: tf.Tensor, low: float, high: float) -> tf.Tensor:
    """A number for each image."""
    return tf.random.uniform((tf.shape(images)[0], 1, 1, 1), low, high)


def _some(images: tf.Tensor, share: float) -> tf.Tensor:
    return _draw(images, 0, 1) < share


def change_strokes(images: tf.Tensor) -> tf.Tensor:
    """Thicker, thinner, or the outline alone."""
    thick = tf.nn.max_pool2d(images, 3, 1, "SAME")
    thin = -tf.nn.max_pool2d(-images, 3, 1, "SAME")
    other = tf.where(_some(images, 0.5), thick, thin)
    changed = images + _draw(images, 0, 0.7) * (other - images)
    changed = tf.where(_some(images, 0.4), changed, images)
    return tf.where(_some(images, 0.08), thick - thin, changed)


def blur(images: tf.Tensor) -> tf.Tensor:
    weights = np.exp(-(np.arange(-3, 4) ** 2) / (2 * 1.3**2))
    kernel = np.outer(weights, weights) / weights.sum() ** 2
    blurred = tf.nn.conv2d(
        images, kernel[..., None, None].astype("float32"), 1, "SAME"
    )
    mixed = images + _draw(images, 0, 1) * (blurred - images)
    return tf.where(_some(images, 0.25), mixed, images)


def lay_on_background(images: tf.Tensor) -> tf.Tensor:
    """A smooth or a fine background, and ink that is not white."""
    count, side = tf.shape(images)[0], images.shape[1]
    grounds = [
        tf.image.resize(
            tf.random.uniform((count, cells, cells, 1)),
            (side, side),
            method="bicubic",
        )
        for cells in (4, 14)
    ]
    ground = tf.where(_some(images, 0.6), *grounds)
    ground = _draw(images, 0, 0.35) + _draw(images, 0, 0.35) * ground
    ground = tf.where(_some(images, 0.5), ground, 0.0)
    ink = tf.where(_some(images, 0.5), _draw(images, 0.4, 1), 1.0)
    return ground + (1 - ground) * ink * images


def cover_parts(images: tf.Tensor) -> tf.Tensor:
    """A box or a band of one grey or turned over, or stripes turned over."""
    side = images.shape[1]
    rows, columns = np.indices((1, side, side, 1))[1:3].astype("float32")
    angle = _draw(images, 0, 2 * np.pi)
    down = rows - _draw(images, 4, side - 4)
    right = columns - _draw(images, 4, side - 4)
    across = tf.cos(angle) * down + tf.sin(angle) * right
    along = tf.cos(angle) * right - tf.sin(angle) * down
    length = tf.where(_some(images, 0.5), _draw(images, 1, 5), 2.0 * side)
    inside = (tf.abs(across) < _draw(images, 0.6, 3.5)) & (
        tf.abs(along) < length
    )
    grey = _draw(images, 0, 1) + tf.zeros_like(images)
    filled = tf.where(_some(images, 0.4), 1 - images, grey)
    covered = tf.where(inside & _some(images, 0.35), filled, images)
    period = _draw(images, 3, 12)
    stripes = tf.math.floormod(across / period, 2) < 1
    return tf.where(stripes & _some(images, 0.06), 1 - covered, covered)


def add_noise(images: tf.Tensor) -> tf.Tensor:
    amount = tf.where(_some(images, 0.4), _draw(images, 0, 0.3), 0.0)
    return images + amount * tf.random.normal(tf.shape(images))


PARTS = {
    "strokes": change_strokes,
    "blur": blur,
    "backgrounds": lay_on_background,
    "covers": cover_parts,
    "noise": add_noise,
}
