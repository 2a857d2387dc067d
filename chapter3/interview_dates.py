"""Read the days of interviews, and find those that could be either of two."""

import datetime
import re
from collections.abc import Iterator

from mnist_helpers.language import _

DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)[/-](\d\d?)[/-](\d{4})")
LONGEST_SHOWN = 40


def show_text(text: str) -> str:
    """Quote a text of the file, cut off where it is long."""
    if len(text) > LONGEST_SHOWN:
        text = text[:LONGEST_SHOWN] + "…"
    return f'"{text}"'


def read_date(text: str) -> datetime.date | None:
    """Return the day that a text names, None if it names none."""
    match = DATE.fullmatch(text)
    if not match:
        return None
    year, month, day, *other = (int(part or 0) for part in match.groups())
    if other[2]:
        day, month, year = other
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def find_month_first(dates: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Dates that could have day or month first, if one shows the month."""
    parts = {
        line: (int(match[4]), int(match[5]))
        for line, text in dates.items()
        if (match := DATE.fullmatch(text)) and match[4]
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
