"""Experiments: runs that resume, and shipped ones with their provenance.

In: a training to repeat, or the name of an experiment that took too long for
a lesson. Out: a table of runs; how, when and on what shipped ones were made.
"""

import hashlib
import inspect
import json
import time
from collections.abc import Callable, Iterable, Mapping
from numbers import Real
from pathlib import Path

import joblib
import pandas as pd
from tqdm.auto import tqdm

from .checks import refuse, refuse_kind, verify_choice, verify_whole
from .files import write_whole
from .language import _

RESULTS_FOLDER = Path(__file__).parent / "results"
WEIGHTS_FOLDER = Path(__file__).parent / "weights"


def describe_trained() -> pd.DataFrame:
    """Describe how the weights that come with this package were made.

    Returns:
        A row for each model, by the name that `load_trained` takes:
        parameters; seeds, how many trainings; then means over them:
        seconds of training, accuracy on the 6,000 validation and on the
        10,000 test images, 0 to 1. On what machine, and when the test set
        was opened, stands in `weights/NAME.json`.
    """
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
        name: "augmentation_effect": the CNN on all 54,000 training images,
            without augmentation, with it, and with mirrored images;
            "augmentation_few": the same on 1,000 training images;
            "refining": the refined CNN with one change at a time;
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
    again: an experiment that was stopped goes on where it stood. A run is
    known by the code of `run`, its settings and its seed; if one of them
    changes, it is another run. What `run` takes from outside, such as the
    data, is not looked at: name a new folder when that changes.

    Args:
        run: called as `run(seed=seed, **settings)`; returns numbers, each
            under its name: `{"accuracy": 0.98}`.
        arms: the settings of each arm, under its name.
        seeds: whole numbers, each once.
        folder: where finished runs are stored, a small JSON file each.
        jobs: processes at a time; None takes joblib's own setting, which
            is one. `joblib.parallel_config(backend="dask")` around the
            call sends the runs to a Dask cluster.

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
    folder = Path(folder)
    # Seed by seed, so that what the machine does meets all arms alike.
    paths = {
        (arm, seed): folder / f"{_fingerprint(run, settings, seed)}.json"
        for seed in seeds
        for arm, settings in arms.items()
    }
    missing = [key for key, path in paths.items() if not path.is_file()]
    made = joblib.Parallel(n_jobs=jobs, return_as="generator_unordered")(
        joblib.delayed(_run_once)(run, arm, arms[arm], seed)
        for arm, seed in missing
    )
    options = {"unit": "run", "leave": False, "disable": not missing}
    with tqdm(total=len(missing), **options) as bar:
        for row in made:
            text = json.dumps(row, ensure_ascii=False)
            write_whole(paths[row["arm"], row["seed"]], text + "\n")
            bar.update()
    rows = []
    for arm in arms:
        for seed in seeds:
            row = json.loads(paths[arm, seed].read_text(encoding="utf-8"))
            rows.append(row | {"arm": arm, "seed": seed})
    table = pd.DataFrame(rows)
    return table[[c for c in table if c != "seconds"] + ["seconds"]]


def _run_once(run: Callable, arm: str, settings: Mapping, seed: int) -> dict:
    start = time.perf_counter()
    results = run(seed=seed, **settings)
    if not isinstance(results, Mapping) or not all(
        isinstance(value, Real) for value in results.values()
    ):
        refuse(
            "run",
            _("return numbers, each under its name"),
            repr(results),
            _('Return {"accuracy": 0.98}, for example.'),
            error=TypeError,
        )
    numbers = {name: float(value) for name, value in results.items()}
    seconds = round(time.perf_counter() - start, 2)
    return {"arm": arm, "seed": seed} | numbers | {"seconds": seconds}


def _fingerprint(run: Callable, settings: Mapping, seed: int) -> str:
    try:
        code = inspect.getsource(run)
    except (OSError, TypeError):  # typed into a prompt, or not a function
        code = repr(getattr(run, "__qualname__", type(run)))
    known = json.dumps([code, settings, seed], sort_keys=True, default=repr)
    if " at 0x" in known:
        refuse(
            "arms",
            _("hold settings that read the same in each session"),
            known[known.index(" at 0x") - 40 :][:60],
            _("Use numbers, words, or an Augmentation."),
        )
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def _verify_experiment(run: object, arms: object, seeds: Iterable) -> list:
    if not callable(run):
        refuse_kind(
            "run",
            _("be a function"),
            run,
            _("Define it: def run(seed, **settings)."),
        )
    if (
        not isinstance(arms, Mapping)
        or not arms
        or not all(isinstance(value, Mapping) for value in arms.values())
    ):
        refuse(
            "arms",
            _("hold the settings of each arm, a dict under its name"),
            repr(arms),
            _("Write {example}.", example='arms={"up": {"shift": 0.1}}'),
            error=TypeError,
        )
    whole = [
        verify_whole("seeds", seed, least=0, example="seeds=range(1, 6)")
        for seed in seeds
    ]
    if not whole or len(set(whole)) < len(whole):
        refuse(
            "seeds",
            _("be whole numbers, each once"),
            whole,
            _("Write {example}.", example="seeds=range(1, 6)"),
        )
    return whole
