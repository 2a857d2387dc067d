"""Fill a chapter's template: Jinja2 and Markdown, in the language set.

In: the text of a template, the facts of a run. Out: Markdown that says how
sections, tables, figures and equations are numbered; the figures that it
shows, the gaps that only the student can fill.

What stands in {{ }} is written as a reader of the language sees it: numbers
with their thousands and decimals, texts with every sign of Markdown
escaped, so that no answer of an interview becomes markup.
"""

import re
import traceback
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real
from pathlib import Path
from typing import Any

import pandas as pd
from babel.lists import format_list
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from mnist_helpers.checks import refuse
from mnist_helpers.language import (
    _,
    agree,
    format_number,
    format_percent,
    get_language,
)

from .layout import numeric_columns, printable, table_rows

FOLDER = Path(__file__).parent
MARKUP = re.compile(r"[\\`*_\[\]#|~$!{}<>&]")
# What would begin a list, a rule or an underlined heading.
OPENING = re.compile(r"^([-+=]|\d+[.)](?=\s|$))", re.MULTILINE)
WORDS = {
    "en": {
        "table": "Table",
        "figure": "Figure",
        "equation": "Equation",
        "section": "Section",
        "gap": "fill in",
        "chapter": "CHAPTER",
        "tables": "List of Tables",
        "figures": "List of Figures",
    },
    "id": {
        "table": "Tabel",
        "figure": "Gambar",
        "equation": "Persamaan",
        "section": "Subbab",
        "gap": "isi",
        "chapter": "BAB",
        "tables": "Daftar Tabel",
        "figures": "Daftar Gambar",
    },
}


class Raw(str):
    """A text that is Markdown already."""


def escape(text: str) -> str:
    """Return a text so that Markdown shows it as it is, on one line."""
    text = MARKUP.sub(r"\\\g<0>", " ".join(printable(text).split()))
    # 3. or 3) lose their meaning with the sign after the digits.
    return OPENING.sub(lambda mark: f"{mark[0][:-1]}\\{mark[0][-1]}", text)


def show(value: object) -> str:
    """Write a value of a template as a reader sees it."""
    if isinstance(value, Raw):
        return value
    if isinstance(value, Real) and not isinstance(value, bool):
        return format_number(float(value))
    return escape(str(value))


@dataclass
class Filled:
    """A filled template.

    text: Markdown; numbers: "Tabel 3.1" by the key "counts"; figures: the
    keys of those that it shows.
    """

    text: str = ""
    numbers: dict[str, str] = field(default_factory=dict)
    figures: list[str] = field(default_factory=list)


def read_template(name: str) -> str:
    """Return the text of "bab_3" or "bab_4" in the language set."""
    end = "" if name == "bab_3" else f"_{name}"
    path = FOLDER / f"{get_language()}{end}.md.j2"
    return path.read_text(encoding="utf-8")


def fill(
    template: str,
    facts: Mapping[str, Any],
    *,
    chapter: int,
    figures: Mapping[str, str],
    sources: Mapping[str, Mapping[str, str]],
    known: Mapping[str, str] | None = None,
) -> Filled:
    """Fill a template with the facts of a run.

    Args:
        template: Jinja2 and Markdown; see `id.md.j2`.
        facts: what it may name; `facts["tables"]` are DataFrames by key.
        chapter: its number, the first part of each number.
        figures: the alternative text of each figure, by key.
        sources: "short" and "full" of each work that may be cited, by key.
        known: numbers of another chapter, to refer to.

    Raises:
        ValueError: if the template names what is not there.
    """
    numbers = dict(known or {})
    # A text may refer to what comes later: the first time finds the numbers.
    for _time in range(2):
        filler = _Filler(facts, chapter, figures, sources, numbers)
        filled = filler.fill(template)
        numbers |= filled.numbers
    unknown = sorted(filler.asked - numbers.keys())
    if unknown:
        refuse(
            "template",
            _("refer to what it has"),
            ", ".join(unknown),
            _("Write ref() with the key of a table, figure or section."),
        )
    return filled


@dataclass
class _Filler:
    facts: Mapping[str, Any]
    chapter: int
    alts: Mapping[str, str]
    sources: Mapping[str, Mapping[str, str]]
    known: Mapping[str, str]
    filled: Filled = field(default_factory=Filled)
    counts: Counter[str] = field(default_factory=Counter)
    asked: set[str] = field(default_factory=set)
    cited: dict[str, None] = field(default_factory=dict)

    @property
    def words(self) -> dict[str, str]:
        return WORDS[get_language()]

    def fill(self, template: str) -> Filled:
        # A template that someone sent must not run what it likes.
        environment = SandboxedEnvironment(
            undefined=StrictUndefined,
            finalize=show,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters["percent"] = lambda share, digits=1: Raw(
            format_percent(share, digits)
        )
        environment.filters["digits"] = lambda value, digits: Raw(
            format_number(value, digits)
        )
        environment.filters["listed"] = lambda values: Raw(
            format_list(list(map(show, values)), locale=get_language())
        )
        try:
            text = environment.from_string(template).render(
                **self.facts,
                ref=self.ref,
                cite=self.cite,
                section=self.section,
                part=self.part,
                caption=self.caption,
                table=self.table,
                figure=self.figure,
                equation=self.equation,
                code=_fence,
                gap=self.gap,
                references=self.references,
                raw=Raw,
            )
        except (TemplateError, TypeError, ArithmeticError) as error:
            where = getattr(error, "lineno", None) or _find_line(error)
            refuse(
                "template",
                _("be a Jinja2 template of this chapter"),
                f"{error}" + (f" (:{where})" if where else ""),
                _("Compare it with the one that comes with the course."),
            )
        # Blocks bring their empty lines; what is left out leaves some, too.
        text = re.sub(r"[ \t]*\n([ \t]*\n)+", "\n\n", text).strip()
        self.filled.text = f"{agree(text)}\n"
        return self.filled

    def count(self, kind: str, key: str) -> str:
        self.counts[kind] += 1
        return self.name(kind, key, f"{self.chapter}.{self.counts[kind]}")

    def name(self, kind: str, key: str, number: str) -> str:
        name = f"{self.words[kind]} {number}"
        if kind == "equation":
            name = f"{self.words[kind]} ({number})"
        if key in self.filled.numbers:
            refuse(
                "template",
                _("use each key once"),
                key,
                _("Give this one another key."),
            )
        self.filled.numbers[key] = name
        return number

    def ref(self, *keys: str) -> Raw:
        """The name of a table, figure, equation or section."""
        self.asked |= set(keys)
        return Raw(", ".join(self.known.get(key, "?") for key in keys))

    def cite(self, *keys: str) -> Raw:
        """Works in one bracket: (LeCun dkk., 1998; Wilson, 1927)."""
        missing = [key for key in keys if key not in self.sources]
        if missing:
            refuse(
                "template",
                _("cite works of references.csv"),
                ", ".join(missing),
                _("Add them there, and to references.bib."),
            )
        self.cited |= dict.fromkeys(keys)
        shown = "; ".join(self.sources[key]["short"] for key in keys)
        return Raw(f"({shown})")

    def section(self, key: str, title: str) -> Raw:
        number = self.count("section", key)
        self.counts["part"] = 0
        return _block(f"## {number} {title}")

    def part(self, key: str, title: str) -> Raw:
        self.counts["part"] += 1
        number = f"{self.chapter}.{self.counts['section']}"
        number = self.name("section", key, f"{number}.{self.counts['part']}")
        return _block(f"### {number} {title}")

    def caption(self, key: str, text: str) -> Raw:
        """The caption of a table that the template writes itself."""
        number = self.count("table", key)
        return _block(f"**{self.words['table']} {number}.** {text}")

    def table(self, key: str, text: str, as_is: bool = False) -> Raw:
        """Caption and rows of the table of this key."""
        self.verify(key, self.facts["tables"])
        table = _pipe_table(self.facts["tables"][key], as_is)
        return _block(self.caption(key, text) + table)

    def verify(self, key: str, known: Mapping[str, Any]) -> None:
        """Refuse a table or figure that this run does not have."""
        if key not in known:
            refuse(
                "template",
                _("show tables and figures that this run has"),
                key,
                _("It has: {names}.", names=", ".join(sorted(known))),
            )

    def figure(self, key: str, text: str) -> Raw:
        self.verify(key, self.alts)
        number = self.count("figure", key)
        self.filled.figures.append(key)
        return _block(
            f"![{escape(self.alts[key])}](figures/{key}.png)\n\n"
            f"**{self.words['figure']} {number}.** {text}"
        )

    def equation(self, key: str, latex: str) -> Raw:
        number = self.count("equation", key)
        return _block(f"```math\n{latex} \\tag{{{number}}}\n```")

    def gap(self, text: str) -> Raw:
        """What only the student knows, marked."""
        return Raw(f"\\[{self.words['gap']}: {text}\\]")

    def references(self) -> Raw:
        """Every work cited, in the order of a reference list."""
        return Raw(
            "\n\n".join(
                source["full"]
                for key, source in self.sources.items()
                if key in self.cited
            )
        )


def _block(text: str) -> Raw:
    """A part of the chapter that stands between empty lines."""
    return Raw(f"\n\n{text}\n\n")


def _find_line(error: BaseException) -> int | None:
    """The line of the template that an error comes from."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f.lineno for f in frames if f.filename == "<template>"]
    return lines[-1] if lines else None


def _fence(code: str, indent: int = 0) -> Raw:
    """Lines of Python, below a numbered step if they are indented."""
    space = " " * indent
    lines = ["```python", *printable(code).rstrip("\n").split("\n"), "```"]
    return _block(space + f"\n{space}".join(lines))


def _pipe_table(frame: pd.DataFrame, as_is: bool) -> str:
    rows = table_rows(frame, as_is=as_is)
    sides = ["---:" if n else ":---" for n in numeric_columns(frame)]
    cells = [
        ["<br>".join(map(escape, text.split("\n"))) for text in row]
        for row in rows
    ]
    cells.insert(1, sides)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)
