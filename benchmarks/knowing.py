"""How long `run_experiment` takes to know a run: seconds, printed.

    python -m benchmarks.knowing

Twenty runs that do nothing, of two arms that hold all training images, and
eight functions, each of which calls the next.
"""

import tempfile
import time
from collections.abc import Callable

import pandas as pd

from mnist_course import run_experiment
from mnist_course.experiments.fingerprint import fingerprint
from mnist_helpers import prepare_mnist


def do_nothing(seed: int, images: object) -> dict[str, int]:
    return {"seed_again": seed}


def chain(inner: Callable) -> Callable:
    def outer(*given: object) -> object:
        return inner(*given)

    return outer


def measure() -> pd.DataFrame:
    (images, _labels), _validation = prepare_mnist()
    arms = {"all": {"images": images}, "fewer": {"images": images[:-1]}}
    eight: Callable = do_nothing
    for _call in range(7):
        eight = chain(eight)
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        run_experiment(do_nothing, arms, range(10), folder=folder)
        found["twenty empty runs"] = time.perf_counter() - start
    start = time.perf_counter()
    fingerprint(eight)
    found["eight functions"] = time.perf_counter() - start
    return pd.DataFrame({"seconds": found})


if __name__ == "__main__":
    print(measure().round(3).to_string())
