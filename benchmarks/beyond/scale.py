"""Beyond one memory and one machine: what it costs, measured.

    python -m benchmarks.beyond.scale shards   digits in files, in memory
    python -m benchmarks.beyond.scale workers  one training, several processes
    python -m benchmarks.beyond.scale          both

`shards` makes digits, up to two million, and reads them all once in a process
of its own: it prints how fast, and by how much that process's memory grew.
`workers` trains lesson 09's CNN alone, on two devices and by two processes.
"""

import argparse
import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
import tensorflow as tf

from benchmarks.beyond.shards import make_shards, read_shards
from benchmarks.beyond.workers import start_workers, wait_for
from mnist_helpers import prepare_mnist

FOLDER = Path("outputs/shards")
AMOUNTS = (250_000, 500_000, 1_000_000, 2_000_000)


def peak_in_mb(*, forget: bool = False) -> float:
    """The most that this process has had in memory, of Linux's own count.

    With `forget` from now on: a peak of the imports would hide what follows.
    """
    if forget:
        Path("/proc/self/clear_refs").write_text("5")
    status = Path("/proc/self/status").read_text()
    (line,) = [row for row in status.splitlines() if row.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def read_once(images: int) -> dict[str, int]:
    """Read so many made digits once through, or MNIST's in memory if 0."""
    if images:
        batches = read_shards(make_shards(FOLDER, images))
    else:  # as lesson 08 has it
        (x_train, y_train), _validation = prepare_mnist()
        images = len(x_train)
        batches = (
            tf.data.Dataset.from_tensor_slices((x_train, y_train))
            .shuffle(images, seed=7)
            .batch(128)
            .prefetch(tf.data.AUTOTUNE)
        )
    before, start = peak_in_mb(forget=True), time.perf_counter()
    total = sum(len(labels) for _images, labels in batches)
    seconds = time.perf_counter() - start
    assert total == images, (total, images)
    return {
        "images": total,
        "images per second": round(total / seconds),
        "memory it took (MB)": round(peak_in_mb() - before),
        "as float32 arrays (MB)": round(total * 784 * 4 / 2**20),
    }


def measure_shards() -> pd.DataFrame:
    """A row for MNIST in memory, then one for each amount of digits."""
    make_shards(FOLDER, max(AMOUNTS))
    names = ["MNIST in memory", *(f"shards, {n:,}" for n in AMOUNTS)]
    with ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), max_tasks_per_child=1
    ) as alone:
        rows = [*alone.map(read_once, (0, *AMOUNTS))]
    return pd.DataFrame(rows, index=names)


def measure_workers() -> pd.DataFrame:
    """Lesson 09's CNN, the same batches of 128, on one and on several."""
    rows = {}
    for name, workers, more in (
        ("one process", 1, ()),
        ("one process, two devices", 1, ("--devices", "2")),
        ("two processes", 2, ()),
    ):
        arguments = ("one_cycle", "--epochs", "2", *more)
        result = wait_for(start_workers(arguments, workers))[0]
        rows[name] = {
            "images per second": result["images_per_second"],
            "validation accuracy (%)": round(100 * result["accuracy"], 2),
            "from": round(100 * result["low"], 2),
            "to": round(100 * result["high"], 2),
        }
    return pd.DataFrame(rows).T


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", choices=("shards", "workers"))
    part = parser.parse_args().part
    print(f"{os.cpu_count()} cores")
    if part != "workers":
        print(measure_shards().to_string())
    if part != "shards":
        print(measure_workers().to_string())
