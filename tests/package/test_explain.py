"""Explanations held against answers that can be worked out."""

import re

import keras
import numpy as np
import pytest
from keras import layers

from mnist_helpers import (
    build_cnn,
    build_dense,
    load_mnist,
    pick_per_digit,
    plot_feature_maps,
    plot_grad_cam,
    plot_kernels,
    scale_pixels,
)
from mnist_helpers.explain import (
    feature_maps,
    grad_cam,
    plot_answers_by_angle,
)
from mnist_helpers.figures import caption


@pytest.fixture(scope="module")
def digits():
    images, labels = pick_per_digit(*load_mnist()[0], seed=3)
    return scale_pixels(images)[..., None], labels


def one_map_model(*, functional=False):
    """A map that is the image itself; class 1 likes its upper half.

    One 1x1 kernel of weight 1, so the map is the image; class 1's score is
    the sum over the upper half, all other scores are 0.
    """
    entry = keras.Input((28, 28, 1))
    stack = [
        layers.Conv2D(1, 1, use_bias=False, name="copy"),
        layers.Flatten(),
        layers.Dense(10, activation="softmax", name="output"),
    ]
    if functional:
        out = entry
        for layer in stack:
            out = layer(out)
        model = keras.Model(entry, out)
    else:
        model = keras.Sequential([entry, *stack])
    weights = np.zeros((784, 10), "float32")
    weights[: 14 * 28, 1] = 0.01
    model.get_layer("copy").set_weights([np.ones((1, 1, 1, 1))])
    model.get_layer("output").set_weights([weights, np.zeros(10)])
    return model


@pytest.mark.parametrize("functional", [False, True])
def test_grad_cam_of_one_map_is_that_map(digits, functional):
    # One map with a positive mean slope: its heat is the map, scaled.
    images, _labels = digits
    heat = grad_cam(
        one_map_model(functional=functional), images, np.ones(10, int)
    )
    expected = images[..., 0] / images.max(axis=(1, 2))[:, None]
    assert np.allclose(heat, expected, atol=1e-5)


def test_grad_cam_is_empty_where_nothing_speaks_for_the_digit(digits):
    # Class 0's score does not depend on the image at all.
    heat = grad_cam(one_map_model(), digits[0], np.zeros(10, int))
    assert not heat.any()


def test_grad_cam_works_on_frozen_models(digits):
    model = one_map_model()
    model.trainable = False
    assert grad_cam(model, digits[0], np.ones(10, int)).any()


def test_grad_cam_explains_the_answer_unless_asked_otherwise(digits):
    keras.utils.set_random_seed(1)
    model = build_cnn()
    answers = model.predict(digits[0], verbose=0).argmax(axis=1)
    assert np.array_equal(
        grad_cam(model, digits[0]), grad_cam(model, digits[0], answers)
    )
    heat = grad_cam(model, digits[0])
    assert heat.shape == (10, 28, 28)
    assert heat.min() >= 0 and heat.max() <= 1


def test_feature_maps_are_the_layers_own_answer(digits):
    model = build_cnn()
    maps = feature_maps(model, digits[0])
    assert maps.shape == (10, 24, 24, 8)
    assert np.allclose(maps, model.layers[0](digits[0]), atol=1e-6)
    assert feature_maps(model, digits[0], "pool_2").shape == (10, 4, 4, 32)


def test_captions_name_the_strong_kernel_and_map(digits):
    model = one_map_model()
    words = caption(plot_kernels(model))
    assert "1 kernels of 1 × 1 of the layer copy; weights from 1" in words
    words = caption(plot_feature_maps(model, digits[0][0]))
    assert "strongest answer is map 1" in words and "silent: none" in words
    dark = caption(plot_feature_maps(model, np.zeros((28, 28, 1), "float32")))
    assert "silent: 1" in dark


def test_plot_grad_cam_shows_each_image_twice(digits):
    images, labels = digits
    figure = plot_grad_cam(build_cnn(), images[:3], labels[:3])
    assert len(figure.axes) == 6
    assert figure.axes[0].get_title().startswith("0 → ")
    assert "0 → " in caption(figure)


def test_answers_by_angle_are_drawn_where_they_change():
    angles = np.array([0.0, 90.0, 180.0])
    probabilities = np.zeros((3, 10))
    probabilities[[0, 1, 2], [6, 6, 9]] = [0.9, 0.6, 0.8]
    probabilities[[0, 1, 2], [9, 0, 6]] = [0.1, 0.4, 0.2]
    ax = plot_answers_by_angle(angles, probabilities)
    six, nine, others = (line.get_ydata().tolist() for line in ax.lines)
    assert six == [0.9, 0.6, 0.2] and nine == [0.1, 0, 0.8]
    assert others == [0, 0.4, 0]
    assert ax.lines[0].get_xdata().tolist() == angles.tolist()
    assert caption(ax).endswith("turns: 6 from 0°, 9 from 180°.")


CNN = build_cnn()
IMAGES = np.zeros((2, 28, 28, 1), "float32")
LABELS = np.zeros(2, int)
SMALL = keras.Sequential([keras.Input((8, 8, 1)), layers.Conv2D(1, 3)])
UNBUILT = keras.Sequential([layers.Conv2D(1, 3)])
ANGLES = np.array([0.0, 5.0])
# Call, the argument that is named, a part of the message.
BAD = [
    (lambda: plot_kernels(CNN, "nothing"), "layer", "conv_1, conv_2"),
    (lambda: plot_kernels(CNN, "dense_1"), "layer", "layer_table(model)"),
    (lambda: plot_kernels(CNN, channel=1), "channel", "be one of 0. "),
    (lambda: plot_kernels(build_dense()), "model", "have a Conv2D layer"),
    (lambda: plot_kernels("model"), "model", "be a Keras model"),
    (lambda: plot_kernels(UNBUILT), "model", "not built"),
    (lambda: feature_maps(CNN, IMAGES, "dense_1"), "layer", "conv_1"),
    (lambda: feature_maps(CNN, IMAGES[0]), "images", "images[None]"),
    (lambda: feature_maps(CNN, IMAGES[..., 0]), "images", "add_channel"),
    (lambda: feature_maps(SMALL, IMAGES), "model", "Input((28, 28, 1))"),
    (lambda: plot_feature_maps(CNN, IMAGES), "image", "images[0]"),
    (lambda: plot_feature_maps(CNN, "x"), "image", "images[0]"),
    (lambda: grad_cam(CNN, IMAGES, LABELS[:1]), "digits", "1 for 2 images"),
    (lambda: grad_cam(CNN, IMAGES, LABELS + 10), "digits", "0 to 9"),
    (lambda: grad_cam(CNN, IMAGES, layer="pool_1"), "layer", "conv_2"),
    (lambda: grad_cam(CNN, IMAGES * np.nan), "images", "nan to nan"),
    (lambda: grad_cam(build_dense(), IMAGES), "model", "Conv2D layer"),
    (lambda: plot_grad_cam(CNN, IMAGES, LABELS[:1]), "labels", "1 for 2"),
    (lambda: plot_grad_cam(CNN, "x", LABELS), "images", "a NumPy array"),
    (
        lambda: plot_answers_by_angle(ANGLES, np.zeros((3, 10))),
        "probabilities",
        "(2, 10)",
    ),
]


@pytest.mark.parametrize(("call", "name", "part"), BAD)
def test_bad_input_is_refused_with_a_remedy(call, name, part):
    with pytest.raises(
        (TypeError, ValueError), match=f"`{name}` must .*{re.escape(part)}"
    ):
        call()
