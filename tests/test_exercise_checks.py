"""Each check knows the right answer, the stub and the likeliest wrong ones.

A row: the check, an answer, and a part of what it must say in English and
in Indonesian ("✓" for a right answer).
"""

import keras
import numpy as np
import pandas as pd
import pytest
import tensorflow as tf

from mnist_helpers import (
    exercises,
    load_mnist,
    load_trained,
    prepare_mnist,
    set_language,
    split_train_validation,
)

RIGHT = ("✓ Right.", "✓ Benar.")
STUB = ("Not answered yet", "Belum dijawab")


def first_image():
    (images, labels), _ = load_mnist()
    (x_train, _labels), _validation = split_train_validation(images, labels)
    return x_train[0]


def first_seven():
    (images, labels), _ = load_mnist()
    return images[np.flatnonzero(labels == 7)[0]]


def shipped_mistakes():
    _train, (x_val, y_val) = prepare_mnist()
    y_pred = load_trained().predict(x_val, verbose=0).argmax(axis=1)
    return y_pred != y_val


MISTAKES = shipped_mistakes()
FIRST_WRONG = MISTAKES[:1000].sum()
IMAGE = first_image()
SCALED = IMAGE.astype("float32") / 255
SEVEN = first_seven()
X_VAL, Y_VAL = prepare_mnist()[1]


def as_batches(images, labels, *, size=500):
    return tf.data.Dataset.from_tensor_slices((images, labels)).batch(size)


def own_cnn(
    *,
    side=28,
    kernel=3,
    padding="valid",
    hidden="relu",
    pool=2,
    flat=True,
    units=10,
    last="softmax",
):
    layers = keras.layers
    parts = [keras.Input((side, side, 1))]
    for kernels in (16, 32):
        parts += [
            layers.Conv2D(kernels, kernel, padding=padding, activation=hidden),
            *[layers.MaxPooling2D(2)] * (pool == 2 or kernels == 16),
        ]
    parts += [layers.Flatten()] * flat
    return keras.Sequential([*parts, layers.Dense(units, activation=last)])


ROWS = [
    ("check_probability_row", (8, 0.8), RIGHT),
    ("check_probability_row", [8, 0.8], RIGHT),
    ("check_probability_row", 8, ("That is the digit", "Itu digitnya")),
    ("check_probability_row", 0.8, ("how sure it is", "keyakinannya")),
    ("check_probability_row", (9, 0.8), ("count from 0", "dari 0")),
    ("check_probability_row", (0.8, 8), ("first the digit", "digitnya dulu")),
    ("check_probability_row", (8, 80), ("not times 100", "dikali 100")),
    ("check_first_mistakes", FIRST_WRONG, RIGHT),
    ("check_first_mistakes", int(FIRST_WRONG), RIGHT),
    (
        "check_first_mistakes",
        1000 - FIRST_WRONG,
        ("the right ones", "Itu yang benar"),
    ),
    (
        "check_first_mistakes",
        MISTAKES.sum(),
        ("for all 6,000", "semua 6.000"),
    ),
    (
        "check_first_mistakes",
        MISTAKES[:1000].mean(),
        ("the share", "Itu proporsinya"),
    ),
    ("check_first_mistakes", 1000, ("how many there are", "banyaknya citra")),
    ("check_package_name", "scikit-learn", RIGHT),
    ("check_package_name", "pip install scikit-learn", RIGHT),
    ("check_package_name", "sklearn", ("another name", "nama lain")),
    ("check_package_name", "pip install sklearn", ("another name", "nama")),
    ("check_package_name", "scikit", ("a hyphen", "tanda hubung")),
    ("check_package_name", "scipy", ("another library", "library lain")),
    ("check_spread_of_seeds", (0.92, 0.0158), RIGHT),
    ("check_spread_of_seeds", np.array([0.92, 0.016]), RIGHT),
    ("check_spread_of_seeds", (0.92, 0.01414), ("ddof=1", "tulis ddof=1")),
    ("check_spread_of_seeds", 0.94, ("luckiest", "paling beruntung")),
    ("check_spread_of_seeds", (0.94, 0.0158), ("luckiest", "beruntung")),
    ("check_spread_of_seeds", 0.92, ("is the mean", "Itu rata-ratanya")),
    ("check_spread_of_seeds", (0.92, 0.04), ("largest minus", "selisih")),
    ("check_spread_of_seeds", (0.0158, 0.92), ("first the mean", "Terbalik")),
    ("check_spread_of_seeds", (92, 1.58), ("As shares", "sebagai pecahan")),
    (
        "check_pipeline_order",
        ["scale", "cache", "shuffle", "batch", "augment", "prefetch"],
        RIGHT,
    ),
    (
        "check_pipeline_order",
        ["scale", "cache", "batch", "shuffle", "augment", "prefetch"],
        ("Whole batches", "batch utuh"),
    ),
    (
        "check_pipeline_order",
        ["scale", "shuffle", "batch", "augment", "cache", "prefetch"],
        ("one change of", "satu variasi"),
    ),
    (
        "check_pipeline_order",
        ["scale", "shuffle", "cache", "batch", "augment", "prefetch"],
        ("one order", "satu urutan"),
    ),
    (
        "check_pipeline_order",
        ["scale", "cache", "shuffle", "augment", "batch", "prefetch"],
        ("takes batches", "menerima batch"),
    ),
    (
        "check_pipeline_order",
        ["scale", "cache", "shuffle", "batch", "prefetch", "augment"],
        ("comes last", "paling akhir"),
    ),
    (
        "check_pipeline_order",
        ["cache", "scale", "shuffle", "batch", "augment", "prefetch"],
        ("same in each epoch", "sama di setiap epoch"),
    ),
    (
        "check_pipeline_order",
        ["scale", "shuffle", "batch", "augment", "prefetch"],
        ("all six words", "keenam kata"),
    ),
    ("check_validation_data", as_batches(X_VAL, Y_VAL), RIGHT),
    (
        "check_validation_data",
        as_batches(X_VAL, Y_VAL).unbatch(),
        (".batch(500) is", ".batch(500) belum"),
    ),
    (
        "check_validation_data",
        as_batches(X_VAL[..., 0], Y_VAL),
        ("channel is missing", "Kanalnya belum"),
    ),
    (
        "check_validation_data",
        as_batches(X_VAL * 255, Y_VAL),
        ("still reach 255", "masih sampai 255"),
    ),
    (
        "check_validation_data",
        as_batches(X_VAL / 255, Y_VAL),
        ("255 twice", "255 dua kali"),
    ),
    (
        "check_validation_data",
        as_batches(X_VAL, Y_VAL, size=128),
        ("of 500 images", "berisi 500 citra"),
    ),
    (
        "check_validation_data",
        as_batches(X_VAL, Y_VAL).repeat(),
        ("6,000 validation", "validasi ada 6.000"),
    ),
    (
        "check_validation_data",
        as_batches(X_VAL[::-1], Y_VAL[::-1]),
        ("don't shuffle", "jangan diacak"),
    ),
    (
        "check_validation_data",
        as_batches(X_VAL[:, ::-1], Y_VAL),
        ("no augmentation", "jangan ada augmentasi"),
    ),
    ("check_validation_data", (X_VAL, Y_VAL), ("Arrays: begin", "Itu array")),
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
    ("check_moved_right", np.roll(SEVEN, 3, axis=1), RIGHT),
    ("check_moved_right", np.roll(SEVEN, 3, axis=1)[None, ..., None], RIGHT),
    ("check_moved_right", np.roll(SEVEN, -3, axis=1), ("left", "ke kiri")),
    (
        "check_moved_right",
        np.roll(SEVEN, 3, axis=0)[None],
        ("the x axis", "sumbu x"),
    ),
    ("check_moved_right", SEVEN, ("not moved at all", "tidak bergeser")),
    (
        "check_moved_right",
        pd.DataFrame({"shift_x": [-3.0]}),
        ("Those are the parameters", "Itu parameternya"),
    ),
    ("check_moved_right", np.zeros((28, 28)), ("its sign", "tandanya")),
    ("check_after_copies", 216000, RIGHT),
    ("check_after_copies", 162000, ("originals stay", "Citra aslinya")),
    ("check_after_copies", 240000, ("not 60,000", "bukan 60.000")),
    ("check_after_copies", 54000, ("on the fly", "saat dipakai")),
    ("check_balance", 1189, RIGHT),
    ("check_balance", np.int64(1189), RIGHT),
    ("check_balance", -1189, ("is positive", "positif")),
    ("check_balance", 4879, ("How many are missing", "kekurangannya")),
    ("check_balance", 2378, ("column after", "kolom sesudah")),
    ("check_balance", 1321, ("not 60,000", "bukan 60.000")),
    ("check_balance", 500, ("minus images", "dikurangi")),
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
    ("check_training_steps", 1055, RIGHT),
    ("check_training_steps", 5 * -(-54000 // 256), RIGHT),
    ("check_training_steps", 211, ("one epoch", "Itu satu epoch")),
    ("check_training_steps", 1050, ("smaller batch", "yang lebih kecil")),
    ("check_training_steps", 54000 / 256 * 5, ("Round up", "Bulatkan ke")),
    ("check_training_steps", 1054, ("Round up", "Bulatkan ke")),
    ("check_training_steps", 2110, ("batches of 128", "batch berisi 128")),
    ("check_training_steps", 270000, ("are images", "banyaknya citra")),
    ("check_training_steps", 2000, ("Batches in an epoch", "tiap epoch")),
    ("check_peak_step", 500, RIGHT),
    ("check_peak_step", 0.25 * 2000, RIGHT),
    ("check_peak_step", 600, ("with warm_up=0.3", "dengan warm_up=0.3")),
    ("check_peak_step", 1500, ("the rate fall", "lajunya turun")),
    ("check_peak_step", 1000, ("in the middle", "di tengah")),
    ("check_peak_step", 0.25, ("the share", "Itu bagiannya")),
    ("check_peak_step", 0.01, ("the rate there", "Itu laju")),
    ("check_early_stopping", (8, 5), RIGHT),
    ("check_early_stopping", [8, 5], RIGHT),
    ("check_early_stopping", (5, 8), ("other way round", "Terbalik")),
    ("check_early_stopping", (7, 4), ("from 1", "mulai dari 1")),
    ("check_early_stopping", (10, 10), ("never gets", "tidak sampai")),
    ("check_early_stopping", (6, 3), ("starts anew", "mulai lagi")),
    ("check_early_stopping", (8, 8), ("stops later", "berhenti setelah")),
    ("check_early_stopping", (7, 5), ("Too early", "Terlalu cepat")),
    ("check_early_stopping", 5, ("Two numbers", "dua bilangan")),
    ("check_early_stopping", (4, 1), ("new lowest", "terendah baru")),
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
    ("check_own_cnn", own_cnn(), RIGHT),
    ("check_own_cnn", own_cnn(side=32), ("Begin it with", "Awali dengan")),
    ("check_own_cnn", own_cnn(flat=False), ("still maps", "berupa peta")),
    ("check_own_cnn", own_cnn(units=9), ("ten units", "sepuluh unit")),
    (
        "check_own_cnn",
        own_cnn(last=None),
        ("softmax is missing", "softmax belum"),
    ),
    (
        "check_own_cnn",
        own_cnn(padding="same"),
        ("Leave it out", "Jangan dipakai"),
    ),
    ("check_own_cnn", own_cnn(hidden=None), ("ReLU behind", "ReLU di")),
    ("check_own_cnn", own_cnn(pool=1), ("one behind", "satu di")),
    ("check_own_cnn", own_cnn(kernel=5), ("row by row", "baris demi")),
    ("check_next_weight", 0.7, RIGHT),
    ("check_next_weight", 0.5 - 0.1 * -2, RIGHT),
    ("check_next_weight", 0.3, ("uphill", "menanjak")),
    ("check_next_weight", 2.5, ("too far", "terlalu jauh")),
    ("check_next_weight", 0.2, ("That is the step", "Itu langkahnya")),
    ("check_next_weight", -0.2, ("That is the step", "Itu langkahnya")),
    ("check_halve_interval", 4, RIGHT),
    ("check_halve_interval", 2, ("√2 only", "faktor √2")),
    ("check_halve_interval", 2**0.5, ("must double", "dua kali lipat")),
    ("check_halve_interval", 0.25, ("make the interval wider", "lebih lebar")),
    ("check_halve_interval", 40000, ("How many times", "Berapa kali lipat")),
    ("check_mean_difference", 0.4, RIGHT),
    ("check_mean_difference", -0.4, ("The other way round", "Terbalik")),
    ("check_mean_difference", 2.0, ("That is the sum", "Itu jumlahnya")),
    ("check_mean_difference", 0.3, ("in the middle", "di tengah")),
    ("check_mean_difference", 0.004, ("In percentage", "poin persentase")),
    ("check_mean_difference", 0.8, ("the largest one", "selisih terbesar")),
    ("check_mean_difference", 95.5, ("for each seed", "untuk tiap seed")),
    ("check_interval_verdict", "not shown", RIGHT),
    ("check_interval_verdict", "Not shown ", RIGHT),
    ("check_interval_verdict", "better", ("reaches below", "di bawah 0")),
    ("check_interval_verdict", "worse", ("Is 0 inside", "di dalamnya")),
    ("check_interval_verdict", "equal", ("not shown either", "Itu pun")),
    ("check_interval_verdict", 0.08, ('Write "better"', 'Tulis "better"')),
    ("check_kept_equal", {"images", "seeds", "epochs"}, RIGHT),
    ("check_kept_equal", ["seeds", "epochs", "images"], RIGHT),
    (
        "check_kept_equal",
        {"images", "seeds", "epochs", "change"},
        ("nothing to compare", "tidak ada lagi"),
    ),
    ("check_kept_equal", {"images", "epochs"}, ("Other seeds", "Seed lain")),
    ("check_kept_equal", {"images", "seeds"}, ("trains longer", "lebih lama")),
    ("check_kept_equal", {"seeds", "epochs"}, ("other images", "citra lain")),
    ("check_kept_equal", {"seeds"}, ("Everything but", "Semuanya, kecuali")),
    ("check_variations", 270000, RIGHT),
    ("check_variations", 54000, ("one epoch", "satu epoch")),
    ("check_variations", 324000, ("replaced", "digantikan")),
    ("check_variations", 300000, ("Only training", "Hanya citra latih")),
    ("check_variations", 2110, ("the batches", "jumlah batch")),
    ("check_variations", 7, ("times the number", "dikali jumlah")),
    ("check_shown_details", {"code", "role"}, RIGHT),
    ("check_shown_details", {"code", "role", "name"}, ("alone", "hanya")),
    ("check_shown_details", {"code"}, ("why this person", "mengapa orang")),
    ("check_shown_details", {"role"}, ("told apart", "membedakan")),
    ("check_shown_details", {"topic"}, ("Choose from", "Pilih dari")),
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
