r"""A formula of LaTeX as Word stores it (OMML), so that it can be edited.

In: the LaTeX that the templates use: \frac, \sum, \text, \ln, \max, sub- and
superscripts, braces. Out: XML. Other commands are shown by their name.
"""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}^_]|\s+|[^\\{}^_\s]")
SIGNS = {
    r"\cdot": "·",
    r"\times": "×",
    r"\sum": "∑",
    r"\,": " ",
    r"\le": "≤",
    r"\ge": "≥",
    r"\infty": "∞",
}
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
FUNCTIONS = (r"\ln", r"\max", r"\exp", r"\min", r"\log")


def to_omml(latex: str) -> str:
    """Return the XML of a formula: an m:oMath element."""
    tokens = iter(TOKEN.findall(latex))
    return f'<m:oMath xmlns:m="{MATH}">{_row(tokens)}</m:oMath>'


def _run(text: str, upright: bool = False) -> str:
    style = '<m:rPr><m:sty m:val="p"/></m:rPr>' if upright else ""
    return f'<m:r>{style}<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'


def _row(tokens: Iterator[str]) -> str:
    """Everything up to the closing brace or the end."""
    parts: list[list[str]] = []  # base, subscript, superscript
    for token in tokens:
        if token == "}":
            break
        if token in "^_" and parts:
            place = 1 if token == "_" else 2
            parts[-1][place] = _argument(tokens)
        elif not token.isspace():
            parts.append([_one(token, tokens), "", ""])
    row = ""
    for base, sub, sup in reversed(parts):
        # What a sum adds up stands after its sign, and inside its element.
        if base == _run("∑"):
            row = _sum(sub, sup, row)
        else:
            row = _script(base, sub, sup) + row
    return row


def _one(token: str, tokens: Iterator[str]) -> str:
    if token == "{":
        return _row(tokens)
    if token == r"\frac":
        upper, lower = _argument(tokens), _argument(tokens)
        return f"<m:f><m:num>{upper}</m:num><m:den>{lower}</m:den></m:f>"
    if token == r"\text":
        next(tokens)
        letters = iter(lambda: next(tokens, "}"), "}")
        return _run("".join(letters), upright=True)
    if token in FUNCTIONS:
        return _run(token[1:] + " ", upright=True)
    return _run(SIGNS.get(token, token.lstrip("\\")))


def _argument(tokens: Iterator[str]) -> str:
    token = next((t for t in tokens if not t.isspace()), "")
    return _row(tokens) if token == "{" else _one(token, tokens)


def _sum(sub: str, sup: str, body: str) -> str:
    hidden = "".join(
        f'<m:{name}Hide m:val="1"/>'
        for name, given in (("sub", sub), ("sup", sup))
        if not given
    )
    return (
        '<m:nary><m:naryPr><m:chr m:val="∑"/>'
        f'<m:limLoc m:val="undOvr"/>{hidden}</m:naryPr>'
        f"<m:sub>{sub}</m:sub><m:sup>{sup}</m:sup><m:e>{body}</m:e></m:nary>"
    )


def _script(base: str, sub: str, sup: str) -> str:
    if not sub and not sup:
        return base
    kind = "m:s" + "Sub" * bool(sub) + "Sup" * bool(sup)
    parts = sub and f"<m:sub>{sub}</m:sub>"
    parts += sup and f"<m:sup>{sup}</m:sup>"
    return f"<{kind}><m:e>{base}</m:e>{parts}</{kind}>"
