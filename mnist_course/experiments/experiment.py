"""Experiments: runs that resume, and shipped ones with their provenance.

In: a training to repeat, or the name of an experiment that took too long for
a lesson. Out: a table of runs; how, when and on what shipped ones were made.
"""

import copy
import json
import os
import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path
from reprlib import repr as shorten

import joblib
import numpy as np
import pandas as pd
from tqdm.auto import tqdm

from mnist_helpers.checks import refuse, verify_choice, verify_whole
from mnist_helpers.files import write_whole
from mnist_helpers.language import _

from .fingerprint import Unknown, fingerprint

RESULTS_FOLDER = Path(__file__).parent / "results"
# Columns of an experiment's table that are no results.
NAMING = ("arm", "seed", "seconds")


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
        name: "augmentation_effect", "augmentation_few": the CNN without
            augmentation, with it, with mirrored images, on all and on 1,000
            training images; "three_ways": without, by `flow()`, by
            `RandomAffine`; "rates", "refining": lesson 11's training, and
            the refined CNN's, with one change at a time; "candidates": what
            else was tried for the quickest training and the small record;
            "robustness", "robust_parts": the shipped models on spoilt
            images, and the robust one's training without a part;
            "training": time and test accuracy of Keras's example, the CNN
            and the refined CNN.

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
    and the code of `run`, with all functions, classes, modules, numbers and
    arrays that it reads, and the versions of the libraries; if one of them
    changes, it is another run. What nothing tells from another of its kind
    (a dataset, a model, a generator) is refused. Not looked at are files that
    `run` reads: name a new folder when those change.

    Args:
        run: called as `run(seed=seed, **settings)`; returns numbers, each
            under its name, which is not arm, seed or seconds:
            `{"accuracy": 0.98}`. What else it returns is named and left out.
            What it does to its settings no other run sees.
        arms: the settings of each arm, under its name: numbers, words,
            arrays, tables, lists and dicts of them, an Augmentation.
        seeds: whole numbers, each once.
        folder: where finished runs are stored, a small JSON file each.
        jobs: processes at a time; None takes joblib's own setting, which
            is one. `joblib.parallel_config(backend="dask",
            scatter=[run])` around the call sends the runs to a Dask
            cluster, and what `run` holds once to each of its workers.

    Returns:
        A row for each run, arms in the order given, then seeds: `arm`,
        `seed`, the results, `seconds`.

    Raises:
        TypeError, ValueError: if an argument breaks these rules, or `run`
            reads what is refused.

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
    example = "seeds=range(1, 6)"
    seeds = [
        verify_whole("seeds", seed, least=0, example=example) for seed in seeds
    ]
    if not seeds or len(set(seeds)) < len(seeds):
        remedy = _("Write {example}.", example=example)
        refuse("seeds", _("be whole numbers, each once"), seeds, remedy)
    code = _fingerprint("run", run)
    known = {arm: _fingerprint("arms", {**arms[arm]}) for arm in arms}
    # Seed by seed, so that what the machine does meets all arms alike.
    paths = {
        (arm, seed): Path(
            folder, f"{fingerprint(code, known[arm], seed)}.json"
        )
        for seed in seeds
        for arm in arms
    }
    stored = {key: _read_run(path) for key, path in paths.items()}
    rows = {key: row for key, row in stored.items() if row}
    missing = [key for key in paths if key not in rows]
    if missing:
        _try_folder(Path(folder))
    made = joblib.Parallel(n_jobs=jobs, return_as="generator_unordered")(
        joblib.delayed(_run_once)(run, arm, arms[arm], seed)
        for arm, seed in missing
    )
    options = {"unit": "run", "leave": False, "disable": not missing}
    told: set[str] = set()
    with tqdm(total=len(missing), **options) as bar:
        for arm, seed, row, unfit in made:
            if new := ", ".join(sorted(unfit - told)):
                print(_("Not a number to store: {names}.", names=new))
                told |= unfit
            text = json.dumps(row, ensure_ascii=False)
            write_whole(paths[arm, seed], text + "\n")
            rows[arm, seed] = row
            bar.update()
    table = pd.DataFrame(
        {"arm": arm, "seed": seed} | rows[arm, seed]
        for arm in arms
        for seed in seeds
    )
    return table[[c for c in table if c != "seconds"] + ["seconds"]]


def _read_run(path: Path) -> dict | None:
    """A stored run; None if there is none, or none that can be read."""
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        numbers = {n: float(x) for n, x in row.items() if n not in NAMING}
        return numbers | {"seconds": float(row["seconds"])}
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        print(_("{name} is damaged: that run is made again.", name=path.name))
        return None


def _try_folder(folder: Path) -> None:
    """Refuse a folder that can't be written to before anything is trained."""
    trial = folder / f".trial.{os.getpid()}"
    try:
        write_whole(trial, "A run will be stored here.")
        trial.unlink()
    except OSError as error:
        rule = _("be a folder that files can be written to")
        remedy = _("Name another folder, or make room.")
        refuse("folder", rule, error.strerror, remedy, error=type(error))


def _run_once(
    run: Callable, arm: Hashable, settings: Mapping, seed: int
) -> tuple[Hashable, int, dict[str, float], set[str]]:
    """Make a run: its numbers, and the names of what else it returned."""
    start = time.perf_counter()
    results = run(seed=seed, **copy.deepcopy({**settings}))
    seconds = round(time.perf_counter() - start, 2)
    numbers, unfit = {}, set()
    for name, value in results.items() if isinstance(results, Mapping) else ():
        number = _as_number(value)
        if number is None or not isinstance(name, str) or name in NAMING:
            unfit.add(repr(name))
        else:
            numbers[name] = number
    if not numbers:
        names = ", ".join(NAMING)
        rule = _("return numbers, under names other than {names}", names=names)
        remedy = _("Write {example}.", example='return {"accuracy": 0.98}')
        refuse("run", rule, shorten(results), remedy, error=TypeError)
    return arm, seed, numbers | {"seconds": seconds}, unfit


def _as_number(value: object) -> float | None:  # never of a text
    number = np.asarray(value)
    if number.size != 1 or number.dtype.kind in "OSUmMc":
        return None
    return float(number.item())


def _fingerprint(name: str, value: object) -> str:
    try:
        return fingerprint(value)
    except Unknown as error:
        refuse(
            name,
            _("use nothing that can't be told from others of its kind"),
            error,
            _(
                "Use numbers, words, arrays, tables, lists and dicts of them "
                "or an Augmentation, and make all else inside run."
            ),
        )
