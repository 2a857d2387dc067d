"""How the learning rate, the batch size and the epochs of lesson 11 do.

    python -m benchmarks.rates           train, write the results
    python -m benchmarks.rates --check   do the results follow from the runs?

The CNN on all 54,000 training images, one setting changed at a time from the
lesson's: the form of the learning rate, its peak, the batch size, the epochs.
The same seeds for each arm; a stopped run goes on where it stood. Judged on
the 6,000 validation images; the test set is not opened.

Writes `experiments/results/rates.csv`, a row for each run, and
`rates.json`: how, when and on what the runs were made.
"""

import math
import sys
import time

import keras
import numpy as np
import pandas as pd

from benchmarks.provenance import write_results
from mnist_course import load_results, run_experiment
from mnist_helpers import OneCycle, build_cnn, prepare_mnist

SEEDS = (1, 2, 3)
BASELINE = "OneCycle"
LESSON = {"form": "cycle", "peak": 0.01, "batch_size": 128, "epochs": 3}
CHANGES: dict[str, dict] = {
    BASELINE: {},
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
ARMS = {name: LESSON | change for name, change in CHANGES.items()}


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


def measure() -> pd.DataFrame:
    """A row for each run: accuracy and loss, and seconds of an epoch."""
    (x_train, y_train), (x_val, y_val) = prepare_mnist()

    def run(seed, form, peak, batch_size, epochs):
        keras.backend.clear_session()
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
        begun = time.process_time()
        model.fit(
            x_train[order],
            y_train[order],
            batch_size=batch_size,
            epochs=epochs,
            verbose=0,
        )
        processor = (time.process_time() - begun) / epochs
        loss, accuracy = model.evaluate(x_val, y_val, verbose=0)
        return {
            "accuracy": accuracy,
            "loss": loss,
            "processor_seconds_epoch": round(processor, 2),
        }

    return run_experiment(run, ARMS, SEEDS, folder="outputs/rates")


def summarise(runs: pd.DataFrame) -> dict[str, dict]:
    """The arms' mean accuracy and loss, as JSON can hold them."""
    means = runs.groupby("arm")[["accuracy", "loss"]].mean().round(6)
    return {str(arm): row.to_dict() for arm, row in means.iterrows()}


def find_faults(runs: pd.DataFrame, provenance: dict) -> list[str]:
    """What in the results does not follow from the runs or this script."""
    faults = []
    if provenance["arms"] != ARMS or provenance["seeds"] != list(SEEDS):
        faults.append("the settings or seeds are not the script's")
    expected = {(arm, seed) for arm in ARMS for seed in SEEDS}
    if set(zip(runs["arm"], runs["seed"], strict=True)) != expected:
        faults.append("the runs are not those of the arms and seeds")
    if provenance["summary"] != summarise(runs):
        faults.append("the summary is not that of the runs")
    return faults


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        runs = measure()
        write_results(
            "rates",
            runs,
            command="rates",
            how=__doc__.split("\n\n")[2].replace("\n", " "),
            model=f"build_cnn, {build_cnn().count_params()} parameters",
            judged_on="6000 validation images; the test set was not opened",
            baseline=BASELINE,
            seeds=list(SEEDS),
            arms=ARMS,
            summary=summarise(runs),
        )
    runs, provenance = load_results("rates")
    print(runs.groupby("arm").mean(numeric_only=True).round(4).to_string())
    faults = find_faults(runs, provenance)
    print("\n".join(faults) or "The summary follows from its runs.")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
