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
from collections.abc import Collection, Mapping
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
    figures: Collection[str],
    sources: Mapping[str, Mapping[str, str]],
    known: Mapping[str, str] | None = None,
) -> "Filled":
    """Fill a template with the facts of a run.

    facts: what it may name, `facts["tables"]` are DataFrames by key;
    figures: the keys of those that it may show; sources: "short" and "full"
    of each work that may be cited, by key; known: numbers of another
    chapter, to refer to. Refuses a template that names what is not there.
    """
    numbers = dict(known or {})
    # A text may refer to what comes later: the first time finds the numbers.
    for _time in range(2):
        filled = Filled(facts, chapter, figures, sources, numbers)
        filled.fill(template)
        numbers |= filled.numbers
    for key in filled.asked:
        _verify(key, numbers)
    return filled


def tell_figures(text: str, alts: Mapping[str, str]) -> str:
    """Give each figure of a chapter its alternative text, by its key."""
    for key, alt in alts.items():
        text = text.replace(_picture(key), _picture(key, escape(alt)))
    return text


def _picture(key: str, alt: str = "") -> str:
    return f"![{alt}](figures/{key}.png)"


def _verify(key: str, known: Collection[str]) -> None:
    """Refuse what this run or chapter does not have."""
    if key not in known:
        remedy = _("There is: {names}.", names=", ".join(sorted(known)))
        refuse("template", _("name what there is"), key, remedy)


@dataclass
class Filled:
    """A filled template.

    text: Markdown; numbers: "Tabel 3.1" by the key "counts"; figures: the
    keys of those that it shows.
    """

    facts: Mapping[str, Any]
    chapter: int
    drawn: Collection[str]
    sources: Mapping[str, Mapping[str, str]]
    known: Mapping[str, str]
    text: str = ""
    numbers: dict[str, str] = field(default_factory=dict)
    figures: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    asked: set[str] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)

    def fill(self, template: str) -> None:
        # A template that someone sent must not run what it likes.
        environment = SandboxedEnvironment(
            undefined=StrictUndefined,
            finalize=show,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters |= {
            "percent": lambda share, digits=1: Raw(
                format_percent(share, digits)
            ),
            "digits": lambda value, digits: Raw(format_number(value, digits)),
            "listed": lambda values: Raw(
                format_list(list(map(show, values)), locale=get_language())
            ),
        }
        try:
            text = environment.from_string(template).render(
                **self.facts,
                ref=self.ref,
                cite=self.cite,
                section=self.section,
                part=self.part,
                step=_step,
                caption=self.caption,
                table=self.table,
                figure=self.figure,
                equation=self.equation,
                code=_fence,
                gap=_gap,
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
        # Rows of one table, that a loop wrote or left out.
        text = re.sub(r"(?<=[^\\]\|)\n\n(?=\|)", "\n", text)
        self.text = f"{agree(text)}\n"

    def count(self, word: str, key: str) -> str:
        self.counts[word] += 1
        number = f"{self.chapter}.{self.counts[word]}"
        return self.name(key, word, number)

    def name(self, key: str, word: str, number: str) -> str:
        if key in self.numbers:
            remedy = _("Give this one another key.")
            refuse("template", _("use each key once"), key, remedy)
        shown = f"({number})" if word == _("Equation") else number
        self.numbers[key] = f"{word} {shown}"
        return number

    def ref(self, *keys: str) -> Raw:
        """The name of a table, figure, equation or section."""
        self.asked |= set(keys)
        return Raw(", ".join(self.known.get(key, "?") for key in keys))

    def cite(self, *keys: str) -> Raw:
        """Works in one bracket: (LeCun dkk., 1998; Wilson, 1927)."""
        for key in keys:
            _verify(key, self.sources)
        self.cited |= set(keys)
        shown = "; ".join(self.sources[key]["short"] for key in keys)
        return Raw(f"({shown})")

    def section(self, key: str, title: str) -> Raw:
        self.counts["part"] = 0
        number = self.count(_("Section"), key)
        return _block(f"## {number} {title}")

    def part(self, key: str, title: str) -> Raw:
        self.counts["part"] += 1
        word = _("Section")
        number = f"{self.chapter}.{self.counts[word]}.{self.counts['part']}"
        return _block(f"### {self.name(key, word, number)} {title}")

    def caption(self, key: str, text: str, word: str = "") -> Raw:
        """The caption of a table that the template writes itself."""
        word = word or _("Table")
        return _block(f"**{word} {self.count(word, key)}.** {text}")

    def table(self, key: str, text: str, as_is: bool = False) -> Raw:
        """Caption and rows of the table of this key."""
        _verify(key, self.facts["tables"])
        table = _pipe_table(self.facts["tables"][key], as_is)
        return _block(self.caption(key, text) + table)

    def figure(self, key: str, text: str) -> Raw:
        _verify(key, self.drawn)
        self.figures.append(key)
        shown = self.caption(key, text, _("Figure"))
        return _block(f"{_picture(key)}{shown}")

    def equation(self, key: str, latex: str) -> Raw:
        number = self.count(_("Equation"), key)
        return _block(f"```math\n{latex} \\tag{{{number}}}\n```")

    def references(self) -> Raw:
        """Every work cited, in the order of a reference list."""
        cited = [key for key in self.sources if key in self.cited]
        return Raw("\n\n".join(self.sources[key]["full"] for key in cited))


def _block(text: str) -> Raw:
    """A part of the chapter that stands between empty lines."""
    return Raw(f"\n\n{text}\n\n")


def _step(number: int, name: str) -> Raw:
    """The first line of a numbered step; the others are indented by 3."""
    return _block(f"{number}. **{escape(name)}**")


def _gap(text: str) -> Raw:
    """What only the student knows, marked."""
    words = _("fill in")
    return Raw(f"\\[{words}: {text}\\]")


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
    sides = ["---:" if n else ":---" for n in numeric_columns(frame)]
    cells = [
        ["<br>".join(map(escape, text.split("\n"))) for text in row]
        for row in table_rows(frame, as_is=as_is)
    ]
    cells.insert(1, sides)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)
