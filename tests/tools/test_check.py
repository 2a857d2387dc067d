"""The limits of the house: what is counted, and what is over them."""

import pytest

import mnist_helpers
from mnist_helpers.files import write_whole
from tools import check


def write_modules(folder, **texts):
    for name, text in texts.items():
        path = folder.joinpath("house", *name.split("__")).with_suffix(".py")
        write_whole(path, text)
    write_whole(folder / "house" / "__init__.py", "")
    return check.list_modules(folder, "house")


def test_modules_are_named_as_python_names_them(tmp_path):
    modules = write_modules(tmp_path, a="x = 1\n\n", room__b="")
    assert list(modules) == ["house", "house.a", "house.room.b"]
    assert check.count_lines(modules["house.a"]) == 2


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
    modules = write_modules(tmp_path, a=a, b=b, room__c="from ..b import y")
    found = check.find_circle(check.list_imports(modules))
    assert sorted(set(found)) == circle
    assert not found or found[0] == found[-1]


def test_imports_are_those_of_modules_whole_or_in_part(tmp_path):
    modules = write_modules(
        tmp_path,
        a="import os\nfrom .b import y\nfrom .room import c",
        b="",
        room__c="",
    )
    found = check.list_imports(modules)
    assert found["house.a"] == {"house.b", "house.room.c"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("report.iloc[:, 1]", "iloc[:; write"),
        ("print(caption(ax))", "print(caption(; write mh.show(drawing)"),
        ("from mnist_helpers import x", "from mnist_helpers import; write"),
        ("table.columns[3:]", "columns[3:]; write"),
        ('name.endswith("(%)")', 'endswith("(%)"); write'),
    ],
)
def test_a_lesson_is_read_for_what_it_should_not_say(tmp_path, line, said):
    path = tmp_path / "01_a.py"
    path.write_text(f"import mnist_helpers as mh\n{line}\n")
    (found,) = check.find_unwanted([path])
    assert found.startswith(f"01_a.py, line 2: {said}")


def test_what_is_over_a_limit_is_named(monkeypatch):
    lines, before = check.check_project()
    monkeypatch.setattr(
        check, "LIMITS", dict.fromkeys(check.LIMITS, 0) | {check.MODULE: 100}
    )
    _lines, problems = check.check_project()
    new = set(problems) - set(before)
    assert any("public names: " in problem for problem in new)
    assert any("lines of mnist_helpers: " in problem for problem in new)
    modules = check.list_modules(check.PROJECT, "tools")
    long = {
        name for name, path in modules.items() if check.count_lines(path) > 100
    }
    assert long and all(
        any(problem.startswith(f"{name}: ") for problem in new)
        for name in long
    )
    (names,) = (line for line in lines if line.startswith("public names"))
    assert names.split()[2] == str(len(mnist_helpers.__all__))
