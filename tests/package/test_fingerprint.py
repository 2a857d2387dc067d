"""What differs has another fingerprint, what is the same has the same."""

import functools
import os
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path

import keras
import numpy as np
import pandas as pd
import pytest
import tensorflow as tf
from hypothesis import given, strategies as st

from mnist_course import run_experiment
from mnist_course.experiments.fingerprint import (
    Unknown,
    fingerprint,
    list_returned,
)
from mnist_helpers import Augmentation

L = keras.layers


@dataclass
class Plan:
    epochs: int


class Colour(Enum):
    RED = 1
    BLUE = 2


class Trainer:
    """A reader's own class: settings inside, a call that counts itself."""

    def __init__(self, epochs):
        self.epochs = epochs
        self.calls = 0

    def __call__(self, seed):
        self.calls += 1
        return {"epochs": self.epochs}

    def train(self, seed):
        return {"epochs": self.epochs}


def train(seed, epochs=1):
    return {"epochs": epochs}


def close_over(value):
    return lambda seed: {"x": value}


def mask(count):
    rows = np.ones(54000, bool)
    rows[count:] = False
    return rows


def model(scale):
    keras.utils.set_random_seed(1)
    made = keras.Sequential([keras.Input((2,)), L.Dense(3)])
    made.set_weights([scale * weight for weight in made.get_weights()])
    return made


frame = pd.DataFrame({"x": np.arange(1000)})
longer = frame.assign(x=np.where(frame["x"] == 500, 0, frame["x"]))

DIFFERENT = [
    (1, 2),
    (1, 1.0),
    (True, 1),
    (None, "None"),
    (0.1, 0.2),
    ("a", "b"),
    ("1", 1),
    ([1, 2], [2, 1]),
    ({1, 2}, {1, 3}),
    ({"a": 1}, {"b": 1}),
    (Path("a"), Path("b")),
    (b"a", b"b"),
    (Decimal("0.1"), Decimal("0.2")),
    (Colour.RED, Colour.BLUE),
    (Plan(1), Plan(2)),
    (Augmentation(shear=5), Augmentation(shear=6)),
    (mask(54000), mask(5000)),
    (np.zeros(4), np.zeros((2, 2))),
    (np.zeros(4, "int32"), np.zeros(4, "float32")),
    (frame, longer),
    (frame, frame.rename(columns={"x": "y"})),
    (frame["x"], longer["x"]),
    (tf.constant([1, 2]), tf.constant([1, 3])),
    (L.Dropout(0.2), L.Dropout(0.5)),
    (L.Dense(3), L.Dense(4)),
    (keras.optimizers.Adam(0.1), keras.optimizers.Adam(0.2)),
    (keras.optimizers.Adam(0.1), keras.optimizers.SGD(0.1)),
    (
        keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
        keras.losses.CategoricalCrossentropy(label_smoothing=0.2),
    ),
    (keras.initializers.Constant(1), keras.initializers.Constant(2)),
    (model(1), model(2)),
    (train, Trainer(1).train),
    (functools.partial(train, epochs=1), functools.partial(train, epochs=5)),
    (functools.partial(train, 1), functools.partial(train, 2)),
    (Trainer(1), Trainer(2)),
    (Trainer(1).train, Trainer(2).train),
    (close_over(1), close_over(2)),
    (close_over({"a": 1}), close_over({"a": 2})),
    (close_over(mask(10)), close_over(mask(20))),
    (lambda seed: {"x": 1}, lambda seed: {"x": 2}),
    (lambda seed, x=1: {"x": x}, lambda seed, x=2: {"x": x}),
    (tf.nn.relu, tf.nn.elu),
    (np.maximum, np.minimum),
]
SAME = [
    (1, np.int64(1)),
    (1.5, np.float64(1.5)),
    (True, np.True_),
    ("a", np.str_("a")),
    ([1, 2], (1, 2)),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ({1: "x", "b": 2}, {"b": 2, np.int64(1): "x"}),
    ({"b", "a"}, {"a", "b"}),
    (L.Dropout(0.2), L.Dropout(0.2)),
    (model(1), model(1)),
    (Augmentation(), Augmentation()),
    (Trainer(1), Trainer(1)),
    (close_over(1), close_over(1)),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_differs_is_told_apart(one, other):
    assert fingerprint(one) != fingerprint(other)
    assert fingerprint({"setting": one}) != fingerprint({"setting": other})


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_the_same_is_known_again(one, other):
    assert fingerprint(one) == fingerprint(other)


@given(
    st.dictionaries(st.text() | st.integers(), st.integers() | st.text()),
    st.sets(st.text() | st.integers() | st.tuples(st.integers())),
)
def test_no_order_of_a_dict_or_a_set_matters(pairs, items):
    turned = dict(reversed(pairs.items()))
    assert fingerprint(pairs, items) == fingerprint(turned, set(list(items)))


@pytest.mark.parametrize(
    "value",
    [
        object(),
        tf.data.Dataset.range(3),
        np.random.default_rng(1),
        iter([1]),
        open(os.devnull),  # noqa: SIM115
    ],
)
def test_what_cannot_be_told_is_refused(value):
    with pytest.raises(Unknown):
        fingerprint(value)


def test_a_helper_that_is_edited_makes_another_run():
    text = """
LIMIT = {limit}
def deep(seed):
    return seed + {added}
def helper(seed):
    return deep(seed) * LIMIT
def run(seed):
    return {{"x": helper(seed)}}
"""
    seen = set()
    for limit, added in ((1, 1), (2, 1), (1, 2), (1, 1)):
        names = {"__name__": "lesson"}
        exec(text.format(limit=limit, added=added), names)
        seen.add(fingerprint(names["run"]))
    assert len(seen) == 3


def test_what_a_run_writes_down_does_not_make_it_another(tmp_path):
    notes, counted, told = [], {"runs": 0}, Trainer(3)
    settings = {"factor": 2}

    def run(seed):
        notes.append(seed)
        counted["runs"] += 1
        return {"x": seed * settings["factor"]}

    for _again in range(2):
        run_experiment(run, {"a": {}}, [1, 2], folder=tmp_path)
        run_experiment(told, {"a": {}}, [1, 2], folder=tmp_path)
    assert notes == [1, 2] and counted == {"runs": 2} and told.calls == 2
    settings["factor"] = 3
    table = run_experiment(run, {"a": {}}, [1, 2], folder=tmp_path)
    assert table["x"].tolist() == [3, 6]


SCRIPT = """
import keras
from mnist_course.experiments.fingerprint import fingerprint
class Plan:
    def __init__(self): self.words = {"a", "b", "c"}
    def __call__(self, seed): return {"x": seed in {1, 2, 3, "four"}}
[keras.layers.Dropout(0.1) for _ in range(COUNT)]
settings = [{"z", "y", "x"}, keras.layers.Dropout(0.2), Plan(),
            keras.Sequential([keras.Input((2,)), keras.layers.Flatten()])]
print(fingerprint(*settings))
"""


def test_another_process_knows_it_again():
    found = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT.replace("COUNT", count)],
            env=os.environ | {"PYTHONHASHSEED": count},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for count in ("1", "2")
    }
    assert len(found) == 1


def return_by_name(seed):
    return dict(seconds=1, x=2)


def test_names_of_results_are_seen_before_a_run():
    assert list_returned(train) == {"epochs"}
    assert list_returned(functools.partial(train, epochs=2)) == {"epochs"}
    assert list_returned(return_by_name) == {"seconds", "x"}
    assert list_returned(len) == set()
