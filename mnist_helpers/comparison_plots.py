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

from .checks import refuse
from .compare import differ_per_digit, pair_by_seed, t_interval, verdict
from .explore import DIGITS
from .figures import label_axes, new_axes, set_caption, write_ticks
from .language import _, format_number, format_percent


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
        refuse(
            "tries",
            _("hold accuracies, 0 to 1, under the name of each setting"),
            repr(tries),
            _('Write plot_tries({"peak=0.015": 0.95}), say.'),
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
    write_ticks(ax, "x")
    label_axes(ax, title="", x=_("Accuracy on validation images (%)"), y="")
    return set_caption(ax, "; ".join(sentences) + ".")


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
    arms = differ_per_digit(results, baseline)
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
    write_ticks(ax, "y")
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
        refuse(
            "ladder",
            _("have the columns {names}", names=", ".join(needed)),
            type(ladder).__name__,
            _("Make a DataFrame, a row for each model."),
            error=TypeError,
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
    write_ticks(ax)
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


def plot_arms(
    results: pd.DataFrame,
    *,
    baseline: str,
    metric: str = "accuracy",
    ax: Axes | None = None,
) -> Axes:
    """Draw the difference of each arm from the baseline, seed by seed.

    Args:
        results, baseline, metric: as of `compare_arms`; the metric a share.
        ax: where to draw; None makes a figure.

    Returns:
        Axes with a dot for each seed and a bar for the 95 % interval of
        the mean difference, in percentage points; the line at 0 is the
        baseline.
    """
    table = pair_by_seed(results, baseline, metric)
    arms = [arm for arm in table if arm != baseline]
    ax = new_axes(ax, size=(9, 1.6 + 0.8 * len(arms)))
    dot, bar = sns.color_palette("colorblind")[:2]
    sentences = []
    for place, arm in enumerate(arms):
        points = 100 * (table[arm] - table[baseline])
        low, high = t_interval(points)
        ax.plot(points, [place] * len(points), "o", color=dot, alpha=0.7)
        ax.errorbar(
            points.mean(),
            place - 0.25,
            xerr=[[points.mean() - low], [high - points.mean()]],
            fmt="D",
            color=bar,
            capsize=6,
            linewidth=2.5,
        )
        sentences.append(
            _(
                "{arm}: {mean} percentage points ({low} to {high}), "
                "{verdict}.",
                arm=_(arm),
                mean=format_number(points.mean(), 2),
                low=format_number(low, 2),
                high=format_number(high, 2),
                verdict=verdict(low, high),
            )
        )
    ax.axvline(0, color="black", linestyle="--", linewidth=1.5)
    ax.set_yticks(range(len(arms)), [_(arm) for arm in arms])
    ax.set_ylim(len(arms) - 0.4, -0.6)
    write_ticks(ax, "x")
    label_axes(
        ax,
        title=_(
            "Difference from {baseline}: dots are seeds, bars 95 % intervals",
            baseline=_(baseline),
        ),
        x=_("Difference in accuracy (percentage points)"),
        y="",
    )
    return set_caption(ax, " ".join(sentences))
