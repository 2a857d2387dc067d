"""What augmentation does to the CNN's accuracy, on few and on all images.

    python -m benchmarks.augmentation_effect           train, write the results
    python -m benchmarks.augmentation_effect --check   are the results sound?

Three arms that differ in one thing only, what happens to a training image
before the model sees it: nothing, the seed's five settings, mirroring; in
`three_ways` nothing, the five settings by `ImageDataGenerator.flow()`, the
same by the layer `RandomAffine`. The same seeds for each arm; a stopped run
goes on where it stood. Judged on the 6,000 validation images, as they are and
changed once by the five settings; the test set is not opened.

Writes `experiments/results/NAME.csv`, a row for each run, and `NAME.json`:
how, when and on what the runs were made, and what `compare_arms` says of
them. `augmentation_few` trains on 1,000 images, the others on all; name one
to make that one only.
"""

import argparse
import sys
import time

import keras
import numpy as np
import pandas as pd
import tensorflow as tf

from benchmarks.provenance import write_results
from mnist_course import compare_arms, load_results, run_experiment
from mnist_helpers import (
    Augmentation,
    OneCycle,
    build_cnn,
    prepare_mnist,
    transform_images,
)

SEEDS = tuple(range(1, 9))
BASELINE = "plain"
RECIPES = {
    "augmentation_effect": {
        "images": 54_000,
        "epochs": 6,
        "batch_size": 256,
        "peak": 0.015,
    },
    "augmentation_few": {
        "images": 1_000,
        "epochs": 5,
        "batch_size": 50,
        "peak": 0.015,
    },
    # As lesson 11 trains.
    "three_ways": {
        "images": 54_000,
        "epochs": 3,
        "batch_size": 128,
        "peak": 0.01,
    },
}
EFFECTS = {
    "plain": None,
    "augmented": Augmentation(),
    "mirrored": "left-right",
}
WAYS = {"plain": None, "flow": "flow", "layer": Augmentation()}


def changes_of(name: str) -> dict:
    return WAYS if name == "three_ways" else EFFECTS


def seeds_of(name: str) -> tuple[int, ...]:
    return SEEDS[:5] if name == "three_ways" else SEEDS


def measure(name: str) -> pd.DataFrame:
    """A row for each run: accuracy, loss, right answers digit by digit."""
    changes = changes_of(name).items()
    arms = {arm: RECIPES[name] | {"change": c} for arm, c in changes}
    (x_train, y_train), (x_val, y_val) = prepare_mnist()
    drawn = Augmentation().draw(len(x_val), seed=7)
    x_changed = transform_images(x_val, drawn)

    def run(seed, images, epochs, batch_size, peak, change):
        keras.backend.clear_session()
        keras.utils.set_random_seed(seed)
        x, y = x_train[:images], y_train[:images]
        if change == "flow":
            batches = (
                Augmentation()
                .generator()
                .flow(x, y, batch_size=batch_size, seed=seed)
            )
        else:
            data = tf.data.Dataset.from_tensor_slices((x, y))
            batches = data.shuffle(images, seed=seed).batch(batch_size)
        if change not in (None, "flow"):
            layer = (
                change.layer(seed=seed)
                if isinstance(change, Augmentation)
                else keras.layers.RandomFlip("horizontal", seed=seed)
            )
            batches = batches.map(
                lambda x, y: (layer(x, training=True), y),
                num_parallel_calls=tf.data.AUTOTUNE,
            ).prefetch(tf.data.AUTOTUNE)
        model = build_cnn()
        model.compile(
            optimizer=keras.optimizers.Adam(
                OneCycle(peak, epochs * len(batches))
            ),
            loss="sparse_categorical_crossentropy",
        )
        begun = time.process_time(), time.perf_counter()
        model.fit(batches, epochs=epochs, verbose=0)
        processor = (time.process_time() - begun[0]) / epochs
        wall = (time.perf_counter() - begun[1]) / epochs
        changed = model.predict(x_changed, batch_size=500, verbose=0)
        given = model.predict(x_val, batch_size=500, verbose=0)
        loss = keras.losses.sparse_categorical_crossentropy(y_val, given)
        right = given.argmax(axis=1) == y_val
        correct = np.bincount(y_val[right], minlength=10)
        return {
            "accuracy": right.mean(),
            "loss": np.mean(loss).item(),
            "accuracy_changed": (changed.argmax(axis=1) == y_val).mean(),
            "processor_seconds_epoch": round(processor, 2),
            "seconds_epoch": round(wall, 2),
        } | {f"correct_{digit}": int(n) for digit, n in enumerate(correct)}

    runs = run_experiment(run, arms, seeds_of(name), folder=f"outputs/{name}")
    return runs.astype(dict.fromkeys(runs.filter(like="correct_"), int))


def summarise(runs: pd.DataFrame) -> dict[str, dict]:
    """What the runs show, as JSON can hold it: a dict for each arm."""
    table = compare_arms(runs, baseline=BASELINE)
    return {arm: row.dropna().to_dict() for arm, row in table.iterrows()}


def settings(name: str) -> dict[str, dict]:
    """The arms as the provenance holds them."""
    return {
        arm: RECIPES[name] | {"change": str(change)}
        for arm, change in changes_of(name).items()
    }


def make(name: str) -> None:
    runs = measure(name)
    write_results(
        name,
        runs,
        command=f"augmentation_effect {name}",
        how=__doc__.split("\n\n")[2].replace("\n", " "),
        model=f"build_cnn, {build_cnn().count_params()} parameters",
        judged_on="6000 validation images; the test set was not opened",
        baseline=BASELINE,
        seeds=list(seeds_of(name)),
        arms=settings(name),
        summary=summarise(runs),
    )


def find_faults(runs: pd.DataFrame, provenance: dict) -> list[str]:
    """What in a provenance does not follow from its runs or this script."""
    faults = []
    arms = settings(provenance["name"])
    seeds = seeds_of(provenance["name"])
    if provenance["arms"] != arms or provenance["seeds"] != list(seeds):
        faults.append("the settings or seeds are not the script's")
    expected = {(arm, seed) for arm in arms for seed in seeds}
    if set(zip(runs["arm"], runs["seed"], strict=True)) != expected:
        faults.append("the runs are not those of the arms and seeds")
        return faults
    correct = runs.filter(like="correct_").sum(axis=1)
    if not np.allclose(correct / 6000, runs["accuracy"]):
        faults.append("digits do not add up to the accuracy")
    stored = pd.DataFrame.from_dict(provenance["summary"], orient="index")
    for name, now in compare_arms(runs, baseline=BASELINE).items():
        if name == "verdict":
            same = stored[name] == now
        else:
            same = np.isclose(stored[name], now, rtol=1e-3, equal_nan=True)
        faults += [f"{arm}, {name} is another" for arm in now.index[~same]]
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    names = options.names or list(RECIPES)
    if set(names) - set(RECIPES):
        parser.error(f"name one of {', '.join(RECIPES)}")
    faults = []
    for name in names:
        if not options.check:
            make(name)
        runs, provenance = load_results(name)
        table = compare_arms(runs, baseline=BASELINE)
        print(name, table.round(5).T.to_string(), sep="\n")
        faults += find_faults(runs, provenance)
    print("\n".join(faults) or "Each summary follows from its runs.")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
