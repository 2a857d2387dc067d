"""A run to write chapters from: real data, a model that learnt nothing.

Its losses but the last are made up, since no test asks whether they are
good. It is made once for all tests, with 6,400 of the training images.
"""

from functools import cache

import keras

from mnist_course.chapter3 import record_run
from mnist_helpers import Augmentation, OneCycle, build_cnn, prepare_mnist

USED = 6400
STEPS = 100  # two epochs of 50 batches


@cache
def load_sets():
    """All images: `(x_train, y_train), (x_val, y_val)`."""
    return prepare_mnist()


def used_sets():
    """The same with the training images that the run was made with."""
    (x_train, y_train), validation = load_sets()
    return (x_train[:USED], y_train[:USED]), validation


def make_model(steps=STEPS):
    """The course's CNN, compiled, its counter of steps set to `steps`."""
    keras.utils.set_random_seed(7)
    model = build_cnn()
    model.compile(
        optimizer=keras.optimizers.Adam(OneCycle(0.01, STEPS)),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        steps_per_execution=8,
    )
    model.optimizer.iterations.assign(steps)
    return model


# What the model has at the end, as `fit` would have written it.
FINAL = make_model().evaluate(*load_sets()[1], batch_size=1000, verbose=0)
LOGS = {
    "loss": [0.5, 0.1],
    "accuracy": [0.85, 0.96],
    "val_loss": [FINAL[0] + 0.5, FINAL[0]],
    "val_accuracy": [FINAL[1] - 0.05, FINAL[1]],
}


def make_history(logs=LOGS):
    history = keras.callbacks.History()
    history.history = dict(logs)
    return history


def settings(**changes) -> dict:
    """What `record_run` is called with, but for the changes."""
    train, validation = used_sets()
    usual = {
        "train": train,
        "validation": validation,
        "augmentation": Augmentation(),
        "model": None,
        "history": make_history(),
        "batch_size": 128,
        "seed": 7,
        "training_seconds": 12.5,
    }
    usual |= changes
    if usual["model"] is None:
        usual["model"] = make_model()
    return usual


@cache
def made_run():
    return record_run(**settings())
