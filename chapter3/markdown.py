"""Write a chapter as Markdown: pipe tables, pictures beside it, no HTML
but line breaks in tables, the same numbers as in Word and LaTeX."""

import re
from collections.abc import Mapping, Sequence
from textwrap import indent

from mnist_helpers.language import _

from .blocks import (
    Block,
    Figure,
    Heading,
    Paragraph,
    References,
    Sentence,
    Source,
    Steps,
    Table,
    number_blocks,
    number_headings,
)
from .layout import find_sources, numeric_columns, printable, table_rows

MARKUP = re.compile(r"[\\`*_\[\]#|~$!{}]")
HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What would begin a list, a rule or an underlined heading.
OPENING = re.compile(r"^([-+=]|\d+[.)](?=\s|$))", re.MULTILINE)


def write_markdown(blocks: Sequence[Block], *, folder: str) -> str:
    """Return a chapter as Markdown.

    Args:
        blocks: the chapter, in order.
        folder: where the figures are, seen from the file.
    """
    names, numbers = number_blocks(blocks), number_headings(blocks)
    sources = find_sources(blocks)
    parts = []
    for place, block in enumerate(blocks):
        match block:
            case Heading(level, text):
                number = f"{numbers[place]} " if place in numbers else ""
                parts.append(f"{'#' * level} {number}{_one_line(text)}")
            case Paragraph(sentence):
                parts.append(_write(sentence, names, sources))
            case Steps(steps):
                for count, step in enumerate(steps, start=1):
                    parts.append(f"{count}. **{_one_line(step.title)}**")
                    # All of a step stands under its number.
                    space = " " * len(f"{count}. ")
                    parts += [
                        indent(text, space)
                        for text in (
                            _write(step.done, names, sources),
                            _fence(step.code),
                            _write(step.result, names, sources),
                        )
                    ]
            case Table(key, caption):
                parts += [_caption(names[key], caption), _table(block)]
                if block.note:
                    parts.append(_paragraph(escape(block.note)))
            case Figure(key, caption, alt):
                parts += [
                    f"![{_one_line(alt)}]({folder}/{key}.png)",
                    _caption(names[key], caption),
                ]
            case References(listed):
                parts.append(f"## {_('References')}")
                parts += [
                    _paragraph(_one_line(source.full)) for source in listed
                ]
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Return a text so that Markdown shows it as it is."""
    text = MARKUP.sub(r"\\\g<0>", printable(text))
    return re.sub("[&<>]", lambda match: HTML[match[0]], text)


def _one_line(text: str) -> str:
    return escape(" ".join(text.split()))


def _caption(name: str, text: str) -> str:
    return f"**{name}.** {_one_line(text)}"


def _write(
    sentence: Sentence,
    names: Mapping[str, str],
    sources: Mapping[str, Source],
) -> str:
    """Return a sentence, its code set as code, the rest as text."""
    ways = {
        "code": _code,
        "reference": lambda key: names[key],
        "cite": lambda key: _one_line(f"({sources[key].short})"),
    }
    return _paragraph(
        "".join(ways.get(span.kind, escape)(span.text) for span in sentence)
    )


def _paragraph(text: str) -> str:
    """Keep the lines of an escaped text in one paragraph, and a paragraph."""
    text = re.sub(r"\s*\n\s*", "\n", text.strip())
    # 3. or 3) lose their meaning with the sign after the digits.
    text = OPENING.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", text)
    return text.replace("\n", "\\\n")


def _code(text: str) -> str:
    text = " ".join(printable(text).split())
    fence = "`" * (_longest_run(text) + 1)
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}"


def _fence(code: str) -> str:
    code = printable(code).rstrip("\n")
    fence = "`" * max(3, _longest_run(code) + 1)
    return f"{fence}python\n{code}\n{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _table(table: Table) -> str:
    rows = table_rows(table)
    sides = [
        "---:" if numeric else ":---" for numeric in numeric_columns(rows)
    ]
    cells = [
        [escape(text).replace("\n", "<br>") for text in row] for row in rows
    ]
    cells.insert(1, sides)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)
