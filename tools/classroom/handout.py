"""Make notebooks to hand out: for students without the solutions, for
teachers with them open and with a plan of the time.

In: the executed notebooks in `en/` and `id/`; `run.json`, if lessons have
been run on this machine, says which cells are slow. Out: notebooks in
`handout/student/LANG/` and `handout/teacher/LANG/`.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import accumulate
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from mnist_helpers.files import write_whole

from ..fixed_cells import RESTART, find_lesson

SOLUTION = re.compile(r"\n*<details>.*?</details>\n*", re.DOTALL)
HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CHECK = re.compile(r"(?:m[ch]\.)?check_\w+\(")
# How long a class stays with a thing, in minutes; scaled to the lesson's.
A_WORD, A_CELL, AN_EXERCISE = 1 / 120, 0.5, 3

WORDS = {
    "en": {
        "title": "For the teacher: {minutes} minutes",
        "how": (
            "Minutes by the amount of text, cells and exercises, scaled to "
            "the lesson's."
        ),
        "head": "section | minutes | from | computing",
        "opening": "Opening",
        "seconds": "{} s",
        "measured": (
            "Computing was measured on {processor}, {cores} cores, "
            "{memory_gb} GB; run slow cells while you talk."
        ),
        "unmeasured": (
            "Computing: `python course.py run --lang en` measures it on "
            "this machine; then make the handout again."
        ),
    },
    "id": {
        "title": "Untuk pengajar: {minutes} menit",
        "how": (
            "Menit dibagi menurut banyaknya teks, sel, dan latihan, sesuai "
            "waktu pelajaran."
        ),
        "head": "bagian | menit | mulai | komputasi",
        "opening": "Pembukaan",
        "seconds": "{} dtk",
        "measured": (
            "Komputasi diukur pada {processor}, {cores} inti, "
            "{memory_gb} GB; jalankan sel yang lambat sambil menjelaskan."
        ),
        "unmeasured": (
            "Komputasi: `python course.py run --lang id` mengukurnya di "
            "komputer ini; setelah itu buat lagi handout-nya."
        ),
    },
}


def make_student(notebook: NotebookNode) -> NotebookNode:
    """A copy without solutions; exercises and their checks stay."""
    student = deepcopy(notebook)
    cells = []
    for cell in student.cells:
        if "solution" in cell.metadata.get("tags", ()):
            continue
        if cell.cell_type == "markdown" and SOLUTION.search(cell.source):
            cell.source = SOLUTION.sub("\n\n", cell.source).strip()
            if not cell.source:
                continue
        cells.append(cell)
    student.cells = cells
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
    words = WORDS[language]
    sections = list(list_sections(notebook, words["opening"]))
    minutes = share_minutes([weight for _, weight, _ in sections], total)
    measured = measured or {}
    seconds = measured.get("cell_seconds", {})
    lines = [
        f"### {words['title'].format(minutes=total)}",
        "",
        f"| {words['head']} |",
        "|---|---:|---:|---:|",
    ]
    start = 0
    for (title, _, ids), most in zip(sections, minutes, strict=True):
        slow = round(sum(seconds.get(i, 0) for i in ids))
        computing = words["seconds"].format(slow) if slow else ""
        title = title.replace("|", r"\|")
        lines.append(f"| {title} | {most} | {start} | {computing} |")
        start += most
    last = words["unmeasured"]
    if seconds:
        hardware = measured["hardware"]
        memory_gb = round(hardware["memory_gb"])
        last = words["measured"].format(**hardware | {"memory_gb": memory_gb})
    return "\n".join(
        [*lines, "", words["how"], "", last, "", RESTART[language]]
    )


def list_sections(
    notebook: NotebookNode, opening: str
) -> Iterator[tuple[str, float, list[str]]]:
    """Title, weight in time and ids of the code cells of each section."""
    title, weight = opening, 0.0
    ids: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            if cell.metadata.slideshow.slide_type != "skip":
                weight += A_CELL
            if CHECK.match(cell.source):
                weight += AN_EXERCISE
            ids.append(cell.id)
            continue
        if cell.id == "badges":
            continue
        text = SOLUTION.sub("\n\n", CODE_BLOCK.sub("", cell.source))
        before, *parts = HEADING.split(text)
        weight += len(before.split()) * A_WORD
        for heading, text in zip(parts[::2], parts[1::2], strict=True):
            yield title, weight, ids
            title, ids = heading, []
            weight = len(text.split()) * A_WORD
    yield title, weight, ids


def share_minutes(weights: Sequence[float], total: int) -> list[int]:
    """Whole minutes that add up to `total`: one for each, more by weight.

    weights: positive, no more of them than minutes.
    """
    free = total - len(weights)
    ends = [round(free * sum_ / sum(weights)) for sum_ in accumulate(weights)]
    return [1 + b - a for a, b in zip([0, *ends], ends, strict=False)]


def read_measured(path: Path, lesson: str) -> dict | None:
    """What `run.json` knows of a lesson's time, and on which machine."""
    if not path.exists():
        return None
    run = json.loads(path.read_text(encoding="utf-8"))
    for entry in run["lessons"]:
        if entry["lesson"] == lesson and "cell_seconds" in entry:
            return {
                "cell_seconds": entry["cell_seconds"],
                "hardware": run["hardware"],
            }
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
