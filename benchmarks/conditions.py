"""Does the quickest training stay quick on other days and other machines?

    python -m benchmarks.conditions

Trains Keras's example and the quickest training of the ladder, in turns and
each in a process of its own: on two threads, on one, and on two beside a
process that is busy all the time. Prints the seconds of `fit`, of processor
and by the clock, and exits 0 only if the example takes 15 times as many
processor seconds each time. Then says how near a CNN comes to what the
machine can calculate: the operations of its training beside those of a matrix
product.

Accuracy is that of `benchmarks/training.py`; the test set is not opened.
"""

import argparse
import json
import os
import subprocess
import sys
import time

import numpy as np
import pandas as pd

from benchmarks.training import AT_LEAST

CONDITIONS = {
    "two threads": (2, False),
    "one thread": (1, False),
    "two threads, beside a busy process": (2, True),
}
BUSY = "while True: pass"


def train_apart(recipe: str, threads: int) -> dict[str, float]:
    """Train in a process of its own, on so many threads and cores."""
    command = ["-m", "benchmarks.conditions", "--train", recipe]
    run = subprocess.run(
        [sys.executable, *command, "--threads", str(threads)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    return json.loads(run.stdout.splitlines()[-1])


def train_here(recipe: str, threads: int) -> dict[str, float]:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(min(threads, os.cpu_count() or 1)))
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    from benchmarks.training import RECIPES

    _model, seconds = RECIPES[recipe](1)
    return {"by the clock": seconds, "processor": seconds.processor}


def compare_conditions() -> pd.DataFrame:
    """Seconds of both trainings, and how many times as fast, each way."""
    rows = {}
    for words, (threads, beside) in CONDITIONS.items():
        busy = subprocess.Popen([sys.executable, "-c", BUSY]) if beside else 0
        try:
            ours = train_apart("quick", threads)
            example = train_apart("keras_example", threads)
        finally:
            if busy:
                busy.kill()
                busy.wait()
        for kind, seconds in example.items():
            rows[words, kind] = {
                "example (s)": seconds,
                "quick (s)": ours[kind],
                "times as fast": seconds / ours[kind],
            }
    return pd.DataFrame(rows).T


def measure_arithmetic() -> pd.DataFrame:
    """Operations per second of a matrix product, and of training nets.

    A net's operations: a multiplication and an addition for each of lesson
    09's multiplications, three times: forward, and back to the weights and
    to the layer before.
    """
    import keras
    import tensorflow as tf

    from mnist_helpers import build_cnn, build_keras_example, prepare_mnist
    from mnist_helpers.architecture import count_multiplications

    side = 2048
    matrix = tf.random.normal((side, side))
    tf.linalg.matmul(matrix, matrix)
    times = []
    for _again in range(10):
        start = time.perf_counter()
        tf.linalg.matmul(matrix, matrix).numpy()
        times.append(time.perf_counter() - start)
    limit = 2 * side**3 / np.median(times)
    rows = {"matrix product": {"operations a second (10^9)": limit / 1e9}}
    (images, labels), _validation = prepare_mnist()
    for build in (build_cnn, build_keras_example):
        model = build()
        model.compile("adam", "sparse_categorical_crossentropy")
        model.fit(images[:1280], labels[:1280], batch_size=128, verbose=0)
        start = time.perf_counter()
        model.fit(images[:12800], labels[:12800], batch_size=128, verbose=0)
        each = (time.perf_counter() - start) / 12800
        counts = [count_multiplications(layer) for layer in model.layers]
        operations = 6 * sum(count or 0 for count in counts)
        rows[build.__name__] = {
            "operations an image (10^6)": operations / 1e6,
            "ms an image": 1000 * each,
            "operations a second (10^9)": operations / each / 1e9,
        }
        keras.backend.clear_session()
    table = pd.DataFrame(rows).T
    speed = table["operations a second (10^9)"]
    table["of the matrix product's (%)"] = 100 * speed / speed.iloc[0]
    return table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", help=argparse.SUPPRESS)
    parser.add_argument("--threads", type=int, default=2, help="internal")
    parser.add_argument("--arithmetic", action="store_true")
    options = parser.parse_args()
    if options.train:
        print(json.dumps(train_here(options.train, options.threads)))
        return 0
    print(measure_arithmetic().round(3).to_string(na_rep=""), "\n")
    if options.arithmetic:
        return 0
    table = compare_conditions()
    print(table.round(2).to_string())
    spent = table.xs("processor", level=1)["times as fast"]
    return int(spent.min() < AT_LEAST)


if __name__ == "__main__":
    sys.exit(main())
