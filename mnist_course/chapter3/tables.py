"""The tables and figures that the templates may show, by their keys.

In: the facts of a run, interviews. Out: DataFrames; functions that draw.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import keras
import numpy as np
import pandas as pd
from babel.dates import format_date

from mnist_helpers.architecture import layer_table
from mnist_helpers.evaluate import (
    plot_confusion,
    plot_mistakes,
    report_per_digit,
)
from mnist_helpers.explore import DIGITS, count_digits
from mnist_helpers.figures import new_axes
from mnist_helpers.language import _, format_number, get_language
from mnist_helpers.pictures import plot_counts, plot_pixels

from ..machine import tabulate_machine
from .drawings import (
    draw_architecture,
    draw_before_after,
    draw_flow,
    draw_history,
)
from .interviews import Interview, name_column
from .run import unpack_images

Drawings = dict[str, Callable[[], Any]]


def list_tables(
    facts: dict, model: keras.Sequential, interviews: Sequence[Interview]
) -> dict[str, pd.DataFrame]:
    """Return each table that a template may show, by its key."""
    data, split = facts["data"], facts["split"]
    train, test = np.array(data["train"]), np.array(data["test"])
    used, val = np.array(split["train"]), np.array(split["val"])
    ink, (rows, columns) = np.array(data["ink"]), data["shape"]
    parts = {"training data": train - val, "validation data": val}
    parts |= {"test data": test, "together": train + test}
    if used.sum() < (train - val).sum():
        parts["used for training"] = used
    machine = tabulate_machine(facts["machine"])
    tables = {
        "machine": machine.rename(columns={"this machine": "specification"}),
        "counts": _count(
            {"training data": train, "test data": test}
            | {"together": train + test}
        ),
        "pixels": _per_digit(
            {
                "images": train,
                "shape": f"{rows} × {columns}",
                "pixels": data["pixels"],
                "ink pixels": ink[:, 0].round(1),
                "brightness": ink[:, 1].round(1),
                "box of the ink": _write_boxes(ink),
            }
        ),
        "split": _count(parts)[list(parts)],
        "layers": layer_table(model),
        "epochs": _tabulate_epochs(facts["training"]["history"]),
        "digits": report_per_digit(*_answers(facts["validation"])),
    }
    if facts["augmentation"]:
        tables |= _augmentation_tables(facts, used)
    if facts["test"]:
        tables["test_digits"] = report_per_digit(*_answers(facts["test"]))
    if facts["test"] and facts["test"].get("mistakes"):
        tables["mistakes"] = pd.DataFrame(facts["test"]["mistakes"])
    if facts["openings"]:
        names = {"time": _("Time (UTC)"), "lesson": _("Place")}
        names["reason"] = _("Reason")
        table = pd.DataFrame(facts["openings"])[list(names)]
        tables["openings"] = table.rename(columns=names)
    if facts["experiment"]:
        arms = pd.DataFrame(facts["experiment"]["arms"]).set_index("arm")
        tables["scenarios"] = arms[["seeds"]]
        tables["comparison"] = arms.drop(columns="seeds").astype(
            {"difference": float, "difference low": float}
            | {"difference high": float, "p": float}
        )
    return tables | _interview_tables(interviews)


def _count(sets: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Return what `count_digits` does, from counts of each digit."""
    return count_digits(**{k: np.repeat(DIGITS, n) for k, n in sets.items()})


def _per_digit(columns: Mapping[str, object]) -> pd.DataFrame:
    return pd.DataFrame(columns, index=pd.Index(DIGITS, name="digit"))


def _write_boxes(ink: np.ndarray) -> list[str]:
    """Height × width of the ink, from columns 2 and 3."""
    return [
        f"{format_number(height, 1)}×{format_number(width, 1)}"
        for height, width in ink[:, 2:4]
    ]


def _tabulate_epochs(logs: Mapping[str, list[float]]) -> pd.DataFrame:
    epochs = pd.RangeIndex(1, len(logs["loss"]) + 1, name="epoch")
    columns = {
        "training loss": logs["loss"],
        "training accuracy": logs["accuracy"],
        "validation loss": logs["val_loss"],
        "validation accuracy": logs["val_accuracy"],
    }
    return pd.DataFrame(columns, index=epochs)


def _augmentation_tables(
    facts: dict, used: np.ndarray
) -> dict[str, pd.DataFrame]:
    a, epochs = facts["augmentation"], facts["training"]["epochs"]
    before, after = np.array(a["before"]), np.array(a["after"])
    sets = {"before": used, "after, one epoch": used}
    if epochs > 1:
        sets[_("after, all {epochs} epochs", epochs=epochs)] = used * epochs
    ink = {
        "ink pixels before": before[:, 0].round(1),
        "ink pixels after": after[:, 0].round(1),
        "brightness before": before[:, 1].round(1),
        "brightness after": after[:, 1].round(1),
        "box before": _write_boxes(before),
        "box after": _write_boxes(after),
    }
    return {
        "counts_augmented": _count(sets)[list(sets)],
        "ink": _per_digit(ink),
    }


def _interview_tables(
    interviews: Sequence[Interview],
) -> dict[str, pd.DataFrame]:
    """What each interviewee agreed to: code and role, or all of it."""
    language = get_language()
    named = any(each.consent == "name" for each in interviews)
    rows = []
    for each in interviews:
        row = {"code": each.code, "role": each.role}
        row["date"] = format_date(each.date, "d MMMM y", locale=language)
        row["topic"] = each.topic or "–"
        if named:
            may = each.consent == "name"
            row["name"] = each.name if may else "–"
            row["institution"] = each.institution if may else "–"
            row["place"] = (may and each.place) or "–"
        rows.append(row)
    summaries = [
        {"code": each.code, "summary": each.summary}
        for each in interviews
        if each.summary
    ]
    tables = {"interviewees": rows, "summaries": summaries}
    return {
        key: pd.DataFrame(table).rename(
            columns=lambda name: name_column(name).capitalize()
        )
        for key, table in tables.items()
        if table
    }


def _answers(result: dict) -> tuple[np.ndarray, np.ndarray]:
    """Return labels and answers that have this confusion matrix."""
    counts = np.asarray(result["confusion"]).ravel()
    true, predicted = np.divmod(np.arange(100), 10)
    return np.repeat(true, counts), np.repeat(predicted, counts)


def list_drawings(facts: dict, described: Mapping[str, Any]) -> Drawings:
    """Return what draws each figure that a template may show, by its key."""
    model = keras.Sequential.from_config(facts["model"]["config"])
    image = unpack_images(facts["data"]["image"]["pixels"])[0]
    counts, test = described["tables"]["counts"], facts["test"]

    def confusion(result: dict) -> Callable[[], Any]:
        pair, size = _answers(result), (5.6, 4.8)
        return lambda: plot_confusion(*pair, ax=new_axes(None, size))

    drawings: Drawings = {
        "flow": lambda: draw_flow(
            described["steps"], described["model"]["short"]
        ),
        "counts_figure": lambda: plot_counts(
            counts[["training data", "test data"]], ax=new_axes(None, (8, 3.6))
        ),
        "image": lambda: plot_pixels(image),
        "architecture": lambda: draw_architecture(model),
        "curves": lambda: draw_history(facts["training"]["history"]),
        "confusion": confusion(facts["validation"]),
    }
    if facts["augmentation"]:
        pictures = unpack_images(facts["augmentation"]["images"])
        drawings["before_after"] = lambda: draw_before_after(pictures)
    if test:
        drawings["test_confusion"] = confusion(test)
    if test and test.get("mistakes"):
        table = pd.DataFrame(test["mistakes"])
        table["image"] = range(len(table))
        wrong = unpack_images(test["images"])
        drawings["mistakes_figure"] = lambda: plot_mistakes(wrong, table)
    return drawings
