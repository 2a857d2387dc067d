"""Train one model with several processes or devices at a time.

    python -m benchmarks.beyond.workers refined --workers 2 --epochs 3
    python -m benchmarks.beyond.workers refined --devices 2 --epochs 3

The recipes of `benchmarks/recipes.py` run as they are, in the scope of a
strategy of `tf.distribute`: each worker takes its share of every batch, and
after each batch all of them add up their gradients. With `--workers` these
are processes of this machine that talk over its loopback; on several
machines give each its own number and all of their addresses:

    python -m benchmarks.beyond.workers refined --number 0 \\
        --at host1:4000,host2:4000

With `--backup FOLDER` a training that lost a worker goes on, when started
again, after the last epoch that all had ended.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# What is printed by each worker, in a line of JSON.
MARK = "RESULT "


def start_workers(
    arguments: Sequence[str], workers: int
) -> list[subprocess.Popen]:
    """Start a training on this machine, by `arguments` of this module."""
    # All are open together, so that no port is free twice.
    sockets = [socket.create_server(("localhost", 0)) for _ in range(workers)]
    places = [f"localhost:{one.getsockname()[1]}" for one in sockets]
    for one in sockets:
        one.close()
    command = [sys.executable, "-m", "benchmarks.beyond.workers", *arguments]
    if workers > 1:
        command += ["--at", ",".join(places)]
    return [
        subprocess.Popen(
            [*command, "--number", str(number)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(workers)
    ]


def wait_for(processes: Sequence[subprocess.Popen]) -> list[dict[str, Any]]:
    """What each worker found.

    Raises:
        RuntimeError: if one of them ended without a result.
    """
    results = []
    for process in processes:
        output, _nothing = process.communicate()
        lines = [line for line in output.splitlines() if MARK in line]
        if not lines:
            raise RuntimeError(
                f"A worker ended with {process.returncode}. Start the "
                "training again: with a backup it goes on."
            )
        results.append(json.loads(lines[-1].removeprefix(MARK)))
    return results


def make_strategy(places: Sequence[str], number: int, devices: int) -> Any:
    """A strategy of `tf.distribute`, None for a single device.

    Args:
        places: host:port of every worker, empty for one process.
        number: of this worker, from 0.
        devices: into how many the processor of one process is divided;
            where there are several GPUs, those are taken instead.
    """
    if places:
        task = {"type": "worker", "index": number}
        cluster = {"worker": list(places)}
        os.environ["TF_CONFIG"] = json.dumps(
            {"cluster": cluster, "task": task}
        )
    import keras
    import tensorflow as tf

    if places:

        class Workers(tf.distribute.MultiWorkerMirroredStrategy):
            """The strategy, with two things that Keras 3.15 asks mended.

            Keras has it reduce a whole batch, to build the model by, where
            the batch of one worker will do; and reduce numbers along an axis
            that numbers do not have.
            """

            def reduce(self, reduce_op, value, axis):
                if isinstance(value, tuple):
                    return keras.tree.map_structure(self._own, value)
                number = self._own(value).shape.rank == 0
                return super().reduce(
                    reduce_op, value, None if number else axis
                )

            def _own(self, value):
                return self.experimental_local_results(value)[0]

        return Workers()
    if len(tf.config.list_physical_devices("GPU")) > 1:
        return tf.distribute.MirroredStrategy()
    if devices > 1:
        processor = tf.config.list_physical_devices("CPU")[0]
        part = tf.config.LogicalDeviceConfiguration()
        tf.config.set_logical_device_configuration(processor, devices * [part])
        return tf.distribute.MirroredStrategy(
            [f"CPU:{device}" for device in range(devices)]
        )
    return None


def train(
    options: argparse.Namespace, strategy: Any
) -> dict[str, float | int]:
    """Train as one of the workers; judge on the validation images."""
    import keras
    import numpy as np
    import tensorflow as tf

    from benchmarks.recipes import train_one_cycle, train_refined
    from mnist_helpers import accuracy_interval, prepare_mnist

    strategy = strategy or tf.distribute.get_strategy()
    with strategy.scope():
        if options.recipe == "one_cycle":
            trained = train_one_cycle(1, epochs=options.epochs)
        else:
            trained = train_refined(
                1,
                epochs=options.epochs,
                images=options.images,
                backup=options.backup,
            )
        model, seconds = trained.model, trained.seconds

        def average() -> list:
            # Each worker's batch normalisation has seen its own images only;
            # all other weights are the same, and so is their mean.
            replica = tf.distribute.get_replica_context()
            return [
                replica.all_reduce("MEAN", tf.convert_to_tensor(w.value))
                for w in model.weights
            ]

        weights = [
            strategy.experimental_local_results(value)[0].numpy()
            for value in strategy.run(average)
        ]
    _train, (images, labels) = prepare_mnist()
    alone = keras.models.clone_model(model)
    alone.set_weights(weights)
    answers = [
        alone(part, training=False).numpy().argmax(axis=1)
        for part in np.array_split(images, 12)
    ]
    epochs, images_seen = len(model.history.epoch), options.images or 54_000
    return {
        "replicas": strategy.num_replicas_in_sync,
        **accuracy_interval(labels, np.concatenate(answers))._asdict(),
        "epochs_run": epochs,
        "seconds": round(seconds, 3),
        "images_per_second": round(epochs * images_seen / seconds),
        "weights": float(sum(np.abs(part).sum() for part in weights)),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("recipe", choices=("one_cycle", "refined"))
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--images", type=int)
    parser.add_argument("--backup", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--devices", type=int, default=1)
    parser.add_argument("--at", default="", metavar="HOST:PORT,...")
    parser.add_argument("--number", type=int, default=0)
    options = parser.parse_args()
    if options.recipe == "one_cycle" and (options.images or options.backup):
        parser.error("--images and --backup are for the recipe refined")
    if options.workers > 1 and not options.at:
        started = start_workers(sys.argv[1:], options.workers)
        print(*wait_for(started), sep="\n")
    else:
        places = options.at.split(",") if options.at else []
        strategy = make_strategy(places, options.number, options.devices)
        print(MARK + json.dumps(train(options, strategy)), flush=True)
