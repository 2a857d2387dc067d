"""English and Indonesian for every string that a reader sees.

In: an English sentence written in the code. Out: that sentence in the
language set, with its numbers written as that language writes them. English
is the key; the Indonesian texts are gettext catalogues in `locale/id`, one
file a module, so that any translation tool can open them.
"""

from functools import cache
from pathlib import Path

LANGUAGES = ("en", "id")
LOCALE_FOLDER = Path(__file__).parent / "locale"

_language = "en"


def set_language(language: str) -> None:
    """Choose the language of tables, plots and errors from here on.

    Numbers in DataFrames follow it too: Indonesian writes 99,2 for 99.2.

    Args:
        language: "en" (English) or "id" (Indonesian).

    Raises:
        ValueError: if `language` is neither.
    """
    global _language
    if language not in LANGUAGES:
        raise ValueError(
            complaint(
                "language",
                _('be "en" or "id"'),
                repr(language),
                _('Write set_language("en") or set_language("id").'),
            )
        )
    _language = language

    import pandas

    pandas.options.display.float_format = (
        None if language == "en" else _format_cell
    )
    # Tables hold sentences, too; cut off they are worth nothing.
    pandas.options.display.max_colwidth = None


def get_language() -> str:
    """Return the language set: "en" or "id"."""
    return _language


def _(message: str, **values: object) -> str:
    """Return `message` in the language set, its {fields} filled in."""
    if _language != "en":
        message = _catalogue(_language).get(message, message)
    return message.format(**values) if values else message


@cache
def _catalogue(language: str) -> dict[str, str]:
    from babel.messages.pofile import read_po

    texts: dict[str, str] = {}
    for path in sorted((LOCALE_FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id and message.string:
                    texts[message.id] = message.string
    return texts


def format_number(value: float, digits: int | None = None) -> str:
    """Write a number as the language set does: 60,000 or 60.000.

    Args:
        value: any finite number.
        digits: decimals to show; None shows up to four, without the zeros
            at the end.
    """
    from babel.numbers import format_decimal

    decimals = "####" if digits is None else "0" * digits
    pattern = f"#,##0.{decimals}" if decimals else "#,##0"
    return format_decimal(value, format=pattern, locale=_language)


def format_percent(share: float, digits: int = 1) -> str:
    """Write a share as a percentage: 0.992 is "99.2 %" or "99,2 %".

    Args:
        share: a fraction, 0 to 1.
        digits: decimals to show.
    """
    return f"{format_number(100 * share, digits)} %"


def _format_cell(value: float) -> str:
    """Write a number of a table; grouping would make years look odd."""
    small = value != 0 and abs(value) < 0.0001
    text = f"{value:.3g}" if small else f"{value:.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def complaint(name: str, rule: str, received: object, remedy: str) -> str:
    """Return the text of an error: the argument, rule, what came, remedy.

    Args:
        name: the argument's name.
        rule: what it must do, translated: "have shape (n, 28, 28)".
        received: what came.
        remedy: what to do about it, a sentence, translated.
    """
    return _(
        "`{name}` must {rule}. Received {received}. {remedy}",
        name=name,
        rule=rule,
        received=received,
        remedy=remedy,
    )
