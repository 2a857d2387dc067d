"""The Word file that a chapter is written on: its page, styles, numbering.

In: `thesis.docx` or a campus's own document. Out: it without its text, with
every style that a chapter needs; its bytes without a date, so that the same
chapter gives the same file.
"""

import io
import zipfile
from collections.abc import Collection, Sequence
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from mnist_helpers.checks import refuse
from mnist_helpers.files import find_file
from mnist_helpers.language import _, get_language

from .layout import printable

THESIS = Path(__file__).with_name("thesis.docx")
LOCALES = {"en": "en-GB", "id": "id-ID"}
REFERENCES = qn("w:headerReference"), qn("w:footerReference")
NO_DATE = datetime(2000, 1, 1)


def open_document(
    path: str | Path | None, margins: Sequence[float] | None
) -> WordDocument:
    """Open a Word file, without its text, with one of its pages.

    path: None takes `thesis.docx`; margins: left, top, right, bottom in cm,
    None leaves the document's.
    """
    if path:
        find_file(path, "document")
    try:
        document = Document(str(path or THESIS))
    except (ValueError, KeyError, OSError, OpcError) as error:
        refuse(
            "document",
            _("be a Word file (.docx)"),
            _("a file that cannot be read: {error}", error=error),
            _("Save it in Word as .docx."),
        )
    _clear(document)
    if margins:
        section = document.sections[0]
        sides = ("left", "top", "right", "bottom")
        for side, width in zip(sides, margins, strict=True):
            setattr(section, f"{side}_margin", Cm(width))
    return document


def _clear(document: WordDocument) -> None:
    """Take the text away, leave the page that the chapters stand on.

    A campus's own has others for cover, lists and appendix: theirs are not
    where the headings within chapters are.
    """
    body = document.element.body
    body.get_or_add_sectPr()
    pages = list(document.sections)
    parts = [list(page.iter_inner_content()) for page in pages]
    names = [[p.style.name for p in part if p.style] for part in parts]
    weights = [(n.count("Heading 2"), len(n)) for n in names]
    place = weights.index(max(weights))
    page = pages[place]._sectPr
    # What stands above and below is that of the pages before, if not said.
    for before in reversed(pages[:place]):
        known = {(r.tag, r.get(qn("w:type"))) for r in page.iter(*REFERENCES)}
        for each in list(before._sectPr.iter(*REFERENCES)):
            if (each.tag, each.get(qn("w:type"))) not in known:
                page.insert(0, each)
    body[:] = [page]


def text_width(document: WordDocument) -> float:
    """Return the width of the page's text, in cm."""
    page = document.sections[0]
    # A document that does not say it is A4 to Word, with its usual margins.
    width, *margins = (
        usual if side is None else side.cm
        for side, usual in (
            (page.page_width, 21.0),
            (page.left_margin, 2.54),
            (page.right_margin, 2.54),
            (page.gutter, 0.0),
        )
    )
    return width - sum(margins)


def lend_styles(
    document: WordDocument, styles: Collection[str], chapter: str
) -> set[int]:
    """Lend it the styles that it lacks.

    Returns the levels, 1 to 3, whose headings number themselves, the first
    of them then from `chapter` on.
    """
    there = {style.name for style in document.styles}
    for style in Document(str(THESIS)).styles:
        if style.name in styles and style.name not in there:
            lent = deepcopy(style.element)
            # A list of its own may have the number of our headings' list.
            for numbers in lent.xpath("./w:pPr/w:numPr"):
                numbers.getparent().remove(numbers)
            document.styles.element.append(lent)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LOCALES[get_language()])
    lists = {level: _free_list(document, level) for level in (1, 2, 3)}
    if lists[1] and chapter:
        top = lists[1][0]
        if top.find(qn("w:start")) is None:
            top.insert(0, OxmlElement("w:start"))
        top.find(qn("w:start")).set(qn("w:val"), chapter)
        text = top.find(qn("w:lvlText"))
        if text.get(qn("w:val")) == "BAB %1":
            text.set(qn("w:val"), _("CHAPTER") + " %1")
    return {level for level, found in lists.items() if found}


def _free_list(document: WordDocument, level: int) -> list[Any]:
    """Take the restarts from the list that numbers a level's headings.

    Returns its levels, [] if the headings have no list.
    """
    style = document.styles[f"Heading {level}"]
    found: list[str] = []
    while style is not None and not found:
        found = style.element.xpath("./w:pPr/w:numPr/w:numId/@w:val")
        style = style.base_style
    if not found or found[0] == "0":
        return []
    numbering = document.part.numbering_part.element
    num = f"./w:num[@w:numId='{found[0]}']"
    for start in numbering.xpath(f"{num}/w:lvlOverride"):
        start.getparent().remove(start)
    (number,) = numbering.xpath(f"{num}/w:abstractNumId/@w:val") or [""]
    path = f"./w:abstractNum[@w:abstractNumId='{number}']"
    # A list may be another's, by the name of its style.
    (name,) = numbering.xpath(f"{path}/w:numStyleLink/@w:val") or [""]
    linked = f"./w:abstractNum[w:styleLink/@w:val='{name}']"
    return numbering.xpath(f"{path}/w:lvl | {linked}/w:lvl")


def save_document(document: WordDocument, title: str) -> bytes:
    """Return the bytes of a document that bears a title, and no date."""
    properties = document.core_properties
    properties.title = printable(title)
    properties.language = LOCALES[get_language()]
    properties.author = properties.comments = ""
    properties.last_modified_by = properties.keywords = ""
    properties.created = properties.modified = NO_DATE
    file, new = io.BytesIO(), io.BytesIO()
    document.save(file)
    with (
        zipfile.ZipFile(file) as parts,
        zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, NO_DATE.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, parts.read(name))
    return new.getvalue()
