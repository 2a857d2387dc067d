"""The lessons and the thirteen steps, written once.

Out: `LESSONS`, from which the map, the READMEs, each lesson's head and the
handouts read steps, minutes and questions. Titles and questions are keys of
the catalogue: show them with `language._`.
"""

from typing import NamedTuple


class Lesson(NamedTuple):
    """A lesson: its file's number and name, and which step it is.

    kind: "data" (data preparation), "cnn", or "" for a lesson that is no
    step; step: from 1 within its kind, None if it is no step; minutes: of
    class time.
    """

    number: int
    name: str
    kind: str
    step: int | None
    minutes: int
    title: str
    question: str

    @property
    def stem(self) -> str:
        """The name of its files, without what follows the dot."""
        return f"{self.number:02d}_{self.name}"


LESSONS = (
    Lesson(
        0,
        "start_here",
        "",
        None,
        15,
        "start here",
        "What will I be able to do at the end?",
    ),
    Lesson(
        1,
        "collect_data",
        "data",
        1,
        40,
        "collect data",
        "Where do the digits come from, how many are there of each, how many "
        "pixels has one?",
    ),
    Lesson(
        2,
        "split_data",
        "data",
        2,
        35,
        "split data",
        "Which images may the model see, and when?",
    ),
    Lesson(
        3,
        "normalize",
        "data",
        3,
        30,
        "normalise pixels",
        "Why divide by 255?",
    ),
    Lesson(
        4,
        "add_channel",
        "data",
        4,
        25,
        "add channel",
        "Why does a CNN want (batch, height, width, channels)?",
    ),
    Lesson(
        5,
        "augment",
        "data",
        5,
        45,
        "augment images",
        "What does each technique do to the same digit?",
    ),
    Lesson(
        6,
        "generate_augmented",
        "data",
        6,
        45,
        "generate augmented data",
        "What does the training set look like before and after, digit by "
        "digit?",
    ),
    Lesson(
        7,
        "import_libraries",
        "cnn",
        1,
        20,
        "import libraries",
        "Which library does what, which versions, which hardware, how is a "
        "run made repeatable?",
    ),
    Lesson(
        8,
        "preprocess",
        "cnn",
        2,
        30,
        "preprocess data",
        "How do lessons 01 to 06 become one pipeline?",
    ),
    Lesson(
        9,
        "build_architecture",
        "cnn",
        3,
        60,
        "build architecture",
        "What does each layer compute, and why these shapes and parameter "
        "counts?",
    ),
    Lesson(
        10,
        "initialize_model",
        "cnn",
        4,
        45,
        "initialise model",
        "Activation, optimizer, loss: what is true before training starts?",
    ),
    Lesson(
        11,
        "train",
        "cnn",
        5,
        35,
        "train model",
        "What happens in an epoch, and when to stop?",
    ),
    Lesson(
        12,
        "evaluate",
        "cnn",
        6,
        60,
        "evaluate model",
        "How good is it on digits that it never saw, and where does it fail?",
    ),
    Lesson(
        13,
        "refine",
        "cnn",
        7,
        60,
        "refine model",
        "Which change helps, and is that shown or luck?",
    ),
    Lesson(
        14,
        "chapter_3",
        "",
        None,
        40,
        "chapter 3",
        "How does a run become chapter 3 of a thesis?",
    ),
)
