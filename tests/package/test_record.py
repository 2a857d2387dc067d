"""A making of weights resumes, and takes no other recipe's training."""

import numpy as np

from benchmarks import record
from benchmarks.recipes import train_refined
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


def test_the_same_seed_gives_the_same_weights_with_augmentation():
    one, two = (
        train_refined(3, images=2560, epochs=1)[0].get_weights()
        for _ in range(2)
    )
    assert all(np.array_equal(*pair) for pair in zip(one, two, strict=True))
