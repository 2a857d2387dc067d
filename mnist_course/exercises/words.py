"""Words as answers: how they are compared."""

import re

import numpy as np


def as_word(answer: object) -> str:
    """A word as it is compared: no matter its case, spaces, hyphens, quotes.

    A list of one word is that word.
    """
    word = answer if isinstance(answer, str) else np.asarray(answer).item()
    if not isinstance(word, str):
        raise TypeError
    return " ".join(re.split(r"[\s_\-'\"“”`.]+", word.lower())).strip()
