"""What every experiment has: one way to be made, written down and checked.

In: arms, seeds, a training, and who judges what it gives. Out, where
`load_results` reads them: `NAME.csv`, a row for each run, and `NAME.json`, its
record: how, when and on what the runs were made, and their summary.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pandas as pd

from benchmarks.recipes import Trained
from mnist_course import run_experiment
from mnist_course.experiments.experiment import RESULTS_FOLDER
from mnist_course.machine import describe_machine
from mnist_helpers import SealedTest, prepare_mnist
from mnist_helpers.files import write_whole

Numbers = dict[str, float]
Data = tuple[np.ndarray, np.ndarray]  # images (n, 28, 28, 1), labels (n,)
Judge = Callable[[Trained, Data], Numbers]
VALIDATION = "6000 validation images; the test set was not opened"
TEST = "10000 test images, opened once for all runs"


def judge_answers(trained: Trained, data: Data) -> Numbers:
    """Accuracy and mean loss."""
    images, labels = data
    given = trained.model.predict(images, batch_size=500, verbose=0)
    loss = keras.losses.sparse_categorical_crossentropy(labels, given)
    return {
        "accuracy": (given.argmax(axis=1) == labels).mean(),
        "loss": np.mean(loss).item(),
    }


def average(runs: pd.DataFrame) -> pd.DataFrame:
    """Each arm's means over its seeds."""
    means = runs.groupby("arm", sort=False).mean(numeric_only=True)
    return means.drop(columns="seed").round(6)


def tell(settings: Mapping[str, Any]) -> object:
    """Settings as JSON can hold them: numbers, and all else in words."""
    return {
        name: value if isinstance(value, int | float) else str(value)
        for name, value in settings.items()
    }


@dataclass(frozen=True)
class Experiment:
    """Arms trained with the same seeds, judged on the same images.

    how: what was done, in words, or for each arm what it changes.
    train: called as `train(seed, **settings)` of `recipes`' kind.
    arms: the settings of each arm, under its name.
    judge: what a trained model is worth, in numbers.
    summarise: runs -> a row for each arm.
    find_broken: runs -> what was promised of them and is not so.
    opens_test: judged on the test images, not on validation images.
    tell: settings -> how the record holds them.
    """

    how: str | dict[str, str]
    train: Callable[..., Trained]
    arms: Mapping[str, Mapping[str, Any]]
    seeds: tuple[int, ...]
    judge: Judge = judge_answers
    summarise: Callable[[pd.DataFrame], pd.DataFrame] = average
    find_broken: Callable[[pd.DataFrame], list[str]] = lambda _runs: []
    opens_test: bool = False
    tell: Callable[[Mapping[str, Any]], object] = tell

    def measure(
        self, name: str, jobs: int
    ) -> tuple[pd.DataFrame, dict[str, Any]]:
        """Train what is not stored yet; the runs, and facts of the record."""
        sealed = SealedTest(file=None)
        _train, data = prepare_mnist()
        if self.opens_test:
            data = sealed.open(lesson=name, reason="to judge once")
        train, judge = self.train, self.judge

        def run(seed: int, **settings: Any) -> Numbers:
            keras.backend.clear_session()
            return judge(train(seed, **settings), data)

        runs = run_experiment(
            run, self.arms, self.seeds, folder=f"outputs/{name}", jobs=jobs
        )
        runs = runs.astype(dict.fromkeys(runs.filter(like="correct_"), int))
        return runs, {
            "how": self.how,
            "judged_on": TEST if self.opens_test else VALIDATION,
            "test_set_opened": sealed.openings.to_dict("records"),
            "seeds": list(self.seeds),
            "arms": self.tell_arms(),
            "summary": {
                str(arm): row.dropna().to_dict()
                for arm, row in self.summarise(runs).iterrows()
            },
        }

    def tell_arms(self) -> dict[str, object]:
        return {arm: self.tell(own) for arm, own in self.arms.items()}

    def find_faults(
        self, runs: pd.DataFrame, record: Mapping[str, Any]
    ) -> list[str]:
        """What does not follow from the runs or this experiment."""
        faults = []
        arms = self.tell_arms()
        # The oldest records hold no settings, some of them no summary.
        summary = record.get("summary", arms)
        if (
            record["seeds"] != list(self.seeds)
            or record.get("arms", arms) != arms
            or set(summary) != set(arms)
        ):
            faults.append("the settings or seeds are not the script's")
        expected = [(arm, seed) for arm in self.arms for seed in self.seeds]
        if [*zip(runs["arm"], runs["seed"], strict=True)] != expected:
            return [*faults, "the runs are not those of the arms and seeds"]
        right = runs["accuracy"] * (10_000 if self.opens_test else 6_000)
        if (right - right.round()).abs().max() > 0.01:
            faults.append("an accuracy is of another number of images")
        digits = runs.filter(like="correct_")
        if digits.size and (digits.sum(axis=1) - right).abs().max() > 0.01:
            faults.append("digits do not add up to the accuracy")
        sizes = runs.filter(["arm", "parameters", "multiplications"])
        if len(sizes.drop_duplicates()) > len(arms):
            faults.append("the models of an arm are not of one size")
        if "summary" in record:
            now = self.summarise(runs)
            faults += [
                f"{arm}, {name} is another"
                for arm, row in summary.items()
                for name, value in row.items()
                if not _is_near(now.loc[arm, name], value)
            ]
        return faults + self.find_broken(runs)


def _is_near(found: object, stored: object) -> bool:
    if isinstance(stored, float):
        return math.isclose(found, stored, rel_tol=1e-6)
    return found == stored


def write_record(path: Path, *, made_by: str, **facts: object) -> None:
    """Write a JSON file that says who measured, when and on what.

    Args:
        path: of the file, NAME.json.
        made_by: the command that makes it again.
        facts: what else is to be known; numbers, texts, lists, dicts.
    """
    record = {
        "name": path.stem,
        "made_by": made_by,
        "made_on": datetime.now(timezone.utc).date().isoformat(),
        **facts,
        "machine": describe_machine()["this machine"].to_dict(),
    }
    text = json.dumps(record, indent=2, ensure_ascii=False)
    write_whole(path, text + "\n")


def write_results(name: str, runs: pd.DataFrame, **facts: object) -> None:
    """Write runs and their record where `load_results` reads them."""
    write_whole(
        RESULTS_FOLDER / f"{name}.csv",
        runs.to_csv(index=False, lineterminator="\n"),
    )
    write_record(
        RESULTS_FOLDER / f"{name}.json",
        made_by=f"python -m benchmarks {name}",
        **facts,
    )
