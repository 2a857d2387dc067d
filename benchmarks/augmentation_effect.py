"""What augmentation does to the CNN's accuracy, on few and on all images.

Three arms that differ in one thing only, what happens to a training image
before the model sees it. `augmentation_few` trains on 1,000 images, the others
on all.
"""

from functools import partial

import keras
import numpy as np
import tensorflow as tf

from benchmarks.experiment import Data, Experiment, Numbers, judge_answers
from benchmarks.recipes import Trained, fit
from mnist_course import compare_arms
from mnist_helpers import (
    Augmentation,
    OneCycle,
    build_cnn,
    prepare_mnist,
    transform_images,
)

EFFECTS = {
    "plain": None,
    "augmented": Augmentation(),
    "mirrored": "left-right",
}
WAYS = {"plain": None, "flow": "flow", "layer": Augmentation()}


def train_changed(
    seed: int,
    *,
    images: int,
    epochs: int,
    batch_size: int,
    peak: float,
    change: Augmentation | str | None,
) -> Trained:
    """The CNN on so many images, changed by an augmentation or not.

    "flow" is `ImageDataGenerator.flow()` with the five settings, "left-right"
    mirrors.
    """
    (x_train, y_train), _validation = prepare_mnist()
    keras.utils.set_random_seed(seed)
    x, y = x_train[:images], y_train[:images]
    if change == "flow":
        generator = Augmentation().generator()
        batches = generator.flow(x, y, batch_size=batch_size, seed=seed)
    else:
        data = tf.data.Dataset.from_tensor_slices((x, y))
        batches = data.shuffle(images, seed=seed).batch(batch_size)
    if change not in (None, "flow"):
        layer = (
            change.layer(seed=seed)
            if isinstance(change, Augmentation)
            else keras.layers.RandomFlip("horizontal", seed=seed)
        )
        batches = batches.map(
            lambda x, y: (layer(x, training=True), y),
            num_parallel_calls=tf.data.AUTOTUNE,
        ).prefetch(tf.data.AUTOTUNE)
    model = build_cnn()
    model.compile(
        optimizer=keras.optimizers.Adam(OneCycle(peak, epochs * len(batches))),
        loss="sparse_categorical_crossentropy",
    )
    return fit(model, batches, epochs=epochs)


def judge(trained: Trained, data: Data) -> Numbers:
    """Also on changed images, and the right answers digit by digit."""
    model, (images, labels) = trained.model, data
    drawn = Augmentation().draw(len(images), seed=7)
    changed = transform_images(images, drawn)
    answers = model.predict(images, batch_size=500, verbose=0).argmax(axis=1)
    correct = np.bincount(labels[answers == labels], minlength=10)
    on_changed = judge_answers(trained, (changed, labels))
    epochs = len(model.history.epoch)
    return {
        **judge_answers(trained, data),
        "accuracy_changed": on_changed["accuracy"],
        "processor_seconds_epoch": round(trained.processor / epochs, 2),
        "seconds_epoch": round(trained.seconds / epochs, 2),
        **{f"correct_{digit}": int(n) for digit, n in enumerate(correct)},
    }


def compare_changes(
    how: str, changes: dict, seeds: tuple[int, ...], **recipe: float
) -> Experiment:
    return Experiment(
        how=how,
        train=train_changed,
        arms={arm: recipe | {"change": own} for arm, own in changes.items()},
        seeds=seeds,
        judge=judge,
        summarise=partial(compare_arms, baseline="plain"),
    )


HOW = "build_cnn on training images as they are, changed by {}, or mirrored."
EXPERIMENTS = {
    "augmentation_effect": compare_changes(
        HOW.format("the five settings"),
        EFFECTS,
        tuple(range(1, 9)),
        images=54_000,
        epochs=6,
        batch_size=256,
        peak=0.015,
    ),
    "augmentation_few": compare_changes(
        HOW.format("the five settings"),
        EFFECTS,
        tuple(range(1, 9)),
        images=1_000,
        epochs=5,
        batch_size=50,
        peak=0.015,
    ),
    # As lesson 11 trains.
    "three_ways": compare_changes(
        "build_cnn on training images as they are, changed by the five "
        "settings of `ImageDataGenerator.flow()`, or of `RandomAffine`.",
        WAYS,
        tuple(range(1, 6)),
        images=54_000,
        epochs=3,
        batch_size=128,
        peak=0.01,
    ),
}
