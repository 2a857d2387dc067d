"""The command line: what `test` and `lab` call, and what is refused."""

import json
import sys
from pathlib import Path

import pytest

from tools import __main__ as commands, lab
from tools.test import list_steps, run_steps


def test_test_runs_all_and_fast_leaves_the_lessons_out():
    full, fast = list_steps(), list_steps(fast=True)
    assert list(full) == "ruff format mypy check build pytest".split()
    assert full["pytest"][-1] == "notebooks/en"
    assert {"--nbval-lax", "--nbval-current-env"} < set(full["pytest"])
    assert fast["pytest"] == full["pytest"][: len(fast["pytest"])]
    assert fast["pytest"][-1] == "tests"


def test_a_lane_names_its_versions_then_runs_each_lesson_once():
    now, past = (list_steps(lane=lane) for lane in commands.LANES)
    assert list(now) == list(past) == ["python", "versions", "lessons"]
    setup, twice = "tests/lanes/setup_cell.py", "tests/lessons/any_order.py"
    known = "tests/package/test_known_again.py"
    assert now["lessons"][-3:] == [setup, known, twice]
    assert past["lessons"][-4:-1] == [setup, known, "-k"]
    whole = list_steps(lane="kaggle", whole=True)
    assert whole["lessons"][-1] == "notebooks/en"


def test_a_failing_step_ends_the_rest_and_gives_its_status(capfd):
    python = [sys.executable, "-c"]
    steps = {
        "one": [*python, "print('first')"],
        "two": [*python, "raise SystemExit(3)"],
        "three": [*python, "print('third')"],
    }
    assert run_steps(steps) == 3
    out = capfd.readouterr().out
    assert "first" in out and "== one: ok" in out
    assert "== two: failed" in out and "third" not in out


def test_lab_opens_the_first_lesson_of_the_language(monkeypatch):
    calls = []

    def call(command):
        settings = Path(command[-1].split("=")[1]) / "overrides.json"
        calls.append((command, json.loads(settings.read_text())))
        return 0

    monkeypatch.setattr(lab.subprocess, "call", call)
    assert commands.main(["lab", "--lang", "id"]) == 0
    [(command, settings)] = calls
    assert command[1:4] == ["-m", "jupyter", "lab"]
    assert Path(command[4]).parts[-2:] == ("id", "00_start_here.ipynb")
    values = [own for plugin in settings.values() for own in plugin.items()]
    assert ("locale", "id_ID") in values and ("fetchNews", "false") in values


@pytest.mark.parametrize(
    "arguments",
    [
        ["test", "--fast", "--lane", "colab-now"],
        ["test", "--lane", "oldest"],
        ["run", "--lang", "both"],
        ["publish"],
        [],
    ],
)
def test_what_makes_no_sense_is_refused(arguments, capsys):
    with pytest.raises(SystemExit):
        commands.main(arguments)
    assert "usage" in capsys.readouterr().err
