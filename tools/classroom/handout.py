"""Make notebooks to hand out: for students without the solutions, for
teachers with them open and with a plan of the time.

In: the executed notebooks in `en/` and `id/`; `run.json`, if lessons have
been run on this machine, says which cells are slow. Out: notebooks in
`handout/student/LANG/` and `handout/teacher/LANG/`.
"""

import json
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import accumulate
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from mnist_helpers.files import write_whole

from ..fixed_cells import find_lesson
from ..lesson import split_sections
from ..words import read_words
from .minutes import weigh

SOLUTION = re.compile(r"\n*<details>.*?</details>\n*", re.DOTALL)


def make_student(notebook: NotebookNode) -> NotebookNode:
    """A copy without solutions; exercises and their checks stay."""
    student = deepcopy(notebook)
    for cell in student.cells:
        if cell.cell_type == "markdown":
            cell.source = SOLUTION.sub("\n\n", cell.source).strip()
    student.cells = [
        cell
        for cell in student.cells
        if cell.source and "solution" not in cell.metadata.get("tags", ())
    ]
    return student


def make_teacher(
    notebook: NotebookNode,
    language: str,
    minutes: int,
    measured: Mapping | None = None,
) -> NotebookNode:
    """A copy with open solutions and, below the title, a plan of the time.

    language: "en" or "id"; minutes: of the whole lesson; measured:
    "cell_seconds" (by cell id) and "hardware", as `run.json` has them.
    """
    teacher = deepcopy(notebook)
    for cell in teacher.cells:
        if cell.cell_type == "markdown":
            cell.source = cell.source.replace("<details>", "<details open>")
        elif "solution" in cell.metadata.get("tags", ()):
            cell.metadata.get("jupyter", {}).pop("source_hidden", None)
            cell.metadata.pop("cellView", None)
    plan = new_markdown_cell(
        write_plan(notebook, language, minutes, measured),
        id="plan",
        metadata={"slideshow": {"slide_type": "notes"}},
    )
    teacher.cells.insert(1, plan)
    return teacher


def write_plan(
    notebook: NotebookNode,
    language: str,
    total: int,
    measured: Mapping | None = None,
) -> str:
    """Markdown: minutes of each section, where it starts, its computing."""
    words = read_words("handout", language)
    sections = list(split_sections(notebook.cells, levels=(2,)))
    minutes = share_minutes([weigh(each.cells) for each in sections], total)
    measured = measured or {}
    seconds = measured.get("cell_seconds", {})
    lines = [
        f"### {words['title'].format(minutes=total)}",
        "",
        f"| {words['head']} |",
        "|---|---:|---:|---:|",
    ]
    start = 0
    for section, most in zip(sections, minutes, strict=True):
        slow = round(sum(seconds.get(cell.id, 0) for cell in section.cells))
        computing = words["seconds"].format(seconds=slow) if slow else ""
        title = (section.title or words["opening"]).replace("|", r"\|")
        lines.append(f"| {title} | {most} | {start} | {computing} |")
        start += most
    last = words["unmeasured"]
    if seconds:
        hardware = measured["hardware"]
        memory_gb = round(hardware["memory_gb"])
        last = words["measured"].format(**hardware | {"memory_gb": memory_gb})
    restart = read_words("cells", language)["restart"]
    return "\n".join([*lines, "", words["how"], "", last, "", restart])


def share_minutes(weights: Sequence[float], total: int) -> list[int]:
    """Whole minutes that add up to `total`: one for each, more by weight.

    weights: positive, no more of them than minutes.
    """
    free = total - len(weights)
    ends = [round(free * sum_ / sum(weights)) for sum_ in accumulate(weights)]
    return [1 + b - a for a, b in zip([0, *ends], ends, strict=False)]


def read_measured(path: Path, lesson: str) -> dict | None:
    """What `run.json` knows of a lesson's time, and on which machine."""
    run = json.loads(path.read_text("utf-8")) if path.exists() else {}
    for entry in run.get("lessons", ()):
        if entry["lesson"] == lesson:
            return entry | {"hardware": run["hardware"]}
    return None


def make_handouts(
    sources: Sequence[Path], languages: Sequence[str], outputs: Path
) -> Path:
    """Write both readers' editions of lessons; returns their folder."""
    target = outputs / "handout"
    for source in sources:
        minutes = find_lesson(source.stem).minutes
        measured = read_measured(outputs / "run.json", source.stem)
        for language in languages:
            name = f"{language}/{source.stem}.ipynb"
            notebook = nbformat.read(source.parents[1] / name, as_version=4)
            made = {
                "student": make_student(notebook),
                "teacher": make_teacher(notebook, language, minutes, measured),
            }
            for reader, edition in made.items():
                text = nbformat.writes(edition) + "\n"
                write_whole(target / reader / name, text)
    return target
