"""Near-twins on both sides of a split: their distances and closest pairs."""

import numpy as np
import pytest

import mnist_helpers as mh
from mnist_course.lessons.lesson_06 import (
    list_closest_pairs,
    plot_closest_pairs,
    plot_distances,
)
from mnist_helpers.figures import caption


def test_plot_distances_draws_shares_that_add_up_to_a_hundred():
    near, far = np.array([0.5, 1.0, 1.5]), np.array([4.0, 5.0, 6.0, 9.0])
    ax = plot_distances(leak=near, clean=far)
    shares = {
        line.get_label(): [y for y in line.get_ydata() if y]
        for line in ax.lines
    }
    assert shares["leak"] == pytest.approx([100 / 3] * 3)
    assert shares["clean"] == pytest.approx([25] * 4)
    assert "leak: half of the 3 images" in caption(ax)
    assert "within 5.50, the closest at 4.00" in caption(ax)


def test_list_closest_pairs_has_the_nearest_of_each_digit():
    labels = np.array([3, 3, 7], np.uint8)
    table = list_closest_pairs(
        np.array([2.0, 1.254, 4.0]), np.array([10, 11, 12]), labels
    )
    assert table.index.tolist() == [3, 7]
    assert [*table] == ["validation image", "training image", "distance"]
    assert table.loc[3].tolist() == [1, 11, 1.25]
    assert table.loc[7].tolist() == [2, 12, 4.0]


def test_plot_closest_pairs_has_validation_above_training():
    (images, labels), _test = mh.load_mnist()
    images, labels = mh.pick_per_digit(images, labels)
    pairs = list_closest_pairs(np.zeros(10), np.arange(10)[::-1], labels)
    figure = plot_closest_pairs(images, images, pairs)
    canvas = figure.axes[0].images[0].get_array()  # a gap of two pixels
    assert np.array_equal(canvas[:28, 60:88], images[2])
    assert np.array_equal(canvas[30:58, 60:88], images[7])
    assert "2: 0.00" in caption(figure)


def test_places_of_images_are_shown_ungrouped():
    table = list_closest_pairs(
        np.array([0.5]), np.array([53999]), np.array([3])
    )
    mh.set_language("id")
    assert mh.language.format_table(table).iloc[0].to_dict() == {
        "citra validasi": "0",
        "citra latih": "53999",
        "jarak": "0,5",
    }
