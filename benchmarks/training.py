"""Time to accuracy: lesson 09's CNN beside Keras's published example.

`python -m benchmarks.training` trains both with three paired seeds, in one
run, taking turns, prints a table and exits 0 only if our mean test accuracy
is not lower and our training takes at most a twelfth of the time. With
`--keep FOLDER` finished trainings are kept there, and a stopped run resumes.

The test set is opened once; nothing is chosen by what it says here.
"""

import argparse
import sys
import tempfile

import pandas as pd

from benchmarks.recipes import train_cnn, train_keras_example
from mnist_helpers import SealedTest, accuracy_interval, run_experiment

SEEDS = (1, 2, 3)
AT_LEAST = 12
RECIPES = {
    "Keras's example": {"recipe": "keras_example"},
    "lesson 09's CNN": {"recipe": "cnn"},
}


def measure(folder: str) -> pd.DataFrame:
    """A row for each training: test accuracy and seconds of `fit`."""
    x_test, y_test = SealedTest().open(
        lesson="benchmarks.training", reason="time to accuracy"
    )

    def run(seed: int, recipe: str) -> dict[str, float]:
        train = {"keras_example": train_keras_example, "cnn": train_cnn}
        model, seconds = train[recipe](seed)
        answers = model.predict(x_test, batch_size=500, verbose=0)
        found = accuracy_interval(y_test, answers.argmax(axis=1))
        return {
            "accuracy": found.accuracy,
            "training_seconds": seconds,
            "parameters": model.count_params(),
        }

    return run_experiment(run, RECIPES, SEEDS, folder=folder)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", metavar="FOLDER")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = measure(options.keep or folder)
    print(runs.round(4).to_string(index=False), end="\n\n")
    means = runs.groupby("arm", sort=False).mean(numeric_only=True)
    table = means[["parameters", "training_seconds", "accuracy"]]
    print(table.round(5).to_string())
    theirs, ours = (table.loc[name] for name in RECIPES)
    ratio = theirs["training_seconds"] / ours["training_seconds"]
    gain = 100 * (ours["accuracy"] - theirs["accuracy"])
    print(
        f"\nOurs takes 1/{ratio:.1f} of the time; its accuracy is {gain:+.3f} "
        "percentage points beside theirs."
    )
    return int(ratio < AT_LEAST or gain < 0)


if __name__ == "__main__":
    sys.exit(main())
