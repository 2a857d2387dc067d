"""The schedule at the points where its value is known."""

import keras
import pytest

from mnist_helpers import OneCycle, set_language


@pytest.mark.parametrize(
    ("step", "rate"),
    [(0, 0.0), (15, 0.003), (30, 0.006), (65, 0.003), (100, 0.0), (120, 0.0)],
)
def test_one_cycle_rises_in_a_line_and_falls_along_a_cosine(step, rate):
    # 30 of 100 steps up; half way down the cosine stands at one half.
    assert float(OneCycle(0.006, 100)(step)) == pytest.approx(rate, abs=1e-8)


def test_one_cycle_survives_saving():
    schedule = OneCycle(0.006, 100, 0.2)
    config = keras.optimizers.serialize(keras.optimizers.Adam(schedule))
    again = keras.optimizers.deserialize(config)
    assert again._learning_rate.get_config() == schedule.get_config()


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((0, 100), "peak"),
        ((-1, 100), "peak"),
        ((float("nan"), 100), "peak"),
        ((0.1, 1), "steps"),
        ((0.1, 100, 0), "warm_up"),
        ((0.1, 100, 1), "warm_up"),
    ],
)
def test_one_cycle_refuses_what_makes_no_schedule(arguments, name):
    with pytest.raises(ValueError, match=f"`{name}` must"):
        OneCycle(*arguments)
    set_language("id")
    with pytest.raises(ValueError, match=f"`{name}` harus"):
        OneCycle(*arguments)
