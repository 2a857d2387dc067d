"""Stages are listed and drawn as they are; batches show how they mix."""

import numpy as np
import tensorflow as tf

from mnist_course.lessons.lesson_08 import (
    describe_stages,
    plot_batch_labels,
    plot_pipeline,
)
from mnist_helpers import set_language
from mnist_helpers.figures import caption
from mnist_helpers.language import format_table
from mnist_helpers.pictures import plot_speeds

IMAGES = np.zeros((100, 28, 28), np.uint8)
LABELS = np.repeat(np.arange(10, dtype=np.uint8), 10)  # sorted, ten of each
SLICES = tf.data.Dataset.from_tensor_slices((IMAGES, LABELS))
BATCHES = SLICES.batch(30)
LOADED = {"load": (IMAGES, LABELS)}
TRAIN = LOADED | {
    "slices": SLICES,
    "shuffle": SLICES.shuffle(100, seed=7),
    "batch": BATCHES,
}
VALIDATION = LOADED | {"slices": SLICES.take(40), "batch": SLICES.batch(9)}


def boxes(ax):
    """Left to right and top to bottom: name, size, whether it is filled."""
    names = [t for t in ax.texts if t.get_ha() == "center"]
    return {
        (round(box.get_x(), 1), round(box.get_y(), 1)): (
            names[2 * place].get_text(),
            names[2 * place + 1].get_text(),
            box.get_facecolor() != (1, 1, 1, 1),
        )
        for place, box in enumerate(ax.patches)
        if hasattr(box, "get_boxstyle") and hasattr(box, "get_x")
    }


def test_stages_are_listed_as_their_element_spec_has_them():
    table = describe_stages(TRAIN)
    assert [*table["kind"]] == ["arrays"] + ["dataset"] * 3
    assert [*table["elements"]] == [100, 100, 100, 4]  # 30 + 30 + 30 + 10
    assert [*table["image shape"]] == [
        "(100, 28, 28)",
        "(28, 28)",
        "(28, 28)",
        "(None, 28, 28)",
    ]
    assert [*table["label shape"]] == ["(100,)", "()", "()", "(None,)"]
    assert {*table["dtype"]} == {"uint8"}
    set_language("id")
    shown = format_table(table)
    assert "pengacakan (shuffle)" in shown.index
    assert shown.index.name == "tahap"
    assert shown.loc["pemuatan (load)", "jenis"] == "array"


def test_endless_and_unknown_numbers_of_elements_have_signs():
    odd = SLICES.filter(lambda image, label: label % 2 == 1)
    table = describe_stages({"repeat": SLICES.repeat(), "filter": odd})
    assert [*table["elements"]] == ["∞", "?"]


def test_pipelines_stand_beside_each_other_row_by_row():
    ax = plot_pipeline(train=TRAIN, validation=VALIDATION)
    drawn = boxes(ax)
    names = [name for name, _size, _filled in drawn.values()]
    assert sorted(names) == sorted(
        ["load", "slices", "slices", "shuffle", "batch", "batch"]
    )
    heights = {}
    for (_x, y), (name, _size, _filled) in drawn.items():
        heights.setdefault(name, set()).add(y)
    assert all(len(heights[name]) == 1 for name in heights)
    filled = {name for name, _size, filled in drawn.values() if filled}
    assert filled == {"shuffle"}
    sizes = {size for _name, size, _filled in drawn.values()}
    assert {"4 × (None, 28, 28) uint8", "(100, 28, 28) uint8"} <= sizes


def test_caption_of_a_pipeline_has_its_order_in_both_languages():
    words = caption(plot_pipeline(train=TRAIN, validation=VALIDATION))
    assert "train: load (100, 28, 28) uint8 → slices 100 × (28, 28)" in words
    assert "→ shuffle → batch 4 ×" in words
    assert "Filled boxes" in words
    set_language("id")
    words = caption(plot_pipeline(train=TRAIN))
    assert "latih: pemuatan (load)" in words
    assert "Kotak berwarna" not in words  # one pipeline has nothing to lack


def test_stages_in_another_order_get_rows_of_their_own():
    right = {"shuffle": SLICES, "batch": BATCHES}
    wrong = {"batch": BATCHES, "shuffle": BATCHES.shuffle(4)}
    ax = plot_pipeline(right=right, wrong=wrong)
    lanes = {}
    for (x, _y), (name, _size, _filled) in sorted(
        boxes(ax).items(), key=lambda item: -item[0][1]
    ):
        lanes.setdefault(x, []).append(name)
    assert sorted(lanes.values()) == [
        ["batch", "shuffle"],
        ["shuffle", "batch"],
    ]


def test_texts_of_the_figures_can_be_read_from_afar():
    ax = plot_pipeline(train=TRAIN, validation=VALIDATION)
    texts = [*ax.texts]
    for panel in plot_batch_labels({"batch": BATCHES}).axes:
        texts += [panel.title, panel.xaxis.label, panel.yaxis.label]
        texts += panel.get_xticklabels() + panel.get_yticklabels()
    assert all(t.get_fontsize() >= 11 for t in texts if t.get_text())


def test_share_of_each_digit_in_a_batch_is_drawn_as_counted_by_hand():
    figure = plot_batch_labels({"batch": BATCHES})
    shares = np.asarray(figure.axes[0].images[0].get_array())
    by_hand = np.zeros((10, 4))
    for batch in range(3):
        by_hand[3 * batch : 3 * batch + 3, batch] = 1 / 3
    by_hand[9, 3] = 1
    assert np.allclose(shares, by_hand)
    # Three digits in three batches, one in the last.
    assert caption(figure) == (
        "batch: 4 batches, on average 2.5 different digits in each."
    )
    set_language("id")
    assert "rata-rata berisi 2,5 digit" in caption(
        plot_batch_labels({"batch": BATCHES})
    )


def test_plot_speeds_writes_how_many_times_faster():
    ax = plot_speeds({"one": 4000, "two": 50000})
    assert "two is 12.5 times as fast as one" in caption(ax)
    set_language("id")
    ax = plot_speeds({"one": 4000, "two": 50000})
    assert "two 12,5 kali secepat one" in caption(ax)
    assert ax.get_xlabel() == "Citra per detik"
