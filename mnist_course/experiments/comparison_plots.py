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

from mnist_helpers.explore import DIGITS
from mnist_helpers.figures import (
    draw_lines,
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
def plot_tries(tries: Mapping[str, float | Sequence[float]]) -> Axes:
    """Draw the accuracy of each try, a dot for each run.

    Args:
        tries: accuracies, 0 to 1, under the name of each setting; one
            number, or one for each seed.
    """
    rows = {name: np.atleast_1d(runs) for name, runs in tries.items()}
    ax = _draw_rows({name: 100 * runs for name, runs in rows.items()})
    label_axes(ax, title="", x=_("Accuracy on validation images (%)"), y="")
    parts = []
    for name, runs in rows.items():
        low, high = format_percent(runs.min()), format_percent(runs.max())
        words = _(
            "{low} to {high} in {n} runs", low=low, high=high, n=len(runs)
        )
        parts.append(f"{name}: {words if len(runs) > 1 else low}")
    return set_caption(ax, "; ".join(parts) + ".")


@in_own_style
def plot_arms(results: pd.DataFrame, *, baseline: str) -> Axes:
    """Draw how much more accurate each arm is than the baseline, by seed.

    Args:
        results, baseline: as of `compare_arms`.

    Returns:
        Axes with a dot for each seed and a bar for the 95 % interval of
        the mean difference, in percentage points; the line at 0 is the
        baseline.
    """
    by_seed = 100 * pair_by_seed(results, baseline, "accuracy")
    compared = compare_arms(results, baseline=baseline).drop(baseline)
    ax = _draw_rows(
        {_(arm): by_seed[arm] - by_seed[baseline] for arm in compared.index}
    )
    means, low, high = (100 * compared[name] for name in INTERVAL)
    places = np.arange(len(means)) - 0.25
    orange = sns.color_palette("colorblind")[1]
    ax.plot(means, places, "D", color=orange)
    ax.hlines(places, low, high, color=orange, linewidth=2.5)
    ax.axvline(0, color="black", linestyle="--", linewidth=1.5)
    title = _(
        "Difference from {baseline}: dots are seeds, bars 95 % intervals",
        baseline=_(baseline),
    )
    x = _("Difference in accuracy (percentage points)")
    label_axes(ax, title=title, x=x, y="")
    sentences = [
        _(
            "{arm}: {mean} percentage points ({low} to {high}), {verdict}.",
            arm=_(arm),
            mean=format_number(means[arm], 2),
            low=format_number(low[arm], 2),
            high=format_number(high[arm], 2),
            verdict=_(verdict),
        )
        for arm, verdict in compared["verdict"].items()
    ]
    return set_caption(ax, " ".join(sentences))


def _draw_rows(rows: Mapping[str, np.ndarray | pd.Series]) -> Axes:
    """Draw a row of dots under each name, the first row at the top."""
    ax = new_axes(None, size=(9, 1.4 + 0.6 * len(rows)))
    blue = sns.color_palette("colorblind")[0]
    look = {"size": 7, "alpha": 0.7, "color": blue, "jitter": False}
    sns.stripplot(rows, orient="h", ax=ax, **look)
    ax.grid(axis="y", alpha=0.4)
    ax.set_ylim(len(rows) - 0.5, -0.6)
    ax.xaxis.set_major_locator(MaxNLocator(6))
    write_ticks(ax, "x")
    return ax


@in_own_style
def plot_arms_per_digit(results: pd.DataFrame, *, baseline: str) -> Axes:
    """Draw which digits each arm of an experiment helps and which it harms.

    Args:
        results, baseline: as of `compare_arms_per_digit`.

    Returns:
        Axes with the mean difference in right answers and its 95 %
        interval, a mark for each digit and arm; the line at 0 is the
        baseline.
    """
    compared = compare_arms_per_digit(results, baseline=baseline)
    arms = compared.columns.unique(0)
    ax = new_axes(None, size=(9, 4.5))
    points, sentences = {}, []
    for place, arm in enumerate(arms):
        means, low, high = (compared[arm, name] for name in INTERVAL)
        where = np.arange(10) + 0.24 * (place - (len(arms) - 1) / 2)
        points[arm] = means.set_axis(where)
        colour = sns.color_palette("colorblind")[place]
        ax.vlines(where, low, high, color=colour, linewidth=2)
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
    title = _(
        "Right answers beside {baseline}: means and 95 % intervals",
        baseline=_(baseline),
    )
    x, y = _("Digit"), _("Difference (images)")
    draw_lines(ax, points, title=title, x=x, y=y, joined=False)
    ax.axhline(0, color="black", linestyle="--", linewidth=1.5)
    ax.set_xticks(DIGITS)
    ax.margins(y=0.25)  # room for the legend
    return set_caption(ax, " ".join(sentences))


@in_own_style
def plot_ladder(ladder: pd.DataFrame) -> Axes:
    """Draw the accuracy of models against the time of their training.

    Args:
        ladder: a row for each model, its name as index; columns
            `parameters`, `seconds` (above 0) and `accuracy` (0 to 1, on test
            images).

    Returns:
        Axes with a mark for each model, its area by the parameters, the
        seconds on a logarithmic axis.
    """
    points = {
        row.Index: pd.Series([100 * row.accuracy], [row.seconds])
        for row in ladder.itertuples()
    }
    ax = new_axes(None, size=(9, 5))
    title = _("Accuracy against training time (area: parameters)")
    x, y = _("Training time (s)"), _("Accuracy on test images (%)")
    draw_lines(ax, points, title=title, x=x, y=y, joined=False)
    for line, parameters in zip(ax.lines, ladder["parameters"], strict=True):
        line.set(markersize=np.sqrt(parameters / 250), alpha=0.75)
    ax.set_xscale("log")
    ax.margins(x=0.3, y=0.35)
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.xaxis.set_minor_locator(NullLocator())
    write_ticks(ax)
    sentences = [
        _(
            "{name}: {accuracy} after {seconds} s, {n} parameters",
            name=row.Index,
            accuracy=format_percent(row.accuracy, 2),
            seconds=format_number(row.seconds, 1),
            n=format_number(row.parameters),
        )
        for row in ladder.itertuples()
    ]
    return set_caption(ax, "; ".join(sentences) + ".")
