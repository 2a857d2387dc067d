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
        "caption count_digits describe_each describe_images ink_per_digit "
        "mean_images pick_per_digit plot_counts plot_digit plot_digits "
        "plot_pixel_values plot_pixels"
    ),
    "machine": "check_machine describe_machine",
    "course_map": "plot_course_map",
    "augment": "Augmentation RandomAffine augment_dataset transform_images",
    "before_after": (
        "compare_counts compare_ink list_closest_pairs plot_answers_by_angle "
        "plot_before_after plot_closest_pairs plot_distances "
        "plot_ink_before_after plot_mean_before_after plot_pairs plot_speeds"
    ),
    "pipeline": "describe_stages plot_batch_labels plot_pipeline",
    "models": (
        "build_cnn build_dense build_keras_example build_lenet5 build_record "
        "build_refined compare_models layer_table load_trained "
        "plot_architecture"
    ),
    "initialize": (
        "plot_activations plot_learning_rates plot_losses plot_spread "
        "plot_weights"
    ),
    "train": "LivePlot OneCycle TrainingBar run_experiment",
    "evaluate": (
        "AccuracyInterval SealedTest accuracy_interval list_mistakes "
        "plot_calibration plot_confusion plot_mistakes record_result "
        "report_per_digit"
    ),
    "compare": "compare_answers compare_arms plot_arms",
    "recorded": "describe_trained load_results",
    "refine": (
        "compare_arms_per_digit plot_arms_per_digit plot_ladder plot_tries"
    ),
    "explain": (
        "feature_maps grad_cam plot_feature_maps plot_grad_cam plot_kernels"
    ),
    "report.manifest": "load_run record_run",
    "report.interviews": "read_interviews write_interview_template",
    "report.chapter": "write_chapter",
    "widgets": "browse_digits explore_augmentation explore_output_size quiz",
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
