"""A recorded run holds what was, comes back whole, and its code runs."""

import json

import keras
import numpy as np
import pandas as pd
import pytest
from keras import layers
from recorded_run import (
    LOGS,
    STEPS,
    load_sets,
    made_run,
    make_history,
    make_model,
    settings,
    used_sets,
)

from mnist_course.chapter3 import load_run, record_run
from mnist_course.chapter3.chapters import fill_chapters
from mnist_course.chapter3.code_lines import data_code, model_code
from mnist_course.chapter3.run import unpack_images
from mnist_helpers import Augmentation, load_mnist, set_language


def test_record_holds_the_counts_of_the_arrays():
    facts = made_run().facts
    (images, labels), (_images, test_labels) = load_mnist()
    (_x, y_train), (_x_val, y_val) = used_sets()
    for counts, part in (
        (facts["data"]["train"], labels),
        (facts["data"]["test"], test_labels),
        (facts["split"]["train"], y_train),
        (facts["split"]["val"], y_val),
    ):
        assert counts == np.bincount(part).tolist()
    assert facts["data"]["pixels"] == 784
    assert facts["training"]["steps"] == 50  # 6,400 / 128
    shown = unpack_images(facts["data"]["image"]["pixels"])
    assert np.array_equal(shown[0], images[0])


def text_of(**changes):
    """Chapter 3 of a run with changes, in English."""
    set_language("en")
    run = record_run(**settings(**changes))
    filled, _drawings = fill_chapters(run, [], {})
    return filled["bab_3"].text


def with_rate(rate):
    model = make_model()
    weights = model.get_weights()
    model.compile(
        keras.optimizers.SGD(rate),
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    model.optimizer.iterations.assign(STEPS)
    model.set_weights(weights)
    return model


@pytest.mark.parametrize(
    ("rates", "shown"),
    [
        ([0.01, 0.0025], "0.01 in the first epoch, 0.0025 in the last"),
        ([], "0.0025"),
    ],
)
def test_a_rate_that_a_callback_changed_is_told_with_the_first(rates, shown):
    logs = LOGS | ({"learning_rate": rates} if rates else {})
    changes = {"model": with_rate(0.0025), "history": make_history(logs)}
    assert f"| Learning rate | {shown} |\n" in text_of(**changes)


def test_the_epoch_whose_weights_were_restored_is_found():
    loss, accuracy = LOGS["val_loss"][1], LOGS["val_accuracy"][1]
    logs = LOGS | {
        "val_loss": [loss, loss + 0.2],
        "val_accuracy": [accuracy, accuracy - 0.03],
    }
    run = record_run(**settings(history=make_history(logs)))
    assert run.facts["training"]["epoch_of_weights"] == 1
    assert made_run().facts["training"]["epoch_of_weights"] == 2
    other = LOGS | {"val_loss": [loss + 0.2, loss + 0.1]}
    with pytest.raises(ValueError, match="`history` must .*weights come from"):
        record_run(**settings(history=make_history(other)))


def test_activations_are_named_also_where_they_are_layers():
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(2, 5, strides=4, name="conv"),
            layers.ReLU(name="first"),
            layers.Flatten(),
            layers.Dense(10, name="scores"),
            layers.Activation("softmax", name="last"),
        ]
    )
    model.compile(
        "adam", "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    model.optimizer.iterations.assign(STEPS)
    loss, accuracy = model.evaluate(*load_sets()[1], verbose=0)
    logs = LOGS | {"val_loss": [9, loss], "val_accuracy": [0, accuracy]}
    text = text_of(model=model, history=make_history(logs))
    assert "relu (first); softmax (last)" in text
    assert "linear" not in text


@pytest.mark.parametrize(
    ("batch", "done", "steps"), [(128, 100, 50), (1000, 12, 6), (1000, 14, 7)]
)
def test_the_last_batch_may_be_left_out(batch, done, steps):
    # 6,400 images: 6 whole batches of 1,000 and one of 400.
    changes = {"batch_size": batch, "model": make_model(done)}
    run = record_run(**settings(**changes))
    assert run.facts["training"]["steps"] == steps


def test_first_ten_pictures_are_the_originals_of_the_variations():
    pictures = unpack_images(made_run().facts["augmentation"]["images"])
    (x_train, y_train), _validation = load_sets()
    assert pictures.shape == (50, 28, 28)
    for digit in range(10):
        first = x_train[np.flatnonzero(y_train == digit)[0], ..., 0]
        assert np.array_equal(pictures[digit], (255 * first).round())
        assert not np.array_equal(pictures[digit], pictures[10 + digit])


def test_ink_before_augmentation_is_that_of_the_training_images():
    (x_train, y_train), _validation = used_sets()
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


def test_a_file_that_holds_no_whole_run_is_refused_with_a_remedy(tmp_path):
    path = tmp_path / "run.json"
    facts = dict(made_run().facts)
    del facts["split"], facts["seed"]
    for content, said in (
        ("{", "Expecting property name"),
        ("[]", r"Received \[\]"),
        ('{"schema": 99}', "'schema': 99"),
        (json.dumps(facts), "without seed, split"),
    ):
        path.write_text(content)
        with pytest.raises(ValueError, match=said) as caught:
            load_run(path)
        assert "lesson 14" in str(caught.value)
    with pytest.raises(FileNotFoundError, match="run lesson 14"):
        load_run(tmp_path / "none.json")


def test_a_run_may_use_all_training_images():
    train, _validation = load_sets()
    model = make_model(steps=2 * 422)  # 54,000 / 128, rounded up
    run = record_run(**settings(train=train, model=model))
    facts = run.facts
    assert sum(facts["split"]["train"]) == 54000
    set_language("en")
    filled, _drawings = fill_chapters(run, [], {})
    assert "used for training" not in filled["bab_3"].text.lower()
    assert "[:" not in "".join(data_code(facts) + model_code(facts))


def swap(pair):
    return pair[0][::-1], pair[1][::-1]


def starting_with(layer, loss="mse"):
    model = keras.Sequential(
        [keras.Input((28, 28, 1)), layer, layers.Flatten(), layers.Dense(10)]
    )
    model.compile("adam", loss, metrics=["accuracy"])
    return model


def double(images):
    return 2 * images


def distance(y_true, y_pred):
    return keras.ops.abs(y_true - y_pred)


def with_metrics(metrics):
    model = make_model()
    model.compile("adam", "sparse_categorical_crossentropy", metrics=metrics)
    return model


def test_what_does_not_belong_together_is_refused():
    train, validation = used_sets()
    one_hot = np.eye(10)[train[1]]
    zeros = np.zeros(10000, int)
    for said, changes in (
        ("augmentation` must be an A", {"augmentation": {"rotation": 10}}),
        ("train` must be a pair", {"train": train[0]}),
        ("train` must .*one-hot", {"train": (train[0], one_hot)}),
        ("train` must .*another order", {"train": swap(train)}),
        ("train` must .*seed=8", {"seed": 8}),
        ("train` must .*or its first", {"validation": swap(validation)}),
        ("model` must be a keras.Sequential", {"model": "cnn"}),
        ("model` must .*and accuracy", {"model": with_metrics([])}),
        ("history` must .*Received dict", {"history": {}}),
        (
            r"history` must .*val_loss \(1\)",
            {"history": make_history(LOGS | {"val_loss": [1]})},
        ),
        ("history` must hold all 50 steps", {"batch_size": 256}),
        ("history` must .*after 200", {"model": make_model(2 * STEPS)}),
        ("openings` must hold when and why", {"test": (zeros, zeros)}),
    ):
        with pytest.raises((TypeError, ValueError), match=f"^`{said}"):
            record_run(**settings(**changes))


def test_a_model_that_the_chapter_could_not_describe_is_refused():
    for layer, said in (
        (Augmentation().layer(), "none that augments"),
        (layers.RandomRotation(0.1), "in the pipeline"),
        (layers.Lambda(double), "each of Keras's own"),
        (keras.Sequential([layers.ReLU()]), "one after"),
    ):
        with pytest.raises(ValueError, match=f"^`model` must .*{said}"):
            record_run(**settings(model=starting_with(layer)))
    model = starting_with(layers.ReLU(), distance)
    with pytest.raises(ValueError, match=r"^`model` must .*a loss of Keras"):
        record_run(**settings(model=model))


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


def test_the_written_code_makes_the_run_again():
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
    (x_train, y_train), (x_val, y_val) = used_sets()
    assert np.array_equal(space["x_train"], x_train)
    assert np.array_equal(space["y_train"], y_train)
    assert np.array_equal(space["y_val"], y_val)
    assert space["augmentation"] == Augmentation()
    assert layers_of(space["model"]) == layers_of(make_model())
    assert settings_of(space["model"]) == settings_of(make_model())
    assert space["batches"].element_spec[0].shape == (None, 28, 28, 1)
    assert len(space["history"].history["val_accuracy"]) == 1
    assert len(space["mistakes"]) == (space["y_pred"] != y_val).sum()


def test_the_test_result_comes_with_its_openings():
    y_test = load_mnist()[1][1]
    note = {"time": "T", "lesson": "12", "reason": "to judge"}
    given = Augmentation(rotation=np.float32(7.5), zoom=np.int64(0))
    run = record_run(
        **settings(
            test=(y_test, y_test),
            openings=pd.DataFrame([note]),
            # Numbers of NumPy are stored as numbers.
            augmentation=given,
            batch_size=np.int64(128),
            training_seconds=np.float32(2.5),
        )
    )
    assert run.facts["test"]["interval"]["correct"] == 10000
    assert run.facts["openings"] == [note]
    assert run.facts["augmentation"]["rotation"] == 7.5
    assert run.facts["training"]["seconds"] == 2.5
    set_language("en")
    filled, _drawings = fill_chapters(run, [], {})
    text = filled["bab_4"].text
    assert "| T | 12 | to judge |" in text
    assert "opened 1 time;" in text and "Northcutt" in text
    assert "sealed" not in text and "sealed" not in filled["bab_3"].text
    before, _drawings = fill_chapters(made_run(), [], {})
    assert "sealed" in before["bab_4"].text
    assert "Northcutt" not in before["bab_4"].text
