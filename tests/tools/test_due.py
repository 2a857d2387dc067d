"""A lesson is due when something that it reaches has changed."""

import json

import pytest
from conftest import NOTEBOOKS, ROOT

from tools import modules, test
from tools.modules import Reach

REACH = Reach()


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("mh.load_mnist", "mnist_helpers.data"),
        ("mc.run_experiment", "mnist_course.experiments.experiment"),
        ("mc.lesson_06.plot_pairs", "mnist_course.lessons.lesson_06"),
        ("mc.chapter3.record_run", "mnist_course.chapter3.record"),
        ("mc.check_pixels", "mnist_course.exercises"),
        ("mc.quiz", "mnist_course.widgets.quizzes"),
    ],
)
def test_a_name_leads_to_the_module_that_holds_it(name, home):
    assert home in REACH.find_homes(name)


@pytest.mark.parametrize(
    ("lesson", "file", "reached"),
    [
        ("12_evaluate", "mnist_helpers/evaluate.py", True),
        ("12_evaluate", "mnist_helpers/calls.py", True),  # by explain
        ("12_evaluate", "mnist_course/exercises/lesson_12.json", True),
        ("12_evaluate", "mnist_course/exercises/lesson_11.json", False),
        ("12_evaluate", "mnist_course/own_digits/ink.py", False),
        ("13_refine", "mnist_course/experiments/results/rates.csv", True),
        ("15_your_own_digits", "mnist_course/own_digits/pad.js", True),
        ("02_split_data", "mnist_helpers/evaluate.py", False),
        ("02_split_data", "mnist_helpers/locale/id/data.po", True),
        ("02_split_data", "mnist_helpers/train.py", True),  # by all
        ("02_split_data", "tests/lanes/newest.txt", True),
    ],
)
def test_a_lesson_reaches_what_its_outputs_come_from(lesson, file, reached):
    source = NOTEBOOKS / "lessons" / f"{lesson}.py"
    assert (ROOT / file in REACH.list_files(source)) == reached


@pytest.fixture
def green(tmp_path, monkeypatch):
    """A file by which lesson 03 alone has changed."""
    monkeypatch.setattr(modules, "GREEN", tmp_path / "green.json")
    modules.list_changed.cache_clear()
    digests = json.loads(modules.write_green().read_text("utf-8"))
    digests["03_normalize"] = "another"
    (tmp_path / "green.json").write_text(json.dumps(digests))
    yield
    modules.list_changed.cache_clear()


def test_a_push_runs_what_changed_and_four_lessons_always(green):
    due = [name[:2] for name in test.list_due()]
    assert due == ["00", "03", "06", "11", "15"]
    assert len(test.list_due(whole=True)) == 16
    assert "changed since all were green, 03." in test.write_plan()
    steps = test.list_steps(), test.list_steps(whole=True)
    options = [steps[whole]["pytest"] for whole in (False, True)]
    assert "03_normalize" in str(options[0])
    assert "02_split_data" not in str(options[0])
    assert "02_split_data" in str(options[1]) and "--whole" in options[1]


def test_without_a_green_run_every_lesson_is_due(green, tmp_path):
    (tmp_path / "green.json").unlink()
    assert len(test.list_due()) == 16
