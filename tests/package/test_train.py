"""Schedule, bar, live plot and curves where their answers are known."""

import html

import keras
import numpy as np
import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from mnist_course.lessons.lesson_11 import LivePlot, TrainingBar
from mnist_helpers import (
    OneCycle,
    build_dense,
    format_number,
    plot_losses,
    set_language,
    train,
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


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((0, 100), "peak"),
        ((-1, 100), "peak"),
        ((float("nan"), 100), "peak"),
        ((0.1, 1), "steps"),
        ((0.1, 99.5), "steps"),
        ((0.1, 100, 0), "warm_up"),
        ((0.1, 100, 1), "warm_up"),
    ],
)
def test_one_cycle_refuses_what_makes_no_schedule(arguments, name):
    with pytest.raises((TypeError, ValueError), match=f"`{name}` must"):
        OneCycle(*arguments)


def train_a_little(live, epochs=3, initial_epoch=0, validation=True):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])
    model.compile(
        "sgd",
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    x = np.random.default_rng(1).normal(size=(64, 2))
    y = (x[:, 0] > 0).astype(int)
    return model.fit(
        x,
        y,
        validation_data=(x, y) if validation else None,
        epochs=epochs,
        initial_epoch=initial_epoch,
        callbacks=[live],
        verbose=0,
    ).history


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


def test_live_plot_draws_what_fit_returns():
    live = LivePlot()
    history = train_a_little(live)
    loss, accuracy = live.figure.axes
    for ax, name in ((loss, "loss"), (accuracy, "accuracy")):
        for line, key in zip(ax.lines, (name, f"val_{name}"), strict=True):
            assert list(line.get_xdata()) == [1, 2, 3]
            assert list(line.get_ydata()) == history[key]
    assert "After epoch 3 " in caption(live.figure)
    lowest = format_number(min(history["val_loss"]), 3)
    assert f"it was lowest, {lowest}" in caption(live.figure)


def test_live_plot_without_validation_says_nothing_of_it():
    live = LivePlot()
    train_a_little(live, validation=False)
    assert [len(ax.lines) for ax in live.figure.axes] == [1, 1]
    assert "alidation" not in caption(live.figure)


def test_live_plot_goes_on_and_starts_afresh():
    live = LivePlot()
    train_a_little(live, epochs=2, validation=False)
    train_a_little(live, epochs=4, initial_epoch=2, validation=False)
    assert list(live.logs) == [1, 2, 3, 4]
    train_a_little(live, epochs=2, validation=False)
    assert list(live.logs) == [1, 2]


def train_with(live, *, metrics=(), rate=0.01, scale=1.0, **options):
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
        ("sparse_categorical_accuracy", "Accuracy"),
        (keras.metrics.SparseCategoricalAccuracy("hits"), "hits"),
        (keras.metrics.SparseCategoricalCrossentropy("bits"), "bits"),
    ],
)
def test_live_plot_draws_a_metric_of_any_name(metric, title):
    live = LivePlot()
    history = train_with(live, metrics=[metric])
    name = [n for n in history if n not in ("loss",)][0]
    _loss, ax = live.figure.axes
    assert ax.get_title() == title
    assert list(ax.lines[0].get_ydata()) == history[name]
    assert list(ax.lines[1].get_ydata()) == history[f"val_{name}"]
    assert f"{title}, validation: " in caption(live.figure)


def test_live_plot_prefers_the_accuracy_and_does_without_a_metric():
    live = LivePlot()
    train_with(
        live, metrics=[keras.metrics.MeanSquaredError("far"), "accuracy"]
    )
    assert [ax.get_title() for ax in live.figure.axes] == ["Loss", "Accuracy"]
    assert "far, training: " in caption(live.figure)
    train_with(live)
    assert [ax.get_title() for ax in live.figure.axes] == ["Loss"]


def test_live_plot_does_not_end_a_training_that_diverges():
    live = LivePlot()
    history = train_with(live, metrics=["accuracy"], rate=1e38, scale=1e30)
    assert not np.isfinite(history["loss"][-1])  # it did diverge, and ended
    assert len(history["loss"]) == 3
    words = caption(live.figure)
    assert "loss is no number since epoch 1: " in words
    assert "NaN" not in words


@pytest.mark.parametrize("loss", [1e25, -1e25, 1e-9, 0.0])
def test_live_plot_writes_a_loss_of_any_size(loss):
    live = LivePlot()
    live.on_train_begin()
    live.on_epoch_end(0, {"loss": 0.5})
    live.on_epoch_end(1, {"loss": loss})
    live.on_train_end()
    assert format_number(loss, 3) in caption(live.figure)
    assert len(caption(live.figure)) < 120


def test_live_plot_names_the_epoch_that_the_loss_is_lost_in():
    live = LivePlot()
    live.on_train_begin()
    for epoch, loss in enumerate([0.5, 0.4, np.nan, np.inf]):
        live.on_epoch_end(epoch, {"loss": loss, "val_loss": 1.0})
    live.on_train_end()
    words = caption(live.figure)
    assert "The training loss is no number since epoch 3: " in words
    assert "After epoch 4 the validation loss is 1.000" in words


def test_live_plot_knows_that_not_every_epoch_was_validated():
    live = LivePlot()
    history = train_with(live, metrics=["acc"], validation_freq=2)
    assert len(history["val_loss"]) == 1
    words = caption(live.figure)
    shown = format_number(history["val_loss"][0], 3)
    assert f"After epoch 2 the validation loss is {shown}" in words
    assert "After epoch 3 the training loss is " in words
    assert "NaN" not in words


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
    train_a_little(live)
    first, *later = [output["update"] for output in shown]
    assert not first and later and all(later)
    assert len({output["transient"]["display_id"] for output in shown}) == 1
    for output in shown:
        page = output["data"]["text/html"]
        assert 'src="data:image/png;base64,iVBOR' in page
        words = output["data"]["text/plain"]
        assert words.startswith("After epoch ")
        assert f'alt="{html.escape(words)}"' in page
    assert shown[-1]["data"]["text/plain"] == caption(live.figure)


def test_live_plot_takes_two_percent_of_a_training_at_most(monkeypatch):
    # Each epoch of this clock lasts a second, each drawing half a second.
    now = [0.0]
    monkeypatch.setattr(train.time, "perf_counter", lambda: now[0])
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
        "Loss, step 1 to 3. SGD: lowest 2.000, at the end 2.100. "
        "Adam: lowest 0.500, at the end 0.500."
    )


def test_losses_of_epochs_begin_at_the_first_epoch():
    set_language("id")
    ax = plot_losses({"training": [0.5, 0.2, 0.3]}, first_epoch=8)
    assert list(ax.lines[0].get_xdata()) == [8, 9, 10]
    assert caption(ax) == (
        "Kerugian, epoch 8 sampai 10. pelatihan: terendah 0,200, di akhir "
        "0,300."
    )


def test_learning_rates_are_counted_from_step_0():
    ax = train.plot_learning_rates({"up and down": [0, 0.01, 0.02, 0.005]})
    assert list(ax.lines[0].get_xdata()) == [0, 1, 2, 3]
    assert "at most 0.0200, in step 2, 0.0050 at the end." in caption(ax)
