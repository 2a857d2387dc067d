"""Shipped results are what their experiment and their summary say."""

import json
import re

import pandas as pd
import pytest

import mnist_course as mc
import mnist_helpers as mh
from benchmarks import candidates, experiment, rates, training
from benchmarks.__main__ import EXPERIMENTS
from benchmarks.experiment import Experiment
from benchmarks.recipes import Trained
from benchmarks.record import RECIPES
from mnist_course.experiments import experiment as shipped
from mnist_course.experiments.experiment import describe_trained
from mnist_course.experiments.fingerprint import fingerprint
from mnist_helpers import models

OTHERWISE = str.maketrans("1o", "2a")


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_results_follow_from_their_runs_and_their_experiment(name):
    runs, record = mc.load_results(name)
    one = EXPERIMENTS[name]
    assert one.find_faults(runs, record) == []
    assert one.find_faults(runs[1:], record)
    other = runs.copy()
    other.loc[0, "accuracy"] += 0.00005
    assert one.find_faults(other, record)
    for key in {"seeds", "arms", "corruptions"} & set(record):
        changed = json.loads(json.dumps(record[key]).translate(OTHERWISE))
        assert one.find_faults(runs, record | {key: changed}), key


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_record_says_who_made_it_when_and_on_what(name):
    _runs, record = mc.load_results(name)
    assert record["made_by"].startswith("python -m benchmarks")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", record["made_on"])
    opened = len(record.get("test_set_opened", []))
    assert opened == (name == "training")
    assert ("not opened" in record["judged_on"]) != opened
    assert {"processor", "tensorflow", "keras"} <= set(record["machine"])


def test_stored_runs_of_each_experiment_are_known_by_all_its_code():
    """Else `run_experiment` would refuse to make it again."""
    found = [*EXPERIMENTS.values(), *candidates.PARTS.values()]
    own = [one for one in found if isinstance(one, Experiment)]
    known = {fingerprint(one.train, one.judge, {**one.arms}) for one in own}
    known |= {fingerprint(recipe) for recipe, _seeds in RECIPES.values()}
    assert len(known) == len(own) + len(RECIPES)


def test_all_that_is_shipped_has_an_experiment():
    files = {path.stem for path in shipped.RESULTS_FOLDER.iterdir()}
    assert files == set(EXPERIMENTS)


def test_a_changed_mean_or_digit_is_named():
    runs, record = mc.load_results("augmentation_effect")
    runs.loc[runs["arm"] == "augmented", "accuracy"] += 0.002
    faults = EXPERIMENTS["augmentation_effect"].find_faults(runs, record)
    assert "digits do not add up to the accuracy" in faults
    assert "augmented, mean is another" in faults
    runs, record = mc.load_results("rates")
    runs.loc[0, "loss"] += 0.01
    faults = EXPERIMENTS["rates"].find_faults(runs, record)
    assert faults == ["OneCycle, loss is another"]


def test_no_digit_has_more_right_answers_than_images():
    runs, _record = mc.load_results("augmentation_effect")
    _train, (_images, labels) = mh.prepare_mnist()
    images = pd.Series(labels).value_counts().sort_index().to_numpy()
    correct = runs.filter(like="correct_")
    assert (correct <= images).all(axis=None)
    assert (correct >= 0.9 * images).all(axis=None)


def test_unknown_results_are_refused():
    with pytest.raises(ValueError, match="`name` must be one of augmentation"):
        mc.load_results("dropout")


def train(seed, *, digit):
    print(seed)
    return Trained(digit, 1.5, 1.5)


def judge(trained, data):
    _images, labels = data
    return {"accuracy": (labels == trained.model).mean()}


def test_an_experiment_resumes_is_written_and_read_back(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    for module in (experiment, shipped):
        monkeypatch.setattr(module, "RESULTS_FOLDER", tmp_path / "results")
    arms = {"ones": {"digit": 1}, "twos": {"digit": 2}}
    again = Experiment("once more", train, arms, (1, 2), judge)
    for _time in range(2):
        made, facts = again.measure("again", jobs=1)
    assert capsys.readouterr().out.split() == ["1", "1", "2", "2"]
    experiment.write_results("again", made, **facts)
    runs, record = mc.load_results("again")
    pd.testing.assert_frame_equal(runs, made)
    assert again.find_faults(runs, record) == []
    assert record["made_by"] == "python -m benchmarks again"
    assert (record["how"], record["arms"]) == ("once more", arms)
    assert set(record["machine"]) >= {"processor", "tensorflow"}


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


def test_speeds_have_means_ratios_and_intervals():
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
    table = training.compare_speed(runs)
    assert table.index.tolist() == [*seconds]
    assert table["times as fast"].tolist() == pytest.approx([1, 15, 10 / 3])
    # Student's t of two degrees of freedom is 4.3027; 4.3027 / sqrt(3).
    for name, value in (("low", 99 - 2.4841), ("high", 99 + 2.4841)):
        assert table[name].tolist() == pytest.approx([value] * 3, abs=1e-3)


def test_a_slow_or_inaccurate_cnn_is_noticed():
    runs, _provenance = mc.load_results("training")
    for column, factor in (("processor_seconds", 2), ("accuracy", 0.99)):
        other = runs.copy()
        other.loc[other["arm"] == "quick", column] *= factor
        assert len(training.find_broken(other)) == 1, column


def test_candidates_change_what_their_names_say():
    def count(model):
        return mh.layer_table(model).loc["total", "multiplications"]

    def cost(name):
        return count(candidates.TRIED[name].keywords["build"]())

    cnn = count(mh.build_cnn())
    assert cost("pooling before ReLU") == cnn
    assert cost("dense net") < cost("two strides of 2") < cnn
    wide = candidates.build_wide_small()
    assert wide.count_params() <= 10_000


def test_weights_list_each_opening_of_the_test_set():
    for path in models.WEIGHTS_FOLDER.glob("*.json"):
        stored = json.loads(path.read_text("utf-8"))
        assert stored["test_set_opened"], path.name
        for opening in stored["test_set_opened"]:
            assert opening["lesson"] == "benchmarks.record"
            assert stored["name"] in opening["reason"]


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
