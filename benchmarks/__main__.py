"""Make the results that the course ships, or check them.

    python -m benchmarks rates            train, write the results
    python -m benchmarks rates --check    do they follow from their runs?
    python -m benchmarks --check          the same of all of them

A stopped making goes on where it stood: its runs are in `outputs/NAME`. With
`--jobs 2` two train at a time.
"""

import argparse
import sys

from benchmarks import (
    augmentation_effect,
    candidates,
    rates,
    refining,
    robustness,
    training,
)
from benchmarks.experiment import write_results
from mnist_course import load_results

EXPERIMENTS = {
    **augmentation_effect.EXPERIMENTS,
    "candidates": candidates.Candidates(),
    "rates": rates.RATES,
    "refining": refining.REFINING,
    "robust_parts": robustness.PARTS_LEFT_OUT,
    "robustness": robustness.Robustness(),
    "training": training.TRAINING,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--jobs", type=int, default=1, metavar="N")
    options = parser.parse_args()
    if set(options.names) - set(EXPERIMENTS) or not (
        options.names or options.check
    ):
        parser.error(f"name one of {', '.join(EXPERIMENTS)}, or --check")
    found = 0
    for name in options.names or EXPERIMENTS:
        experiment = EXPERIMENTS[name]
        if not options.check:
            runs, facts = experiment.measure(name, options.jobs)
            write_results(name, runs, **facts)
        runs, record = load_results(name)
        faults = experiment.find_faults(runs, record)
        print(name, experiment.summarise(runs).round(4).to_string(), sep="\n")
        print("\n".join(faults) or "All as recorded.", end="\n\n")
        found += len(faults)
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
