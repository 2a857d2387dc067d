"""A figure is the same whatever style the reader has set."""

import importlib
import pkgutil

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
import tensorflow as tf
from matplotlib.backends.backend_agg import FigureCanvasAgg

import mnist_course as mc
import mnist_helpers as mh
from mnist_helpers.figures import bundle, get_root

IMAGES, LABELS = mh.pick_per_digit(*mh.load_mnist()[0], seed=3)
SCALED = mh.add_channel(mh.scale_pixels(IMAGES))
CERTAIN = np.full((10, 10), 0.01) + 0.9 * np.eye(10)
CERTAIN[7] = CERTAIN[2]
ANSWERS = CERTAIN.argmax(axis=1)
MODEL = mh.load_trained()
RUNS, _PROVENANCE = mc.load_results("augmentation_effect")
INK = mc.lesson_06.compare_ink(IMAGES, IMAGES // 2, LABELS, LABELS)
PAIRS = mc.lesson_06.list_closest_pairs(np.arange(10.0), np.arange(10), LABELS)
LADDER = pd.DataFrame(
    {"seconds": [1.0, 20], "accuracy": [0.9, 0.99], "parameters": [10, 20]},
    index=["a", "b"],
)
BATCHES = tf.data.Dataset.from_tensor_slices((SCALED, LABELS)).batch(5)
STAGES = {"arrays": (SCALED, LABELS), "batch": BATCHES}
PHOTO = 255 - IMAGES[0].repeat(4, axis=0).repeat(4, axis=1)
L = mc.lessons
PLOTS = {
    "plot_activations": lambda: L.lesson_10.plot_activations(),
    "plot_weights": lambda: L.lesson_10.plot_weights(MODEL, "conv_1"),
    "plot_spread": lambda: L.lesson_10.plot_spread({"a": [1.0, 0.1]}),
    "plot_loss_after_step": lambda: L.lesson_10.plot_loss_after_step(
        {0: 2.3, 1: 2.2, 10: 3.3}
    ),
    "plot_preparation": lambda: mc.plot_preparation(PHOTO),
    "plot_page": lambda: mc.plot_page(PHOTO),
    "plot_pictures": lambda: mc.plot_pictures([PHOTO], ["a"]),
    "plot_architecture": lambda: mh.plot_architecture(MODEL),
    "plot_before_after": lambda: mh.plot_before_after(
        IMAGES[:2], LABELS[:2], mh.Augmentation(), copies=2
    ),
    "plot_pairs": lambda: L.lesson_06.plot_pairs(IMAGES, IMAGES, LABELS),
    "plot_ink_before_after": lambda: L.lesson_06.plot_ink_before_after(INK),
    "plot_mean_before_after": lambda: L.lesson_06.plot_mean_before_after(
        IMAGES, IMAGES, LABELS, LABELS
    ),
    "plot_tries": lambda: mc.plot_tries({"a": [0.9, 0.91]}),
    "plot_arms": lambda: mc.plot_arms(RUNS, baseline="plain"),
    "plot_arms_per_digit": lambda: mc.plot_arms_per_digit(
        RUNS, baseline="plain"
    ),
    "plot_ladder": lambda: mc.plot_ladder(LADDER),
    "plot_confusion": lambda: mh.plot_confusion(LABELS, ANSWERS),
    "plot_mistakes": lambda: mh.plot_mistakes(
        IMAGES, mh.list_mistakes(LABELS, CERTAIN)
    ),
    "plot_calibration": lambda: L.lesson_12.plot_calibration(LABELS, CERTAIN),
    "plot_kernels": lambda: mh.plot_kernels(MODEL),
    "plot_feature_maps": lambda: mh.plot_feature_maps(MODEL, SCALED[3]),
    "plot_grad_cam": lambda: mh.plot_grad_cam(MODEL, SCALED[:2], LABELS[:2]),
    "plot_answers_by_angle": lambda: L.lesson_05.plot_answers_by_angle(
        np.array([0.0, 90.0]), CERTAIN[:2]
    ),
    "plot_counts": lambda: mh.plot_counts(mh.count_digits(train=LABELS)),
    "plot_distances": lambda: L.lesson_06.plot_distances(clean=np.arange(9.0)),
    "plot_closest_pairs": lambda: L.lesson_06.plot_closest_pairs(
        IMAGES, IMAGES, PAIRS
    ),
    "plot_digit": lambda: mh.plot_digit(IMAGES[3], 3),
    "plot_digits": lambda: mh.plot_digits(IMAGES[:3], LABELS[:3]),
    "plot_pixels": lambda: mh.plot_pixels(IMAGES[3]),
    "plot_pixel_values": lambda: L.lesson_03.plot_pixel_values(raw=IMAGES),
    "plot_pipeline": lambda: L.lesson_08.plot_pipeline(train=STAGES),
    "plot_batch_labels": lambda: L.lesson_08.plot_batch_labels({"a": BATCHES}),
    "plot_speeds": lambda: mh.plot_speeds({"a": 100.0, "b": 200.0}),
    "plot_course_map": lambda: L.lesson_00.plot_course_map(),
    "plot_losses": lambda: mh.plot_losses({"a": [2.3, 1.0, 0.5]}),
    "plot_learning_rates": lambda: L.lesson_11.plot_learning_rates(
        {"a": [0.0, 0.01, 0.001]}
    ),
    "LivePlot": lambda: draw_live(),
}
STYLES = {
    "seaborn": lambda: sns.set_theme(),
    "dark": lambda: plt.style.use("dark_background"),
    "ggplot": lambda: plt.style.use("ggplot"),
    "own": lambda: plt.rcParams.update(
        {
            "axes.grid": True,
            "axes.facecolor": "yellow",
            "figure.facecolor": "none",
            "font.size": 4,
            "image.cmap": "jet",
            "lines.linewidth": 9,
            "savefig.facecolor": "red",
            "text.color": "white",
            "xtick.color": "white",
            "figure.dpi": 40,
        }
    ),
}


def draw_live():
    live = mc.lesson_11.LivePlot()
    live.on_train_begin()
    live.on_epoch_end(0, {"loss": 0.5, "accuracy": 0.9})
    live.on_epoch_end(1, {"loss": 0.4, "accuracy": 0.95})
    live.on_train_end()
    return live.figure


def draw(name):
    """What `show` puts on the page, and what the reader's canvas has."""
    figure = get_root(PLOTS[name]())
    drawn = FigureCanvasAgg(figure)
    drawn.draw()
    canvas = np.asarray(drawn.buffer_rgba()).copy()
    page = bundle(figure)["text/html"]
    plt.close(figure)
    return canvas, page


def test_every_plot_of_the_package_is_here():
    names = {"LivePlot"}
    for package in (mh, mc.lessons, mc.experiments, mc.own_digits):
        for module in pkgutil.iter_modules(package.__path__):
            name = f"{package.__name__}.{module.name}"
            loaded = vars(importlib.import_module(name))
            names |= {n for n in loaded if n.startswith("plot_")}
    assert set(PLOTS) == names


@pytest.mark.parametrize("name", PLOTS)
def test_the_reader_s_style_changes_no_figure(name):
    plain = draw(name)
    for style, use in STYLES.items():
        with plt.rc_context():
            use()
            before = dict(plt.rcParams)
            styled = draw(name)
            assert dict(plt.rcParams) == before, style
        assert np.array_equal(styled[0], plain[0]), style
        assert styled[1] == plain[1], style


def test_axes_that_a_reader_made_in_a_dark_style_are_readable():
    with plt.style.context("dark_background"):
        _figure, ax = plt.subplots()
        mh.plot_counts(mh.count_digits(train=LABELS), ax=ax)
        figure = ax.get_figure()
        assert figure.get_facecolor() == (1, 1, 1, 1)
        for text in [ax.title, ax.xaxis.label, *ax.get_xticklabels()]:
            assert text.get_color() in ("black", "k")
