"""Read the results that come with this package, each with its record.

In: the name of an experiment that took too long for a lesson. Out: its
runs, and how, when and on what they were made; the same of the weights.
"""

import json
from pathlib import Path

import pandas as pd

from .files import write_whole
from .language import _, complaint

RESULTS_FOLDER = Path(__file__).parent / "results"
WEIGHTS_FOLDER = Path(__file__).parent / "weights"


def describe_trained() -> pd.DataFrame:
    """Tell how the weights that come with this package were made.

    Returns:
        A row for each model, by the name that `load_trained` takes:
        parameters; seeds, how many trainings; then means over them:
        seconds of training, accuracy on the 6,000 validation and on the
        10,000 test images, 0 to 1. On what machine, and when the test set
        was opened, stands in `weights/NAME.json`.
    """
    rows = {}
    for path in sorted(WEIGHTS_FOLDER.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        runs = record.get("all_seeds", {}).get("runs", [record])
        table = pd.json_normalize(runs)
        rows[record["name"]] = {
            "parameters": record["parameters"],
            "seeds": len(runs),
            "seconds": table["seconds_of_training"].mean(),
            "validation": table["validation.accuracy"].mean(),
            "test": table["test.accuracy"].mean(),
        }
    return pd.DataFrame.from_dict(rows, orient="index").astype(
        {"parameters": int, "seeds": int}
    )


def load_results(name: str) -> tuple[pd.DataFrame, dict]:
    """Return the runs of a recorded experiment, and their record.

    Args:
        name: "augmentation_effect": the CNN on all 54,000 training images,
            without augmentation, with it, and with mirrored images;
            "refining": the refined CNN with one change at a time;
            "training": Keras's example, the CNN and the refined CNN, test
            accuracy and time.

    Returns:
        `(runs, record)`: a row for each run, as `run_experiment` returns
        them; a dict with `made_by`, the script that makes the runs again,
        `made_on`, `how`, the settings of the arms, the seeds, the machine
        and the summary.

    Raises:
        ValueError: if there are no results of that name.
    """
    names = sorted(path.stem for path in RESULTS_FOLDER.glob("*.json"))
    if name not in names:
        raise ValueError(
            complaint(
                "name",
                _("be one of {names}", names=", ".join(names)),
                repr(name),
                _("Take one of these names."),
            )
        )
    record = json.loads((RESULTS_FOLDER / f"{name}.json").read_text("utf-8"))
    return pd.read_csv(RESULTS_FOLDER / f"{name}.csv"), record


def write_results(name: str, runs: pd.DataFrame, record: dict) -> None:
    """Write runs and record where `load_results` reads them.

    Args:
        name: of the experiment and of its two files.
        runs: what `run_experiment` returned.
        record: how the runs were made; numbers, texts, lists, dicts.
    """
    write_whole(
        RESULTS_FOLDER / f"{name}.csv",
        runs.to_csv(index=False, lineterminator="\n"),
    )
    text = json.dumps(record, indent=2, ensure_ascii=False)
    write_whole(RESULTS_FOLDER / f"{name}.json", text + "\n")
