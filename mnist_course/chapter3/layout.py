"""What the writers of Word, LaTeX and Markdown share.

In: texts that may come from anywhere, such as an interview file. Out: texts
without the characters that no file of ours can hold, and the widths and
sides of a table's columns.
"""

import re
from collections.abc import Sequence
from numbers import Number

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from mnist_helpers.language import format_table

# Control characters break XML and LaTeX; marks of direction, of width and of
# the byte order are not seen; half a character cannot be stored.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2069\ud800-\udfff\ufe00-\ufe0f\ufeff\ufffe\uffff]"
)
CHARACTER = 0.185  # cm: wide for 10 points, since a word must not break
WHOLE = 25  # lines of a table that stays on one page
GAP = 0.4  # cm, left and right of a cell's text together
BOLD = 1.15  # times as wide
SHORT = (16, 14, 12, 10, 8)  # characters of a word that is not broken

Rows = Sequence[Sequence[str]]  # the first one holds the columns' names


def printable(text: str) -> str:
    """Return a text without control characters and what nothing shows.

    Tabs become spaces, whatever ends a line "\\n".
    """
    text = re.sub("\r\n|[\r\u2028\u2029]", "\n", text).replace("\t", " ")
    return UNPRINTABLE.sub("", text)


def table_rows(frame: pd.DataFrame, *, as_is: bool = False) -> Rows:
    """Return the names of the columns, then each row, as printable texts.

    They are shown as in a notebook (`format_table`), unless `as_is`: words of
    others are not translated. Names of columns and the total are capitalised.
    """
    if not as_is:
        frame = format_table(frame.rename(index={"total": "Total"}))
    named = frame.index.name is not None
    names = [str(name) for name in frame.columns]
    if named:
        names = [str(frame.index.name), *names]
    header = [name[:1].upper() + name[1:] for name in names]
    rows = [header, *frame.itertuples(index=named, name=None)]
    return [[printable(str(text)) for text in row] for row in rows]


def numeric_columns(frame: pd.DataFrame) -> list[bool]:
    """Return for each column whether it holds numbers, to be set right.

    An index of digits with a total below them does.
    """
    answers = [is_numeric_dtype(kind) for kind in frame.dtypes]
    if frame.index.name is not None:
        answers.insert(0, any(isinstance(n, Number) for n in frame.index[:1]))
    return answers


def _longest(parts: Sequence[str]) -> float:
    return float(max(map(len, parts), default=1))


def column_widths(rows: Rows, text_width: float) -> list[float]:
    """Return the width of each column, in cm, that suits its texts.

    A table is as wide as its longest lines, at most the width of the page's
    text; then columns of long texts give way first.
    """
    lines, words = (
        np.array([[_longest(split(text)) for text in row] for row in rows])
        for split in (str.splitlines, str.split)
    )
    for lengths in (lines, words):
        lengths[0] *= BOLD
    wanted = lines.max(axis=0) * CHARACTER + GAP
    if wanted.sum() <= text_width:
        return wanted.tolist()
    # Each column gets room for a short word, and a share of the rest that
    # grows more slowly than its text.
    for short in SHORT:
        least = words.max(axis=0).clip(max=short) * CHARACTER + GAP
        if least.sum() < text_width:
            break
    else:
        return (least * text_width / least.sum()).tolist()
    shares = (wanted - least).clip(min=0) ** 0.5
    rest = text_width - least.sum()
    return (least + rest * shares / shares.sum()).tolist()


def is_short(rows: Rows, text_width: float) -> bool:
    """Return whether a table is short enough to stay on one page."""
    if len(rows) > WHOLE + 1:
        return False
    room = [
        (width - GAP) / CHARACTER for width in column_widths(rows, text_width)
    ]
    lines = [
        max(
            sum(len(line) // places + 1 for line in text.split("\n"))
            for text, places in zip(row, room, strict=True)
        )
        for row in rows
    ]
    return sum(lines) <= WHOLE
