"""Tables, plots, augmentation and models for the MNIST course.

Write `import mnist_helpers as mh`, then `mh.load_mnist()`. Nothing is
imported before it is used: `mh.load_mnist` loads `data` alone, and
TensorFlow waits until a lesson asks for a model. What one lesson alone needs
stays in its module: `mh.steps.plot_course_map()`. The checks of the
exercises are here too: `mh.check_pixels(answer)`.
"""

from importlib import import_module
from typing import Any

_NAMES = {
    "language": "format_number format_percent set_language",
    "figures": "show",
    "data": (
        "add_channel load_mnist prepare_mnist scale_pixels "
        "split_train_validation"
    ),
    "explore": (
        "count_digits describe_each describe_images ink_per_digit "
        "mean_images pick_per_digit"
    ),
    "pictures": "plot_counts plot_digit plot_digits plot_pixels",
    "augment": "Augmentation RandomAffine augment_dataset transform_images",
    "before_after": "compare_counts compare_ink plot_before_after",
    "pipeline": "plot_speeds",
    "models": (
        "build_cnn build_dense build_keras_example build_lenet5 "
        "build_refined load_trained"
    ),
    "architecture": "compare_models layer_table plot_architecture",
    "train": "LivePlot OneCycle TrainingBar plot_losses",
    "experiment": "load_results run_experiment",
    "evaluate": (
        "accuracy_interval list_mistakes plot_confusion plot_mistakes "
        "report_per_digit"
    ),
    "sealed": "SealedTest log_result",
    "compare": "compare_answers compare_arms",
    "explain": "plot_feature_maps plot_grad_cam plot_kernels",
    "handwriting": "prepare_digit prepare_page",
    "widgets": "quiz",
}
_MODULE_OF = {
    name: module for module, names in _NAMES.items() for name in names.split()
}
_MODULES = (
    "activations affine architecture augment before_after checks class_set "
    "compare comparison_plots data evaluate exercises experiment explain "
    "explore figures handwriting handwriting_plots ink language leak machine "
    "made_pictures models page picture_files pictures pipeline sealed steps "
    "train widgets"
).split()
__all__ = sorted(_MODULE_OF)


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        module = import_module(f".{_MODULE_OF[name]}", __name__)
        return getattr(module, name)
    if name in _MODULES:
        return import_module(f".{name}", __name__)
    if name.startswith("check_"):
        return getattr(import_module(".exercises", __name__), name)
    raise AttributeError(f"module {__name__!r} has no name {name!r}")


def __dir__() -> list[str]:
    exercises = import_module(".exercises", __name__)
    return [*__all__, *_MODULES, *exercises.load_exercises()]
