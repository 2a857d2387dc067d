"""Shapes and parameters worked out by hand, held against the models."""

import json

import keras
import numpy as np
import pandas as pd
import pytest

from mnist_helpers import (
    build_cnn,
    build_dense,
    build_keras_example,
    build_lenet5,
    build_refined,
    compare_models,
    layer_table,
    load_trained,
    models,
    plot_architecture,
    prepare_mnist,
    transform_images,
)
from mnist_helpers.figures import caption
from mnist_helpers.models import RECORD_FILTERS, build_record, build_small

BUILDERS = (
    build_cnn,
    build_dense,
    build_lenet5,
    build_keras_example,
    build_refined,
)


@pytest.mark.parametrize(
    ("build", "by_hand"),
    [
        (build_cnn, 26 * 8 + 201 * 32 + 513 * 128 + 129 * 10),
        # Conv 6@5x5, conv 16@5x5 over 6 maps, dense 400-120-84-10.
        (build_lenet5, 26 * 6 + 151 * 16 + 401 * 120 + 121 * 84 + 85 * 10),
    ],
)
def test_models_have_the_parameters_of_the_formula(build, by_hand):
    assert build().count_params() == by_hand


@pytest.mark.parametrize(
    ("filters", "parameters"),
    [((16, 32, 64), 76122), (RECORD_FILTERS, 290474)],
)
def test_build_refined_has_the_parameters_of_its_layers(filters, parameters):
    # Convolutions without bias; four numbers a map for the normalisation.
    first, middle, last = filters
    kernels = 25 * first + 9 * (first + middle) * middle
    kernels += 9 * (middle + last) * last
    norms = 4 * (first + 2 * middle + 2 * last)
    assert kernels + norms + (9 * last + 1) * 10 == parameters
    assert build_refined(filters).count_params() == parameters


@pytest.mark.parametrize(
    ("build", "name"), [(build_record, "refined"), (build_small, "small")]
)
def test_a_record_answers_with_the_mean_of_nine_looks(build, name):
    model = build()
    look = model.get_layer(name)
    assert model.count_params() == look.count_params()
    _train, (x_val, _y_val) = prepare_mnist()
    x = x_val[:40]
    changes = [{}, {"shift_x": 1}, {"shift_x": -1}, {"shift_y": 1}]
    changes += [{"shift_y": -1}, {"rotation": 5}, {"rotation": -5}]
    changes += [
        {"zoom_x": 1 / size, "zoom_y": 1 / size} for size in (0.93, 1.07)
    ]
    answers = [
        look(transform_images(x, pd.DataFrame(change, range(40))))
        for change in changes
    ]
    assert np.ptp(answers, axis=0).max() > 1e-4
    np.testing.assert_allclose(model(x), np.mean(answers, axis=0), atol=1e-5)


L = keras.layers
IMAGE, LINE = (28, 28, 6), (28, 5)
# Shape, layer, and the products of one image counted by hand: places times
# what each of them takes. What can't be counted is NaN.
EACH = [
    (IMAGE, L.Conv2D(4, 3), 26 * 26 * 9 * 6 * 4),
    (IMAGE, L.Conv2D(4, 3, strides=2, padding="same"), 14 * 14 * 9 * 6 * 4),
    (IMAGE, L.Conv2D(6, 3, groups=3), 26 * 26 * 9 * 2 * 6),
    (IMAGE, L.Conv2D(4, 3, dilation_rate=2), 24 * 24 * 9 * 6 * 4),
    (IMAGE, L.DepthwiseConv2D(3, depth_multiplier=2), 26 * 26 * 9 * 6 * 2),
    (IMAGE, L.SeparableConv2D(5, 3), 26 * 26 * (9 * 6 + 6 * 5)),
    (IMAGE, L.Conv2DTranspose(5, 3, strides=2), 28 * 28 * 6 * 9 * 5),
    (IMAGE, L.Dense(7), 28 * 28 * 6 * 7),
    (IMAGE, L.LayerNormalization(), np.nan),
    (IMAGE, keras.Sequential([L.Dense(7)]), np.nan),
    (IMAGE, L.BatchNormalization(scale=False), 0),
    (IMAGE, L.BatchNormalization(center=False), 0),
    (IMAGE, L.MaxPooling2D(), 0),
    (LINE, L.Conv1D(4, 3, padding="causal"), 28 * 3 * 5 * 4),
    (LINE, L.DepthwiseConv1D(3), 26 * 3 * 5),
    (LINE, L.SeparableConv1D(4, 3), 26 * (3 * 5 + 5 * 4)),
    (LINE, L.Conv1DTranspose(4, 3), 28 * 5 * 3 * 4),
]


@pytest.mark.parametrize(
    ("shape", "layer", "by_hand"), EACH, ids=[row[1].name for row in EACH]
)
def test_multiplications_of_each_kind_of_layer_are_those_by_hand(
    shape, layer, by_hand
):
    model = keras.Sequential([keras.Input(shape), layer])
    table = layer_table(model)
    np.testing.assert_equal(table["multiplications"].tolist(), [by_hand] * 2)
    formula = table["how counted"].iloc[0].replace("·", "*")
    assert not formula or eval(formula) == model.count_params()
    compared = compare_models(one=model).loc["one", "multiplications"]
    np.testing.assert_equal(compared, by_hand)


def test_a_long_architecture_is_wrapped_and_names_every_setting():
    stack = [L.Conv2D(4, 3, strides=2, padding="same", activation="relu")]
    stack += [L.Dropout(0.1, name=f"leave_out_{n}") for n in range(19)]
    model = keras.Sequential([keras.Input((28, 28, 1)), *stack])
    ax = plot_architecture(model, columns=5)
    places = {t.get_position() for t in ax.texts if "_" in t.get_text()}
    assert len(places) == 20
    assert {x for x, _y in places} == {0, 1, 2, 3, 4}
    written = [text.get_text() for text in ax.texts]
    assert any("stride 2, same\nrelu" in text for text in written)


@pytest.mark.parametrize("builder", BUILDERS)
def test_models_take_digits_and_give_ten_probabilities(builder):
    model = builder()
    assert model.input_shape == (None, 28, 28, 1)
    assert model.output_shape == (None, 10)
    assert model.layers[-1].activation is keras.activations.softmax
    assert not model.compiled


@pytest.mark.parametrize("builder", BUILDERS)
def test_layer_table_counts_by_the_formula_that_it_writes(builder):
    model = builder()
    table = layer_table(model)
    assert table.loc["total", "parameters"] == model.count_params()
    layers = table.drop("total")
    counts = [eval(f.replace("·", "*")) for f in layers["how counted"]]
    assert counts == layers["parameters"].tolist()
    assert sum(counts) == model.count_params()


def test_layer_table_shows_each_shape_of_build_cnn():
    table = layer_table(build_cnn())
    assert table.index.name == "layer"
    assert table["output shape"].tolist() == [
        "(24, 24, 8)",
        "(12, 12, 8)",
        "(8, 8, 32)",
        "(4, 4, 32)",
        "(512,)",
        "(128,)",
        "(10,)",
        "",
    ]


def test_multiplications_of_build_cnn_are_those_of_a_hand_count():
    by_hand = 24 * 24 * 25 * 8 + 8 * 8 * 200 * 32 + 512 * 128 + 128 * 10
    table = compare_models(ours=build_cnn(), dense=build_dense())
    assert table.loc["ours", "multiplications"] == by_hand
    assert table.loc["dense", "multiplications"] == 784 * 128 + 128 * 10
    assert table.loc["ours", "layers with weights"] == 4


@pytest.mark.parametrize("builder", BUILDERS)
def test_architecture_figure_tells_every_layer(builder):
    model = builder()
    ax = plot_architecture(model)
    written = "\n".join(text.get_text() for text in ax.texts)
    for layer in model.layers:
        assert layer.name in written
        assert layer.name in caption(ax)
    for text in ax.texts:
        assert not text.get_text() or text.get_fontsize() >= 11


@pytest.mark.parametrize(
    ("name", "number", "most"),
    [
        ("cnn", 6000, 12),
        ("record", 1000, 4),
        ("robust", 6000, 12),
        ("small", 2000, 6),
    ],
)
def test_trained_weights_are_as_good_as_was_measured(name, number, most):
    path = models.WEIGHTS_FOLDER / f"{name}.json"
    measured = json.loads(path.read_text("utf-8"))
    _train, (x_val, y_val) = prepare_mnist()
    model = load_trained(name)
    answers = model.predict(x_val[:number], batch_size=500, verbose=0)
    correct = int((answers.argmax(axis=1) == y_val[:number]).sum())
    # Another processor rounds otherwise: a few images may tip over.
    expected = measured["validation"]["correct"] * number / 6000
    assert abs(correct - expected) <= most, correct
    assert model.count_params() == measured["parameters"]


def test_trained_weights_are_small_enough_to_ship():
    for path in models.WEIGHTS_FOLDER.glob("*.h5"):
        assert path.stat().st_size < 2e6


def test_a_layer_used_twice_multiplies_twice():
    start = keras.Input((14, 14, 1))
    twice = keras.layers.Conv2D(1, 3, padding="same")
    once = keras.layers.MaxPooling2D()(twice(start))
    model = keras.Model(start, keras.layers.Flatten()(twice(once)))
    table = layer_table(model)
    by_hand = 9 * (14 * 14 + 7 * 7)
    assert table.loc["total", "multiplications"] == by_hand
    assert compare_models(a=model).loc["a", "multiplications"] == by_hand
