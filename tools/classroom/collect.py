"""Read what a class has handed in, without executing any of it.

In: a folder of students' notebooks and the committed ones. Out: a table of
answers (CSV, XLSX) and a summary with the commonest wrong answers.
"""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from mnist_course.own_digits.class_set import make_harmless
from mnist_helpers.files import write_whole
from mnist_helpers.language import set_language

from ..words import read_words
from . import handed_in
from .folder import list_files


def collect(
    folder: Path,
    notebooks: Path,
    outputs: Path,
    *,
    language: str = "en",
    recheck: bool = False,
) -> list[Path]:
    """Read a folder of handed-in notebooks; write tables and a summary.

    Args:
        folder: with the students' notebooks, also in folders of their own
            and in zips; or a zip, as Classroom and Moodle give it.
        notebooks: the course's, with `en/` and `id/`.
        outputs: the folder that gets `answers.csv`, `answers.xlsx` and
            `summary.md`.
        language: of the summary, "en" or "id".
        recheck: whether answers that are literal (numbers, words, lists,
            sums of numbers) are checked anew, whatever the notebook says.

    Raises:
        ValueError: if there is no notebook.
    """
    set_language(language)
    lessons = handed_in.read_lessons(notebooks)
    words = read_words("collect", language)
    read: dict[tuple[str, str], tuple[float, list[dict], dict]] = {}
    bad: list[dict] = []
    for file in list_files(folder):
        who = {"student": file.student, "file": str(file.place)}
        try:
            if isinstance(file.content, Exception):
                raise file.content
            cells = handed_in.read_cells(file.content)
            lesson = handed_in.find_lesson_of(cells, lessons)
            rows = [
                handed_in.read_answer(task, cells, recheck=recheck)
                for task in lesson.tasks
            ]
        except Exception as error:  # one bad file never ends a class
            problem = str(error) or repr(error)
            bad.append(who | {"problem": words.get(problem, problem)})
            continue
        who |= {"lesson": lesson.name}
        states = [row["state"] for row in rows]
        reader: dict[str, object] = {
            **who,
            **{state: states.count(state) for state in handed_in.STATES},
            "changed cells": handed_in.count_changed(lesson, cells),
            "errors": "; ".join(handed_in.list_errors(cells)),
        }
        new = file.when, [who | row for row in rows], reader
        # Of two files the later counts, and that is told.
        old = read.get(key := (file.student, lesson.name), new)
        earlier, later = (old, new) if old[0] <= new[0] else (new, old)
        if old is not new:
            told = {name: earlier[2][name] for name in ("student", "file")}
            problem = words["later"].format(file=later[2]["file"])
            bad.append(told | {"problem": problem})
        read[key] = later
    kept = [read[key] for key in sorted(read)]
    readers = [reader for _when, _rows, reader in kept]
    answers = [row for _when, rows, _reader in kept for row in rows]
    if not readers and not bad:
        raise ValueError(words["none"].format(folder=folder))
    tables = {
        "answers": pd.DataFrame(answers),
        "notebooks": pd.DataFrame(readers),
        "not read": pd.DataFrame(bad),
    }
    return write_tables(tables, outputs, language)


def write_tables(
    tables: Mapping[str, pd.DataFrame], target: Path, language: str
) -> list[Path]:
    safe = {
        name: table.map(make_harmless) if len(table) else table
        for name, table in tables.items()
    }
    sheets = io.BytesIO()
    with pd.ExcelWriter(sheets, engine="openpyxl") as writer:
        for name, table in safe.items():
            table.to_excel(writer, sheet_name=name, index=False)
    contents: dict[str, str | bytes] = {
        "answers.csv": write_csv(safe["answers"], language),
        "answers.xlsx": sheets.getvalue(),
        "summary.md": "\n".join(summarise(tables, language)) + "\n",
    }
    for name, content in contents.items():
        write_whole(target / name, content)
    return [target / name for name in contents]


def write_csv(table: pd.DataFrame, language: str) -> str:
    """As Excel expects it in that language."""
    if language == "id":
        return "\ufeff" + table.to_csv(index=False, sep=";")
    return table.to_csv(index=False)


def summarise(
    tables: Mapping[str, pd.DataFrame], language: str
) -> Iterator[str]:
    """Markdown: each exercise's states, and its commonest wrong answers."""
    words = read_words("collect", language)
    answers, bad = tables["answers"], tables["not read"]
    number = len(tables["notebooks"]) + len(bad)
    yield f"# {words['title']}\n"
    yield words["notebooks"].format(number=number, bad=len(bad)) + "\n"
    if len(answers):
        yield f"| {words['exercise']} |"
        yield "|---|---|---:|---:|---:|---:|"
        groups = [
            (*key, own)
            for key, own in answers.groupby(["lesson", "exercise"], sort=False)
        ]
        for lesson, exercise, own in groups:
            states = [*own["state"]]
            *counts, left, missing = map(states.count, handed_in.STATES)
            cells = [lesson, escape(exercise), *counts, left + missing]
            yield f"| {' | '.join(map(str, cells))} |"
        yield f"\n## {words['commonest']}\n"
        for lesson, exercise, own in groups:
            wrong = own[own["state"] == handed_in.WRONG]
            if wrong.empty:
                continue
            yield f"\n{lesson}, {escape(exercise)}:\n"
            for answer, times in wrong["answer"].value_counts()[:3].items():
                said = wrong.loc[wrong["answer"] == answer, "said"].iloc[0]
                line = words["times"].format(
                    answer=f"`{escape(str(answer))[:80]}`",
                    number=times,
                    said=escape(said)[:200],
                )
                yield f"- {line}"
    if len(bad):
        yield f"\n## {words['bad']}\n"
        for file, problem in bad[["file", "problem"]].to_numpy():
            yield f"- {escape(file)}: {escape(problem)}"


def escape(text: str) -> str:
    """A text as one line of a Markdown table in UTF-8, without HTML."""
    text = text.encode("utf-8", "replace").decode()
    line = " ".join(text.replace("|", "/").replace("`", "'").split())
    return line.replace("<", "&lt;")
