"""The lessons and the thirteen steps, written once, and their map.

Out: `LESSONS`, read from `steps.json`, from which the map, the READMEs, each
lesson's head, the handouts and chapter 3 take steps, minutes and questions.
"""

import json
from pathlib import Path
from typing import NamedTuple

from mnist_helpers.language import get_language


class Lesson(NamedTuple):
    """A lesson: its file's number and name, and which step it is.

    kind: "data" (data preparation), "cnn", or "" for a lesson that is no
    step; step: from 1 within its kind, None if it is no step; minutes: of
    class time; texts: by language its title and question, and for a step
    its name in the thesis.
    """

    number: int
    name: str
    kind: str
    step: int | None
    minutes: int
    texts: dict[str, dict[str, str]]

    @property
    def stem(self) -> str:
        """The name of its files, without what follows the dot."""
        return f"{self.number:02d}_{self.name}"

    def text(self, what: str, language: str | None = None) -> str:
        """Return "title", "question" or "thesis", in the language set."""
        return self.texts[language or get_language()][what]


LESSONS = tuple(
    Lesson(**row)
    for row in json.loads(
        Path(__file__).with_name("steps.json").read_text(encoding="utf-8")
    )
)
