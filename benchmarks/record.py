"""Train the weights that the package ships, and hold them to their record.

    python -m benchmarks.record cnn       train, judge once, write weights
    python -m benchmarks.record --check   do the weights do what was recorded?

Beside `mnist_helpers/weights/NAME.weights.h5` stands `NAME.json`: how the
weights were made, on what, in which time, and how good they are. A recipe
chooses on validation data; the test set is opened once for each making, and
the record says so.
"""

import argparse
import json
import sys
from datetime import datetime, timezone

import keras

from benchmarks.recipes import train_cnn
from mnist_helpers import (
    SealedTest,
    accuracy_interval,
    describe_machine,
    load_trained,
    prepare_mnist,
)
from mnist_helpers.files import write_whole
from mnist_helpers.models import TRAINED, WEIGHTS_FOLDER

SEED = 7


RECIPES = {"cnn": train_cnn}


def judge(model: keras.Model, images, labels) -> dict:
    answers = model.predict(images, batch_size=500, verbose=0).argmax(axis=1)
    return accuracy_interval(labels, answers)._asdict()


def make(name: str) -> None:
    """Train, judge and write one model's weights and record."""
    model, seconds = RECIPES[name](SEED)
    _train, validation = prepare_mnist()
    sealed = SealedTest()
    test = sealed.open(
        lesson="benchmarks.record", reason=f"accuracy of the weights {name}"
    )
    record = {
        "name": name,
        "made_by": f"python -m benchmarks.record {name}",
        "made_on": datetime.now(timezone.utc).date().isoformat(),
        "how": RECIPES[name].__doc__,
        "seed": SEED,
        "parameters": model.count_params(),
        "seconds_of_training": round(seconds, 1),
        "validation": judge(model, *validation),
        "test": judge(model, *test),
        "test_set_opened": sealed.openings.to_dict("records"),
        "machine": describe_machine()["this machine"].to_dict(),
    }
    # Without the optimizer's own numbers, twice as many as the weights.
    bare = keras.models.clone_model(model)
    bare.set_weights(model.get_weights())
    bare.save_weights(WEIGHTS_FOLDER / f"{name}.weights.h5")
    text = json.dumps(record, indent=2, ensure_ascii=False)
    write_whole(WEIGHTS_FOLDER / f"{name}.json", text + "\n")
    print(text)


def check() -> int:
    """Judge the shipped weights again; 1 if a record says otherwise.

    A handful of images may be decided otherwise by another processor's
    rounding: two thousandths of the answers are not worth an alarm.
    """
    _train, validation = prepare_mnist()
    sealed = SealedTest()
    test = sealed.open(lesson="benchmarks.record", reason="check the record")
    off = 0
    for name in TRAINED:
        model = load_trained(name)
        path = WEIGHTS_FOLDER / f"{name}.json"
        record = json.loads(path.read_text("utf-8"))
        for part, data in (("validation", validation), ("test", test)):
            found = judge(model, *data)
            recorded = record[part]
            fine = abs(found["correct"] - recorded["correct"]) <= (
                0.002 * found["total"]
            )
            off += not fine
            print(
                f"{name}, {part}: recorded {recorded['accuracy']:.4f}, "
                f"found {found['accuracy']:.4f}: {'ok' if fine else 'OFF'}"
            )
    return int(off > 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    unknown = set(options.names) - set(RECIPES)
    if unknown or not (options.names or options.check):
        parser.error(f"name one of {', '.join(RECIPES)}, or say --check")
    for name in options.names:
        make(name)
    return check() if options.check else 0


if __name__ == "__main__":
    sys.exit(main())
