"""How the learning rate, the batch size and the epochs of lesson 11 do."""

import math

import keras
import numpy as np

from benchmarks.experiment import Data, Experiment, Numbers, judge_answers
from benchmarks.recipes import Trained, fit
from mnist_helpers import OneCycle, build_cnn, prepare_mnist

LESSON = {"form": "cycle", "peak": 0.01, "batch_size": 128, "epochs": 3}
CHANGES: dict[str, dict] = {
    "OneCycle": {},
    "constant": {"form": "constant"},
    "warm-up only": {"form": "warm-up"},
    "cosine only": {"form": "cosine"},
    "Adam()": {"form": "constant", "peak": 0.001},
    "peak 0.001": {"peak": 0.001},
    "peak 0.003": {"peak": 0.003},
    "peak 0.03": {"peak": 0.03},
    "peak 0.1": {"peak": 0.1},
    "batch 32": {"batch_size": 32},
    "batch 512": {"batch_size": 512},
    "1 epoch": {"epochs": 1},
    "6 epochs": {"epochs": 6},
}


def make_rate(form: str, peak: float, steps: int):
    """The learning rate of a form, for a training of so many steps."""
    decay = keras.optimizers.schedules.CosineDecay
    if form == "cycle":
        return OneCycle(peak, steps)
    if form == "warm-up":  # rises as OneCycle does, and stays
        rise = round(0.3 * steps)
        return decay(
            0.0, steps, alpha=1.0, warmup_target=peak, warmup_steps=rise
        )
    return decay(peak, steps) if form == "cosine" else peak


def train_at_rate(
    seed: int, *, form: str, peak: float, batch_size: int, epochs: int
) -> Trained:
    (x_train, y_train), _validation = prepare_mnist()
    keras.utils.set_random_seed(seed)
    # A seeded fit keeps one order in each epoch, so each has its own.
    order = np.random.default_rng(seed).permutation(len(x_train))
    model = build_cnn()
    steps = epochs * math.ceil(len(x_train) / batch_size)
    model.compile(
        optimizer=keras.optimizers.Adam(make_rate(form, peak, steps)),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return fit(
        model,
        x_train[order],
        y_train[order],
        batch_size=batch_size,
        epochs=epochs,
    )


def judge(trained: Trained, data: Data) -> Numbers:
    spent = trained.processor / len(trained.model.history.epoch)
    found = judge_answers(trained, data)
    return found | {"processor_seconds_epoch": round(spent, 2)}


RATES = Experiment(
    how="The CNN on all 54,000 training images, one setting changed at a "
    "time from the lesson's: the form of the learning rate, its peak, the "
    "batch size, the epochs.",
    train=train_at_rate,
    arms={arm: LESSON | own for arm, own in CHANGES.items()},
    seeds=(1, 2, 3),
    judge=judge,
)
