"""`RandomAffine` and its settings, held against `ImageDataGenerator`."""

from functools import partial

import keras
import numpy as np
import pandas as pd
import pytest
import tensorflow as tf
from hypothesis import given, settings, strategies as st

import mnist_helpers as mh
from benchmarks.augmentation import OneProjection, WithOpenCV
from mnist_helpers import Augmentation, RandomAffine, transform_images

GENERATOR_NAMES = {
    "rotation": "theta",
    "shift_x": "tx",
    "shift_y": "ty",
    "shear": "shear",
    "zoom_x": "zx",
    "zoom_y": "zy",
}


@pytest.fixture(scope="module")
def digits():
    (images, labels), _ = mh.load_mnist()
    return mh.pick_per_digit(images, labels, seed=3)


def generator_twin(images, parameters, fill):
    """What `ImageDataGenerator.apply_transform` makes of the same."""
    generator = Augmentation(fill=fill).generator()
    made = [
        generator.apply_transform(
            image[..., None].astype("float32"),
            {GENERATOR_NAMES[name]: row[name] for name in parameters},
        )
        for image, (_, row) in zip(images, parameters.iterrows(), strict=True)
    ]
    return np.stack(made)[..., 0]


@pytest.mark.parametrize("fill", ["constant", "nearest", "reflect"])
@pytest.mark.parametrize(
    "names",
    [["rotation"], ["shift_x"], ["shift_y"], ["shear"], ["zoom_x", "zoom_y"]]
    + [list(GENERATOR_NAMES)],
    ids=lambda names: "+".join(names),
)
def test_random_affine_matches_image_data_generator(digits, names, fill):
    images, _ = digits
    wide = Augmentation(rotation=25, shift=0.2, shear=20, zoom=0.2)
    parameters = wide.draw(len(images), seed=1)[names]
    ours = transform_images(images.astype("float32"), parameters, fill=fill)
    theirs = generator_twin(images, parameters, fill)
    assert np.abs(ours - theirs).max() <= 2  # grey levels of 255
    assert np.abs(ours - images).mean() > 1  # and something did change


@pytest.mark.parametrize("move", [3, -40])
def test_wrap_rolls_the_image_round(digits, move):
    # SciPy's "wrap", which the generator uses, repeats one pixel too few.
    images = digits[0]
    rolled = transform_images(
        images, pd.DataFrame({"shift_y": [move] * 10}), fill="wrap"
    )
    assert np.array_equal(rolled, np.roll(images, -move, axis=1))


def test_layer_changes_each_channel_alike_and_gives_floats(digits):
    two = np.repeat(digits[0][..., None], 2, axis=-1)
    changed = np.asarray(RandomAffine(seed=1)(two, training=True))
    assert changed.dtype == np.float32
    assert np.array_equal(changed[..., 0], changed[..., 1])
    floats = two.astype("float32")
    assert np.array_equal(changed, RandomAffine(seed=1)(floats, training=True))
    assert np.abs(changed - floats).mean() > 1


def test_layer_repeats_itself_with_a_seed(digits):
    images = digits[0][..., None].astype("float32")
    first, second = RandomAffine(seed=5), RandomAffine(seed=5)
    other = RandomAffine(seed=6)
    changed = first(images, training=True)
    assert np.array_equal(changed, second(images, training=True))
    assert not np.array_equal(changed, other(images, training=True))
    assert not np.array_equal(
        changed, first(images, training=True)
    )  # a new draw each call


def test_layer_survives_saving_in_a_model(tmp_path, digits):
    images = digits[0][..., None].astype("float32")
    layer = RandomAffine(30, 0.2, 10, 0.3, fill="nearest", seed=2)
    model = keras.Sequential([keras.Input((28, 28, 1)), layer])
    model.save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras")
    assert loaded.layers[0].get_config() == layer.get_config()
    assert np.array_equal(model.predict(images, verbose=0), images)
    assert np.array_equal(model(images), images)  # not only with predict
    model.export(tmp_path / "exported", verbose=False)
    exported = tf.saved_model.load(tmp_path / "exported").serve
    assert np.array_equal(exported(images), images)
    assert np.abs(loaded(images, training=True) - images).mean() > 1


@pytest.mark.parametrize("shape", [(28, 28), (4, 28, 28)])
def test_layer_refuses_images_without_a_channel(shape):
    with pytest.raises(ValueError, match="`images` must have shape"):
        RandomAffine()(np.zeros(shape), training=True)


def test_layer_takes_one_image_and_works_in_tf_data(digits):
    images = digits[0][..., None].astype("float32")
    data = tf.data.Dataset.from_tensor_slices(images)
    layer = RandomAffine(seed=2)
    for batches in (data, data.batch(4)):
        changed = batches.map(
            partial(layer, training=True)
        ).as_numpy_iterator()
        made = np.stack(list(changed)) if batches is data else next(changed)
        assert made.shape == images[: len(made)].shape
        assert np.abs(made - images[: len(made)]).mean() > 1


@settings(max_examples=30, deadline=None)
@given(
    st.floats(0, 180), st.floats(0, 0.9), st.floats(0, 80), st.floats(0, 0.9)
)
def test_draws_stay_within_the_settings(rotation, shift, shear, zoom):
    drawn = Augmentation(rotation, shift, shear, zoom).draw(50, seed=1)
    limits = [rotation, 28 * shift, 28 * shift, shear, zoom, zoom]
    middle = [0, 0, 0, 0, 1, 1]
    assert (np.abs(drawn - middle) <= np.array(limits) + 1e-9).all(axis=None)


def test_images_part_by_part_are_those_all_at_once(digits, monkeypatch):
    images, _ = digits
    drawn = Augmentation().draw(len(images), seed=3)
    whole = transform_images(images, drawn)
    monkeypatch.setattr("mnist_helpers.augment.AT_ONCE", 3)
    assert len(images) % 3  # so that the last part is smaller
    assert np.array_equal(transform_images(images, drawn), whole)


def test_no_parameters_change_nothing(digits):
    images, _ = digits
    still = Augmentation(0, 0, 0, 0).draw(len(images))
    assert np.array_equal(transform_images(images, still), images)


def test_shift_of_two_pixels_moves_every_pixel_by_two():
    image = np.zeros((1, 28, 28), np.uint8)
    image[0, 10, 20] = 200
    # The parameter says where a pixel comes from: +2 in x moves ink left.
    moved = transform_images(image, pd.DataFrame({"shift_x": [2.0]}))
    assert moved[0, 10, 18] == 200
    assert moved.sum() == 200


def test_augment_dataset_keeps_the_originals_first(digits):
    images, labels = digits
    more, more_labels = mh.augment_dataset(
        images, labels, Augmentation(), copies=np.int64(2)
    )
    assert more.shape == (30, 28, 28)
    assert np.array_equal(more[:10], images)
    assert np.array_equal(more_labels, np.tile(np.arange(10), 3))
    assert not np.array_equal(more[10:20], more[20:])


@pytest.mark.parametrize(
    "cells",
    [
        {"rotation": [5.0, np.nan]},
        {"shift_x": [None, 1.0]},
        {"shear": [np.inf, 0.0]},
        {"zoom_x": [1.0, 0.0]},
        {"zoom_y": [-1.0, 1.0]},
    ],
)
def test_a_change_without_a_number_makes_no_black_image(cells):
    images = np.full((2, 28, 28), 200, np.uint8)
    with pytest.raises(ValueError, match="`parameters` must .*1 others"):
        transform_images(images, pd.DataFrame(cells))
    with pytest.raises(ValueError, match="`column` must be .*'angle'"):
        transform_images(images, pd.DataFrame({"angle": [1.0, 1.0]}))


@pytest.mark.parametrize("other", [OneProjection, WithOpenCV])
def test_tensorflow_s_and_opencv_s_resampling_make_the_same_images(other):
    (images, _labels), _test = mh.load_mnist()
    images = images[:500, :, :, None].astype("float32") / 255
    layers = RandomAffine(seed=11), other(seed=11)
    mine, theirs = (
        np.asarray(layer(images, training=True)) for layer in layers
    )
    assert np.abs(mine - images).mean() > 0.01
    assert np.allclose(mine, theirs, atol=1e-4)
