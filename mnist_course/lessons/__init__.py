"""What one lesson alone draws or computes, a module a lesson.

A lesson calls `mc.lesson_06.plot_pairs(...)`; whoever reads lesson 06 opens
`lesson_06.py`. What a second lesson needs moves to `mnist_helpers`; what has
fewer than ten lines and is used once stays in the lesson.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__, [f"lesson_{n:02d}" for n in (0, 3, 5, 6, 8, 10, 11, 12)]
)
