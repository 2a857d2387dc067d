"""What lessons hand to Keras's own `compile` and `fit`.

Out: a learning-rate schedule, callbacks that plot and give the time left as
training goes on, and plots of its course. There is no wrapper round `fit`.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops
from matplotlib.axes import Axes

from .checks import refuse, verify_whole
from .figures import draw_lines, in_own_style, new_axes, set_caption
from .language import _, format_number, write_name


@keras.saving.register_keras_serializable("mnist_helpers")
class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
    """Learning rate that rises in a line, then falls along a cosine.

    Args:
        peak: largest learning rate, above 0.
        steps: batches of the whole training: epochs times batches in an
            epoch.
        warm_up: share of the steps that the rise takes, between 0 and 1.

    Raises:
        ValueError: if an argument breaks these rules.

    Source: Smith and Topin 2018, "Super-convergence"; the cosine is the
    fastai library's choice.

    Example:
        >>> rate = OneCycle(peak=0.01, steps=1000)
        >>> [round(float(rate(step)), 4) for step in (0, 150, 300, 1000)]
        [0.0, 0.005, 0.01, 0.0]
    """

    def __init__(self, peak: float, steps: int, warm_up: float = 0.3) -> None:
        if not peak > 0:
            remedy = _("Write {example}.", example="peak=0.006")
            refuse("peak", _("be above 0"), peak, remedy)
        if not 0 < warm_up < 1:
            refuse(
                "warm_up",
                _("lie between 0 and 1"),
                warm_up,
                _("It is a share of the steps: warm_up=0.3."),
            )
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
        names = ("peak", "steps", "warm_up")
        return {name: getattr(self, name) for name in names}


@in_own_style
def plot_losses(
    losses: Mapping[str, Sequence[float]],
    *,
    first_epoch: int | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the losses of several trainings side by side.

    Args:
        losses: for each of at most four trainings, under its name, its loss
            after each step, or after each epoch.
        first_epoch: None for steps, counted from 1; else the epoch of the
            first loss of each.
        ax: where to draw; None makes a figure.

    Example:
        >>> import mnist_helpers as mh
        >>> mh.show(mh.plot_losses({"SGD": [2.3, 2.0], "Adam": [2.3, 1.0]}))
        Loss, step 1 to 2. SGD: lowest 2.000, at the end 2.000. Adam: ...
    """
    first = 1 if first_epoch is None else first_epoch
    places = range(first, first + max(map(len, losses.values())))
    x = _("step") if first_epoch is None else _("Epoch")
    ax = draw_lines(
        new_axes(ax), losses, title=_("Loss"), x=x, y=_("Loss"), places=places
    )
    sentence = _("Loss, {unit} {first} to {last}.")
    sentences = [sentence.format(unit=x.lower(), first=first, last=places[-1])]
    for name, values in losses.items():
        sentences.append(
            _(
                "{name}: lowest {lowest}, at the end {end}.",
                name=write_name(name),
                lowest=format_number(np.nanmin([np.inf, *values]), 3),
                end=format_number(values[-1], 3),
            )
        )
    return set_caption(ax, " ".join(sentences))
