# The names of `import mnist_course as mc`, written here alone: __init__.py
# loads each when it is first used. The checks of exercises are data.
import typing

from . import (
    chapter3 as chapter3,
    exercises as exercises,
    experiments as experiments,
    lessons as lessons,
    machine as machine,
    own_digits as own_digits,
    widgets as widgets,
)
from .experiments import (
    compare_answers as compare_answers,
    compare_arms as compare_arms,
    compare_arms_per_digit as compare_arms_per_digit,
    describe_trained as describe_trained,
    load_results as load_results,
    plot_arms as plot_arms,
    plot_arms_per_digit as plot_arms_per_digit,
    plot_ladder as plot_ladder,
    plot_tries as plot_tries,
    run_experiment as run_experiment,
)
from .lessons import (
    lesson_00 as lesson_00,
    lesson_03 as lesson_03,
    lesson_05 as lesson_05,
    lesson_06 as lesson_06,
    lesson_08 as lesson_08,
    lesson_10 as lesson_10,
    lesson_11 as lesson_11,
    lesson_12 as lesson_12,
)
from .own_digits import (
    draw_digit as draw_digit,
    export_digits as export_digits,
    find_turn as find_turn,
    join_digits as join_digits,
    make_class as make_class,
    make_page as make_page,
    make_photo as make_photo,
    plot_page as plot_page,
    plot_pictures as plot_pictures,
    plot_preparation as plot_preparation,
    prepare_digit as prepare_digit,
    prepare_page as prepare_page,
    read_photo as read_photo,
    save_digits as save_digits,
)
from .widgets import (
    browse_digits as browse_digits,
    explore_augmentation as explore_augmentation,
    explore_output_size as explore_output_size,
    quiz as quiz,
)

__all__: list[str]

def __getattr__(name: str) -> typing.Any: ...
