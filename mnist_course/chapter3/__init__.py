"""Chapter 3 of a thesis and a draft of 4, from a run: Word, LaTeX, Markdown.

Write `from mnist_course import chapter3`, then `chapter3.record_run(...)`.
Nothing is imported before it is used: reading interviews needs no TensorFlow.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "chapters": ["answer_comments", "list_gaps"],
        "interviews": ["read_interviews", "write_interview_template"],
        "record": ["record_run"],
        "run": ["load_run"],
        "write": ["write_chapter"],
    },
)
