"""Lesson 11: a training as it runs, and the rates it was given.

In: what `fit` reports, a schedule. Out: a live figure, a bar with the time
left, a plot of the learning rate.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
from IPython import get_ipython
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from mnist_helpers.figures import (
    bundle,
    draw_lines,
    in_own_style,
    new_axes,
    set_caption,
)
from mnist_helpers.language import _, format_number, format_percent, write_name


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
        >>> import mnist_course as mc, mnist_helpers as mh
        >>> live = mc.lesson_11.LivePlot()
        >>> live.on_train_begin()  # this and what follows is `fit`'s work
        >>> live.on_epoch_end(0, {"loss": 0.3, "accuracy": 0.9})
        >>> live.on_train_end()
        >>> mh.show(live.figure)
        After epoch 1 the training loss is 0.300; it was lowest, ...
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
        try:
            self._draw()
        except Exception as error:  # a picture is not worth a training
            set_caption(self.figure, repr(error))
        if get_ipython() is not None:
            page = bundle(self.figure)
            if self._handle is None:
                self._handle = display(page, raw=True, display_id=True)
            else:
                self._handle.update(page, raw=True)
        self._drawing += time.perf_counter() - start

    @in_own_style
    def _draw(self) -> Figure:
        self.figure.clear()
        metrics = ["loss", *_list_metrics(self.logs)[:1]]
        panels = self.figure.subplots(1, len(metrics), squeeze=False)[0]
        for ax, metric in zip(panels, metrics, strict=True):
            draw_lines(
                ax,
                {
                    name: [log.get(key, np.nan) for log in self.logs.values()]
                    for name, key in (
                        (_("training"), metric),
                        (_("validation"), f"val_{metric}"),
                    )
                    if any(key in log for log in self.logs.values())
                },
                title=_name_metric(metric),
                x=_("Epoch"),
                y=_name_metric(metric),
                places=list(self.logs),
            )
        return set_caption(self.figure, _describe_training(self.logs))


@in_own_style
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
            name=write_name(name),
            start=format_number(values[0], 4),
            peak=format_number(max(values), 4),
            step=int(np.argmax(values)),
            end=format_number(values[-1], 4),
        )
        for name, values in rates.items()
    ]
    return set_caption(ax, " ".join(sentences))


def _list_metrics(logs: Mapping[int, Mapping[str, float]]) -> list[str]:
    """What Keras measured beside the loss, an accuracy first."""
    names = dict.fromkeys(name for log in logs.values() for name in log)
    apart = ("loss", "learning_rate")
    metrics = [n for n in names if not n.startswith("val_") and n not in apart]
    return sorted(metrics, key=lambda name: not _is_accuracy(name))


def _is_accuracy(metric: str) -> bool:
    return metric == "acc" or metric.endswith("accuracy")


def _name_metric(metric: str) -> str:
    if _is_accuracy(metric):
        return _("Accuracy")
    return _("Loss") if metric == "loss" else metric


def _describe_training(logs: Mapping[int, Mapping[str, float]]) -> str:
    if not logs:
        return _("No epoch is finished.")
    sentences = [
        _describe_loss(logs, "loss", _("training loss")),
        _describe_loss(logs, "val_loss", _("validation loss")),
    ]
    for metric in _list_metrics(logs):
        for key, part in (
            (metric, _("training")),
            (f"val_{metric}", _("validation")),
        ):
            values = [log[key] for log in logs.values() if key in log]
            if values:
                write = format_percent if _is_accuracy(key) else format_number
                sentences.append(
                    _(
                        "{metric}, {part}: {value}.",
                        metric=_name_metric(metric),
                        part=part,
                        value=write(values[-1], 2),
                    )
                )
    return " ".join(filter(None, sentences))


def _describe_loss(
    logs: Mapping[int, Mapping[str, float]], key: str, name: str
) -> str:
    """Where a loss stands and where it was lowest, or since when it is none.

    Keras may not have measured it after each epoch, or not at all.
    """
    losses = {epoch: log[key] for epoch, log in logs.items() if key in log}
    numbers = {e: loss for e, loss in losses.items() if np.isfinite(loss)}
    if not losses:
        return ""
    last = max(losses)
    if last not in numbers:
        since = min(e for e in losses if e > max(numbers, default=0))
        return _(
            "The {name} is no number since epoch {epoch}: a smaller learning "
            "rate may help.",
            name=name,
            epoch=since,
        )
    best = min(numbers, key=lambda epoch: numbers[epoch])
    return _(
        "After epoch {epoch} the {name} is {loss}; it was lowest, {lowest}, "
        "after epoch {best}.",
        epoch=last,
        name=name,
        loss=format_number(losses[last], 3),
        lowest=format_number(numbers[best], 3),
        best=best,
    )
