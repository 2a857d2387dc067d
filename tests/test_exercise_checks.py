"""Each check knows the right answer, the stub and the likeliest wrong ones.

A row: the check, an answer, and a part of what it must say in English and
in Indonesian ("✓" for a right answer).
"""

import numpy as np
import pytest

from mnist_helpers import (
    exercises,
    load_mnist,
    set_language,
    split_train_validation,
)

RIGHT = ("✓ Right.", "✓ Benar.")
STUB = ("Not answered yet", "Belum dijawab")


def first_image():
    (images, labels), _ = load_mnist()
    (x_train, _labels), _validation = split_train_validation(images, labels)
    return x_train[0]


IMAGE = first_image()
SCALED = IMAGE.astype("float32") / 255

ROWS = [
    ("check_pixels", 2352, RIGHT),
    ("check_pixels", 784, ("Here each has three", "piksel punya tiga")),
    ("check_pixels", 84, ("28 is one side", "28 adalah satu sisi")),
    ("check_pixels", (28, 28, 3), ("the shape", "Itu bentuknya")),
    ("check_pixels", 7, ("Rows times columns", "Baris kali kolom")),
    ("check_rarest_digit", 5, RIGHT),
    ("check_rarest_digit", np.int64(5), RIGHT),
    ("check_rarest_digit", 892, ("Which digit", "Digit yang mana")),
    ("check_rarest_digit", 1, ("most frequent", "paling sering")),
    ("check_rarest_digit", np.arange(10), ("all ten", "kesepuluh")),
    ("check_seen_images", 6000, RIGHT),
    ("check_seen_images", 10000, ("test images", "citra uji")),
    ("check_seen_images", 54000, ("learnt from", "belajar dari")),
    ("check_seen_images", 60000, ("two roles", "dua peran")),
    ("check_best_of_many", 0.5, RIGHT),
    ("check_best_of_many", 0.63, ("luck is gone", "keberuntungannya")),
    ("check_best_of_many", 50, ("As a share", "sebagai pecahan")),
    ("check_best_of_many", 0.1, ("two answers", "jawabannya dua")),
    ("check_divisor", 65535, RIGHT),
    ("check_divisor", 61000, ("largest seen", "yang terlihat")),
    ("check_divisor", 255, ("8 bits", "8 bit")),
    ("check_divisor", 65536, ("one less", "kurang satu")),
    ("check_back_to_pixels", IMAGE, RIGHT),
    (
        "check_back_to_pixels",
        SCALED * 255,
        ("dtype is not", "dtype-nya belum"),
    ),
    ("check_back_to_pixels", SCALED, ("multiply by 255", "kalikan dulu")),
    (
        "check_back_to_pixels",
        np.where(IMAGE > 9, IMAGE - 1, IMAGE),
        ("round before", "bulatkan dulu"),
    ),
    ("check_rgb_shape", (32, 64, 48, 3), RIGHT),
    ("check_rgb_shape", [32, 64, 48, 3], RIGHT),
    ("check_rgb_shape", (32, 3, 64, 48), ("channels first", "di depan")),
    ("check_rgb_shape", (32, 48, 64, 3), ("Rows first", "Baris lebih dulu")),
    ("check_rgb_shape", (32, 64, 48), ("three colours", "tiga warna")),
    ("check_rgb_shape", (64, 48, 3), ("one photograph", "satu foto")),
    ("check_one_image", SCALED[None, ..., None], RIGHT),
    ("check_one_image", SCALED, ("Two axes", "Kurang dua sumbu")),
    (
        "check_one_image",
        SCALED[..., None],
        ("Add the batch", "batch di depan"),
    ),
    ("check_one_image", SCALED[None], ("Add the channel", "Tambahkan kanal")),
    ("check_shear_units", 5.74, RIGHT),
    ("check_shear_units", 0.1, ("tenth of a degree", "sepersepuluh derajat")),
    ("check_shear_units", np.arcsin(0.1), ("in radians", "dalam radian")),
    ("check_shear_units", 10, ("too much", "terlalu banyak")),
    ("check_safe_techniques", {"rotate 10", "shift 2"}, RIGHT),
    (
        "check_safe_techniques",
        {"rotate 10", "rotate 180", "shift 2"},
        ("A 6 turned", "Angka 6"),
    ),
    (
        "check_safe_techniques",
        {"mirror", "shift 2"},
        ("A mirrored 2", "Angka 2"),
    ),
    ("check_safe_techniques", {"shift 2"}, ("one more", "satu lagi")),
    ("check_after_copies", 216000, RIGHT),
    ("check_after_copies", 162000, ("originals stay", "Citra aslinya")),
    ("check_after_copies", 240000, ("not 60,000", "bukan 60.000")),
    ("check_after_copies", 54000, ("on the fly", "saat dipakai")),
    ("check_order", ["split", "augment", "train"], RIGHT),
    ("check_order", ["augment", "split", "train"], ("a leak", "kebocoran")),
    (
        "check_order",
        ["split", "train", "augment"],
        ("to be learnt from", "untuk dipelajari"),
    ),
    ("check_order", ["split", "split"], ("all three words", "ketiga kata")),
    ("check_output_side", 22, RIGHT),
    ("check_output_side", 21, ("add 1", "tambahkan 1")),
    ("check_output_side", 28, ("needs padding", "memerlukan padding")),
    ("check_output_side", 4, ("stride 7", "stride 7")),
    ("check_output_side", 24, ("5 × 5 kernel", "kernel 5 × 5")),
    ("check_conv_parameters", 1168, RIGHT),
    ("check_conv_parameters", 1152, ("has a bias", "satu bias")),
    ("check_conv_parameters", 160, ("all 8 input", "kedelapan kanal")),
    ("check_conv_parameters", 400, ("not 3", "bukan 3")),
    ("check_conv_parameters", 73, ("one kernel", "satu kernel")),
    ("check_wrong_images", 80, RIGHT),
    ("check_wrong_images", (1 - 0.992) * 10000, RIGHT),
    ("check_wrong_images", 9920, ("right ones", "yang benar")),
    ("check_wrong_images", 0.008, ("That is a share", "Itu pecahan")),
    ("check_wrong_images", 800, ("factor of ten", "sepuluh kali")),
    ("check_recall", 0.9, RIGHT),
    ("check_recall", 900 / 950, ("the precision", "Itu presisi")),
    ("check_recall", 900 / 1050, ("False alarms", "Salah sebut")),
    ("check_recall", 90, ("As a share", "sebagai pecahan")),
    ("check_five_class_loss", 1.61, RIGHT),
    ("check_five_class_loss", np.log(5), RIGHT),
    ("check_five_class_loss", np.log(10), ("ten classes", "sepuluh kelas")),
    ("check_five_class_loss", -1.61, ("it is positive", "positif")),
    ("check_five_class_loss", 0.2, ("the probability", "Itu peluangnya")),
    ("check_five_class_loss", np.log10(5), ("not log10", "bukan log10")),
    ("check_relu_slope", [0, 1], RIGHT),
    ("check_relu_slope", [0, 4], ("its values", "Itu nilainya")),
    ("check_relu_slope", [1, 1], ("it is flat", "datar")),
    ("check_relu_slope", [-1, 1], ("does not fall", "tidak turun")),
]
CHECKS = sorted({name for name, _answer, _said in ROWS})


@pytest.mark.parametrize("row", range(len(ROWS)))
@pytest.mark.parametrize("place", [0, 1], ids=["en", "id"])
def test_answer_gets_its_hint(row, place, capsys):
    name, answer, said = ROWS[row]
    set_language(["en", "id"][place])
    getattr(exercises, name)(answer)
    printed = capsys.readouterr().out
    assert said[place] in printed
    assert printed.startswith("✓" if said is RIGHT else "✗")


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("place", [0, 1], ids=["en", "id"])
def test_untouched_stub_is_not_called_wrong(name, place, capsys):
    set_language(["en", "id"][place])
    getattr(exercises, name)(...)
    assert STUB[place] in capsys.readouterr().out


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("nonsense", [None, "?", [], {}, float("nan")])
def test_nonsense_is_wrong_and_raises_nothing(name, nonsense, capsys):
    getattr(exercises, name)(nonsense)
    assert capsys.readouterr().out.startswith("✗ ")


def test_every_check_stands_in_this_table():
    import importlib

    there = {
        name
        for file in exercises._FILES
        for name in vars(
            importlib.import_module(f"{exercises.__name__}.{file}")
        )
        if name.startswith("check_")
    }
    assert there == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_three_wrong_answers_are_known(name):
    wrong = [row for row in ROWS if row[0] == name and row[2] is not RIGHT]
    assert len(wrong) >= 3
