"""Each figure that the project claims, measured beside what one would pick.

Call one as `python -m benchmarks.NAME`.
"""

import os

# Before TensorFlow is imported: its log lines are no results.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
