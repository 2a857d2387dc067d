"""Time to accuracy: our CNNs beside Keras's published example.

Trained in turns: Keras's example as published; the rungs of a ladder that
leads from it to our quickest training of lesson 09's CNN, step by step; lesson
13's refined CNN. Promised is that the mean test accuracy of the quickest is
not lower than the example's and that its `fit` takes at most a fifteenth of
the example's processor seconds, which hardly change when the machine does
other things too. Nothing is chosen by what the test set says here.
"""

import pandas as pd
from scipy import stats

from benchmarks.experiment import Data, Experiment, Numbers, judge_answers
from benchmarks.recipes import LADDER, Trained, train_refined

AT_LEAST = 15
RECIPES = {name: train for name, (_change, train) in LADDER.items()}
RECIPES["refined"] = train_refined
HOW = {name: change for name, (change, _train) in LADDER.items()}
HOW["refined"] = str(train_refined.__doc__).splitlines()[0]


def train(seed: int, *, recipe: str) -> Trained:
    return RECIPES[recipe](seed)


def judge(trained: Trained, data: Data) -> Numbers:
    return {
        **judge_answers(trained, data),
        "training_seconds": trained.seconds,
        "processor_seconds": trained.processor,
        "parameters": trained.model.count_params(),
    }


def find_broken(runs: pd.DataFrame) -> list[str]:
    """Where the quickest training falls short of the published example."""
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


def compare_speed(runs: pd.DataFrame) -> pd.DataFrame:
    """Each training's means, how many times the example's speed, intervals.

    The interval is of the mean accuracy in percent, by Student's t.
    """
    rungs = runs.groupby("arm", sort=False)
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


TRAINING = Experiment(
    how=HOW,
    train=train,
    arms={recipe: {"recipe": recipe} for recipe in RECIPES},
    seeds=(1, 2, 3),
    judge=judge,
    summarise=compare_speed,
    find_broken=find_broken,
    opens_test=True,
)
