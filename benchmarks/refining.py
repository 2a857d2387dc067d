"""What helps the refined CNN, and what does not: one change at a time.

`python -m benchmarks.refining` trains the refined CNN as it is and with each
change, two paired seeds, and writes every run and its provenance to
`experiments/results/refining.*`, which `load_results("refining")`
reads. Judged on validation data only. With `--keep FOLDER` a stopped run
resumes; `--jobs 2` trains two at a time.
"""

import argparse
import tempfile

import keras
import numpy as np
import pandas as pd

from benchmarks.provenance import write_results
from benchmarks.recipes import train_refined
from mnist_course import run_experiment
from mnist_helpers import Augmentation, prepare_mnist

SEEDS = (1, 2)
EPOCHS = 6
CHANGES = {
    "refined": {},
    "augmentation=None": {"augmentation": None},
    "rotation=15, shear=10, zoom=0.15": {
        "augmentation": Augmentation(rotation=15, shear=10, zoom=0.15)
    },
    "bend=0.5": {"bend": 0.5},
    "dropout=0.2": {"dropout": 0.2},
    "weight_decay=0.1": {"weight_decay": 0.1},
    "label_smoothing=0.1": {"label_smoothing": 0.1},
    "use_ema=True": {"use_ema": True, "ema_momentum": 0.99},
}
ARMS = {arm: {"epochs": EPOCHS} | change for arm, change in CHANGES.items()}


def judge(model: keras.Model) -> dict[str, float]:
    """A model's accuracy and loss on the validation images."""
    _train, (x_val, y_val) = prepare_mnist()
    given = model.predict(x_val, batch_size=500, verbose=0)
    loss = keras.losses.sparse_categorical_crossentropy(y_val, given)
    return {
        "accuracy": (given.argmax(axis=1) == y_val).mean(),
        "loss": np.mean(loss).item(),
    }


def measure(folder: str, jobs: int) -> pd.DataFrame:
    """A row for each run: validation accuracy and loss."""

    def run(seed: int, **settings) -> dict[str, float]:
        keras.backend.clear_session()
        model, _seconds = train_refined(seed, **settings)
        return judge(model)

    return run_experiment(run, ARMS, SEEDS, folder=folder, jobs=jobs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", metavar="FOLDER")
    parser.add_argument("--jobs", type=int, default=1, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = measure(options.keep or folder, options.jobs)
    write_results(
        "refining",
        runs,
        command="refining",
        how=f"the refined CNN, {EPOCHS} epochs, one change at a time",
        judged_on="6000 validation images; the test set was not opened",
        seeds=list(SEEDS),
        arms={arm: str(settings) for arm, settings in ARMS.items()},
    )
    means = runs.groupby("arm", sort=False).mean(numeric_only=True)
    print(means.drop(columns="seed").round(5).to_string())


if __name__ == "__main__":
    main()
