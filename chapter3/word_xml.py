"""Parts of a Word file that python-docx has no words for, as XML.

In: a table of the chapter. Out: the XML of its rows; a DOCX without dates.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from .layout import column_widths, is_short
from .parse import Block, Text, plain

NO_DATE = datetime(2000, 1, 1)
TWIPS = 567  # of a cm


def table_xml(block: Block, text_width: float) -> str:
    """Return a table as Word stores it.

    Written as text: 10,000 rows would take python-docx's cells minutes.
    """
    texts = [[plain(cell) for cell in row] for row in block.rows]
    widths = [round(w * TWIPS) for w in column_widths(texts, text_width)]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    last = len(texts) - 1 if is_short(texts, text_width) else 0
    lines = "".join(
        _row_xml(row, widths, block.sides, header=at == 0, keep=at < last)
        for at, row in enumerate(block.rows)
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
    row: Sequence[Text],
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
        f"{_runs_xml(text, bold=header)}</w:p></w:tc>"
        for text, width, side in zip(row, widths, sides, strict=True)
    )
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _runs_xml(text: Text, *, bold: bool) -> str:
    parts = []
    for span in text:
        look = "".join(
            f"<w:{name}/>"
            for name, on in (
                ("b", bold or span.bold),
                ("i", span.italic),
            )
            if on
        )
        if span.kind == "code":
            look = f'<w:rStyle w:val="InlineCode"/>{look}'
        inside = (
            "<w:br/>"
            if span.kind == "break"
            else f'<w:t xml:space="preserve">{escape(span.text)}</w:t>'
        )
        parts.append(f"<w:r><w:rPr>{look}</w:rPr>{inside}</w:r>")
    return "".join(parts)


def without_dates(data: bytes) -> bytes:
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
