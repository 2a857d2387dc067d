"""A data set that no memory holds: made digits in many small files.

    python -m benchmarks.beyond.shards FOLDER --images 8000000

As Infinite MNIST does, each image is a training image of MNIST, turned,
moved, sheared, scaled and bent anew. Of the 54,000 training images only: the
validation and test images stay unseen. A shard is a TFRecord file of 20,000
records; a record is a digit's label and its 784 pixels, a byte each. Shards
are written whole or not at all, and a making that was broken off goes on.

Source: Loosli, Canu and Bottou 2007, "Training invariant support vector
machines using selective sampling".
"""

import argparse
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from tqdm.auto import tqdm

from benchmarks.disturb import bend_images
from mnist_helpers import Augmentation, prepare_mnist

SHARD, PIXELS = 20_000, 28 * 28
CHANGES = Augmentation(rotation=12, shift=0.08, shear=8, zoom=0.12)
BEND = 0.6  # pixels


def make_shards(
    folder: Path, images: int, *, shard: int = SHARD
) -> list[Path]:
    """Make digits and write them to as many files as they need.

    Args:
        folder: where to; shards that are there already are left as they are.
        images: how many digits there are to be in all.
        shard: how many a file holds, the last one perhaps fewer.

    Returns:
        The files, in order. Each depends on its number only, not on how
        many there are: more images leave the first files as they were.
    """
    (x_train, y_train), _validation = prepare_mnist()
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    sizes = [min(shard, images - start) for start in range(0, images, shard)]
    for number, size in enumerate(tqdm(sizes, unit="shard", leave=False)):
        # A last, smaller file is no file of the full size: its name says so.
        path = folder / f"digits-{number:05}-{size}.tfrecord"
        paths.append(path)
        if path.is_file():
            continue
        random = np.random.default_rng([7, number])
        places = random.integers(len(x_train), size=size)
        change = CHANGES.layer(seed=number)
        keras.utils.set_random_seed(number)
        part = path.with_suffix(".part")
        with tf.io.TFRecordWriter(str(part)) as writer:
            for some in np.array_split(places, max(1, size // 1000)):
                bent = bend_images(change(x_train[some], training=True), BEND)
                grey = np.rint(255 * bent.numpy()).astype(np.uint8)
                pixels = grey.reshape(-1, PIXELS)
                records = np.column_stack([y_train[some], pixels])
                for record in records.astype(np.uint8):
                    writer.write(record.tobytes())
        part.replace(path)
    return paths


def read_shards(
    paths: list[Path], *, batch_size: int = 128
) -> tf.data.Dataset:
    """Batches of made digits, shuffled, with constant memory.

    The files come in a new order each epoch, four are read at a time, and
    as many images as one file holds wait to be drawn: what is in memory does
    not grow with the number of files.

    Returns:
        Dataset of float32 images (n, 28, 28, 1), 0 to 1, and labels (n,).
    """
    files = tf.data.Dataset.from_tensor_slices([str(p) for p in paths])
    records = (
        files.shuffle(len(paths), seed=7)
        .interleave(tf.data.TFRecordDataset, cycle_length=4, block_length=16)
        .shuffle(SHARD, seed=7)
        .batch(batch_size)
    )
    return records.map(_decode, num_parallel_calls=tf.data.AUTOTUNE).prefetch(
        tf.data.AUTOTUNE
    )


def _decode(records: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    values = tf.io.decode_raw(records, tf.uint8)
    values = tf.ensure_shape(values, (None, 1 + PIXELS))
    images = tf.reshape(values[:, 1:], (-1, 28, 28, 1))
    return tf.cast(images, tf.float32) / 255, values[:, 0]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--images", type=int, default=8_000_000)
    options = parser.parse_args()
    paths = make_shards(options.folder, options.images)
    size = sum(path.stat().st_size for path in paths)
    print(f"{options.images} digits, {len(paths)} files, {size / 1e9:.2f} GB")
