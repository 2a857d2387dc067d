"""Plots of training's beginning, held against calculus and formulas."""

import numpy as np
import pytest

from mnist_course.lessons.lesson_10 import (
    plot_activations,
    plot_loss_after_step,
    plot_spread,
    plot_weights,
)
from mnist_helpers import build_cnn, set_language
from mnist_helpers.figures import caption


def test_slopes_of_activations_are_those_of_calculus():
    values, slopes = plot_activations().axes
    relu, sigmoid, tanh = (line.get_ydata() for line in slopes.lines)
    places = slopes.lines[0].get_xdata()
    assert (relu == (places > 0)).all()
    assert np.isclose(sigmoid.max(), 0.25) and np.isclose(tanh.max(), 1)
    at_2 = np.argmin(abs(places - 2))
    assert np.isclose(tanh[at_2], 1 - np.tanh(2) ** 2, atol=1e-4)
    assert np.isclose(values.lines[1].get_ydata()[at_2], 1 / (1 + np.exp(-2)))
    sentence = "sigmoid: slope 0.250 at 0.05, 0.002 at 6, at most 0.25."
    assert sentence in caption(values)


@pytest.mark.parametrize(
    ("layer", "number", "limit"),
    [("conv_2", 25 * 8 * 32, 25 * 40), ("dense_1", 512 * 128, 512 + 128)],
)
def test_first_weights_lie_within_glorots_limits(layer, number, limit):
    ax = plot_weights(build_cnn(), layer)
    assert sum(bar.get_height() for bar in ax.patches) == number
    drawn = [line.get_xdata()[0] for line in ax.lines]
    assert np.allclose(drawn, [-np.sqrt(6 / limit), np.sqrt(6 / limit)])
    edges = [bar.get_x() for bar in ax.patches]
    assert drawn[0] <= min(edges) and max(edges) <= drawn[1]


def test_spread_is_written_as_a_power_of_ten_where_it_is_small():
    ax = plot_spread({"0.01": [0.12, 1.4e-17], "0.3": [3.4, 5e9]})
    assert ax.get_yscale() == "log" and len(ax.lines) == 2
    assert "0.01 from 0.120 to 1.4 · 10^-17, lowest" in caption(ax)
    assert "0.3 from 3.40 to 5.0 · 10^9, lowest 3.40 at 1" in caption(ax)
    set_language("id")
    assert "dari 3,40 ke 5,0" in caption(plot_spread({"x": [3.4, 5e9]}))


def test_loss_after_a_step_is_drawn_over_the_rates_in_their_order():
    ax = plot_loss_after_step({0: 2.3, 10: 3.3, 0.5: 1.9})
    assert ax.lines[0].get_xdata().tolist() == [0, 0.5, 10]
    assert caption(ax) == (
        "loss by learning rate: after one step from 2.3 to 3.3, lowest 1.9 "
        "at 0.5, highest 3.3 at 10."
    )
