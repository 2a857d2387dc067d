"""English and Indonesian for every string that a reader sees.

In: an English sentence written in the code. Out: that sentence in the
language set, with its numbers written as that language writes them. English
is the key; the Indonesian texts are gettext catalogues in `locale/id`, one
file a module, so that any translation tool can open them.
"""

import math
import re
import sys
from decimal import Decimal
from functools import cache
from io import BytesIO
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a table is shown long after the language is chosen
    import pandas as pd

LANGUAGES = ("en", "id")
# Columns whose whole numbers are names rather than amounts.
UNGROUPED = ("year", "seed", "image", "index")
# One with a single point: 2.19.0 is a version.
DECIMAL = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.])")
ONE = re.compile(
    r"(?<![\d.,±])\b1 ((?:[a-z]+i(?:ng|on) )?(?:call|digit|epoch|image|kernel|"
    r"layer|map|mistake|parameter|part|row|run|seed|step|time|variation))s\b"
)
OF_ONE = re.compile(r"\b(1 of [\d,]+ (?:[a-z]+ )?images )are\b")
# Where catalogues lie: this package's, and those of whoever adds some.
_folders = [Path(__file__).parent / "locale"]

_language = "en"


def set_language(language: str) -> None:
    """Choose the language of tables, plots and errors from here on.

    A notebook shows DataFrames in it too (`format_table`): in code their
    names stay English, on the page they are translated, and Indonesian
    writes 99,2 for 99.2.

    Args:
        language: "en" (English) or "id" (Indonesian).

    Raises:
        ValueError: if `language` is neither.

    Example:
        >>> set_language("id")
        >>> format_number(60000)
        '60.000'
        >>> set_language("en")
    """
    global _language
    if not isinstance(language, str) or language not in LANGUAGES:
        rule = _('`language` must be "en" or "id". Received {received}.')
        raise ValueError(rule.format(received=repr(language)))
    _language = language
    _register_tables()


def get_language() -> str:
    """Return the language set: "en" or "id"."""
    return _language


def _(message: str, **values: object) -> str:
    """Return `message` in the language set, its {fields} filled in."""
    if _language != "en":
        message = _catalogue(_language).get(message, message)
    return agree(message.format(**values)) if values else message


def agree(text: str) -> str:
    """Return an English text with its nouns in the singular after a 1."""
    if _language == "en":
        text = OF_ONE.sub(r"\1is", text)
        text = ONE.sub(r"1 \1", text)
    return text


def write_name(name: str) -> str:
    """Return the name of a row in the language set: "SGD 0,1"."""
    text = _(name)
    return text if _language == "en" else DECIMAL.sub(r"\1,\2", text)


def add_catalogues(folder: Path) -> None:
    """Take translations from a package of its own as well."""
    _folders.append(folder)
    _catalogue.cache_clear()


def list_catalogues(language: str) -> list[Path]:
    """Return the catalogues of a language."""
    return [
        path
        for folder in _folders
        for path in sorted((folder / language).glob("*.po"))
    ]


@cache
def _catalogue(language: str) -> dict[str, str]:
    from babel.messages.pofile import read_po

    return {
        str(message.id): str(message.string)
        for path in list_catalogues(language)
        for message in read_po(BytesIO(path.read_bytes()))
        if message.id and message.string
    }


def as_written(text: str) -> str:
    """Return a text with "?" for what the terminal cannot write."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, errors="replace").decode(encoding)


def format_number(value: float, digits: int | None = None) -> str:
    """Write a number as the language set does: 60,000 or 60.000.

    Args:
        value: any number.
        digits: decimals to show; None shows up to four, without the zeros
            at the end. Below 0.001 there are two digits that tell, however
            many decimals they take; far from 1 it is written like 2.5e-07.

    Example:
        >>> format_number(0.25), format_number(2, digits=1)
        ('0.25', '2.0')
        >>> format_number(0.00025), format_number(0.00025, digits=2)
        ('0.00025', '0.00025')
    """
    from babel.numbers import format_decimal

    size = abs(value)
    if not math.isfinite(size):
        return "NaN" if math.isnan(size) else "∞" if value > 0 else "−∞"
    if size < 1e-12:  # what is left of a difference of equal numbers
        value = size = 0
    if size >= 1e15 or 0 < size < 1e-6:
        text = f"{value:.1e}"
        return text if _language == "en" else text.replace(".", ",")
    least, most = (0, 4) if digits is None else (digits, digits)
    if 0 < size < 0.001:
        most = max(most, 1 - math.floor(math.log10(size)))
    pattern = "#,##0." + "0" * least + "#" * (most - least)
    return format_decimal(value, format=pattern, locale=_language)


def format_percent(share: float, digits: int = 1) -> str:
    """Write a share as a percentage: 0.992 is "99.2 %" or "99,2 %".

    Args:
        share: a fraction, 0 to 1.
        digits: decimals to show; more where it would read 0 or 100 % and
            is not.

    Example:
        >>> format_percent(0.992), format_percent(59999 / 60000)
        ('99.2 %', '99.998 %')
    """
    percent = 100 * float(share)
    digits = _leave_bounds(percent, digits, (0, 100))
    return f"{format_number(percent, digits)} %"


def _leave_bounds(
    number: float, digits: int, bounds: tuple[float, float]
) -> int:
    """As many decimals that a number does not read as a bound near it."""
    if math.isfinite(number) and min(abs(number - x) for x in bounds) > 1e-9:
        exact = Decimal(repr(float(number)))  # rounded as Babel does
        while round(exact, digits) in bounds:
            digits += 1
    return digits


def format_table(table: "pd.DataFrame") -> "pd.DataFrame":
    """Return a table as a reader sees it, in the language set.

    Names of rows and columns, and words in cells, are translated where the
    catalogue has them; numbers of a column have the same decimals, as many
    as the column needs (four at most; among words each its own), and
    thousands are grouped.

    Args:
        table: any DataFrame; its own names stay English in code.

    Returns:
        A DataFrame of the same shape that holds text.

    Example:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"recall": [0.991, 0.9894]})
        >>> list(format_table(table)["recall"])
        ['0.9910', '0.9894']
    """
    shown = table.apply(_format_column)
    shown = shown.rename_axis(index=_translate_name, columns=_translate_name)
    return shown.rename(index=_translate_name, columns=_translate_name)


def table_to_html(table: "pd.DataFrame") -> str:
    """Return the HTML that a notebook shows of a table."""
    import pandas as pd

    # Tables hold sentences, too; cut off they are worth nothing.
    with pd.option_context("display.max_colwidth", None):
        return format_table(_shorten(table)).to_html(
            notebook=True, max_rows=60
        )


def table_to_text(table: "pd.DataFrame | pd.Series") -> str:
    """Return the text that a terminal, and nbval, see of a table."""
    import pandas as pd

    with pd.option_context("display.max_colwidth", None):
        if isinstance(table, pd.DataFrame):
            # Not its repr, which leaves columns out.
            return format_table(_shorten(table)).to_string(max_rows=60)
        column = format_table(_shorten(table.to_frame())).squeeze(axis=1)
        text = column.to_string(max_rows=60, min_rows=10)
    name = "" if table.name is None else f"Name: {_(str(table.name))}, "
    return f"{text}\n{name}dtype: {table.dtype}"


def _shorten(table: "pd.DataFrame") -> "pd.DataFrame":
    """The rows that are shown of a long table, and one for the dots."""
    rows = range(len(table))
    return table.take([*rows[:31], *rows[-30:]]) if len(rows) > 60 else table


def _format_column(column: "pd.Series") -> "pd.Series":
    values = column.tolist()
    numbers = [float(v) for v in values if _is_number(v) and math.isfinite(v)]
    # Numbers among words measure different things: each for itself.
    words = any(isinstance(value, str) for value in values)
    digits = None if words else _count_decimals(numbers)
    return column.astype(object).map(
        lambda value: _format_cell(value, digits, str(column.name))
    )


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _count_decimals(numbers: list[float]) -> int:
    """Fewest decimals, 0 to 4, that show each number as four would."""
    for digits in range(4):
        if all(abs(round(n, digits) - round(n, 4)) < 1e-9 for n in numbers):
            return digits
    return 4


def _format_cell(value: object, digits: int | None, column: str) -> str:
    if isinstance(value, str):
        return _(value)
    if not _is_number(value):
        return str(value)
    number = float(value)  # type: ignore[arg-type]
    if math.isnan(number):
        return "–"
    if number and abs(number) < 0.0001:
        text = f"{number:.2e}"
        return text if _language == "en" else text.replace(".", ",")
    if digits:
        digits = _leave_bounds(number, digits, (-1, 1))
    if column.endswith(UNGROUPED):
        return str(value)
    return format_number(number, digits)


def _translate_name(name: object) -> object:
    """The name of a row, a column or an axis as a reader sees it."""
    if isinstance(name, str):
        words, percent, _nothing = name.partition(" %")
        return write_name(words) + percent
    return format_number(name) if isinstance(name, float) else name


def _register_tables() -> None:
    """Let a running notebook show tables by `format_table`."""
    shell = "IPython" in sys.modules and sys.modules["IPython"].get_ipython()
    if not shell:
        return
    formatters = shell.display_formatter.formatters
    # By name, so that pandas is not imported before it is used; from pandas 3
    # on its types are the package's own.
    for home in ("pandas.core.frame", "pandas.core.series", "pandas"):
        html, text = formatters["text/html"], formatters["text/plain"]
        html.for_type_by_name(home, "DataFrame", table_to_html)
        for kind in ("DataFrame", "Series"):
            text.for_type_by_name(
                home,
                kind,
                lambda table, out, _cycle: out.text(table_to_text(table)),
            )
