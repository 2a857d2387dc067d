"""Compare models: on the same images, or over the same seeds.

In: answers of two models, or the table that `run_experiment` returned. Out:
differences with their intervals, and a verdict in words that may be "not
shown to differ". Nothing here needs TensorFlow.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from mnist_helpers.checks import (
    refuse,
    verify_answers,
    verify_choice,
    verify_table,
)
from mnist_helpers.explore import DIGITS
from mnist_helpers.language import _, format_number

FEWEST_SEEDS = 5
CONFIDENCE = 0.95
INTERVAL = ["difference", "difference low", "difference high"]


class AnswerComparison(NamedTuple):
    """Two models on the same images.

    only_a, only_b: images that only the one gets right; p_value: of
    McNemar's exact test; verdict: "A is better", "B is better" or "not shown
    to differ".
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
            verdict=_(self.verdict),
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

    Example:
        >>> y_true = np.array([1, 2, 3, 4])
        >>> pred_a, pred_b = np.array([1, 2, 0, 0]), np.array([1, 2, 3, 0])
        >>> print(compare_answers(y_true, pred_a, pred_b))
        Only A is right on 0 images, only B on 1; p = 1.000: not shown to \
differ.
    """
    verify_answers(y_true, pred_a=pred_a, pred_b=pred_b)
    a_right, b_right = pred_a == y_true, pred_b == y_true
    only_a = int((a_right & ~b_right).sum())
    only_b = int((b_right & ~a_right).sum())
    p_value = 1.0
    if only_a + only_b:
        p_value = float(stats.binomtest(only_a, only_a + only_b).pvalue)
    verdict = "A is better" if only_a > only_b else "B is better"
    if p_value >= 1 - CONFIDENCE:
        verdict = "not shown to differ"
    return AnswerComparison(only_a, only_b, p_value, verdict)


def compare_arms(
    results: pd.DataFrame,
    *,
    baseline: str,
    metric: str = "accuracy",
    less_is_better: bool = False,
) -> pd.DataFrame:
    """Compare each arm of an experiment with one of them, seed by seed.

    Runs with the same seed share their split and their order, so the
    difference is taken within each seed: what one seed does to both arms
    alike falls out. Intervals hold 95 %; with several arms, one in twenty
    comparisons of equal arms still looks like a difference.

    Args:
        results: what `run_experiment` returned; at least 5 seeds, the same
            for each arm.
        baseline: the arm that the others are compared with.
        metric: the column to compare.
        less_is_better: True for a loss, an error, seconds.

    Returns:
        A row for each arm: number of `seeds`, `mean` with its interval
        (`low`, `high`); for all but the baseline the mean `difference` with
        its interval (Student's t), the p value of the paired t test, and
        the `verdict`: "better", "worse" or "not shown to differ". In units
        of `metric`.

    Raises:
        ValueError: if an arm or column is not there, or seeds are missing,
            repeated or fewer than 5.

    Example:
        >>> import mnist_course as mc, mnist_helpers as mh
        >>> runs, _provenance = mc.load_results("augmentation_effect")
        >>> mc.compare_arms(runs, baseline="plain")["verdict"]["augmented"]
        'not shown to differ'
    """
    table = pair_by_seed(results, baseline, metric)
    rows: dict[object, dict] = {}
    for arm, values in table.items():
        mean, low, high = _estimate(values)
        rows[arm] = {"seeds": len(table), "mean": mean, "low": low}
        rows[arm] |= {"high": high, "verdict": "baseline"}
        if arm == baseline:
            continue
        difference = values - table[baseline]
        # What floats add in rounding is no difference.
        difference[np.isclose(values, table[baseline], 1e-9, 1e-15)] = 0
        mean, low, high = _estimate(difference)
        if difference.std() > 0:
            p_value = stats.ttest_1samp(difference, 0).pvalue
        else:  # the same difference for each seed
            p_value = float(mean == 0)
        verdict = "better" if (high < 0) == less_is_better else "worse"
        if low <= 0 <= high:
            verdict = "not shown to differ"
        rows[arm] |= dict(zip(INTERVAL, (mean, low, high), strict=True))
        rows[arm] |= {"p": p_value, "verdict": verdict}
    compared = pd.DataFrame.from_dict(rows, orient="index")
    return compared.assign(verdict=compared.pop("verdict"))


def _estimate(values: pd.Series) -> tuple[float, float, float]:
    """A mean and its 95 % interval (Student's t)."""
    half = stats.t.ppf((1 + CONFIDENCE) / 2, len(values) - 1) * values.sem()
    return values.mean(), values.mean() - half, values.mean() + half


def pair_by_seed(
    results: pd.DataFrame, baseline: str, metric: str
) -> pd.DataFrame:
    """Return a row for each seed, a column for each arm, in their order.

    Args:
        results, baseline, metric: as of `compare_arms`.
    """
    verify_table("results", results, ("arm", "seed"), made_by="run_experiment")
    arms = list(dict.fromkeys(results["arm"]))
    verify_choice("baseline", baseline, arms)
    verify_choice("metric", metric, results.columns.drop(["arm", "seed"]))
    counts = pd.crosstab(results["seed"], results["arm"])
    if (counts != 1).any(axis=None) or len(counts) < FEWEST_SEEDS:
        rule = _(
            "have at least {fewest} seeds, each once in each arm",
            fewest=FEWEST_SEEDS,
        )
        received = _(
            "{seeds} seeds, {least} to {most} runs for each in an arm",
            seeds=len(counts),
            least=counts.min(axis=None),
            most=counts.max(axis=None),
        )
        remedy = _("Run more seeds: run_experiment keeps those it has.")
        refuse("results", rule, received, remedy)
    table = results.pivot(index="seed", columns="arm", values=metric)[arms]
    if others := int((~np.isfinite(table.to_numpy())).sum()):
        missing = _("{missing} without", missing=others)
        remedy = _("Look for the runs whose result is missing or infinite.")
        refuse("results", _("hold finite numbers"), missing, remedy)
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
        A row for each digit; for each other arm the mean `difference`
        in right answers, in images, and its 95 % interval (Student's t).
    """
    by_digit = {}
    for digit in DIGITS:
        compared = compare_arms(
            results, baseline=baseline, metric=f"correct_{digit}"
        )
        by_digit[digit] = compared.drop(baseline)[INTERVAL].T.unstack()
    return pd.DataFrame(by_digit).T.rename_axis("digit")
