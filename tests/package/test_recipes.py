"""The trainings of the benchmarks do to the images what they say."""

import numpy as np
import pytest
import tensorflow as tf

from benchmarks.disturb import bend_images


def test_bent_by_nothing_an_image_stays():
    images = tf.random.stateless_uniform((4, 28, 28, 1), seed=(1, 2))
    same = bend_images(images, 0.0)
    # The last row and column are read a thousandth of a pixel further in.
    np.testing.assert_allclose(same, images, atol=1.5e-3)


def test_bent_places_move_by_about_the_amount():
    # Each pixel holds its own column: what comes out says where it is from.
    columns = np.broadcast_to(np.arange(28.0)[:, None], (200, 28, 28, 1))
    tf.random.set_seed(7)
    found = bend_images(tf.constant(columns, tf.float32), 0.5).numpy()
    moves = (found - columns)[:, 8:20, 8:20]
    assert abs(moves.mean()) < 0.05
    # Between the places of the coarse grid the movement is a mean of theirs.
    assert 0.2 < moves.std() < 0.6
    neighbours = np.abs(np.diff(moves, axis=2))
    assert neighbours.max() < 0.7


@pytest.mark.parametrize("amount", [0.3, 2.0])
def test_bent_images_keep_shape_and_range(amount):
    images = tf.random.stateless_uniform((8, 28, 28, 1), seed=(3, 4))
    bent = bend_images(images, amount).numpy()
    assert bent.shape == images.shape and bent.dtype == np.float32
    assert bent.min() >= 0 and bent.max() <= 1
