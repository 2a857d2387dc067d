"""Time to accuracy: our CNNs beside Keras's published example.

`python -m benchmarks.training` trains three models with three paired seeds,
in one run, taking turns: Keras's example as published, lesson 09's CNN as
lesson 11 trains it, lesson 13's refined CNN. It prints a table and exits 0
only if the mean test accuracy of lesson 09's CNN is not lower than the
example's and its training takes at most a twelfth of the time.

Every run and its provenance go to `mnist_helpers/results/training.*`, which
`load_results("training")` reads. With `--keep FOLDER` finished trainings are
stored there, and a stopped run resumes.

The test set is opened once; nothing is chosen by what it says here.
"""

import argparse
import sys
import tempfile

import keras
import pandas as pd

from benchmarks.provenance import write_results
from benchmarks.recipes import (
    train_cnn,
    train_keras_example,
    train_refined,
)
from mnist_helpers import SealedTest, accuracy_interval, run_experiment

SEEDS = (1, 2, 3)
AT_LEAST = 12
RECIPES = {
    "keras_example": train_keras_example,
    "cnn": train_cnn,
    "refined": train_refined,
}
ARMS = {recipe: {"recipe": recipe} for recipe in RECIPES}


def measure(folder: str, sealed: SealedTest) -> pd.DataFrame:
    """A row for each training: test accuracy and seconds of `fit`."""
    x_test, y_test = sealed.open(
        lesson="benchmarks.training", reason="time to accuracy"
    )

    def run(seed: int, recipe: str) -> dict[str, float]:
        keras.backend.clear_session()
        model, seconds = RECIPES[recipe](seed)
        answers = model.predict(x_test, batch_size=500, verbose=0)
        judged = accuracy_interval(y_test, answers.argmax(axis=1))
        return {
            "accuracy": judged.accuracy,
            "training_seconds": seconds,
            "parameters": model.count_params(),
        }

    return run_experiment(run, ARMS, SEEDS, folder=folder)


def find_faults(runs: pd.DataFrame) -> list[str]:
    """Where lesson 09's CNN falls short of what it should beat."""
    means = runs.groupby("arm").mean(numeric_only=True)
    example, ours = means.loc["keras_example"], means.loc["cnn"]
    ratio = example["training_seconds"] / ours["training_seconds"]
    gain = 100 * (ours["accuracy"] - example["accuracy"])
    faults = []
    if ratio < AT_LEAST:
        faults.append(f"cnn takes 1/{ratio:.2f} of the example's time")
    if gain < 0:
        faults.append(f"cnn: {gain:+.3f} percentage points beside the example")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", metavar="FOLDER")
    options = parser.parse_args()
    sealed = SealedTest(file=None)
    with tempfile.TemporaryDirectory() as folder:
        runs = measure(options.keep or folder, sealed)
    write_results(
        "training",
        runs,
        command="training",
        how={
            name: train.__doc__.splitlines()[0]
            for name, train in RECIPES.items()
        },
        judged_on="10000 test images, opened once for all runs",
        test_set_opened=sealed.openings.to_dict("records"),
        seeds=list(SEEDS),
    )
    print(runs.round(4).to_string(index=False), end="\n\n")
    means = runs.groupby("arm", sort=False).mean(numeric_only=True)
    table = means[["parameters", "training_seconds", "accuracy"]]
    seconds = table["training_seconds"]
    table = table.assign(ratio=seconds["keras_example"] / seconds)
    print(table.round(5).to_string())
    faults = find_faults(runs)
    print("\n" + "\n".join(faults or ["All as promised."]))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
