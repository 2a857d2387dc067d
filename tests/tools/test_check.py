"""The budgets of the house: what is counted, and what is over them."""

import pytest

import mnist_helpers
from mnist_helpers.files import write_whole
from tools import check, modules


def write_modules(folder, **texts):
    for name, text in texts.items():
        path = folder.joinpath("house", *name.split("__")).with_suffix(".py")
        write_whole(path, text)
    write_whole(folder / "house" / "__init__.py", "")
    return modules.list_modules(folder, "house")


def test_modules_are_named_as_python_names_them(tmp_path):
    found = write_modules(tmp_path, a="x = 1\n\n", room__b="")
    assert list(found) == ["house", "house.a", "house.room.b"]
    assert modules.count_lines(found["house.a"]) == 2


@pytest.mark.parametrize(
    ("a", "b", "circle"),
    [
        ("from .b import y", "x = 1", []),
        ("from .b import y", "from .a import x", ["house.a", "house.b"]),
        ("from . import b", "from .a import x", ["house.a", "house.b"]),
        ("import house.b", "from house import a", ["house.a", "house.b"]),
        (
            "def late():\n    from .room.c import z",
            "from .a import x",
            ["house.a", "house.b", "house.room.c"],
        ),
    ],
)
def test_a_circle_is_seen_however_it_is_written(tmp_path, a, b, circle):
    written = write_modules(tmp_path, a=a, b=b, room__c="from ..b import y")
    found = modules.find_circle(modules.list_imports(written))
    assert sorted(set(found)) == circle
    assert not found or found[0] == found[-1]


def test_imports_are_those_of_modules_whole_or_in_part(tmp_path):
    written = write_modules(
        tmp_path,
        a="import os\nfrom .b import y\nfrom .room import c",
        b="",
        room__c="",
    )
    found = modules.list_imports(written)
    assert found["house.a"] == {"house.b", "house.room.c"}


def test_an_arrow_against_the_house_is_named():
    imports = {
        "mnist_helpers.data": {"mnist_course.lessons.lesson_01"},
        "mnist_course.chapter3.record": {"mnist_course.experiments.compare"},
        "mnist_course.experiments.compare": {"mnist_course.own_digits.ink"},
        "mnist_course.widgets.live": {"mnist_helpers.figures"},
    }
    assert check.find_wrong_way(imports) == [
        "mnist_helpers.data -> mnist_course.lessons.lesson_01",
        "mnist_course.experiments.compare -> mnist_course.own_digits.ink",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("report.iloc[:, 1]", "iloc[:; write"),
        ("print(caption(ax))", "print(caption(; write mh.show(drawing)"),
        ("from mnist_course import x", "from mnist_course import; write"),
        ("table.columns[3:]", "columns[3:]; write"),
        ('name.endswith("(%)")', 'endswith("(%)"); write'),
    ],
)
def test_a_lesson_is_read_for_what_it_should_not_say(tmp_path, line, said):
    path = tmp_path / "01_a.py"
    path.write_text(f"import mnist_helpers as mh\n{line}\n")
    (found,) = check.find_unwanted([path])
    assert found.startswith(f"01_a.py, line 2: {said}")


def test_what_is_over_a_budget_is_named(monkeypatch):
    lines, before = check.check_project()
    assert before == []
    monkeypatch.setattr(check, "BUDGETS", {"mnist_helpers": 100})
    for most in ("MOST_PRODUCT", "MOST_LINES", "MOST_NAMES"):
        monkeypatch.setattr(check, most, 20)
    _lines, problems = check.check_project()
    named = [problem.partition(":")[0] for problem in problems]
    assert named == [
        "lines of mnist_helpers",
        check.PRODUCT,
        check.MODULE,
        check.NAMES,
    ]
    (names,) = (line for line in lines if line.startswith(check.NAMES))
    assert names.split()[2] == str(len(mnist_helpers.__all__))
