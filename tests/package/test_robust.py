"""What the robust model is trained with, judged with, and how good it is."""

import json

import numpy as np
import pytest
import tensorflow as tf

import mnist_course as mc
import mnist_helpers as mh
from benchmarks import recipes, robustness
from benchmarks.corruptions import CORRUPTIONS, corrupt
from benchmarks.disturb import PARTS, UNTOUCHED, bend_images, disturb_images
from mnist_helpers.models import WEIGHTS_FOLDER

_train, (IMAGES, LABELS) = mh.prepare_mnist()
SOME = tf.constant(IMAGES[:400])
MEASURED, _RECORD = mc.load_results("robustness")


def of(model, kind, column="accuracy"):
    rows = MEASURED[(MEASURED["model"] == model) & (MEASURED["kind"] == kind)]
    return rows.set_index("pictures")[column]


@pytest.mark.parametrize("parts", [None, *[(part,) for part in PARTS]])
def test_disturbed_images_keep_shape_and_range(parts):
    tf.random.set_seed(7)
    disturbed = disturb_images(SOME, parts).numpy()
    assert disturbed.shape == SOME.shape and disturbed.dtype == np.float32
    assert disturbed.min() >= 0 and disturbed.max() <= 1
    apart = np.abs(disturbed - SOME).max(axis=(1, 2, 3))
    assert 0.02 < (apart > 0.05).mean() < 1 - UNTOUCHED + 0.08


def test_about_three_images_in_ten_stay_as_they_are():
    assert np.array_equal(disturb_images(SOME, ()), SOME)
    tf.random.set_seed(7)
    disturbed = disturb_images(SOME).numpy()
    same = (disturbed == np.asarray(SOME)).all(axis=(1, 2, 3)).mean()
    assert UNTOUCHED - 0.07 < same < UNTOUCHED + 0.12


def test_backgrounds_are_lifted_and_ink_stays_lighter_than_they_are():
    tf.random.set_seed(7)
    laid = PARTS["backgrounds"](SOME).numpy()
    paper = (np.asarray(SOME) == 0).all(axis=-1)
    ground = np.array([i[p].mean() for i, p in zip(laid, paper, strict=True)])
    assert 0.3 < (ground > 0.1).mean() < 0.6
    ink = np.asarray(SOME)[..., 0] > 0.95
    for image, place, low in zip(laid, ink, ground, strict=True):
        assert image[place].mean() > low


def test_bent_by_nothing_an_image_stays():
    images = tf.random.stateless_uniform((4, 28, 28, 1), seed=(1, 2))
    same = bend_images(images, 0.0)
    # The last row and column are read a thousandth of a pixel further in.
    np.testing.assert_allclose(same, images, atol=1.5e-3)


def test_bent_places_move_by_about_the_amount():
    # Each pixel holds its own column: what comes out says where it is from.
    columns = np.broadcast_to(np.arange(28.0)[:, None], (200, 28, 28, 1))
    tf.random.set_seed(7)
    found = bend_images(tf.constant(columns, tf.float32), 0.5).numpy()
    moves = (found - columns)[:, 8:20, 8:20]
    assert abs(moves.mean()) < 0.05
    # Between the places of the coarse grid the movement is a mean of theirs.
    assert 0.2 < moves.std() < 0.6
    neighbours = np.abs(np.diff(moves, axis=2))
    assert neighbours.max() < 0.7
    far = bend_images(SOME, 2.0).numpy()
    assert far.shape == SOME.shape and far.dtype == np.float32
    assert far.min() >= 0 and far.max() <= 1


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_is_the_same_each_time_and_leaves_the_digit(name):
    images = IMAGES[:60]
    once, again = corrupt(name, images), corrupt(name, images)
    assert np.array_equal(once, again)
    assert once.shape == images.shape and once.dtype == np.float32
    assert once.min() >= 0 and once.max() <= 1
    greys = once * 255
    np.testing.assert_allclose(greys, greys.round(), atol=1e-3)
    assert (np.abs(once - images).max(axis=(1, 2, 3)) > 0.1).mean() > 0.9
    # Still that digit: its own ink stands out, on average.
    ink, paper = images > 0.9, images == 0
    assert once[ink].mean() > once[paper].mean() + 0.1
    by_chance = name not in ("coarse_pixels", "jpeg")
    assert np.array_equal(corrupt(name, images, seed=8), once) != by_chance


def test_motion_moves_the_ink_along_one_line():
    point = np.zeros((40, 28, 28, 1), "float32")
    point[:, 14, 14] = 1
    for image in corrupt("motion_blur", point)[..., 0]:
        rows, columns = np.nonzero(image)
        assert 5 <= len(rows) <= 7
        assert image.sum() == pytest.approx(1, abs=0.02)
        # Its ends lie on whole pixels, so it may be a little longer than 6.
        assert np.hypot(np.ptp(rows), np.ptp(columns)) < 7.3


def test_coarse_pixels_are_nine_by_nine():
    coarse = corrupt("coarse_pixels", IMAGES[:1])[0, ..., 0]
    changes = (np.diff(coarse, axis=0) != 0).any(axis=1).sum()
    assert changes <= 8
    assert (np.diff(coarse, axis=1) != 0).any(axis=0).sum() <= 8


def test_calibration_error_by_hand():
    """Two steps: 0.9 sure and half right, 0.6 sure and always right."""
    shares = np.full((4, 10), 0.1 / 9)
    shares[:, 3] = 0.9
    shares[2:] = 0.4 / 9
    shares[2:, 3] = 0.6
    labels = np.array([3, 4, 3, 3])
    expected = 0.5 * abs(0.9 - 0.5) + 0.5 * abs(0.6 - 1)
    found = robustness.calibration_error(shares, labels)
    assert found == pytest.approx(expected)


def test_calibrating_changes_no_answer_and_finds_a_known_factor():
    """A calibrated CNN whose logits are tripled: the factor is 3 times its."""
    model = mh.load_trained()
    own = recipes.calibrate(model)
    before = model.predict(IMAGES[:500], verbose=0)
    output = model.layers[-1]
    output.set_weights([3 * weights for weights in output.get_weights()])
    assert recipes.calibrate(model) == pytest.approx(3, rel=0.02)
    after = model.predict(IMAGES[:500], verbose=0)
    np.testing.assert_allclose(after, before, atol=5e-3)
    assert own > 0


def test_robust_is_what_was_asked_for():
    corrupted = of("robust", "corrupted")
    assert len(corrupted) == len(CORRUPTIONS) >= 10
    assert corrupted.mean() >= 0.95 and corrupted.min() >= 0.80
    assert of("robust", "made photos")["prepared"] >= 0.975
    made = json.loads((WEIGHTS_FOLDER / "robust.json").read_text("utf-8"))
    assert made["parameters"] <= 300_000
    assert len(made["all_seeds"]["runs"]) == 3
    assert mc.describe_trained().loc["robust", "test"] >= 0.995
    errors = {
        model: of(model, "corrupted", "calibration_error").mean()
        for model in robustness.MODELS
    }
    assert errors["robust"] == min(errors.values())
    assert errors["robust"] < 0.02


def test_the_most_accurate_is_not_the_most_robust():
    names = robustness.MODELS
    clean = {name: of(name, "validation").iloc[0] for name in names}
    spoilt = {name: of(name, "corrupted").mean() for name in names}
    assert max(clean, key=clean.get) == "record"
    assert min(spoilt, key=spoilt.get) == "record"


@pytest.mark.parametrize("name", ["fog", "dotted_line"])
def test_the_shipped_figures_are_those_of_the_shipped_weights(name):
    images = corrupt(name, IMAGES[:2000])
    judged = robustness.judge(mh.load_trained("robust"), images, LABELS[:2000])
    words = robustness.as_words(name)
    for column, near in (("accuracy", 0.004), ("calibration_error", 0.004)):
        stored = of("robust", "corrupted", column)[words]
        assert judged[column] == pytest.approx(stored, abs=near)


def test_each_part_of_the_training_was_left_out_once():
    arms = robustness.PARTS_LEFT_OUT.arms.values()
    assert {part for arm in arms for part in arm["without"]} == set(PARTS)
