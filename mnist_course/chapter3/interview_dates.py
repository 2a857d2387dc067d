"""Read the days of interviews, and find those that could be either of two."""

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress

from mnist_helpers.language import _

DAY_AND_MONTH = re.compile(r"(\d\d?)[/-](\d\d?)[/-]\d{4}")
LONGEST_SHOWN = 40


def show_text(text: str) -> str:
    """Quote a text of the file, cut off where it is long."""
    if len(text) > LONGEST_SHOWN:
        text = text[:LONGEST_SHOWN] + "…"
    return f'"{text}"'


def read_date(text: str) -> datetime.date | None:
    """Return the day that a text names, None if it names none."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        with suppress(ValueError):
            return datetime.datetime.strptime(text, form).date()
    return None


def find_month_first(dates: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Dates that could have day or month first, if one shows the month."""
    parts = {
        line: (int(match[1]), int(match[2]))
        for line, text in dates.items()
        if (match := DAY_AND_MONTH.fullmatch(text))
    }
    month_first = [n for n, (one, two) in parts.items() if one <= 12 < two]
    for line, (one, two) in parts.items():
        if month_first and one != two and max(one, two) <= 12:
            yield (
                line,
                _(
                    "the date {date} may have the month first, as line "
                    "{other} has; write it as 2026-03-31",
                    date=show_text(dates[line]),
                    other=month_first[0],
                ),
            )
