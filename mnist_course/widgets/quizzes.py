"""Ask one question with two answers, and explain.

Each question of `quizzes.json` is a prediction: the reader commits to an
answer before the lesson shows it. The wrong answer is the one that students
really give.
"""

import html
import json
from functools import partial
from pathlib import Path

import ipywidgets as ipw

from mnist_helpers.checks import verify_choice
from mnist_helpers.figures import mark_code
from mnist_helpers.language import _, get_language

from .live import Live, describe_live

QUIZZES = json.loads(
    Path(__file__).with_name("quizzes.json").read_text(encoding="utf-8")
)


def quiz(name: str) -> Live:
    """Ask one question with two answers, and say why after a click.

    Args:
        name: one in `quizzes.json`: "imbalance", "tuning_on_test", ...

    Raises:
        ValueError: if there is no such question.

    Example:
        >>> print(quiz("one_run").still["text/plain"])
        You change one thing, train once, ...
        A. Yes, it was measured
        B. Not known yet, another seed may say the opposite
        To try it live, ...
    """
    return Quiz(name)


class Quiz(Live):
    """What `quiz` returns."""

    def __init__(self, name: str) -> None:
        example = _("Write {example}.", example='quiz("imbalance")')
        verify_choice("name", name, QUIZZES, example)
        super().__init__()
        texts = QUIZZES[name][get_language()]
        self._right = QUIZZES[name]["right"]
        self._why = mark_code(texts["why"])
        answers = [
            f"{letter}. {answer}"
            for letter, answer in zip("AB", texts["answers"], strict=True)
        ]
        self.buttons = [ipw.Button(description=answer) for answer in answers]
        self.feedback = ipw.HTML()
        for place, button in enumerate(self.buttons):
            button.on_click(self._in_language(partial(self._judge, place)))
        asked = f"<b>{mark_code(texts['question'])}</b>"
        self._fill_box(ipw.HTML(asked), *self.buttons, self.feedback)
        paragraphs = "".join(f"<p>{html.escape(a)}</p>" for a in answers)
        summary = _("Answer")
        words = [texts["question"], *answers, describe_live()]
        self.still = {
            "text/plain": "\n".join(words),
            "text/html": (
                f"<p>{asked}</p>{paragraphs}<details><summary>{summary}"
                f"</summary><p>{'AB'[self._right]}. {self._why}</p></details>"
                f"<p>{mark_code(describe_live())}</p>"
            ),
        }

    def _judge(self, place: int) -> None:
        right = place == self._right
        mark = "✓ " + _("Right.") if right else "✗ " + _("Not right.")
        for button in self.buttons:
            button.icon = ""
        self.buttons[place].icon = "check" if right else "times"
        self.feedback.value = (
            f'<div role="alert"><b>{"AB"[place]}: {mark}</b> {self._why}</div>'
        )
