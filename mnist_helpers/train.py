"""What lessons hand to Keras's own `compile` and `fit`, and experiments.

Out: a learning-rate schedule, callbacks that plot and tell the time left as
training goes on, and `run_experiment`, which repeats a training over arms and
seeds, keeps each finished run and resumes. There is no wrapper round `fit`.
"""

import io
import math
import time
from collections.abc import Mapping, Sequence

import keras
import numpy as np
import pandas as pd
import seaborn as sns
from keras import ops
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from tqdm.auto import tqdm

from .checks import refuse
from .figures import (
    caption,
    draw_lines,
    label_axes,
    new_axes,
    set_caption,
    write_ticks,
)
from .language import _, format_number, format_percent


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
            refuse("peak", _("be above 0"), peak, _("Write peak=0.006, say."))
        if not steps >= 2:
            refuse(
                "steps",
                _("be 2 or more"),
                steps,
                _("It is epochs times batches in an epoch."),
            )
        if not 0 < warm_up < 1:
            refuse(
                "warm_up",
                _("lie between 0 and 1"),
                warm_up,
                _("It is a share of the steps: warm_up=0.3."),
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


class TrainingBar(keras.callbacks.Callback):
    """How far a training is, and the time left: one bar for all epochs.

    Hand it to `fit`: `model.fit(..., callbacks=[TrainingBar()], verbose=0)`.
    It goes by Keras's number of the batch. tqdm's own callback counts calls,
    which are eight times fewer with `steps_per_execution=8`.
    """

    def on_train_begin(self, logs=None) -> None:
        # None where a generator does not tell its length: a bar without end.
        self._steps = self.params["steps"]
        total = self._steps and self._steps * self.params["epochs"]
        self.bar = tqdm(total=total, unit="batch")

    def on_epoch_begin(self, epoch: int, logs=None) -> None:
        self._before = self._steps * epoch if self._steps else self.bar.n
        if self._before > self.bar.n:  # resumed: not done just now
            self.bar.n = self.bar.initial = self._before

    def on_train_batch_end(self, batch: int, logs=None) -> None:
        self.bar.update(self._before + batch + 1 - self.bar.n)

    def on_epoch_end(self, epoch: int, logs=None) -> None:
        if self._steps:
            self.bar.update(self._before + self._steps - self.bar.n)

    def on_train_end(self, logs=None) -> None:
        self.bar.close()


class LivePlot(keras.callbacks.Callback):
    """Loss and accuracy of each epoch, redrawn in place while `fit` runs.

    Hand it to `fit`: `model.fit(..., callbacks=[live])`. `figure` is the
    matplotlib Figure, with its caption, once training has begun. A redraw
    that would take the drawing over 1 % of the training time is left out,
    except the last.

    Args:
        size: width and height in inches.
    """

    def __init__(self, *, size: tuple[float, float] = (11, 4.2)) -> None:
        super().__init__()
        self.figure = Figure(figsize=size, dpi=80)
        self.logs: dict[int, dict[str, float]] = {}
        self._handle = None

    def on_train_begin(self, logs=None) -> None:
        self._began, self._drawing, self._handle = time.perf_counter(), 0, None

    def on_epoch_end(self, epoch: int, logs=None) -> None:
        # A training that goes on keeps its earlier epochs; one that starts
        # afresh replaces them.
        self.logs = {n: row for n, row in self.logs.items() if n <= epoch}
        self.logs[epoch + 1] = dict(logs or {})
        elapsed = time.perf_counter() - self._began
        if self._drawing <= 0.01 * elapsed:
            self._redraw()

    def on_train_end(self, logs=None) -> None:
        self._redraw()

    def _redraw(self) -> None:
        start = time.perf_counter()
        self._draw()
        self._show()
        self._drawing += time.perf_counter() - start

    def _draw(self) -> None:
        table = pd.DataFrame.from_dict(self.logs, orient="index")
        self.figure.clear()
        axes = self.figure.subplots(1, 2)
        self.figure.subplots_adjust(0.08, 0.15, 0.98, 0.9, wspace=0.25)
        colours = sns.color_palette("colorblind")
        names = {"loss": _("Loss"), "accuracy": _("Accuracy")}
        for ax, (metric, name) in zip(axes, names.items(), strict=True):
            for key, part, marker, line, colour in (
                (metric, _("training"), "o", "-", colours[0]),
                (f"val_{metric}", _("validation"), "s", "--", colours[1]),
            ):
                if key in table:
                    ax.plot(
                        table.index,
                        table[key],
                        marker=marker,
                        linestyle=line,
                        color=colour,
                        label=part,
                    )
            if ax.lines:
                ax.legend(fontsize=12)
            ax.xaxis.set_major_locator(MaxNLocator(integer=True))
            write_ticks(ax, "y")
            label_axes(ax, title=name, x=_("Epoch"), y=name)
        set_caption(self.figure, _tell_training(table))

    def _show(self) -> None:
        from IPython import get_ipython
        from IPython.display import Image, display

        if get_ipython() is None:
            return
        png = io.BytesIO()
        self.figure.savefig(png, format="png")
        # Not `alt=`: Colab's IPython does not have that.
        alt = {"alt": caption(self.figure)}
        image = Image(png.getvalue(), metadata=alt)
        if self._handle is None:
            self._handle = display(image, display_id=True)
        else:
            self._handle.update(image)


def _tell_training(table: pd.DataFrame) -> str:
    if table.empty:
        return _("No epoch is finished.")
    last = table.iloc[-1]
    sentences = [
        _(
            "After {epochs} epochs the training loss is {loss}.",
            epochs=table.index[-1],
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
    """
    first = 1 if first_epoch is None else first_epoch
    ax = draw_lines(losses, new_axes(ax), first=first)
    write_ticks(ax, "y")
    last = first + max(map(len, losses.values())) - 1
    ends = "; ".join(
        f"{name} {format_number(values[-1], 3)}"
        for name, values in losses.items()
    )
    if first_epoch is None:
        title, x = _("Loss after each step"), _("step")
        told = _(
            "Loss after the last of {steps} steps: {ends}.",
            steps=last,
            ends=ends,
        )
    else:
        title, x = _("Loss after each epoch"), _("Epoch")
        least = "; ".join(
            f"{name} {format_number(min(values), 3)}"
            for name, values in losses.items()
        )
        told = _(
            "Loss from epoch {first} on, the least: {least}; after epoch "
            "{last}: {ends}.",
            first=first,
            least=least,
            last=last,
            ends=ends,
        )
    label_axes(ax, title=title, x=x, y=_("Loss"))
    return set_caption(ax, told)


def plot_learning_rates(
    rates: Mapping[str, Sequence[float]], *, ax: Axes | None = None
) -> Axes:
    """Draw the learning rate of each step, for several schedules.

    Args:
        rates: for each of at most four schedules, under its name, the rate
            of each step, counted from 0.
        ax: where to draw; None makes a figure.
    """
    ax = draw_lines(rates, new_axes(ax), first=0)
    write_ticks(ax, "y")
    label_axes(ax, title=_("Learning rate"), x=_("step"), y=_("Learning rate"))
    sentences = [
        _(
            "{name}: {start} at first, at most {peak}, in step {step}, "
            "{end} at the end.",
            name=name,
            start=format_number(values[0], 4),
            peak=format_number(max(values), 4),
            step=int(np.argmax(values)),
            end=format_number(values[-1], 4),
        )
        for name, values in rates.items()
    ]
    return set_caption(ax, " ".join(sentences))
