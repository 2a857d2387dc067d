"""Counts and measurements against known answers; plots show their data."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from mnist_course.lessons.lesson_03 import plot_pixel_values
from mnist_helpers import (
    count_digits,
    describe_each,
    describe_images,
    ink_per_digit,
    load_mnist,
    mean_images,
    pick_per_digit,
    plot_counts,
    plot_digit,
    plot_digits,
    plot_pixels,
    set_language,
)
from mnist_helpers.figures import caption

# Images per digit, as counted in the published files.
TRAIN = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
TEST = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


@pytest.fixture(scope="module")
def mnist():
    return load_mnist()


@pytest.fixture
def two_images():
    """A zero with a box of ink 4 high and 2 wide, and a blank one."""
    images = np.zeros((2, 28, 28), np.uint8)
    images[0, 3:7, 10:12] = 98
    return images, np.array([0, 1], np.uint8)


def test_count_digits_counts_mnist(mnist):
    (_, y_train), (_, y_test) = mnist
    table = count_digits(train=y_train, test=y_test)
    assert table["train"].tolist() == [*TRAIN, 60000]
    assert table["test"].tolist() == [*TEST, 10000]
    assert table.loc[1, "test %"] == 11.35
    assert table.loc["total", "train %"] == 100


def test_describe_images_says_what_lesson_01_says(mnist):
    (x_train, _), _ = mnist
    table = describe_images(train=x_train)
    row = table.loc["train"]
    assert row["shape"] == "(60000, 28, 28)"
    assert row["pixels per image"] == 784
    assert (row["smallest"], row["largest"]) == (0, 255)
    assert row["mean"] == pytest.approx(33.3184, abs=1e-4)
    assert row["MB"] == pytest.approx(60000 * 784 / 1e6, abs=0.05)
    assert row["images"] == 60000


def test_ink_per_digit_measures_a_drawn_box(two_images):
    table = ink_per_digit(*two_images)
    row = table.loc[0]
    assert row["ink pixels"] == 8
    assert row["brightness"] == 1  # 8 pixels of 98 over 784
    assert (row["box height"], row["box width"]) == (4, 2)
    blank = table.loc[1]
    assert (blank["ink pixels"], blank["box height"]) == (0, 0)
    assert table["images"].tolist() == [1, 1, *[0] * 8]
    assert table.loc[2:, "ink pixels"].isna().all()


def test_describe_each_says_what_was_drawn(two_images):
    images, labels = two_images
    table = describe_each(images[..., None], labels)
    assert table.index.tolist() == [0, 1]
    assert set(table["shape"]) == {"(28, 28, 1)"}
    assert set(table["pixels per image"]) == {784}
    assert table["largest"].tolist() == [98, 0]
    drawn = ["ink pixels", "brightness", "box height", "box width"]
    assert table[drawn].to_numpy().tolist() == [[8, 1, 4, 2], [0, 0, 0, 0]]


def test_digits_of_mnist_fit_a_box_of_20_pixels(mnist):
    # LeCun et al. 1998: normalised to fit a 20x20 box.
    (x_train, y_train), _ = mnist
    table = ink_per_digit(x_train, y_train)
    assert table[["box height", "box width"]].max(axis=None) <= 20


def test_mean_images_of_two_is_half_way():
    images = np.zeros((20, 28, 28), np.uint8)
    images[10:] = 100
    labels = np.tile(np.arange(10), 2)
    assert (mean_images(images, labels) == 50).all()


def test_pick_per_digit_gives_one_of_each(mnist):
    (x_train, y_train), _ = mnist
    images, labels = pick_per_digit(x_train, y_train)
    assert labels.tolist() == list(range(10))
    assert np.array_equal(images[5], x_train[0])  # the first label is 5
    other, same_labels = pick_per_digit(x_train, y_train, seed=1)
    assert same_labels.tolist() == list(range(10))
    assert not np.array_equal(images, other)


def test_plot_counts_draws_the_table(mnist):
    (_, y_train), (_, y_test) = mnist
    ax = plot_counts(count_digits(train=y_train, test=y_test))
    heights = [bar.get_height() for bar in ax.patches]
    assert heights == TRAIN + TEST
    assert "most often 1 (6,742 images)" in caption(ax)
    assert "least often 5 (892)" in caption(ax)


def test_plots_draw_on_the_axes_given():
    ax = plt.subplots()[1]
    assert plot_digit(np.eye(28, dtype="uint8"), ax=ax) is ax
    few = plot_counts(count_digits(few=np.array([3, 3, 9])), ax=ax)
    assert few is ax
    heights = [bar.get_height() for bar in ax.patches]
    assert heights == [0, 0, 0, 2, 0, 0, 0, 0, 0, 1]  # absent digits, too


def test_plot_pixels_writes_every_number(mnist):
    image = mnist[0][0][0]
    ax = plot_pixels(image)
    written = [int(text.get_text()) for text in ax.texts]
    assert written == image.ravel().tolist()


def test_plot_pixel_values_says_how_much_is_paper(two_images):
    figure = plot_pixel_values(drawn=two_images[0])
    # 8 of 2 * 784 pixels have ink.
    assert caption(figure) == "drawn: values from 0 to 98, 99.5 % of them 0."


def test_pixel_values_have_decimal_commas_in_indonesian(two_images):
    set_language("id")
    figure = plot_pixel_values(drawn=two_images[0] / 255)
    figure.canvas.draw()
    (ax,) = figure.axes
    written = [text.get_text() for text in ax.get_xticklabels()]
    assert "0,2" in written
    assert "." not in "".join(written)


def test_caption_of_digits_says_ink_and_box(two_images):
    images, labels = two_images
    assert "0 (8, 4 × 2), 1 (0, 0 × 0)" in caption(plot_digits(images, labels))
    assert "a (8, 4 × 2)" in caption(plot_digits(images[:1], titles=["a"]))
    alone = caption(plot_digit(images[0], 7))
    assert alone.startswith("Label 7. ")
    assert "8 of them with ink, in a box 4 high and 2 wide" in alone


def test_caption_of_many_digits_stays_short(mnist):
    (x_train, y_train), _ = mnist
    text = caption(plot_digits(x_train[:21], y_train[:21]))
    assert text.startswith("21 images, row by row: 5, 0, 4, 1")
    assert "×" not in text
    assert caption(plot_digits(x_train[:21])) == "21 images."


def test_plot_digits_shows_images_and_labels(mnist):
    (x_train, y_train), _ = mnist
    figure = plot_digits(x_train[:7], y_train[:7], columns=4)
    assert len(figure.axes) == 8
    titles = [ax.get_title() for ax in figure.axes]
    assert titles == ["5", "0", "4", "1", "9", "2", "1", ""]


def test_fonts_are_readable_on_a_projector(mnist):
    (x_train, y_train), _ = mnist
    drawings = [
        plot_counts(count_digits(train=y_train)),
        plot_digit(x_train[0], 5),
        plot_digits(x_train[:5], y_train[:5]),
        plot_pixels(x_train[0]),
    ]
    for drawing in drawings:
        drawing.figure.canvas.draw()
        for ax in drawing.figure.axes:
            texts = [ax.title, ax.xaxis.label, ax.yaxis.label, *ax.texts]
            if ax.axison:
                texts += [*ax.get_xticklabels(), *ax.get_yticklabels()]
            for text in texts:
                assert not text.get_text() or text.get_fontsize() >= 11
