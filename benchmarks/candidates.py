"""What else was tried for the quickest training and for the small record.

    python -m benchmarks.candidates

Quick: nets and ways of training beside the ladder's last rung, three paired
seeds, by cost: multiplications for an image and processor seconds of `fit`,
beside the accuracy. Small: the small record's net, one look, for 6 epochs of
its 24, with one change at a time, two paired seeds. Judged on validation
images only. Every run and its provenance go to
`experiments/results/candidates.*`, which `load_results("candidates")`
reads. With `--keep FOLDER` a stopped run resumes; `--jobs 2` trains two at a
time.
"""

import argparse
import tempfile
from functools import partial

import keras
import pandas as pd
from keras import layers

from benchmarks.provenance import write_results
from benchmarks.recipes import train_one_cycle, train_small
from benchmarks.refining import judge
from mnist_course import run_experiment
from mnist_helpers import Augmentation, build_dense
from mnist_helpers.architecture import count_multiplications


def stack(*parts: keras.Layer) -> keras.Sequential:
    """A net of these layers, with ten probabilities at the end."""
    output = layers.Dense(10, activation="softmax")
    image = keras.Input((28, 28, 1))
    return keras.Sequential([image, *parts, layers.Flatten(), output])


def convolve(maps: int, size: int, strides: int = 1) -> keras.Layer:
    return layers.Conv2D(maps, size, strides=strides, activation="relu")


def build_strided() -> keras.Sequential:
    return stack(convolve(16, 5, 2), convolve(32, 5, 2))


def build_strided_once() -> keras.Sequential:
    return stack(convolve(16, 5, 2), convolve(32, 3), layers.MaxPooling2D())


def build_half() -> keras.Sequential:
    pool = layers.MaxPooling2D
    return stack(convolve(4, 5), pool(), convolve(16, 5), pool())


def build_pooled_first() -> keras.Sequential:
    """Lesson 09's CNN with its pooling before the activation."""
    parts = []
    for maps in (8, 32):
        parts.append(layers.Conv2D(maps, 5))
        parts.extend([layers.MaxPooling2D(), layers.ReLU()])
    dense = layers.Dense(128, activation="relu")
    return stack(*parts, layers.Flatten(), dense)


def build_wide_small() -> keras.Sequential:
    """Five convolutions in place of the small record's six."""
    parts: list[keras.Layer] = []
    for number, maps in enumerate((12, 16, 16, 16, 18), 1):
        padding = "same" if number < 5 else "valid"
        parts.append(layers.Conv2D(maps, 3, padding=padding, use_bias=False))
        if number in (2, 4):
            parts.append(layers.MaxPooling2D())
        parts.extend([layers.BatchNormalization(), layers.ReLU()])
    return stack(*parts, layers.GlobalAveragePooling2D())


quick = partial(train_one_cycle, label_smoothing=0.05, epochs=2)
small = partial(train_small, epochs=6)
QUICK = {
    "quick": quick,
    "dense net": partial(quick, build=build_dense),
    "two strides of 2": partial(quick, build=build_strided),
    "one stride of 2": partial(quick, build=build_strided_once),
    "half the maps, one dense layer": partial(quick, build=build_half),
    "pooling before ReLU": partial(quick, build=build_pooled_first),
    "uint8, scaled in the model": partial(quick, scale_in_model=True),
    "batches of 256": partial(quick, batch_size=256),
    "averaged weights": partial(quick, use_ema=True, ema_momentum=0.99),
    "1 epoch": partial(quick, epochs=1),
}
SMALL = {
    "small": small,
    "five wider convolutions": partial(small, build=build_wide_small),
    "no augmentation": partial(small, augmentation=None),
    "rotation=15, shear=10, zoom=0.15": partial(
        small, augmentation=Augmentation(rotation=15, shear=10, zoom=0.15)
    ),
    "label smoothing 0.05": partial(small, label_smoothing=0.05),
    "averaged weights, small": partial(small, use_ema=True, ema_momentum=0.99),
}
TRIED = QUICK | SMALL
SEEDS = {"quick": (1, 2, 3), "small": (1, 2)}


def measure(part: str, folder: str, jobs: int) -> pd.DataFrame:
    """A row for each run of a part, "quick" or "small"."""

    def run(seed: int, tried: str) -> dict[str, float]:
        keras.backend.clear_session()
        model, seconds = TRIED[tried](seed)
        counts = [count_multiplications(layer) for layer in model.layers]
        return {
            **judge(model),
            "processor_seconds": seconds.processor,
            "multiplications": sum(count or 0 for count in counts),
            "parameters": model.count_params(),
        }

    names = QUICK if part == "quick" else SMALL
    arms = {name: {"tried": name} for name in names}
    runs = run_experiment(run, arms, SEEDS[part], folder=folder, jobs=jobs)
    return runs.assign(part=part)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", metavar="FOLDER")
    parser.add_argument("--jobs", type=int, default=1, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = options.keep or folder
        parts = [measure(part, kept, options.jobs) for part in SEEDS]
    runs = pd.concat(parts, ignore_index=True)
    write_results(
        "candidates",
        runs,
        command="candidates",
        how="quick: 2 epochs beside the ladder's last rung; small: one look, "
        "6 epochs; one change at a time",
        judged_on="6000 validation images; the test set was not opened",
        seeds={part: list(seeds) for part, seeds in SEEDS.items()},
    )
    shown = runs.groupby(["part", "arm"], sort=False).mean(numeric_only=True)
    print(shown.drop(columns="seed").round(4).to_string())


if __name__ == "__main__":
    main()
