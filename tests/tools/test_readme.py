"""The READMEs' tables of lessons come from the table of steps."""

import re
import shutil

import pytest
from PIL import Image

from tools import readme
from tools.__main__ import main
from tools.fixed_cells import write_table
from tools.lesson import PROJECT


@pytest.fixture
def project(tmp_path):
    for name in ("README.md", "README.id.md", "pyproject.toml"):
        shutil.copy(PROJECT / name, tmp_path)
    return tmp_path


def test_a_row_names_lesson_question_minutes_and_step():
    row = write_table("id", "notebooks/id/").splitlines()[2 + 12]
    assert row == (
        "| [12 evaluate](notebooks/id/12_evaluate.ipynb) | Sebagus apa model "
        "pada digit yang belum pernah dilihatnya, dan di mana ia gagal? | 59 "
        "| CNN 6 |"
    )
    assert write_table("en").splitlines()[-1].endswith("| 45 | - |")


def test_a_table_that_differs_is_reported_and_written_anew(project, capsys):
    path = project / "README.id.md"
    current = path.read_text(encoding="utf-8")
    assert list(readme.find_outdated(project)) == []
    path.write_text(current.replace("| 60 |", "| 61 |"), encoding="utf-8")
    (problem,) = readme.find_outdated(project)
    assert problem.startswith("README.id.md is not current")
    assert main(["readme"], project=project) == 0
    assert path.read_text(encoding="utf-8") == current
    with pytest.raises(ValueError, match="must hold <!-- lessons -->"):
        readme.replace_marked("text", "lessons", "table")


@pytest.mark.parametrize("language, file", [("en", ""), ("id", ".id")])
def test_what_a_command_makes_is_shown(language, file):
    text = (PROJECT / f"README{file}.md").read_text("utf-8")
    shown = re.findall(r'<img src="(\S+)" width="200" alt="(.+?)">', text)
    script = (PROJECT / "docs" / "commands.py").read_text("utf-8")
    names = re.findall(r'^    "(\w+)": show_', script, re.M)
    assert [path for path, _alt in shown] == [
        f"docs/{language}/{name}.png" for name in names
    ]
    for path, alt in shown:
        assert len(alt) > 20
        with Image.open(PROJECT / path) as image:
            assert image.size == (480, 320)
