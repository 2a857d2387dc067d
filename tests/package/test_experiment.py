"""Experiments resume, and tell one run from another."""

import importlib.util
import subprocess
import sys
import threading

import joblib
import numpy as np
import pandas as pd
import pytest
import tensorflow as tf

from mnist_course import run_experiment


def note_and_multiply(seed, factor=1, notes=None):
    """Leaves a line for each call, so that a test can count them."""
    if notes:
        with open(notes, "a") as file:
            file.write(f"{factor} {seed}\n")
    return {"accuracy": seed * factor}


def calls(notes):
    return notes.read_text().splitlines() if notes.exists() else []


def test_run_experiment_runs_each_arm_with_each_seed(tmp_path):
    table = run_experiment(
        note_and_multiply,
        {"one": {"factor": 1}, "ten": {"factor": 10}},
        [3, 1],
        folder=tmp_path,
    )
    assert table[["arm", "seed", "accuracy"]].to_numpy().tolist() == [
        ["one", 3, 3.0],
        ["one", 1, 1.0],
        ["ten", 3, 30.0],
        ["ten", 1, 10.0],
    ]
    assert list(table) == ["arm", "seed", "accuracy", "seconds"]


def test_finished_runs_are_not_made_again(tmp_path, capsys):
    notes = tmp_path / "notes"
    arms = {"one": {"notes": str(notes)}}
    first = run_experiment(
        note_and_multiply, arms, [1, 2], folder=tmp_path / "runs"
    )
    more = run_experiment(
        note_and_multiply, arms, [1, 2, 3], folder=tmp_path / "runs"
    )
    assert calls(notes) == ["1 1", "1 2", "1 3"]
    pd.testing.assert_frame_equal(more[:2], first)
    assert "/3" not in capsys.readouterr().err  # one was missing
    run_experiment(
        note_and_multiply, arms, [1, 2, 3], folder=tmp_path / "runs"
    )
    assert capsys.readouterr().err == ""


def test_a_changed_setting_is_another_run(tmp_path):
    for factor, expected in ((1, 5), (2, 10), (1, 5)):
        table = run_experiment(
            note_and_multiply,
            {"arm": {"factor": factor}},
            [5],
            folder=tmp_path,
        )
        assert table["accuracy"].tolist() == [expected]


def test_changed_code_is_another_run(tmp_path):
    # Read from files, since a function's code is looked up in its file.
    for name, factor in (("a", 2), ("b", 3)):
        path = tmp_path / f"{name}.py"
        path.write_text(f"def run(seed):\n    return {{'x': seed * {factor}}}")
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        table = run_experiment(
            module.run, {"arm": {}}, [1], folder=tmp_path / "runs"
        )
        assert table["x"].tolist() == [factor]


def test_seeds_of_numpy_are_the_same_runs(tmp_path):
    notes = tmp_path / "notes"
    arms = {"one": {"notes": str(notes)}}
    for seeds in ([1, 2], np.arange(1, 3)):
        run_experiment(note_and_multiply, arms, seeds, folder=tmp_path / "a")
    assert calls(notes) == ["1 1", "1 2"]


def test_a_renamed_arm_keeps_its_runs(tmp_path):
    notes = tmp_path / "notes"
    settings = {"notes": str(notes)}
    for name in ("old", "new"):
        table = run_experiment(
            note_and_multiply, {name: settings}, [1], folder=tmp_path / "runs"
        )
        assert table["arm"].tolist() == [name]
    assert len(calls(notes)) == 1


KILLED = """
import os, sys
from mnist_helpers import run_experiment

def run(seed, factor):
    if (factor, seed) == (1, 2) and "kill" in sys.argv:
        os.kill(os.getpid(), 9)
    return {"accuracy": seed * factor / 7}

table = run_experiment(
    run, {"one": {"factor": 1}, "two": {"factor": 2}}, [1, 2, 3],
    folder=sys.argv[1],
)
print(table.drop(columns="seconds").to_csv())
"""


def test_an_experiment_killed_in_its_third_run_resumes(tmp_path):
    script = tmp_path / "experiment.py"
    script.write_text(KILLED)

    def start(folder, *words):
        return subprocess.run(
            [sys.executable, script, tmp_path / folder, *words],
            capture_output=True,
            text=True,
        )

    assert start("killed", "kill").returncode != 0
    stored = {p: p.read_bytes() for p in (tmp_path / "killed").glob("*.json")}
    assert len(stored) == 2
    resumed, unbroken = start("killed"), start("whole")
    assert resumed.returncode == unbroken.returncode == 0
    assert resumed.stdout == unbroken.stdout
    assert len(list((tmp_path / "killed").iterdir())) == 6
    for path, content in stored.items():
        assert path.read_bytes() == content


def test_two_processes_give_the_same_table(tmp_path):
    tables = [
        run_experiment(
            note_and_multiply,
            {"one": {"factor": 1}, "two": {"factor": 2}},
            [1, 2, 3],
            folder=tmp_path / str(jobs),
            jobs=jobs,
        ).drop(columns="seconds")
        for jobs in (1, 2)
    ]
    pd.testing.assert_frame_equal(*tables)


def test_joblib_decides_where_runs_go(tmp_path):
    # What a Dask cluster would do: another backend, named around the call.
    with joblib.parallel_config(backend="threading", n_jobs=2):
        table = run_experiment(
            lambda seed: {"thread": threading.get_ident()},
            {"arm": {}},
            range(4),
            folder=tmp_path,
        )
    assert threading.get_ident() not in table["thread"].tolist()


def test_names_of_arms_and_settings_may_be_of_any_kind(tmp_path):
    table = run_experiment(
        lambda seed, table: {"x": table[1]},
        {np.int64(1): {"table": {1: 2, "b": 3}}, "two": {"table": {1: 4}}},
        [np.int8(5)],
        folder=tmp_path,
    )
    assert table["arm"].tolist() == [1, "two"]
    assert table["x"].tolist() == [2, 4]


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, 3),
        (True, 1),
        (np.float32(0.5), 0.5),
        (np.int64(7), 7),
        (np.True_, 1),
        (np.array([2.5]), 2.5),
        (tf.constant(0.25), 0.25),
    ],
)
def test_any_number_is_stored_as_what_it_is(value, number, tmp_path):
    for _again in range(2):
        table = run_experiment(
            lambda seed: {"x": value}, {"a": {}}, [1], folder=tmp_path
        )
        assert table["x"].tolist() == [number]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"accuracy": 1', "null"])
def test_a_damaged_run_is_made_again_and_named(damage, tmp_path, capsys):
    notes = tmp_path / "notes"
    arms = {"one": {"notes": str(notes)}}
    folder = tmp_path / "runs"
    first = run_experiment(note_and_multiply, arms, [1, 2], folder=folder)
    path = min(folder.glob("*.json"))
    path.write_text(damage)
    again = run_experiment(note_and_multiply, arms, [1, 2], folder=folder)
    assert f"{path.name} is damaged" in capsys.readouterr().out
    assert len(calls(notes)) == 3
    assert again["accuracy"].tolist() == first["accuracy"].tolist()


def return_a_reserved_name(seed):
    raise AssertionError("it was run")
    return {"accuracy": 1, "seconds": 2}


def name_it_late(seed):
    name = "arm"
    return {name: 1}


ARMS = {"arm": {}}
BAD = [
    (
        lambda f: run_experiment(return_a_reserved_name, ARMS, [1], folder=f),
        "run",
        "'seconds'",
    ),
    (
        lambda f: run_experiment(name_it_late, ARMS, [1], folder=f),
        "run",
        "'arm'",
    ),
    (
        lambda f: run_experiment(len, {"a": {"seed": 1}}, [1], folder=f),
        "arms",
        "none of them seed",
    ),
    (
        lambda f: run_experiment(len, {"a": {1: 1}}, [1], folder=f),
        "arms",
        "by words",
    ),
    (
        lambda f: run_experiment(len, ARMS, 1.5, folder=f),
        "seeds",
        "be a whole number",
    ),
    (
        lambda f: run_experiment("x", ARMS, [1], folder=f),
        "run",
        "be a function",
    ),
    (
        lambda f: run_experiment(len, {}, [1], folder=f),
        "arms",
        "hold the settings of each arm",
    ),
    (
        lambda f: run_experiment(len, [{}], [1], folder=f),
        "arms",
        "hold the settings of each arm",
    ),
    (
        lambda f: run_experiment(len, {"a": 3}, [1], folder=f),
        "arms",
        "a dict under its name",
    ),
    (
        lambda f: run_experiment(len, ARMS, [], folder=f),
        "seeds",
        "range(1, 6)",
    ),
    (
        lambda f: run_experiment(len, ARMS, [1, 1], folder=f),
        "seeds",
        "each once",
    ),
    (
        lambda f: run_experiment(len, ARMS, [1.5], folder=f),
        "seeds",
        "be a whole number",
    ),
    (
        lambda f: run_experiment(len, {"a": {"x": object()}}, [1], folder=f),
        "arms",
        "an Augmentation",
    ),
    (
        lambda f: run_experiment(lambda seed: 1, ARMS, [1], folder=f),
        "run",
        "return numbers",
    ),
    (
        lambda f: run_experiment(lambda seed: {"x": "y"}, ARMS, [1], folder=f),
        "run",
        "return numbers",
    ),
]


@pytest.mark.parametrize(("call", "name", "part"), BAD)
def test_bad_experiments_are_refused_with_a_remedy(call, name, part, tmp_path):
    with pytest.raises((TypeError, ValueError)) as caught:
        call(tmp_path)
    assert str(caught.value).startswith(f"`{name}` must ")
    assert part in str(caught.value)
    assert not list(tmp_path.glob("*.json"))
