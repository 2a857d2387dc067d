"""What one lesson alone draws or computes, a module a lesson.

A lesson calls `mc.lesson_06.plot_pairs(...)`; whoever reads lesson 06 opens
`lesson_06.py`. What a second lesson needs moves to `mnist_helpers`; what has
fewer than ten lines and is used once stays in the lesson.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    [
        "lesson_00",
        "lesson_03",
        "lesson_05",
        "lesson_06",
        "lesson_08",
        "lesson_10",
        "lesson_11",
        "lesson_12",
    ],
)
