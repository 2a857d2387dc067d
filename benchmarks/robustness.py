"""How well the shipped models stand pictures that are not as MNIST's were.

    python -m benchmarks.robustness            the shipped models
    python -m benchmarks.robustness --parts    which part of training does it

The first writes `experiments/results/robustness.*`: for each model the
accuracy on validation images as they are, on each corruption of
`benchmarks/corruptions.py`, and on made photos, naive and prepared; with
intervals, and how far certainty and accuracy are apart. The second trains by
the robust model's recipe for one short epoch, whole and without a part, and
writes `experiments/results/robust_parts.*`. The test set is not opened.
"""

import argparse
import sys
from collections.abc import Iterator

import keras
import numpy as np
import pandas as pd

from benchmarks.corruptions import CORRUPTIONS, corrupt
from benchmarks.disturb import PARTS
from benchmarks.own_digits import MODELS, make_pictures, shrink
from benchmarks.provenance import write_results
from benchmarks.recipes import train_robust
from mnist_course import prepare_digit, run_experiment
from mnist_helpers import accuracy_interval, load_trained, prepare_mnist

AS_THEY_ARE = "as they are"
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
Pictures = tuple[str, str, np.ndarray, np.ndarray]


def list_pictures() -> Iterator[Pictures]:
    """Kind, name, images (n, 28, 28, 1) and labels of all that is judged."""
    _train, (images, labels) = prepare_mnist()
    yield "validation", AS_THEY_ARE, images, labels
    images, labels = images[:CORRUPTED], labels[:CORRUPTED]
    for name in CORRUPTIONS:
        yield "corrupted", as_words(name), corrupt(name, images), labels
    photos = [p for p in make_pictures(pages=0)]
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


def judge(model: keras.Model, images, labels) -> dict[str, float]:
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


def judge_models() -> pd.DataFrame:
    models = {name: load_trained(name) for name in MODELS}
    return pd.DataFrame(
        {"model": name, "kind": kind, "pictures": pictures}
        | judge(model, images, labels)
        for kind, pictures, images, labels in list_pictures()
        for name, model in models.items()
    )


def as_words(name: str) -> str:
    return name.replace("_", " ")


def leave_out_parts(folder: str) -> pd.DataFrame:
    _train, (images, labels) = prepare_mnist()

    def run(seed: int, without: tuple[str, ...]) -> dict[str, float]:
        keras.backend.clear_session()
        parts = tuple(part for part in PARTS if part not in without)
        model, _seconds = train_robust(
            seed, disturb=parts, epochs=1, images=PART
        )
        found = {"accuracy": judge(model, images, labels)["accuracy"]}
        for name in CORRUPTIONS:
            corrupted = corrupt(name, images[:CORRUPTED])
            judged = judge(model, corrupted, labels[:CORRUPTED])
            found[as_words(name)] = judged["accuracy"]
        return found

    arms = {arm: {"without": parts} for arm, parts in WITHOUT.items()}
    return run_experiment(run, arms, (1,), folder=folder, jobs=1)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parts", action="store_true")
    parser.add_argument("--keep", metavar="FOLDER", default="outputs/parts")
    options = parser.parse_args(arguments)
    if options.parts:
        runs = leave_out_parts(options.keep)
        write_results(
            "robust_parts",
            runs,
            command="robustness --parts",
            how=f"the robust model's recipe for one epoch of {PART} images, "
            "whole and without a part",
            judged_on=f"6000 validation images, corrupted ones {CORRUPTED}; "
            "the test set was not opened",
            seeds=[1],
            arms={arm: str(parts) for arm, parts in WITHOUT.items()},
        )
        print(runs.set_index("arm").T.to_string())
        return 0
    table = judge_models()
    write_results(
        "robustness",
        table.round(6),
        command="robustness",
        how="each shipped model on validation images, the same corrupted, "
        "and photos made of them",
        judged_on="validation images; the test set was not opened",
        corruptions={
            as_words(name): " ".join(one.__doc__.split())
            for name, one in CORRUPTIONS.items()
        },
    )
    shown = table.pivot(
        index=["kind", "pictures"], columns="model", values="accuracy"
    )
    print(shown.round(4).to_string())
    for value in ("accuracy", "calibration_error"):
        some = table[table["kind"] == "corrupted"].groupby("model")[value]
        print(value, some.agg(["mean", "min", "max"]).round(4), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
