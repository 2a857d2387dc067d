"""Read the interviews of chapter 3 from a file that the student fills in.

In: a CSV file, one interview a row, as Excel or LibreOffice write it. Out:
`Interview`s, or one error that names every bad row. A name is stored only
where the interviewee agreed to it.
"""

import csv
import datetime
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import Any

from mnist_helpers.checks import refuse
from mnist_helpers.files import find_file, write_whole
from mnist_helpers.language import _, get_language

from .layout import printable

# The columns in Indonesian; both languages are read.
COLUMNS = {
    "code": "kode",
    "role": "peran",
    "institution": "instansi",
    "date": "tanggal",
    "place": "tempat",
    "topic": "topik",
    "summary": "ringkasan",
    "consent": "persetujuan",
    "name": "nama",
}
CONSENTS = {"code": "code", "kode": "code", "name": "name", "nama": "name"}
SPACES = re.compile("[\u00a0\u2007\u202f]")
# A first line by which Excel is told what stands between columns.
SEPARATOR = re.compile(r'"?sep=(.)"?[,;\t]*\n', re.IGNORECASE)
DAY_AND_MONTH = re.compile(r"(\d\d?)[/-](\d\d?)[/-]\d{4}")

Problems = list[tuple[int, str]]  # each with its line


@dataclass(frozen=True)
class Interview:
    """One interview.

    code: stands for the interviewee, "N1"; consent: "name" if the name may
    be printed, else "code"; name: "" unless it may.
    """

    code: str
    role: str
    institution: str
    date: datetime.date
    place: str
    topic: str
    summary: str
    consent: str
    name: str


def write_interview_template(path: str | Path) -> None:
    """Write a file to fill in, with the names of the columns alone.

    code: stands for the interviewee, such as N1; role, institution: of the
    interviewee; date: 2026-03-31 or 31/03/2026; place; topic: what was
    asked about; summary: what was said; consent: name if the chapter may
    show who it was (name, institution, place), code if of the person only
    code and role; name: may stay empty where consent is code.

    In Indonesian the columns have Indonesian names and are parted by
    semicolons, as Excel expects there.

    Args:
        path: of the file, "interviews.csv".

    Raises:
        FileExistsError: if it is there already, since it may be filled in.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from mnist_course import chapter3
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "interviews.csv")
        ...     chapter3.write_interview_template(path)
        ...     path.read_text("utf-8-sig").strip()
        'code,role,institution,date,place,topic,summary,consent,name'
    """
    path = Path(path)
    if path.exists():
        refuse(
            "path",
            _("name a file that is not there yet"),
            path.name,
            _("Fill in that file, or choose another name."),
            error=FileExistsError,
        )
    indonesian = get_language() == "id"
    header = ";".join(COLUMNS.values()) if indonesian else ",".join(COLUMNS)
    # The mark at the start tells Excel that this is UTF-8.
    write_whole(path, "\ufeff" + header + "\r\n")


def read_interviews(path: str | Path) -> list[Interview]:
    """Read a file of interviews, and check each row of it.

    Columns may be parted by commas, semicolons or tabs, named in English or
    Indonesian and stand in any order. Empty rows are skipped, control
    characters and signs that nothing shows dropped. 3/4/2026 is the 3rd of
    April, unless another row shows that the file has the month first: then
    each such date is named, since it could be either.

    Args:
        path: of a CSV file in UTF-8, made by `write_interview_template`.

    Returns:
        An Interview for each row, [] if there is none.

    Raises:
        FileNotFoundError: if there is no such file.
        ValueError: with each bad row's line number and what is wrong in it.

    Example:
        >>> import tempfile
        >>> from mnist_course import chapter3
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = f"{folder}/interviews.csv"
        ...     chapter3.write_interview_template(path)
        ...     with open(path, "a", encoding="utf-8") as file:
        ...         _ = file.write("N1,teacher,,2026-03-31,,,,code,\\n")
        ...     chapter3.read_interviews(path)[0].role
        'teacher'
    """
    remedy = _("Make one: write_interview_template(path).")
    path = find_file(path, "path", remedy)
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(data[: error.start + 1].splitlines())
        remedy = _(
            "Save it again as UTF-8: in Excel choose the file type "
            '"CSV UTF-8", in LibreOffice the character set "UTF-8".'
        )
        _refuse_rows(path, [(line, _("not UTF-8"))], remedy)
    # Tabs and the ends of lines part columns and rows.
    parts = SPACES.sub(" ", text).split("\t")
    rows, problems = _split_rows("\t".join(map(printable, parts)))
    if not rows:
        _refuse_rows(path, problems)
    line, header = rows.pop(0) if rows else (1, [])
    columns, wrong = _read_header(header)
    _refuse_rows(path, [(line, problem) for problem in wrong])
    interviews: list[Interview] = []
    lines: dict[str, int] = {}
    dates: dict[int, str] = {}
    for line, fields in rows:
        # Excel ends each row with the same empty fields, the header, too.
        extra = len(fields) > len(header) or any(fields[len(columns) :])
        fields += [""] * (len(columns) - len(fields))
        row = dict(zip(columns, fields, strict=False))
        dates[line] = row["date"]
        wrong = list(_find_problems(row, lines, len(columns), extra))
        problems += [(line, problem) for problem in wrong]
        lines.setdefault(row["code"].casefold(), line)
        if not wrong:
            values: dict[str, Any] = row | {"date": _read_date(row["date"])}
            values["consent"] = CONSENTS[row["consent"].lower()]
            if values["consent"] == "code":
                _warn_of_name(line, row)
                values["name"] = ""  # what must not be shown is not stored
            interviews.append(Interview(**values))
    problems += _find_month_first(dates)
    _refuse_rows(path, sorted(problems, key=lambda problem: problem[0]))
    return interviews


def name_column(name: str) -> str:
    """Return a column's name in the language set."""
    return COLUMNS[name] if get_language() == "id" else name


def _split_rows(text: str) -> tuple[list[tuple[int, list[str]]], Problems]:
    """Return each row that holds something, with the line it starts in.

    A row that cannot be read ends the file, and is told beside them.
    """
    told = SEPARATOR.match(text)
    text = "\n" + text[told.end() :] if told else text
    start = text.lstrip("\n").partition("\n")[0]
    delimiter = told[1] if told else max(",;\t", key=start.count)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True
    )
    rows, line = [], 1
    try:
        for fields in reader:
            fields = [field.strip() for field in fields]
            if any(fields):
                rows.append((line, fields))
            line = reader.line_num + 1
    except csv.Error as error:
        problem = _(
            "cannot be read from here on ({error}): each quotation mark "
            "that opens a text must be closed",
            error=error,
        )
        return rows, [(line, problem)]
    return rows, []


def _read_header(header: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the columns' English names and what is wrong with them."""
    english = {name: name for name in COLUMNS}
    english |= {indonesian: name for name, indonesian in COLUMNS.items()}
    while header and not header[-1]:
        header = header[:-1]
    names = [english.get(name.lower(), "") for name in header]
    problems = [
        _("unknown column {name}", name=_quote(given))
        for given, name in zip(header, names, strict=True)
        if not name
    ]
    for name in COLUMNS:
        shown = _quote(name_column(name))
        if name not in names:
            problems.append(_("the column {name} is missing", name=shown))
        elif names.count(name) > 1:
            problems.append(
                _("the column {name} stands there twice", name=shown)
            )
    return names, problems


def _find_problems(
    row: dict[str, str], lines: dict[str, int], columns: int, extra: bool
) -> Iterator[str]:
    """Yield what is wrong in a row, each with its remedy."""
    if extra:
        yield _(
            "more fields than the {count} columns; put quotation marks "
            "round a text that holds the sign between columns",
            count=columns,
        )
    for name in ("code", "role"):
        if not row[name]:
            yield _("{name} is empty; fill it in", name=name_column(name))
    first = lines.get(row["code"].casefold())
    if row["code"] and first:
        yield _(
            "the code {code} stands in line {line} already; give each "
            "interview its own",
            code=_quote(row["code"]),
            line=first,
        )
    date = _read_date(row["date"])
    if date is None:
        yield _(
            "the date {date} is none; write 2026-03-31 or 31/03/2026",
            date=_quote(row["date"]),
        )
    elif date > datetime.date.today():
        yield _(
            "the date {date} is still to come; write the day of the interview",
            date=_quote(row["date"]),
        )
    consent = CONSENTS.get(row["consent"].lower())
    if consent is None:
        yield _(
            "consent is {consent}; ask the interviewee, then write code "
            "(of the person only code and role are shown) or name",
            consent=_quote(row["consent"]),
        )
    elif consent == "name" and not row["name"]:
        yield _("consent is name, but the name is empty; fill it in")


def _warn_of_name(line: int, row: dict[str, str]) -> None:
    """Warn where a text that is shown holds a name that must not be."""
    shown = " ".join(row[name] for name in ("role", "topic", "summary"))
    parts = re.findall(r"\w{3,}", row["name"])
    found = [p for p in parts if re.search(rf"(?i)\b{p}\b", shown)]
    if found:
        warnings.warn(
            _(
                "Line {line}: {name} stands in a text that the chapter shows, "
                "though consent is code. Take it out, or ask for consent.",
                line=line,
                name=", ".join(found),
            ),
            stacklevel=3,
        )


def _read_date(text: str) -> datetime.date | None:
    """Return the day that a text names, None if it names none."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        with suppress(ValueError):
            return datetime.datetime.strptime(text, form).date()
    return None


def _find_month_first(dates: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Dates that could have day or month first, if one shows the month."""
    parts = {
        line: (int(match[1]), int(match[2]))
        for line, text in dates.items()
        if (match := DAY_AND_MONTH.fullmatch(text))
    }
    shows = next((n for n, (one, two) in parts.items() if one <= 12 < two), 0)
    for line, (one, two) in parts.items():
        if shows and one != two and max(one, two) <= 12:
            yield (
                line,
                _(
                    "the date {date} may have the month first, as line "
                    "{other} has; write it as 2026-03-31",
                    date=_quote(dates[line]),
                    other=shows,
                ),
            )


def _refuse_rows(path: Path, problems: Problems, remedy: str = "") -> None:
    """Raise one error that lists the problems, if there are any."""
    listed = "".join(
        "\n  " + _("line {line}: {problem}", line=line, problem=problem)
        for line, problem in problems
    )
    if listed:
        refuse(
            "path",
            _("name a file whose every row can be read"),
            f"{path.name}:{listed}",
            "\n" + (remedy or _("Correct these lines, then read again.")),
        )


def _quote(text: str) -> str:
    """Quote a text of the file, cut off where it is long."""
    return f'"{shorten(text, 40, placeholder="…")}"'
