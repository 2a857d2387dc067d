"""What lessons hand to Keras's own `compile` and `fit`.

Out: a learning-rate schedule, callbacks that plot and give the time left as
training goes on, and plots of its course. There is no wrapper round `fit`.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import keras
import pandas as pd
from keras import ops
from matplotlib.axes import Axes

from .checks import verify_whole
from .figures import (
    describe_lines,
    draw_lines,
    in_own_style,
    new_axes,
    set_caption,
)
from .language import _


@keras.saving.register_keras_serializable("mnist_helpers")
class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
    """Learning rate that rises in a line, then falls along a cosine.

    Args:
        peak: largest learning rate, above 0.
        steps: batches of the whole training: epochs times batches in an
            epoch.
        warm_up: share of the steps that the rise takes, between 0 and 1.

    Source: Smith and Topin 2018, "Super-convergence"; the cosine is the
    fastai library's choice.

    Example:
        >>> rate = OneCycle(peak=0.01, steps=1000)
        >>> [round(float(rate(step)), 4) for step in (0, 150, 300, 1000)]
        [0.0, 0.005, 0.01, 0.0]
    """

    def __init__(self, peak: float, steps: int, warm_up: float = 0.3) -> None:
        self.peak, self.warm_up = peak, warm_up
        self.steps = verify_whole(
            "steps", steps, least=2, example="steps=3 * 422"
        )

    def __call__(self, step: Any) -> Any:
        """Return the learning rate of batch `step`, counted from 0."""
        done = ops.cast(step, "float32") / self.steps
        rise = done / self.warm_up
        fall = (done - self.warm_up) / (1 - self.warm_up)
        falling = (1 + ops.cos(math.pi * ops.clip(fall, 0.0, 1.0))) / 2
        return self.peak * ops.where(done < self.warm_up, rise, falling)

    def get_config(self) -> dict[str, float]:
        return {n: getattr(self, n) for n in ("peak", "steps", "warm_up")}


@in_own_style
def plot_losses(
    losses: Mapping[str, Sequence[float]],
    *,
    first_epoch: int | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the losses of several trainings side by side.

    Args:
        losses: for each training, under its name, its loss after each
            step, or after each epoch.
        first_epoch: None for steps, counted from 1; else the epoch of the
            first loss of each.

    Example:
        >>> import mnist_helpers as mh
        >>> mh.show(mh.plot_losses({"SGD": [2.3, 2.0], "Adam": [2.3, 1.0]}))
        Loss by step: SGD from 2.3 to 2, lowest 2 at 2, highest 2.3 at 1; ...
    """
    lines = {name: pd.Series(values) for name, values in losses.items()}
    for line in lines.values():
        line.index += 1 if first_epoch is None else first_epoch
    x, y = _("step") if first_epoch is None else _("Epoch"), _("Loss")
    ax = draw_lines(new_axes(ax), lines, title=y, x=x, y=y)
    return set_caption(ax, describe_lines(ax))
