"""What an exercise asks for, as data: right and wrong answers, and hints.

In: a reader's answer. Out: one printed line, in the language set.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from mnist_helpers.language import _, as_written, get_language

from . import conditions
from .words import as_word, mark


@dataclass
class Exercise:
    """A check that a lesson calls with the reader's answer.

    An answer given here is a number, a word or a list of those; or, as
    `{"contains": ["mirror"]}`, a function of `conditions` and what it takes;
    `{"not": ...}` turns one over.

    Attributes:
        about: the lesson, and what is asked; shown by `help`.
        right: the right answer.
        hints: what is printed, under "en" and "id", for which "wrong"
            answers; the first that fits.
        otherwise: what is printed for any other wrong answer.
        within: how far a number may be from the one given here.
        number: whether one number is asked for; read from `right` if that
            is a number.
    """

    about: str
    right: object
    hints: list[dict]
    otherwise: dict[str, str]
    within: float = 0
    number: bool = False

    def __post_init__(self) -> None:
        self.__doc__ = self.about
        self.number = self.number or isinstance(self.right, (int, float))

    def __call__(self, answer: object) -> None:
        """Print whether an answer is right and, if not, a hint.

        Args:
            answer: the reader's; `...` is the untouched stub.
        """
        right = answer is not ... and self._fits(answer, self.right)
        if answer is ...:
            said = _("Not answered yet: put your answer in place of `...`.")
        else:
            said = _("Right.") if right else self._pick_hint(answer)
        print(as_written(f"{mark(right)} {said}"))

    def _pick_hint(self, answer: object) -> str:
        for hint in self.hints:
            if any(self._fits(answer, wrong) for wrong in hint["wrong"]):
                return hint[get_language()]
        if self.number and isinstance(answer, str):
            return _("Write one number, without quotes.")
        if isinstance(self.right, str) and not isinstance(answer, str):
            return _("Write one word or sentence, in quotes.")
        if isinstance(self.right, list) and (
            isinstance(answer, str) or not hasattr(answer, "__len__")
        ):
            return _(
                "{number} values are asked for: write them in brackets, with "
                "commas between them.",
                number=len(self.right),
            )
        # 0,9 is a tuple, and 6.000 is six, to whoever writes Indonesian.
        if self.number and (
            isinstance(answer, tuple) or self._is_thousandth(answer)
        ):
            return _(
                "Write decimals with a point (0.9) and thousands without a "
                "mark (6000)."
            )
        return self.otherwise[get_language()]

    def _is_thousandth(self, answer: object) -> bool:
        return (
            isinstance(self.right, int)
            and self.right >= 1000
            and self._fits(answer, self.right / 1000)
        )

    def _fits(self, answer: Any, wanted: Any) -> bool:
        # Readers hand in anything: what can't be compared doesn't fit.
        try:
            return bool(self._compare(answer, wanted))
        except Exception:
            return False

    def _compare(self, answer: Any, wanted: Any) -> bool:
        if isinstance(wanted, dict):
            [(name, arguments)] = wanted.items()
            if name == "not":
                return not self._compare(answer, arguments)
            return getattr(conditions, name)(answer, *arguments)
        if isinstance(wanted, str):
            return as_word(answer) == as_word(wanted)
        if isinstance(wanted, list):
            if hasattr(answer, "numpy"):  # a tensor
                answer = answer.numpy()
            return (
                not isinstance(answer, str | bytes | set | frozenset | dict)
                and len(answer) == len(wanted)
                and all(map(self._compare, answer, wanted))
            )
        number = np.asarray(answer).item()  # one number in an array will do
        if isinstance(number, str | bytes) or isinstance(number, bool) != (
            isinstance(wanted, bool)
        ):
            return False
        return math.isclose(number, wanted, rel_tol=1e-6, abs_tol=self.within)
