"""MNIST is the real one, and nothing else passes for it."""

import gzip
import hashlib
import shutil

import numpy as np
import pytest

from mnist_helpers import (
    add_channel,
    data,
    load_mnist,
    prepare_mnist,
    scale_pixels,
    split_train_validation,
)

# SHA-256 of the files' contents, as published.
PUBLISHED = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde"
    "7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3"
    "dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26"
    "661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbe"
    "af847f06e48f7ec33f2",
}


@pytest.fixture(scope="module")
def mnist():
    return load_mnist()


@pytest.fixture
def copied_folder(tmp_path, monkeypatch):
    folder = tmp_path / "mnist"
    shutil.copytree(data.MNIST_FOLDER, folder)
    monkeypatch.setattr(data, "MNIST_FOLDER", folder)
    return folder


@pytest.mark.parametrize("name", PUBLISHED)
def test_files_hold_what_was_published(name):
    content = gzip.decompress((data.MNIST_FOLDER / f"{name}.gz").read_bytes())
    assert hashlib.sha256(content).hexdigest() == PUBLISHED[name]


def test_load_mnist_returns_the_known_arrays(mnist):
    (x_train, y_train), (x_test, y_test) = mnist
    assert x_train.shape == (60000, 28, 28) and x_train.dtype == np.uint8
    assert x_test.shape == (10000, 28, 28) and x_test.dtype == np.uint8
    assert y_train.shape == (60000,) and y_test.shape == (10000,)
    assert (x_train.min(), x_train.max()) == (0, 255)
    # The first ten labels, as every book on MNIST shows them.
    assert y_train[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert y_test[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]
    x_train[0, 0, 0] = 0  # can be written to


@pytest.mark.parametrize(
    ("name", "place"), zip(data.SHA256, [4, 1000, -1, -1], strict=True)
)
def test_one_changed_byte_is_refused(copied_folder, name, place):
    content = bytearray((copied_folder / name).read_bytes())
    content[place] ^= 1
    (copied_folder / name).write_bytes(content)
    with pytest.raises(ValueError) as error:
        data.verify_mnist()
    text = str(error.value)
    assert name in text
    assert data.SHA256[name] in text
    assert hashlib.sha256(content).hexdigest() in text
    assert "git checkout" in text


def test_cut_file_is_refused(copied_folder):
    path = copied_folder / "t10k-images-idx3-ubyte.gz"
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(ValueError, match=r"cut off .* \(5,000 bytes\)"):
        load_mnist()


def test_missing_file_is_named(copied_folder):
    (copied_folder / "train-labels-idx1-ubyte.gz").unlink()
    with pytest.raises(
        FileNotFoundError, match=r"train-labels\S+ is missing.*\(0 bytes\)"
    ):
        load_mnist()


def test_source_keras_reads_through_keras(monkeypatch):
    import keras

    # Theirs would be downloaded; what it returns is passed on as it is.
    monkeypatch.setattr(keras.datasets.mnist, "load_data", lambda: "theirs")
    assert load_mnist(source="keras") == "theirs"


def test_split_is_stratified_disjoint_and_repeatable(mnist):
    (images, labels), _ = mnist
    (x_train, y_train), (x_val, y_val) = split_train_validation(images, labels)
    assert len(x_train) == len(y_train) == 54000
    assert len(x_val) == len(y_val) == 6000
    # A tenth of each digit, to within the rounding of one image.
    tenth = np.bincount(labels) / 10
    assert np.abs(np.bincount(y_val) - tenth).max() < 1
    together = np.bincount(y_train) + np.bincount(y_val)
    assert together.tolist() == np.bincount(labels).tolist()
    again = split_train_validation(images, labels)
    assert np.array_equal(again[1][0], x_val)
    other = split_train_validation(images, labels, seed=8)
    assert not np.array_equal(other[1][0], x_val)


def test_split_keeps_image_and_label_together():
    labels = np.repeat(np.arange(10, dtype=np.uint8), 20)
    images = np.tile(labels[:, None, None], (1, 28, 28))
    for x, y in split_train_validation(images, labels, validation=50):
        assert np.array_equal(x[:, 0, 0], y)


def test_scale_pixels_divides_by_255():
    images = np.zeros((1, 28, 28), np.uint8)
    images[0, 0, :3] = [51, 102, 255]
    scaled = scale_pixels(images)
    assert scaled.dtype == np.float32
    assert scaled[0, 0, :4].tolist() == pytest.approx([0.2, 0.4, 1, 0])


def test_add_channel_equals_expand_dims(mnist):
    images = mnist[1][0][:10]
    assert np.array_equal(add_channel(images), np.expand_dims(images, -1))
    assert np.shares_memory(add_channel(images), images)


def test_prepare_mnist_holds_no_test_image(mnist):
    (x_train, y_train), (x_val, y_val) = prepare_mnist()
    assert x_train.shape == (54000, 28, 28, 1)
    assert x_val.shape == (6000, 28, 28, 1)
    assert x_train.dtype == x_val.dtype == np.float32
    assert (x_train.min(), x_train.max()) == (0, 1)
    seen = np.bincount(y_train) + np.bincount(y_val)
    assert seen.tolist() == np.bincount(mnist[0][1]).tolist()
