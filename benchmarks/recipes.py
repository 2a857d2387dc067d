"""The trainings that the project's figures come from, each written once.

Each recipe takes a seed and returns the trained model and the seconds that
`fit` took. None of them looks at the test set.
"""

import time

import keras
import numpy as np

from mnist_helpers import (
    OneCycle,
    build_cnn,
    build_keras_example,
    load_mnist,
    prepare_mnist,
)

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


def _fit(model: keras.Model, *data, **options) -> Trained:
    start = time.perf_counter()
    model.fit(*data, verbose=0, **options)
    return model, time.perf_counter() - start
