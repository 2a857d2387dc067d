"""Tables, plots, augmentation and models for the MNIST course.

Nothing is imported before it is used: `from mnist_helpers import load_mnist`
loads `data` alone, and TensorFlow waits until a lesson asks for a model.
"""

from importlib import import_module

_NAMES = {
    "language": "format_number format_percent get_language set_language",
    "data": (
        "add_channel load_mnist prepare_mnist scale_pixels "
        "split_train_validation verify_mnist"
    ),
    "explore": (
        "caption count_digits describe_images ink_per_digit mean_images "
        "pick_per_digit plot_counts plot_digit plot_digits plot_pixel_values "
        "plot_pixels"
    ),
    "machine": "check_machine describe_machine",
    "augment": (
        "Augmentation RandomAffine augment_dataset compare_counts "
        "compare_ink plot_before_after transform_images"
    ),
    "models": (
        "build_cnn build_dense build_keras_example build_lenet5 "
        "compare_models layer_table plot_architecture"
    ),
    "train": "OneCycle",
    "evaluate": (
        "AccuracyInterval SealedTest accuracy_interval list_mistakes "
        "plot_confusion plot_mistakes record_result report_per_digit"
    ),
}
_MODULE_OF = {
    name: module for module, names in _NAMES.items() for name in names.split()
}
__all__ = sorted(_MODULE_OF)


def __getattr__(name: str):
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no name {name!r}")
    return getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
