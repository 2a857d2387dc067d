"""Lesson 11: a training as it runs, and the rates it was given.

In: what `fit` reports, a schedule. Out: a live figure, a bar with the time
left, a plot of the learning rate.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
import pandas as pd
from IPython import get_ipython
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from mnist_helpers.figures import (
    bundle,
    describe_lines,
    draw_lines,
    in_own_style,
    new_axes,
    set_caption,
)
from mnist_helpers.language import _


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
        if shell := get_ipython():  # Ctrl-C ends `fit` without its end
            shell.events.register("post_run_cell", self._close)

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
        self._close()

    def _close(self, _result: object = None) -> None:
        self.bar.close()


class LivePlot(keras.callbacks.Callback):
    """Loss and accuracy of each epoch, redrawn in place while `fit` runs.

    Hand it to `fit`: `model.fit(..., callbacks=[live])`. `figure` is the
    matplotlib Figure, with its caption, once an epoch is done. Instead of an
    accuracy it shows what else Keras measures. A redraw that would take the
    drawing over 1 % of the training time is left out, except the last.

    Example:
        >>> import mnist_course as mc, mnist_helpers as mh
        >>> live = mc.lesson_11.LivePlot()
        >>> live.on_train_begin()  # this and what follows is `fit`'s work
        >>> live.on_epoch_end(0, {"loss": 0.3, "accuracy": 0.9})
        >>> live.on_train_end()
        >>> mh.show(live.figure)
        Loss by epoch: training from 0.3 to 0.3, lowest 0.3 at 1, ...
    """

    def __init__(self) -> None:
        super().__init__()
        self.figure = Figure(figsize=(11, 4.2), dpi=80, layout="constrained")
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
        others = dict.fromkeys(
            name.removeprefix("val_")
            for log in self.logs.values()
            for name in log
            if name.removeprefix("val_") not in ("loss", "learning_rate")
        )
        # An accuracy before anything else.
        metrics = ["loss", *sorted(others, key=lambda name: "acc" not in name)]
        panels = self.figure.subplots(1, len(metrics[:2]), squeeze=False)[0]
        sentences = []
        for ax, metric in zip(panels, metrics, strict=False):
            keys = {"training": metric, "validation": f"val_{metric}"}
            # Keras may not measure it after each epoch, or not at all.
            measured = {
                name: {n: x[key] for n, x in self.logs.items() if key in x}
                for name, key in keys.items()
            }
            lines = {n: pd.Series(x) for n, x in measured.items() if x}
            known = {"loss": _("Loss"), "acc": _("Accuracy")}
            known["accuracy"] = known["acc"]
            title = known.get(metric, metric)
            draw_lines(ax, lines, title=title, x=_("Epoch"), y=title)
            sentences.append(describe_lines(ax))
            if not all(np.isfinite(line.iloc[-1]) for line in lines.values()):
                sentences.append(
                    _("That is no number: a smaller learning rate may help.")
                )
        return set_caption(self.figure, " ".join(sentences))


@in_own_style
def plot_learning_rates(rates: Mapping[str, Sequence[float]]) -> Axes:
    """Draw the learning rate of each step, for several schedules.

    Args:
        rates: for each schedule, under its name, the rate of each step,
            counted from 0.
    """
    lines = {name: pd.Series(values) for name, values in rates.items()}
    y = _("Learning rate")
    ax = draw_lines(new_axes(None), lines, title=y, x=_("step"), y=y)
    return set_caption(ax, describe_lines(ax))
