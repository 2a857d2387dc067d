"""What lessons hand to Keras's own `compile` and `fit`.

Out: a learning-rate schedule, callbacks that plot and give the time left as
training goes on, and plots of its course. There is no wrapper round `fit`.
"""

import math
import time
from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
import pandas as pd
from IPython import get_ipython
from IPython.display import display
from keras import ops
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from .checks import refuse, verify_whole
from .figures import bundle, draw_lines, new_axes, set_caption
from .language import _, format_number, format_percent


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


class TrainingBar(keras.callbacks.Callback):
    """How far a training is, and the time left: one bar for all epochs.

    Hand it to `fit`: `model.fit(..., callbacks=[TrainingBar()], verbose=0)`.
    It goes by Keras's number of the batch. tqdm's own callback counts calls,
    which are eight times fewer with `steps_per_execution=8`.

    Example:
        >>> bar = TrainingBar()
        >>> bar.set_params({"steps": 422, "epochs": 3})  # as `fit` does
        >>> bar.on_train_begin()
        >>> bar.bar.total
        1266
        >>> bar.on_train_end()
    """

    def on_train_begin(self, logs: dict | None = None) -> None:
        # None where a generator has no length: a bar without end.
        self._steps = self.params["steps"]
        total = self._steps and self._steps * self.params["epochs"]
        self.bar = tqdm(total=total, unit="batch")

    def on_epoch_begin(self, epoch: int, logs: dict | None = None) -> None:
        self._before = self._steps * epoch if self._steps else self.bar.n
        if self._before > self.bar.n:  # resumed: not done just now
            self.bar.n = self.bar.initial = self._before

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
        self.bar.update(self._before + batch + 1 - self.bar.n)

    def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
        if self._steps:
            self.bar.update(self._before + self._steps - self.bar.n)

    def on_train_end(self, logs: dict | None = None) -> None:
        self.bar.close()


class LivePlot(keras.callbacks.Callback):
    """Loss and accuracy of each epoch, redrawn in place while `fit` runs.

    Hand it to `fit`: `model.fit(..., callbacks=[live])`. `figure` is the
    matplotlib Figure, with its caption, once training has begun. A redraw
    that would take the drawing over 1 % of the training time is left out,
    except the last.

    Args:
        size: width and height in inches.

    Example:
        >>> import mnist_helpers as mh
        >>> live = mh.LivePlot()
        >>> live.on_train_begin()  # this and what follows is `fit`'s work
        >>> live.on_epoch_end(0, {"loss": 0.3, "accuracy": 0.9})
        >>> live.on_train_end()
        >>> mh.show(live.figure)
        After epoch 1 the training loss is 0.300. Training accuracy: 90.00 %.
    """

    def __init__(self, *, size: tuple[float, float] = (11, 4.2)) -> None:
        super().__init__()
        self.figure = Figure(figsize=size, dpi=80, layout="constrained")
        self.logs: dict[int, dict[str, float]] = {}

    def on_train_begin(self, logs: dict | None = None) -> None:
        self._began, self._drawing = time.perf_counter(), 0.0
        self._handle: Any = None

    def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
        # A training that goes on keeps its earlier epochs; one that starts
        # afresh replaces them.
        self.logs = {n: row for n, row in self.logs.items() if n <= epoch}
        self.logs[epoch + 1] = dict(logs or {})
        elapsed = time.perf_counter() - self._began
        if self._drawing <= 0.01 * elapsed:
            self._redraw()

    def on_train_end(self, logs: dict | None = None) -> None:
        self._redraw()

    def _redraw(self) -> None:
        start = time.perf_counter()
        self._draw()
        if get_ipython() is not None:
            page = bundle(self.figure)
            if self._handle is None:
                self._handle = display(page, raw=True, display_id=True)
            else:
                self._handle.update(page, raw=True)
        self._drawing += time.perf_counter() - start

    def _draw(self) -> None:
        table = pd.DataFrame.from_dict(self.logs, orient="index")
        self.figure.clear()
        loss, accuracy = self.figure.subplots(1, 2)
        for ax, metric, title in (
            (loss, "loss", _("Loss")),
            (accuracy, "accuracy", _("Accuracy")),
        ):
            parts = {_("training"): metric, _("validation"): f"val_{metric}"}
            lines = {
                name: table[column].tolist()
                for name, column in parts.items()
                if column in table
            }
            draw_lines(
                ax,
                lines,
                title=title,
                x=_("Epoch"),
                y=title,
                places=table.index,
            )
        set_caption(self.figure, _describe_training(table))


def _describe_training(table: pd.DataFrame) -> str:
    if table.empty:
        return _("No epoch is finished.")
    last = table.iloc[-1]
    sentences = [
        _(
            "After epoch {epoch} the training loss is {loss}.",
            epoch=table.index[-1],
            loss=format_number(last["loss"], 3),
        )
    ]
    if "val_loss" in table:
        sentences.append(
            _(
                "The validation loss is {loss}; it was lowest, {lowest}, "
                "after epoch {epoch}.",
                loss=format_number(last["val_loss"], 3),
                lowest=format_number(table["val_loss"].min(), 3),
                epoch=table["val_loss"].idxmin(),
            )
        )
    for key, sentence in (
        ("accuracy", _("Training accuracy: {accuracy}.")),
        ("val_accuracy", _("Validation accuracy: {accuracy}.")),
    ):
        if key in table:
            accuracy = format_percent(last[key], 2)
            sentences.append(sentence.format(accuracy=accuracy))
    return " ".join(sentences)


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
    sentences = [
        _(
            "Loss, {unit} {first} to {last}.",
            unit=x.lower(),
            first=first,
            last=places[-1],
        )
    ]
    for name, values in losses.items():
        sentences.append(
            _(
                "{name}: lowest {lowest}, at the end {end}.",
                name=_(name),
                lowest=format_number(min(values), 3),
                end=format_number(values[-1], 3),
            )
        )
    return set_caption(ax, " ".join(sentences))


def plot_learning_rates(
    rates: Mapping[str, Sequence[float]], *, ax: Axes | None = None
) -> Axes:
    """Draw the learning rate of each step, for several schedules.

    Args:
        rates: for each of at most four schedules, under its name, the rate
            of each step, counted from 0.
        ax: where to draw; None makes a figure.
    """
    name = _("Learning rate")
    places = range(max(map(len, rates.values())))
    ax = draw_lines(
        new_axes(ax), rates, title=name, x=_("step"), y=name, places=places
    )
    sentences = [
        _(
            "{name}: {start} at first, at most {peak}, in step {step}, "
            "{end} at the end.",
            name=_(name),
            start=format_number(values[0], 4),
            peak=format_number(max(values), 4),
            step=int(np.argmax(values)),
            end=format_number(values[-1], 4),
        )
        for name, values in rates.items()
    ]
    return set_caption(ax, " ".join(sentences))
