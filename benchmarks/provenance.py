"""How, when and on what something was measured, written beside it."""

import json
from datetime import datetime, timezone
from pathlib import Path

import pandas as pd

from mnist_course.experiments.experiment import RESULTS_FOLDER
from mnist_course.machine import describe_machine
from mnist_helpers.files import write_whole


def write_provenance(
    path: Path, *, command: str, **facts: object
) -> dict[str, object]:
    """Write a JSON file that says who measured, when and on what.

    Args:
        path: of the file, NAME.json.
        command: what makes it again, after `python -m benchmarks.`.
        facts: what else is to be known; numbers, texts, lists, dicts.
    """
    provenance = {
        "name": path.stem,
        "made_by": f"python -m benchmarks.{command}",
        "made_on": datetime.now(timezone.utc).date().isoformat(),
        **facts,
        "machine": describe_machine()["this machine"].to_dict(),
    }
    text = json.dumps(provenance, indent=2, ensure_ascii=False)
    write_whole(path, text + "\n")
    return provenance


def write_results(
    name: str, runs: pd.DataFrame, *, command: str, **facts: object
) -> None:
    """Write runs and provenance where `load_results` reads them.

    Args:
        name: of the experiment and of its two files.
        runs: what `run_experiment` returned.
        command, facts: as of `write_provenance`.
    """
    write_whole(
        RESULTS_FOLDER / f"{name}.csv",
        runs.to_csv(index=False, lineterminator="\n"),
    )
    path = RESULTS_FOLDER / f"{name}.json"
    write_provenance(path, command=command, **facts)
