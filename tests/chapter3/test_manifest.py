"""A run's record holds what was, comes back whole, and its code runs."""

import json

import keras
import numpy as np
import pandas as pd
import pytest
from keras import layers
from recorded_run import (
    LOGS,
    load_sets,
    made_run,
    make_history,
    make_model,
    settings,
)

from mnist_helpers import (
    Augmentation,
    load_mnist,
    load_run,
    record_run,
    set_language,
)
from mnist_helpers.report.code_lines import data_code, model_code
from mnist_helpers.report.manifest import unpack_images


def test_record_holds_the_counts_of_the_arrays():
    facts = made_run().facts
    (images, labels), (_images, test_labels) = load_mnist()
    (_x, y_train), (_x_val, y_val) = load_sets()
    for counts, part in (
        (facts["data"]["train"], labels),
        (facts["data"]["test"], test_labels),
        (facts["split"]["train"], y_train),
        (facts["split"]["val"], y_val),
    ):
        assert counts == np.bincount(part).tolist()
    assert facts["data"]["pixels"] == 784
    assert facts["training"]["steps"] == 422  # 54,000 / 128, rounded up
    shown = unpack_images(facts["data"]["image"]["pixels"])
    assert np.array_equal(shown[0], images[0])


def test_first_ten_pictures_are_the_originals_of_the_variations():
    pictures = unpack_images(made_run().facts["augmentation"]["images"])
    (x_train, y_train), _validation = load_sets()
    assert pictures.shape == (50, 28, 28)
    for digit in range(10):
        first = x_train[np.flatnonzero(y_train == digit)[0], ..., 0]
        assert np.array_equal(pictures[digit], (255 * first).round())
        assert not np.array_equal(pictures[digit], pictures[10 + digit])


def test_ink_before_augmentation_is_that_of_the_training_images():
    (x_train, y_train), _validation = load_sets()
    ink = (x_train[y_train == 3] > 0).sum(axis=(1, 2, 3)).mean()
    before = made_run().facts["augmentation"]["before"]
    assert before[3][0] == pytest.approx(ink, abs=0.01)


def test_validation_result_is_the_models_own():
    facts = made_run().facts
    (_train, _y), (x_val, y_val) = load_sets()
    y_pred = make_model().predict(x_val, batch_size=500, verbose=0).argmax(1)
    matrix = np.array(facts["validation"]["confusion"])
    assert matrix[4, 9] == ((y_val == 4) & (y_pred == 9)).sum()
    assert facts["validation"]["interval"]["correct"] == (
        (y_val == y_pred).sum()
    )


def test_a_run_comes_back_from_its_file_as_it_was(tmp_path):
    made_run().save(tmp_path / "run.json")
    assert load_run(tmp_path / "run.json") == made_run()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "cannot be read"),
        ("[]", "version None"),
        ('{"schema": 99}', "version 99"),
        ('{"schema": 1, "data": 3}', "data.sha256"),
    ],
)
def test_a_broken_file_is_refused_with_a_remedy(tmp_path, content, said):
    path = tmp_path / "run.json"
    path.write_text(content)
    with pytest.raises(ValueError, match=said) as caught:
        load_run(path)
    assert "lesson 14" in str(caught.value)


def test_a_record_without_one_part_is_refused_by_its_name(tmp_path):
    facts = json.loads(json.dumps(made_run().facts))
    del facts["split"]["sha256"], facts["seed"]
    (tmp_path / "run.json").write_text(json.dumps(facts))
    with pytest.raises(ValueError, match=r"without seed, split\.sha256"):
        load_run(tmp_path / "run.json")


def test_numbers_of_numpy_are_written_as_numbers():
    turned = Augmentation(rotation=np.float32(7.5), zoom=np.int64(0))
    run = record_run(
        **settings(
            augmentation=turned,
            batch_size=np.int64(128),
            training_seconds=np.float32(2.5),
        )
    )
    assert run.facts["augmentation"]["rotation"] == 7.5
    assert run.facts["training"]["seconds"] == 2.5


def test_a_missing_file_is_said_in_indonesian(tmp_path):
    set_language("id")
    with pytest.raises(FileNotFoundError, match="jalankan pelajaran 14"):
        load_run(tmp_path / "none.json")


def swap(pair):
    return pair[0][::-1], pair[1][::-1]


def with_layer_of_its_own():
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            Augmentation().layer(),
            layers.Flatten(),
            layers.Dense(10),
        ]
    )
    model.compile("adam", "mse", metrics=["accuracy"])
    return model


def with_metrics(metrics):
    model = make_model()
    model.compile("adam", "sparse_categorical_crossentropy", metrics=metrics)
    return model


@pytest.mark.parametrize(
    ("name", "changes", "part"),
    [
        ("batch_size", lambda: {"batch_size": 0}, "1 atau lebih"),
        ("batch_size", lambda: {"batch_size": True}, "1 atau lebih"),
        ("seed", lambda: {"seed": 1.5}, "0 atau lebih"),
        ("training_seconds", lambda: {"training_seconds": -1}, "Hilangkan"),
        (
            "augmentation",
            lambda: {"augmentation": {"rotation": 10}},
            "Augmentation",
        ),
        ("train", lambda: {"train": 3}, "sepasang"),
        ("train", lambda: {"train": swap(load_sets()[0])}, "urutan lain"),
        ("train", lambda: {"seed": 8}, "seed=8"),
        ("model", lambda: {"model": "cnn"}, "keras.Sequential"),
        ("model", lambda: {"model": with_layer_of_its_own()}, "pipeline"),
        ("model", lambda: {"model": with_metrics([])}, "akurasi"),
        ("history", lambda: {"history": {}}, "validation_data"),
        ("history", lambda: {"history": make_history({"loss": [1]})}, "fit"),
        (
            "history",
            lambda: {"history": make_history(LOGS | {"loss": [1, np.nan]})},
            "berhingga",
        ),
        ("history", lambda: {"batch_size": 256}, "batch_size"),
        ("history", lambda: {"model": make_model(2 * 844)}, "fit kedua"),
        (
            "openings",
            lambda: {"test": (np.zeros(10000, int),) * 2},
            "pelajaran 12",
        ),
        ("openings", lambda: {"openings": [1]}, "SealedTest"),
    ],
)
def test_what_does_not_belong_together_is_refused(
    name, changes, part, assert_refused
):
    everything = settings(**changes())
    assert_refused(lambda: record_run(**everything), name, part)


def test_the_test_result_comes_with_its_openings():
    y_test = load_mnist()[1][1]
    note = {"time": "2026-01-02", "lesson": "12", "reason": "once"}
    run = record_run(
        **settings(test=(y_test, y_test), openings=pd.DataFrame([note]))
    )
    assert run.facts["test"]["interval"]["correct"] == 10000
    assert run.facts["openings"] == [note]


def layers_of(model):
    """What the model is; its input's name counts up with each model made."""
    config = json.loads(json.dumps(model.get_config()))
    config["layers"][0]["config"].pop("name")
    return config


def settings_of(model):
    """How it is compiled; the optimizer's name counts up likewise."""
    config = json.loads(json.dumps(model.get_compile_config()))
    config["optimizer"]["config"].pop("name")
    return config


def test_the_printed_code_makes_the_run_again():
    facts = made_run().facts
    code = "\n".join(data_code(facts) + model_code(facts))
    # Less work, the same calls: ten batches, one epoch.
    for whole, part in (
        (
            "pairs = (x_train, y_train)",
            "pairs = x_train[:1280], y_train[:1280]",
        ),
        ("epochs=2", "epochs=1"),
    ):
        assert code.count(whole) == 1
        code = code.replace(whole, part)
    space = {}
    exec(code, space)
    (x_train, y_train), (x_val, y_val) = load_sets()
    assert np.array_equal(space["x_train"], x_train)
    assert np.array_equal(space["y_val"], y_val)
    assert space["augmentation"] == Augmentation()
    assert layers_of(space["model"]) == layers_of(make_model())
    assert settings_of(space["model"]) == settings_of(make_model())
    assert space["batches"].element_spec[0].shape == (None, 28, 28, 1)
    assert len(space["history"].history["val_accuracy"]) == 1
    assert len(space["mistakes"]) == (space["y_pred"] != y_val).sum()


def test_code_of_steps_1_to_4_alone_gives_the_arrays():
    space = {}
    exec("\n".join(data_code(made_run().facts)[:4]), space)
    assert np.array_equal(space["x_train"], load_sets()[0][0])


@pytest.mark.parametrize(
    ("optimizer", "loss", "line"),
    [
        ("adam", "mse", "keras.optimizers.Adam(0.001)"),
        (
            keras.optimizers.SGD(0.1, momentum=0.9),
            keras.losses.SparseCategoricalCrossentropy(),
            "keras.optimizers.SGD(0.1, momentum=0.9)",
        ),
    ],
)
def test_other_settings_are_written_as_they_would_be_typed(
    optimizer, loss, line
):
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(4, (3, 5), strides=2, padding="same"),
            layers.Flatten(),
            layers.Dropout(0.25, name='say "no"'),
            layers.Dense(
                10,
                kernel_initializer="he_normal",
                kernel_regularizer=keras.regularizers.L2(0.5),
            ),
        ]
    )
    model.compile(optimizer, loss, metrics=["accuracy"])
    facts = made_run().facts | {
        "model": {
            "config": model.get_config(),
            "compile": model.get_compile_config(),
        }
    }
    steps = model_code(facts)
    assert line in steps[3]
    space = {"layers": layers, "keras": keras}
    exec("\n".join(steps[2:4]), space)
    assert layers_of(space["model"]) == layers_of(model)
    made = space["model"].get_compile_config()
    assert made["loss"] == model.get_compile_config()["loss"]
