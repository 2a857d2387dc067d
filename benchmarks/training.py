"""Time to accuracy: our CNNs beside Keras's published example.

`python -m benchmarks.training` trains, with three paired seeds, in one run,
taking turns: Keras's example as published; the rungs of a ladder that leads
from it to our quickest training of lesson 09's CNN, step by step;
lesson 13's refined CNN. It prints two tables and exits 0 only if the mean
test accuracy of the quickest is not lower than the example's and its `fit`
takes at most a fifteenth of the example's processor seconds, which hardly
change when the machine does other things too.

Every run and its provenance go to `experiments/results/training.*`, which
`load_results("training")` reads; `--ladder` prints the ladder from there.
With `--keep FOLDER` finished trainings are stored, and a stopped run resumes.

The test set is opened once; nothing is chosen by what it says here.
"""

import argparse
import sys
import tempfile

import keras
import pandas as pd
from scipy import stats

from benchmarks.provenance import write_results
from benchmarks.recipes import LADDER, train_refined
from mnist_course import load_results, run_experiment
from mnist_helpers import SealedTest, accuracy_interval

SEEDS = (1, 2, 3)
AT_LEAST = 15
RECIPES = {name: train for name, (_change, train) in LADDER.items()}
RECIPES["refined"] = train_refined
HOW = {name: change for name, (change, _train) in LADDER.items()}
HOW["refined"] = str(train_refined.__doc__).splitlines()[0]
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
            "processor_seconds": seconds.processor,
            "parameters": model.count_params(),
        }

    return run_experiment(run, ARMS, SEEDS, folder=folder)


def find_faults(runs: pd.DataFrame) -> list[str]:
    """Where the quickest training falls short of what it should beat."""
    means = runs.groupby("arm").mean(numeric_only=True)
    example, ours = means.loc["keras_example"], means.loc["quick"]
    ratio = example["processor_seconds"] / ours["processor_seconds"]
    gain = 100 * (ours["accuracy"] - example["accuracy"])
    faults = []
    if ratio < AT_LEAST:
        faults.append(f"quick takes 1/{ratio:.2f} of the example's time")
    if gain < 0:
        faults.append(
            f"quick: {gain:+.3f} percentage points beside the example"
        )
    return faults


def make_ladder(runs: pd.DataFrame) -> pd.DataFrame:
    """Each rung's means, how many times the example's speed, and intervals.

    The interval is of the mean accuracy in percent, by Student's t.
    """
    rungs = runs[runs["arm"].isin(LADDER)].groupby("arm", sort=False)
    table = rungs[["processor_seconds", "training_seconds"]].mean()
    table.insert(0, "change", [HOW[name] for name in table.index])
    spent = table["processor_seconds"]
    table["times as fast"] = spent["keras_example"] / spent
    accuracy = 100 * rungs["accuracy"].mean()
    spread = 100 * rungs["accuracy"].std() / rungs.size() ** 0.5
    half = stats.t.ppf(0.975, rungs.size() - 1) * spread
    table["accuracy %"] = accuracy
    table["low"], table["high"] = accuracy - half, accuracy + half
    return table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", metavar="FOLDER")
    parser.add_argument("--ladder", action="store_true")
    options = parser.parse_args()
    if options.ladder:
        print(make_ladder(load_results("training")[0]).round(2).to_string())
        return 0
    sealed = SealedTest(file=None)
    with tempfile.TemporaryDirectory() as folder:
        runs = measure(options.keep or folder, sealed)
    write_results(
        "training",
        runs,
        command="training",
        how=HOW,
        judged_on="10000 test images, opened once for all runs",
        test_set_opened=sealed.openings.to_dict("records"),
        seeds=list(SEEDS),
    )
    print(runs.round(4).to_string(index=False), end="\n\n")
    print(make_ladder(runs).round(2).to_string())
    faults = find_faults(runs)
    print("\n" + "\n".join(faults or ["All as promised."]))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
