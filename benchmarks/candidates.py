"""What else was tried for the quickest training and for the small record.

Quick: nets and ways of training beside the ladder's last rung, by cost:
multiplications for an image and processor seconds of `fit`, beside the
accuracy. Small: the small record's net, one look, for 6 epochs of its 24, with
one change at a time.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import keras
import pandas as pd
from keras import layers

from benchmarks.experiment import (
    VALIDATION,
    Data,
    Experiment,
    Numbers,
    average,
    judge_answers,
)
from benchmarks.recipes import Trained, train_one_cycle, train_small
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


def train_try(seed: int, *, tried: str) -> Trained:
    return TRIED[tried](seed)


def judge(trained: Trained, data: Data) -> Numbers:
    model = trained.model
    counts = [count_multiplications(x, model) for x in model.layers]
    return {
        **judge_answers(trained, data),
        "processor_seconds": trained.processor,
        "multiplications": sum(count or 0 for count in counts),
        "parameters": model.count_params(),
    }


HOW = (
    "quick: 2 epochs beside the ladder's last rung; small: one look, "
    "6 epochs; one change at a time"
)
PARTS = {
    part: Experiment(
        how=HOW,
        train=train_try,
        arms={name: {"tried": name} for name in names},
        seeds=seeds,
        judge=judge,
    )
    for part, names, seeds in (
        ("quick", QUICK, (1, 2, 3)),
        ("small", SMALL, (1, 2)),
    )
}


class Candidates:
    """Both parts in one table, each with its own seeds."""

    summarise = staticmethod(average)

    def measure(
        self, name: str, jobs: int
    ) -> tuple[pd.DataFrame, dict[str, Any]]:
        made = {part: own.measure(name, jobs) for part, own in PARTS.items()}
        runs = [one.assign(part=part) for part, (one, _facts) in made.items()]
        seeds = {part: list(own.seeds) for part, own in PARTS.items()}
        facts = {"how": HOW, "judged_on": VALIDATION, "seeds": seeds}
        return pd.concat(runs, ignore_index=True), facts

    def find_faults(
        self, runs: pd.DataFrame, record: Mapping[str, Any]
    ) -> list[str]:
        faults: list[str] = []
        for part, own in PARTS.items():
            seeds = {"seeds": record["seeds"][part]}
            faults += own.find_faults(runs[runs["part"] == part], seeds)
        return faults
