"""Read a filled chapter: Markdown into the blocks that writers turn to files.

In: the Markdown of a filled template, perhaps changed by hand. Out: blocks
of spans, by markdown-it-py: whatever stands in the Markdown file stands in
Word and LaTeX, too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

WORDS = "Table|Figure|Equation|Section|Tabel|Gambar|Persamaan|Subbab"
# "Tabel 3.1", "Persamaan (3.2)", "Subbab 3.4.1": what a text refers to.
NAME = re.compile(rf"\b({WORDS}) \(?(\d+(?:\.\d+)+)\)?")
NUMBERED = re.compile(r"(\d+(?:\.\d+)+) (.*)", re.DOTALL)
CHAPTER = re.compile(r"((?:BAB|CHAPTER) (\d+))\s+(.+)", re.IGNORECASE)
TAG = re.compile(r"\s*\\tag\{([\d.]+)\}")


class Span(NamedTuple):
    """A piece of a text.

    kind: "text"; "code"; "break", the end of a line; "reference", to what
    has this name.
    """

    kind: str
    text: str
    italic: bool = False
    bold: bool = False


Text = tuple[Span, ...]


@dataclass(frozen=True)
class Block:
    """A part of a chapter.

    kind: heading, paragraph, note, gap, code, math, table, figure, caption,
    item (the first paragraph of a numbered one) or source; number: "3.1" of
    a heading, a caption or an equation, "1" of an item; level: of a heading,
    or 1 inside an item; rows and sides: of a table; path: of a figure.
    """

    kind: str
    text: Text = ()
    number: str = ""
    word: str = ""
    level: int = 0
    code: str = ""
    path: str = ""
    rows: Sequence[Sequence[Text]] = field(default_factory=list)
    sides: Sequence[str] = field(default_factory=list)


def parse(markdown: str) -> list[Block]:
    """Return the blocks of a chapter, in order."""
    parser = MarkdownIt("commonmark").enable("table")
    root = SyntaxTreeNode(parser.parse(markdown))
    blocks: list[Block] = []
    for node in root.children:
        blocks += _read(node, level=0, listed=_is_list(blocks))
    named = {b.word + b.number for b in blocks if b.number and b.word}
    return [_link(block, named) for block in blocks]


def plain(text: Text) -> str:
    """Return a text without its marks."""
    return "".join("\n" if s.kind == "break" else s.text for s in text)


def _is_list(blocks: Sequence[Block]) -> bool:
    """Whether the last heading is that of the reference list: unnumbered."""
    last = next((b for b in reversed(blocks) if b.kind == "heading"), None)
    return last is not None and last.level == 2 and not last.number


def _read(node: SyntaxTreeNode, level: int, listed: bool) -> Iterator[Block]:
    match node.type:
        case "heading":
            yield _read_heading(node)
        case "paragraph":
            yield _read_paragraph(node, level, listed)
        case "fence" | "code_block" if node.info.strip() == "math":
            tag = TAG.search(node.content)
            yield Block(
                "math",
                code=TAG.sub("", node.content).strip(),
                number=tag[1] if tag else "",
                word="Equation",
            )
        case "fence" | "code_block":
            yield Block("code", code=node.content.rstrip("\n"), level=level)
        case "table":
            yield _read_table(node)
        case "ordered_list" | "bullet_list":
            start = int(node.attrs.get("start", 1) or 1)
            ordered = node.type == "ordered_list"
            for place, item in enumerate(node.children, start):
                for at, child in enumerate(item.children):
                    for block in _read(child, 1, False):
                        if at == 0 and block.kind == "paragraph":
                            number = f"{place}." if ordered else "•"
                            block = Block("item", block.text, number)
                        yield block
        case "html_block" if not node.content.startswith("<!--"):
            yield Block("paragraph", (Span("text", node.content.strip()),))
        case "blockquote":
            for child in node.children:
                yield from _read(child, level, listed)


def _read_heading(node: SyntaxTreeNode) -> Block:
    text, level = _read_inline(node), int(node.tag[1])
    words = plain(text)
    if level == 1 and (chapter := CHAPTER.fullmatch(words)):
        name = (Span("text", chapter[3]),)
        return Block("heading", name, chapter[2], level=1)
    if found := NUMBERED.fullmatch(words):
        first, *others = text
        start = first.text[len(found[1]) :].lstrip()
        title = (first._replace(text=start), *others)
        return Block("heading", title, found[1], "Section", level)
    return Block("heading", text, level=level)


def _read_paragraph(node: SyntaxTreeNode, level: int, listed: bool) -> Block:
    inline = node.children[0]
    first = inline.children[0] if inline.children else None
    if first is not None and first.type == "image":
        alt = "".join(child.content for child in first.children)
        return Block(
            "figure", (Span("text", alt),), path=str(first.attrs["src"])
        )
    text = _read_inline(node)
    start = text[0] if text else Span("text", "")
    name = re.fullmatch(rf"({WORDS}) ([\d.]+\d)\.", start.text)
    if name and start.bold:
        second, *others = text[1:]
        rest = (second._replace(text=second.text.lstrip()), *others)
        return Block("caption", rest, name[2], _english(name[1]))
    if start.italic and re.match(r"(Keterangan|Note):", start.text):
        return Block("note", text)
    return Block("source" if listed else "paragraph", text, level=level)


def _english(word: str) -> str:
    names = WORDS.split("|")
    return names[names.index(word) % 4]


def _read_table(node: SyntaxTreeNode) -> Block:
    rows = [row.children for part in node.children for row in part.children]
    styles = [str(cell.attrs.get("style", "")) for cell in rows[0]]
    return Block(
        "table",
        rows=[[_read_inline(cell) for cell in row] for row in rows],
        sides=["right" if "right" in style else "left" for style in styles],
    )


def _read_inline(node: SyntaxTreeNode) -> Text:
    spans: list[Span] = []
    for inline in node.children:
        _collect(inline.children, spans)
    return tuple(span for span in spans if span.text)


def _collect(
    nodes: Sequence[SyntaxTreeNode],
    spans: list[Span],
    italic: bool = False,
    bold: bool = False,
) -> None:
    for node in nodes:
        match node.type:
            case "em":
                _collect(node.children, spans, True, bold)
            case "strong":
                _collect(node.children, spans, italic, True)
            case "code_inline":
                spans.append(Span("code", node.content, italic, bold))
            case "hardbreak":
                spans.append(Span("break", "\n"))
            case "softbreak":
                spans.append(Span("text", " ", italic, bold))
            case "html_inline" if re.match(r"<br ?/?>", node.content):
                spans.append(Span("break", "\n"))
            case "link":
                _collect(node.children, spans, italic, bold)
            case _:
                last = spans[-1] if spans else None
                if last and last[2:] == (italic, bold) and last[0] == "text":
                    # Escaped signs come as texts of their own.
                    spans[-1] = last._replace(text=last.text + node.content)
                else:
                    spans.append(Span("text", node.content, italic, bold))


def _link(block: Block, named: set[str]) -> Block:
    """Turn "Tabel 3.1" into a reference where there is such a table."""
    if block.kind not in ("paragraph", "item", "note"):
        return block
    spans: list[Span] = []
    for span in block.text:
        at = 0
        for name in NAME.finditer(span.text if span.kind == "text" else ""):
            if _english(name[1]) + name[2] not in named:
                continue
            spans.append(span._replace(text=span.text[at : name.start()]))
            spans.append(Span("reference", name[0]))
            at = name.end()
        spans.append(span._replace(text=span.text[at:]))
    linked = tuple(s for s in spans if s.text)
    return replace(block, text=linked)


def split_reference(name: str) -> tuple[str, str, str]:
    """Return word, number and English word of "Persamaan (3.2)"."""
    found = NAME.fullmatch(name)
    assert found, name
    return found[1], found[2], _english(found[1])
