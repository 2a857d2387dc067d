"""Chapter 3 of a thesis, made from a run: Word, LaTeX and Markdown.

Write `import chapter3`, then `chapter3.record_run(...)`. Nothing is imported
before it is used: reading interviews needs no TensorFlow.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .facts import record_run
    from .interviews import read_interviews, write_interview_template
    from .run import load_run
    from .write import write_chapter

_MODULE_OF = {
    "load_run": "run",
    "read_interviews": "interviews",
    "record_run": "facts",
    "write_chapter": "write",
    "write_interview_template": "interviews",
}
__all__ = [
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
