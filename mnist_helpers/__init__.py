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
    pair.partition(":")[0]: pair.rpartition(":")[2]
    for pair in (
        "LivePlot:lesson_11.LivePlot TrainingBar:lesson_11.TrainingBar "
        "activations:lesson_10 compare_ink:lesson_06.compare_ink "
        "leak:lesson_06 pipeline:lesson_08 class_set:own_digits "
        "handwriting:own_digits handwriting_plots:own_digits ink:own_digits "
        "made_pictures:own_digits page:own_digits compare:experiments "
        "comparison_plots:experiments experiment:experiments compare_answers "
        "compare_arms exercises load_results machine prepare_digit "
        "prepare_page quiz run_experiment widgets"
    ).split()
}


def __getattr__(name: str) -> Any:
    if name in _MOVED or name.startswith("check_"):
        home = _MOVED.get(name, name)
        raise AttributeError(
            f"mh.{name} is mc.{home} now: import mnist_course as mc"
        )
    return _get(name)
