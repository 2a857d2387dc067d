# What editors complete: the lazy names of __init__.py, which a test compares
# with this list.
from . import (
    activations as activations,
)
from . import (
    affine as affine,
)
from . import (
    architecture as architecture,
)
from . import (
    augment as augment,
)
from . import (
    before_after as before_after,
)
from . import (
    checks as checks,
)
from . import (
    compare as compare,
)
from . import (
    comparison_plots as comparison_plots,
)
from . import (
    data as data,
)
from . import (
    evaluate as evaluate,
)
from . import (
    exercises as exercises,
)
from . import (
    experiment as experiment,
)
from . import (
    explain as explain,
)
from . import (
    explore as explore,
)
from . import (
    figures as figures,
)
from . import (
    language as language,
)
from . import (
    leak as leak,
)
from . import (
    machine as machine,
)
from . import (
    models as models,
)
from . import (
    pictures as pictures,
)
from . import (
    pipeline as pipeline,
)
from . import (
    sealed as sealed,
)
from . import (
    steps as steps,
)
from . import (
    train as train,
)
from . import (
    widgets as widgets,
)
from .architecture import compare_models as compare_models
from .architecture import layer_table as layer_table
from .architecture import plot_architecture as plot_architecture
from .augment import Augmentation as Augmentation
from .augment import RandomAffine as RandomAffine
from .augment import augment_dataset as augment_dataset
from .augment import transform_images as transform_images
from .before_after import compare_counts as compare_counts
from .before_after import compare_ink as compare_ink
from .before_after import plot_before_after as plot_before_after
from .compare import compare_answers as compare_answers
from .compare import compare_arms as compare_arms
from .data import add_channel as add_channel
from .data import load_mnist as load_mnist
from .data import prepare_mnist as prepare_mnist
from .data import scale_pixels as scale_pixels
from .data import split_train_validation as split_train_validation
from .evaluate import accuracy_interval as accuracy_interval
from .evaluate import list_mistakes as list_mistakes
from .evaluate import plot_confusion as plot_confusion
from .evaluate import plot_mistakes as plot_mistakes
from .evaluate import report_per_digit as report_per_digit
from .exercises import check_after_copies as check_after_copies
from .exercises import check_back_to_pixels as check_back_to_pixels
from .exercises import check_balance as check_balance
from .exercises import check_best_of_many as check_best_of_many
from .exercises import check_conv_parameters as check_conv_parameters
from .exercises import check_divisor as check_divisor
from .exercises import check_early_stopping as check_early_stopping
from .exercises import check_first_mistakes as check_first_mistakes
from .exercises import check_five_class_loss as check_five_class_loss
from .exercises import check_halve_interval as check_halve_interval
from .exercises import check_interval_verdict as check_interval_verdict
from .exercises import check_kept_equal as check_kept_equal
from .exercises import check_mean_difference as check_mean_difference
from .exercises import check_moved_right as check_moved_right
from .exercises import check_next_weight as check_next_weight
from .exercises import check_one_image as check_one_image
from .exercises import check_order as check_order
from .exercises import check_output_side as check_output_side
from .exercises import check_own_cnn as check_own_cnn
from .exercises import check_package_name as check_package_name
from .exercises import check_peak_step as check_peak_step
from .exercises import check_pipeline_order as check_pipeline_order
from .exercises import check_pixels as check_pixels
from .exercises import check_probability_row as check_probability_row
from .exercises import check_rarest_digit as check_rarest_digit
from .exercises import check_recall as check_recall
from .exercises import check_relu_slope as check_relu_slope
from .exercises import check_rgb_shape as check_rgb_shape
from .exercises import check_safe_techniques as check_safe_techniques
from .exercises import check_seen_images as check_seen_images
from .exercises import check_shear_units as check_shear_units
from .exercises import check_shown_details as check_shown_details
from .exercises import check_spread_of_seeds as check_spread_of_seeds
from .exercises import check_training_steps as check_training_steps
from .exercises import check_validation_data as check_validation_data
from .exercises import check_variations as check_variations
from .exercises import check_wrong_images as check_wrong_images
from .experiment import load_results as load_results
from .experiment import run_experiment as run_experiment
from .explain import plot_feature_maps as plot_feature_maps
from .explain import plot_grad_cam as plot_grad_cam
from .explain import plot_kernels as plot_kernels
from .explore import count_digits as count_digits
from .explore import describe_each as describe_each
from .explore import describe_images as describe_images
from .explore import ink_per_digit as ink_per_digit
from .explore import mean_images as mean_images
from .explore import pick_per_digit as pick_per_digit
from .explore import plot_counts as plot_counts
from .figures import show as show
from .language import format_number as format_number
from .language import format_percent as format_percent
from .language import set_language as set_language
from .models import build_cnn as build_cnn
from .models import build_dense as build_dense
from .models import build_keras_example as build_keras_example
from .models import build_lenet5 as build_lenet5
from .models import build_refined as build_refined
from .models import load_trained as load_trained
from .pictures import plot_digit as plot_digit
from .pictures import plot_digits as plot_digits
from .pictures import plot_pixels as plot_pixels
from .pipeline import plot_speeds as plot_speeds
from .sealed import SealedTest as SealedTest
from .sealed import log_result as log_result
from .train import LivePlot as LivePlot
from .train import OneCycle as OneCycle
from .train import TrainingBar as TrainingBar
from .train import plot_losses as plot_losses
from .widgets import quiz as quiz

__all__: list[str]
