"""One change of an image: rotation, shift, shear and zoom as one matrix.

In: the parameters of each image, images (n, side, side, channels). Out: the
changed images, resampled once.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np
import tensorflow as tf
from keras import ops

PARAMETERS = ("rotation", "shift_x", "shift_y", "shear", "zoom_x", "zoom_y")
NEUTRAL = np.array([0, 0, 0, 0, 1, 1], "float32")  # these change nothing
FILLS = ("constant", "nearest", "reflect", "wrap")


def affine_matrices(parameters: Any, side: int) -> Any:
    """Rotation · shift · shear · zoom about the centre, multiplied out.

    parameters: shape (n, 6), the columns of PARAMETERS. Returns shape
    (n, 2, 3): times (row, column, 1) of a pixel of the new image, they give
    row and column of the old image that it comes from.
    """
    degree = np.float32(np.pi / 180)
    turn, move_x, move_y, shear, zoom_x, zoom_y = ops.unstack(
        ops.convert_to_tensor(parameters), axis=1
    )
    turn, slant = turn * degree, (turn + shear) * degree
    cos, sin = ops.cos(turn), ops.sin(turn)
    row_by_row, row_by_column = ops.cos(slant) * zoom_y, sin * zoom_x
    column_by_row, column_by_column = -ops.sin(slant) * zoom_y, cos * zoom_x
    centre = (side - 1) / 2
    row = sin * move_x + cos * move_y
    row = row + centre * (1 - row_by_row - row_by_column)
    column = cos * move_x - sin * move_y
    column = column + centre * (1 - column_by_row - column_by_column)
    entries = [row_by_row, row_by_column, row]
    entries += [column_by_row, column_by_column, column]
    return ops.reshape(ops.stack(entries, axis=1), (-1, 2, 3))


@cache
def resampler(fill: str, side: int, channels: int) -> Callable:
    """A function of images (n, side, side, channels) and (n, 2, 3) matrices.

    XLA makes one loop of finding, fetching and mixing four old pixels for
    each new one; TensorFlow's own `ImageProjectiveTransformV3`, behind
    Keras's random layers, takes two thirds longer.
    """
    images = tf.TensorSpec((None, side, side, channels), tf.float32)
    matrices = tf.TensorSpec((None, 2, 3), tf.float32)
    return tf.function(
        partial(_resample, fill=fill),
        input_signature=[images, matrices],
        jit_compile=True,
    )


def _resample(images, matrices, fill: str):
    side, channels = images.shape[1], images.shape[3]
    rows, columns = np.indices((side, side)).reshape(2, -1)
    places = np.stack([rows, columns, np.ones_like(rows)]).astype("float32")
    sources = matrices @ places  # (n, 2, side * side)
    corners = tf.floor(sources)
    shares = sources - corners
    corners = tf.cast(corners, tf.int32)
    flat = tf.reshape(images, (-1, side * side, channels))
    changed = 0.0
    for down, right in ((0, 0), (0, 1), (1, 0), (1, 1)):
        row, column = corners[:, 0] + down, corners[:, 1] + right
        weight = (shares[:, 0] if down else 1 - shares[:, 0]) * (
            shares[:, 1] if right else 1 - shares[:, 1]
        )
        if fill == "constant":
            inside = (row >= 0) & (row < side) & (column >= 0)
            weight *= tf.cast(inside & (column < side), weight.dtype)
        index = _fold(row, side, fill) * side + _fold(column, side, fill)
        old = tf.gather(flat, index, axis=1, batch_dims=1)
        changed += weight[..., None] * old
    return tf.reshape(changed, tf.shape(images))


def _fold(places, side: int, fill: str):
    """The place inside the image that stands for one outside it."""
    if fill == "reflect":
        folded = places % (2 * side)
        return tf.minimum(folded, 2 * side - 1 - folded)
    if fill == "wrap":
        return places % side
    return tf.clip_by_value(places, 0, side - 1)
