"""A class's notebooks are read, never run, and give the known table."""

import json
import os
import random
import time
import zipfile
from collections import Counter
from pathlib import PurePath

import openpyxl
import pandas as pd
import pytest
from conftest import NOTEBOOKS

from mnist_course.own_digits.class_set import make_harmless
from tools import __main__ as commands
from tools.classroom import folder as folder_of, handed_in
from tools.classroom.collect import collect
from tools.classroom.handed_in import find_expression, find_value, read_lessons
from tools.lesson import LANGUAGES

LESSONS = read_lessons(NOTEBOOKS)
# What students write into lesson 15's answers, and what becomes of it.
GIVEN = {
    "width": [("150 * 20 / 300", "right"), ("20", "wrong"), ("...", "left")],
    "turned": [("225", "right"), ("170", "wrong"), ("f(3)", "not checked")],
    "over_writers": [("0.75", "right"), ("0.55", "wrong"), ("0.5", "wrong")],
}
SAID = {
    "right": "✓ Right.\n",
    "wrong": "✗ Another hint.\n",
    "left": "✗ Not answered yet.\n",
    "not checked": "",
}


def hand_in(path, choices, language="en", change=lambda notebook: None):
    """Write a student's copy of lesson 15 with the answers chosen."""
    source = NOTEBOOKS / language / "15_your_own_digits.ipynb"
    notebook = json.loads(source.read_text("utf-8"))
    tasks = {
        t.variable: t for t in LESSONS[f"15_your_own_digits/{language}"].tasks
    }
    for cell in notebook["cells"]:
        for name, (answer, state) in choices.items():
            if cell.get("id") == tasks[name].answer_id:
                cell["source"] = [f"{name} = {answer}"]
            if cell.get("id") == tasks[name].check_id:
                cell["outputs"] = [
                    {
                        "output_type": "stream",
                        "name": "stdout",
                        "text": [SAID[state]],
                    }
                ]
    change(notebook)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), "utf-8")


def read_back(target):
    text = (target / "answers.csv").read_text("utf-8")
    sep = ";" if text.startswith("\ufeff") else ","
    return pd.read_csv(
        target / "answers.csv", dtype=str, keep_default_na=False, sep=sep
    )


def test_every_check_of_every_lesson_is_found_with_its_answer():
    tasks = [task for lesson in LESSONS.values() for task in lesson.tasks]
    assert Counter(task.check for task in tasks) == dict.fromkeys(
        handed_in.load_exercises(), len(LANGUAGES)
    )
    for task in tasks:
        assert find_expression(task.stub, task.variable) == "...", task


def test_three_hundred_notebooks_give_the_known_table(tmp_path):
    chance = random.Random(7)
    expected = []
    for number in range(300):
        choices = {name: chance.choice(GIVEN[name]) for name in GIVEN}
        name = f"S{number:03}"
        language = chance.choice(["en", "id"])
        path = tmp_path / "in" / name / f"answers {number}.ipynb"
        hand_in(path, choices, language)
        expected += [
            (name, answer if state != "left" else "...", state)
            for answer, state in choices.values()
        ]
    start = time.process_time()
    collect(tmp_path / "in", NOTEBOOKS, tmp_path / "out")
    assert time.process_time() - start < 30
    table = read_back(tmp_path / "out")
    found = table[["student", "answer", "state"]].itertuples(index=False)
    assert [*map(tuple, found)] == expected
    assert set(table["lesson"]) == {"15_your_own_digits"}
    summary = (tmp_path / "out" / "summary.md").read_text("utf-8")
    wrong = sum(row[1:] == ("0.5", "wrong") for row in expected)
    counted = sum(
        int(line.split(": ")[1].split(" ")[0])
        for line in summary.splitlines()
        if line.startswith("- `0.5`")
    )
    assert counted == wrong
    book = openpyxl.load_workbook(tmp_path / "out" / "answers.xlsx")
    assert book["answers"].max_row == len(table) + 1


def without_ids(notebook):
    """As nbformat 4.4 and some editors save it."""
    for cell in notebook["cells"]:
        cell.pop("id", None)
    notebook["nbformat_minor"] = 4


def as_colab(notebook):
    """New ids, sources as one string, its own metadata."""
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"colab{number:08}"
        cell["source"] = "".join(cell["source"])
        cell["metadata"] = {"id": cell["id"], "outputId": "0"}
        cell.setdefault("outputs", [])
    notebook["metadata"]["colab"] = {"provenance": []}


def of_last_term(notebook):
    """When the checks were `mh.check_...`."""
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).replace(
            "mc.check", "mh.check"
        )


def of_windows(notebook):
    """Other ends of lines, magic above an answer, a warning above a check."""
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if text.startswith(tuple(f"{name} =" for name in GIVEN)):
            text = f"%%time\n!pip list\n{text}"
        cell["source"] = text.replace("\n", "\r\n")
        for _output in cell.get("outputs", ())[:1]:
            warning = {"output_type": "stream", "name": "stderr"}
            cell["outputs"].insert(0, warning | {"text": "Careful!\n"})


def without_checks(notebook):
    notebook["cells"] = [
        cell
        for cell in notebook["cells"]
        if "mc.check_" not in "".join(cell["source"])
    ]


def with_scratch_cells(notebook):
    """Cells of their own between answer and check, and a second try."""
    scratch = {
        "cell_type": "code",
        "source": ["print(width)"],
        "outputs": [],
        "metadata": {},
        "execution_count": None,
    }
    for place, cell in reversed([*enumerate(notebook["cells"])]):
        if "".join(cell["source"]).startswith("width ="):
            cell["source"] = ["width = 99"]
            cell["id"] = "renamed"
            again = scratch | {"source": ["width = 10"], "id": "again"}
            notebook["cells"][place + 1 : place + 1] = [scratch, again]


@pytest.mark.parametrize(
    ("change", "language"),
    [
        (without_ids, "en"),
        (as_colab, "id"),
        (of_last_term, "id"),
        (of_windows, "en"),
    ],
)
def test_answers_are_found_whatever_saved_the_notebook(
    tmp_path, change, language
):
    choices = {name: given[1] for name, given in GIVEN.items()}
    hand_in(tmp_path / "in" / "Budi.ipynb", choices, language, change)
    collect(tmp_path / "in", NOTEBOOKS, tmp_path / "out", language=language)
    table = read_back(tmp_path / "out")
    assert table["answer"].tolist() == ["20", "170", "0.55"]
    assert table["state"].tolist() == ["wrong"] * 3
    assert table["student"].tolist() == ["Budi"] * 3
    heading = "Exercise 1" if language == "en" else "Latihan 1"
    assert table["exercise"][0].startswith(heading)


def test_the_answer_before_the_check_counts_and_a_check_may_be_gone(tmp_path):
    choices = {name: given[0] for name, given in GIVEN.items()}
    hand_in(tmp_path / "a" / "x.ipynb", choices, change=with_scratch_cells)
    collect(tmp_path / "a", NOTEBOOKS, tmp_path / "out")
    assert read_back(tmp_path / "out")["answer"][0] == "10"
    hand_in(tmp_path / "b" / "x.ipynb", choices, change=without_checks)
    collect(tmp_path / "b", NOTEBOOKS, tmp_path / "out")
    assert read_back(tmp_path / "out")["state"].tolist() == ["not checked"] * 3
    collect(tmp_path / "b", NOTEBOOKS, tmp_path / "out", recheck=True)
    assert read_back(tmp_path / "out")["state"].tolist() == ["right"] * 3


def test_whatever_a_class_hands_in_is_read_or_named(tmp_path):
    folder, made = tmp_path / "in", tmp_path / "made"
    choices = {name: given[0] for name, given in GIVEN.items()}
    hand_in(made / "x.ipynb", choices)
    whole = (made / "x.ipynb").read_bytes()
    folder.mkdir()
    for name in ("A. Ani.ipynb.txt", "Budi.IPYNB", "Citra.ipynb.json"):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + whole)
    with zipfile.ZipFile(folder / "Dewi.zip", "w") as packed:
        packed.writestr("tugas/15.ipynb", whole)
        packed.writestr("__MACOSX/tugas/._15.ipynb", b"?")
    with zipfile.ZipFile(made / "inner.zip", "w") as packed:
        packed.writestr("15.ipynb", whole)
    with zipfile.ZipFile(folder / "class.zip", "w") as packed:
        packed.writestr("Eka/15.ipynb", whole)
        packed.writestr("Fitri/report.html", b"<p>")
        packed.write(made / "inner.zip", "Gita/inner.zip")
    for name, when in (("first", 1e9), ("later", 1.1e9)):
        hand_in(folder / "Hadi" / f"{name}.ipynb", {})
        os.utime(folder / "Hadi" / f"{name}.ipynb", (when, when))
    unhashable = {"width": ("{[28, 28]: 784}", "right")}
    hand_in(folder / "Intan" / "x.ipynb", unhashable)
    strange = os.fsdecode(b"\xff\xfe")
    (folder / strange).mkdir()
    (folder / strange / "x.ipynb").write_bytes(b"?")
    collect(folder, NOTEBOOKS, tmp_path / "out", recheck=True)
    read = set(read_back(tmp_path / "out")["student"])
    assert read == {"A. Ani"} | set(
        "Budi Citra Dewi Eka Gita Hadi Intan".split()
    )
    bad = pd.read_excel(tmp_path / "out" / "answers.xlsx", "not read")
    named = {PurePath(file).name: row for file, row in bad.to_numpy()[:, 1:]}
    assert set(named) == {"report.html", "first.ipynb", "x.ipynb"}
    assert named["first.ipynb"].endswith("Hadi/later.ipynb")
    assert named["report.html"] == "This is no notebook (.ipynb)."
    # The zip as Classroom and Moodle give it.
    collect(folder / "class.zip", NOTEBOOKS, tmp_path / "zip")
    assert set(read_back(tmp_path / "zip")["student"]) == {"Eka", "Gita"}


def test_recheck_believes_the_answer_and_not_the_output(tmp_path):
    cheating = {
        "width": ("7", "right"),
        "turned": ("__import__('os').remove('x')", "right"),
        "over_writers": ("3 / 4", "wrong"),
    }
    hand_in(tmp_path / "in" / "x.ipynb", cheating)
    collect(tmp_path / "in", NOTEBOOKS, tmp_path / "out", recheck=True)
    table = read_back(tmp_path / "out")
    assert table["state"].tolist() == ["wrong", "not checked", "right"]


def test_changed_cells_and_errors_are_told_by_student(tmp_path):
    def change(notebook):
        cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]
        cells[4]["source"] = ["1 / 0"]
        cells[4]["outputs"] = [
            {
                "output_type": "error",
                "ename": "ZeroDivisionError",
                "evalue": "division by zero",
                "traceback": [],
            }
        ]

    choices = {name: given[0] for name, given in GIVEN.items()}
    hand_in(tmp_path / "in" / "x.ipynb", choices, change=change)
    collect(tmp_path / "in", NOTEBOOKS, tmp_path / "out")
    sheet = pd.read_excel(tmp_path / "out" / "answers.xlsx", "notebooks")
    assert sheet["changed cells"].tolist() == [1]
    assert "ZeroDivisionError: division by zero" in sheet["errors"][0]
    assert sheet[["right", "wrong", "left"]].to_numpy().tolist() == [[3, 0, 0]]


def print_a_number(notebook):
    """What no program saves, though JSON would have it."""
    for cell in notebook["cells"]:
        cell["outputs"] = [{"output_type": "stream", "text": 7}]


HOSTILE = {
    "report.pdf": b"%PDF",
    "broken.zip": b"PK\x03\x04",
    "cut.ipynb": b'{"cells": [{"cell_type": "code", "sou',
    "empty.ipynb": b"",
    "binary.ipynb": bytes(range(256)) * 50,
    "deep.ipynb": b"[" * 200_000,
    "list.ipynb": b"[1, 2, 3]",
    "old.ipynb": b'{"worksheets": [], "nbformat": 3}',
    "other.ipynb": b'{"cells": [{"cell_type": "code", "source": "1"}]}',
    "number.ipynb": b'{"cells": [{"cell_type": "code", "source": 7}]}',
    "none.ipynb": b'{"cells": null}',
    "huge.ipynb": b'{"cells": []}' + b" " * 5_000_000,
}


def test_a_damaged_huge_or_hostile_notebook_is_named_and_skipped(
    tmp_path, monkeypatch
):
    folder = tmp_path / "in"
    monkeypatch.setattr(folder_of, "MOST_BYTES", 5_000_000)
    choices = {name: given[0] for name, given in GIVEN.items()}
    hand_in(folder / "good.ipynb", choices)
    hand_in(folder / "seven.ipynb", choices, change=print_a_number)
    for name, content in HOSTILE.items():
        (folder / name).write_bytes(content)
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "good.ipynb").write_bytes(b"?")
    (folder / "link.ipynb").symlink_to("/etc/passwd")
    collect(folder, NOTEBOOKS, tmp_path / "out")
    assert set(read_back(tmp_path / "out")["student"]) == {"good"}
    bad = pd.read_excel(tmp_path / "out" / "answers.xlsx", "not read")
    assert sorted(bad["file"]) == sorted([*HOSTILE, "seven.ipynb"])
    assert bad["problem"].str.len().min() > 5


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@sum", "'@sum"),
        ("-1", "'-1"),
        ("\x00\x1bred", "red"),
        ("0.75", "0.75"),
        (7, 7),
    ],
)
def test_nothing_becomes_a_formula(value, written):
    assert make_harmless(value) == written


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("28 * 28 * 3", 2352),
        ("-3.5", -3.5),
        ("{'rotation', 'zoom'}", {"rotation", "zoom"}),
        ("[1, 2 + 2]", None),
        ("2 ** 10 ** 10", None),
        ("open('x')", None),
        ("'a' * 10", None),
        ("(" * 300 + ")" * 300, None),
    ],
)
def test_only_literals_and_sums_of_numbers_have_a_value(text, value):
    if value is None:
        with pytest.raises((ValueError, SyntaxError, RecursionError)):
            find_value(text)
    else:
        assert find_value(text) == value


def test_the_command_says_what_it_wrote_or_what_is_missing(tmp_path, capsys):
    hand_in(tmp_path / "in" / "x.ipynb", {})
    out = str(tmp_path / "out")
    folder = str(tmp_path / "in")
    arguments = ["collect", folder, "--lang", "id", "--outputs", out]
    assert commands.main(arguments) == 0
    assert "answers.xlsx" in capsys.readouterr().out
    summary = (tmp_path / "out" / "summary.md").read_text("utf-8")
    assert summary.startswith("# Yang dikumpulkan kelas")
    (tmp_path / "none").mkdir()
    arguments[1] = str(tmp_path / "none")
    assert commands.main(arguments) == 1
    assert "Tidak ada notebook" in capsys.readouterr().err
