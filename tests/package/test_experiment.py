"""Experiments resume, and tell one run from another."""

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
    for _again in range(2):
        capsys.readouterr()
        more = run_experiment(
            note_and_multiply, arms, [1, 2, 3], folder=tmp_path / "runs"
        )
        assert calls(notes) == ["1 1", "1 2", "1 3"]
        pd.testing.assert_frame_equal(more[:2], first)
    assert capsys.readouterr().err == ""


def test_a_changed_setting_or_code_is_another_run(tmp_path):
    def ask(run, **settings):
        table = run_experiment(run, {"arm": settings}, [5], folder=tmp_path)
        return table["accuracy"].item()

    assert ask(note_and_multiply) == ask(note_and_multiply, factor=1) == 5
    assert ask(note_and_multiply, factor=2) == 10
    assert ask(lambda seed: {"accuracy": 3 * seed}) == 15
    assert ask(lambda seed: {"accuracy": 4 * seed}) == 20
    assert ask(note_and_multiply) == 5


def test_seeds_of_numpy_and_renamed_arms_are_the_same_runs(tmp_path):
    notes = tmp_path / "notes"
    for arm, seeds in (("old", [1, 2]), ("new", np.arange(1, 3))):
        table = run_experiment(
            note_and_multiply,
            {arm: {"notes": str(notes)}},
            seeds,
            folder=tmp_path / "runs",
        )
        assert table["arm"].tolist() == [arm, arm]
    assert calls(notes) == ["1 1", "1 2"]


KILLED = """
import os, sys
from mnist_course import run_experiment

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


def test_any_number_is_stored_as_what_it_is(tmp_path):
    def run(seed):
        numbers = 3, True, np.float32(0.5), np.array([2.5]), tf.constant(0.25)
        return {f"x{place}": value for place, value in enumerate(numbers)}

    for _again in range(2):
        table = run_experiment(run, {"a": {}}, [1], folder=tmp_path)
        assert table.filter(like="x").values.tolist() == [
            [3, 1, 0.5, 2.5, 0.25]
        ]


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


def grow(seed, layers):
    layers.append(seed)
    return {"number": len(layers), "word": "x", "seconds": 1}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_cannot_change_its_settings(jobs, tmp_path, capsys):
    arms = {"a": {"layers": [8]}}
    table = run_experiment(grow, arms, [1, 2, 3], folder=tmp_path, jobs=jobs)
    assert table["number"].tolist() == [2, 2, 2]
    assert arms == {"a": {"layers": [8]}}
    # What is no number is named, once; the rest is kept.
    told = capsys.readouterr().out
    assert told == "Not a number to store: 'seconds', 'word'.\n"


@pytest.mark.parametrize("folder", ["file", "/proc"])
def test_a_folder_nothing_can_be_written_to_is_found_first(folder, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="`folder` must be a folder"):
        run_experiment(double, {"a": {}}, [1], folder=tmp_path / folder)
    assert (tmp_path / "file").read_text() == ""


few = tf.data.Dataset.range(3)


def make_batches(seed):
    return few.shuffle(3, seed=seed)


def train(seed):
    return {"accuracy": len(make_batches(seed))}


def judge(factor, *, seed):
    return {"accuracy": factor * seed}


def double(seed):
    return judge(2, seed=seed)


ARMS = {"arm": {}}
BAD = [
    (lambda seed: {"seconds": 1}, ARMS, [1], "run", "other than arm, seed"),
    (lambda seed: 1, ARMS, [1], "run", "return numbers"),
    (lambda seed: {"x": "y", 1: 2}, ARMS, [1], "run", "return numbers"),
    (train, ARMS, [1], "run", "make_batches: few: _RangeDataset. Use numbers"),
    (double, {"a": {"x": few}}, [1], "arms", "x: _RangeDataset. Use numbers"),
    (double, ARMS, [], "seeds", "range(1, 6)"),
    (double, ARMS, [1, 1], "seeds", "each once"),
    (double, ARMS, [1.5], "seeds", "be a whole number"),
    (double, ARMS, [True], "seeds", "be a whole number"),
]


@pytest.mark.parametrize(("run", "arms", "seeds", "name", "part"), BAD)
def test_bad_experiments_are_refused_with_a_remedy(
    run, arms, seeds, name, part, tmp_path
):
    with pytest.raises((TypeError, ValueError)) as caught:
        run_experiment(run, arms, seeds, folder=tmp_path)
    assert str(caught.value).startswith(f"`{name}` must ")
    assert part in str(caught.value)
    assert not list(tmp_path.glob("*.json"))
