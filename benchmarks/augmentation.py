"""Images per second of three ways to augment, in one run.

`python -m benchmarks.augmentation` prints a table and exits 0 only if
`RandomAffine` is at least 12 times as fast as `ImageDataGenerator.flow` and
2.5 times as fast as Keras's four random layers, both in batches of 128
float32 images, on the cores that there are. The ways take turns, so that
whatever else the machine does meets all of them.
"""

import sys
import time
from collections.abc import Callable

import keras
import pandas as pd
import tensorflow as tf

from mnist_helpers import Augmentation, prepare_mnist

BATCH = 128
ROUNDS = 5
AT_LEAST = {"ImageDataGenerator": 12, "four Keras layers": 2.5}


def augmented(images, layer: keras.layers.Layer):
    """Batches of changed images, endlessly, as a training would take them.

    The images come in batches: cutting them out one by one would take
    longer than changing them, and hide what is to be measured.
    """
    whole = images[: len(images) // BATCH * BATCH]
    return (
        tf.data.Dataset.from_tensor_slices(
            whole.reshape(-1, BATCH, *images.shape[1:])
        )
        .repeat()
        .map(
            lambda batch: layer(batch, training=True),
            num_parallel_calls=tf.data.AUTOTUNE,
        )
        .prefetch(tf.data.AUTOTUNE)
    )


def four_layers(settings: Augmentation) -> keras.Sequential:
    """The same settings in Keras's own layers, in Keras's own units."""
    fill = {"fill_mode": "constant", "fill_value": 0.0}
    return keras.Sequential(
        [
            keras.layers.RandomRotation(settings.rotation / 360, **fill),
            keras.layers.RandomTranslation(
                settings.shift, settings.shift, **fill
            ),
            # A fraction, not an angle: the sine of the shear angle.
            keras.layers.RandomShear(x_factor=0.0872, **fill),
            keras.layers.RandomZoom(
                (-settings.zoom, settings.zoom),
                (-settings.zoom, settings.zoom),
                **fill,
            ),
        ]
    )


def images_per_second(next_batch: Callable, batches: int) -> float:
    start = time.perf_counter()
    for _batch in range(batches):
        next_batch()
    return batches * BATCH / (time.perf_counter() - start)


def measure() -> pd.DataFrame:
    (images, _labels), _validation = prepare_mnist()
    settings = Augmentation()
    ways = {
        "ImageDataGenerator": (
            settings.generator().flow(images, batch_size=BATCH).__next__,
            10,
        ),
        "four Keras layers": (
            iter(augmented(images, four_layers(settings))).__next__,
            60,
        ),
        "RandomAffine": (
            iter(augmented(images, settings.layer(seed=7))).__next__,
            200,
        ),
    }
    speeds = pd.DataFrame(index=range(ROUNDS), columns=ways, dtype=float)
    for round_ in range(ROUNDS):
        for name, (next_batch, batches) in ways.items():
            # Uses up what lay ready from while another way was measured.
            images_per_second(next_batch, batches)
            speeds.loc[round_, name] = images_per_second(next_batch, batches)
    table = pd.DataFrame({"images per second": speeds.median()}).round()
    table["RandomAffine is faster by"] = (
        table.loc["RandomAffine", "images per second"]
        / table["images per second"]
    ).round(2)
    return table


def main() -> int:
    table = measure()
    print(table.to_string())
    ratios = table["RandomAffine is faster by"]
    slow = {n: r for n, r in AT_LEAST.items() if ratios[n] < r}
    for name, ratio in slow.items():
        print(f"Only {ratios[name]} times {name}; at least {ratio} wanted.")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
