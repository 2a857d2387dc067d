"""Stages are told and drawn as they are; batches show how they are mixed."""

import numpy as np
import pytest
import tensorflow as tf

from mnist_helpers import (
    caption,
    describe_stages,
    plot_batch_labels,
    plot_pipeline,
    set_language,
)

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


def test_stages_are_told_as_their_element_spec_says():
    table = describe_stages(TRAIN)
    assert [*table.index] == ["load", "slices", "shuffle", "batch"]
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


def test_table_of_stages_speaks_indonesian():
    set_language("id")
    table = describe_stages(TRAIN)
    assert "pengacakan (shuffle)" in table.index
    assert table.index.name == "tahap"
    assert table.loc["pemuatan (load)", "jenis"] == "array"


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
    assert "4 × (None, 28, 28) uint8" in sizes
    assert "(100, 28, 28) uint8" in sizes


def test_caption_of_a_pipeline_tells_its_order_in_both_languages():
    said = caption(plot_pipeline(train=TRAIN, validation=VALIDATION))
    assert "train: load (100, 28, 28) uint8 → slices 100 × (28, 28)" in said
    assert "→ shuffle → batch 4 ×" in said
    assert "Filled boxes" in said
    set_language("id")
    said = caption(plot_pipeline(train=TRAIN))
    assert "latih: pemuatan (load)" in said
    assert "Kotak berwarna" not in said  # one pipeline has nothing to lack


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
    figure = plot_batch_labels({"batch": BATCHES})
    texts = ax.texts + [
        text
        for panel in figure.axes
        for text in [
            panel.title,
            panel.xaxis.label,
            panel.yaxis.label,
            *panel.get_xticklabels(),
            *panel.get_yticklabels(),
        ]
    ]
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


@pytest.mark.parametrize("function", [describe_stages, plot_batch_labels])
@pytest.mark.parametrize(
    ("wrong", "english", "indonesian"),
    [
        ({}, "hold stages, each under its name", "berisi tahap-tahap"),
        (SLICES, "Write dict(batch=dataset)", "Tulis dict(batch=dataset)"),
        ({"batch": IMAGES}, "`batch` must be arrays or", "`batch` harus"),
        (
            {"batch": SLICES.map(lambda image, label: image)},
            "of (images, labels)",
            "berisi (images, labels)",
        ),
    ],
)
def test_what_is_no_stage_is_refused(function, wrong, english, indonesian):
    for language, said in [("en", english), ("id", indonesian)]:
        set_language(language)
        with pytest.raises(TypeError) as caught:
            function(wrong)
        assert said in str(caught.value)


def test_pipeline_without_a_name_or_a_stage_is_refused():
    with pytest.raises(TypeError, match="be given under a name"):
        plot_pipeline()
    with pytest.raises(TypeError, match="`train` must hold stages"):
        plot_pipeline(train={})


def test_single_images_are_no_batches():
    with pytest.raises(TypeError, match=r"Give dataset.batch\(128\)"):
        plot_batch_labels({"slices": SLICES})
