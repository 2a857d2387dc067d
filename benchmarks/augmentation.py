"""Images per second of five ways to augment, in one run.

`python -m benchmarks.augmentation` prints a table and exits 0 only if
`RandomAffine` is at least 12 times as fast as `ImageDataGenerator.flow`, 2.5
times as fast as Keras's four random layers and 1.5 times as fast as its fair
opponents, which resample once, too: TensorFlow's own
`ImageProjectiveTransformV3` and OpenCV's `warpAffine`, the engine of
albumentations. All in batches of 128 float32 images, on the cores that there
are. The ways take turns, so that whatever else the machine does meets all of
them.
"""

import sys
import time
from collections.abc import Iterator

import cv2
import keras
import numpy as np
import pandas as pd
import tensorflow as tf

from mnist_helpers import Augmentation, RandomAffine, prepare_mnist

BATCH = 128
ROUNDS, SECONDS = 5, 0.5
AT_LEAST = {
    "ImageDataGenerator": 12,
    "four Keras layers": 2.5,
    "one ImageProjectiveTransformV3": 1.5,
    "OpenCV's warpAffine": 1.5,
}


def augmented(images, layer: keras.layers.Layer):
    """Batches of changed images, endlessly, as a training would take them.

    The images come in batches: cutting them out one by one would take
    longer than changing them, and hide what is to be measured.
    """
    whole = images[: len(images) // BATCH * BATCH]
    batches = whole.reshape(-1, BATCH, *images.shape[1:])
    changed = (
        tf.data.Dataset.from_tensor_slices(batches)
        .repeat()
        .map(lambda batch: layer(batch, training=True), tf.data.AUTOTUNE)
    )
    return changed.prefetch(tf.data.AUTOTUNE)


def four_layers(settings: Augmentation) -> keras.Sequential:
    """The same settings in Keras's own layers, in Keras's own units."""
    fill = {"fill_mode": "constant", "fill_value": 0.0}
    shift, zoom = settings.shift, (-settings.zoom, settings.zoom)
    return keras.Sequential(
        [
            keras.layers.RandomRotation(settings.rotation / 360, **fill),
            keras.layers.RandomTranslation(shift, shift, **fill),
            # A fraction, not an angle: the sine of the shear angle.
            keras.layers.RandomShear(x_factor=0.0872, **fill),
            keras.layers.RandomZoom(zoom, zoom, **fill),
        ]
    )


class OneProjection(RandomAffine):
    """`RandomAffine` with TensorFlow's own resampling in place of its."""

    def resample(self, images, matrices):
        # TensorFlow writes column before row.
        (row_row, row_column, row), (column_row, column_column, column) = (
            tf.unstack(line, axis=1)
            for line in tf.unstack(tf.convert_to_tensor(matrices), axis=1)
        )
        none = tf.zeros_like(row)
        transforms = [column_column, column_row, column]
        transforms += [row_column, row_row, row, none, none]
        return tf.raw_ops.ImageProjectiveTransformV3(
            images=images,
            transforms=tf.stack(transforms, axis=1),
            output_shape=tf.shape(images)[1:3],
            fill_value=0.0,
            interpolation="BILINEAR",
            fill_mode="CONSTANT",
        )


class WithOpenCV(RandomAffine):
    """`RandomAffine` with a `warpAffine` for each image."""

    def resample(self, images, matrices):
        changed = tf.numpy_function(warp, [images, matrices], tf.float32)
        return tf.ensure_shape(changed, images.shape)


def warp(images: np.ndarray, matrices: np.ndarray) -> np.ndarray:
    """Change images (n, side, side, 1) by matrices (n, 2, 3)."""
    # OpenCV writes column before row, too.
    swapped = np.ascontiguousarray(matrices[:, ::-1][:, :, [1, 0, 2]])
    changed = np.empty_like(images)
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = images.shape[2], images.shape[1]
    for old, matrix, new in zip(images, swapped, changed, strict=True):
        cv2.warpAffine(old, matrix, size, dst=new[..., 0], flags=how)
    return changed


def count_per_second(batches: Iterator) -> float:
    start, seen = time.perf_counter(), 0
    while time.perf_counter() < start + SECONDS:
        next(batches)
        seen += BATCH
    return seen / (time.perf_counter() - start)


def measure() -> pd.DataFrame:
    (images, _labels), _validation = prepare_mnist()
    settings = Augmentation()
    layers = {
        "four Keras layers": four_layers(settings),
        "one ImageProjectiveTransformV3": OneProjection(seed=7),
        "OpenCV's warpAffine": WithOpenCV(seed=7),
        "RandomAffine": settings.layer(seed=7),
    }
    flow = settings.generator().flow(images, batch_size=BATCH)
    ways = {"ImageDataGenerator": flow} | {
        name: iter(augmented(images, each)) for name, each in layers.items()
    }
    speeds = pd.DataFrame(index=range(ROUNDS), columns=ways, dtype=float)
    for round_ in range(ROUNDS):
        for name, batches in ways.items():
            # Uses up what lay ready from while another way was measured.
            count_per_second(batches)
            speeds.loc[round_, name] = count_per_second(batches)
    found = speeds.median()
    table = pd.DataFrame({"images per second": found.round()})
    table["RandomAffine is faster by"] = found["RandomAffine"] / found
    table["by at least"] = pd.Series(AT_LEAST)
    return table.round(2)


if __name__ == "__main__":
    found = measure()
    print(found.to_string())
    slow = found["RandomAffine is faster by"] < found["by at least"]
    sys.exit(int(slow.any()))
