"""What the chapters say of a run is so, whatever the run was."""

import json
import re
from functools import cache

import keras
import numpy as np
import pandas as pd
import pytest
from keras import layers
from recorded_run import LOGS, STEPS, make_history, settings

from mnist_course.chapter3 import record_run
from mnist_course.chapter3.chapters import fill_chapters
from mnist_course.chapter3.code_lines import data_code, model_code
from mnist_course.chapter3.parse import parse, plain
from mnist_course.chapter3.run import takes_one_hot
from mnist_helpers import (
    Augmentation,
    build_cnn,
    build_dense,
    build_refined,
    prepare_mnist,
    set_language,
)

CROSS = "sparse_categorical_crossentropy"


def compiled(model, optimizer="adam", loss=CROSS, steps=STEPS):
    model.compile(optimizer, loss, metrics=["accuracy"])
    model.optimizer.iterations.assign(steps)
    return model


def record(model, *, best=None, epochs=2, **changes):
    """A run whose history ends as the model is; nothing is trained."""
    x_val, y_val = changes.get("validation", settings()["validation"])
    model.optimizer.iterations.assign(
        epochs * changes.pop("steps", STEPS // 2)
    )
    if takes_one_hot(model.get_compile_config()["loss"]):
        y_val = keras.utils.to_categorical(y_val, 10)
    loss, accuracy = model.evaluate(x_val, y_val, verbose=0, batch_size=1000)
    worse = [(loss + 1 + n, max(0, accuracy - 0.1)) for n in range(epochs)]
    worse[(best or epochs) - 1] = (loss, accuracy)
    logs = {
        "loss": [0.5] * epochs,
        "accuracy": [0.9] * epochs,
        "val_loss": [pair[0] for pair in worse],
        "val_accuracy": [pair[1] for pair in worse],
        **changes.pop("logs", {}),
    }
    history = make_history(logs)
    return record_run(**settings(model=model, history=history, **changes))


def stack(*parts):
    return keras.Sequential([keras.Input((28, 28, 1)), *parts])


def tanh_model():
    return stack(
        layers.Conv2D(
            6,
            (3, 5),
            name="edges",
            activation="tanh",
            kernel_initializer="he_normal",
            kernel_regularizer=keras.regularizers.L2(1e-4),
        ),
        layers.AveragePooling2D(2),
        layers.SpatialDropout2D(0.2),
        layers.GlobalMaxPooling2D(),
        layers.Dense(10, activation="softmax"),
    )


def separable_model():
    return stack(
        layers.ZeroPadding2D((2, 1)),
        layers.DepthwiseConv2D(3, strides=2),
        layers.SeparableConv2D(8, 3),
        layers.LeakyReLU(negative_slope=0.2),
        layers.GaussianNoise(0.1),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10, activation=layers.Softmax(), dtype="float64"),
    )


def recurrent_model():
    return stack(
        layers.Reshape((28, 28)),
        layers.LSTM(4),
        layers.Dense(10),
        layers.Softmax(),
    )


def with_generator():
    from tensorflow.keras.preprocessing.image import ImageDataGenerator

    return ImageDataGenerator(
        rotation_range=12,
        width_shift_range=0.1,
        height_shift_range=0.1,
        shear_range=5,
        zoom_range=0.1,
        fill_mode="constant",
    )


def other_validation():
    (x_train, y_train), validation = prepare_mnist(validation=5000, seed=3)
    return {
        "train": (x_train[:6400], y_train[:6400]),
        "validation": validation,
        "seed": 3,
    }


MAKERS = {
    "plain": lambda: record(compiled(build_cnn()), augmentation=None),
    "generator": lambda: record(
        compiled(build_cnn()), augmentation=with_generator()
    ),
    "dense": lambda: record(
        compiled(build_dense()), augmentation=None, epochs=1
    ),
    "refined": lambda: record(compiled(build_refined())),
    "sgd, restored": lambda: record(
        compiled(build_cnn(), keras.optimizers.SGD(0.1, momentum=0.9)),
        epochs=3,
        best=2,
    ),
    "other data": lambda: record(
        compiled(build_cnn(), "rmsprop"),
        augmentation=Augmentation(rotation=0, fill="nearest"),
        batch_size=1000,
        steps=7,
        **other_validation(),
    ),
    "logits": lambda: record(
        compiled(
            stack(layers.Flatten(), layers.Dense(10, name="scores")),
            loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        )
    ),
    "tanh, decay": lambda: record(
        compiled(
            tanh_model(),
            keras.optimizers.SGD(
                keras.optimizers.schedules.ExponentialDecay(0.1, 90, 0.5),
                nesterov=True,
                momentum=0.9,
            ),
            "mse",
        )
    ),
    "separable": lambda: record(
        compiled(
            separable_model(),
            keras.optimizers.AdamW(
                keras.optimizers.schedules.CosineDecay(0.01, 100)
            ),
            keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
        ),
        augmentation=None,
    ),
    "recurrent": lambda: record(
        compiled(recurrent_model(), "nadam", "categorical_crossentropy"),
        augmentation=with_generator(),
    ),
}
BY_FLOW = ("generator", "recurrent")


@cache
def make(name):
    return MAKERS[name]()


@cache
def texts(name, language):
    """Chapter 3, chapter 4 and both in one."""
    set_language(language)
    filled, _drawings = fill_chapters(make(name), [], {})
    set_language("en")
    one, two = (filled[c].text for c in ("bab_3", "bab_4"))
    return one, two


@pytest.mark.parametrize("name", MAKERS)
def test_augmentation_is_told_where_there_was_some(name):
    english, results = texts(name, "en")
    indonesian, _results = texts(name, "id")
    augmented = make(name).facts["augmentation"] is not None
    for text in (english, indonesian):
        assert ("rotation_range" in text) == augmented
    assert ("variasi baru" in indonesian) == augmented
    assert ("variations in all" in english) == augmented
    assert ("were not augmented" in english) == (not augmented)
    assert ("tidak diaugmentasi" in indonesian) == (not augmented)
    assert ("on augmented images" in results) == augmented
    by_layer = "layer `RandomAffine`" in english
    by_flow = "method `flow()`" in english
    assert by_layer == (augmented and name not in BY_FLOW)
    assert by_flow == (name in BY_FLOW)
    code = "".join(data_code(make(name).facts))
    assert ("generator.flow(" in code) == (name in BY_FLOW)
    assert ("Augmentation(" in code) == augmented


@pytest.mark.parametrize("name", MAKERS)
def test_layers_and_formulas_are_those_of_the_model(name):
    text, _results = texts(name, "en")
    config = make(name).facts["model"]["config"]
    model = keras.Sequential.from_config(config)
    kinds = [type(layer).__name__ for layer in model.layers]
    has = set(kinds).__contains__
    assert f"It has {len(kinds)} layers" in text
    assert ("A convolution layer" in text) == has("Conv2D")
    assert ("A depthwise convolution" in text) == has("DepthwiseConv2D")
    assert ("A separable convolution" in text) == has("SeparableConv2D")
    for kind, value in (
        ("MaxPooling2D", "largest value of each patch"),
        ("AveragePooling2D", "mean of each patch"),
        ("GlobalMaxPooling2D", "largest value of each feature map"),
        ("GlobalAveragePooling2D", "mean of each feature map"),
    ):
        assert (value in text) == has(kind)
    assert ("Batch normalisation (" in text) == has("BatchNormalization")
    dropout = has("Dropout") or has("SpatialDropout2D")
    assert ("Dropout (Srivastava" in text) == dropout
    named = {str(x.get_config().get("activation")) for x in model.layers}
    relu = has("ReLU") or "relu" in named
    assert ("function ReLU" in text) == relu
    last = model.layers[-1]
    is_softmax = isinstance(last, layers.Softmax)
    ends = str(last.get_config().get("activation"))
    softmax = is_softmax or "softmax" in ends.lower()
    assert ("The softmax function" in text) == softmax
    assert ("10 probabilities" in text) == softmax
    if not any("Conv" in kind for kind in kinds):
        assert ("fully connected neural network" in text) != has("LSTM")
        assert "CNN)" not in text.split("### ")[0]
        assert "Steps of Building the Model" in text
    assert ("no layer of regularisation" in text) == (
        not has("BatchNormalization")
        and not dropout
        and not has("GaussianNoise")
    )


@pytest.mark.parametrize("name", MAKERS)
def test_numbers_of_the_training_add_up(name):
    facts = make(name).facts
    text, _results = texts(name, "en")
    training = facts["training"]
    rows = {
        plain(row[0]): plain(row[1])
        for block in parse(text)
        if block.kind == "table" and plain(block.rows[0][0]) == "Setting"
        for row in block.rows[1:]
    }
    assert rows["Epochs"] == str(training["epochs"])
    assert rows["Steps per epoch"] == str(training["steps"])
    assert rows["Random seed"] == str(facts["seed"])
    used = sum(facts["split"]["train"])
    assert training["steps"] == -(-used // training["batch_size"])
    if facts["augmentation"] and training["epochs"] > 1:
        assert f"{used * training['epochs']:,} variations" in text
    one = training["epochs"] == 1
    assert ("after the first epoch" in text) == (not one)
    assert ("1 epochs" in text) is False
    restored = training["epoch_of_weights"] < training["epochs"]
    assert ("the weights of epoch" in text) == restored
    validation = sum(facts["split"]["val"])
    assert f"{validation:,} validation images" in text
    assert f"{60000 - validation:,} training images" in text


@pytest.mark.parametrize("name", MAKERS)
def test_both_languages_say_the_same(name):
    found = []
    for language in ("en", "id"):
        blocks = parse("\n".join(texts(name, language)))
        found.append(
            [
                (b.kind, b.number, len(b.rows), b.level)
                for b in blocks
                if b.kind not in ("paragraph", "source")
            ]
        )
    assert found[0] == found[1]
    for language in ("en", "id"):
        text = "".join(texts(name, language))
        assert not re.search(r"(?<!=)\b(None|nan|True|False)\b", re.sub(
            r"```.*?```", "", text, flags=re.DOTALL
        ))  # fmt: skip


def without_names(settings):
    """Settings as JSON has them; names of inputs and optimizers count up."""
    settings = json.loads(json.dumps(settings))
    for part in (*settings.get("layers", [])[:1], settings.get("optimizer")):
        if part:
            part["config"].pop("name")
    return settings


@pytest.mark.parametrize("name", MAKERS)
def test_the_written_model_is_the_one_that_was_trained(name):
    facts = make(name).facts
    steps = model_code(facts)
    space = {}
    exec("\n".join([steps[0], *steps[2:4]]), space)
    model, wanted = space["model"], facts["model"]
    assert without_names(model.get_config()) == without_names(wanted["config"])
    made = without_names(model.get_compile_config())
    for part, value in without_names(wanted["compile"]).items():
        assert made[part] == value


@pytest.mark.parametrize("name", ["plain", "recurrent"])
def test_the_written_code_runs(name):
    facts = make(name).facts
    code = "\n".join(data_code(facts) + model_code(facts))
    code = code.replace("epochs=2", "epochs=1, steps_per_epoch=3")
    space = {}
    exec(code, space)
    assert len(space["history"].history["val_accuracy"]) == 1
    images, labels = next(iter(space["batches"]))
    assert images.shape == (128, 28, 28, 1) and len(labels) == 128


def experiment(difference):
    random = np.random.default_rng(7)
    seeds = range(1, 9)
    plain_runs = 0.97 + random.normal(0, 0.001, 8)
    rows = [("plain", s, a) for s, a in zip(seeds, plain_runs, strict=True)]
    other = plain_runs + random.normal(difference, 0.001, 8)
    rows += [("augmented", s, a) for s, a in zip(seeds, other, strict=True)]
    return pd.DataFrame(rows, columns=["arm", "seed", "accuracy"])


@pytest.mark.parametrize(
    ("difference", "verdict"), [(0.02, "; better"), (0, "not shown to differ")]
)
def test_an_experiment_is_told_with_seeds_interval_and_verdict(
    difference, verdict
):
    run = record(compiled(build_cnn()), experiment=experiment(difference))
    set_language("en")
    filled, _drawings = fill_chapters(run, [], {})
    text = filled["bab_4"].text
    assert "8 paired seeds" in text and verdict in text
    assert "95 % interval from" in text
    assert "in the 2 scenarios" in filled["bab_3"].text


def test_test_results_bring_the_most_certain_mistakes():
    from mnist_helpers import load_mnist

    y_test = load_mnist()[1][1]
    probabilities = np.full((10000, 10), 0.01)
    probabilities[np.arange(10000), y_test] = 0.91
    probabilities[5] = np.eye(10)[(y_test[5] + 1) % 10]
    openings = pd.DataFrame(
        [{"time": "2026-01-02", "lesson": "12", "reason": "once"}]
    )
    run = record(
        compiled(build_cnn()), test=(y_test, probabilities), openings=openings
    )
    (mistake,) = run.facts["test"]["mistakes"]
    assert mistake["image"] == 5 and mistake["true"] == y_test[5]
    set_language("en")
    filled, drawings = fill_chapters(run, [], {})
    assert "The most certain mistakes" in filled["bab_4"].text
    assert "mistakes_figure" in drawings
    assert "99.99 %" in filled["bab_4"].text


def test_what_the_chapter_could_not_name_is_refused():
    for name, value in (
        ("horizontal_flip", True),
        ("rescale", 1 / 255),
        ("height_shift_range", 0.3),
        ("zoom_range", [0.5, 1.1]),
        ("cval", 1),
    ):
        generator = with_generator()
        setattr(generator, name, value)
        with pytest.raises(ValueError, match=name) as caught:
            record_run(**settings(augmentation=generator))
        assert str(caught.value).startswith("`augmentation` must")


def test_a_layer_is_taken_for_its_settings():
    given = Augmentation(rotation=3, zoom=0)
    run = record_run(
        **settings(
            augmentation=given.layer(seed=1), history=make_history(LOGS)
        )
    )
    assert run.facts["augmentation"]["rotation"] == 3
    assert run.facts["augmentation"]["by"] == "RandomAffine"


def test_optimizer_and_rate_are_those_of_the_run():
    text, _results = texts("sgd, restored", "en")
    assert "| Optimizer | SGD (momentum=0.9) |" in text
    assert "Kingma" not in text and "one cycle" not in text
    assert "keras.optimizers.SGD(0.1, momentum=0.9)" in text
    text, _results = texts("other data", "id")
    assert "| *Optimizer* | RMSprop |" in text and "Kingma" not in text
    text, _results = texts("other data", "en")
    assert "| Rotation | `rotation_range` | ±0 |" in text
    assert "black (0)" not in text
