"""Comparisons of the same digits before and after augmentation."""

import numpy as np
import pytest

from mnist_helpers import (
    Augmentation,
    augment_dataset,
    caption,
    compare_counts,
    compare_ink,
    list_closest_pairs,
    load_mnist,
    pick_per_digit,
    plot_answers_by_angle,
    plot_before_after,
    plot_closest_pairs,
    plot_distances,
    plot_ink_before_after,
    plot_mean_before_after,
    plot_pairs,
    plot_speeds,
    set_language,
)


@pytest.fixture(scope="module")
def digits():
    (images, labels), _ = load_mnist()
    return pick_per_digit(images, labels, seed=3)


def tile(figure, row, column, *, gap=0):
    """One image out of the picture that a grid is drawn as."""
    canvas = figure.axes[0].images[0].get_array()
    top, left = 30 * row, 30 * column + gap
    return np.asarray(canvas[top : top + 28, left : left + 28])


def test_compare_counts_says_how_many_were_made():
    before = np.array([0, 0, 1], np.uint8)
    after = np.array([0, 0, 1, 0, 0, 1, 1], np.uint8)
    table = compare_counts(before, after)
    assert table.loc["0"].tolist() == [2, 2, 4]
    assert table.loc["1"].tolist() == [1, 2, 3]
    assert table.loc["9"].tolist() == [0, 0, 0]
    assert table.loc["total"].tolist() == [3, 4, 7]


def test_compare_ink_of_the_same_images_is_the_same(digits):
    images, labels = digits
    table = compare_ink(images, images, labels, labels)
    for name in table.columns.get_level_values(0).unique():
        assert table[name, "before"].equals(table[name, "after"])


def test_plot_before_after_shows_original_and_copies(digits):
    images, labels = digits
    figure = plot_before_after(
        images[:3], labels[:3], Augmentation(), copies=2
    )
    assert len(figure.axes) == 9
    shown = figure.axes[0].images[0].get_array()
    assert np.array_equal(shown, images[0])
    assert "0, 1, 2" in caption(figure)


def test_plot_before_after_writes_the_settings_drawn_for_each_copy(digits):
    images, labels = digits
    settings = Augmentation()
    figure = plot_before_after(images[:2], labels[:2], settings, copies=2)
    drawn = settings.draw(4, seed=7)
    everything, _labels = augment_dataset(
        images[:2], labels[:2], settings, copies=2
    )
    # Second image, second copy: the last of each.
    assert np.array_equal(figure.axes[5].images[0].get_array(), everything[5])
    title = figure.axes[5].get_title()
    assert f"rotation {drawn.rotation[3]:.1f}°" in title
    assert f"zoom {drawn.zoom_x[3]:.2f} × {drawn.zoom_y[3]:.2f}" in title


def test_plot_pairs_sets_each_copy_beside_its_original(digits):
    images, _labels = digits
    labels = np.array([4, 2, 4, 2, 4, 2, 4, 2, 4, 2], np.uint8)
    copies = 255 - images
    figure = plot_pairs(images, copies, labels, pairs=2)
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


def test_plot_ink_before_after_tells_the_mean_change(digits):
    images, labels = digits
    wider = images.copy()
    wider[:, 0, 0] = 1  # one pixel of ink more, and a box up to the corner
    table = compare_ink(images, wider, labels, labels)
    figure = plot_ink_before_after(table)
    assert len(figure.axes) == 4
    ink = (images > 0).sum(axis=(1, 2)).mean()
    assert f"ink pixels {ink:.1f} before, {ink + 1:.1f} after (+" in caption(
        figure
    )


def test_plot_answers_by_angle_tells_where_the_answer_changes():
    angles = np.arange(0, 181, 30)
    probabilities = np.zeros((7, 10))
    for place, answer in enumerate([6, 6, 6, 4, 9, 9, 9]):
        probabilities[place, answer] = 1
    ax = plot_answers_by_angle(angles, probabilities)
    assert "6 from 0°, 4 from 90°, 9 from 120°." in caption(ax)
    six, nine, others = (line.get_ydata() for line in ax.lines)
    assert six.tolist() == [1, 1, 1, 0, 0, 0, 0]
    assert nine.tolist() == [0, 0, 0, 0, 1, 1, 1]
    assert others.tolist() == [0, 0, 0, 1, 0, 0, 0]


def test_plot_speeds_says_how_many_times_faster():
    ax = plot_speeds({"one": 4000, "two": 50000})
    assert "two is 12.5 times as fast as one" in caption(ax)
    set_language("id")
    ax = plot_speeds({"one": 4000, "two": 50000})
    assert "two 12,5 kali secepat one" in caption(ax)
    assert ax.get_xlabel() == "Citra per detik"


def test_plot_distances_draws_shares_that_add_up_to_a_hundred():
    near, far = np.array([0.5, 1.0, 1.5]), np.array([4.0, 5.0, 6.0, 9.0])
    ax = plot_distances(leak=near, clean=far)
    heights = [
        np.unique(patch.get_xy(), axis=0)[:, 1].max() for patch in ax.patches
    ]
    assert heights == pytest.approx([25, 100 / 3]) or heights == (
        pytest.approx([100 / 3, 25])
    )
    assert "leak: half of the 3 images" in caption(ax)
    assert "within 5.50, the closest at 4.00" in caption(ax)


def test_list_closest_pairs_has_the_nearest_of_each_digit():
    labels = np.array([3, 3, 7], np.uint8)
    table = list_closest_pairs(
        np.array([2.0, 1.254, 4.0]), np.array([10, 11, 12]), labels
    )
    assert table.index.tolist() == [3, 7]
    assert table.loc[3].tolist() == [1, 11, 1.25]
    assert table.loc[7].tolist() == [2, 12, 4.0]


def test_plot_closest_pairs_has_validation_above_training(digits):
    images, labels = digits
    pairs = list_closest_pairs(np.zeros(10), np.arange(10)[::-1], labels)
    figure = plot_closest_pairs(images, images, pairs)
    assert np.array_equal(tile(figure, 0, 2), images[2])
    assert np.array_equal(tile(figure, 1, 2), images[7])
    assert "2: 0.00" in caption(figure)
