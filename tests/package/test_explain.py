"""Explanations held against answers that can be worked out."""

import re

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from mnist_course.lessons.lesson_05 import plot_answers_by_angle
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
from mnist_helpers.explain import feature_maps, grad_cam
from mnist_helpers.figures import caption


@pytest.fixture(scope="module")
def digits():
    images, labels = pick_per_digit(*load_mnist()[0], seed=3)
    return scale_pixels(images)[..., None], labels


def one_map_model():
    """A map that is the image itself; class 1 likes its upper half.

    One 1x1 kernel of weight 1, so the map is the image; class 1's score is
    the sum over the upper half, all other scores are 0.
    """
    model = put_one_by_one(
        [
            layers.Conv2D(1, 1, use_bias=False, name="copy"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax", name="output"),
        ]
    )
    weights = np.zeros((784, 10), "float32")
    weights[: 14 * 28, 1] = 0.01
    model.get_layer("copy").set_weights([np.ones((1, 1, 1, 1))])
    model.get_layer("output").set_weights([weights, np.zeros(10)])
    return model


def body(*, bias=True, activation="softmax"):
    """Lesson 09's kind of CNN, small, as a list of new layers."""
    return [
        layers.Conv2D(4, 5, activation="relu", name="conv_1"),
        layers.MaxPooling2D(3),
        layers.Conv2D(6, 3, activation="relu", name="conv_2"),
        layers.Flatten(),
        layers.Dense(10, use_bias=bias, activation=activation, name="output"),
    ]


def put_one_by_one(stack):
    return keras.Sequential([keras.Input((28, 28, 1)), *stack])


def added_one_by_one(stack):
    model = keras.Sequential()
    for layer in [keras.Input((28, 28, 1)), *stack]:
        model.add(layer)
    return model


def chain(stack, end=lambda answer: answer):
    entry = keras.Input((28, 28, 1))
    answer = entry
    for layer in stack:
        answer = layer(answer)
    return keras.Model(entry, end(answer))


def built_by_its_first_images(stack):
    model = keras.Sequential(stack)
    model.build((None, 28, 28, 1))
    return model


def within_another(stack):
    inner = put_one_by_one(stack[:4])
    return put_one_by_one([inner, *stack[4:]])


class OwnClass(keras.Model):
    def __init__(self, stack):
        super().__init__()
        self.stack = stack

    def call(self, images):
        for layer in self.stack:
            images = layer(images)
        return tf.nn.softmax(images)


def own_class(stack):
    model = OwnClass(stack)
    model(np.zeros((1, 28, 28, 1), "float32"))
    return model


def in_half_precision(policy):
    keras.config.set_dtype_policy(policy)
    try:
        stack = [*body(activation=None), layers.Softmax(dtype="float32")]
        return put_one_by_one(stack)
    finally:
        keras.config.set_dtype_policy("float32")


def scores(last=None):
    return [*body(activation=None), *([] if last is None else [last])]


# The same function in each form that people write it in.
FORMS = {
    "with_input": lambda: put_one_by_one(body()),
    "added": lambda: added_one_by_one(body()),
    "built_late": lambda: built_by_its_first_images(body()),
    "functional": lambda: chain(body()),
    "nested": lambda: within_another(body()),
    "nested_whole": lambda: chain([put_one_by_one(body())]),
    "no_bias": lambda: put_one_by_one(body(bias=False)),
    "own_function": lambda: put_one_by_one(
        body(activation=lambda x: tf.nn.softmax(x))
    ),
    "softmax_layer": lambda: put_one_by_one(scores(layers.Softmax())),
    "activation": lambda: chain(scores(layers.Activation("softmax"))),
    "log_softmax": lambda: chain(scores(layers.Activation("log_softmax"))),
    "lambda": lambda: chain(scores(layers.Lambda(tf.nn.softmax))),
    "operation": lambda: chain(scores(), end=keras.ops.softmax),
    "dropout_behind": lambda: chain([*body(), layers.Dropout(0.5)]),
    "scores": lambda: put_one_by_one(scores()),
    "own_class": lambda: own_class(scores()),
}


@pytest.fixture(scope="module")
def hundred():
    return scale_pixels(load_mnist()[0][0][:100])[..., None]


@pytest.fixture(scope="module")
def plain():
    """A model with a big bias-free last layer, so that softmax is sharp."""
    keras.utils.set_random_seed(3)
    model = FORMS["with_input"]()
    model.set_weights([weight * 3 for weight in model.get_weights()])
    return model


def give_weights(model, weights):
    model.set_weights(weights[: len(model.weights)])
    return model


@pytest.mark.parametrize("form", FORMS)
def test_the_same_function_has_the_same_map_in_any_form(form, plain, hundred):
    model = give_weights(FORMS[form](), plain.get_weights())
    maps = grad_cam(model, hundred)
    assert np.abs(maps - grad_cam(plain, hundred)).max() < 1e-4
    assert np.allclose(
        feature_maps(model, hundred, "conv_2"),
        feature_maps(plain, hundred, "conv_2"),
        atol=1e-5,
    )


def test_a_loaded_model_has_the_map_of_the_saved_one(plain, hundred, tmp_path):
    plain.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    assert np.array_equal(grad_cam(again, hundred), grad_cam(plain, hundred))
    before = again.predict(hundred, verbose=0)
    assert np.array_equal(before, again.predict(hundred, verbose=0))


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
def test_half_precision_gives_nearly_the_same_map(plain, hundred, policy):
    model = give_weights(in_half_precision(policy), plain.get_weights())
    maps = grad_cam(model, hundred, np.zeros(100, int))
    single = grad_cam(plain, hundred, np.zeros(100, int))
    limit = 0.01 if policy == "mixed_float16" else 0.08  # 8 bits of digits
    assert np.abs(maps - single).max() < limit
    assert maps.dtype == np.float32
    assert feature_maps(model, hundred).dtype == np.float32


def test_the_map_is_that_of_slopes_by_finite_differences(plain, hundred):
    """Each weight of a map is how the score grows with all of that map."""
    image, digit, small = hundred[:1], 4, 1e-2
    upper = keras.Sequential([keras.Input((6, 6, 6)), *body()[3:]])
    upper.layers[-1].activation = keras.activations.linear
    upper.set_weights(plain.get_weights()[4:])
    maps = feature_maps(plain, image, "conv_2")
    slopes = []
    for number in range(6):
        step = np.zeros_like(maps)
        step[..., number] = small
        more, less = upper(maps + step), upper(maps - step)
        slopes.append(float((more - less)[0, digit]) / (2 * small) / 36)
    heat = np.maximum((maps[0] * slopes).sum(axis=-1), 0)
    expected = tf.image.resize(heat[..., None], (28, 28))[..., 0]
    found = grad_cam(plain, image, np.array([digit]))[0]
    assert np.allclose(found, expected / np.max(expected), atol=2e-3)


@pytest.mark.parametrize(
    "convolution",
    [
        layers.DepthwiseConv2D(3, name="conv"),
        layers.SeparableConv2D(2, 3, name="conv"),
        layers.Conv2DTranspose(2, 3, name="conv"),
    ],
)
def test_any_convolution_can_be_looked_at(convolution, hundred):
    model = put_one_by_one(
        [convolution, layers.GlobalMaxPooling2D(), layers.Dense(10)]
    )
    assert grad_cam(model, hundred[:2]).shape == (2, 28, 28)
    assert feature_maps(model, hundred[:2]).shape[0] == 2


def test_certainty_is_a_share_also_where_a_model_returns_scores(digits):
    images, labels = digits
    model = put_one_by_one(scores())
    model.set_weights([9 * weight for weight in model.get_weights()])
    title = plot_grad_cam(model, images[:1], labels[:1]).axes[0].get_title()
    assert 10 <= float(title.split("\n")[1].removesuffix(" %")) <= 100


def test_grad_cam_of_one_map_is_that_map(digits):
    # One map with a positive mean slope: its heat is the map, scaled.
    images, _labels = digits
    heat = grad_cam(one_map_model(), images, np.ones(10, int))
    expected = images[..., 0] / images.max(axis=(1, 2))[:, None]
    assert np.allclose(heat, expected, atol=1e-5)


def test_grad_cam_is_empty_where_nothing_speaks_for_the_digit(digits):
    # Class 0's score does not depend on the image at all.
    heat = grad_cam(one_map_model(), digits[0], np.zeros(10, int))
    assert not heat.any()


def test_grad_cam_explains_the_answer_unless_asked_otherwise(digits):
    keras.utils.set_random_seed(1)
    model = build_cnn()
    answers = model.predict(digits[0], verbose=0).argmax(axis=1)
    heat = grad_cam(model, digits[0])
    assert np.array_equal(heat, grad_cam(model, digits[0], answers))
    assert heat.shape == (10, 28, 28)
    assert heat.min() >= 0 and heat.max() <= 1


def test_captions_name_the_strong_kernel_and_map(digits):
    model = one_map_model()
    words = caption(plot_kernels(model))
    assert "1 kernel of 1 × 1 of the layer copy; weights from 1" in words
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
    # Ten shares that do not add up to 1 are no certainty.
    other = put_one_by_one(body(activation="sigmoid"))
    shown = plot_grad_cam(other, images[:2], labels[:2])
    titles = [ax.get_title() for ax in shown.axes]
    assert [title[-1] for title in titles[:2]] == ["–", "–"]


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
TWICE = layers.Conv2D(1, 3, padding="same", name="twice")
USED_TWICE = chain([TWICE, TWICE, layers.Flatten(), layers.Dense(10)])
FEW = chain([layers.Conv2D(1, 3), layers.Flatten(), layers.Dense(3)])
MAPS = chain([layers.Conv2D(1, 3)])
SMALL = keras.Sequential([keras.Input((8, 8, 1)), layers.Conv2D(1, 3)])
UNBUILT = keras.Sequential([layers.Conv2D(1, 3)])
ANGLES = np.array([0.0, 5.0])
# Call, the argument that is named, a part of the message.
BAD = [
    (lambda: plot_kernels(CNN, "dense_1"), "layer", "layer_table(model)"),
    (lambda: plot_kernels(build_dense()), "model", "have a Conv2D layer"),
    (lambda: plot_kernels(UNBUILT), "model", "not built"),
    (lambda: feature_maps(CNN, IMAGES, "dense_1"), "layer", "conv_1"),
    (lambda: feature_maps(CNN, IMAGES[..., 0]), "images", "add_channel"),
    (lambda: feature_maps(SMALL, IMAGES), "model", "Input((28, 28, 1))"),
    (lambda: grad_cam(CNN, IMAGES, LABELS[:1]), "digits", "1 for 2 images"),
    (lambda: grad_cam(USED_TWICE, IMAGES), "model", "2 calls"),
    (lambda: grad_cam(FEW, IMAGES, LABELS + 3), "digits", "one of 0, 1, 2"),
    (lambda: grad_cam(MAPS, IMAGES), "model", "one row of scores"),
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
