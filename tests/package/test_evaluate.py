"""Judgements against hand-worked numbers and scikit-learn."""

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, strategies as st
from sklearn.calibration import calibration_curve
from sklearn.metrics import f1_score, precision_score, recall_score

import mnist_helpers as mh
from mnist_course.lessons.lesson_12 import plot_calibration
from mnist_helpers.figures import caption

TRUE = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 7, 7])
PREDICTED = np.array([0, 1, 2, 3, 4, 5, 6, 1, 8, 9, 1, 7])


def answers(correct, total):
    y_true = np.zeros(total, int)
    return y_true, (np.arange(total) >= correct).astype(int)


def test_wilson_interval_of_9920_of_10000_is_that_of_the_formula():
    interval = mh.accuracy_interval(*answers(9920, 10000))
    # Wilson 1927: centre and half-width for p = 0.992, z = 1.959964.
    p, n, z = 0.992, 10000, 1.959964
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    assert interval.accuracy == 0.992
    assert interval.low == pytest.approx(centre - half, abs=1e-7)
    assert interval.high == pytest.approx(centre + half, abs=1e-7)
    assert (interval.correct, interval.total) == (9920, 10000)


@given(st.integers(1, 300), st.data())
def test_interval_holds_the_accuracy_and_stays_in_range(total, data):
    correct = data.draw(st.integers(0, total))
    interval = mh.accuracy_interval(*answers(correct, total))
    assert 0 <= interval.low <= interval.accuracy <= interval.high <= 1


def test_interval_is_written_as_the_language_does():
    interval = mh.accuracy_interval(*answers(9920, 10000))
    assert str(interval).startswith("99.20 % (95 % interval 99.0")
    mh.set_language("id")
    assert str(interval).startswith("99,20 % (selang kepercayaan 95 % 99,0")
    assert "9.920 dari 10.000" in str(interval)


def test_report_per_digit_is_scikit_learns():
    table = mh.report_per_digit(TRUE, PREDICTED)
    for column, score in (
        ("precision", precision_score),
        ("recall", recall_score),
        ("F1", f1_score),
    ):
        expected = score(TRUE, PREDICTED, average=None)
        np.testing.assert_allclose(table[column], expected)
    assert table["recall"][7] == 1 / 3  # one of three sevens
    assert table["precision"][1] == 1 / 3  # one of three ones
    absent = mh.report_per_digit(np.array([7, 1]), np.array([7, 3])).loc[3]
    assert absent["precision"] == 0 and np.isnan(absent["recall"])


@pytest.mark.parametrize("hide_correct", [False, True])
def test_plot_confusion_names_the_commonest_mistake(hide_correct):
    ax = mh.plot_confusion(TRUE, PREDICTED, hide_correct=hide_correct)
    assert "2 of 12 images are wrong" in caption(ax)
    assert "Most often (2 times): 7 → 1 (" in caption(ax)
    diagonal = ax.images[0].get_array().diagonal().sum()
    assert diagonal == (0 if hide_correct else 10)


def test_plot_confusion_names_every_commonest_mistake():
    ax = mh.plot_confusion(
        np.array([5, 5, 7, 7, 1, 2]), np.array([3, 3, 9, 9, 1, 0])
    )
    assert caption(ax).startswith(
        "5 of 6 images are wrong. Most often (2 times): 5 → 3, 7 → 9"
    )


def test_plot_confusion_without_mistakes_says_so():
    assert "None of 12 is wrong" in caption(mh.plot_confusion(TRUE, TRUE))


PROBABILITIES = np.full((4, 10), 0.01)
for row, (digit, certainty) in enumerate(
    [(3, 0.91), (1, 0.6), (7, 0.8), (1, 0.99)]
):
    PROBABILITIES[row] = (1 - certainty) / 9
    PROBABILITIES[row, digit] = certainty


def test_list_mistakes_puts_the_most_certain_first():
    mistakes = mh.list_mistakes(np.array([3, 2, 9, 7]), PROBABILITIES)
    assert mistakes["image"].tolist() == [3, 2, 1]
    assert mistakes["true"].tolist() == [7, 9, 2]
    assert mistakes["predicted"].tolist() == [1, 7, 1]
    assert mistakes["certainty"].tolist() == [0.99, 0.8, 0.6]
    fewer = mh.list_mistakes(np.array([3, 2, 9, 7]), PROBABILITIES, most=1)
    assert len(fewer) == 1
    right = PROBABILITIES.argmax(axis=1)
    for kind in ("bfloat16", "float32"):
        given = tf.cast(PROBABILITIES, kind)
        none = mh.plot_mistakes(None, mh.list_mistakes(right, given))
        assert caption(none) == "None is wrong."


def test_plot_mistakes_shows_the_images_of_the_table():
    images = np.arange(4, dtype=np.uint8)[:, None, None] * np.ones(
        (1, 28, 28), np.uint8
    )
    mistakes = mh.list_mistakes(np.array([3, 2, 9, 7]), PROBABILITIES)
    figure = mh.plot_mistakes(images, mistakes)
    assert figure.axes[0].images[0].get_array()[0, 0] == 3
    assert figure.axes[0].get_title() == "7 → 1, 99.0 %"


def certain(certainty, right, times):
    """Rows that give digit 3 this certainty, and labels that agree or not."""
    row = np.full(10, (1 - certainty) / 9)
    row[3] = certainty
    labels = np.where(np.arange(times) < right, 3, 4)
    return np.tile(row, (times, 1)), labels


def test_calibration_error_is_the_hand_worked_one():
    # 60 % certain, 4 of 10 right: a gap of 0.2; 95 %, 10 of 10: of 0.05.
    parts = [certain(0.6, 4, 10), certain(0.95, 10, 10)]
    given, labels = (np.concatenate(part) for part in zip(*parts, strict=True))
    ax = plot_calibration(labels, given)
    sentence = caption(ax)
    assert "expected calibration error 12.50 %" in sentence
    assert "Mean certainty 77.50 %, accuracy 70.00 %" in sentence
    assert "10 of 20 answers are more than 90 % certain" in sentence
    points = ax.lines[-1].get_xydata()
    assert np.allclose(points, [[0.6, 0.4], [0.95, 1.0]])


@pytest.mark.parametrize("kind", ["float16", "float32", "float64"])
def test_certainties_on_the_edge_of_a_bin_are_counted_where_they_are(kind):
    # Every tenth from 0.2 to 1, twice: on the edges in any precision.
    edges = np.repeat(np.arange(2, 11) / 10, 2)
    given = ((1 - edges) / 9)[:, None] * np.ones((1, 10))
    given[:, 3] = edges
    given = given.astype(kind)
    labels = np.where(np.arange(18) % 2, 3, 4)
    ax = plot_calibration(labels, given)
    shown, expected = calibration_curve(
        labels == 3, given.max(axis=1).astype(float), n_bins=10
    )
    points = ax.lines[-1].get_xydata()
    assert np.allclose(points, np.column_stack([expected, shown]))
    assert sum(int(text.get_text()) for text in ax.texts) == 18


def test_calibration_of_a_model_that_is_always_right():
    given, labels = certain(0.99, 10, 10)
    assert "accuracy 100.00 %" in caption(plot_calibration(labels, given))


@pytest.mark.parametrize("wrong", [PROBABILITIES * 20 - 5, PROBABILITIES])
def test_calibration_of_what_is_not_probabilities_is_refused(wrong):
    labels = TRUE if wrong is PROBABILITIES else TRUE[:4]
    with pytest.raises(ValueError, match="`probabilities` must "):
        plot_calibration(labels, wrong)
