"""Changes set beside each other: hand-made runs, answers known by hand."""

import numpy as np
import pandas as pd
import pytest

import mnist_course as mc
import mnist_helpers as mh
from mnist_course.experiments.compare import compare_arms_per_digit
from mnist_course.experiments.comparison_plots import (
    plot_arms,
    plot_arms_per_digit,
    plot_ladder,
    plot_tries,
)
from mnist_helpers.figures import caption
from mnist_helpers.language import format_table

CORRECT = [f"correct_{digit}" for digit in range(10)]


def make_runs() -> pd.DataFrame:
    """Six seeds of 100 images a digit; the change costs the 2 ten images."""
    random = np.random.default_rng(3)
    rows = []
    for seed in range(1, 7):
        plain = random.integers(80, 90, 10)
        changed = plain + random.integers(-1, 2, 10)
        changed[2] = plain[2] - 10
        changed[5] = plain[5] + seed  # 1 to 6 more: 3.5 on average
        for arm, correct in (("plain", plain), ("mirrored", changed)):
            row = dict(zip(CORRECT, correct, strict=True))
            rows.append(
                {"arm": arm, "seed": seed, "accuracy": correct.sum() / 1000}
                | row
            )
    return pd.DataFrame(rows)


RUNS = make_runs()


def test_the_digit_that_lost_ten_images_shows_it():
    table = compare_arms_per_digit(RUNS, baseline="plain")["mirrored"]
    assert table.loc[2].tolist() == [-10, -10, -10]
    assert table.loc[5, "difference"] == 3.5
    # Student's t, 5 degrees of freedom: 2.571 * sqrt(3.5 / 6).
    assert table.loc[5, "difference low"] == pytest.approx(
        3.5 - 1.963, abs=0.001
    )
    assert table.loc[5, "difference high"] == pytest.approx(
        3.5 + 1.963, abs=0.001
    )


def test_the_digits_add_up_to_the_whole_difference():
    by_digit = compare_arms_per_digit(RUNS, baseline="plain")["mirrored"]
    whole = mc.compare_arms(RUNS, baseline="plain").loc["mirrored"]
    assert by_digit["difference"].sum() == pytest.approx(
        1000 * whole["difference"]
    )


def test_plot_names_the_digits_that_gain_and_lose():
    ax = plot_arms_per_digit(RUNS, baseline="plain")
    bounds = [bar[:, 1].tolist() for bar in ax.collections[0].get_segments()]
    assert bounds[2] == [-10, -10] and ax.lines[0].get_ydata()[5] == 3.5
    sentence = caption(ax)
    assert "most for the 5 (3.5 images), least for the 2 (-10.0)" in sentence
    assert "above 0: 5; below 0: 2." in sentence
    mh.set_language("id")
    sentence = caption(plot_arms_per_digit(RUNS, baseline="plain"))
    assert "dicerminkan: tertinggi pada digit 5 (3,5 citra)" in sentence


def test_tables_of_arms_are_shown_in_indonesian():
    mh.set_language("id")
    table = mc.compare_arms(RUNS, baseline="plain")
    assert list(table.index) == ["plain", "mirrored"]
    shown = format_table(table)
    assert list(shown.index) == ["tanpa augmentasi", "dicerminkan"]
    assert list(shown["kesimpulan"]) == ["pembanding", "lebih buruk"]
    shown = format_table(compare_arms_per_digit(RUNS, baseline="plain"))
    assert list(shown["dicerminkan"]) == [
        "selisih",
        "selisih, bawah",
        "selisih, atas",
    ]


def test_plot_arms_says_what_the_table_says():
    table = mc.compare_arms(RUNS, baseline="plain").loc["mirrored"]
    ax = plot_arms(RUNS, baseline="plain")
    gain = f"{100 * table['difference']:.2f}"
    assert f"mirrored: {gain} percentage points" in caption(ax)
    assert f", {table['verdict']}." in caption(ax)
    dots = ax.collections[0].get_offsets()[:, 0]
    assert len(dots) == 6
    assert dots.mean() == pytest.approx(100 * table["difference"])
    mh.set_language("id")
    sentence = caption(plot_arms(RUNS, baseline="plain"))
    assert f"dicerminkan: {gain.replace('.', ',')} poin" in sentence


def test_tries_are_described_one_by_one():
    ax = plot_tries({"peak=0.1": 0.9, "seeds": pd.Series([0.94, 0.95, 0.93])})
    assert (
        caption(ax) == "peak=0.1: 90.0 %; seeds: 93.0 % to 95.0 % in 3 runs."
    )
    one, three = (dots.get_offsets() for dots in ax.collections)
    assert one.tolist() == [[90, 0]]
    assert sorted(three[:, 0]) == [93, 94, 95] and set(three[:, 1]) == {1}
    assert [t.get_text() for t in ax.get_yticklabels()] == [
        "peak=0.1",
        "seeds",
    ]


def test_ladder_describes_each_model():
    ladder = pd.DataFrame(
        {"parameters": [1000, 2500], "seconds": [1.25, 30], "accuracy": 0.9},
        index=["small", "large"],
    )
    ax = plot_ladder(ladder)
    assert caption(ax) == (
        "small: 90.00 % after 1.2 s, 1,000 parameters; "
        "large: 90.00 % after 30.0 s, 2,500 parameters."
    )
    areas = [line.get_markersize() ** 2 for line in ax.lines]
    assert areas[1] == pytest.approx(2.5 * areas[0])
