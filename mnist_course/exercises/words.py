"""Words as answers, how they are compared, and the mark of a check."""

import re

import numpy as np

from mnist_helpers.language import as_written


def mark(fine: bool) -> str:
    """Return "✓" or "✗", or what a terminal that lacks them can write."""
    signs = ("✗", "✓") if as_written("✓✗") == "✓✗" else ("!", "OK")
    return signs[fine]


def as_word(answer: object) -> str:
    """A word as it is compared: no matter its case, spaces, hyphens, quotes.

    A list of one word is that word.
    """
    word = answer if isinstance(answer, str) else np.asarray(answer).item()
    if not isinstance(word, str):
        raise TypeError
    return " ".join(re.split(r"[\s_\-'\"“”`.]+", word.lower())).strip()
