"""The recorded results are what their script and their summary say."""

import re

import pandas as pd
import pytest

from benchmarks import augmentation_effect
from mnist_helpers import load_results, prepare_mnist, recorded, set_language

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
