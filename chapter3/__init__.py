"""Chapter 3 of a thesis and a draft of 4, from a run: Word, LaTeX, Markdown.

Write `import chapter3`, then `chapter3.record_run(...)`. Nothing is imported
before it is used: reading interviews needs no TensorFlow.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .chapters import answer_comments, list_gaps
    from .interviews import read_interviews, write_interview_template
    from .record import record_run
    from .run import load_run
    from .write import write_chapter

_MODULE_OF = {
    "answer_comments": "chapters",
    "list_gaps": "chapters",
    "load_run": "run",
    "read_interviews": "interviews",
    "record_run": "record",
    "write_chapter": "write",
    "write_interview_template": "interviews",
}
__all__ = [
    "answer_comments",
    "list_gaps",
    "load_run",
    "read_interviews",
    "record_run",
    "write_chapter",
    "write_interview_template",
]


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        module = import_module(f".{_MODULE_OF[name]}", __name__)
        return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no name {name!r}")
