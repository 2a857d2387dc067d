"""The page, the styles and the fields of a thesis in Word.

A4, margins 4-3-3-3 cm, Times New Roman 12, one and a half lines.
"""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from mnist_helpers.language import get_language

LOCALES = {"en": "en-GB", "id": "id-ID"}
SERIF, MONO = "Times New Roman", "Courier New"
STEP_INDENT = Cm(0.75)
CODE_STYLE, TABLE_STYLE, SOURCE_STYLE = "Code", "Table Text", "Source"
INLINE_CODE_STYLE, FIGURE_STYLE = "Inline Code", "Figure"


def set_page(document: WordDocument) -> None:
    """Set paper, margins and the page's number."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = Cm(4)
    section.top_margin = section.right_margin = section.bottom_margin = Cm(3)
    section.header_distance = section.footer_distance = Cm(1.5)
    footer = section.footer.paragraphs[0]
    footer.alignment = ALIGN.CENTER
    add_field(footer, "PAGE", "1")
    # Else Word opens the file as one of an older Word.
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
            # Else Word spreads a line that ends in a line break.
            setting.getparent().insert(
                0, OxmlElement("w:doNotExpandShiftReturn")
            )


def set_styles(document: WordDocument) -> None:
    """Set the fonts, sizes and spaces of each kind of paragraph."""
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


def _set_font(style: Any, font: str, size: float) -> None:
    style.font.name, style.font.size = font, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    # A font named by the theme would come before the one named here.
    for name in list(fonts.attrib):
        if name.lower().endswith("theme"):
            del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), font)


def add_field(
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
