"""Beyond one memory and one machine: what it costs, measured.

    python -m benchmarks.beyond.scale shards   digits in files, in memory
    python -m benchmarks.beyond.scale workers  one training, several processes
    python -m benchmarks.beyond.scale          both

`shards` makes digits, up to two million, and reads them all once in a process
of its own: it prints how fast, and by how much that process's memory grew.
`workers` trains lesson 09's CNN alone, on two devices and by two processes.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

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


def read_once(way: str, images: int, folder: Path) -> dict[str, float]:
    """Read made digits, or MNIST's in memory, once through; measured."""
    import tensorflow as tf

    from benchmarks.beyond.shards import make_shards, read_shards
    from mnist_helpers import prepare_mnist

    if way == "shards":
        batches = read_shards(make_shards(folder, images))
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


def measure_shards(amounts: tuple[int, ...], folder: Path) -> pd.DataFrame:
    """A row for MNIST in memory, then one for each amount of digits."""
    from benchmarks.beyond.shards import make_shards

    make_shards(folder, max(amounts))
    rows = {}
    for way, amount in [("memory", 0), *(("shards", n) for n in amounts)]:
        command = ["benchmarks.beyond.scale", "--read", way, str(amount)]
        run = subprocess.run(
            [sys.executable, "-m", *command, "--folder", folder],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=True,
        )
        name = f"shards, {amount:,}" if amount else "MNIST in memory"
        rows[name] = json.loads(run.stdout.splitlines()[-1])
    return pd.DataFrame(rows).T.astype(int)


def measure_workers() -> pd.DataFrame:
    """Lesson 09's CNN, the same batches of 128, on one and on several."""
    from benchmarks.beyond.workers import start_workers, wait_for
    from mnist_helpers import accuracy_interval

    rows = {}
    for name, workers, more in (
        ("one process", 1, ()),
        ("one process, two devices", 1, ("--devices", "2")),
        ("two processes", 2, ()),
    ):
        arguments = ("one_cycle", "--epochs", "2", *more)
        result = wait_for(start_workers(arguments, workers))[0]
        right = np.arange(result["total"]) < result["correct"]
        found = accuracy_interval(np.ones(len(right), int), right.astype(int))
        rows[name] = {
            "images per second": result["images_per_second"],
            "validation accuracy (%)": round(100 * found.accuracy, 2),
            "from": round(100 * found.low, 2),
            "to": round(100 * found.high, 2),
        }
    return pd.DataFrame(rows).T


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", choices=("shards", "workers"))
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--most", type=int, default=max(AMOUNTS))
    parser.add_argument("--read", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        way, images = options.read
        print(json.dumps(read_once(way, int(images), options.folder)))
        return 0
    print(f"{os.cpu_count()} cores")
    if options.part != "workers":
        amounts = [n for n in AMOUNTS if n < options.most] + [options.most]
        print(measure_shards(tuple(amounts), options.folder).to_string())
    if options.part != "shards":
        print(measure_workers().to_string())
    return 0


if __name__ == "__main__":
    sys.exit(main())
