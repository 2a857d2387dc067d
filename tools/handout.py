"""Make notebooks to hand out: for students without the solutions, for
teachers with them open and with a plan of the time.

In: the executed notebooks in `en/` and `id/`; `run.json`, if lessons have
been run on this machine, says which cells are slow. Out: notebooks in
`handout/student/LANG/` and `handout/teacher/LANG/`.

    python notebooks/handout.py 05
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import accumulate
from pathlib import Path

import nbformat
from build import LANGUAGES, parse_lessons
from execute import FOLDER, write_whole
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

SOLUTION = re.compile(r"\n*<details>.*?</details>\n*", re.DOTALL)
HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
MINUTES = re.compile(r"\*\*(?:Minutes|Waktu):\*\*\s+(\d+)")
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
            "Computing was measured on {processor}, {threads} threads, "
            "{memory_gb} GB; run slow cells while you talk."
        ),
        "unmeasured": (
            "Computing: `python course.py run --lang en` measures it on "
            "this machine; then make the handout again."
        ),
        "restart": (
            "After a restart choose *Run All Above Selected Cell* (Colab: "
            "*Run before*) and go on."
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
            "Komputasi diukur pada {processor}, {threads} thread, "
            "{memory_gb} GB; jalankan sel yang lambat sambil menjelaskan."
        ),
        "unmeasured": (
            "Komputasi: `python course.py run --lang id` mengukurnya di "
            "komputer ini; setelah itu buat lagi handout-nya."
        ),
        "restart": (
            "Setelah kernel dimulai ulang, pilih *Run All Above Selected "
            "Cell* (Colab: *Run before*) lalu lanjutkan."
        ),
    },
}


def make_student(notebook: NotebookNode) -> NotebookNode:
    """A copy without solutions; exercises and their checks stay."""
    student = deepcopy(notebook)
    kept = []
    for cell in student.cells:
        if "solution" in cell.metadata.get("tags", ()):
            continue
        if cell.cell_type == "markdown" and SOLUTION.search(cell.source):
            cell.source = SOLUTION.sub("\n\n", cell.source).strip()
            if not cell.source:
                continue
        kept.append(cell)
    student.cells = kept
    return student


def make_teacher(
    notebook: NotebookNode, language: str, measured: Mapping | None = None
) -> NotebookNode:
    """A copy with open solutions and, below the title, a plan of the time.

    language: "en" or "id"; measured: "cell_seconds" (by cell id) and
    "hardware", as `run.json` has them.
    """
    teacher = deepcopy(notebook)
    for cell in teacher.cells:
        if cell.cell_type == "markdown":
            cell.source = cell.source.replace("<details>", "<details open>")
        elif "solution" in cell.metadata.get("tags", ()):
            cell.metadata.get("jupyter", {}).pop("source_hidden", None)
            cell.metadata.pop("cellView", None)
    plan = new_markdown_cell(
        write_plan(notebook, language, measured),
        id="plan",
        metadata={"slideshow": {"slide_type": "notes"}},
    )
    teacher.cells.insert(1, plan)
    return teacher


def write_plan(
    notebook: NotebookNode, language: str, measured: Mapping | None = None
) -> str:
    """Markdown: minutes of each section, where it starts, its computing."""
    words = WORDS[language]
    sections = list(list_sections(notebook, words["opening"]))
    total = int(MINUTES.search(notebook.cells[0].source)[1])
    minutes = share_minutes([weight for _, weight, _ in sections], total)
    seconds = (measured or {}).get("cell_seconds", {})
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
        last = words["measured"].format(
            **measured["hardware"]
            | {"memory_gb": round(measured["hardware"]["memory_gb"])}
        )
    return "\n".join(
        [*lines, "", words["how"], "", last, "", words["restart"]]
    )


def list_sections(
    notebook: NotebookNode, opening: str
) -> Iterator[tuple[str, float, list[str]]]:
    """Title, weight in time and ids of the code cells of each section."""
    title, weight, ids = opening, 0.0, []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            if cell.metadata.slideshow.slide_type != "skip":
                weight += A_CELL
            if re.match(r"check_\w+\(", cell.source):
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


def main(
    arguments: Sequence[str] | None = None, *, folder: Path = FOLDER
) -> int:
    """Make handouts from the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Notebooks to hand out.")
    parser.add_argument("--outputs", type=Path, default=Path("outputs"))
    options, sources = parse_lessons(parser, arguments, folder)
    target = options.outputs / "handout"
    for source in sources:
        measured = read_measured(options.outputs / "run.json", source.stem)
        for language in LANGUAGES:
            name = f"{language}/{source.stem}.ipynb"
            notebook = nbformat.read(folder / name, as_version=4)
            made = {
                "student": make_student(notebook),
                "teacher": make_teacher(notebook, language, measured),
            }
            for reader, edition in made.items():
                text = nbformat.writes(edition) + "\n"
                write_whole(target / reader / name, text)
    print(f"{len(sources)} lessons: {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
