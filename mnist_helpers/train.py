"""What lessons hand to Keras's own `compile` and `fit`, and experiments.

Out: a learning-rate schedule, callbacks that plot and tell the time left as
training goes on, and `run_experiment`, which repeats a training over arms and
seeds, keeps each finished run and resumes. There is no wrapper round `fit`.
"""

import hashlib
import inspect
import io
import json
import math
import time
from collections.abc import Callable, Iterable, Mapping
from numbers import Real
from pathlib import Path

import joblib
import keras
import pandas as pd
import seaborn as sns
from keras import ops
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from tqdm.auto import tqdm

from .explore import caption, label_axes, set_caption
from .files import write_whole
from .language import _, complaint, format_number, format_percent


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
            ax.yaxis.set_major_formatter(lambda v, _place: format_number(v))
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


def run_experiment(
    run: Callable[..., Mapping[str, float]],
    arms: Mapping[str, Mapping[str, object]],
    seeds: Iterable[int],
    *,
    folder: str | Path,
    jobs: int | None = None,
) -> pd.DataFrame:
    """Repeat a training for each arm and seed; keep what is finished.

    Every arm runs with the same seeds, so that runs can be compared in
    pairs (`compare_arms`). A run that is stored in `folder` is not made
    again: an experiment that was stopped goes on where it stood. A run is
    known by the code of `run`, its settings and its seed; if one of them
    changes, it is another run. What `run` takes from outside, the data
    say, is not looked at: name a new folder when that changes.

    Args:
        run: called as `run(seed=seed, **settings)`; returns numbers, each
            under its name: `{"accuracy": 0.98}`.
        arms: the settings of each arm, under its name.
        seeds: whole numbers, each once.
        folder: where finished runs are kept, a small JSON file each.
        jobs: processes at a time; None takes joblib's own setting, which
            is one. `joblib.parallel_config(backend="dask")` around the
            call sends the runs to a Dask cluster.

    Returns:
        A row for each run: `arm`, `seed`, the results, `seconds`; arms in
        the order given, then seeds.

    Raises:
        TypeError, ValueError: if an argument breaks these rules.
    """
    seeds = list(seeds)
    _verify_experiment(run, arms, seeds)
    folder = Path(folder)
    # Seed by seed, so that what the machine does meets all arms alike.
    paths = {
        (arm, seed): folder / f"{_fingerprint(run, settings, seed)}.json"
        for seed in seeds
        for arm, settings in arms.items()
    }
    missing = [key for key, path in paths.items() if not path.is_file()]
    made = joblib.Parallel(n_jobs=jobs, return_as="generator_unordered")(
        joblib.delayed(_run_once)(run, arm, arms[arm], seed)
        for arm, seed in missing
    )
    options = {"unit": "run", "leave": False, "disable": not missing}
    with tqdm(total=len(missing), **options) as bar:
        for row in made:
            text = json.dumps(row, ensure_ascii=False)
            write_whole(paths[row["arm"], row["seed"]], text + "\n")
            bar.update()
    rows = []
    for arm in arms:
        for seed in seeds:
            row = json.loads(paths[arm, seed].read_text(encoding="utf-8"))
            rows.append(row | {"arm": arm, "seed": seed})
    table = pd.DataFrame(rows)
    return table[[c for c in table if c != "seconds"] + ["seconds"]]


def _run_once(run, arm: str, settings: Mapping, seed: int) -> dict:
    start = time.perf_counter()
    results = run(seed=seed, **settings)
    if not isinstance(results, Mapping) or not all(
        isinstance(value, Real) for value in results.values()
    ):
        raise TypeError(
            complaint(
                "run",
                _("return numbers, each under its name"),
                repr(results),
                _('Return {"accuracy": 0.98}, say.'),
            )
        )
    numbers = {name: float(value) for name, value in results.items()}
    seconds = round(time.perf_counter() - start, 2)
    return {"arm": arm, "seed": seed} | numbers | {"seconds": seconds}


def _fingerprint(run: Callable, settings: Mapping, seed: int) -> str:
    try:
        code = inspect.getsource(run)
    except (OSError, TypeError):  # typed into a prompt, or not a function
        code = repr(getattr(run, "__qualname__", type(run)))
    known = json.dumps([code, settings, seed], sort_keys=True, default=repr)
    if " at 0x" in known:
        raise ValueError(
            complaint(
                "arms",
                _("hold settings that read the same in each session"),
                known[known.index(" at 0x") - 40 :][:60],
                _("Use numbers, words, or an Augmentation."),
            )
        )
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def _verify_experiment(run, arms, seeds: list) -> None:
    if not callable(run):
        raise TypeError(
            complaint(
                "run",
                _("be a function"),
                type(run).__name__,
                _("Define it: def run(seed, **settings)."),
            )
        )
    if (
        not isinstance(arms, Mapping)
        or not arms
        or not all(isinstance(value, Mapping) for value in arms.values())
    ):
        raise TypeError(
            complaint(
                "arms",
                _("hold the settings of each arm, a dict under its name"),
                repr(arms),
                _('Write arms={"none": {}, "shifted": {"shift": 0.1}}.'),
            )
        )
    whole = all(isinstance(s, int) and not isinstance(s, bool) for s in seeds)
    if not seeds or not whole or len(set(seeds)) < len(seeds):
        raise ValueError(
            complaint(
                "seeds",
                _("be whole numbers, each once"),
                seeds,
                _("Write seeds=range(1, 6)."),
            )
        )
