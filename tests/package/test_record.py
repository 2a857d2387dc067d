"""A making of weights resumes, and takes no other recipe's training."""

from benchmarks import record
from mnist_helpers import build_cnn

CALLS = []


def train(seed):
    CALLS.append(("train", seed))
    return build_cnn(), 1.5


def train_otherwise(seed):
    CALLS.append(("otherwise", seed))
    return build_cnn(), 2.5


def test_kept_trainings_are_used_only_for_the_same_recipe(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(record, "FOLDER", tmp_path)
    CALLS.clear()
    monkeypatch.setitem(record.RECIPES, "cnn", (train, (1,)))
    assert record.train_all("cnn", 1) == [
        {"seed": 1, "seconds_of_training": 1.5}
    ]
    monkeypatch.setitem(record.RECIPES, "cnn", (train, (1, 2)))
    assert len(record.train_all("cnn", 1)) == 2
    monkeypatch.setitem(record.RECIPES, "cnn", (train_otherwise, (1,)))
    (run,) = record.train_all("cnn", 1)
    assert run["seconds_of_training"] == 2.5
    assert CALLS == [("train", 1), ("train", 2), ("otherwise", 1)]
