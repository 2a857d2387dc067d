"""The trainings that the project's figures come from, each written once.

Each recipe takes a seed and returns the trained model and the seconds that
`fit` took. None of them looks at the test set.
"""

import time

import keras
import numpy as np
import tensorflow as tf

from mnist_helpers import (
    Augmentation,
    OneCycle,
    build_cnn,
    build_keras_example,
    build_refined,
    load_mnist,
    prepare_mnist,
)
from mnist_helpers.models import RECORD_FILTERS

Trained = tuple[keras.Model, float]


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
        loss="categorical_crossentropy",
        optimizer="adam",
        metrics=["accuracy"],
    )
    return _fit(
        model,
        x_train,
        y_train,
        batch_size=128,
        epochs=15,
        validation_split=0.1,
    )


def train_cnn(seed: int) -> Trained:
    """Lesson 09's CNN as lesson 11 trains it: 3 epochs, one-cycle rate."""
    (x_train, y_train), _validation = prepare_mnist()
    epochs, batch_size, peak = 3, 128, 0.01
    steps = epochs * -(-len(x_train) // batch_size)
    keras.utils.set_random_seed(seed)
    model = build_cnn()
    model.compile(
        optimizer=keras.optimizers.Adam(OneCycle(peak, steps)),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        steps_per_execution=8,
    )
    return _fit(model, x_train, y_train, batch_size=batch_size, epochs=epochs)


def train_refined(
    seed: int,
    *,
    filters: tuple[int, int, int] = (16, 32, 64),
    dropout: float = 0.4,
    epochs: int = 8,
    precision: str = "float32",
) -> Trained:
    """Lesson 13's refined CNN: each epoch sees each image changed anew.

    `precision="mixed_bfloat16"` halves the time of wide layers on a
    processor that calculates in bfloat16; on others it takes longer.
    """
    (x_train, y_train), _validation = prepare_mnist()
    batch_size, peak = 128, 0.01
    keras.utils.set_random_seed(seed)
    # The five settings that lesson 05 begins with.
    change = Augmentation().layer(seed=seed)
    batches = (
        tf.data.Dataset.from_tensor_slices((x_train, y_train))
        .shuffle(len(x_train), seed=seed)
        .batch(batch_size)
        .map(
            lambda images, labels: (change(images, training=True), labels),
            num_parallel_calls=tf.data.AUTOTUNE,
        )
        .prefetch(tf.data.AUTOTUNE)
    )
    # The model only: a place in an image needs more digits than bfloat16 has.
    usual = keras.config.dtype_policy()
    keras.config.set_dtype_policy(precision)
    model = build_refined(filters, dropout=dropout)
    keras.config.set_dtype_policy(usual)
    model.compile(
        optimizer=keras.optimizers.Adam(OneCycle(peak, epochs * len(batches))),
        loss="sparse_categorical_crossentropy",
        steps_per_execution=8,
    )
    return _fit(model, batches, epochs=epochs, shuffle=False)


def train_record(seed: int) -> Trained:
    """The refined CNN with twice the filters, dropout 0.5 and 30 epochs."""
    return train_refined(
        seed,
        filters=RECORD_FILTERS,
        dropout=0.5,
        epochs=30,
        precision="mixed_bfloat16",
    )


def _fit(model: keras.Model, *data, **options) -> Trained:
    start = time.perf_counter()
    model.fit(*data, verbose=0, **options)
    return model, time.perf_counter() - start
