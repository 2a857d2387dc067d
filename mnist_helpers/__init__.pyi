# The names of `import mnist_helpers as mh`, written here alone: __init__.py
# loads each when it is first used.
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
    plot_before_after as plot_before_after,
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
from .explain import (
    grad_cam as grad_cam,
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
    build_small as build_small,
    load_trained as load_trained,
)
from .pictures import (
    plot_counts as plot_counts,
    plot_digit as plot_digit,
    plot_digits as plot_digits,
    plot_pixels as plot_pixels,
    plot_speeds as plot_speeds,
)
from .sealed import SealedTest as SealedTest, log_result as log_result
from .train import OneCycle as OneCycle, plot_losses as plot_losses

__all__: list[str]
