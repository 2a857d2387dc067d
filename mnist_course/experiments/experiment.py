"""Experiments: runs that resume, and shipped ones with their provenance.

In: a training to repeat, or the name of an experiment that took too long for
a lesson. Out: a table of runs; how, when and on what shipped ones were made.
"""

import json
import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from tqdm.auto import tqdm

from mnist_helpers.checks import (
    refuse,
    refuse_kind,
    verify_choice,
    verify_whole,
)
from mnist_helpers.files import write_whole
from mnist_helpers.language import _

from .fingerprint import Unknown, fingerprint, list_returned

RESULTS_FOLDER = Path(__file__).parent / "results"
# Columns of an experiment's table that are no results.
NAMING = ("arm", "seed", "seconds")
RESERVED = ", ".join(NAMING)


def describe_trained() -> pd.DataFrame:
    """Describe how the weights that come with this package were made.

    Returns:
        A row for each model, by the name that `load_trained` takes:
        parameters; seeds, how many trainings; then means over them:
        seconds of training, accuracy on the 6,000 validation and on the
        10,000 test images, 0 to 1. On what machine, and when the test set
        was opened, stands in `weights/NAME.json`.
    """
    # Not sooner: it imports TensorFlow.
    from mnist_helpers.models import WEIGHTS_FOLDER

    rows = {}
    for path in sorted(WEIGHTS_FOLDER.glob("*.json")):
        provenance = json.loads(path.read_text("utf-8"))
        runs = provenance.get("all_seeds", {}).get("runs", [provenance])
        table = pd.json_normalize(runs)
        rows[provenance["name"]] = {
            "parameters": provenance["parameters"],
            "seeds": len(runs),
            "seconds": table["seconds_of_training"].mean(),
            "validation": table["validation.accuracy"].mean(),
            "test": table["test.accuracy"].mean(),
        }
    return pd.DataFrame.from_dict(rows, orient="index").astype(
        {"parameters": int, "seeds": int}
    )


def load_results(name: str) -> tuple[pd.DataFrame, dict]:
    """Return the runs of a shipped experiment, and their provenance.

    Args:
        name: "rates": the CNN as lesson 11 trains it, one setting of the
            training changed at a time, three seeds each;
            "augmentation_effect": the CNN on all 54,000 training images,
            without augmentation, with it, and with mirrored images;
            "augmentation_few": the same on 1,000 training images;
            "three_ways": the CNN as lesson 11 trains it, without
            augmentation, by `flow()` and by `RandomAffine`, judged on
            unchanged and on changed images, with seconds of an epoch;
            "refining": the refined CNN with one change at a time;
            "candidates": what else was tried for the quickest training and
            for the small record, by cost and validation accuracy;
            "robustness": the shipped models on validation images, on the
            same corrupted in sixteen ways, and on made photos;
            "robust_parts": the robust model's training without a part;
            "training": Keras's example, the CNN and the refined CNN, test
            accuracy and time.

    Returns:
        `(runs, provenance)`: a row for each run, as `run_experiment`
        returns them; a dict with `made_by`, the script that makes the runs
        again, `made_on`, `how`, the settings of the arms, the seeds, the
        machine and the summary.

    Raises:
        ValueError: if there are no results of that name.

    Example:
        >>> runs, provenance = load_results("augmentation_effect")
        >>> len(runs), provenance["seeds"]
        (24, [1, 2, 3, 4, 5, 6, 7, 8])
    """
    names = sorted(path.stem for path in RESULTS_FOLDER.glob("*.json"))
    verify_choice("name", name, names)
    text = (RESULTS_FOLDER / f"{name}.json").read_text("utf-8")
    return pd.read_csv(RESULTS_FOLDER / f"{name}.csv"), json.loads(text)


def run_experiment(
    run: Callable[..., Mapping[str, float]],
    arms: Mapping[str, Mapping[str, object]],
    seeds: Iterable[int],
    *,
    folder: str | Path,
    jobs: int | None = None,
) -> pd.DataFrame:
    """Repeat a training for each arm and seed; store what is finished.

    Every arm runs with the same seeds, so that runs can be compared in
    pairs (`compare_arms`). A run that is stored in `folder` is not made
    again: an experiment that was stopped goes on where it stood; one whose
    file is damaged is made again. A run is known by its settings, its seed
    and the code of `run`, with the functions, numbers and arrays that it
    takes from its own module or notebook; if one of them changes, it is
    another run. Not looked at are other modules, versions of libraries,
    files that it reads, and lists or dicts that it writes to: name a new
    folder when those change.

    Args:
        run: called as `run(seed=seed, **settings)`; returns numbers, each
            under its name, which is not arm, seed or seconds:
            `{"accuracy": 0.98}`.
        arms: the settings of each arm, under its name.
        seeds: whole numbers, each once.
        folder: where finished runs are stored, a small JSON file each.
        jobs: processes at a time; None takes joblib's own setting, which
            is one. `joblib.parallel_config(backend="dask",
            scatter=[run])` around the call sends the runs to a Dask
            cluster, and what `run` holds once to each of its workers.

    Returns:
        A row for each run: `arm`, `seed`, the results, `seconds`; arms in
        the order given, then seeds.

    Raises:
        TypeError, ValueError: if an argument breaks these rules.

    Example:
        >>> import tempfile
        >>> def run(seed, factor):
        ...     return {"accuracy": factor * seed / 10}
        >>> arms = {"half": {"factor": 1}, "whole": {"factor": 2}}
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     runs = run_experiment(run, arms, [1, 2], folder=folder)
        >>> list(runs["accuracy"])
        [0.1, 0.2, 0.2, 0.4]
    """
    seeds = _verify_experiment(run, arms, seeds)
    if jobs is not None:
        verify_whole("jobs", jobs, least=1, example="jobs=2")
    folder = Path(folder)
    # Seed by seed, so that what the machine does meets all arms alike.
    paths = {
        (arm, seed): folder / f"{_fingerprint(run, settings, seed)}.json"
        for seed in seeds
        for arm, settings in arms.items()
    }
    rows = {key: _read_run(path) for key, path in paths.items()}
    missing = [key for key, row in rows.items() if row is None]
    made = joblib.Parallel(n_jobs=jobs, return_as="generator_unordered")(
        joblib.delayed(_run_once)(run, arm, arms[arm], seed)
        for arm, seed in missing
    )
    options = {"unit": "run", "leave": False, "disable": not missing}
    with tqdm(total=len(missing), **options) as bar:
        for arm, seed, row in made:
            text = json.dumps(row, ensure_ascii=False)
            write_whole(paths[arm, seed], text + "\n")
            rows[arm, seed] = row
            bar.update()
    table = pd.DataFrame(
        [
            {"arm": arm, "seed": seed} | (rows[arm, seed] or {})
            for arm in arms
            for seed in seeds
        ]
    )
    return table[[c for c in table if c != "seconds"] + ["seconds"]]


def _read_run(path: Path) -> dict | None:
    """A stored run; None if there is none, or none that can be read."""
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        numbers = {n: float(x) for n, x in row.items() if n not in NAMING}
        return numbers | {"seconds": float(row["seconds"])}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        print(_("{name} is damaged: that run is made again.", name=path.name))
        return None


def _run_once(
    run: Callable, arm: Hashable, settings: Mapping, seed: int
) -> tuple[Hashable, int, dict[str, float]]:
    start = time.perf_counter()
    results = run(seed=seed, **settings)
    try:
        numbers = {name: _as_number(x) for name, x in results.items()}
    except (AttributeError, TypeError, ValueError):
        refuse(
            "run",
            _("return numbers, each under its name"),
            repr(results),
            _('Return {"accuracy": 0.98}, for example.'),
            error=TypeError,
        )
    _verify_names(numbers)
    seconds = round(time.perf_counter() - start, 2)
    return arm, seed, numbers | {"seconds": seconds}


def _as_number(value: object) -> float:
    """A number of Python, NumPy or TensorFlow as Python's; never a text."""
    number = np.asarray(value)
    if number.dtype.kind not in "biuf":
        raise TypeError
    return float(number.item())


def _verify_names(names: Iterable[str]) -> None:
    for name in names:
        if name in NAMING or not isinstance(name, str):
            refuse(
                "run",
                _("name its results otherwise than {names}", names=RESERVED),
                repr(name),
                _("Those columns of the table are taken: choose another."),
            )


def _fingerprint(run: Callable, settings: Mapping, seed: int) -> str:
    try:
        return fingerprint(run, settings, seed)
    except Exception as error:  # whatever an object says that is asked
        told = str(error) if isinstance(error, Unknown) else repr(error)
        refuse(
            "arms",
            _("hold settings that can be told from others of their kind"),
            told[:100],
            _("Use numbers, words, arrays, or an Augmentation."),
        )


def _verify_experiment(run: object, arms: object, seeds: Iterable) -> list:
    if not callable(run):
        remedy = _("Define it: def run(seed, **settings).")
        refuse_kind("run", _("be a function"), run, remedy)
    remedy = _("Write {example}.", example='arms={"up": {"shift": 0.1}}')
    if (
        not isinstance(arms, Mapping)
        or not arms
        or not all(isinstance(value, Mapping) for value in arms.values())
    ):
        rule = _("hold the settings of each arm, a dict under its name")
        refuse("arms", rule, repr(arms), remedy, error=TypeError)
    for settings in arms.values():
        if "seed" in settings or not all(isinstance(n, str) for n in settings):
            rule = _("name settings by words, none of them seed")
            refuse("arms", rule, list(settings), remedy)
    _verify_names(list_returned(run) & set(NAMING))
    if not isinstance(seeds, Iterable):
        seeds = [seeds]
    example = "seeds=range(1, 6)"
    whole = [
        verify_whole("seeds", seed, least=0, example=example) for seed in seeds
    ]
    if not whole or len(set(whole)) < len(whole):
        remedy = _("Write {example}.", example=example)
        refuse("seeds", _("be whole numbers, each once"), whole, remedy)
    return whole
