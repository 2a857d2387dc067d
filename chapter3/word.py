"""Write a chapter as a Word file, set as Indonesian theses are.

A4, margins 4-3-3-3 cm, Times New Roman 12, one and a half lines. Headings
are Word's own, so that its navigation and table of contents find them;
the numbers of tables and figures are fields, so that they count on when the
chapter is pasted into a thesis.
"""

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from ..language import _, get_language
from .blocks import (
    Block,
    Figure,
    Heading,
    Paragraph,
    References,
    Sentence,
    Steps,
    Table,
    number_blocks,
    number_headings,
)
from .figures import image_size
from .layout import (
    column_widths,
    find_sources,
    is_short,
    numeric_columns,
    printable,
    split_chapter,
    table_rows,
)

LOCALES = {"en": "en-GB", "id": "id-ID"}
SERIF, MONO = "Times New Roman", "Courier New"
TWIPS = 567  # in a centimetre, Word's unit in tables
STEP_INDENT = Cm(0.75)
# A file that is made again is the same; zip cannot go below 1980.
NO_DATE = datetime.datetime(2000, 1, 1)
CODE_STYLE, TABLE_STYLE, SOURCE_STYLE = "Code", "Table Text", "Source"
INLINE_CODE_STYLE, FIGURE_STYLE = "Inline Code", "Figure"


def write_word(
    blocks: Sequence[Block],
    pictures: Mapping[str, Mapping[str, bytes]],
    *,
    title: str,
) -> bytes:
    """Return a chapter as the bytes of a DOCX file.

    Args:
        blocks: the chapter, in order.
        pictures: each figure's files by its key, from `draw_figures`.
        title: of the document, in its properties.
    """
    writer = _Writer(blocks, pictures)
    for place, block in enumerate(blocks):
        writer.add(place, block)
    return writer.save(title)


class _Writer:
    def __init__(
        self,
        blocks: Sequence[Block],
        pictures: Mapping[str, Mapping[str, bytes]],
    ) -> None:
        self.pictures = pictures
        self.names = number_blocks(blocks)
        self.numbers = number_headings(blocks)
        self.sources = find_sources(blocks)
        self.bookmarks = 0
        self.document = Document()
        _set_page(self.document)
        _set_styles(self.document)

    def add(self, place: int, block: Block) -> None:
        match block:
            case Heading():
                self.add_heading(block, self.numbers.get(place, ""))
            case Paragraph():
                self.add_sentence(block.sentence)
            case Steps():
                self.add_steps(block)
            case Table():
                self.add_table(block)
            case Figure():
                self.add_figure(block)
            case References():
                self.add_references(block)

    def add_heading(self, heading: Heading, number: str) -> None:
        if heading.level > 1:
            number = f"{number}\t" if number else ""
            text = printable(heading.text)
            self.document.add_heading(number + text, heading.level)
            return
        chapter, title = split_chapter(printable(heading.text))
        paragraph = self.document.add_heading("", 1)
        if chapter:
            paragraph.add_run(chapter).add_break()
        paragraph.add_run(title)

    def add_sentence(
        self, sentence: Sentence, style: str = "Body Text"
    ) -> WordParagraph:
        paragraph = self.document.add_paragraph(style=style)
        for span in sentence:
            if span.kind == "reference":
                self.add_reference(paragraph, span.text)
            elif span.kind == "cite":
                short = printable(self.sources[span.text].short)
                paragraph.add_run(f"({short})")
            elif span.kind == "code":
                paragraph.add_run(printable(span.text), INLINE_CODE_STYLE)
            else:
                paragraph.add_run(printable(span.text))
        return paragraph

    def add_reference(self, paragraph: WordParagraph, key: str) -> None:
        _add_field(
            paragraph,
            rf"REF {_bookmark(key)} \h \* MERGEFORMAT",
            self.names[key],
        )

    def add_caption(self, key: str, text: str) -> WordParagraph:
        """Add "Table 3.1. ...", its number a field, for references to it."""
        paragraph = self.document.add_paragraph(style="Caption")
        name = self.names[key]
        label, number = name.rsplit(".", 1)
        word = label.split()[0]
        self.bookmarks += 1
        start = OxmlElement("w:bookmarkStart")
        start.set(qn("w:id"), str(self.bookmarks))
        start.set(qn("w:name"), _bookmark(key))
        end = OxmlElement("w:bookmarkEnd")
        end.set(qn("w:id"), str(self.bookmarks))
        paragraph._p.append(start)
        paragraph.add_run(f"{label}.").bold = True
        for run in _add_field(paragraph, rf"SEQ {word} \* ARABIC", number):
            run.bold = True
        paragraph._p.append(end)
        paragraph.add_run(".").bold = True
        paragraph.add_run(f" {printable(text)}")
        return paragraph

    def add_table(self, table: Table) -> None:
        caption = self.add_caption(table.key, table.caption)
        caption.paragraph_format.keep_with_next = True
        body = self.document.element.body
        # The section's properties are the last thing of a body.
        body.insert(len(body) - 1, parse_xml(_table_xml(table)))
        note = self.document.add_paragraph(style=TABLE_STYLE)
        note.add_run(printable(table.note))
        note.paragraph_format.space_after = Pt(12)

    def add_figure(self, figure: Figure) -> None:
        png = self.pictures[figure.key]["png"]
        width, height = image_size(png)
        paragraph = self.document.add_paragraph(style=FIGURE_STYLE)
        shape = paragraph.add_run().add_picture(
            io.BytesIO(png), Cm(width), Cm(height)
        )
        properties = shape._inline.docPr
        properties.set("name", self.names[figure.key])
        properties.set("descr", printable(figure.alt).replace("\n", " "))
        caption = self.add_caption(figure.key, figure.caption)
        caption.paragraph_format.space_after = Pt(12)

    def add_steps(self, steps: Steps) -> None:
        for number, step in enumerate(steps.steps, start=1):
            paragraph = self.document.add_paragraph(style="Body Text")
            paragraph.add_run(
                f"{number}.\t{printable(step.title)}"
            ).bold = True
            # The number hangs, its text starts where the rest does.
            form = paragraph.paragraph_format
            form.left_indent, form.first_line_indent = (
                STEP_INDENT,
                -STEP_INDENT,
            )
            form.alignment, form.keep_with_next = ALIGN.LEFT, True
            self.add_part(step.done).keep_with_next = True
            code = self.document.add_paragraph(style=CODE_STYLE)
            code.add_run(printable(step.code))
            self.add_part(step.found)

    def add_part(self, sentence: Sentence):
        form = self.add_sentence(sentence).paragraph_format
        form.left_indent, form.first_line_indent = STEP_INDENT, Cm(0)
        # Names from code are long: to both sides, lines would gape.
        form.alignment = ALIGN.LEFT
        return form

    def add_references(self, references: References) -> None:
        heading = self.document.add_heading(_("References"), 2)
        heading.paragraph_format.first_line_indent = Cm(0)
        heading.paragraph_format.left_indent = Cm(0)
        for source in references.sources:
            self.document.add_paragraph(
                printable(source.full), style=SOURCE_STYLE
            )

    def save(self, title: str) -> bytes:
        properties = self.document.core_properties
        properties.title = printable(title)
        properties.language = LOCALES[get_language()]
        properties.author = properties.comments = ""
        properties.last_modified_by = properties.keywords = ""
        properties.created = properties.modified = NO_DATE
        file = io.BytesIO()
        self.document.save(file)
        return _without_dates(file.getvalue())


def _bookmark(key: str) -> str:
    """Return the name that a table or figure has inside the document."""
    return f"_Ref_{key}"[:40]


def _add_field(
    paragraph: WordParagraph, instruction: str, shown: str
) -> list[Run]:
    """Add a field of Word's with its result filled in already."""
    runs = []
    for part in ("begin", instruction, "separate", shown, "end"):
        run = paragraph.add_run()
        runs.append(run)
        if part is shown:
            run.text = shown
        elif part is instruction:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run._r.append(code)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), part)
            run._r.append(mark)
    return runs


def _table_xml(table: Table) -> str:
    """Return a table as Word stores it.

    Written as text: 10,000 rows would take python-docx's cells minutes.
    """
    frame = table.frame
    widths = [round(width * TWIPS) for width in column_widths(frame)]
    sides = ["right" if n else "left" for n in numeric_columns(frame)]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    whole = is_short(frame)
    rows = "".join(
        _row_xml(
            row,
            widths,
            sides,
            header=place == 0,
            keep=whole and place < len(frame),
        )
        for place, row in enumerate(table_rows(frame))
    )
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        '<w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row_xml(
    texts: Sequence[str],
    widths: Sequence[int],
    sides: Sequence[str],
    *,
    header: bool,
    keep: bool,
) -> str:
    """Return a row; `keep` keeps it on the page of the next one."""
    kept = "<w:keepNext/>" if keep else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{kept}'
        f'<w:jc w:val="{side}"/></w:pPr>'
        f"{_run_xml(text, bold=header)}</w:p></w:tc>"
        for text, width, side in zip(texts, widths, sides, strict=True)
    )
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _run_xml(text: str, *, bold: bool) -> str:
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>'
        for line in text.split("\n")
    )
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{lines}</w:r>"


def _set_page(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = Cm(4)
    section.top_margin = section.right_margin = section.bottom_margin = Cm(3)
    section.header_distance = section.footer_distance = Cm(1.5)
    footer = section.footer.paragraphs[0]
    footer.alignment = ALIGN.CENTER
    _add_field(footer, "PAGE", "1")
    # Else Word opens the file as one of an older Word.
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
            # Else Word spreads a line that ends in a line break.
            setting.getparent().insert(
                0, OxmlElement("w:doNotExpandShiftReturn")
            )


def _set_styles(document) -> None:
    styles = document.styles
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LOCALES[get_language()])
    normal = _shape(styles["Normal"], 12, after=0)
    normal.paragraph_format.widow_control = True

    body = _shape(styles["Body Text"], 12, lines=1.5, after=6)
    body.paragraph_format.alignment = ALIGN.JUSTIFY
    body.paragraph_format.first_line_indent = Cm(1.25)

    chapter = _shape(styles["Heading 1"], 14, bold=True, lines=1.5, after=18)
    chapter.paragraph_format.alignment = ALIGN.CENTER
    chapter.font.all_caps = True
    for level in (2, 3):
        heading = _shape(
            styles[f"Heading {level}"], 12, bold=True, before=12, after=6
        )
        # The number hangs before the title.
        heading.paragraph_format.left_indent = Cm(1.25)
        heading.paragraph_format.first_line_indent = Cm(-1.25)

    caption = _shape(styles["Caption"], 11, before=6, after=6)
    caption.paragraph_format.alignment = ALIGN.CENTER

    def new(name: str, size: float, **options) -> ParagraphStyle:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        return _shape(style, size, **options)

    new(TABLE_STYLE, 10, before=2, after=2)
    figure = new(FIGURE_STYLE, 12, before=12, after=0)
    figure.paragraph_format.alignment = ALIGN.CENTER
    figure.paragraph_format.keep_with_next = True
    source = new(SOURCE_STYLE, 12, after=6)
    source.paragraph_format.left_indent = Cm(1.25)
    source.paragraph_format.first_line_indent = Cm(-1.25)
    code = new(CODE_STYLE, 10, font=MONO, before=3, after=6)
    code.paragraph_format.left_indent = STEP_INDENT
    code.paragraph_format.keep_together = True
    grey = f'<w:shd {nsdecls("w")} w:val="clear" w:fill="F2F2F2"/>'
    # Word wants the properties in this order.
    code.element.get_or_add_pPr().insert_element_before(
        parse_xml(grey), "w:spacing", "w:ind", "w:jc"
    )
    inline = styles.add_style(INLINE_CODE_STYLE, WD_STYLE_TYPE.CHARACTER)
    _set_font(inline, MONO, 10)
    for style in (code, inline):
        style.font.no_proof = True


def _shape(
    style: ParagraphStyle,
    size: float,
    *,
    font: str = SERIF,
    bold: bool = False,
    lines: float = 1.0,
    before: float = 0,
    after: float = 0,
) -> ParagraphStyle:
    """Set a style's font, size and space (in points); its colour is black."""
    _set_font(style, font, size)
    style.font.bold, style.font.italic = bold, False
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = lines
    return style


def _set_font(style, font: str, size: float) -> None:
    style.font.name, style.font.size = font, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    # A font named by the theme would come before the one named here.
    for name in list(fonts.attrib):
        if name.lower().endswith("theme"):
            del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), font)


def _without_dates(data: bytes) -> bytes:
    """Return a zip file whose parts bear no time of writing."""
    new = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as parts,
        zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, NO_DATE.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, parts.read(name))
    return new.getvalue()
