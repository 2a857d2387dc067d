"""Schedule, bar, live plot and curves where their answers are known."""

import html

import keras
import numpy as np
import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from mnist_course.lessons import lesson_11
from mnist_course.lessons.lesson_11 import (
    LivePlot,
    TrainingBar,
    plot_learning_rates,
)
from mnist_helpers import (
    OneCycle,
    build_dense,
    format_number,
    plot_losses,
    set_language,
)
from mnist_helpers.figures import caption


@pytest.mark.parametrize(
    ("step", "rate"),
    [(0, 0.0), (15, 0.003), (30, 0.006), (65, 0.003), (100, 0.0), (120, 0.0)],
)
def test_one_cycle_rises_in_a_line_and_falls_along_a_cosine(step, rate):
    # 30 of 100 steps up; half way down the cosine stands at one half.
    assert float(OneCycle(0.006, 100)(step)) == pytest.approx(rate, abs=1e-8)


def test_one_cycle_survives_saving():
    schedule = OneCycle(0.006, np.int64(100), 0.2)
    config = keras.optimizers.serialize(keras.optimizers.Adam(schedule))
    again = keras.optimizers.deserialize(config)
    assert again._learning_rate.get_config() == schedule.get_config()


@pytest.mark.parametrize("steps", [1, 99.5])
def test_one_cycle_refuses_what_counts_no_steps(steps):
    with pytest.raises((TypeError, ValueError), match="`steps` must"):
        OneCycle(0.006, steps)


@pytest.mark.parametrize(
    ("together", "initial_epoch"), [(1, 0), (3, 0), (3, 1), (8, 0)]
)
def test_training_bar_counts_every_batch(together, initial_epoch):
    x, y = np.zeros((50, 28, 28, 1), "float32"), np.zeros(50, int)
    model = build_dense()
    model.compile(
        "sgd", "sparse_categorical_crossentropy", steps_per_execution=together
    )
    bar, seen = TrainingBar(), []
    note = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: seen.append(bar.bar.n)
    )
    model.fit(
        x,
        y,
        batch_size=10,
        epochs=3,
        initial_epoch=initial_epoch,
        callbacks=[bar, note],
        verbose=0,
    )
    assert bar.bar.total == 15 and bar.bar.initial == 5 * initial_epoch
    assert seen == [5, 10, 15][initial_epoch:]


def test_training_bar_of_batches_without_length_still_counts():
    def batches():
        for _ in range(5):
            yield np.zeros((2, 28, 28, 1), "float32"), np.zeros(2, int)

    model = build_dense()
    model.compile("sgd", "sparse_categorical_crossentropy")
    bar = TrainingBar()
    model.fit(batches(), epochs=1, callbacks=[bar], verbose=0)
    assert bar.bar.total is None and bar.bar.n == 5


def test_the_bar_of_an_interrupted_training_closes_with_its_cell(shown):
    bar = TrainingBar()
    bar.set_params({"steps": 5, "epochs": 1})
    bar.on_train_begin()  # and Ctrl-C: `fit` never comes to its end
    InteractiveShell.instance().events.trigger("post_run_cell", None)
    assert bar.bar.disable


def train_with(
    live, *, metrics=("accuracy",), rate=0.01, scale=1.0, **options
):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(rate), loss, metrics=list(metrics))
    images = scale * np.arange(16, dtype="float32").reshape(8, 2)
    labels = (np.arange(8) % 2)[:, None]
    options = {"epochs": 3, "validation_data": (images, labels)} | options
    return model.fit(
        images, labels, callbacks=[live], verbose=0, **options
    ).history


@pytest.mark.parametrize(
    ("metric", "title"),
    [
        ("accuracy", "Accuracy"),
        ("acc", "Accuracy"),
        ("sparse_categorical_accuracy", "sparse_categorical_accuracy"),
        (keras.metrics.SparseCategoricalCrossentropy("bits"), "bits"),
    ],
)
def test_live_plot_draws_what_fit_returns_whatever_its_name(metric, title):
    live = LivePlot()
    history = train_with(live, metrics=[metric])
    name = [n for n in history if n != "loss"][0]
    assert [ax.get_title() for ax in live.figure.axes] == ["Loss", title]
    for ax, key in zip(live.figure.axes, ("loss", name), strict=True):
        for line, part in zip(ax.lines, (key, f"val_{key}"), strict=True):
            assert list(line.get_xdata()) == [1, 2, 3]
            assert list(line.get_ydata()) == history[part]
            first, last = (format_number(history[part][n]) for n in (0, -1))
            assert f" from {first} to {last}, " in caption(live.figure)


def test_live_plot_prefers_the_accuracy_and_does_without_a_metric():
    live = LivePlot()
    far = keras.metrics.MeanSquaredError("far")
    train_with(live, metrics=[far, "accuracy"])
    assert [ax.get_title() for ax in live.figure.axes] == ["Loss", "Accuracy"]
    train_with(live, metrics=[], validation_data=None)
    assert [len(ax.lines) for ax in live.figure.axes] == [1]
    assert "alidation" not in caption(live.figure)


def test_live_plot_goes_on_and_starts_afresh():
    live = LivePlot()
    train_with(live, epochs=2)
    train_with(live, epochs=4, initial_epoch=2)
    assert list(live.logs) == [1, 2, 3, 4]
    train_with(live, epochs=2)
    assert list(live.logs) == [1, 2]


def test_live_plot_does_not_end_a_training_that_diverges():
    live = LivePlot()
    history = train_with(live, rate=1e38, scale=1e30)
    assert not np.isfinite(history["loss"][-1])  # it did diverge, and ended
    assert len(history["loss"]) == 3
    words = caption(live.figure)
    assert words.count("That is no number: a smaller learning rate") == 1


@pytest.mark.parametrize("loss", [1e25, -1e25, 1e-9, 0.0, np.nan, np.inf])
def test_live_plot_writes_a_loss_of_any_size(loss):
    live = LivePlot()
    live.on_train_begin()
    live.on_epoch_end(0, {"loss": 0.5})
    live.on_epoch_end(1, {"loss": loss})
    live.on_train_end()
    assert f"from 0.5 to {format_number(loss)}, " in caption(live.figure)
    assert len(caption(live.figure)) < 160


def test_live_plot_knows_that_not_every_epoch_was_validated():
    live = LivePlot()
    history = train_with(live, validation_freq=2)
    _training, validation = live.figure.axes[0].lines
    assert list(validation.get_xdata()) == [2]
    assert list(validation.get_ydata()) == history["val_loss"]
    assert "NaN" not in caption(live.figure)


def test_live_plot_draws_on_whatever_breaks(monkeypatch):
    live = LivePlot()
    monkeypatch.setattr(live.figure, "subplots", lambda *a, **b: 1 / 0)
    assert len(train_with(live)["loss"]) == 3
    assert "ZeroDivisionError" in caption(live.figure)


@pytest.fixture
def shown():
    """The outputs of a notebook's cell, as its kernel sends them."""
    config = Config({"HistoryManager": {"enabled": False}})
    shell = InteractiveShell.instance(
        config=config, display_pub_class=CapturingDisplayPublisher
    )
    yield shell.display_pub.outputs
    InteractiveShell.clear_instance()


def test_live_plot_redraws_one_picture_in_place(shown):
    live = LivePlot()
    train_with(live)
    first, *later = [output["update"] for output in shown]
    assert not first and later and all(later)
    assert len({output["transient"]["display_id"] for output in shown}) == 1
    for output in shown:
        page = output["data"]["text/html"]
        assert 'src="data:image/png;base64,iVBOR' in page
        words = output["data"]["text/plain"]
        assert words.startswith("Loss by epoch: ")
        assert f'alt="{html.escape(words)}"' in page
    assert shown[-1]["data"]["text/plain"] == caption(live.figure)


def test_live_plot_takes_two_percent_of_a_training_at_most(monkeypatch):
    # Each epoch of this clock lasts a second, each drawing half a second.
    now = [0.0]
    monkeypatch.setattr(lesson_11.time, "perf_counter", lambda: now[0])
    live = LivePlot()
    drawn = []

    def draw():
        now[0] += 0.5
        drawn.append(now[0])

    monkeypatch.setattr(live, "_draw", draw)
    live.on_train_begin()
    for epoch in range(100):
        now[0] += 1
        live.on_epoch_end(epoch, {"loss": 1.0})
    live.on_train_end()
    assert len(drawn) * 0.5 <= 0.02 * now[0]


def test_losses_are_drawn_from_step_1():
    ax = plot_losses({"SGD": [2.3, 2.0, 2.1], "Adam": [2.3, 0.5]})
    assert list(ax.lines[0].get_xdata()) == [1, 2, 3]
    assert list(ax.lines[1].get_xdata()) == [1, 2]
    assert caption(ax) == (
        "Loss by step: SGD from 2.3 to 2.1, lowest 2 at 2, highest 2.3 at 1; "
        "Adam from 2.3 to 0.5, lowest 0.5 at 2, highest 2.3 at 1."
    )


def test_losses_of_epochs_begin_at_the_first_epoch():
    set_language("id")
    ax = plot_losses({"training": [0.5, 0.25, 0.3]}, first_epoch=8)
    assert list(ax.lines[0].get_xdata()) == [8, 9, 10]
    assert caption(ax) == (
        "Kerugian menurut epoch: pelatihan dari 0,5 ke 0,3, terendah 0,25 di "
        "9, tertinggi 0,5 di 8."
    )


def test_a_training_that_diverges_is_described_as_far_as_it_went():
    nan = float("nan")
    words = caption(plot_losses({"a": [2.0, 3.0, nan], "b": [nan, nan]}))
    assert "a from 2 to NaN, lowest 2 at 1, highest 3 at 2" in words
    assert "b from NaN to NaN, " in words


def test_no_two_of_many_lines_look_alike():
    ax = plot_losses({str(n): [n] for n in range(10)})
    looks = {(line.get_linestyle(), line.get_marker()) for line in ax.lines}
    assert len(looks) == len(ax.lines) == 10


def test_learning_rates_are_counted_from_step_0():
    ax = plot_learning_rates({"up and down": [0, 0.01, 0.02, 0.005]})
    assert list(ax.lines[0].get_xdata()) == [0, 1, 2, 3]
    assert "from 0 to 0.005, lowest 0 at 0, highest 0.02 at 2." in caption(ax)
