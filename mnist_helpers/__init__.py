"""Tables, plots, augmentation and models for the MNIST course.

Write `import mnist_helpers as mh`, then `mh.load_mnist()`. What may live
here: what two lessons or more call to load, explore, augment, model, train,
judge or explain. What is there because this is a course (exercises, widgets,
experiments, a reader of photographs, what one lesson alone draws) is in
`mnist_course`, which this package never imports.

A plot that takes `ax` draws there, or makes a figure if it is None.
The names stand in `__init__.pyi`, once. Nothing is imported before it is
used: `mh.load_mnist` loads `data` alone, and TensorFlow waits until a lesson
asks for a model.
"""

from typing import Any

import lazy_loader

_get, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
# Names that stood here once, by the name under which they are now found.
_MOVED = {
    "LivePlot": "lesson_11.LivePlot",
    "TrainingBar": "lesson_11.TrainingBar",
    "activations": "lesson_10",
    "class_set": "own_digits",
    "compare": "experiments",
    "compare_ink": "lesson_06.compare_ink",
    "comparison_plots": "experiments",
    "experiment": "experiments",
    "handwriting": "own_digits",
    "handwriting_plots": "own_digits",
    "ink": "own_digits",
    "leak": "lesson_06",
    "made_pictures": "own_digits",
    "page": "own_digits",
    "pipeline": "lesson_08",
}
_MOVED |= {
    name: name
    for name in (
        "compare_answers compare_arms exercises load_results machine "
        "prepare_digit prepare_page quiz run_experiment widgets"
    ).split()
}


def __getattr__(name: str) -> Any:
    home = name if name.startswith("check_") else _MOVED.get(name)
    if home:
        raise AttributeError(
            f"mh.{name} is mc.{home} now: import mnist_course as mc"
        )
    return _get(name)
