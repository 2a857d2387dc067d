"""Set changes to a model beside each other: tries, digits, cost.

In: accuracies of single runs, or the table that `run_experiment` returned.
Out: tables and plots that say how far a difference can be trusted. The
verdicts themselves are `compare`'s. Nothing here needs TensorFlow.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, MaxNLocator, NullLocator

from .compare import pair_by_seed, t_interval
from .explore import DIGITS, label_axes, new_axes, set_caption
from .language import _, complaint, format_number, format_percent


def plot_tries(
    tries: Mapping[str, float | Sequence[float]], *, ax: Axes | None = None
) -> Axes:
    """Draw the accuracy of each try, a dot for each run.

    Args:
        tries: accuracies, 0 to 1, under the name of each setting; one
            number, or one for each seed.
        ax: where to draw; None makes a figure.
    """
    rows = {
        name: np.atleast_1d(np.asarray(runs, float))
        for name, runs in dict(tries).items()
    }
    if not rows or not all(
        runs.size and (runs >= 0).all() and (runs <= 1).all()
        for runs in rows.values()
    ):
        raise ValueError(
            complaint(
                "tries",
                _("hold accuracies, 0 to 1, under the name of each setting"),
                repr(tries),
                _('Write plot_tries({"peak=0.015": 0.95}), say.'),
            )
        )
    ax = new_axes(ax, size=(9, 1.2 + 0.45 * len(rows)))
    one, several = sns.color_palette("colorblind")[:2]
    sentences = []
    for place, (name, runs) in enumerate(rows.items()):
        alone = len(runs) == 1
        ax.plot(
            100 * runs,
            [place] * len(runs),
            "o" if alone else "D-",
            color=one if alone else several,
            markersize=8,
        )
        low, high = (format_percent(x, 1) for x in (runs.min(), runs.max()))
        sentences.append(
            f"{name}: {low}"
            if alone
            else _(
                "{name}: {low} to {high} in {runs} runs",
                name=name,
                low=low,
                high=high,
                runs=len(runs),
            )
        )
    ax.set_yticks(range(len(rows)), rows)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.grid(axis="y", alpha=0.4)
    ax.xaxis.set_major_locator(MaxNLocator(6))
    ax.xaxis.set_major_formatter(lambda v, _place: format_number(v))
    label_axes(ax, title="", x=_("Accuracy on validation images (%)"), y="")
    return set_caption(ax, "; ".join(sentences) + ".")


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
    for arm, differences in _differ_per_digit(results, baseline).items():
        bounds = [t_interval(differences[digit]) for digit in DIGITS]
        columns |= {
            (_(arm), _("difference")): differences.mean(),
            (_(arm), _("low")): [low for low, _high in bounds],
            (_(arm), _("high")): [high for _low, high in bounds],
        }
    return pd.DataFrame(columns, index=pd.Index(DIGITS, name=_("Digit")))


def plot_arms_per_digit(
    results: pd.DataFrame, *, baseline: str, ax: Axes | None = None
) -> Axes:
    """Draw what `compare_arms_per_digit` says, a bar for each interval.

    Args:
        results, baseline: as there.
        ax: where to draw; None makes a figure.
    """
    ax = new_axes(ax, size=(10, 4.8))
    colours = sns.color_palette("colorblind")[1:]
    arms = _differ_per_digit(results, baseline)
    sentences = []
    for place, (arm, differences) in enumerate(arms.items()):
        means = differences.mean()
        bounds = np.array([t_interval(differences[d]) for d in DIGITS])
        ax.errorbar(
            np.arange(10) + 0.24 * (place - (len(arms) - 1) / 2),
            means,
            yerr=[means - bounds[:, 0], bounds[:, 1] - means],
            fmt="os^v"[place % 4],
            color=colours[place],
            capsize=4,
            linewidth=2,
            label=_(arm),
        )
        clear = [str(d) for d in DIGITS if (bounds[d] > 0).all()]
        harmed = [str(d) for d in DIGITS if (bounds[d] < 0).all()]
        sentences.append(
            _(
                "{arm}: most for the {best} ({gain} images), least for the "
                "{worst} ({loss}); interval above 0: {above}; below 0: "
                "{below}.",
                arm=_(arm),
                best=means.idxmax(),
                gain=format_number(means.max(), 1),
                worst=means.idxmin(),
                loss=format_number(means.min(), 1),
                above=", ".join(clear) or _("no digit"),
                below=", ".join(harmed) or _("no digit"),
            )
        )
    ax.axhline(0, color="black", linestyle="--", linewidth=1.5)
    ax.set_xticks(DIGITS)
    ax.yaxis.set_major_formatter(lambda v, _place: format_number(v))
    ax.legend(fontsize=12)
    label_axes(
        ax,
        title=_(
            "Right answers beside {baseline}: means and 95 % intervals",
            baseline=_(baseline),
        ),
        x=_("Digit"),
        y=_("Difference (images)"),
    )
    return set_caption(ax, " ".join(sentences))


def plot_ladder(
    ladder: pd.DataFrame, *, on_test: bool = False, ax: Axes | None = None
) -> Axes:
    """Draw the accuracy of models against the time of their training.

    Args:
        ladder: a row for each model, its name as index; columns
            `parameters`, `seconds` (above 0) and `accuracy` (0 to 1).
        on_test: the accuracies are those on test images, not on validation
            images; the axis says so.
        ax: where to draw; None makes a figure.

    Returns:
        Axes with a disc for each model, its area by the parameters, the
        seconds on a logarithmic axis.
    """
    needed = ("parameters", "seconds", "accuracy")
    if not isinstance(ladder, pd.DataFrame) or not set(needed) <= set(ladder):
        raise TypeError(
            complaint(
                "ladder",
                _("have the columns {names}", names=", ".join(needed)),
                type(ladder).__name__,
                _("Make a DataFrame, a row for each model."),
            )
        )
    ax = new_axes(ax, size=(9, 5))
    colours = sns.color_palette("colorblind", len(ladder))
    sentences = []
    for row, colour, marker in zip(
        ladder.itertuples(), colours, "os^vDP" * len(ladder), strict=False
    ):
        parameters = _("{n} par.", n=format_number(row.parameters))
        ax.scatter(
            row.seconds,
            100 * row.accuracy,
            s=row.parameters / 250,
            color=colour,
            marker=marker,
            alpha=0.75,
            label=f"{row.Index}, {parameters}",
        )
        sentences.append(
            _(
                "{name}: {accuracy} after {seconds} s, {n} parameters",
                name=row.Index,
                accuracy=format_percent(row.accuracy, 2),
                seconds=format_number(row.seconds, 1),
                n=format_number(row.parameters),
            )
        )
    # Names beside the marks would cover each other where models are close.
    ax.legend(fontsize=11, labelspacing=0.8)
    ax.set_xscale("log")
    ax.margins(x=0.3, y=0.35)
    ax.xaxis.set_major_locator(_nice_seconds(ladder["seconds"]))
    ax.xaxis.set_minor_locator(NullLocator())
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda v, _place: format_number(v))
    label_axes(
        ax,
        title=_("Accuracy against training time (area: parameters)"),
        x=_("Training time (s)"),
        y=_("Accuracy on test images (%)")
        if on_test
        else _("Accuracy on validation images (%)"),
    )
    return set_caption(ax, "; ".join(sentences) + ".")


def _nice_seconds(seconds: pd.Series) -> FixedLocator:
    """Ticks at 1, 2, 5, 10, ... as far as the models reach, and one more."""
    steps = [m * 10.0**e for e in range(-2, 5) for m in (1, 2, 5)]
    low, high = seconds.min() / 2.5, seconds.max() * 2.5
    return FixedLocator([step for step in steps if low <= step <= high])


def _differ_per_digit(
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
