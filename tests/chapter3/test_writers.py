"""The same blocks give the same chapter in Word, LaTeX and Markdown.

Texts that would run as a formula, a command or markup come out as text.
"""

import io
import os
import re
import shutil
import subprocess
import time
import zipfile

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from markdown_it import MarkdownIt
from PIL import Image

from chapter3.blocks import (
    Figure,
    Heading,
    Paragraph,
    References,
    Source,
    Span,
    Step,
    Steps,
    Table,
)
from chapter3.latex import write_latex
from chapter3.latex_text import escape
from chapter3.layout import (
    TEXT_WIDTH,
    column_widths,
    is_short,
    numeric_columns,
    printable,
    table_rows,
)
from chapter3.markdown import write_markdown
from chapter3.word import write_word
from chapter3.write import build_files
from mnist_helpers import set_language

HOSTILE = (
    "=cmd|' /C calc'!A0 <b>x</b> &lt; \\input{x} \\\\ $x$ 50% a_b ~ ^ # \"q\" "
    "`t` *i* [l](u) ![i](u) -- << ,, ?` {y}"
)
SIGNS = "é Nguyễn – — ≥ ≤ − × · ² 10⁻⁴ ’ “ok” … €"
LONG = "word " * 1000 + "x" * 300
FRAME = pd.DataFrame(
    {
        "Who | what": ["N1", HOSTILE, "two\nlines", SIGNS],
        "Count": ["5.923", "−7", "99,2 %", "–"],
        "Long": [LONG, "* list", "- list", "1. list"],
    }
)
MANY = pd.concat([FRAME[["Count"]]] * 500)


def text(words: str, kind: str = "text") -> Span:
    return Span(kind, words)


def rows_of(frame):
    """The names of the columns, then each row, as they stand."""
    return [[*frame.columns], *frame.values.tolist()]


def draw():
    figure, axes = plt.subplots(figsize=(8, 3))
    axes.bar(range(10), range(10))
    return figure


def make_blocks() -> list:
    step = Step(
        "Load " + HOSTILE,
        (text("Loaded. "), text("f`x`", "code")),
        "for i in x:\n    print(f'{i}', \"```\")  # 50 % <b>",
        (text("60.000 images."),),
    )
    return [
        Heading(1, "BAB 3 METODOLOGI PENELITIAN"),
        Heading(2, "Data"),
        Paragraph(
            (
                text("See "),
                text("counts", "reference"),
                text(" and "),
                text("bars", "reference"),
                text("; source "),
                text("lecun1998", "cite"),
                text(": "),
                text('load(x_train, "a")', "code"),
            )
        ),
        Paragraph((text(f"{HOSTILE} \x00\x07\x1b\u202e{SIGNS}"),)),
        Paragraph((text("# no heading"),)),
        Paragraph((text("1. no list\n- nor this\n===\nnor that"),)),
        Table("counts", "Counts " + HOSTILE, FRAME, note="- Note."),
        Heading(3, "Part"),
        Figure("bars", "Bars 50 %", 'Ten "bars" \\ | <b>', draw()),
        Heading(2, "Steps"),
        Steps([step] * 11),
        Table("more", "More", MANY),
        Figure("other", "Other", "Another", draw()),
        References(
            [
                Source(
                    "lecun1998",
                    "LeCun et al., 1998",
                    "LeCun, Y. (1998). Learning & more. Pp. 2278–2324.",
                    "@article{lecun1998,\n  title = {Learning},\n}",
                )
            ]
        ),
    ]


@pytest.fixture(scope="module")
def files():
    set_language("id")
    files = build_files(make_blocks(), title="Bab 3 & <b>")
    set_language("en")
    return files


@pytest.fixture
def word(files):
    return Document(io.BytesIO(files["bab_3.docx"]))


def styled(document, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == style]


def test_the_same_blocks_give_the_same_bytes(files):
    set_language("id")
    assert build_files(make_blocks(), title="Bab 3 & <b>") == files


def test_every_file_is_there(files):
    figures = [
        f"figures/{key}.{form}"
        for key in ("bars", "other")
        for form in ("png", "pdf", "svg")
    ]
    texts = ["bab_3.docx", "bab_3.tex", "bab_3.md", "references.bib"]
    assert sorted(files) == sorted(texts + figures)
    assert files["references.bib"].startswith(b"@article{lecun1998,")
    picture = Image.open(io.BytesIO(files["figures/bars.png"]))
    assert round(picture.info["dpi"][0]) == 300


def test_word_has_headings_of_its_own_with_their_numbers(word):
    assert styled(word, "Heading 1") == ["BAB 3\nMETODOLOGI PENELITIAN"]
    assert styled(word, "Heading 2") == [
        "3.1\tData",
        "3.2\tSteps",
        "Daftar Pustaka",
    ]
    assert styled(word, "Heading 3") == ["3.1.1\tPart"]


def test_word_numbers_captions_with_fields_in_order(word):
    assert styled(word, "Caption") == [
        f"Tabel 3.1. Counts {HOSTILE}",
        "Gambar 3.1. Bars 50 %",
        "Tabel 3.2. More",
        "Gambar 3.2. Other",
    ]
    fields = [
        field.text.strip() for field in word.element.iter(qn("w:instrText"))
    ]
    assert fields[:2] == [
        r"REF _Ref_counts \h \* MERGEFORMAT",
        r"REF _Ref_bars \h \* MERGEFORMAT",
    ]
    assert fields[2:] == [
        rf"SEQ {kind} \* ARABIC" for kind in ("Tabel", "Gambar") * 2
    ]
    marks = [
        mark.get(qn("w:name"))
        for mark in word.element.iter(qn("w:bookmarkStart"))
    ]
    assert marks == ["_Ref_counts", "_Ref_bars", "_Ref_more", "_Ref_other"]


def test_word_shows_every_text_as_text(word):
    body = styled(word, "Body Text")
    assert body[0] == (
        "See Tabel 3.1 and Gambar 3.1; source (LeCun et al., 1998): "
        'load(x_train, "a")'
    )
    assert body[1] == f"{HOSTILE} {SIGNS}"
    table = word.tables[0]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [list(FRAME.columns), *FRAME.values.tolist()]


def test_word_repeats_header_rows_and_keeps_rows_whole(word):
    first, *others = word.tables[0].rows
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    for row in others:
        assert row._tr.trPr.find(qn("w:tblHeader")) is None
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None


def test_word_keeps_short_tables_on_one_page():
    short = pd.DataFrame({"n": [*"0123456789"]})
    block = Table("short", "Short", short)
    data = write_word([block], {}, title="Short")
    (table,) = Document(io.BytesIO(data)).tables
    kept = [
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next
        for row in table.rows
    ]
    assert kept == [True] * 10 + [None]
    assert is_short(table_rows(block))
    assert not is_short(rows_of(FRAME)) and not is_short(rows_of(MANY))


def test_word_sets_numbers_to_the_right(word):
    sides = [
        cell.paragraphs[0].alignment.name
        for cell in word.tables[0].rows[1].cells
    ]
    assert sides == ["LEFT", "RIGHT", "LEFT"]


def test_word_pages_are_those_of_a_thesis(word):
    (page,) = word.sections
    assert abs(page.page_width - Cm(21)) < Cm(0.01)
    assert abs(page.page_height - Cm(29.7)) < Cm(0.01)
    margins = (
        page.left_margin,
        page.top_margin,
        page.right_margin,
        page.bottom_margin,
    )
    for margin, cm in zip(margins, (4, 3, 3, 3), strict=True):
        assert abs(margin - Cm(cm)) < Cm(0.01)
    for name in ("Normal", "Body Text", "Heading 2", "Caption"):
        fonts = word.styles[name].element.rPr.rFonts
        assert set(fonts.attrib.values()) == {"Times New Roman"}, name
    assert word.styles["Body Text"].font.size == Pt(12)
    assert word.styles["Body Text"].paragraph_format.line_spacing == 1.5
    assert word.styles["Code"].font.name == "Courier New"
    language = next(word.styles.element.iter(qn("w:lang")))
    assert language.get(qn("w:val")) == "id-ID"


def test_word_figures_have_alt_text_and_fit_the_page(word):
    shapes = word.inline_shapes
    alts = [shape._inline.docPr.get("descr") for shape in shapes]
    assert alts == ['Ten "bars" \\ | <b>', "Another"]
    assert all(shape.width <= Cm(TEXT_WIDTH) for shape in shapes)


def test_word_bears_no_author_and_no_date(word, files):
    properties = word.core_properties
    assert properties.title == "Bab 3 & <b>"
    assert properties.author == properties.comments == ""
    assert properties.created.year == properties.modified.year == 2000
    archive = zipfile.ZipFile(io.BytesIO(files["bab_3.docx"]))
    assert {part.date_time[0] for part in archive.infolist()} == {2000}


def test_markdown_parsed_again_gives_the_texts(files):
    text = files["bab_3.md"].decode()
    html = MarkdownIt("commonmark").enable("table").parse(text)
    headings, cells, codes = [], [], []
    for token, inside in zip(html, html[1:], strict=False):
        if token.type == "heading_open":
            headings.append(f"{token.tag} {plain(inside)}")
        if token.type in ("th_open", "td_open"):
            cells.append(plain(inside))
        if token.type == "fence":
            codes.append(token.content)
    assert headings == [
        "h1 BAB 3 METODOLOGI PENELITIAN",
        "h2 3.1 Data",
        "h3 3.1.1 Part",
        "h2 3.2 Steps",
        "h2 Daftar Pustaka",
    ]
    expected = [*FRAME.columns, *FRAME.values.ravel()]
    assert cells[: len(expected)] == [cell.strip() for cell in expected]
    assert codes == [make_blocks()[10].steps[0].code + "\n"] * 11


def plain(token) -> str:
    """Return a parsed text; no HTML but line breaks may stand in it."""
    parts = []
    for child in token.children:
        if child.type == "html_inline":
            assert child.content == "<br>"
            parts.append("\n")
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        else:
            assert child.type in ("text", "text_special", "code_inline")
            parts.append(child.content)
    return "".join(parts)


def test_markdown_keeps_paragraphs_captions_pictures_and_steps(files):
    text = files["bab_3.md"].decode()
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inlines = [t for t in tokens if t.type == "inline"]
    paragraphs = [
        plain(token)
        for token, opening in zip(inlines, inlines, strict=True)
        if all(
            child.type in ("text", "text_special", "code_inline", "hardbreak")
            for child in opening.children
        )
    ]
    assert f"{HOSTILE} {SIGNS}" in paragraphs
    assert "# no heading" in paragraphs
    assert "1. no list\n- nor this\n===\nnor that" in paragraphs
    assert "- Note." in paragraphs
    images = [
        child.attrs["src"]
        for token in inlines
        for child in token.children
        if child.type == "image"
    ]
    assert images == ["figures/bars.png", "figures/other.png"]
    captions = re.findall(r"\*\*((?:Tabel|Gambar) [\d.]+)\.\*\*", text)
    assert captions == ["Tabel 3.1", "Gambar 3.1", "Tabel 3.2", "Gambar 3.2"]
    kinds = [token.type for token in tokens]
    assert kinds.count("ordered_list_open") == 1
    assert kinds.count("list_item_open") == 11


@pytest.fixture(scope="module")
def pdf_text(files, tmp_path_factory):
    for program in ("pdflatex", "pdftotext"):
        if not shutil.which(program):
            assert not os.environ.get("CI"), f"{program} is missing"
            pytest.skip(f"{program} is not installed")
    folder = tmp_path_factory.mktemp("latex")
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    for _run in range(2):
        run = subprocess.run(
            [
                "pdflatex",
                "-no-shell-escape",
                "-interaction=nonstopmode",
                "-halt-on-error",
                "bab_3.tex",
            ],
            cwd=folder,
            capture_output=True,
            timeout=120,
        )
        log = (folder / "bab_3.log").read_text(errors="replace")
        assert run.returncode == 0, log[-3000:]
    assert "undefined references" not in log
    assert "Missing character" not in log
    text = subprocess.run(
        ["pdftotext", "-layout", "bab_3.pdf", "-"],
        cwd=folder,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return " ".join(text.split())


def without_spaces(text: str) -> str:
    """Return a text however its lines were broken."""
    return "".join(text.split())


def test_latex_compiles_and_prints_hostile_texts(pdf_text):
    assert HOSTILE in pdf_text
    assert "é Nguy" in pdf_text and "– — ≥ ≤ − × ·" in pdf_text


def test_latex_has_the_numbers_of_the_other_files(pdf_text):
    assert "BAB 3 METODOLOGI PENELITIAN" in pdf_text
    assert without_spaces(
        "See Tabel 3.1 and Gambar 3.1; source (LeCun et al., 1998): "
        'load(x_train, "a")'
    ) in without_spaces(pdf_text)
    for words in (
        "3.1 Data",
        "Tabel 3.1. Counts",
        "3.1.1 Part",
        "Gambar 3.1. Bars 50 %",
        "3.2 Steps",
        "Tabel 3.2. More",
        "Gambar 3.2. Other",
        "Daftar Pustaka",
        "LeCun, Y. (1998). Learning & more.",
    ):
        assert words in pdf_text, words
    # The long cell is there to its end, over several pages.
    assert pdf_text.count("word") >= 1000


def test_latex_gives_signs_that_its_fonts_lack_by_number():
    assert escape("你😀") == "{[}U+4F60{]}{[}U+1F600{]}"
    assert escape("Ma'ruf 'x'") == (
        "Ma'ruf \\textquotesingle{}x\\textquotesingle{}"
    )
    assert escape("ﬁ 10⁻⁴") == (
        "fi 10\\textsuperscript{\\textminus{}}\\textsuperscript{4}"
    )


def test_control_characters_are_dropped_and_lines_kept():
    assert printable("a\x00b\r\nc\td\x1b\u202e\ud800e") == "ab\nc de"


def test_columns_of_numbers_differ_from_texts():
    frame = pd.DataFrame(
        {
            "a": ["5.923", "99,2 %", "–", ""],
            "b": ["0,99 ± 0,01", "−3", "+1", "1"],
            "c": ["(28, 28)", "1", "2", "3"],
            "d": ["", "-", "", ""],
            "e": ["2026-03-31", "1", "1", "1"],
        }
    )
    rows = rows_of(frame)
    assert numeric_columns(rows) == [True, True, False, False, False]
    assert numeric_columns(rows[:1]) == [False] * 5
    assert numeric_columns([["f"], *"0123", ["Total"]]) == [True]


def test_columns_fit_the_page_and_narrow_tables_stay_narrow():
    assert sum(column_widths(rows_of(FRAME))) == pytest.approx(TEXT_WIDTH)
    assert sum(column_widths(rows_of(FRAME[["Count"]]))) < 3
    many = pd.DataFrame(
        [["x" * 50] * 20], columns=[f"c{n}" for n in range(20)]
    )
    assert sum(column_widths(rows_of(many))) == pytest.approx(TEXT_WIDTH)
    assert len(column_widths(rows_of(FRAME)[:1])) == 3


def test_ten_thousand_rows_are_written_in_seconds():
    frame = pd.concat([FRAME[["Who | what", "Count"]]] * 2500)
    blocks = [Table("big", "Big", frame)]
    start = time.process_time()
    word = write_word(blocks, {}, title="Big")
    latex = write_latex(blocks, {}, folder="figures", title="Big")
    markdown = write_markdown(blocks, folder="figures")
    assert time.process_time() - start < 20
    rows = Document(io.BytesIO(word)).element.iter(qn("w:tr"))
    assert sum(1 for _row in rows) == 10_001
    assert markdown.count("\n| N1") == latex.count("\nN1 &") == 2500


def test_tables_are_shown_as_a_notebook_shows_them():
    frame = pd.DataFrame(
        {"images": [60000, 7], "precision": [0.99, 0.9894]},
        index=pd.Index([0, "total"], name="digit"),
    )
    set_language("id")
    assert table_rows(Table("a", "A", frame)) == [
        ["Digit", "Citra", "Presisi"],
        ["0", "60.000", "0,9900"],
        ["Total", "7", "0,9894"],
    ]
    words = pd.DataFrame({"Kode": ["images", "total"]})
    assert table_rows(Table("b", "B", words, as_is=True)) == [
        ["Kode"],
        ["images"],
        ["total"],
    ]


def test_labels_are_in_the_language_set():
    english = write_markdown(make_blocks(), folder="figures")
    set_language("id")
    indonesian = write_markdown(make_blocks(), folder="figures")
    assert "Table 3.1" in english and "Tabel 3.1" not in english
    assert "Tabel 3.1" in indonesian and "Table 3.1" not in indonesian
