"""Train the weights that the package ships, and check their provenance.

    python -m benchmarks.record cnn       train, judge once, write weights
    python -m benchmarks.record --check   are they as good as stored?

Beside `mnist_helpers/weights/NAME.weights.h5` stands `NAME.json`: how the
weights were made, on what, in which time, and how good they are, with every
seed's result where there are several. Recipes were chosen on validation data,
and of several seeds the one with the highest validation accuracy is shipped.
The test set is opened once for each making; the provenance names every
opening, also those of earlier makings.

A long making resumes: each finished training is stored in `outputs/record`.
With `--jobs 2` two seeds train at a time.
"""

import argparse
import json
import sys
from pathlib import Path

import keras

from benchmarks.experiment import write_record
from benchmarks.recipes import (
    train_one_cycle,
    train_record,
    train_robust,
    train_small,
)
from mnist_course import run_experiment
from mnist_helpers import (
    SealedTest,
    accuracy_interval,
    load_trained,
    prepare_mnist,
)
from mnist_helpers.files import write_whole
from mnist_helpers.models import TRAINED, WEIGHTS_FOLDER

FOLDER = Path("outputs/record")
RECIPES = {
    "cnn": (train_one_cycle, (7,)),
    "record": (train_record, (1, 2, 3)),
    "robust": (train_robust, (1, 2, 3)),
    "small": (train_small, (1, 2, 3, 4, 5)),
}


def judge(model: keras.Model, images, labels) -> dict:
    answers = model.predict(images, batch_size=500, verbose=0).argmax(axis=1)
    return accuracy_interval(labels, answers)._asdict()


def train_all(name: str, jobs: int) -> list[dict]:
    """Train each seed, or take what a broken-off making has stored."""
    recipe, seeds = RECIPES[name]
    FOLDER.mkdir(parents=True, exist_ok=True)

    def run(seed: int) -> dict[str, float]:
        keras.backend.clear_session()
        trained = recipe(seed)
        # Without the optimizer's own numbers, twice as many as the weights.
        bare = TRAINED[name]()
        bare.set_weights(trained.model.get_weights())
        bare.save_weights(FOLDER / f"{name}-{seed}.weights.h5")
        return {"seconds_of_training": round(trained.seconds, 1)}

    runs = run_experiment(
        run, {name: {}}, seeds, folder=FOLDER / name, jobs=jobs
    )
    return runs[["seed", "seconds_of_training"]].to_dict("records")


def make(name: str, jobs: int) -> None:
    """Train, judge and write one model's weights and provenance."""
    runs = train_all(name, jobs)
    _train, validation = prepare_mnist()
    sealed = SealedTest(file=None)
    test = sealed.open(
        lesson="benchmarks.record", reason=f"accuracy of the weights {name}"
    )
    model = TRAINED[name]()
    for run in runs:
        model.load_weights(FOLDER / f"{name}-{run['seed']}.weights.h5")
        run["validation"] = judge(model, *validation)
        for layer in model.layers:
            if isinstance(layer, keras.Model):  # the record's, which looks
                run["validation_of_one_look"] = judge(layer, *validation)
        run["test"] = judge(model, *test)
    shipped = max(runs, key=lambda run: run["validation"]["correct"])
    path = WEIGHTS_FOLDER / f"{name}.json"
    before = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    facts = dict(shipped)
    if len(runs) > 1:
        facts["all_seeds"] = {"runs": runs}
    weights = FOLDER / f"{name}-{shipped['seed']}.weights.h5"
    write_whole(WEIGHTS_FOLDER / f"{name}.weights.h5", weights.read_bytes())
    write_record(
        path,
        made_by=f"python -m benchmarks.record {name}",
        how=" ".join(RECIPES[name][0].__doc__.split()),
        parameters=model.count_params(),
        trained_at_a_time=jobs,
        test_set_opened=[
            *before.get("test_set_opened", []),
            *sealed.openings.to_dict("records"),
        ],
        **facts,
    )
    print(path.read_text("utf-8"))


def check() -> int:
    """Judge the shipped weights again; 1 if a provenance says otherwise.

    A handful of images may be decided otherwise by another processor's
    rounding: one answer in a thousand is not worth an alarm.
    """
    _train, validation = prepare_mnist()
    test = SealedTest(file=None).open(
        lesson="benchmarks.record", reason="check the weights"
    )
    off = 0
    for name in TRAINED:
        model = load_trained(name)
        path = WEIGHTS_FOLDER / f"{name}.json"
        provenance = json.loads(path.read_text("utf-8"))
        for part, data in (("validation", validation), ("test", test)):
            now, stored = judge(model, *data), provenance[part]
            apart = abs(now["correct"] - stored["correct"])
            fine = apart <= 0.001 * now["total"]
            off += not fine
            print(
                f"{name}, {part}: stored {stored['accuracy']:.4f}, "
                f"now {now['accuracy']:.4f}: {'ok' if fine else 'OFF'}"
            )
    return int(off > 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--jobs", type=int, default=1, metavar="N")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    unknown = set(options.names) - set(RECIPES)
    if unknown or not (options.names or options.check):
        parser.error(f"name one of {', '.join(RECIPES)}, or write --check")
    for name in options.names:
        make(name, options.jobs)
    sys.exit(check() if options.check else 0)
