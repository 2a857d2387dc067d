"""Checks of lesson 13: which change helps, and is that shown."""

from ..language import _
from . import judge


def check_mean_difference(answer: float) -> None:
    """Lesson 13: mean of the paired differences 0.6, 0.1, 0.8, 0.2, 0.3."""
    judge(
        answer,
        right=lambda mean: abs(mean - 0.4) < 1e-6,
        hints=[
            (
                lambda mean: abs(mean + 0.4) < 1e-6,
                _("The other way round: with the change minus without it."),
            ),
            (
                lambda mean: abs(mean - 2.0) < 1e-6,
                _("That is the sum. Divide it by the number of pairs."),
            ),
            (
                lambda mean: abs(mean - 0.3) < 1e-6,
                _("That is the difference in the middle. Take the mean."),
            ),
            (
                lambda mean: abs(mean - 0.004) < 1e-6,
                _("In percentage points, please: don't divide by 100."),
            ),
            (
                lambda mean: abs(mean - 0.8) < 1e-6,
                _("That is the largest one: one lucky pair proves nothing."),
            ),
        ],
        otherwise=_("One difference for each seed; then their mean."),
    )


def check_interval_verdict(answer: str) -> None:
    """Lesson 13: the verdict on a mean of +0.08, interval -0.05 to +0.21."""
    judge(
        answer,
        right=lambda word: word.strip().lower() == "not shown",
        hints=[
            (
                lambda word: word.strip().lower() == "better",
                _("The mean is above 0, but the interval reaches below it."),
            ),
            (
                lambda word: word.strip().lower() == "worse",
                _("Most of the interval lies above 0. Is 0 inside?"),
            ),
            (
                lambda word: word.strip().lower() == "equal",
                _("That is not shown either: +0.2 is possible as well."),
            ),
        ],
        otherwise=_('Write "better", "worse", "equal" or "not shown".'),
    )


def check_kept_equal(answer: set) -> None:
    """Lesson 13: what has to be the same in both arms."""
    right = {"images", "seeds", "epochs"}
    judge(
        answer,
        right=lambda names: set(names) == right,
        hints=[
            (
                lambda names: "change" in names,
                _("If that is equal, too, there is nothing to compare."),
            ),
            (
                lambda names: right - set(names) == {"seeds"},
                _("Other seeds, other luck: then pairs can't be formed."),
            ),
            (
                lambda names: right - set(names) == {"epochs"},
                _("Who trains longer may win by that alone."),
            ),
            (
                lambda names: right - set(names) == {"images"},
                _("With other images the difference may come from those."),
            ),
        ],
        otherwise=_("Everything but the one thing that you want to judge."),
    )
