"""An experiment on a Dask cluster of processes: as at home, and resumes."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import cloudpickle
import joblib
import numpy as np
import pytest
from distributed import Client, LocalCluster

from mnist_course import run_experiment

# Pickled as what a notebook defines is: with all that it holds.
cloudpickle.register_pickle_by_value(sys.modules[__name__])

ARMS = {"one": {"factor": 1}, "two": {"factor": 2}}
SEEDS = range(6)


@dataclass
class Counted:
    """An array that notes on disk each time that it arrives somewhere."""

    array: np.ndarray
    log: str

    def __reduce__(self):
        return arrive, (self.array, self.log)


def arrive(array, log):
    Path(log, f"{os.getpid()}-{time.time_ns()}").touch()
    return Counted(array, log)


@pytest.fixture(scope="module")
def client():
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def make_run(folder, log, seconds=0.1):
    """A run that holds an array and notes each time that it is made."""
    data = Counted(np.arange(100.0), str(log))

    def run(seed, factor):
        time.sleep(seconds)
        Path(folder, f"{seed}-{factor}-{time.time_ns()}").touch()
        return {"accuracy": factor * data.array[seed] / 100}

    return run


@pytest.fixture
def places(tmp_path):
    folders = [tmp_path / name for name in ("runs", "log", "made")]
    for folder in folders:
        folder.mkdir()
    return folders


def check_table(table):
    expected = [factor * seed / 100 for factor in (1, 2) for seed in SEEDS]
    assert table["accuracy"].tolist() == pytest.approx(expected)
    assert table["seed"].tolist() == [*SEEDS] * 2


def count_arrivals(client, log):
    """How often the array came to each worker."""
    arrived = [int(path.name.split("-")[0]) for path in log.iterdir()]
    return [arrived.count(pid) for pid in client.run(os.getpid).values()]


def test_a_cluster_gives_the_table_that_one_process_gives(client, places):
    runs, log, made = places
    with joblib.parallel_config(backend="dask"):
        table = run_experiment(make_run(made, log), ARMS, SEEDS, folder=runs)
    check_table(table)
    assert len([*made.iterdir()]) == 12
    assert sum(count_arrivals(client, log)) > 2  # else the next shows nothing


@pytest.mark.slow
def test_arrays_go_to_each_worker_once_and_not_with_each_run(client, places):
    runs, log, made = places
    run = make_run(made, log)
    with joblib.parallel_config(backend="dask", scatter=[run]):
        check_table(run_experiment(run, ARMS, SEEDS, folder=runs))
    assert count_arrivals(client, log) == [1, 1]


@pytest.mark.slow
def test_a_worker_killed_in_mid_run_costs_its_run_and_no_more(client, places):
    runs, log, made = places
    victim = min(client.run(os.getpid).values())
    subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import os, time; time.sleep(1.2); os.kill({victim}, 9)",
        ]
    )
    with joblib.parallel_config(backend="dask"):
        table = run_experiment(
            make_run(made, log, seconds=0.5), ARMS, SEEDS, folder=runs
        )
    check_table(table)
    assert victim not in client.run(os.getpid).values()
    assert len([*runs.glob("*.json")]) == 12
