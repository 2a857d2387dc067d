"""Comparisons against hand-worked numbers and other libraries' answers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from scipy import stats

import mnist_course as mc
import mnist_helpers as mh

TRUE = np.arange(20) % 10
WRONG = (TRUE + 1) % 10
NOT_SHOWN = 2 * ["not shown to differ"]


def mixed(wrong_places):
    answers = TRUE.copy()
    answers[wrong_places] = WRONG[wrong_places]
    return answers


def runs(**arms):
    """A table as `run_experiment` returns it, accuracies by arm."""
    return pd.DataFrame(
        [
            {"arm": arm, "seed": seed, "accuracy": value, "seconds": 1.0}
            for arm, values in arms.items()
            for seed, value in enumerate(values)
        ]
    )


def test_a_tiny_p_is_never_written_as_nought():
    # Twelve tosses, all one way: p = 2 / 2**12.
    compared = mc.compare_answers(TRUE, mixed(range(12)), mixed([]))
    assert compared.p_value == pytest.approx(2 / 4096)
    assert "p < 0.001: B is better." in str(compared)
    mh.set_language("id")
    assert "p < 0,001: " in str(compared)


@pytest.mark.parametrize(
    ("wrong_a", "wrong_b", "counts", "p_value", "verdict"),
    [
        # B alone fails on 0..7, A alone on 8, both on 9. Two-sided binomial
        # by hand: 2 * (1 + 9) / 2**9.
        ([8, 9], [*range(8), 9], (8, 1), 20 / 2**9, "A is better"),
        ([*range(8), 9], [8, 9], (1, 8), 20 / 2**9, "B is better"),
        ([1, 2, 3], [1, 2, 3], (0, 0), 1, "not shown to differ"),
        # Five coins alike are not enough.
        ([], [0, 1, 2, 3, 4], (5, 0), 2 / 2**5, "not shown to differ"),
    ],
)
def test_mcnemars_verdicts_by_hand(wrong_a, wrong_b, counts, p_value, verdict):
    compared = mc.compare_answers(TRUE, mixed(wrong_a), mixed(wrong_b))
    assert (compared.only_a, compared.only_b) == counts
    assert compared.p_value == pytest.approx(p_value)
    assert compared.verdict == verdict


PLAIN = [0.950, 0.956, 0.948, 0.952, 0.954]
BETTER = [0.960, 0.965, 0.959, 0.961, 0.966]
MIXED = [0.951, 0.950, 0.955, 0.949, 0.956]


def test_compare_arms_is_scipys_paired_t_test():
    table = mc.compare_arms(
        runs(plain=PLAIN, better=BETTER, mixed=MIXED), baseline="plain"
    )
    for arm, values in (("better", BETTER), ("mixed", MIXED)):
        expected = stats.ttest_rel(values, PLAIN)
        interval = expected.confidence_interval(0.95)
        row = table.loc[arm]
        assert row["p"] == pytest.approx(expected.pvalue)
        assert row["difference"] == pytest.approx(
            np.mean(values) - np.mean(PLAIN)
        )
        assert row["difference low"] == pytest.approx(interval.low)
        assert row["difference high"] == pytest.approx(interval.high)
    assert table["verdict"].to_dict() == {
        "plain": "baseline",
        "better": "better",
        "mixed": "not shown to differ",
    }


@pytest.mark.parametrize(
    ("less_is_better", "verdict"), [(False, "worse"), (True, "better")]
)
def test_it_is_said_whether_less_is_better(less_is_better, verdict):
    table = runs(a=[5.0, 6, 7, 8, 9], b=[4.0, 5, 6.1, 7, 8])
    compared = mc.compare_arms(
        table, baseline="a", less_is_better=less_is_better
    )
    assert compared["verdict"]["b"] == verdict


def test_pairs_are_made_by_seed_not_by_row():
    table = runs(plain=PLAIN, better=BETTER)
    shuffled = table.sample(frac=1, random_state=3)
    # The arms may now come in another order; their numbers may not differ.
    pd.testing.assert_frame_equal(
        mc.compare_arms(table, baseline="plain").sort_index(),
        mc.compare_arms(shuffled, baseline="plain").sort_index(),
        check_like=True,
    )


def test_the_same_gain_for_each_seed_is_certain():
    plain = [0.5, 0.25, 0.75, 0.5, 0.625]
    table = mc.compare_arms(
        runs(
            plain=plain,
            up=[x + 0.125 for x in plain],
            same=plain,
            rounded=[x - 5.6e-17 for x in plain[:4]] + [0.625 - 1.2e-16],
        ),
        baseline="plain",
    )
    assert table["p"].tolist()[1:] == [0, 1, 1]
    tiny = runs(a=[1e-9] * 5, b=[5e-9] * 5)
    assert mc.compare_arms(tiny, baseline="a").loc["b", "verdict"] == "better"
    assert table["verdict"].tolist()[1:] == ["better"] + NOT_SHOWN


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=5, max_size=8), st.data())
def test_swapping_the_baseline_swaps_the_sign(values, data):
    size = len(values)
    other = data.draw(st.lists(st.floats(0, 1), min_size=size, max_size=size))
    results = runs(a=values, b=other)
    forth = mc.compare_arms(results, baseline="a").loc["b"]
    back = mc.compare_arms(results, baseline="b").loc["a"]
    assert forth["difference"] == pytest.approx(-back["difference"])
    opposite = {"better": "worse", "worse": "better"}
    assert forth["verdict"] == opposite.get(back["verdict"], back["verdict"])


RUNS = runs(plain=PLAIN, better=BETTER)
GAP = runs(plain=PLAIN, better=[*BETTER[:4], np.nan])
DIVERGED = runs(plain=[*PLAIN[:4], np.inf], better=BETTER)
NOT_RUNS = "be the table that run_experiment returns"


def compare(results, baseline="plain", **metric):
    return lambda: mc.compare_arms(results, baseline=baseline, **metric)


def answer(y_true, *answers):
    return lambda: mc.compare_answers(y_true, *answers)


BAD = [
    (answer(TRUE, TRUE[:5], TRUE), "pred_a", "as many as the images"),
    (answer(TRUE, TRUE, np.eye(10)[TRUE]), "pred_b", "one-hot"),
    (compare("x"), "results", NOT_RUNS),
    (compare(RUNS.drop(columns="seed")), "results", NOT_RUNS),
    (compare(RUNS, "none"), "baseline", "be one of"),
    (compare(RUNS, metric="loss"), "metric", "be one of"),
    (compare(RUNS[RUNS["seed"] < 4]), "results", "at least 5 seeds"),
    (compare(pd.concat([RUNS, RUNS])), "results", "each once in each arm"),
    (compare(RUNS[1:]), "results", "each once in each arm"),
    (compare(GAP), "results", "hold finite numbers"),
    (compare(DIVERGED), "results", "hold finite numbers"),
]


@pytest.mark.parametrize(("call", "name", "part"), BAD)
def test_bad_comparisons_are_refused_with_a_remedy(call, name, part):
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    assert str(caught.value).startswith(f"`{name}` must ")
    assert part in str(caught.value)
