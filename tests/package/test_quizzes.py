"""The quizzes have two answers in each language, and a lesson each."""

import json
import re
from pathlib import Path

import pytest
from conftest import NOTEBOOKS

import mnist_course

PACKAGE = Path(mnist_course.__file__).parent
LESSONS = NOTEBOOKS / "lessons"
QUIZZES = json.loads(
    (PACKAGE / "widgets" / "quizzes.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", QUIZZES)
def test_a_question_says_the_same_in_both_languages(name):
    asked = QUIZZES[name]
    assert set(asked) == {"right", "en", "id"}
    assert asked["right"] in (0, 1)
    for texts in (asked["en"], asked["id"]):
        assert set(texts) == {"question", "answers", "why"}
        assert len(set(texts["answers"])) == 2
        assert texts["question"].endswith("?") and texts["why"].endswith(".")
    english, indonesian = (
        [texts["question"], *texts["answers"], texts["why"]]
        for texts in (asked["en"], asked["id"])
    )
    assert all(english) and all(indonesian)
    assert not set(english) & set(indonesian)


def test_lessons_ask_each_quiz_once():
    asked = [
        name
        for file in sorted(LESSONS.glob("*.py"))
        for name in re.findall(r'\bquiz\("(\w+)"\)', file.read_text("utf-8"))
    ]
    assert asked == list(QUIZZES)
