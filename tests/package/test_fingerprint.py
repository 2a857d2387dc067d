"""What differs has another fingerprint, what is the same has the same."""

import functools
import importlib
import linecache
import os
import sys
import time
import types
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import keras
import numpy as np
import pandas as pd
import pytest
import tensorflow as tf
from conftest import NOTEBOOKS
from hypothesis import given, strategies as st

import mnist_helpers as mh
from mnist_course.experiments.fingerprint import Unknown, fingerprint
from mnist_helpers import Augmentation, accuracy_interval


@dataclass
class Plan:
    epochs: int
    rates: list = field(default_factory=list)

    def train(self, seed):
        return {"epochs": self.epochs}


class Changing:
    """An object of one's own, whose methods may set anything."""


def train(seed, epochs=1):
    return {"epochs": epochs}


def close_over(value):
    return lambda seed: {"x": value}


def mask(count):
    return np.arange(54000) < count


changed = Plan(1)
changed.found = 3
frame = pd.DataFrame({"x": np.arange(1000), "word": "a"})
longer = frame.assign(x=np.where(frame["x"] == 500, 0, frame["x"]))
again = pd.DataFrame({"word": ["a"] * 1000, "x": range(1000)})[["x", "word"]]
counted = np.arange(10)
judge = functools.partial(accuracy_interval, counted)

DIFFERENT = [
    (1, 2),
    (1, 1.0),
    (True, 1),
    (None, "None"),
    ("1", 1),
    (b"a", "a"),
    ([1, 2], [2, 1]),
    ({1, 2}, {1, 3}),
    ({"a": 1}, {"b": 1}),
    ({"a": train, "b": close_over}, {"b": train, "a": close_over}),
    (Path("a"), Path("b")),
    (Decimal("0.1"), Decimal("0.2")),
    (range(2), range(3)),
    (Plan(1), Plan(2)),
    (Plan(1), changed),
    (Augmentation(shear=5), Augmentation(shear=6)),
    (judge(counted), judge(counted[::-1])),
    (mask(54000), mask(5000)),
    (np.zeros(4), np.zeros((2, 2))),
    (np.zeros(4, "int32"), np.zeros(4, "float32")),
    (np.array([1, "a"], object), np.array([2, "a"], object)),
    (frame, longer),
    (frame, frame.rename(columns={"x": "y"})),
    (frame, frame.set_index("x")),
    (frame["x"], longer["x"]),
    (train, Plan(1).train),
    (functools.partial(train, epochs=1), functools.partial(train, epochs=5)),
    (functools.partial(train, 1), functools.partial(train, 2)),
    (Plan(1).train, Plan(2).train),
    (close_over(1), close_over(2)),
    (close_over({"a": 1}), close_over({"a": 2})),
    (close_over(mask(10)), close_over(mask(20))),
    ([close_over(1), close_over(2)], [close_over(2), close_over(1)]),
    (lambda seed: {"x": 1}, lambda seed: {"x": 2}),
    (lambda seed: {"x": 1}, lambda seed: {"x": True}),
    (lambda seed, x=1: {"x": x}, lambda seed, x=2: {"x": x}),
    (tf.nn.relu, tf.nn.elu),
    (np.maximum, np.minimum),
    (keras.losses.MeanSquaredError, keras.losses.MeanAbsoluteError),
]
SAME = [
    (1, np.int64(1)),
    (1.5, np.float64(1.5)),
    (True, np.True_),
    ("a", np.str_("a")),
    ([1, 2], (1, 2)),
    ({1: "x", "b": 2}, {"b": 2, np.int64(1): "x"}),
    (counted[::2], counted[::2].copy()),
    (np.ones((3, 2)).T, np.ones((2, 3))),
    (frame, again),
    (Augmentation(), replace(Augmentation())),
    (Plan(1).train, Plan(1).train),
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


few = tf.data.Dataset.range(3)
REFUSED = [
    (object(), "object"),
    (few, "_RangeDataset"),
    (tf.constant(1), "EagerTensor"),
    (np.random.default_rng(1), "Generator"),
    (np.ma.array([1, 2], mask=[True, False]), "MaskedArray"),
    (iter([1]), "list_iterator"),
    (keras.layers.Dropout(0.2), "Dropout"),
    (keras.callbacks.EarlyStopping(), "EarlyStopping"),
    (keras.Sequential(), "Sequential"),
    (open(os.devnull), "TextIOWrapper"),
    ((image for image in ()), "generator"),
    (Changing(), "Changing"),
    ({"deep": [few]}, "deep: _RangeDataset"),
    (functools.partial(train, epochs=few), "epochs: _RangeDataset"),
    (lambda seed: few, "<lambda>: few: _RangeDataset"),
    (lambda seed, stop=few: stop, "<lambda>: __defaults__: _RangeDataset"),
    (close_over(few), "<lambda>: value: _RangeDataset"),
    (Plan(few), "epochs: _RangeDataset"),
]


@pytest.mark.parametrize(("value", "told"), REFUSED)
def test_what_cannot_be_told_is_refused_by_its_name(value, told):
    with pytest.raises(Unknown) as caught:
        fingerprint(value)
    assert str(caught.value).endswith(told)


# A notebook's code, and what is edited in it.
NOTEBOOK = """
import enum
import functools
import keras
from abc import ABC
from dataclasses import dataclass
from typing import NamedTuple
import helper_of_a_test as helper

RATE, UNITS, SETTINGS, scores, total = 1, 2, {"a": [1]}, [], 0
first, second = (lambda: 15), (lambda: 16)

class Kind(enum.Enum):
    SMALL = [17]
    def double(self):
        return self.value * 18

class Sizes(NamedTuple):
    width: int = 19

class Abstract(ABC):
    def layers(self):
        return 20

class Set:
    def __init__(self):
        self.count = 21

def deep(seed):
    return seed + 1

def train(fold, rate):
    return deep(fold) * rate

def twice(function):
    def wrapper(*given):
        return 2 * function(*given)
    return wrapper

@twice
def judge(seed):
    return seed

class Base:
    sizes = [1, 2]
    def size(self):
        return 3

class Net(Base):
    @staticmethod
    def of(seed):
        return 4
    @property
    def width(self):
        return 5

@dataclass
class Plan:
    epochs: int = 6
    def cost(self):
        return self.epochs * 7

def run(seed, stop=8):
    global total
    total += 1
    import helper_of_a_test
    scores.append(train(seed, rate=RATE))
    model = keras.Sequential()
    model.add(keras.layers.Dense(UNITS))
    judge(seed), Net(), Plan().cost(), SETTINGS["a"], helper.inner(9)
    first(), second(), Kind.SMALL, Sizes(), Abstract(), Set()
    helper_of_a_test.outer()
    try:
        found = functools.partial(deep, 1)
    except ValueError:
        found = 10
    return {"x": [number + 11 for number in (1, 2)]}
"""
HELPER = """
LIMIT = 12
def inner(x):
    return x * LIMIT
def outer():
    return inner(13)
"""
EDITS = [
    "rate=RATE; fold=RATE",
    "= 1, 2, {; = 5, 2, {",
    "= 1, 2, {; = 1, 5, {",
    '{"a": [1]}; {"a": [2]}',
    "seed + 1; seed + 2",
    "* rate; + rate",
    "2 * function; 3 * function",
    "sizes = [1, 2]; sizes = [1, 3]",
    "return 3; return 0",
    "return 4; return 0",
    "return 5; return 0",
    "int = 6; int = 0",
    "epochs * 7; epochs * 0",
    "stop=8; stop=0",
    "inner(9); inner(0)",
    "found = 10; found = 0",
    "number + 11; number + 0",
    "ValueError:; TypeError:",
    "ValueError:\n        found = 10; ValueError:\n        found = 14",
    "found = functools.partial(deep, 1)\n; pass\n",
    "LIMIT = 12; LIMIT = 0",
    "inner(13); inner(0)",
    "15), (lambda: 16; 16), (lambda: 15",
    "[17]; [0]",
    "value * 18; value * 0",
    "width: int = 19; width: int = 0",
    "width: int; height: int",
    "return 20; return 0",
    "count = 21; count = 0",
    "self.count; self.counts",
    "@twice; #",
    "class Net(Base); class Net",
    "@dataclass; @dataclass(frozen=True)",
    "Dense(UNITS); Dense(RATE)",
    "scores.append; SETTINGS.get",
    "global total; total = 0",
]
UNCHANGED = [
    "    return seed\n; \n    return seed  # or not\n",
    "int = 6; float = 6",
    "run(seed, stop=8):; run(seed: int, stop=8) -> dict:\n    'It runs.'",
    "class Base:; class Base:\n    'All nets.'",
    "[], 0; [], 14",  # the run itself assigns it
]


@pytest.fixture(params=["source", "no source"])
def read_notebook(request, monkeypatch):
    """Knows the notebook's run, by its source or by what Python made of it."""

    def read(edit="run; run"):
        old, new = edit.split("; ", 1)
        assert (NOTEBOOK + HELPER).count(old) >= 1
        helper = types.ModuleType("helper_of_a_test")
        monkeypatch.setitem(sys.modules, helper.__name__, helper)
        names = {"__name__": "notebook"}
        for name, text, into in (
            ("helper", HELPER, vars(helper)),
            ("notebook", NOTEBOOK, names),
        ):
            text = text.replace(old, new)
            if request.param == "source":  # as IPython keeps its cells
                cell = len(text), None, text.splitlines(True), name
                monkeypatch.setitem(linecache.cache, name, cell)
            exec(compile(text, name, "exec"), into)
        return fingerprint(names["run"])

    return read


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_of_what_a_run_reads_makes_it_another(edit, read_notebook):
    assert read_notebook(edit) != read_notebook()


@pytest.mark.parametrize("edit", UNCHANGED)
def test_an_edit_that_changes_nothing_keeps_the_run(edit, read_notebook):
    assert read_notebook(edit) == read_notebook()


def test_a_file_that_is_edited_after_its_import_is_not_what_runs(
    tmp_path, monkeypatch
):
    monkeypatch.syspath_prepend(tmp_path)
    file = tmp_path / "edited_by_a_test.py"
    file.write_text("def run(seed):\n    return {'x': 1}\n")
    module = importlib.import_module(file.stem)
    before = fingerprint(module.run)
    file.write_text("def run(seed):\n    return {'x': 22}\n")
    assert fingerprint(module.run) == before
    assert fingerprint(importlib.reload(module).run) != before


def test_lesson_13_knows_its_images_and_refuses_a_dataset():
    lesson = (NOTEBOOKS / "lessons" / "13_refine.py").read_text("utf-8")
    start = lesson.index("def make_batches(")
    cells = lesson[start : lesson.index("# %% [markdown]", start)]

    def read(code, **names):
        names |= {"keras": keras, "tf": tf, "mh": mh, "__name__": "lesson"}
        names |= {"x_val": counted, "y_val": counted, "y_few": counted}
        exec(code, names)
        return fingerprint(names["run"], {"change": None})

    assert read(cells, x_few=mask(100)) == read(cells, x_few=mask(100))
    assert read(cells, x_few=mask(100)) != read(cells, x_few=mask(4000))
    sliced = "tf.data.Dataset.from_tensor_slices((x_few, y_few))"
    with pytest.raises(Unknown, match="make_batches: few: _RangeDataset"):
        read(cells.replace(sliced, "few"), few=few)


def test_five_hundred_helpers_in_a_row_are_read_at_once():
    lines = ["def f0(): return VALUE"]
    lines += [f"def f{n}(): return f{n - 1}()" for n in range(1, 500)]
    seen = set()
    start = time.perf_counter()
    for value in (1, 2, 1):
        names = {"__name__": "notebook", "VALUE": value}
        exec("\n".join(lines), names)
        seen.add(fingerprint(names["f499"]))
    assert len(seen) == 2
    assert time.perf_counter() - start < 5
