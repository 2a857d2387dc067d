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
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from mnist_helpers.language import _, get_language

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
from .drawings import image_size
from .layout import (
    column_widths,
    find_sources,
    is_short,
    numeric_columns,
    printable,
    split_chapter,
    table_rows,
)
from .word_styles import (
    CODE_STYLE,
    FIGURE_STYLE,
    INLINE_CODE_STYLE,
    LOCALES,
    SOURCE_STYLE,
    STEP_INDENT,
    TABLE_STYLE,
    add_field,
    set_page,
    set_styles,
)

TWIPS = 567  # in a centimetre, Word's unit in tables
# A file that is made again is the same; zip cannot go below 1980.
NO_DATE = datetime.datetime(2000, 1, 1)


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
        set_page(self.document)
        set_styles(self.document)

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
        add_field(
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
        for run in add_field(paragraph, rf"SEQ {word} \* ARABIC", number):
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
            self.add_part(step.result)

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


def _table_xml(table: Table) -> str:
    """Return a table as Word stores it.

    Written as text: 10,000 rows would take python-docx's cells minutes.
    """
    rows = table_rows(table)
    widths = [round(width * TWIPS) for width in column_widths(rows)]
    sides = ["right" if n else "left" for n in numeric_columns(rows)]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    last = len(rows) - 1 if is_short(rows) else 0
    lines = "".join(
        _row_xml(row, widths, sides, header=place == 0, keep=place < last)
        for place, row in enumerate(rows)
    )
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        '<w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"
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
    together = "<w:keepNext/>" if keep else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{together}'
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
