"""What a chapter is made of, whatever file it is written to.

In: sentences with little marks. Out: blocks (headings, paragraphs, tables,
figures, steps) that the writers of Word, LaTeX and Markdown turn into their
own form, with the same numbers in each.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd
from matplotlib.figure import Figure as Drawing

from mnist_helpers.language import _

# `code`, [@source], [#table or figure], {field}.
MARKS = re.compile(r"`([^`]+)`|\[@(\w+)\]|\[#(\w+)\]|\{(\w+)\}")


class Span(NamedTuple):
    """A piece of a sentence.

    kind: "text"; "code", to be set as code; "cite", whose text is the key
    of a source; "reference", whose text is the key of a table or figure.
    """

    kind: str
    text: str


Sentence = tuple[Span, ...]


def write(message: str, **values: object) -> Sentence:
    """Return a sentence of the chapter in the language set.

    Args:
        message: English text with marks: `code`, [@source], [#table] and
            {field}. Its translation is looked up.
        **values: what the fields hold. It is taken as text, whatever marks
            may stand in it.
    """
    message = _(message)
    spans, at = [], 0
    for mark in MARKS.finditer(message):
        code, source, key, field = mark.groups()
        spans.append(Span("text", message[at : mark.start()]))
        if field:
            spans.append(Span("text", str(values[field])))
        elif code:
            spans.append(Span("code", code))
        else:
            kind = "cite" if source else "reference"
            spans.append(Span(kind, source or key))
        at = mark.end()
    spans.append(Span("text", message[at:]))
    return tuple(span for span in spans if span.text)


@dataclass(frozen=True)
class Heading:
    """Level 1 is the chapter, 2 a section, 3 a part of a section.

    text: without a number, but for the chapter's own: "BAB 3 METODOLOGI
    PENELITIAN".
    """

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    sentence: Sentence


def paragraph(message: str, **values: object) -> Paragraph:
    """Return a paragraph of one text; the arguments are those of `write`."""
    return Paragraph(write(message, **values))


@dataclass(frozen=True)
class Step:
    """What was done, the lines of code that did it, what this run gave."""

    title: str
    done: Sentence
    code: str
    result: Sentence


@dataclass(frozen=True)
class Steps:
    """Numbered from 1."""

    steps: Sequence[Step]


@dataclass(frozen=True)
class Table:
    """A table, shown as a notebook shows it (`language.format_table`).

    key: what a reference calls it; frame: English names and plain numbers,
    its index shown if it has a name; note: a sentence below the table, or
    ""; as_is: its texts, such as someone's own words, are not translated.
    """

    key: str
    caption: str
    frame: pd.DataFrame
    note: str = ""
    as_is: bool = False


@dataclass(frozen=True)
class Figure:
    """A figure.

    key: what a reference calls it, and the name of its files; alt: what it
    shows, for who cannot see it.
    """

    key: str
    caption: str
    alt: str
    drawing: Drawing


@dataclass(frozen=True)
class Source:
    """An entry of the reference list.

    short: as cited in the text, "LeCun et al., 1998"; full: as listed;
    bibtex: the same for BibTeX.
    """

    key: str
    short: str
    full: str
    bibtex: str


@dataclass(frozen=True)
class References:
    """The reference list. Its heading, without a number, comes with it."""

    sources: Sequence[Source]


Block = Heading | Paragraph | Steps | Table | Figure | References


def number_blocks(blocks: Iterable[Block], chapter: int = 3) -> dict[str, str]:
    """Return the name of each table and figure by its key.

    "Table 3.1", "Gambar 3.2": counted in the order of the blocks, tables
    and figures apart.
    """
    words = {Table: _("Table"), Figure: _("Figure")}
    counts = dict.fromkeys(words, 0)
    names = {}
    for block in blocks:
        if isinstance(block, Table | Figure):
            kind = type(block)
            counts[kind] += 1
            names[block.key] = f"{words[kind]} {chapter}.{counts[kind]}"
    return names


def number_headings(
    blocks: Iterable[Block], chapter: int = 3
) -> dict[int, str]:
    """Return the number of each heading below the chapter's own, by place.

    Sections are 3.1, 3.2; parts of them 3.1.1, 3.1.2.
    """
    section = part = 0
    numbers = {}
    for place, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 2:
            section, part = section + 1, 0
            numbers[place] = f"{chapter}.{section}"
        elif isinstance(block, Heading) and block.level == 3:
            part += 1
            numbers[place] = f"{chapter}.{section}.{part}"
    return numbers
