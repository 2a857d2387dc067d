"""Tables of chapter 3 with a row for each digit, from the facts of a run."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from mnist_helpers.explore import DIGITS, count_digits
from mnist_helpers.language import format_number


def count(sets: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Return what `count_digits` does, from counts of each digit."""
    labels = {name: np.repeat(DIGITS, counts) for name, counts in sets.items()}
    return count_digits(**labels)


def per_digit(columns: Mapping[str, object]) -> pd.DataFrame:
    """A row for each digit."""
    return pd.DataFrame(columns, index=pd.Index(DIGITS, name="digit"))


def write_boxes(ink: np.ndarray) -> list[str]:
    """Height × width of the ink, from columns 2 and 3."""
    return [
        f"{format_number(height, 1)}×{format_number(width, 1)}"
        for height, width in ink[:, 2:4]
    ]
