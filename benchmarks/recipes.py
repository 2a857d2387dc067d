"""The trainings that the project's figures come from, each written once.

Each recipe takes a seed. None of them looks at the test set. Each runs under a
`tf.distribute` strategy, too: in its scope, with the same batches in all.
"""

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from scipy.optimize import minimize_scalar
from scipy.special import softmax

from benchmarks.disturb import bend_images, disturb_images
from mnist_helpers import (
    Augmentation,
    OneCycle,
    build_cnn,
    build_keras_example,
    build_refined,
    build_small,
    load_mnist,
    load_trained,
    prepare_mnist,
)
from mnist_helpers.models import RECORD_FILTERS


@dataclass(frozen=True)
class Trained:
    """A model, the seconds that `fit` took, and those of all cores together.

    These hardly change when the machine does other things too.
    """

    model: keras.Model
    seconds: float
    processor: float


# As lesson 05 begins: 10 degrees, 0.1, 5 degrees, 0.1.
FIVE_SETTINGS = Augmentation()


def train_keras_example(seed: int) -> Trained:
    """Keras's published MNIST example, trained as published.

    Batches of 128, Adam, 15 epochs, the last tenth of the 60,000 training
    images held out.

    Source: "Simple MNIST convnet", code examples of keras.io.
    """
    (images, labels), _test = load_mnist()
    x_train = np.expand_dims(images.astype("float32") / 255, -1)
    y_train = keras.utils.to_categorical(labels, 10)
    keras.utils.set_random_seed(seed)
    model = build_keras_example()
    model.compile(
        loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"]
    )
    return fit(
        model,
        x_train,
        y_train,
        batch_size=128,
        epochs=15,
        validation_split=0.1,
    )


def train_one_cycle(
    seed: int,
    *,
    build: Callable[[], keras.Model] = build_cnn,
    epochs: int = 3,
    label_smoothing: float = 0.0,
    batches_per_call: int = 8,
    batch_size: int = 128,
    scale_in_model: bool = False,
    **adam: float,
) -> Trained:
    """Lesson 09's CNN, or another, at a one-cycle rate.

    `batches_per_call`: how many TensorFlow is handed at a time.
    `scale_in_model` feeds it grey values of 0 to 255, as `uint8`, and takes
    the scaling off again afterwards. `adam` is what Keras's optimizer takes.
    """
    (x_train, y_train), _validation = prepare_mnist()
    peak = 0.01
    steps = epochs * math.ceil(len(x_train) / batch_size)
    keras.utils.set_random_seed(seed)
    model = net = build()
    if scale_in_model:
        x_train = np.rint(255 * x_train).astype("uint8")
        grey = keras.Input(x_train.shape[1:], dtype="uint8")
        scale = keras.layers.Rescaling(1 / 255)
        model = keras.Sequential([grey, scale, net])
    model.compile(
        optimizer=keras.optimizers.Adam(OneCycle(peak, steps), **adam),
        loss=keras.losses.CategoricalCrossentropy(
            label_smoothing=label_smoothing
        ),
        metrics=["accuracy"],
        steps_per_execution=_limit_on_devices(batches_per_call),
    )
    y_train = keras.utils.to_categorical(y_train, 10)
    trained = fit(
        model, x_train, y_train, batch_size=batch_size, epochs=epochs
    )
    return replace(trained, model=net)


# From Keras's example to the fastest training. The first rung changes epochs
# and rate together, and leaves the example's validation out; then one change
# a rung.
LADDER: dict[str, tuple[str, Callable[[int], Trained]]] = {
    "keras_example": ("as published, 15 epochs", train_keras_example),
    "one_cycle": (
        "3 epochs at a one-cycle rate",
        partial(
            train_one_cycle, build=build_keras_example, batches_per_call=1
        ),
    ),
    # Named after its two convolutions of 5 x 5, in stored results too.
    "two_wide": (
        "lesson 09's CNN in place of the example's",
        partial(train_one_cycle, batches_per_call=1),
    ),
    "cnn": ("8 batches at once, as in lesson 11", train_one_cycle),
    "smoothed": (
        "label smoothing 0.05",
        partial(train_one_cycle, label_smoothing=0.05),
    ),
    "quick": (
        "2 epochs",
        partial(train_one_cycle, label_smoothing=0.05, epochs=2),
    ),
}


def train_refined(
    seed: int,
    *,
    filters: tuple[int, int, int] = (16, 32, 64),
    dropout: float = 0.4,
    build: Callable[[], keras.Model] | None = None,
    epochs: int = 8,
    augmentation: Augmentation | None = FIVE_SETTINGS,
    bend: float = 0.0,
    disturb: Iterable[str] | None = (),
    label_smoothing: float = 0.0,
    precision: str = "float32",
    start: keras.Model | None = None,
    peak: float = 0.01,
    images: int | None = None,
    backup: Path | None = None,
    **adam: float,
) -> Trained:
    """Lesson 13's refined CNN: each epoch sees each image changed anew.

    `build` makes another net in place of it, `bend` is the amount that
    `bend_images` takes, `disturb` the parts that `disturb_images` takes,
    `start` a model whose weights it begins with, `images` how many training
    images are used (None: all), `backup` a folder from which a training that
    was broken off goes on, and `adam` what Keras's optimizer takes.
    `precision="mixed_bfloat16"` halves the time of wide layers on a processor
    that calculates in bfloat16; on others it takes longer.
    """
    (x_train, y_train), _validation = prepare_mnist()
    x_train, y_train = x_train[:images], y_train[:images]
    batch_size = 128
    keras.utils.set_random_seed(seed)
    change = augmentation.layer(seed=seed) if augmentation else None

    def change_batch(images, labels):
        if change:
            images = change(images, training=True)
        if bend:
            images = bend_images(images, bend)
        if disturb is None or disturb:
            images = disturb_images(images, disturb)
        return images, tf.one_hot(labels, 10)

    batches = (
        tf.data.Dataset.from_tensor_slices((x_train, y_train))
        .shuffle(len(x_train), seed=seed)
        .batch(batch_size)
        .map(change_batch)  # in parallel, the seed would not repeat it
        .prefetch(tf.data.AUTOTUNE)
    )
    # Every worker makes all batches, by the same seed, and takes its own share
    # of each: no two of them change images in the same way.
    share = tf.data.Options()
    share.experimental_distribute.auto_shard_policy = (
        tf.data.experimental.AutoShardPolicy.DATA
    )
    batches = batches.with_options(share)
    # The model only: a place in an image needs more digits than bfloat16 has.
    usual = keras.config.dtype_policy()
    keras.config.set_dtype_policy(precision)
    model = build() if build else build_refined(filters, dropout=dropout)
    keras.config.set_dtype_policy(usual)
    if start is not None:
        model.set_weights(start.get_weights())
    rate = OneCycle(peak, epochs * len(batches))
    optimizer = keras.optimizers.Adam(rate, **adam)
    # Weight decay is for kernels: the others only shift and scale.
    optimizer.exclude_from_weight_decay(var_names=["gamma", "beta", "bias"])
    model.compile(
        optimizer=optimizer,
        loss=keras.losses.CategoricalCrossentropy(
            label_smoothing=label_smoothing
        ),
        steps_per_execution=_limit_on_devices(8),
    )
    callbacks = []
    if backup:
        resolver = tf.distribute.get_strategy().cluster_resolver
        number = (resolver and resolver.task_id) or 0
        folder = str(backup / f"worker-{number}")
        callbacks.append(keras.callbacks.BackupAndRestore(folder))
    return fit(
        model, batches, epochs=epochs, shuffle=False, callbacks=callbacks
    )


def train_record(seed: int) -> Trained:
    """The CNN in `build_record`: 60 epochs, regularised in several ways.

    Dropout 0.5, label smoothing 0.1, weight decay 0.05. Each epoch changes
    each image by up to 15 degrees, 0.1 of the side, a shear of 10 degrees
    and 0.15 of the size.
    """
    return train_refined(
        seed,
        filters=RECORD_FILTERS,
        dropout=0.5,
        epochs=60,
        augmentation=Augmentation(rotation=15, shear=10, zoom=0.15),
        label_smoothing=0.1,
        precision="mixed_bfloat16",
        weight_decay=0.05,
    )


def train_small(seed: int, **changes) -> Trained:
    """The CNN in `build_small`: 24 epochs, hardly regularised.

    Label smoothing 0.02, peak rate 0.02. Each epoch changes each image by up
    to 10 degrees, 0.1 of the side, a shear of 8 degrees and 0.1 of the size.
    """
    return train_refined(
        seed,
        **{
            "build": lambda: build_small().get_layer("small"),
            "epochs": 24,
            "augmentation": Augmentation(shear=8),
            "label_smoothing": 0.02,
            "peak": 0.02,
            **changes,
        },
    )


def train_robust(
    seed: int,
    *,
    disturb: Iterable[str] | None = None,
    epochs: int = 6,
    images: int | None = None,
) -> Trained:
    """The record's CNN, trained on with spoilt images, then calibrated.

    Six epochs more from the record's weights, peak rate 0.004. Each epoch
    changes each image by up to 20 degrees, 0.13 of the side, a shear of 15
    degrees and 0.25 of the size, and spoils seven images in ten as
    `benchmarks/disturb.py` says. Label smoothing 0.05, weight decay 0.02.
    """
    trained = train_refined(
        seed,
        filters=RECORD_FILTERS,
        epochs=epochs,
        augmentation=Augmentation(
            rotation=20, shift=0.13, shear=15, zoom=0.25
        ),
        disturb=disturb,
        label_smoothing=0.05,
        precision="mixed_bfloat16",
        start=load_trained("record").get_layer("refined"),
        peak=0.004,
        images=images,
        weight_decay=0.02,
    )
    start = time.perf_counter()
    exact = build_refined(RECORD_FILTERS)  # float32, as it is shipped
    exact.set_weights(trained.model.get_weights())
    calibrate(exact)
    seconds = trained.seconds + time.perf_counter() - start
    return replace(trained, model=exact, seconds=seconds)


def calibrate(model: keras.Model) -> float:
    """Divide what the softmax gets by the number that suits it best.

    Chosen on validation images, half of them spoilt. No answer changes, only
    how sure the model is of it. Returns the number.

    Source: temperature scaling, Guo et al. 2017, section 4.2.
    """
    _train, (images, labels) = prepare_mnist()
    tf.random.set_seed(7)
    spoilt = disturb_images(tf.constant(images)).numpy()
    given = model.predict(
        np.concatenate([images, spoilt]), batch_size=500, verbose=0
    )
    logits, truth = np.log(np.maximum(given, 1e-30)), np.tile(labels, 2)

    def loss(temperature: float) -> float:
        scaled = softmax(logits / temperature, axis=1)
        return -np.log(scaled[np.arange(len(truth)), truth]).mean()

    best = minimize_scalar(loss, bounds=(0.2, 5), method="bounded").x
    output = model.layers[-1]
    output.set_weights([weights / best for weights in output.get_weights()])
    return best


def _limit_on_devices(batches: int) -> int:
    """Keras runs several batches in one call on a single device only."""
    replicas = tf.distribute.get_strategy().num_replicas_in_sync
    return batches if replicas == 1 else 1


def fit(model: keras.Model, *data, **options) -> Trained:
    start, processor = time.perf_counter(), time.process_time()
    model.fit(*data, verbose=0, **options)
    seconds = time.perf_counter() - start
    return Trained(model, seconds, time.process_time() - processor)
