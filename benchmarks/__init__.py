"""Each figure that the project claims, measured beside what one would pick.

`python -m benchmarks NAME` makes results that the course ships, `python -m
benchmarks.NAME` calls another measurement. Records that name `python -m
benchmarks.rates` and the like are older than that table: the same experiment
is `python -m benchmarks rates` now.
"""

import os

# Before TensorFlow is imported: its log lines are no results.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
