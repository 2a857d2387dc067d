"""Comparisons of the same digits before and after augmentation."""

import numpy as np
import pandas as pd
import pytest

import mnist_course as mc
import mnist_helpers as mh
from mnist_course.lessons.lesson_06 import (
    compare_ink,
    plot_ink_before_after,
    plot_mean_before_after,
    plot_pairs,
)
from mnist_helpers import before_after
from mnist_helpers.affine import NEUTRAL, PARAMETERS
from mnist_helpers.before_after import compare_counts, plot_before_after
from mnist_helpers.figures import caption


@pytest.fixture(scope="module")
def digits():
    (images, labels), _ = mh.load_mnist()
    return mh.pick_per_digit(images, labels, seed=3)


WHEN = ("before", "after")


def tile(figure, row, column, *, gap=0):
    """One image out of the picture that a grid is drawn as."""
    canvas = figure.axes[0].images[0].get_array()
    top, left = 30 * row, 30 * column + gap
    return np.asarray(canvas[top : top + 28, left : left + 28])


def test_compare_counts_says_how_many_were_made():
    before = np.array([0, 0, 1], np.uint8)
    after = np.array([0, 0, 1, 0, 0, 1, 1], np.uint8)
    table = compare_counts(before, after)
    assert [*table] == ["before", "made", "after"]
    assert table.loc[0].tolist() == [2, 2, 4]
    assert table.loc[1].tolist() == [1, 2, 3]
    assert table.loc[9].tolist() == [0, 0, 0]
    assert table.loc["total"].tolist() == [3, 4, 7]


def test_compare_ink_measures_both_sets_as_ink_per_digit_does(digits):
    images, labels = digits
    mirrored = images[::-1]  # other images under each digit
    table = compare_ink(images, mirrored, labels, labels)
    names = ["ink pixels", "brightness", "box height", "box width"]
    assert [*table] == [(n, when) for n in names for when in WHEN]
    for name in names:
        before = mh.ink_per_digit(images, labels)[name]
        after = mh.ink_per_digit(mirrored, labels)[name]
        assert table[name, "before"].equals(before)
        assert table[name, "after"].equals(after)
    assert not table["ink pixels", "before"].equals(
        table["ink pixels", "after"]
    )


def test_plot_before_after_writes_the_settings_drawn_for_each_copy(digits):
    images, labels = digits
    settings = mh.Augmentation()
    figure = plot_before_after(images[:2], labels[:2], settings, copies=2)
    assert len(figure.axes) == 6
    shown = [ax.images[0].get_array() for ax in figure.axes]
    assert np.array_equal(shown[0], images[0])
    assert "Digits 0, 1: " in caption(figure)
    drawn = settings.draw(4, seed=7)
    everything, _labels = mh.augment_dataset(
        images[:2], labels[:2], settings, copies=2
    )
    # Second image, second copy: the last of each.
    assert np.array_equal(shown[5], everything[5])
    title = figure.axes[5].get_title()
    assert title.startswith(f"{drawn.rotation[3]:.0f}° · ")
    wide, high = 100 / drawn.zoom_x[3], 100 / drawn.zoom_y[3]
    assert title.endswith(f"{wide:.0f} × {high:.0f} %")


@pytest.mark.parametrize(
    ("change", "said", "moved"),
    [
        ({"shift_x": 3.0}, "0° · -3.0; 0.0 px", (0, -3)),
        ({"shift_y": -2.0}, "0° · 0.0; 2.0 px", (2, 0)),
        ({"rotation": 90.0}, "90° · ", (-8, -8)),  # right goes up
        ({"zoom_x": 2.0}, "50 × 100 %", (0, -4)),
    ],
)
def test_a_change_is_written_as_a_reader_sees_it(change, said, moved):
    # A dot 8 pixels right of the centre; where it goes is what is said.
    image = np.zeros((1, 29, 29), np.uint8)[:, :28, :28]
    image[0, 13:15, 21:23] = 255
    drawn = pd.DataFrame([dict(zip(PARAMETERS, NEUTRAL, strict=True))])
    drawn = drawn.assign(**change).astype(float)
    after = mh.transform_images(image, drawn)[0]
    rows, columns = np.nonzero(after > 100)
    where = (rows.mean() - 13.5, columns.mean() - 21.5)
    assert np.allclose(where, moved, atol=0.8)
    assert said in before_after._describe_change(drawn.iloc[0])


@pytest.mark.parametrize(
    "call",
    [
        lambda a, b, y: mc.lesson_06.compare_ink(a, b, y, y),
        lambda a, b, y: plot_mean_before_after(a, b, y, y),
        lambda a, b, y: plot_pairs(a, b, y),
    ],
)
def test_images_in_other_units_are_not_compared(digits, call):
    images, labels = digits
    scaled = images / np.float32(255)
    for one, other in ((images, scaled), (scaled, images)):
        with pytest.raises(ValueError, match="Scale both, or neither"):
            call(one, other, labels)
    call(scaled, scaled, labels)


def test_plot_pairs_sets_each_copy_beside_its_original(digits):
    images, _labels = digits
    labels = np.array([4, 2, 4, 2, 4, 2, 4, 2, 4, 2], np.uint8)
    copies = 255 - images
    figure = plot_pairs(images, copies, labels)
    assert np.array_equal(tile(figure, 4, 0), images[0])
    assert np.array_equal(tile(figure, 4, 1), copies[0])
    assert np.array_equal(tile(figure, 2, 2, gap=6), images[3])
    assert np.array_equal(tile(figure, 2, 3, gap=6), copies[3])


def test_plot_mean_before_after_has_before_above_after(digits):
    images, labels = digits
    figure = plot_mean_before_after(images, images // 2, labels, labels)
    assert np.array_equal(tile(figure, 0, 3), images[3])
    assert np.array_equal(tile(figure, 1, 3), images[3] // 2)
    brightest = images.max(axis=(1, 2)).mean()
    assert f"{brightest:.1f} before" in caption(figure)


def test_plot_ink_before_after_writes_the_mean_change(digits):
    images, labels = digits
    wider = images.copy()
    wider[:, 0, 0] = 1  # one pixel of ink more, and a box up to the corner
    table = compare_ink(images, wider, labels, labels)
    figure = plot_ink_before_after(table)
    assert [ax.get_ylabel() for ax in figure.axes] == [
        "Ink pixels",
        "Brightness",
        "Box height",
        "Box width",
    ]
    _before, after = figure.axes[0].lines
    assert after.get_ydata().tolist() == table["ink pixels", "after"].tolist()
    ink = (images > 0).sum(axis=(1, 2)).mean()
    assert f"ink pixels {ink:.1f} before, {ink + 1:.1f} after (+" in caption(
        figure
    )


IMAGES, LABELS = np.full((40, 28, 28), 9, np.uint8), np.arange(40) % 10


@pytest.mark.parametrize(
    ("call", "argument", "part"),
    [
        (
            lambda: plot_pairs(IMAGES, IMAGES[:5], LABELS),
            "after",
            "hold one copy of each original",
        )
    ],
)
def test_bad_input_is_refused_with_a_remedy(call, argument, part):
    with pytest.raises(ValueError, match=f"`{argument}` must .*{part}"):
        call()
