"""A making of weights resumes, and takes no other recipe's training."""

import numpy as np

from benchmarks import record
from benchmarks.recipes import Trained, train_refined
from mnist_helpers import build_cnn


def train(seed):
    print("train")
    return Trained(build_cnn(), 1.5, 1.5)


def train_otherwise(seed):
    print("otherwise")
    return Trained(build_cnn(), 2.5, 2.5)


def test_kept_trainings_are_used_only_for_the_same_recipe(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(record, "FOLDER", tmp_path)
    for recipe, seconds in (train, 1.5), (train, 1.5), (train_otherwise, 2.5):
        monkeypatch.setitem(record.RECIPES, "cnn", (recipe, (1,)))
        (run,) = record.train_all("cnn", 1)
        assert run == {"seed": 1, "seconds_of_training": seconds}
    assert capsys.readouterr().out.split() == ["train", "otherwise"]


def test_the_same_seed_gives_the_same_weights_with_augmentation():
    one, two = (
        train_refined(3, images=2560, epochs=1).model.get_weights()
        for _ in range(2)
    )
    assert all(np.array_equal(*pair) for pair in zip(one, two, strict=True))
