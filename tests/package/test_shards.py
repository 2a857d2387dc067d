"""Made digits in files: as many as asked, each read once, the same again."""

import numpy as np
import pytest
import tensorflow as tf

import mnist_helpers as mh
from benchmarks.beyond.shards import make_shards, read_shards

# Trained with images moved and turned as far as these are.
MODEL = mh.load_trained("robust")


@pytest.fixture(scope="module")
def shards(tmp_path_factory):
    return make_shards(tmp_path_factory.mktemp("shards"), 2500, shard=1000)


def read_all(dataset):
    images, labels = zip(*dataset.as_numpy_iterator(), strict=True)
    return np.concatenate(images), np.concatenate(labels)


def as_set(images):
    return {image.tobytes() for image in images}


def test_shards_hold_each_made_digit_once(shards):
    images, labels = read_all(read_shards(shards, batch_size=100))
    assert [path.name[-12:-9] for path in shards] == ["000", "000", "500"]
    assert images.shape == (2500, 28, 28, 1) and images.dtype == np.float32
    assert 0 <= images.min() and images.max() <= 1
    assert len(as_set(images)) == 2500
    assert set(labels) == set(range(10))


def test_digits_of_shards_are_still_what_their_labels_say(shards):
    images, labels = read_all(read_shards(shards))
    answers = MODEL.predict(images, verbose=0).argmax(axis=1)
    assert (answers == labels).mean() > 0.98


def test_no_epoch_of_shards_has_the_order_of_the_last(shards):
    dataset = read_shards(shards)
    (first, _labels), (second, _labels) = read_all(dataset), read_all(dataset)
    assert as_set(first) == as_set(second)
    assert not np.array_equal(first, second)


def test_a_making_of_shards_that_broke_off_goes_on(tmp_path, monkeypatch):
    whole = make_shards(tmp_path / "whole", 900, shard=300)
    write = tf.io.TFRecordWriter.write
    written = []

    def break_off(writer, record):
        written.append(record)
        if len(written) > 400:
            raise KeyboardInterrupt
        write(writer, record)

    with monkeypatch.context() as patch:
        patch.setattr(tf.io.TFRecordWriter, "write", break_off)
        with pytest.raises(KeyboardInterrupt):
            make_shards(tmp_path / "part", 900, shard=300)
    assert len([*(tmp_path / "part").glob("*.tfrecord")]) == 1
    for one, other in zip(
        make_shards(tmp_path / "part", 900, shard=300), whole, strict=True
    ):
        assert one.read_bytes() == other.read_bytes()
    assert not [*(tmp_path / "part").glob("*.part")]
    # More of them leave the first ones as they are.
    more = make_shards(tmp_path / "whole", 1200, shard=300)
    assert more[:3] == whole
