"""How well the shipped models stand pictures that are not as MNIST's were.

`robustness`: for each model the accuracy on validation images as they are, on
each corruption of `corruptions`, and on made photos, naive and prepared; with
intervals, and how far certainty and accuracy are apart. `robust_parts`:
training by the robust model's recipe for one short epoch, whole and without a
part.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import keras
import numpy as np
import pandas as pd

from benchmarks.corruptions import CORRUPTIONS, corrupt
from benchmarks.disturb import PARTS
from benchmarks.experiment import VALIDATION, Data, Experiment, Numbers
from benchmarks.own_digits import MODELS, make_pictures, shrink
from benchmarks.recipes import Trained, train_robust
from mnist_course import prepare_digit
from mnist_helpers import accuracy_interval, load_trained, prepare_mnist

CORRUPTED = 2000  # validation images, each in every way
PART = 18_000  # training images, of 54,000, when a part is left out
# Together these stand for what a part of the training is against.
WITHOUT = {
    "all parts": (),
    "no backgrounds": ("backgrounds",),
    "no covers": ("covers",),
    "no noise, blur, strokes": ("noise", "blur", "strokes"),
    "no part": tuple(PARTS),
}


def as_words(name: str) -> str:
    return name.replace("_", " ")


def list_pictures() -> Iterator[tuple[str, str, np.ndarray, np.ndarray]]:
    """Kind, name, images (n, 28, 28, 1) and labels of all that is judged."""
    _train, (images, labels) = prepare_mnist()
    yield "validation", "as they are", images, labels
    images, labels = images[:CORRUPTED], labels[:CORRUPTED]
    for name in CORRUPTIONS:
        yield "corrupted", as_words(name), corrupt(name, images), labels
    photos = [*make_pictures(pages=0)]
    truth = np.array([int(digit) for _file, _kind, digit, _photo in photos])
    ways = {
        "naive": [shrink(photo[3]) for photo in photos],
        "prepared": [prepare_digit(photo[3]).image for photo in photos],
    }
    for way, greys in ways.items():
        scaled = np.stack(greys)[..., None].astype("float32") / 255
        yield "made photos", way, scaled, truth


def calibration_error(shares: np.ndarray, labels: np.ndarray) -> float:
    """Mean distance of certainty and accuracy, over 15 steps of certainty.

    Source: expected calibration error, Guo et al. 2017, section 2.
    """
    sure, right = shares.max(axis=1), shares.argmax(axis=1) == labels
    steps = np.minimum((15 * sure).astype(int), 14)
    apart = np.abs(np.bincount(steps, right - sure, minlength=15))
    return float(apart.sum() / len(labels))


def judge(
    model: keras.Model, images: np.ndarray, labels: np.ndarray
) -> Numbers:
    """Accuracy with its interval, certainty, and how far they are apart."""
    shares = model.predict(images, batch_size=500, verbose=0)
    interval = accuracy_interval(labels, shares.argmax(axis=1))
    return {
        "accuracy": interval.accuracy,
        "low": interval.low,
        "high": interval.high,
        "certainty": float(shares.max(axis=1).mean()),
        "calibration_error": calibration_error(shares, labels),
        "images": interval.total,
    }


class Robustness:
    """Each shipped model on each kind of picture; nothing is trained."""

    def measure(
        self, _name: str, _jobs: int
    ) -> tuple[pd.DataFrame, dict[str, Any]]:
        models = {name: load_trained(name) for name in MODELS}
        table = pd.DataFrame(
            {"model": name, "kind": kind, "pictures": pictures}
            | judge(model, images, labels)
            for kind, pictures, images, labels in list_pictures()
            for name, model in models.items()
        )
        return table.round(6), {
            "how": "each shipped model on validation images, the same "
            "corrupted, and photos made of them",
            "judged_on": VALIDATION,
            "corruptions": self.tell_corruptions(),
        }

    def tell_corruptions(self) -> dict[str, str]:
        return {
            as_words(name): " ".join(str(one.__doc__).split())
            for name, one in CORRUPTIONS.items()
        }

    def summarise(self, runs: pd.DataFrame) -> pd.DataFrame:
        return runs.pivot(
            index=["kind", "pictures"], columns="model", values="accuracy"
        )

    def find_faults(
        self, runs: pd.DataFrame, record: Mapping[str, Any]
    ) -> list[str]:
        faults = []
        if record["corruptions"] != self.tell_corruptions():
            faults.append("the corruptions are not the script's")
        pictures = {
            ("validation", "as they are"),
            *(("corrupted", name) for name in self.tell_corruptions()),
            ("made photos", "naive"),
            ("made photos", "prepared"),
        }
        found = runs[["model", "kind", "pictures"]].to_numpy().tolist()
        if sorted(found) != sorted([m, *p] for m in MODELS for p in pictures):
            faults.append("not each model is judged on each picture")
        right = runs["accuracy"] * runs["images"]
        if (right - right.round()).abs().max() > 0.01:
            faults.append("an accuracy is of another number of images")
        if not runs["accuracy"].between(runs["low"], runs["high"]).all():
            faults.append("an accuracy is outside its interval")
        return faults


def train_without(seed: int, *, without: tuple[str, ...]) -> Trained:
    parts = tuple(part for part in PARTS if part not in without)
    return train_robust(seed, disturb=parts, epochs=1, images=PART)


def judge_corrupted(trained: Trained, data: Data) -> Numbers:
    model, (images, labels) = trained.model, data
    found = {"accuracy": judge(model, images, labels)["accuracy"]}
    for name in CORRUPTIONS:
        corrupted = corrupt(name, images[:CORRUPTED])
        judged = judge(model, corrupted, labels[:CORRUPTED])
        found[as_words(name)] = judged["accuracy"]
    return found


PARTS_LEFT_OUT = Experiment(
    how=f"the robust model's recipe for one epoch of {PART} images, whole and "
    f"without a part; corrupted images {CORRUPTED}",
    train=train_without,
    arms={arm: {"without": parts} for arm, parts in WITHOUT.items()},
    seeds=(1,),
    judge=judge_corrupted,
    tell=lambda settings: str(settings["without"]),
)
