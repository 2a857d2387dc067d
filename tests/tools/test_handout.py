"""Handouts: the student's without solutions, the teacher's with a plan."""

import json
import re
from itertools import accumulate

import nbformat
import pytest
from hypothesis import given, strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from mnist_course.steps import LESSONS as TABLE
from tools.__main__ import main
from tools.classroom import handout
from tools.lesson import LANGUAGES, NOTEBOOKS

LESSONS = [lesson.stem for lesson in TABLE]
EDITIONS = [(lesson, lang) for lesson in TABLE for lang in LANGUAGES]
EACH = pytest.mark.parametrize(
    ("lesson", "language"), EDITIONS, ids=lambda one: getattr(one, "stem", one)
)


def read(lesson, language):
    path = NOTEBOOKS / language / f"{lesson.stem}.ipynb"
    return nbformat.read(path, as_version=4)


def solutions(notebook):
    """The code of each folded solution, and the cells tagged as one."""
    found = [
        c.source
        for c in notebook.cells
        if "solution" in c.metadata.get("tags", ())
    ]
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for fold in re.findall("<details.*?</details>", cell.source, re.S):
                found += re.findall("```python\n(.*?)```", fold, re.S)
    return found


def small_lesson():
    shown = {"slideshow": {"slide_type": "-"}}
    cells = [
        new_markdown_cell("# T"),
        new_code_cell("x = ...", metadata=shown),
        new_code_cell("mc.check_x(x)", metadata=shown),
        new_markdown_cell(
            "Before.\n\n<details><summary>Solution</summary>\n\n"
            "```python\nx = 1\n```\n\n</details>"
        ),
        new_markdown_cell("## Next\n\nAfter."),
        new_code_cell("x = 1", metadata=shown | {"tags": ["solution"]}),
        new_code_cell("y = 2", metadata=shown),
    ]
    return new_notebook(cells=cells)


def test_student_gets_all_but_the_solutions():
    student = handout.make_student(small_lesson())
    assert [cell.source for cell in student.cells] == [
        "# T",
        "x = ...",
        "mc.check_x(x)",
        "Before.",
        "## Next\n\nAfter.",
        "y = 2",
    ]


@EACH
def test_student_edition_differs_by_its_solutions_only(lesson, language):
    notebook = read(lesson, language)
    student = handout.make_student(notebook)
    nbformat.validate(student)
    text = "\n".join(cell.source for cell in student.cells)
    assert "<details" not in text and "<summary" not in text
    answers = solutions(notebook)
    assert answers and not any(answer in text for answer in answers)
    by_id = {cell.id: cell for cell in student.cells}
    kept = [cell for cell in notebook.cells if cell.id in by_id]
    assert [cell.id for cell in kept] == list(by_id)
    for cell in notebook.cells:
        if cell.cell_type == "code" or "<details" not in cell.source:
            assert by_id[cell.id] == cell  # its outputs too


@EACH
def test_teacher_edition_adds_a_plan_and_opens_solutions(lesson, language):
    notebook = read(lesson, language)
    teacher = handout.make_teacher(notebook, language, lesson.minutes)
    nbformat.validate(teacher)
    plan = teacher.cells.pop(1).source
    for mine, given_ in zip(teacher.cells, notebook.cells, strict=True):
        opened = given_.source.replace("<details>", "<details open>")
        assert mine.source == opened
    text = "\n".join(cell.source for cell in notebook.cells)
    titles = re.findall("^## (.*)$", re.sub("(?s)```.*?```", "", text), re.M)
    rows = re.findall(r"^\| (.+?) \| (\d+) \| (\d+) \|", plan, re.M)
    assert [row[0] for row in rows[1:]] == [
        title.replace("|", r"\|") for title in titles
    ]
    minutes = [int(row[1]) for row in rows]
    assert sum(minutes) == lesson.minutes
    assert [int(row[2]) for row in rows] == [0, *accumulate(minutes[:-1])]


@given(
    st.lists(st.floats(0.1, 50), min_size=1, max_size=30), st.integers(0, 90)
)
def test_minutes_add_up_and_each_section_gets_one(weights, more):
    total = len(weights) + more
    minutes = handout.share_minutes(weights, total)
    assert sum(minutes) == total
    assert min(minutes) >= 1
    assert handout.share_minutes([1, 2, 1], 11) == [3, 5, 3]


def test_teacher_is_told_which_section_computes_for_long(tmp_path):
    lesson = small_lesson()
    slow = {lesson.cells[1].id: 3.4, lesson.cells[2].id: 2.2}
    hardware = {"processor": "P", "cores": 2, "memory_gb": 4.1}
    run = {
        "hardware": hardware,
        "lessons": [{"lesson": "01_count", "cell_seconds": slow}],
    }
    path = tmp_path / "run.json"
    assert handout.read_measured(path, "01_count") is None
    path.write_text(json.dumps(run))
    assert handout.read_measured(path, "02_other") is None
    measured = handout.read_measured(path, "01_count")
    plan = handout.write_plan(lesson, "id", 10, measured)
    first, second = re.findall(r"^\| .*\d+ \|.*$", plan, re.MULTILINE)
    assert first.endswith("| 0 | 6 dtk |")
    assert second.endswith("|  |")
    assert "P, 2 inti, 4 GB" in plan
    assert "P, 2 cores, 4 GB" in handout.write_plan(lesson, "en", 10, measured)
    assert "course.py run" in handout.write_plan(lesson, "en", 10)


def test_handout_writes_both_readers_and_both_languages(tmp_path, capsys):
    assert main(["handout", LESSONS[1], "--outputs", str(tmp_path)]) == 0
    made = sorted(tmp_path.rglob("*.ipynb"))
    assert [path.relative_to(tmp_path / "handout").parts for path in made] == [
        (reader, language, f"{LESSONS[1]}.ipynb")
        for reader in ("student", "teacher")
        for language in ("en", "id")
    ]
    assert main(["handout", "99"]) == 1
    assert LESSONS[0] in capsys.readouterr().err
