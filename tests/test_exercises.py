"""`judge` tells a stub, a right answer and each wrong one apart."""

import pytest

from mnist_helpers import exercises
from mnist_helpers.exercises import judge


def say(answer, capsys):
    judge(
        answer,
        right=lambda value: value == 784,
        hints=[(lambda value: value == 28, "That is one side.")],
        otherwise="Rows times columns.",
    )
    return capsys.readouterr().out.strip()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (784, "✓ Right."),
        (28, "✗ That is one side."),
        (1, "✗ Rows times columns."),
        ("784", "✗ Rows times columns."),
        (None, "✗ Rows times columns."),
        (..., "✗ Not answered yet: put your answer in place of `...`."),
    ],
)
def test_judge_says_what_is_wrong(answer, said, capsys):
    assert say(answer, capsys) == said


def test_an_answer_that_cannot_be_compared_is_wrong(capsys):
    judge(
        "text",
        right=lambda value: value > 3,
        hints=[(lambda value: value < 0, "Not negative.")],
        otherwise="A number.",
    )
    assert capsys.readouterr().out == "✗ A number.\n"


def test_unknown_check_is_an_attribute_error():
    with pytest.raises(AttributeError, match="check_nothing"):
        exercises.check_nothing  # noqa: B018
