"""Try things out with sliders and buttons, beside the lesson's own code.

In: MNIST images and labels, or nothing. Out: a `Live`. As the last line of a
cell it shows its widget where a kernel runs, and a still picture of the same
with a sentence where none does: on GitHub, in a web page, on paper.
"""

import lazy_loader

# Not sooner than used: the sliders need TensorFlow, the quizzes do not.
__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "augmentation": ["explore_augmentation"],
        "digits": ["browse_digits"],
        "output_size": ["explore_output_size"],
        "quizzes": ["quiz"],
    },
)
