# What editors complete: the lazy names of __init__.py, which a test compares
# with this list.
from . import (
    activations as activations,
    affine as affine,
    architecture as architecture,
    augment as augment,
    before_after as before_after,
    checks as checks,
    class_set as class_set,
    compare as compare,
    comparison_plots as comparison_plots,
    data as data,
    evaluate as evaluate,
    exercises as exercises,
    experiment as experiment,
    explain as explain,
    explore as explore,
    figures as figures,
    handwriting as handwriting,
    handwriting_plots as handwriting_plots,
    ink as ink,
    language as language,
    leak as leak,
    machine as machine,
    made_pictures as made_pictures,
    models as models,
    page as page,
    picture_files as picture_files,
    pictures as pictures,
    pipeline as pipeline,
    sealed as sealed,
    steps as steps,
    train as train,
    widgets as widgets,
)
from .architecture import (
    compare_models as compare_models,
    layer_table as layer_table,
    plot_architecture as plot_architecture,
)
from .augment import (
    Augmentation as Augmentation,
    RandomAffine as RandomAffine,
    augment_dataset as augment_dataset,
    transform_images as transform_images,
)
from .before_after import (
    compare_counts as compare_counts,
    compare_ink as compare_ink,
    plot_before_after as plot_before_after,
)
from .compare import (
    compare_answers as compare_answers,
    compare_arms as compare_arms,
)
from .data import (
    add_channel as add_channel,
    load_mnist as load_mnist,
    prepare_mnist as prepare_mnist,
    scale_pixels as scale_pixels,
    split_train_validation as split_train_validation,
)
from .evaluate import (
    accuracy_interval as accuracy_interval,
    list_mistakes as list_mistakes,
    plot_confusion as plot_confusion,
    plot_mistakes as plot_mistakes,
    report_per_digit as report_per_digit,
)
from .exercises import (
    check_after_copies as check_after_copies,
    check_back_to_pixels as check_back_to_pixels,
    check_balance as check_balance,
    check_best_of_many as check_best_of_many,
    check_conv_parameters as check_conv_parameters,
    check_divisor as check_divisor,
    check_early_stopping as check_early_stopping,
    check_first_mistakes as check_first_mistakes,
    check_five_class_loss as check_five_class_loss,
    check_fold_training as check_fold_training,
    check_halve_interval as check_halve_interval,
    check_interval_verdict as check_interval_verdict,
    check_kept_equal as check_kept_equal,
    check_mean_difference as check_mean_difference,
    check_mean_of_writers as check_mean_of_writers,
    check_minus_one_to_one as check_minus_one_to_one,
    check_moved_right as check_moved_right,
    check_nearest_mean as check_nearest_mean,
    check_next_weight as check_next_weight,
    check_one_image as check_one_image,
    check_order as check_order,
    check_output_side as check_output_side,
    check_own_cnn as check_own_cnn,
    check_package_name as check_package_name,
    check_peak_step as check_peak_step,
    check_pipeline_order as check_pipeline_order,
    check_pixels as check_pixels,
    check_probability_row as check_probability_row,
    check_rarest_digit as check_rarest_digit,
    check_recall as check_recall,
    check_relu_slope as check_relu_slope,
    check_rgb_shape as check_rgb_shape,
    check_safe_techniques as check_safe_techniques,
    check_scaled_width as check_scaled_width,
    check_seen_images as check_seen_images,
    check_shear_units as check_shear_units,
    check_shown_details as check_shown_details,
    check_spread_of_seeds as check_spread_of_seeds,
    check_tenth_probability as check_tenth_probability,
    check_training_steps as check_training_steps,
    check_turned_over as check_turned_over,
    check_validation_data as check_validation_data,
    check_variations as check_variations,
    check_weights_step as check_weights_step,
    check_whole_batches as check_whole_batches,
    check_winner_elsewhere as check_winner_elsewhere,
    check_with_none as check_with_none,
    check_wrong_images as check_wrong_images,
)
from .experiment import (
    load_results as load_results,
    run_experiment as run_experiment,
)
from .explain import (
    plot_feature_maps as plot_feature_maps,
    plot_grad_cam as plot_grad_cam,
    plot_kernels as plot_kernels,
)
from .explore import (
    count_digits as count_digits,
    describe_each as describe_each,
    describe_images as describe_images,
    ink_per_digit as ink_per_digit,
    mean_images as mean_images,
    pick_per_digit as pick_per_digit,
)
from .figures import show as show
from .handwriting import (
    prepare_digit as prepare_digit,
    prepare_page as prepare_page,
)
from .language import (
    format_number as format_number,
    format_percent as format_percent,
    set_language as set_language,
)
from .models import (
    build_cnn as build_cnn,
    build_dense as build_dense,
    build_keras_example as build_keras_example,
    build_lenet5 as build_lenet5,
    build_refined as build_refined,
    load_trained as load_trained,
)
from .pictures import (
    plot_counts as plot_counts,
    plot_digit as plot_digit,
    plot_digits as plot_digits,
    plot_pixels as plot_pixels,
)
from .pipeline import plot_speeds as plot_speeds
from .sealed import SealedTest as SealedTest, log_result as log_result
from .train import (
    LivePlot as LivePlot,
    OneCycle as OneCycle,
    TrainingBar as TrainingBar,
    plot_losses as plot_losses,
)
from .widgets import quiz as quiz

__all__: list[str]
