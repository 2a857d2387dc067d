"""The same Markdown gives the same chapter in Word and LaTeX.

Texts that would run as a formula, a command or markup come out as text.
"""

import io
import os
import re
import shutil
import subprocess
import time
import zipfile

import numpy as np
import pandas as pd
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from hypothesis import given, strategies as st
from PIL import Image

from mnist_course.chapter3.equations import to_omml
from mnist_course.chapter3.latex import write_latex, write_setup
from mnist_course.chapter3.latex_text import escape as escape_latex
from mnist_course.chapter3.layout import (
    column_widths,
    is_short,
    numeric_columns,
    printable,
    table_rows,
)
from mnist_course.chapter3.parse import parse, plain
from mnist_course.chapter3.template import (
    Raw,
    escape,
    fill,
    show,
    tell_figures,
)
from mnist_course.chapter3.word import write_word
from mnist_course.chapter3.word_document import open_document, text_width
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
        "Count": [5923, -7, 992, 0],
        "Long": [LONG, "* list", "- list", "1. list"],
    }
)
MANY = pd.concat([FRAME[["Count"]]] * 40)
CODE = "for i in x:\n    print(f'{i}', \"```\")  # 50 % <b>"
TEMPLATE = """# BAB 3 METODOLOGI PENELITIAN

{{ section("data", "Data") }}

See {{ ref("counts") }} and {{ ref("bars") }}; by {{ ref("law") }} of \
{{ ref("data") }}; source {{ cite("lecun1998", "wilson1927") }}: \
`load(x_train, "a")` and *foreign*.

{{ hostile }}

{{ "1. no list" }}

{{ table("counts", "Counts " ~ show(hostile), as_is=True) }}

*Keterangan:* a note.

{{ part("part", "Part") }}

{{ figure("bars", "Bars 50 %") }}

{{ equation("law", "p_k = \\\\frac{e^{z_k}}{\\\\sum_{j} e^{z_j}}") }}

{{ section("steps", "Steps") }}

{% for _n in range(11) %}
{{ loop.index }}. **{{ hostile }}**

    Done.

    {{ code(lines, 4) }}

    Result: {{ 60000 }}.

{% endfor %}
{{ table("more", "More", as_is=True) }}

See {{ ref("more") }}.

## Daftar Pustaka

{{ references() }}
"""
SOURCES = {
    "lecun1998": {
        "short": "LeCun et al., 1998",
        "full": "LeCun, Y. (1998). Learning & more. *Proc.* Pp. 2278–2324.",
    },
    "wilson1927": {"short": "Wilson, 1927", "full": "Wilson, E. (1927). It."},
    "other": {"short": "Other, 2000", "full": "Other, O. (2000). Uncited."},
}


def draw() -> bytes:
    png = io.BytesIO()
    Image.new("L", (1200, 600), 200).save(png, "PNG")
    return png.getvalue()


PICTURES = {"figures/bars.png": draw()}


@pytest.fixture(scope="module")
def filled():
    set_language("id")
    facts = {"hostile": f"{HOSTILE} \x00\x07\x1b\u202e{SIGNS}", "lines": CODE}
    facts["tables"] = {"counts": FRAME, "more": MANY}
    facts["show"] = lambda text: Raw(show(text))
    yield fill(TEMPLATE, facts, chapter=3, figures=["bars"], sources=SOURCES)
    set_language("en")


@pytest.fixture(scope="module")
def blocks(filled):
    return parse(tell_figures(filled.text, {"bars": 'Ten "bars" \\ | <b>'}))


@pytest.fixture(scope="module")
def word_bytes(blocks):
    set_language("id")
    return write_word(blocks, PICTURES, title="Bab 3 & <b>")


@pytest.fixture
def word(word_bytes):
    return Document(io.BytesIO(word_bytes))


def styled(document, style: str) -> list[str]:
    return [
        "".join(t.text or "" for t in p._p.iter(qn("w:t")))
        for p in document.paragraphs
        if p.style.name == style
    ]


@given(st.text(max_size=60))
def test_what_is_shown_is_read_again_as_the_same_text(text):
    expected = " ".join(printable(text).split())
    parsed = parse(show(text))
    assert "".join(plain(block.text) for block in parsed) == expected
    assert [b.kind for b in parsed] == ["paragraph"] * bool(expected)
    assert all(s.kind in ("text", "reference") and not s.bold
               for b in parsed for s in b.text)  # fmt: skip


def test_blocks_are_what_the_template_says(blocks):
    assert [b.kind for b in blocks].count("item") == 11
    assert [b.code for b in blocks if b.kind == "code"] == [CODE] * 11
    captions = [(b.word, b.number) for b in blocks if b.kind == "caption"]
    assert captions == [("Table", "3.1"), ("Figure", "3.1"), ("Table", "3.2")]
    (rows,) = (b.rows for b in blocks if b.kind == "table" and len(b.rows) < 9)
    cells = [[plain(cell) for cell in row] for row in rows]
    lines = [[" ".join(x.split()) if "\n" not in x else x for x in row]
             for row in FRAME.astype(str).values.tolist()]  # fmt: skip
    assert cells == [list(FRAME.columns), *lines]
    references = [
        s.text for b in blocks for s in b.text if s[0] == "reference"
    ]
    names = "Tabel 3.1, Gambar 3.1, Persamaan (3.1), Subbab 3.1"
    assert references[:4] == names.split(", ")


def test_word_headings_are_numbered_by_their_style(word):
    assert styled(word, "Heading 1") == [
        "DAFTAR TABEL".title(),
        "Daftar Gambar",
        "METODOLOGI PENELITIAN",
    ]
    assert styled(word, "Heading 2") == ["Data", "Steps", "Daftar Pustaka"]
    assert styled(word, "Heading 3") == ["Part"]
    for level in (1, 2, 3):
        style = word.styles[f"Heading {level}"].element
        assert style.find(f".//{qn('w:numId')}") is not None
    numbering = word.part.numbering_part.element
    texts = [t.get(qn("w:val")) for t in numbering.iter(qn("w:lvlText"))]
    assert texts == ["BAB %1", "%1.%2", "%1.%2.%3"]
    start = next(numbering.iter(qn("w:start")))
    assert start.get(qn("w:val")) == "3"


def test_word_numbers_and_references_are_fields(word):
    assert styled(word, "Caption") == [
        f"Tabel 3.1. Counts {HOSTILE} {SIGNS}",
        "Gambar 3.1. Bars 50 %",
        "Tabel 3.2. More",
    ]
    fields = [
        field.text.strip() for field in word.element.iter(qn("w:instrText"))
    ]
    for wanted in (
        r"REF _Ref_Table_3_1 \h",
        r"REF _Ref_Equation_3_1 \h",
        r"REF _Ref_Section_3_1 \h \r",
        r"PAGEREF _Ref_Figure_3_1 \h",
        r"SEQ Tabel \* ARABIC \s 1",
        r"SEQ Gambar \* ARABIC \s 1",
        r"SEQ Persamaan \* ARABIC \s 1",
        r"STYLEREF 1 \s",
    ):
        assert wanted in fields, wanted
    marks = {
        mark.get(qn("w:name"))
        for mark in word.element.iter(qn("w:bookmarkStart"))
    }
    wanted = {f.split()[1] for f in fields if "REF _Ref" in f}
    assert wanted <= marks


def test_word_shows_every_text_as_text(word):
    body = styled(word, "Body Text")
    assert body[0] == (
        "See Tabel 3.1 and Gambar 3.1; by Persamaan (3.1) of Subbab 3.1; "
        "source (LeCun et al., 1998; Wilson, 1927): "
        'load(x_train, "a") and foreign.'
    )
    assert body[1] == f"{HOSTILE} {SIGNS}"
    assert body[2] == "1. no list"
    first = next(p for p in word.paragraphs if p.style.name == "Body Text")
    assert [r.text for r in first.runs if r.italic] == ["foreign"]


def test_word_tables_repeat_their_header_and_set_numbers_to_the_right(word):
    first, *others = word.tables[0].rows
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    for row in others:
        assert row._tr.trPr.find(qn("w:tblHeader")) is None
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None
    sides = [cell.paragraphs[0].alignment.name for cell in others[0].cells]
    assert sides == ["LEFT", "RIGHT", "LEFT"]


def test_word_pages_are_those_of_a_thesis(word):
    (page,) = word.sections
    assert abs(page.page_width - Cm(21)) < Cm(0.01)
    assert abs(page.page_height - Cm(29.7)) < Cm(0.01)
    for side, cm in (("left", 4), ("top", 3), ("right", 3), ("bottom", 3)):
        assert abs(getattr(page, f"{side}_margin") - Cm(cm)) < Cm(0.01)
    fonts = word.styles["Normal"].element.rPr.rFonts
    assert set(fonts.attrib.values()) == {"Times New Roman"}
    assert word.styles["Normal"].font.size == Pt(12)
    assert word.styles["Normal"].paragraph_format.line_spacing == 1.5
    assert word.styles["Code"].font.name == "Courier New"
    language = next(word.styles.element.iter(qn("w:lang")))
    assert language.get(qn("w:val")) == "id-ID"
    for margins, width in ((None, 14), ((3, 3, 2, 3), 16)):
        found = text_width(open_document(None, margins))
        assert found == pytest.approx(width, abs=0.01)


def test_word_takes_the_page_on_which_a_campus_has_its_chapters(tmp_path):
    campus = Document()
    front = campus.sections[0]
    front.header.paragraphs[0].text = "front matter"
    front.footer.paragraphs[0].text = "of the campus"
    campus.add_heading("ABSTRAK", 1)
    for _line in range(30):
        campus.add_paragraph("...")
    body = campus.add_section()
    body.left_margin = Cm(4)
    body.header.is_linked_to_previous = False
    body.header.paragraphs[0].text = "chapters"
    campus.add_heading("PENDAHULUAN", 1)
    campus.add_heading("Latar Belakang", 2)
    appendix = campus.add_section()
    appendix.page_width, appendix.page_height = Cm(29.7), Cm(21)
    appendix.header.is_linked_to_previous = False
    campus.add_paragraph("Lampiran")
    campus.save(tmp_path / "campus.docx")
    for margins, left in ((None, 4), ((3, 3, 2, 3), 3)):
        written = write_word(
            parse("# BAB 3 METODE\n\nA."),
            {},
            title="",
            document=tmp_path / "campus.docx",
            margins=margins,
        )
        (page,) = Document(io.BytesIO(written)).sections
        assert page.page_width.cm == pytest.approx(21.59, abs=0.01)
        assert page.left_margin.cm == pytest.approx(left, abs=0.01)
        assert page.header.paragraphs[0].text == "chapters"
        assert page.footer.paragraphs[0].text == "of the campus"


CHAPTER = "# BAB 3 METODE\n\n## 3.1 Data\n\nSee Section 3.1.\n"


def write_on(campus, folder):
    campus.save(folder / "campus.docx")
    path = folder / "campus.docx"
    written = write_word(parse(CHAPTER), {}, title="", document=path)
    return Document(io.BytesIO(written))


def read_fields(document):
    texts = document.element.body.iter(qn("w:instrText"))
    return [text.text.strip() for text in texts]


def test_headings_that_are_lent_take_no_list_of_the_campus(tmp_path):
    campus = Document()
    for style in list(campus.styles):
        if style.name.startswith("Heading"):
            style.element.getparent().remove(style.element)
    assert campus.part.numbering_part.element.xpath("./w:num[@w:numId='1']")
    word = write_on(campus, tmp_path)
    for level in (1, 2, 3):
        assert not word.styles[f"Heading {level}"].element.xpath(".//w:numPr")
    first, second, _text = word.paragraphs
    assert first.text == "CHAPTER 3\nMETODE" and second.text == "3.1\tData"
    # The bookmark holds the number alone, which the reference shows.
    assert read_fields(word) == [r"REF _Ref_Section_3_1 \h"]
    start, run, end = second._p[1:4]
    assert start.tag == qn("w:bookmarkStart") and run.text == "3.1"
    assert end.tag == qn("w:bookmarkEnd")


def test_styles_that_are_lent_take_font_and_spacing_of_the_campus(tmp_path):
    # Word stores a style when it is first used: most files lack these.
    campus = Document()
    used = ("Normal", "Default Paragraph Font", "Normal Table")
    for style in list(campus.styles):
        if style.name not in used:
            style.element.getparent().remove(style.element)
    campus.styles["Normal"].font.name = "Arial"
    campus.styles["Normal"].font.size = Pt(11)
    campus.styles["Normal"].paragraph_format.line_spacing = 2
    word = write_on(campus, tmp_path)
    lent = {style.name: style for style in word.styles}.keys() - {*used}
    assert {"Heading 1", "Heading 2", "Body Text", "Caption"} <= lent
    for name in lent - {"Code", "Inline Code", "Table Grid"}:
        style = word.styles[name]
        assert style.base_style.name == "Normal", name
        assert style.font.name is None, name
        assert style.element.rPr.find(qn("w:rFonts")) is None, name
    assert word.styles["Body Text"].font.size is None
    assert word.styles["Body Text"].paragraph_format.line_spacing is None


def test_the_text_is_as_wide_as_the_page_of_the_campus_leaves_it(tmp_path):
    def without_page(campus):
        campus.element.body.remove(campus.element.body.sectPr)

    def with_gutter(campus):
        campus.sections[0].gutter = Cm(1)

    def without_sizes(campus):
        page = campus.sections[0]
        page.page_width = page.left_margin = page.right_margin = None

    for change, margins, wanted in (
        (without_page, (4, 3, 3, 3), 14),
        (with_gutter, (4, 3, 3, 3), 21.59 - 4 - 3 - 1),
        (without_sizes, None, 21 - 2 * 2.54),  # A4, as Word takes it
    ):
        campus = Document()
        change(campus)
        campus.save(tmp_path / "campus.docx")
        width = text_width(open_document(tmp_path / "campus.docx", margins))
        assert width == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize("linked", [False, True])
def test_headings_keep_the_list_of_the_campus(tmp_path, linked):
    """A list in Roman numbers, made as Word makes it, or linked by name."""
    campus = Document()
    numbering = campus.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="upperRoman"/>'
        f'<w:lvlText w:val="BAB %1"/></w:lvl>'
        for n in range(2)
    )
    link = '<w:{} w:val="Chapters"/>'.format
    lists = {"90": levels}
    if linked:
        lists = {"90": link("numStyleLink"), "91": link("styleLink") + levels}
    space = numbering.nsmap["w"]
    for number, content in lists.items():
        numbering.insert(0, parse_xml(
            f'<w:abstractNum xmlns:w="{space}" w:abstractNumId="{number}">'
            f"{content}</w:abstractNum>"
        ))  # fmt: skip
    numbering.append(parse_xml(
        f'<w:num xmlns:w="{space}" w:numId="90"><w:abstractNumId w:val="90"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    ))  # fmt: skip
    for level in (1, 2):
        properties = campus.styles[f"Heading {level}"].element.pPr
        number = properties.get_or_add_numPr()
        number.get_or_add_numId().val = 90
    word = write_on(campus, tmp_path)
    first, second, _text = word.paragraphs
    assert first.text == "\nMETODE" and second.text == "Data"
    assert read_fields(word) == [r"REF _Ref_Section_3_1 \h \r"]
    top = word.part.numbering_part.element.xpath(
        "./w:abstractNum[w:lvl/w:lvlText/@w:val='BAB %1']/w:lvl/w:start/@w:val"
    )
    assert top == ["3"]
    assert not word.part.numbering_part.element.xpath(".//w:startOverride")


def test_word_figures_have_alt_text(word):
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr") == 'Ten "bars" \\ | <b>'
    assert shape.width <= Cm(14)


def test_word_bears_no_author_and_no_date(word, word_bytes):
    properties = word.core_properties
    assert properties.title == "Bab 3 & <b>"
    assert properties.author == properties.comments == ""
    assert properties.created.year == properties.modified.year == 2000
    archive = zipfile.ZipFile(io.BytesIO(word_bytes))
    assert {part.date_time[0] for part in archive.infolist()} == {2000}


def test_formulas_are_words_own():
    xml = to_omml(r"p_k = \frac{e^{z_k}}{\sum_{j} e^{z_j}}")
    assert xml.count("<m:f>") == xml.count("<m:nary>") == 1
    assert xml.count("<m:sSub>") == 3 and xml.count("<m:sSup>") == 2
    # What is added up stands inside the sum.
    assert "<m:e/></m:nary>" not in xml and "<m:e></m:e></m:nary>" not in xml
    text = re.sub(r"<[^>]+>", "", to_omml(r"f = \frac{1}{2} \text{a b}"))
    assert text == "f=12a b"


@pytest.fixture(scope="module")
def latex(blocks):
    set_language("id")
    return write_latex(
        blocks, PICTURES, title="Bab 3 & <b>", margins=(4, 3, 3, 3)
    )


def compile_pdf(folder, name: str) -> str:
    for program in ("pdflatex", "pdftotext"):
        if not shutil.which(program):
            assert not os.environ.get("CI"), f"{program} is missing"
            pytest.skip(f"{program} is not installed")
    for _run in range(2):
        run = subprocess.run(
            f"pdflatex -no-shell-escape -interaction=nonstopmode "
            f"-halt-on-error {name}.tex".split(),
            cwd=folder,
            capture_output=True,
            timeout=120,
        )
        log = (folder / f"{name}.log").read_text(errors="replace")
        assert run.returncode == 0, log[-3000:]
    assert "undefined references" not in log
    assert "Missing character" not in log
    text = subprocess.run(
        ["pdftotext", "-layout", f"{name}.pdf", "-"],
        cwd=folder,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return " ".join(text.split())


@pytest.fixture(scope="module")
def folder(latex, tmp_path_factory):
    folder = tmp_path_factory.mktemp("latex")
    (folder / "bab_3.tex").write_text(latex, encoding="utf-8")
    (folder / "setup.tex").write_text(write_setup(), encoding="utf-8")
    (folder / "figures").mkdir()
    picture = Image.open(io.BytesIO(PICTURES["figures/bars.png"]))
    picture.save(folder / "figures" / "bars.pdf")
    return folder


@pytest.fixture(scope="module")
def pdf_text(folder):
    return compile_pdf(folder, "bab_3")


def without_spaces(text: str) -> str:
    """Return a text however its lines were broken."""
    return "".join(text.split())


def test_latex_compiles_and_prints_hostile_texts(pdf_text):
    assert HOSTILE in pdf_text
    assert "é Nguy" in pdf_text and "– — ≥ ≤ − × ·" in pdf_text


def test_latex_has_the_numbers_of_the_other_files(pdf_text):
    assert "BAB 3 METODOLOGI PENELITIAN" in pdf_text
    assert without_spaces(
        "See Tabel 3.1 and Gambar 3.1; by Persamaan (3.1) of Subbab 3.1; "
        "source (LeCun et al., 1998; Wilson, 1927): "
        'load(x_train, "a")'
    ) in without_spaces(pdf_text)
    for words in (
        "3.1 Data|Tabel 3.1. Counts|3.1.1 Part|Gambar 3.1. Bars 50 %|3.2 Steps"
        "|Tabel 3.2. More|Daftar Pustaka|LeCun, Y. (1998). Learning & more."
    ).split("|"):
        assert words in pdf_text, words
    assert "Uncited" not in pdf_text
    # The long cell is there to its end, over several pages.
    assert pdf_text.count("word") >= 1000


def test_latex_can_be_pasted_into_a_plain_report(latex, folder, pdf_text):
    chapter = latex[latex.index("\n\\chapter{") :]
    thesis = (
        "\\documentclass{report}\n\\input{setup}\n\\begin{document}\n"
        "\\chapter{Satu}\n\\begin{equation}a\\end{equation}\n"
    )
    (folder / "thesis.tex").write_text(thesis + chapter, encoding="utf-8")
    text = compile_pdf(folder, "thesis")
    # Its numbers go on from those of the thesis.
    assert "Table 2.1" in text and "Tabel 2.1" in text
    assert "2.1 Data" in text and "(2.1)" in text


def test_latex_gives_signs_that_its_fonts_lack_by_number():
    assert escape_latex("你😀") == "{[}U+4F60{]}{[}U+1F600{]}"
    assert escape_latex("Ma'ruf 'x'") == (
        "Ma’ruf \\textquotesingle{}x\\textquotesingle{}"
    )
    assert escape_latex("ﬁ 10⁻⁴") == (
        "fi 10\\textsuperscript{\\textminus{}}\\textsuperscript{4}"
    )


def rows_of(frame):
    return [[*frame.columns], *frame.astype(str).values.tolist()]


def test_columns_of_numbers_differ_from_texts():
    frame = pd.DataFrame(
        {
            "a": [5923, 1],
            "b": [0.99, np.nan],
            "c": ["(28, 28)", "1"],
            "d": ["2026-03-31", "1"],
        }
    )
    sides = [True, True, False, False]
    assert numeric_columns(frame) == sides
    assert numeric_columns(frame[:0].rename_axis("digit")) == [False, *sides]
    total = frame.set_axis(pd.Index([0, "total"], name="digit"))
    assert numeric_columns(total) == [True, *sides]
    words = frame.set_axis(pd.Index(["one", "two"], name="layer"))
    assert numeric_columns(words) == [False, *sides]


def test_hundreds_of_rows_are_written_in_seconds():
    frame = pd.concat([FRAME[["Who | what", "Count"]]] * 100)
    template = "# BAB 3 X\n\n{{ table('big', 'Big', as_is=True) }}\n"
    start = time.process_time()
    text = fill(
        template, {"tables": {"big": frame}}, chapter=3, figures=(), sources={}
    ).text
    blocks = parse(text)
    word = write_word(blocks, {}, title="Big")
    latex = write_latex(blocks, {}, title="Big", margins=(4, 3, 3, 3))
    assert time.process_time() - start < 6
    rows = Document(io.BytesIO(word)).element.iter(qn("w:tr"))
    assert sum(1 for _row in rows) == 401
    assert text.count("\n| N1") == latex.count("\nN1 &") == 100


def test_tables_are_shown_as_a_notebook_shows_them():
    frame = pd.DataFrame(
        {"images": [60000, 7], "precision": [0.99, 0.9894]},
        index=pd.Index([0, "total"], name="digit"),
    )
    set_language("id")
    assert table_rows(frame) == [
        ["Digit", "Citra", "Presisi"],
        ["0", "60.000", "0,9900"],
        ["Total", "7", "0,9894"],
    ]
    words = pd.DataFrame({"Kode": ["images", "total"]})
    assert table_rows(words, as_is=True) == [["Kode"], ["images"], ["total"]]


def test_a_sign_of_markdown_is_escaped_only_where_it_is_one():
    assert escape("a & b") == "a \\& b"
    assert plain(parse(escape("a &amp; b"))[0].text) == "a &amp; b"


def test_control_characters_are_dropped_and_lines_kept():
    assert printable("a\x00b\r\nc\td\x1b\u202e\ud800e") == "ab\nc de"


def test_columns_fit_the_page_and_narrow_tables_stay_narrow():
    assert sum(column_widths(rows_of(FRAME), 14)) == pytest.approx(14)
    assert sum(column_widths(rows_of(FRAME[["Count"]]), 14)) < 3
    many = pd.DataFrame(
        [["x" * 50] * 20], columns=[f"c{n}" for n in range(20)]
    )
    assert sum(column_widths(rows_of(many), 14)) == pytest.approx(14)
    assert len(column_widths(rows_of(FRAME)[:1], 14)) == 3
    assert not is_short(rows_of(FRAME), 14)
    assert is_short(rows_of(FRAME[["Count"]]), 14)
