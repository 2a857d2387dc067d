"""Write a chapter as a Word file, on a document that holds its styles.

In: the blocks of a chapter, its pictures, `thesis.docx` or a campus's own
document. Out: a DOCX whose headings are numbered by their style, whose
captions, references and lists are fields: pasted into a thesis they count on
from there. The same blocks give the same bytes.
"""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph

from mnist_helpers.language import _

from .drawings import image_size
from .equations import to_omml
from .layout import column_widths, is_short, printable
from .parse import Block, Span, Text, plain, split_reference
from .word_document import (
    lend_styles,
    open_document,
    save_document,
    text_width,
)

# The style of each kind of block; a document that lacks one gets ours.
STYLES = {
    "paragraph": "Body Text",
    "item": "List Step",
    "note": "Table Note",
    "code": "Code",
    "math": "Equation",
    "figure": "Figure",
    "caption": "Caption",
    "source": "Source",
    "table": "Table Text",
    "list": "table of figures",
    "inline": "Inline Code",
}
NEEDED = {*STYLES.values(), "Table Grid"} | {f"Heading {n}" for n in (1, 2, 3)}
SIDES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT}
LONG = 20  # lines of code that may break over a page


def write_word(
    blocks: Sequence[Block],
    pictures: Mapping[str, bytes],
    *,
    title: str,
    document: str | Path | None = None,
    margins: Sequence[float] | None = None,
) -> bytes:
    """Return a chapter as the bytes of a DOCX file.

    pictures: each figure as PNG, by its path; document: whose page and
    styles are taken; margins: left, top, right, bottom in cm.
    """
    word = open_document(document, margins)
    chapter = next((b.number for b in blocks if b.level == 1 and b.number), "")
    writer = _Writer(word, pictures, lend_styles(word, NEEDED, chapter))
    writer.add_lists([b for b in blocks if b.kind == "caption"])
    for block in blocks:
        writer.add(block)
    return save_document(word, title)


class _Writer:
    def __init__(
        self, document: Any, pictures: Mapping[str, bytes], numbered: set[int]
    ) -> None:
        self.document, self.pictures = document, pictures
        self.numbered, self.width = numbered, text_width(document)
        self.bookmarks = 0

    def add(self, block: Block) -> None:
        match block.kind:
            case "heading":
                self.add_heading(block)
            case "table":
                self.add_table(block)
            case "figure":
                self.add_figure(block)
            case "caption":
                self.add_caption(block)
            case "math":
                self.add_equation(block)
            case _:
                paragraph = self.new(block.kind)
                if block.kind == "item":
                    paragraph.add_run(f"{block.number}\t")
                    paragraph.paragraph_format.keep_with_next = True
                self.add_text(paragraph, block.text)
                if block.code:
                    paragraph.add_run(printable(block.code))
                    if block.code.count("\n") > LONG:
                        paragraph.paragraph_format.keep_together = False
                if block.level:
                    form = paragraph.paragraph_format
                    form.left_indent = Cm(0.75)
                    form.first_line_indent = Cm(0)

    def new(self, kind: str) -> WordParagraph:
        return self.document.add_paragraph(style=STYLES[kind])

    def add_text(self, paragraph: WordParagraph, text: Text) -> None:
        for span in text:
            if span.kind == "reference":
                self.add_reference(paragraph, span.text)
            elif span.kind == "break":
                paragraph.add_run().add_break()
            else:
                run = paragraph.add_run(printable(span.text))
                if span.kind == "code":
                    run.style = self.document.styles[STYLES["inline"]]
                run.italic, run.bold = span.italic or None, span.bold or None

    def add_reference(self, paragraph: WordParagraph, name: str) -> None:
        word, number, english = split_reference(name)
        instruction = rf"REF {_bookmark(name)} \h"
        if english == "Section":  # of a heading, the number alone is wanted
            paragraph.add_run(f"{word} ")
            own = number.count(".") + 1 in self.numbered
            self.add_field(paragraph, instruction + r" \r" * own, number)
        elif english == "Equation":
            paragraph.add_run(f"{word} ")
            self.add_field(paragraph, instruction, f"({number})")
        else:
            self.add_field(paragraph, instruction, name)

    def add_heading(self, block: Block) -> None:
        name = _("Section") + f" {block.number}"
        paragraph = self.document.add_paragraph(style=f"Heading {block.level}")
        if not block.number:
            form = paragraph.paragraph_format
            form.left_indent = form.first_line_indent = Cm(0)
            # No number: numbering "0" takes that of the style away.
            number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            number.get_or_add_numId().val = 0
        elif block.level == 1:
            if 1 not in self.numbered:
                paragraph.add_run(_("CHAPTER") + f" {block.number}")
            paragraph.add_run().add_break()
        elif block.level not in self.numbered:
            paragraph.add_run(block.number)
            # A reference shows the number, not what stands behind it.
            self.mark(paragraph, 0, name)
            paragraph.add_run("\t")
        self.add_text(paragraph, block.text)
        if 1 < block.level in self.numbered and block.number:
            self.mark(paragraph, 0, name)

    def mark(self, paragraph: WordParagraph, first: int, name: str) -> None:
        """Put a bookmark round the runs from `first` to the last so far."""
        runs = [child for child in paragraph._p if child.tag == qn("w:r")]
        open_, close = map(OxmlElement, ("w:bookmarkStart", "w:bookmarkEnd"))
        self.bookmarks += 1
        for mark in (open_, close):
            mark.set(qn("w:id"), str(self.bookmarks))
        open_.set(qn("w:name"), _bookmark(name))
        runs[first].addprevious(open_)
        runs[-1].addnext(close)

    def add_number(self, paragraph: WordParagraph, word: str, number: str):
        """Fields of chapter and place: 3.1, counted anew in each chapter."""
        chapter, _point, place = number.rpartition(".")
        if 1 in self.numbered:
            self.add_field(paragraph, r"STYLEREF 1 \s", chapter)
        else:
            paragraph.add_run(chapter)
        paragraph.add_run(".")
        again = r" \s 1" if 1 in self.numbered else ""
        self.add_field(paragraph, rf"SEQ {word} \* ARABIC{again}", place)

    def add_caption(self, block: Block) -> None:
        paragraph = self.new("caption")
        word = _(block.word)
        paragraph.add_run(f"{word} ")
        self.add_number(paragraph, word, block.number)
        for run in paragraph.runs:
            run.bold = True
        self.mark(paragraph, 0, f"{word} {block.number}")
        paragraph.add_run(". ").bold = True
        self.add_text(paragraph, block.text)
        if block.word == "Table":
            paragraph.paragraph_format.keep_with_next = True

    def add_equation(self, block: Block) -> None:
        """The formula in the middle, its number at the right edge."""
        paragraph = self.new("math")
        tabs = paragraph.paragraph_format.tab_stops
        tabs.add_tab_stop(Cm(self.width / 2), WD_TAB_ALIGNMENT.CENTER)
        tabs.add_tab_stop(Cm(self.width), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run("\t")
        paragraph._p.append(parse_xml(to_omml(block.code)))
        paragraph.add_run("\t")
        if block.number:
            first = len(paragraph.runs)
            paragraph.add_run("(")
            word = _("Equation")
            self.add_number(paragraph, word, block.number)
            paragraph.add_run(")")
            self.mark(paragraph, first, f"{word} {block.number}")

    def add_figure(self, block: Block) -> None:
        png = self.pictures[block.path]
        width, height = image_size(png)
        paragraph = self.new("figure")
        shape = paragraph.add_run().add_picture(
            io.BytesIO(png), Cm(width), Cm(height)
        )
        alt = printable(plain(block.text)).replace("\n", " ")
        shape._inline.docPr.set("descr", alt)
        shape._inline.docPr.set("name", Path(block.path).stem)

    def add_table(self, block: Block) -> None:
        texts = [[plain(cell) for cell in row] for row in block.rows]
        widths = [Cm(width) for width in column_widths(texts, self.width)]
        table = self.document.add_table(len(texts), len(widths), "Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        # Each row of a short table is kept on the page of the next.
        last = len(texts) - 1 if is_short(texts, self.width) else 0
        for at, (row, new) in enumerate(
            zip(block.rows, table.rows, strict=True)
        ):
            for mark in ("cantSplit", "tblHeader")[: 1 if at else 2]:
                new._tr.get_or_add_trPr().append(OxmlElement(f"w:{mark}"))
            for text, width, side, cell in zip(
                row, widths, block.sides, new.cells, strict=True
            ):
                cell.width = width
                (paragraph,) = cell.paragraphs
                paragraph.style = self.document.styles[STYLES["table"]]
                paragraph.alignment = SIDES[side]
                paragraph.paragraph_format.keep_with_next = at < last or None
                self.add_text(paragraph, text)
                for run in paragraph.runs if at == 0 else ():
                    run.bold = True
        self.document.add_paragraph(style=STYLES["note"])

    def add_lists(self, captions: Sequence[Block]) -> None:
        """Lists of tables and figures, each on its page.

        Number and page are fields; Word makes its own list of them by
        "Insert Table of Figures", since the captions are numbered by SEQ.
        """
        titles = {"Table": _("List of Tables"), "Figure": _("List of Figures")}
        for word, title in titles.items():
            listed = [c for c in captions if c.word == word]
            if not listed:
                continue
            self.add_heading(Block("heading", (Span("text", title),), level=1))
            for each in listed:
                paragraph = self.new("list")
                paragraph.paragraph_format.tab_stops.add_tab_stop(
                    Cm(self.width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
                )
                name = f"{_(word)} {each.number}"
                self.add_reference(paragraph, name)
                paragraph.add_run(f". {plain(each.text)}\t")
                self.add_field(
                    paragraph, rf"PAGEREF {_bookmark(name)} \h", "1"
                )

    def add_field(
        self, paragraph: WordParagraph, instruction: str, shown: str
    ) -> None:
        """Add a field of Word's with its result filled in already."""
        code = OxmlElement("w:instrText")
        code.set(qn("xml:space"), "preserve")
        code.text = f" {instruction} "
        begin, separate, end = (OxmlElement("w:fldChar") for _n in range(3))
        begin.set(qn("w:fldCharType"), "begin")
        separate.set(qn("w:fldCharType"), "separate")
        end.set(qn("w:fldCharType"), "end")
        for mark in (begin, code, separate):
            paragraph.add_run()._r.append(mark)
        paragraph.add_run(shown)
        paragraph.add_run()._r.append(end)


def _bookmark(name: str) -> str:
    """Return the name inside the document of "Tabel 3.1", in any language."""
    word, number, english = split_reference(name)
    return f"_Ref_{english}_{number.replace('.', '_')}"
