"""One training on several devices or processes, and one that lost a worker."""

import subprocess
import sys
import time

import pytest

from benchmarks.beyond.workers import start_workers, wait_for

pytestmark = pytest.mark.slow
FEW = ("--images", "6000")


def train(*arguments, workers=1):
    return wait_for(start_workers(arguments, workers))


def check_as_good(one, other):
    """Neither is less accurate than the other's interval allows."""
    assert one["low"] <= other["accuracy"]
    assert other["low"] <= one["accuracy"]


@pytest.fixture(scope="module")
def alone():
    (result,) = train("one_cycle")
    return result


def test_two_devices_learn_as_much_as_one(alone):
    (both,) = train("one_cycle", "--devices", "2")
    assert both["replicas"] == 2
    check_as_good(both, alone)


def test_two_processes_learn_the_same_and_as_much_as_one(alone):
    first, second = train("one_cycle", workers=2)
    assert first["replicas"] == second["replicas"] == 2
    assert first["weights"] == second["weights"]
    assert first["correct"] == second["correct"]
    check_as_good(first, alone)


def test_augmented_batches_are_shared_out_among_processes():
    first, second = train("refined", "--epochs", "2", *FEW, workers=2)
    (devices,) = train("refined", "--epochs", "2", *FEW, "--devices", "2")
    assert first["weights"] == second["weights"]
    # Two processes do what two devices do: the same shares of each batch.
    assert first["weights"] == pytest.approx(devices["weights"], rel=0.05)


def test_a_training_that_lost_a_worker_goes_on_from_its_backup(tmp_path):
    arguments = ("refined", "--epochs", "4", *FEW, "--backup", str(tmp_path))
    processes = start_workers(arguments, 2)
    # Written last: before it a backup is half there, and nothing goes on.
    saved = [
        tmp_path / f"worker-{number}" / "training_metadata.json"
        for number in range(2)
    ]
    while not all(file.is_file() for file in saved):
        assert processes[0].poll() is None, "it ended before its first epoch"
        time.sleep(0.05)
    processes[1].kill()
    with pytest.raises(RuntimeError, match="A worker ended"):
        wait_for(processes)
    results = wait_for(start_workers(arguments, 2))
    assert all(1 <= result["epochs_run"] <= 3 for result in results)
    assert results[0]["weights"] == results[1]["weights"]


LESSON_11 = """
from benchmarks.beyond.workers import make_strategy
strategy = make_strategy([], 0, 2)
import keras
import mnist_course as mc
import mnist_helpers as mh
(x_train, y_train), (x_val, y_val) = mh.prepare_mnist()
with strategy.scope():
    model = mh.build_cnn()
    # Keras 3.15 takes one batch at a time on several devices.
    model.compile(
        optimizer=keras.optimizers.Adam(mh.OneCycle(0.01, 211)),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
history = model.fit(
    x_train[:27000],
    y_train[:27000],
    batch_size=128,
    validation_data=(x_val, y_val),
    callbacks=[mc.lesson_11.TrainingBar(), mc.lesson_11.LivePlot()],
    verbose=0,
)
print(strategy.num_replicas_in_sync, history.history["val_accuracy"][-1])
"""


def test_lesson_11s_training_is_distributed_as_it_stands():
    run = subprocess.run(
        [sys.executable, "-c", LESSON_11],
        capture_output=True,
        text=True,
        check=True,
    )
    replicas, accuracy = run.stdout.split()[-2:]
    assert replicas == "2"
    assert float(accuracy) > 0.97
