"""Ask one question with two answers."""

import html
import re

import ipywidgets as ipw

from ..checks import verify_choice
from ..language import _
from ..quizzes import QUIZZES
from .live import Live, describe_live


def quiz(name: str) -> Live:
    """Ask one question with two answers, and give the reason after a click.

    Args:
        name: one of `QUIZZES`: "imbalance", "tuning_on_test", ...

    Raises:
        ValueError: if there is no such question.

    Example:
        >>> import mnist_helpers as mh
        >>> print(mh.quiz("one_run").still["text/plain"])
        Model A got ...
        A. ...
        B. ...
        To try it live, ...
    """
    example = _("Write {example}.", example='quiz("imbalance")')
    verify_choice("name", name, QUIZZES, example)
    return Quiz(name)


class Quiz(Live):
    """What `quiz` returns."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._question = QUIZZES[name]()
        self.buttons = [
            ipw.Button(description=f"{letter}. {answer}")
            for letter, answer in zip(
                "AB", self._question.answers, strict=True
            )
        ]
        self.feedback = ipw.HTML()
        for place, button in enumerate(self.buttons):
            button.on_click(
                self._in_language(lambda place=place: self._judge(place))
            )
        question, solution = self._question.question, self._question.why
        asked = f"<b>{_mark_code(question)}</b>"
        self._fill_box(ipw.HTML(asked), *self.buttons, self.feedback)
        answers = [button.description for button in self.buttons]
        paragraphs = "".join(f"<p>{html.escape(a)}</p>" for a in answers)
        right, summary = "AB"[self._question.right], _("Answer")
        self.still = {
            "text/plain": "\n".join([question, *answers, describe_live()]),
            "text/html": (
                f"<p>{asked}</p>{paragraphs}<details><summary>{summary}"
                f"</summary><p>{right}. {_mark_code(solution)}</p></details>"
                f"<p>{_mark_code(describe_live())}</p>"
            ),
        }

    def _judge(self, place: int) -> None:
        right = place == self._question.right
        mark = "✓ " + _("Right.") if right else "✗ " + _("Not right.")
        for button in self.buttons:
            button.icon = ""
        self.buttons[place].icon = "check" if right else "times"
        self.feedback.value = (
            f'<div role="alert"><b>{"AB"[place]}: {mark}</b> '
            f"{_mark_code(self._question.why)}</div>"
        )


def _mark_code(text: str) -> str:
    """Text as HTML, with `code` as such."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(text))
