"""Compare models: on the same images, or over the same seeds.

In: answers of two models, or the table that `run_experiment` returned. Out:
differences with their intervals, and a verdict in words that may be "not
shown to differ". Nothing here needs TensorFlow.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from .checks import refuse, verify_labels
from .explore import DIGITS
from .language import _, format_number

FEWEST_SEEDS = 5
CONFIDENCE = 0.95


class AnswerComparison(NamedTuple):
    """Two models on the same images.

    only_a, only_b: images that only the one gets right; p_value: of
    McNemar's exact test; verdict: in the language set.
    """

    only_a: int
    only_b: int
    p_value: float
    verdict: str

    def __str__(self) -> str:
        tiny = self.p_value < 0.001  # no p is ever 0.000
        shown = format_number(max(self.p_value, 0.001), 3)
        return _(
            "Only A is right on {only_a} images, only B on {only_b}; "
            "p {p}: {verdict}.",
            only_a=format_number(self.only_a),
            only_b=format_number(self.only_b),
            p=f"{'<' if tiny else '='} {shown}",
            verdict=self.verdict,
        )


def compare_answers(
    y_true: np.ndarray, pred_a: np.ndarray, pred_b: np.ndarray
) -> AnswerComparison:
    """Compare the answers of two models to the same images.

    Only the images on which one is right and the other wrong can tell the
    models apart; if they are equally good, each of those is a coin toss.

    Args:
        y_true, pred_a, pred_b: integer arrays of shape (n,), digits 0 to 9.

    Raises:
        TypeError, ValueError: if one of them holds no digits, or they are
            not equally many.

    Source: McNemar 1947, in its exact form (SciPy's `binomtest`).
    """
    verify_labels(y_true, name="y_true")
    verify_labels(pred_a, name="pred_a", length=len(y_true))
    verify_labels(pred_b, name="pred_b", length=len(y_true))
    a_right, b_right = pred_a == y_true, pred_b == y_true
    only_a = int((a_right & ~b_right).sum())
    only_b = int((b_right & ~a_right).sum())
    p_value = 1.0
    if only_a + only_b:
        p_value = float(stats.binomtest(only_a, only_a + only_b).pvalue)
    if p_value >= 1 - CONFIDENCE:
        verdict = _("not shown to differ")
    else:
        verdict = _("A is better") if only_a > only_b else _("B is better")
    return AnswerComparison(only_a, only_b, p_value, verdict)


def compare_arms(
    results: pd.DataFrame, *, baseline: str, metric: str = "accuracy"
) -> pd.DataFrame:
    """Compare each arm of an experiment with one of them, seed by seed.

    Runs with the same seed share their split and their order, so the
    difference is taken within each seed: what one seed does to both arms
    falls out. Intervals hold 95 %; with several arms, one in twenty
    comparisons of equal arms still looks like a difference.

    Args:
        results: what `run_experiment` returned; at least 5 seeds, the same
            for each arm.
        baseline: the arm that the others are compared with.
        metric: the column to compare; more is better.

    Returns:
        A row for each arm: number of seeds, mean with its interval; for
        all but the baseline the mean difference with its interval
        (Student's t), the interval by bootstrap (10,000 resamples), the p
        value of the paired t test, and the verdict. In units of `metric`.

    Raises:
        ValueError: if an arm or column is not there, or seeds are missing,
            repeated or fewer than 5.
    """
    table = pair_by_seed(results, baseline, metric)
    rows = {}
    for arm in table:
        low, high = t_interval(table[arm])
        rows[arm] = {
            _("seeds"): len(table),
            _("mean"): table[arm].mean(),
            _("low"): low,
            _("high"): high,
        }
        if arm != baseline:
            difference = table[arm] - table[baseline]
            rows[arm] |= _describe_difference(difference)
    compared = pd.DataFrame.from_dict(rows, orient="index").rename(_)
    return compared.fillna({_("verdict"): _("baseline")})


def _describe_difference(difference: pd.Series) -> dict:
    low, high = t_interval(difference)
    if difference.std() > 0:
        p_value = stats.ttest_1samp(difference, 0).pvalue
        bootstrap = stats.bootstrap(
            (difference.to_numpy(),),
            np.mean,
            n_resamples=10_000,
            method="percentile",
            rng=np.random.default_rng(7),
        ).confidence_interval
    else:  # the same difference for each seed leaves nothing to resample
        p_value, bootstrap = float(difference.iloc[0] == 0), (low, high)
    return {
        _("difference"): difference.mean(),
        _("difference, low"): low,
        _("difference, high"): high,
        _("bootstrap, low"): bootstrap[0],
        _("bootstrap, high"): bootstrap[1],
        "p": p_value,
        _("verdict"): verdict(low, high),
    }


def verdict(low: float, high: float) -> str:
    if low > 0:
        return _("better")
    return _("worse") if high < 0 else _("not shown to differ")


def t_interval(values: pd.Series) -> tuple[float, float]:
    """The 95 % interval of a mean (Student's t)."""
    half = stats.t.ppf((1 + CONFIDENCE) / 2, len(values) - 1) * values.sem()
    return values.mean() - half, values.mean() + half


def pair_by_seed(
    results: pd.DataFrame, baseline: str, metric: str
) -> pd.DataFrame:
    """A row for each seed, a column for each arm, in the order given."""
    needed = {"arm", "seed"}
    if not isinstance(results, pd.DataFrame) or not needed <= set(results):
        refuse(
            "results",
            _("be the table that run_experiment returned"),
            type(results).__name__,
            _("It has the columns arm and seed."),
            error=TypeError,
        )
    arms = list(dict.fromkeys(results["arm"]))
    for name, value, allowed in (
        ("baseline", baseline, arms),
        ("metric", metric, [c for c in results if c not in needed]),
    ):
        if value not in allowed:
            refuse(
                name,
                _("be one of {names}", names=", ".join(map(str, allowed))),
                repr(value),
                _("Take a name from the table."),
            )
    counts = pd.crosstab(results["seed"], results["arm"])
    if (counts != 1).any(axis=None) or len(counts) < FEWEST_SEEDS:
        refuse(
            "results",
            _(
                "have at least {fewest} seeds, each once in each arm",
                fewest=FEWEST_SEEDS,
            ),
            _(
                "{seeds} seeds, {least} to {most} runs for each in an arm",
                seeds=len(counts),
                least=counts.min(axis=None),
                most=counts.max(axis=None),
            ),
            _("Run more seeds: run_experiment keeps those it has."),
        )
    if len(arms) < 2:
        refuse(
            "results",
            _("have two arms or more"),
            arms,
            _("Run the baseline and what is compared with it."),
        )
    table = results.pivot(index="seed", columns="arm", values=metric)[arms]
    if table.isna().any(axis=None):
        refuse(
            "results",
            _("have a number for each run"),
            _("{missing} without", missing=int(table.isna().sum().sum())),
            _("Look for the runs whose result is missing."),
        )
    return table


def compare_arms_per_digit(
    results: pd.DataFrame, *, baseline: str
) -> pd.DataFrame:
    """Compare the arms of an experiment digit by digit.

    With ten digits and two arms there are twenty comparisons: one of them
    is expected to look like a difference even if there is none.

    Args:
        results: what `run_experiment` returned, with a column `correct_0`
            to `correct_9` of right answers; at least 5 seeds.
        baseline: the arm that the others are compared with.

    Returns:
        A row for each digit; for each other arm the mean difference in
        right answers, in images, and its 95 % interval (Student's t).
    """
    columns = {}
    for arm, differences in differ_per_digit(results, baseline).items():
        bounds = [t_interval(differences[digit]) for digit in DIGITS]
        columns |= {
            (_(arm), _("difference")): differences.mean(),
            (_(arm), _("low")): [low for low, _high in bounds],
            (_(arm), _("high")): [high for _low, high in bounds],
        }
    return pd.DataFrame(columns, index=pd.Index(DIGITS, name=_("Digit")))


def differ_per_digit(
    results: pd.DataFrame, baseline: str
) -> dict[str, pd.DataFrame]:
    """For each other arm, right answers more: a row a seed, a column a digit.

    The sums over the digits are what `compare_arms` compares.
    """
    by_digit = {
        digit: pair_by_seed(results, baseline, f"correct_{digit}")
        for digit in DIGITS
    }
    return {
        arm: pd.DataFrame(
            {d: table[arm] - table[baseline] for d, table in by_digit.items()}
        )
        for arm in by_digit[0]
        if arm != baseline
    }
