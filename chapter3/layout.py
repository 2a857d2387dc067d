"""What the writers of Word, LaTeX and Markdown share.

In: texts that may come from anywhere, such as an interview file. Out: texts
without the characters that no file of ours can hold, and the widths and
sides of a table's columns.
"""

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from .blocks import Block, References, Source

# Control characters break XML and LaTeX; the marks of writing direction
# make a text look like another; half a character cannot be stored.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff]"
)
NUMBER = re.compile(r"[+\-−]?\d[\d.,]*( ?%)?( ± ?[\d.,]+( ?%)?)?")
CHAPTER = re.compile(r"((?:BAB|CHAPTER) \d+)\s+(.+)", re.IGNORECASE)
TEXT_WIDTH = 14.0  # cm: A4 with margins of 4 and 3
CHARACTER = 0.185  # cm: wide for 10 points, since a word must not break
WHOLE = 25  # lines of a table that is kept on one page
GAP = 0.4  # cm, left and right of a cell's text together
BOLD = 1.15  # times as wide
SHORT = (16, 14, 12, 10, 8)  # characters of a word that is not broken


def printable(text: str) -> str:
    """Return a text without control characters.

    Tabs become spaces, whatever ends a line "\\n".
    """
    text = re.sub("\r\n|[\r\u2028\u2029]", "\n", text).replace("\t", " ")
    return UNPRINTABLE.sub("", text)


def find_sources(blocks: Iterable[Block]) -> dict[str, Source]:
    """Return the sources that the chapter lists, by their keys."""
    return {
        source.key: source
        for block in blocks
        if isinstance(block, References)
        for source in block.sources
    }


def table_rows(frame: pd.DataFrame) -> Iterator[list[str]]:
    """Yield the names of the columns, then each row, as printable texts."""
    yield [printable(str(name)) for name in frame.columns]
    for row in frame.itertuples(index=False, name=None):
        yield ["" if pd.isna(x) else printable(str(x)) for x in row]


def numeric_columns(frame: pd.DataFrame) -> list[bool]:
    """Say of each column whether it holds numbers, to be set to the right.

    Empty cells and dashes do not count, nor does the last of several if
    it is a word: "Total".
    """
    answers = []
    _names, *rows = table_rows(frame)
    for texts in zip(*rows, strict=True):
        filled = [text for text in texts if text not in ("", "-", "–", "—")]
        if len(filled) > 3 and not NUMBER.fullmatch(filled[-1]):
            filled.pop()
        answers.append(bool(filled) and all(map(NUMBER.fullmatch, filled)))
    return answers or [False] * frame.shape[1]


def column_widths(frame: pd.DataFrame) -> list[float]:
    """Return the width of each column, in cm, that suits its texts.

    A table is as wide as its longest lines, at most the width of the page's
    text; then columns of long texts give way first.
    """
    longest = [1.0] * frame.shape[1]
    word = [1.0] * frame.shape[1]
    for place, row in enumerate(table_rows(frame)):
        wide = BOLD if place == 0 else 1.0
        for at, text in enumerate(row):
            line = max(map(len, text.split("\n")))
            longest[at] = max(longest[at], line * wide)
            part = max(map(len, text.split()), default=0)
            word[at] = max(word[at], part * wide)
    wanted = [n * CHARACTER + GAP for n in longest]
    if sum(wanted) <= TEXT_WIDTH:
        return wanted
    # Each column gets room for a short word, and a share of the rest that
    # grows more slowly than its text.
    for short in SHORT:
        least = [min(n, short) * CHARACTER + GAP for n in word]
        if sum(least) < TEXT_WIDTH:
            break
    else:
        return [n * TEXT_WIDTH / sum(least) for n in least]
    shares = [
        max(0.0, want - low) ** 0.5
        for want, low in zip(wanted, least, strict=True)
    ]
    rest = TEXT_WIDTH - sum(least)
    return [
        low + rest * share / sum(shares)
        for low, share in zip(least, shares, strict=True)
    ]


def is_short(frame: pd.DataFrame) -> bool:
    """Say whether a table is short enough to be kept on one page."""
    if len(frame) > WHOLE:
        return False
    room = [(width - GAP) / CHARACTER for width in column_widths(frame)]
    lines = [
        max(
            sum(len(line) // places + 1 for line in text.split("\n"))
            for text, places in zip(row, room, strict=True)
        )
        for row in table_rows(frame)
    ]
    return sum(lines) <= WHOLE


def split_chapter(text: str) -> tuple[str, str]:
    """Return "BAB 3" and the title of "BAB 3 METODOLOGI PENELITIAN".

    The first is empty where the text names no chapter.
    """
    found = CHAPTER.fullmatch(text)
    return found.groups() if found else ("", text)
