"""A file of interviews is read as it is meant, or each bad row is named."""

import datetime
import doctest
import re
import time
import warnings

import pytest

from mnist_course.chapter3 import (
    interviews,
    read_interviews,
    write_interview_template,
)
from mnist_course.chapter3.interviews import COLUMNS
from mnist_helpers import set_language

HEADER = ",".join(COLUMNS)
GOOD = "N1,lecturer,Example University,2026-03-31,Bandung,CNN,Said so,code,"
TOMORROW = datetime.date.today() + datetime.timedelta(days=1)


def write(tmp_path, *lines, encoding="utf-8", end="\n"):
    path = tmp_path / "interviews.csv"
    path.write_bytes(end.join([*lines, ""]).encode(encoding))
    return path


def problems_of(path) -> list[str]:
    with pytest.raises(ValueError) as caught:
        read_interviews(path)
    lines = str(caught.value).split("\n")
    assert lines[0].startswith("`path` ") and "interviews.csv" in lines[0]
    return [line.strip().removesuffix(".") for line in lines[1:-1]]


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_template_with_no_rows_gives_no_interview(tmp_path, language):
    set_language(language)
    path = tmp_path / "interviews.csv"
    write_interview_template(path)
    assert read_interviews(path) == []
    text = path.read_text("utf-8-sig")
    expected = {"en": HEADER, "id": ";".join(COLUMNS.values())}[language]
    assert text == expected + "\n"


def test_a_template_never_overwrites_a_file(tmp_path):
    path = write(tmp_path, HEADER, GOOD)
    before = path.read_bytes()
    with pytest.raises(FileExistsError, match="`path` must"):
        write_interview_template(path)
    assert path.read_bytes() == before


def test_a_missing_file_is_refused_with_the_remedy(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(FileNotFoundError, match="write_interview_templ"):
            read_interviews(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("header", [list(COLUMNS), list(COLUMNS.values())])
def test_every_way_that_office_programs_write_is_read(
    tmp_path, delimiter, encoding, end, header
):
    rows = [header, GOOD.split(","), [""] * 9, ["  "], [""]]
    path = write(
        tmp_path, *map(delimiter.join, rows), encoding=encoding, end=end
    )
    (interview,) = read_interviews(path)
    assert interview.code == "N1"
    assert interview.institution == "Example University"
    assert interview.date == datetime.date(2026, 3, 31)
    assert interview.summary == "Said so"


@pytest.mark.parametrize(
    "text", ["2026-03-31", "31/03/2026", "31-03-2026", "31/3/2026"]
)
def test_dates_are_read_in_each_form(tmp_path, text):
    path = write(tmp_path, HEADER, GOOD.replace("2026-03-31", text))
    assert read_interviews(path)[0].date == datetime.date(2026, 3, 31)


def test_dates_of_an_american_file_are_all_named_once_one_shows_it(tmp_path):
    dates = ["3/4/2026", "3/31/2026", "5/5/2026", "2026-03-04", "12/1/2025"]
    rows = [f"N{n},r,,{date},,,,code," for n, date in enumerate(dates)]
    found = problems_of(write(tmp_path, HEADER, *rows))
    assert [text.partition(":")[0] for text in found] == (
        ["line 2", "line 3", "line 6"]
    )
    assert '"3/4/2026" may have the month first, as line 3 has' in found[0]
    assert '"3/31/2026" is none' in found[1]
    # Nothing shows it: the day stands first, as in Indonesia.
    path = write(tmp_path, HEADER, rows[0])
    assert read_interviews(path)[0].date == datetime.date(2026, 4, 3)


@pytest.mark.parametrize(
    ("first", "delimiter"),
    [("sep=,", ","), ('"SEP=;"', ";"), ("sep=;;;;;;;;;", ";"), ("sep=|", "|")],
)
def test_a_first_line_for_excel_says_what_parts_columns(
    tmp_path, first, delimiter
):
    rows = [HEADER, GOOD, "N2,r,,never,,,,code,"]
    rows = [row.replace(",", delimiter) for row in rows]
    path = write(tmp_path, first, *rows[:2], encoding="utf-8-sig")
    assert read_interviews(path)[0].code == "N1"
    found = problems_of(write(tmp_path, first, *rows))
    assert found[0].startswith("line 4: ")


@pytest.mark.parametrize(
    "unseen",
    ["\ufeff", "\u200b", "\u200e", "\u2060", "\u00ad", "\u00a0", "\u202f"],
)
def test_signs_that_nothing_shows_are_no_part_of_a_word(tmp_path, unseen):
    header = f"{unseen}co{unseen if unseen.strip() else ''}de," + (
        HEADER.partition(",")[2] + unseen
    )
    row = GOOD.replace("lecturer", f"{unseen}lecturer{unseen}")
    path = write(tmp_path, header, row, encoding="utf-8-sig")
    (interview,) = read_interviews(path)
    assert (interview.code, interview.role) == ("N1", "lecturer")


def test_a_name_is_stored_only_where_the_interviewee_agreed(tmp_path):
    rows = [
        f"N{n},r,,1/2/2026,,,,{consent},Budi"
        for n, consent in enumerate(["name", "nama", "code", "Kode"])
    ]
    interviews = read_interviews(write(tmp_path, HEADER, *rows))
    shown = [interview.name or interview.code for interview in interviews]
    assert shown == ["Budi", "Budi", "N2", "N3"]
    assert "Budi" not in repr(interviews[2:])


def test_each_bad_row_is_named_with_its_line_in_one_error(tmp_path):
    path = write(
        tmp_path,
        HEADER,
        'N1,r,,2026-03-31,,,"two\nlines",code,',  # lines 2 and 3
        "N2,r,,31 March,,,,code,",
        f"N3,r,,{TOMORROW},,,,code,",
        "N4,r,,2026-03-31,,,,,",
        "N5,r,,2026-03-31,,,,yes,",
        "",
        "n1,r,,2026-03-31,,,,code,",
        ",,,2026-02-30,,,,name,",
        "N6,r,,2026-03-31,,,a,b,code,,",
        "N7,r,,2026-03-31,,,fine,code",
    )
    found = problems_of(path)
    assert [int(re.match(r"line (\d+): ", text)[1]) for text in found] == (
        [4, 5, 6, 7, 9, 10, 10, 10, 10, 11, 11]
    )
    text = "\n".join(found)
    assert '"31 March"' in found[0] and "2026-03-31" in found[0]
    assert f'"{TOMORROW}"' in found[1] and "still to come" in found[1]
    assert 'consent is ""' in found[2] and '"yes"' in found[3]
    assert '"n1" stands in line 2' in found[4]
    assert "code is empty" in text and "role is empty" in text
    assert '"2026-02-30"' in text and "the name is empty" in text
    assert "more fields than the 9 columns" in found[9]


def test_columns_unknown_missing_or_doubled_are_named(tmp_path):
    header = HEADER.replace("place", "palce").replace("topic", "role")
    assert problems_of(write(tmp_path, header, GOOD)) == [
        'line 1: unknown column "palce"',
        'line 1: the column "role" stands there twice',
        'line 1: the column "place" is missing',
        'line 1: the column "topic" is missing',
    ]
    assert len(problems_of(write(tmp_path))) == len(COLUMNS)


def test_lines_that_are_not_utf8_are_named(tmp_path):
    path = write(
        tmp_path, HEADER, GOOD, GOOD.replace("Said", "dé"), encoding="latin-1"
    )
    assert problems_of(path) == ["line 3: not UTF-8"]
    path = write(tmp_path, HEADER, encoding="utf-16")
    assert problems_of(path)[0] == "line 1: not UTF-8"


def test_a_quotation_mark_left_open_is_named(tmp_path):
    path = write(tmp_path, HEADER, GOOD, 'N2,"r,,2026-03-31,,,,code,', GOOD)
    (problem,) = problems_of(path)
    assert problem.startswith("line 3: cannot be read from here on")


def test_hostile_texts_stay_text_without_control_characters(tmp_path):
    text = "=cmd|' /C calc'!A0 <b> \\input{x} $x$"
    path = write(
        tmp_path, HEADER, GOOD.replace("Said so", f"\x00\x07{text}\x1b\u202e")
    )
    assert read_interviews(path)[0].summary == text


def test_ten_thousand_rows_are_read_in_seconds(tmp_path):
    rows = [GOOD.replace("N1", f"N{n}") for n in range(10_000)]
    path = write(tmp_path, HEADER, *rows)
    start = time.process_time()
    assert len(read_interviews(path)) == 10_000
    assert time.process_time() - start < 5
    bad = write(tmp_path, HEADER, *[row + "," * 2 + "x" for row in rows])
    assert len(problems_of(bad)) == 10_000


@pytest.mark.parametrize(
    ("consent", "summary", "warned"),
    [
        ("code", "Bu siti menjawab", True),
        ("code", "Sitinurbaya lain", False),
        ("name", "Bu Siti menjawab", False),
    ],
)
def test_a_name_that_must_not_be_shown_is_warned_of(
    tmp_path, consent, summary, warned
):
    row = f"N1,guru,,2026-03-31,,,{summary},{consent},Siti Aminah"
    path = write(tmp_path, HEADER, row)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        read_interviews(path)
    assert [("Siti" in str(w.message) or "siti" in str(w.message))
            for w in seen] == [True] * warned  # fmt: skip


def test_columns_may_stand_in_any_order_and_case(tmp_path):
    names = " , ".join(reversed(COLUMNS)).upper()
    row = ",".join(reversed(GOOD.split(",")))
    assert read_interviews(write(tmp_path, names, row))[0].role == "lecturer"


def test_the_examples_give_what_they_show():
    result = doctest.testmod(interviews)
    assert result.failed == 0 < result.attempted
