"""Each check knows the right answer, the stub and the likeliest wrong ones."""

import math
import re
from functools import cache
from types import FunctionType

import keras
import numpy as np
import pandas as pd
import pytest
import tensorflow as tf
from conftest import NOTEBOOKS

from mnist_course import exercises
from mnist_course.exercises import conditions, load_exercises
from mnist_course.exercises.exercise import Exercise
from mnist_helpers import (
    load_mnist,
    load_trained,
    prepare_mnist,
    set_language,
    split_train_validation,
)

LESSONS = NOTEBOOKS / "lessons"
RIGHT = "✓ Right."


@cache
def image(index=0):
    (images, labels), _ = load_mnist()
    return split_train_validation(images, labels)[0][0][index]


def scaled(index=0):
    return image(index).astype("float32") / 255


@cache
def seven():
    (images, labels), _ = load_mnist()
    return images[np.flatnonzero(labels == 7)[0]]


@cache
def validation():
    return prepare_mnist()[1]


def x_val():
    return validation()[0]


def y_val():
    return validation()[1]


@cache
def mistakes():
    y_pred = load_trained().predict(x_val(), verbose=0).argmax(axis=1)
    return y_pred != y_val()


def as_batches(images, labels, *, size=500):
    return tf.data.Dataset.from_tensor_slices((images, labels)).batch(size)


def own_cnn(
    *,
    side=28,
    padding="valid",
    hidden="relu",
    pool=2,
    flat=True,
    units=10,
    last="softmax",
    layers_apart=False,
):
    layers = keras.layers
    if layers_apart:
        hidden = last = None
    parts = [keras.Input((side, side, 1))] if side else []
    for kernels in (16, 32):
        parts += [
            layers.Conv2D(kernels, 3, padding=padding, activation=hidden),
            # Once before and once behind the pooling, which is the same.
            *[layers.ReLU()] * (layers_apart and kernels == 16),
            *[layers.MaxPooling2D(max(2, pool), 2)]
            * (pool > 1 or kernels == 16),
            *[layers.Activation("relu")] * (layers_apart and kernels == 32),
        ]
    if flat == "global":
        parts.append(layers.GlobalAveragePooling2D())
    elif flat:
        parts.append(layers.Flatten())
    parts.append(layers.Dense(units, activation=last))
    return keras.Sequential(parts + [layers.Softmax()] * layers_apart)


# What each plain question's answer is, worked out here once more.
WORKED = {
    "check_probability_row": (8, 0.8),
    "check_tenth_probability": 1 - 0.85,
    "check_pixels": 28 * 28 * 3,
    "check_seen_images": 60000 - 54000,
    "check_best_of_many": 0.5,
    "check_fold_training": 54000 - 54000 // 5,
    "check_divisor": 2**16 - 1,
    "check_minus_one_to_one": np.float32(2 * 0.2 - 1),
    "check_rgb_shape": (32, 64, 48, 3),
    "check_with_none": (5000, 28, 28, 1),
    "check_shear_units": np.degrees(0.1),
    "check_after_copies": 54000 * (1 + 3),
    "check_balance": 6068 - 4879,
    "check_winner_elsewhere": 0.85,
    "check_whole_batches": 12000 // 128,
    "check_output_side": 28 - 7 + 1,
    "check_conv_parameters": (3 * 3 * 8 + 1) * 16,
    "check_five_class_loss": np.log(5),
    "check_relu_slope": [0, 1],
    "check_next_weight": 0.5 - 0.1 * -2,
    "check_training_steps": 5 * math.ceil(54000 / 256),
    "check_peak_step": 0.25 * 2000,
    "check_early_stopping": (8, 5),
    "check_wrong_images": (1 - 0.992) * 10000,
    "check_recall": 900 / 1000,
    "check_halve_interval": 2**2,
    "check_mean_difference": (0.6 + 0.1 + 0.8 + 0.2 + 0.3) / 5,
    "check_variations": 54000 * 5,
    "check_weights_step": 3,
    "check_scaled_width": 20 * 150 / 300,
    "check_turned_over": 255 - 30,
    "check_mean_of_writers": (10 / 10 + 45 / 90) / 2,
}
# Answers to the others, or that stand for many, and a part of what is printed;
# a function makes a slow answer.
ANSWERS = {
    "check_first_mistakes": [
        (lambda: mistakes()[:1000].sum(), RIGHT),
        (lambda: int(mistakes()[:1000].sum()), RIGHT),
        (lambda: 1000 - mistakes()[:1000].sum(), "the right ones"),
        (lambda: mistakes().sum(), "for all 6,000"),
        (lambda: mistakes()[:1000].mean(), "the share"),
    ],
    "check_package_name": [
        ("scikit-learn", RIGHT),
        ("pip install scikit-learn", RIGHT),
        ("sklearn", "another name"),
        ("scikit", "a hyphen"),
        ("scipy", "another library"),
    ],
    "check_spread_of_seeds": [
        ((0.92, 0.0158), RIGHT),
        (np.array([0.92, 0.016]), RIGHT),
        ((0.92, 0.01414), "ddof=1"),
        (0.94, "luckiest"),
        (0.92, "is the mean"),
        ([np.float64(0.92), 0.01581], RIGHT),
    ],
    "check_pipeline_order": [
        ("scale cache shuffle batch augment prefetch".split(), RIGHT),
        ("scale cache batch shuffle augment prefetch".split(), "Whole"),
        ("scale shuffle batch augment cache prefetch".split(), "one change"),
        ("scale shuffle cache batch augment prefetch".split(), "one order"),
        ("scale cache shuffle augment batch prefetch".split(), "takes batch"),
        ("scale cache shuffle batch prefetch augment".split(), "comes last"),
        ("scale shuffle batch augment prefetch".split(), "all six words"),
    ],
    "check_validation_data": [
        (lambda: as_batches(x_val(), y_val()), RIGHT),
        (lambda: as_batches(x_val(), y_val()).unbatch(), ".batch(500) is"),
        (lambda: as_batches(x_val()[..., 0], y_val()), "channel is missing"),
        (lambda: as_batches(x_val() * 255, y_val()), "still reach 255"),
        (lambda: as_batches(x_val() / 255, y_val()), "255 twice"),
        (lambda: as_batches(x_val(), y_val(), size=128), "of 500 images"),
        (lambda: as_batches(x_val(), y_val()).repeat(), "6,000 validation"),
        (lambda: as_batches(x_val()[::-1], y_val()[::-1]), "don't shuffle"),
        (lambda: (x_val(), y_val()), "Arrays: begin"),
    ],
    "check_rarest_digit": [
        (5, RIGHT),
        (np.int64(5), RIGHT),
        (np.array([5]), RIGHT),
        (892, "Which digit"),
        (1, "most frequent"),
        (np.array([5, 8, 6, 0, 9, 4, 3, 7, 2, 1]), "order of their counts"),
    ],
    "check_best_of_many": [(0.63, "luck is gone")],
    "check_back_to_pixels": [
        (lambda: image(), RIGHT),
        (lambda: scaled() * 255, "dtype is not"),
        (lambda: scaled(), "multiply by 255"),
        (lambda: np.where(image() > 9, image() - 1, image()), "round before"),
    ],
    "check_one_image": [
        (lambda: scaled(3)[None, ..., None], RIGHT),
        (lambda: scaled(3)[None, ..., None].astype(float), RIGHT),
        (lambda: scaled(0)[None, ..., None], "the image is another"),
        (lambda: scaled(), "Two axes"),
        (lambda: scaled()[..., None], "Add the batch"),
        (lambda: scaled()[None], "Add the channel"),
    ],
    "check_shear_units": [
        (5.65, RIGHT),
        (5.83, RIGHT),
        (0.1, "tenth of a degree"),
        (np.arcsin(0.1), "in radians"),
    ],
    "check_safe_techniques": [
        ({"rotate 10", "shift 2"}, RIGHT),
        ({"rotate 10", "rotate 180", "shift 2"}, "A 6 turned"),
        ({"mirror", "shift 2"}, "A mirrored 2"),
        ({"shift 2"}, "one more"),
    ],
    "check_moved_right": [
        (lambda: np.roll(seven(), 3, axis=1), RIGHT),
        (lambda: np.roll(seven(), 3, axis=1)[None, ..., None], RIGHT),
        (lambda: np.roll(seven(), -3, axis=1), "left"),
        (lambda: np.roll(seven(), 3, axis=0)[None], "the x axis"),
        (lambda: seven(), "not moved at all"),
        (
            lambda: pd.DataFrame({"shift_x": [-3.0]}),
            "Those are the parameters",
        ),
    ],
    "check_order": [
        (["split", "augment", "train"], RIGHT),
        (["augment", "split", "train"], "a leak"),
        (["split", "train", "augment"], "to be learnt from"),
        (["split", "split"], "all three words"),
        (["Split", "augment ", "train"], RIGHT),
        (("split", "augment", "train"), RIGHT),
    ],
    "check_training_steps": [(54000 / 256 * 5, "Round up")],
    "check_early_stopping": [
        ((10, 10), "never gets"),
        ((6, 3), "starts anew"),
    ],
    "check_wrong_images": [(0.008, "That is a share")],
    "check_recall": [
        (0.9004, RIGHT),
        (900 / 950, "the precision"),
        (900 / 1050, "False alarms"),
    ],
    "check_five_class_loss": [(np.log(10), "ten classes")],
    "check_own_cnn": [
        (own_cnn, RIGHT),
        (lambda: own_cnn(layers_apart=True), RIGHT),
        (lambda: own_cnn(hidden=tf.nn.relu, last=tf.nn.softmax), RIGHT),
        (lambda: own_cnn(last=keras.ops.softmax), RIGHT),
        (lambda: own_cnn(pool=3), "looks at 2 × 2"),
        (lambda: own_cnn(hidden="sigmoid"), "ReLU behind"),
        (lambda: own_cnn(side=None), "does not know its input"),
        (lambda: own_cnn(flat="global"), "Global pooling"),
        (lambda: own_cnn(side=32), "Begin it with"),
        (lambda: own_cnn(flat=False), "still maps"),
        (lambda: own_cnn(units=9), "ten units"),
        (lambda: own_cnn(last=None), "softmax is missing"),
        (lambda: own_cnn(padding="same"), "Leave it out"),
        (lambda: own_cnn(pool=1), "one behind"),
    ],
    "check_interval_verdict": [
        ("not shown", RIGHT),
        ("Not shown ", RIGHT),
        ("better", "reaches below"),
        ("worse", "Is 0 inside"),
        ("equal", "not shown either"),
    ],
    "check_kept_equal": [
        ({"images", "seeds", "epochs"}, RIGHT),
        (["seeds", "epochs", "images"], RIGHT),
        ({"images", "seeds", "epochs", "change"}, "nothing to compare"),
        ({"images", "epochs"}, "Other seeds"),
        ({"images", "seeds"}, "trains longer"),
        ({"seeds", "epochs"}, "other images"),
    ],
    "check_shown_details": [
        ({"code", "role"}, RIGHT),
        ({"code", "role", "name"}, "alone"),
        ({"code"}, "why this person"),
        ({"role"}, "told apart"),
        (["role", "code"], RIGHT),
        ("code, role", RIGHT),
    ],
    "check_nearest_mean": [
        (0.801, RIGHT),
        (np.float64(0.801), RIGHT),
        (0.643, "Square"),
        (0.199, "wrong answers"),
        (0.1, "guessing"),
    ],
}


def ask(check, answer, capsys):
    check(answer() if isinstance(answer, FunctionType) else answer)
    return capsys.readouterr().out.strip()


@pytest.mark.parametrize("name", load_exercises())
def test_answers_get_their_hints(name, capsys):
    check = getattr(exercises, name)
    shown = set()
    worked = [(WORKED[name], RIGHT)] if name in WORKED else []
    for answer, part in worked + ANSWERS.get(name, []):
        line = ask(check, answer, capsys)
        assert part in line, answer
        assert line.startswith("✓" if part == RIGHT else "✗"), answer
        shown.add(line)
    for hint in check.hints:
        for wrong in hint["wrong"]:
            if not isinstance(wrong, dict):
                assert ask(check, wrong, capsys) == "✗ " + hint["en"]
                shown.add("✗ " + hint["en"])
    assert {"✗ " + hint["en"] for hint in check.hints} <= shown
    assert RIGHT in shown and len(shown) >= 4


def exercise(right, **more):
    texts = {"en": "No.", "id": "Tidak."}
    return Exercise("about", right, [], texts, **more)


@pytest.mark.parametrize(
    ("right", "answer", "fits"),
    [
        (5, np.int8(5), True),
        (5, np.array([[5]]), True),
        (5, 5.0, True),
        (5, True, False),
        (1, True, False),
        (True, np.True_, True),
        (True, 1, False),
        (5, "5", False),
        (5, [5, 5], False),
        (0.5, np.float32(0.5), True),
        ([1, 2], (1, 2), True),
        ([1, 2], np.array([1, 2]), True),
        ([1, 2], {1, 2}, False),
        ([1, 2], {1: 0, 2: 0}, False),
        ([1, 2], "12", False),
        (["a", "b"], ("A", " b "), True),
        (["a", "b"], np.array(["a", "b"]), True),
        ("not shown", "Not shown", True),
        ("not shown", " 'not-shown.' ", True),
        ("not shown", ["not_shown"], True),
        ("not shown", np.str_("not shown"), True),
        ("not shown", "shown", False),
        ("not shown", 3, False),
        ({"is_set": ["rotate 10", "b"]}, ["b", "Rotate-10"], True),
        ({"is_set": ["a", "b"]}, np.array(["a", "b"]), True),
        ({"is_set": ["a", "b"]}, ["a", "b", "c"], False),
        ({"is_set": ["a", "b"]}, ["a", 3], False),
        ({"begins_with": ["not shown"]}, "not shown to differ", True),
        ({"begins_with": ["not shown"]}, "it is not shown", False),
        ({"is_package": ["scikit-learn"]}, "%pip install -U scikit-learn", 1),
        ({"is_package": ["scikit-learn"]}, "Scikit_Learn", True),
        ({"is_package": ["scikit-learn"]}, "!pip install numpy", False),
    ],
)
def test_a_right_answer_is_right_in_any_form_and_no_wrong_one(
    right, answer, fits, capsys
):
    line = ask(exercise(right), answer, capsys)
    assert line.startswith("✓" if fits else "✗")


@pytest.mark.parametrize(
    ("right", "answer", "said"),
    [
        (5, "five", "without quotes"),
        (0.9, (0, 9), "with a point"),
        (6000, 6.0, "thousands without"),
        ("word", 3, "in quotes"),
        ([1, 2], 1, "2 values are asked for"),
        ([1, 2], "1, 2", "2 values are asked for"),
        (5, None, "No."),
    ],
)
def test_an_answer_of_another_kind_gets_a_hint_of_its_own(
    right, answer, said, capsys
):
    assert said in ask(exercise(right), answer, capsys)


@pytest.mark.parametrize("name", load_exercises())
def test_stub_and_nonsense_are_not_right_and_raise_nothing(name, capsys):
    check = getattr(exercises, name)
    assert ask(check, ..., capsys).startswith("✗ Not answered yet")
    for nonsense in (None, "?", [], {}, float("nan"), print):
        line = ask(check, nonsense, capsys)
        assert line.startswith("✗ ") and "Not answered" not in line


def test_lessons_ask_each_check_of_their_number_and_no_other():
    asked = {
        (name, file.name[:2])
        for file in LESSONS.glob("*.py")
        for name in re.findall(
            r"^(?:mc\.)?(check_\w+)\(", file.read_text("utf-8"), re.M
        )
    }
    assert asked - {("check_machine", "00")} == {
        (name, check.__doc__.split(":")[0].removeprefix("Lesson "))
        for name, check in load_exercises().items()
    }
    assert WORKED.keys() | ANSWERS.keys() == load_exercises().keys()


def test_each_text_is_there_in_both_languages():
    for name, check in load_exercises().items():
        for text in (*check.hints, check.otherwise):
            assert text["en"] and text["id"], name
            assert text["en"] != text["id"], name
            assert set(text) <= {"en", "id", "wrong"}, name


def test_a_hint_is_printed_in_the_language_set(capsys):
    set_language("id")
    assert ask(exercises.check_pixels, 784, capsys) == (
        "✗ Itu satu bilangan untuk tiap piksel. "
        "Di sini tiap piksel punya tiga."
    )
    assert ask(exercises.check_pixels, 2352, capsys) == "✓ Benar."
    assert ask(exercises.check_pixels, ..., capsys) == (
        "✗ Belum dijawab: tulis jawaban Anda menggantikan `...`."
    )


def test_conditions_are_those_that_the_exercises_name():
    named = {
        condition
        for check in load_exercises().values()
        for wanted in (
            check.right,
            *(w for h in check.hints for w in h["wrong"]),
        )
        if isinstance(wanted, dict)
        for condition in wanted.get("not", wanted)
    }
    assert named == {
        name
        for name, value in vars(conditions).items()
        if isinstance(value, FunctionType)
        and value.__module__ == conditions.__name__
        and not name.startswith("_")
    }


def test_a_number_may_be_as_far_off_as_the_exercise_says(capsys):
    check = Exercise(
        "Lesson 99: pi.",
        right=3.14,
        hints=[{"wrong": [31.4], "en": "Ten times that.", "id": ""}],
        otherwise={"en": "No.", "id": ""},
        within=0.01,
    )
    assert check.__doc__ == "Lesson 99: pi."
    assert ask(check, 3.1415, capsys) == RIGHT
    assert ask(check, 3.16, capsys) == "✗ No."
    assert ask(check, 31.405, capsys) == "✗ Ten times that."


def test_unknown_check_is_an_attribute_error():
    with pytest.raises(AttributeError, match="check_nothing"):
        exercises.check_nothing  # noqa: B018
