"""Check functions of the exercises: what is wrong, and a hint.

A lesson calls `check_...(answer)` in a cell of its own, after a stub that
runs unedited. Each check prints one line in the language set.
"""

from collections.abc import Callable
from importlib import import_module

from ..language import _

_FILES = (
    "start_and_split",
    "scale_and_augment",
    "libraries_and_pipeline",
    "build_and_compile",
    "train_and_stop",
    "evaluate",
    "refine",
    "chapter",
)


def judge(
    answer: object,
    *,
    right: Callable[[object], bool],
    hints: list[tuple[Callable[[object], bool], str]],
    otherwise: str,
) -> None:
    """Print whether an answer is right and, if not, what to think of next.

    Args:
        answer: the reader's; `...` is the untouched stub.
        right: says whether it is right.
        hints: pairs of a test for a likely wrong answer and what to say
            then, translated; the first that fits is said.
        otherwise: what to say to any other wrong answer, translated.
    """
    if answer is ...:
        print("✗ " + _("Not answered yet: put your answer in place of `...`."))
        return
    # Readers hand in anything: a question that an answer can't even be
    # asked (is this string > 3?) is answered no.
    if _holds(right, answer):
        print("✓ " + _("Right."))
        return
    for fits, hint in hints:
        if _holds(fits, answer):
            print("✗ " + hint)
            return
    print("✗ " + otherwise)


def _holds(question: Callable[[object], bool], answer: object) -> bool:
    try:
        return bool(question(answer))
    except Exception:
        return False


def __getattr__(name: str):
    if name.startswith("check_"):
        for file in _FILES:
            module = import_module(f".{file}", __name__)
            if hasattr(module, name):
                return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no name {name!r}")
