"""Shipped results are what their script and their summary say."""

import json
import re

import pandas as pd
import pytest

import mnist_course as mc
import mnist_helpers as mh
from benchmarks import (
    augmentation_effect,
    candidates,
    provenance,
    rates,
    refining,
    training,
)
from mnist_course.experiments import experiment
from mnist_course.experiments.experiment import describe_trained
from mnist_helpers import models

RUNS, PROVENANCE = mc.load_results("augmentation_effect")


def test_provenance_of_augmentation_follows_from_its_runs_and_script():
    assert augmentation_effect.find_faults(RUNS, PROVENANCE) == []


def test_a_changed_run_or_setting_is_noticed():
    other = RUNS.copy()
    other.loc[other["arm"] == "augmented", "accuracy"] += 0.002
    faults = augmentation_effect.find_faults(other, PROVENANCE)
    assert "digits do not add up to the accuracy" in faults
    assert any(f.startswith("augmented, mean") for f in faults)
    assert augmentation_effect.find_faults(RUNS, PROVENANCE | {"seeds": [1]})
    assert augmentation_effect.find_faults(RUNS[1:], PROVENANCE)


def test_no_digit_has_more_right_answers_than_images():
    _train, (_images, labels) = mh.prepare_mnist()
    images = pd.Series(labels).value_counts().sort_index().to_numpy()
    correct = RUNS.filter(like="correct_")
    assert (correct <= images).all(axis=None)
    assert (correct >= 0.9 * images).all(axis=None)


def test_provenance_says_who_made_it_when_and_on_what():
    assert PROVENANCE["made_by"] == "python -m benchmarks.augmentation_effect"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", PROVENANCE["made_on"])
    assert "not opened" in PROVENANCE["judged_on"]
    assert {"processor", "tensorflow", "keras"} <= set(PROVENANCE["machine"])
    assert len(RUNS) == len(PROVENANCE["arms"]) * len(PROVENANCE["seeds"])


def test_unknown_results_are_refused():
    with pytest.raises(ValueError, match="`name` must be one of augmentation"):
        mc.load_results("dropout")


def test_written_results_are_read_back(tmp_path, monkeypatch):
    for module in (provenance, experiment):
        monkeypatch.setattr(module, "RESULTS_FOLDER", tmp_path / "results")
    provenance.write_results(
        "again", RUNS, command="script", how="once more", seeds=[1, 2]
    )
    runs, stored = mc.load_results("again")
    pd.testing.assert_frame_equal(runs, RUNS)
    assert stored["made_by"] == "python -m benchmarks.script"
    assert (stored["how"], stored["seeds"]) == ("once more", [1, 2])
    assert set(stored["machine"]) >= {"processor", "tensorflow"}


def test_described_weights_are_those_of_their_files(tmp_path, monkeypatch):
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
    for made in (one, two):
        (tmp_path / f"{made['name']}.json").write_text(json.dumps(made))
    monkeypatch.setattr(models, "WEIGHTS_FOLDER", tmp_path)
    table = describe_trained()
    assert table.loc["one"].tolist() == [5, 1, 10, 0.99, 0.991]
    expected = [7, 2, 12, 0.992, 0.993]
    assert table.loc["two"].tolist() == pytest.approx(expected)


def test_the_small_record_is_small_and_accurate():
    small = describe_trained().loc["small"]
    assert small["parameters"] <= 10_000
    assert small["seeds"] == 5
    assert small["test"] >= 0.995


def test_shipped_time_to_accuracy_is_that_of_its_script():
    runs, stored = mc.load_results("training")
    assert set(runs["arm"]) == set(training.ARMS) == set(stored["how"])
    assert stored["seeds"] == list(training.SEEDS)
    for _arm, own in runs.groupby("arm"):
        assert list(own["seed"]) == stored["seeds"]
        assert own["parameters"].nunique() == 1
    assert len(stored["test_set_opened"]) == 1
    assert training.find_faults(runs) == []


def test_a_ladder_has_means_ratios_and_intervals():
    seconds = {"keras_example": 30.0, "quick": 2.0, "refined": 9.0}
    runs = pd.DataFrame(
        [
            {
                "arm": arm,
                "accuracy": accuracy,
                "processor_seconds": spent,
                "training_seconds": spent / 2,
            }
            for arm, spent in seconds.items()
            for accuracy in (0.98, 0.99, 1.0)
        ]
    )
    ladder = training.make_ladder(runs)
    assert ladder.index.tolist() == ["keras_example", "quick"]
    assert ladder["times as fast"].tolist() == [1, 15]
    # Student's t of two degrees of freedom is 4.3027; 4.3027 / sqrt(3).
    for name, value in (("low", 99 - 2.4841), ("high", 99 + 2.4841)):
        assert ladder[name].tolist() == pytest.approx([value] * 2, abs=1e-3)


def test_a_slow_or_inaccurate_cnn_is_noticed():
    runs, _provenance = mc.load_results("training")
    for column, factor in (("processor_seconds", 2), ("accuracy", 0.99)):
        other = runs.copy()
        other.loc[other["arm"] == "quick", column] *= factor
        assert len(training.find_faults(other)) == 1, column


def test_shipped_candidates_are_those_of_their_script():
    runs, stored = mc.load_results("candidates")
    assert list(runs["arm"].unique()) == list(candidates.TRIED)
    for part, own in runs.groupby("part"):
        seeds = list(candidates.SEEDS[part])
        assert stored["seeds"][part] == seeds
        for _arm, tried in own.groupby("arm"):
            assert list(tried["seed"]) == seeds
            assert tried["multiplications"].nunique() == 1
    right = 6000 * runs["accuracy"]
    assert (right - right.round()).abs().max() < 1e-6


def test_candidates_change_what_their_names_say():
    from mnist_helpers.architecture import count_multiplications as count

    def cost(name):
        model = candidates.TRIED[name].keywords["build"]()
        return sum(count(layer) or 0 for layer in model.layers)

    cnn = sum(count(layer) or 0 for layer in mh.build_cnn().layers)
    assert cost("pooling before ReLU") == cnn
    assert cost("dense net") < cost("two strides of 2") < cnn
    wide = candidates.build_wide_small()
    assert wide.count_params() <= 10_000


def test_shipped_tries_are_those_of_their_script():
    tried, stored = mc.load_results("refining")
    assert list(tried["arm"].unique()) == list(refining.ARMS)
    assert stored["arms"] == {a: str(s) for a, s in refining.ARMS.items()}
    right = 6000 * tried["accuracy"]
    assert (right - right.round()).abs().max() < 1e-6
    assert all(
        list(own) == [1, 2] for _arm, own in tried.groupby("arm")["seed"]
    )


def test_weights_list_each_opening_of_the_test_set():
    for path in models.WEIGHTS_FOLDER.glob("*.json"):
        stored = json.loads(path.read_text("utf-8"))
        assert stored["test_set_opened"], path.name
        for opening in stored["test_set_opened"]:
            assert opening["lesson"] == "benchmarks.record"
            assert stored["name"] in opening["reason"]


def test_rates_follow_from_their_runs_and_script():
    runs, provenance = mc.load_results("rates")
    assert rates.find_faults(runs, provenance) == []
    assert rates.find_faults(runs[1:], provenance)
    runs.loc[0, "loss"] += 0.01
    assert "the summary is not that of the runs" in rates.find_faults(
        runs, provenance
    )


def test_rates_make_what_they_are_called():
    constant, warm, cosine, cycle = (
        [float(rate(step)) if callable(rate) else rate for step in (0, 50, 99)]
        for rate in (
            rates.make_rate(form, 0.01, 100)
            for form in ("constant", "warm-up", "cosine", "cycle")
        )
    )
    assert constant == [0.01] * 3
    assert warm == pytest.approx([0, 0.01, 0.01])
    assert cosine[:2] == pytest.approx([0.01, 0.005])
    assert cosine[2] < 1e-4 and cycle[0] == 0 and cycle[2] < 1e-4


def test_the_three_ways_follow_from_their_runs_and_script():
    results = mc.load_results("three_ways")
    assert augmentation_effect.find_faults(*results) == []
