"""Draw changes to a model beside each other: tries, arms, digits, cost.

In: accuracies of single runs, or the table that `run_experiment` returned.
Out: plots that say how far a difference can be trusted; the numbers are
`compare`'s. Nothing here needs TensorFlow.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

from mnist_helpers.checks import refuse, refuse_kind
from mnist_helpers.explore import DIGITS
from mnist_helpers.figures import (
    MARKERS,
    in_own_style,
    label_axes,
    new_axes,
    set_caption,
    write_ticks,
)
from mnist_helpers.language import _, format_number, format_percent

from .compare import (
    INTERVAL,
    compare_arms,
    compare_arms_per_digit,
    pair_by_seed,
)


@in_own_style
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
    good = [len(x) and 0 <= min(x) <= max(x) <= 1 for x in rows.values()]
    if not rows or not all(good):
        refuse(
            "tries",
            _("hold accuracies, 0 to 1, under the name of each setting"),
            repr(tries),
            _("Write {example}.", example='tries={"peak=0.015": 0.95}'),
        )
    ax = new_axes(ax, size=(9, 1.2 + 0.45 * len(rows)))
    _draw_runs(ax, {name: 100 * runs for name, runs in rows.items()})
    ax.grid(axis="y", alpha=0.4)
    label_axes(ax, title="", x=_("Accuracy on validation images (%)"), y="")
    sentences = []
    for name, runs in rows.items():
        low, high = format_percent(runs.min()), format_percent(runs.max())
        sentences.append(
            f"{name}: {low}"
            if len(runs) == 1
            else _(
                "{name}: {low} to {high} in {runs} runs",
                name=name,
                low=low,
                high=high,
                runs=len(runs),
            )
        )
    return set_caption(ax, "; ".join(sentences) + ".")


@in_own_style
def plot_arms(
    results: pd.DataFrame, *, baseline: str, ax: Axes | None = None
) -> Axes:
    """Draw how much more accurate each arm is than the baseline, by seed.

    Args:
        results, baseline: as of `compare_arms`.
        ax: where to draw; None makes a figure.

    Returns:
        Axes with a dot for each seed and a bar for the 95 % interval of
        the mean difference, in percentage points; the line at 0 is the
        baseline.
    """
    by_seed = pair_by_seed(results, baseline, "accuracy")
    compared = compare_arms(results, baseline=baseline).drop(baseline)
    ax = new_axes(ax, size=(9, 1.6 + 0.8 * len(compared)))
    _draw_runs(
        ax,
        {
            _(arm): 100 * (by_seed[arm] - by_seed[baseline])
            for arm in compared.index
        },
    )
    means, low, high = (100 * compared[name] for name in INTERVAL)
    ax.errorbar(
        means,
        np.arange(len(means)) - 0.25,
        xerr=[means - low, high - means],
        fmt="D",
        color=sns.color_palette("colorblind")[1],
        capsize=6,
        linewidth=2.5,
    )
    ax.axvline(0, color="black", linestyle="--", linewidth=1.5)
    label_axes(
        ax,
        title=_(
            "Difference from {baseline}: dots are seeds, bars 95 % intervals",
            baseline=_(baseline),
        ),
        x=_("Difference in accuracy (percentage points)"),
        y="",
    )
    sentences = [
        _(
            "{arm}: {mean} percentage points ({low} to {high}), {verdict}.",
            arm=_(arm),
            mean=format_number(means[arm], 2),
            low=format_number(low[arm], 2),
            high=format_number(high[arm], 2),
            verdict=_(compared["verdict"][arm]),
        )
        for arm in compared.index
    ]
    return set_caption(ax, " ".join(sentences))


def _draw_runs(ax: Axes, rows: Mapping[str, np.ndarray | pd.Series]) -> None:
    """Draw a row of dots under each name, the first row at the top."""
    blue = sns.color_palette("colorblind")[0]
    for place, runs in enumerate(rows.values()):
        ax.plot(runs, [place] * len(runs), "o", alpha=0.7, color=blue)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_ylim(len(rows) - 0.5, -0.6)
    ax.xaxis.set_major_locator(MaxNLocator(6))
    write_ticks(ax, "x")


@in_own_style
def plot_arms_per_digit(
    results: pd.DataFrame, *, baseline: str, ax: Axes | None = None
) -> Axes:
    """Draw which digits each arm of an experiment helps and which it harms.

    Args:
        results, baseline: as of `compare_arms_per_digit`.
        ax: where to draw; None makes a figure.

    Returns:
        Axes with the mean difference in right answers and its 95 %
        interval, a mark for each digit and arm; the line at 0 is the
        baseline.
    """
    compared = compare_arms_per_digit(results, baseline=baseline)
    arms = compared.columns.unique(0)
    ax = new_axes(ax, size=(9, 4.5))
    sentences = []
    for place, arm in enumerate(arms):
        means, low, high = (compared[arm, name] for name in INTERVAL)
        ax.errorbar(
            np.arange(10) + 0.24 * (place - (len(arms) - 1) / 2),
            means,
            yerr=[means - low, high - means],
            fmt=MARKERS[place % len(MARKERS)],
            color=sns.color_palette("colorblind")[1 + place],
            capsize=4,
            linewidth=2,
            label=_(arm),
        )
        above = ", ".join(map(str, means.index[low > 0]))
        below = ", ".join(map(str, means.index[high < 0]))
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
                above=above or _("no digit"),
                below=below or _("no digit"),
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


@in_own_style
def plot_ladder(ladder: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the accuracy of models against the time of their training.

    Args:
        ladder: a row for each model, its name as index; columns
            `parameters`, `seconds` (above 0) and `accuracy` (0 to 1, on test
            images).
        ax: where to draw; None makes a figure.

    Returns:
        Axes with a disc for each model, its area by the parameters, the
        seconds on a logarithmic axis.
    """
    needed = ("parameters", "seconds", "accuracy")
    if not isinstance(ladder, pd.DataFrame) or not set(needed) <= set(ladder):
        refuse_kind(
            "ladder",
            _("have the columns {names}", names=", ".join(needed)),
            ladder,
            _("Make a DataFrame, a row for each model."),
        )
    ax = new_axes(ax, size=(9, 5))
    colours = sns.color_palette("colorblind")
    sentences = []
    for place, row in enumerate(ladder.itertuples()):
        parameters = format_number(row.parameters)
        ax.scatter(
            row.seconds,
            100 * row.accuracy,
            s=row.parameters / 250,
            color=colours[place % len(colours)],
            marker=MARKERS[place % len(MARKERS)],
            alpha=0.75,
            label=f"{row.Index}, {_('{n} par.', n=parameters)}",
        )
        sentences.append(
            _(
                "{name}: {accuracy} after {seconds} s, {n} parameters",
                name=row.Index,
                accuracy=format_percent(row.accuracy, 2),
                seconds=format_number(row.seconds, 1),
                n=parameters,
            )
        )
    # Names beside the marks would cover each other where models are close.
    ax.legend(fontsize=11, labelspacing=0.8)
    ax.set_xscale("log")
    ax.margins(x=0.3, y=0.35)
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.xaxis.set_minor_locator(NullLocator())
    write_ticks(ax)
    label_axes(
        ax,
        title=_("Accuracy against training time (area: parameters)"),
        x=_("Training time (s)"),
        y=_("Accuracy on test images (%)"),
    )
    return set_caption(ax, "; ".join(sentences) + ".")
