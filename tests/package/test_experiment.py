"""The recorded results are what their script and their summary say."""

import importlib.util
import json
import re
import subprocess
import sys
import threading

import joblib
import pandas as pd
import pytest

from benchmarks import augmentation_effect, refining, training
from mnist_helpers import (
    describe_trained,
    load_results,
    prepare_mnist,
    recorded,
    run_experiment,
    set_language,
)

RUNS, RECORD = load_results("augmentation_effect")


def test_record_of_augmentation_follows_from_its_runs_and_script():
    assert augmentation_effect.find_faults(RUNS, RECORD) == []


def test_a_changed_run_or_setting_is_noticed():
    other = RUNS.copy()
    other.loc[other["arm"] == "augmented", "accuracy"] += 0.002
    faults = augmentation_effect.find_faults(other, RECORD)
    assert "digits do not add up to the accuracy" in faults
    assert any(f.startswith("augmented, mean") for f in faults)
    assert augmentation_effect.find_faults(RUNS, RECORD | {"seeds": [1]})
    assert augmentation_effect.find_faults(RUNS[1:], RECORD)


def test_no_digit_has_more_right_answers_than_images():
    _train, (_images, labels) = prepare_mnist()
    images = pd.Series(labels).value_counts().sort_index().to_numpy()
    correct = RUNS.filter(like="correct_")
    assert (correct <= images).all(axis=None)
    assert (correct >= 0.9 * images).all(axis=None)


def test_record_says_who_made_it_when_and_on_what():
    assert RECORD["made_by"] == "python -m benchmarks.augmentation_effect"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", RECORD["made_on"])
    assert "not opened" in RECORD["judged_on"]
    assert {"processor", "tensorflow", "keras"} <= set(RECORD["machine"])
    assert len(RUNS) == len(RECORD["arms"]) * len(RECORD["seeds"])


def test_unknown_results_are_refused_in_the_language_set():
    with pytest.raises(ValueError, match="`name` must be one of augmentation"):
        load_results("dropout")
    set_language("id")
    with pytest.raises(ValueError, match="Pilih salah satu nama itu"):
        load_results("dropout")


def test_written_results_are_read_back(tmp_path, monkeypatch):
    monkeypatch.setattr(recorded, "RESULTS_FOLDER", tmp_path / "results")
    recorded.write_results("again", RUNS, RECORD)
    runs, record = load_results("again")
    pd.testing.assert_frame_equal(runs, RUNS)
    assert record == RECORD


def test_described_weights_are_those_of_their_records(tmp_path, monkeypatch):
    runs = [
        {
            "seconds_of_training": seconds,
            "validation": {"accuracy": accuracy},
            "test": {"accuracy": accuracy + 0.001},
        }
        for seconds, accuracy in ((10.0, 0.99), (14.0, 0.994))
    ]
    one = {"name": "one", "parameters": 5, **runs[0]}
    two = {"name": "two", "parameters": 7, **runs[1]}
    two["all_seeds"] = {"runs": runs}
    for record in (one, two):
        path = tmp_path / f"{record['name']}.json"
        path.write_text(json.dumps(record))
    monkeypatch.setattr(recorded, "WEIGHTS_FOLDER", tmp_path)
    table = describe_trained()
    assert table.loc["one"].tolist() == [5, 1, 10, 0.99, 0.991]
    expected = [7, 2, 12, 0.992, 0.993]
    assert table.loc["two"].tolist() == pytest.approx(expected)


def test_recorded_time_to_accuracy_is_that_of_its_script():
    runs, record = load_results("training")
    assert set(runs["arm"]) == set(training.ARMS) == set(record["how"])
    assert record["seeds"] == list(training.SEEDS)
    for _arm, own in runs.groupby("arm"):
        assert list(own["seed"]) == record["seeds"]
        assert own["parameters"].nunique() == 1
    assert len(record["test_set_opened"]) == 1
    assert training.find_faults(runs) == []


def test_a_slow_or_inaccurate_cnn_is_noticed():
    runs, _record = load_results("training")
    for column, factor in (("training_seconds", 2), ("accuracy", 0.99)):
        other = runs.copy()
        other.loc[other["arm"] == "cnn", column] *= factor
        assert len(training.find_faults(other)) == 1, column


def test_recorded_tries_are_those_of_their_script():
    tried, record = load_results("refining")
    assert list(tried["arm"].unique()) == list(refining.ARMS)
    assert record["arms"] == {a: str(s) for a, s in refining.ARMS.items()}
    right = 6000 * tried["accuracy"]
    assert (right - right.round()).abs().max() < 1e-6
    assert all(
        list(own) == [1, 2] for _arm, own in tried.groupby("arm")["seed"]
    )


def test_record_tells_each_opening_of_the_test_set():
    for path in recorded.WEIGHTS_FOLDER.glob("*.json"):
        record = json.loads(path.read_text("utf-8"))
        assert record["test_set_opened"], path.name
        for opening in record["test_set_opened"]:
            assert opening["lesson"] == "benchmarks.record"
            assert record["name"] in opening["reason"]


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


ARMS = {"arm": {}}
BAD = [
    (lambda f: run_experiment("x", ARMS, [1], folder=f), "run", "fungsi"),
    (lambda f: run_experiment(len, {}, [1], folder=f), "arms", "kelompok"),
    (lambda f: run_experiment(len, [{}], [1], folder=f), "arms", "kelompok"),
    (lambda f: run_experiment(len, {"a": 3}, [1], folder=f), "arms", "dict"),
    (lambda f: run_experiment(len, ARMS, [], folder=f), "seeds", "range"),
    (lambda f: run_experiment(len, ARMS, [1, 1], folder=f), "seeds", "satu"),
    (lambda f: run_experiment(len, ARMS, [1.5], folder=f), "seeds", "bulat"),
    (
        lambda f: run_experiment(len, {"a": {"x": object()}}, [1], folder=f),
        "arms",
        "Augmentation",
    ),
    (
        lambda f: run_experiment(lambda seed: 1, ARMS, [1], folder=f),
        "run",
        "bilangan",
    ),
    (
        lambda f: run_experiment(lambda seed: {"x": "y"}, ARMS, [1], folder=f),
        "run",
        "bilangan",
    ),
]


@pytest.mark.parametrize("row", range(len(BAD)))
def test_bad_experiments_are_refused_with_a_remedy(row, tmp_path):
    call, name, part = BAD[row]
    with pytest.raises((TypeError, ValueError), match=f"`{name}` must"):
        call(tmp_path)
    set_language("id")
    with pytest.raises((TypeError, ValueError)) as caught:
        call(tmp_path)
    assert f"`{name}` harus" in str(caught.value)
    assert part in str(caught.value)
    assert not list(tmp_path.glob("*.json"))
