"""What lessons hand to Keras's own `compile` and `fit`.

Out: a learning-rate schedule. There is no wrapper round `fit`.
"""

import math

import keras
from keras import ops

from .language import _, complaint


@keras.saving.register_keras_serializable("mnist_helpers")
class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
    """Learning rate that rises in a line, then falls along a cosine.

    Args:
        peak: largest learning rate, above 0.
        steps: batches of the whole training, 2 or more.
        warm_up: share of the steps that the rise takes, between 0 and 1.

    Raises:
        ValueError: if an argument breaks these rules.

    Source: Smith and Topin 2018, "Super-convergence"; the cosine is the
    fastai library's choice.
    """

    def __init__(self, peak: float, steps: int, warm_up: float = 0.3) -> None:
        if not peak > 0:
            raise ValueError(
                complaint(
                    "peak",
                    _("be above 0"),
                    peak,
                    _("Write peak=0.006, say."),
                )
            )
        if not steps >= 2:
            raise ValueError(
                complaint(
                    "steps",
                    _("be 2 or more"),
                    steps,
                    _("It is epochs times batches in an epoch."),
                )
            )
        if not 0 < warm_up < 1:
            raise ValueError(
                complaint(
                    "warm_up",
                    _("lie between 0 and 1"),
                    warm_up,
                    _("It is a share of the steps: warm_up=0.3."),
                )
            )
        self.peak, self.steps, self.warm_up = peak, steps, warm_up

    def __call__(self, step):
        """Return the learning rate of batch `step`, counted from 0."""
        done = ops.cast(step, "float32") / self.steps
        rise = done / self.warm_up
        fall = (done - self.warm_up) / (1 - self.warm_up)
        falling = (1 + ops.cos(math.pi * ops.clip(fall, 0.0, 1.0))) / 2
        return self.peak * ops.where(done < self.warm_up, rise, falling)

    def get_config(self) -> dict:
        return {
            "peak": self.peak,
            "steps": self.steps,
            "warm_up": self.warm_up,
        }
