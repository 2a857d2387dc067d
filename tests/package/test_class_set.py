"""A class's files become one set; what is wrong with a file is named."""

import re
import zipfile

import numpy as np
import pandas as pd
import pytest

import mnist_helpers as mh
from mnist_course.own_digits.class_set import (
    export_digits,
    join_digits,
    save_digits,
)
from mnist_course.own_digits.made_pictures import make_class

(IMAGES, LABELS), _test = mh.load_mnist()


def save_writers(folder, number=3, digits=10):
    for n in range(number):
        some = slice(n * digits, (n + 1) * digits)
        save_digits(
            folder / f"w{n:02}.npz",
            IMAGES[some],
            LABELS[some],
            writer=f"W{n:02}",
        )


def test_files_are_joined_by_name_without_what_came_before(tmp_path):
    save_writers(tmp_path)
    (tmp_path / "more").mkdir()
    later = [90, 90, 5, 94]  # one twice, one of the first writer's
    path = tmp_path / "more" / "x09.npz"
    save_digits(path, IMAGES[later], LABELS[later], writer="x09")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "._x09.npz").write_bytes(b"?")
    joined = join_digits(tmp_path)
    places = [90, 5, 94, *range(5), *range(6, 30)]  # the folder comes first
    assert np.array_equal(joined.images, IMAGES[places])
    assert np.array_equal(joined.labels, LABELS[places])
    codes = ["X09"] * 3 + ["W00"] * 9 + ["W01"] * 10 + ["W02"] * 10
    assert joined.writers.tolist() == codes
    assert joined.manifest["digits"].tolist() == [4, 10, 10, 10]
    assert joined.manifest["kept"].tolist() == [3, 9, 10, 10]
    notes = ["1 came before", "1 came before", "", ""]
    assert joined.manifest["problem"].tolist() == notes


def write_arrays(path, **named):
    right = {"images": IMAGES[:3], "labels": LABELS[:3], "writer": "W1"}
    right = {k: v for k, v in (right | named).items() if v is not None}
    np.savez(path, **right)


def write_bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("images.npy", bytes(60_000_000))


def write_huge_header(path):
    """An array that says it had 40 GB."""
    shape = "(50000000, 28, 28), "
    header = f"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}}}"
    with zipfile.ZipFile(path, "w") as packed:
        for name in ("images", "labels", "writer"):
            start = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little")
            packed.writestr(f"{name}.npy", start + header.encode())


def write_encrypted(path):
    write_arrays(path)
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for place in [m.start() for m in re.finditer(mark, bytes(content))]:
            content[place + flags] |= 1
    path.write_bytes(content)


def write_damaged(path):
    save_digits(path, IMAGES[:3], LABELS[:3], writer="W1")
    content = bytearray(path.read_bytes())
    content[100:140] = bytes(40)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        (lambda path: path.write_bytes(b"PK\x03\x04 cut off"), "broken"),
        (lambda path: path.write_bytes(b""), "broken"),
        (write_damaged, "broken"),
        (write_bomb, "too large"),
        (write_huge_header, "broken"),
        (write_encrypted, "broken"),
        ({"writer": None}, "without writer"),
        ({"writer": "Siti Aminah"}, "no code"),
        ({"images": IMAGES[:3, ..., None]}, "(3, 28, 28, 1)"),
        ({"images": IMAGES[:3] / 255}, "float64"),
        ({"labels": LABELS[:3] + 10}, "`labels` must hold digits"),
        ({"labels": LABELS[:3] / 2}, "`labels` must hold digits"),
        ({"labels": LABELS[:2]}, "2 for 3"),
        ({"labels": np.array([1, "a", None], object)}, "no plain arrays"),
    ],
)
def test_a_faulty_file_is_named_and_the_others_are_kept(
    tmp_path, named, words
):
    save_writers(tmp_path, number=1)
    path = tmp_path / "zz.npz"
    named(path) if callable(named) else write_arrays(path, **named)
    joined = join_digits(tmp_path)
    assert len(joined.images) == 10
    row = joined.manifest.set_index("file").loc["zz.npz"]
    assert words in row["problem"] and row["kept"] == 0
    assert "Siti" not in row["problem"]


def test_a_folder_below_a_hidden_one_is_read(tmp_path, monkeypatch):
    (tmp_path / ".hidden" / "class").mkdir(parents=True)
    save_writers(tmp_path / ".hidden" / "class", number=1)
    monkeypatch.chdir(tmp_path / ".hidden")
    assert len(join_digits("../.hidden/class").images) == 10


def test_no_damage_ends_a_class(tmp_path):
    save_writers(tmp_path, number=1)
    whole = (tmp_path / "w00.npz").read_bytes()
    for seed in range(150):
        random, content = np.random.default_rng(seed), bytearray(whole)
        place = int(random.integers(len(content)))
        if seed % 3 == 0:
            del content[place:]
        elif seed % 3 == 1:
            content[place : place + 8] = random.bytes(8)
        else:  # where names and sizes stand
            content[-1 - place % 300] ^= 1 << int(random.integers(8))
        (tmp_path / f"x{seed:03}.npz").write_bytes(content)
    joined = join_digits(tmp_path)
    assert len(joined.manifest) == 151 and len(joined.images) >= 10
    assert set(joined.labels) <= set(range(10))


def test_no_digit_at_all_is_refused_with_the_first_reasons(tmp_path):
    with pytest.raises(ValueError, match="no .npz file"):
        join_digits(tmp_path)
    (tmp_path / "a.npz").write_bytes(b"?")
    with pytest.raises(ValueError, match="a.npz: no such file, or a broken"):
        join_digits(tmp_path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"writer": "Siti"}, "`writer` must be a code such as W07"),
        ({"writer": "W" * 12 + "1"}, "`writer` must be a code"),
        ({"writer": 7}, "`writer` must be a code"),
        ({"images": IMAGES[:3] / 255}, "whole numbers"),
        ({"images": IMAGES[:3, ..., None]}, "`images` must have shape"),
        ({"path": "w.npy"}, "`path` must end in .npz"),
    ],
)
def test_what_cannot_be_saved_is_refused_and_nothing_is_written(
    tmp_path, change, words
):
    right = {
        "path": "w.npz",
        "images": IMAGES[:3],
        "labels": LABELS[:3],
        "writer": "W1",
    } | change
    right["path"] = tmp_path / right["path"]
    with pytest.raises((ValueError, TypeError), match=words):
        save_digits(**right)
    assert [*tmp_path.iterdir()] == []


def test_exports_hold_the_same_digits(tmp_path):
    (tmp_path / "in").mkdir()
    save_writers(tmp_path / "in")
    joined = join_digits(tmp_path / "in")
    names = export_digits(joined, tmp_path / "out")
    assert sorted(names) == sorted(
        p.name for p in (tmp_path / "out").iterdir()
    )
    with np.load(tmp_path / "out" / "class_digits.npz") as packed:
        assert np.array_equal(packed["images"], joined.images)
        assert packed["writers"].tolist() == joined.writers.tolist()
    table = pd.read_csv(tmp_path / "out" / "class_digits.csv")
    assert table.columns[:2].tolist() == ["writer", "label"]
    pixels = table.loc[:, "pixel_0":].to_numpy()
    assert np.array_equal(pixels.reshape(-1, 28, 28), joined.images)
    manifest = pd.read_csv(
        tmp_path / "out" / "manifest.csv", keep_default_na=False
    )
    pd.testing.assert_frame_equal(manifest, joined.manifest)


# The interval over writers --------------------------------------------------


def test_the_interval_for_writers_is_the_cluster_robust_one():
    """Against the sandwich variance, summed writer by writer."""
    random = np.random.default_rng(3)
    sizes = random.integers(5, 40, 12)
    writers = np.repeat([f"W{n}" for n in range(12)], sizes)
    skill = np.repeat(random.uniform(0.5, 1, 12), sizes)
    right = random.random(len(writers)) < skill
    y_true = random.integers(0, 10, len(writers))
    y_pred = np.where(right, y_true, (y_true + 1) % 10)
    found = mh.accuracy_interval(y_true, y_pred, writers=writers)
    mean = right.mean()
    total = sum((right[writers == w] - mean).sum() ** 2 for w in set(writers))
    error = (12 / 11 * total) ** 0.5 / len(right)
    # Student's t with 11 degrees of freedom: 2.201 in every table.
    assert found.high - found.accuracy == pytest.approx(
        2.201 * error, abs=1e-4
    )
    assert found.accuracy - found.low == pytest.approx(2.201 * error, abs=1e-4)
    assert (found.correct, found.total) == (right.sum(), len(right))


def test_a_new_writer_is_inside_the_interval_about_as_often_as_it_says():
    """400 classes of 15 writers whose skills differ: the truth is 0.8."""
    random, covered, naive = np.random.default_rng(5), 0, 0
    for _class in range(400):
        skill = np.repeat(random.beta(8, 2, 15), 20)
        wrong = (random.random(300) >= skill).astype(int)
        truth = np.zeros(300, int)
        writers = np.repeat(np.arange(15), 20)
        found = mh.accuracy_interval(truth, wrong, writers=writers)
        covered += found.low <= 0.8 <= found.high
        plain = mh.accuracy_interval(truth, wrong)
        naive += plain.low <= 0.8 <= plain.high
    assert 0.91 <= covered / 400 <= 0.99
    assert naive / 400 < 0.85


def test_writers_who_are_all_right_do_not_make_a_sure_thing():
    labels = np.zeros(20, int)
    writers = np.repeat(["W1", "W2"], 10)
    found = mh.accuracy_interval(labels, labels, writers=writers)
    assert found.low < 0.9


@pytest.mark.parametrize("writers", [["W1"] * 4, ["W1", "W2"]])
def test_one_writer_or_another_number_of_them_is_refused(writers):
    labels = np.zeros(4, int)
    with pytest.raises(ValueError, match="`writers` must name the writer"):
        mh.accuracy_interval(labels, labels, writers=np.array(writers))


def test_made_up_writers_resemble_themselves():
    images, labels, writers = make_class(
        np.random.default_rng(7), IMAGES[:3000], LABELS[:3000], writers=6
    )
    assert images.shape == (240, 28, 28) and images.dtype == np.uint8
    flat = images.reshape(240, -1).astype(float)
    own, others = [], []
    for digit in range(10):
        for code in set(writers):
            mine = (labels == digit) & (writers == code)
            theirs = (labels == digit) & (writers != code)
            first = flat[mine][0]
            own.append(np.abs(flat[mine][1:] - first).mean())
            others.append(np.abs(flat[theirs] - first).mean())
    assert np.mean(own) < 0.6 * np.mean(others)
    assert len(set(map(bytes, images))) == 240
