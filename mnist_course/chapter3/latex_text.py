"""Escape texts so that LaTeX prints them as they are.

No text can run a command: each character of LaTeX is written so that it
prints as itself.
"""

import re
import textwrap
import unicodedata

from .layout import printable

SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "^": r"\textasciicircum{}",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "%": r"\%",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "|": r"\textbar{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    # Else the end of a line before them would take them for its own.
    "[": "{[}",
    "]": "{]}",
    "*": "{*}",
    "−": r"\textminus{}",
    "\u2009": r"\,",
    "\u202f": r"\,",
}
# Signs of formulas, and their names in LaTeX.
NAMES = (
    "leq geq neq approx rightarrow leftarrow infty surd surd "
    "Sigma alpha beta varepsilon eta lambda mu pi sigma"
).split()
for _sign, _name in zip("≤≥≠≈→←∞√✓Σαβεηλμπσ", NAMES, strict=True):
    SPECIAL[_sign] = rf"\ensuremath{{\{_name}}}"
# Signs beyond Western European letters that pdflatex knows by itself.
KNOWN = "–—‘’“”…•€™ıłŁđĐœŒ"
ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0323": "d",
    "\u0326": "textcommabelow",
    "\u0327": "c",
    "\u0328": "k",
    "\u0331": "b",
}
# Two of these in a row become one sign: -- is a dash, << a quotation mark.
LIGATURES = re.compile(r"([-,])(?=\1)")
LONG_WORD = re.compile(r"\S{25,}")
BREAK = r"\allowbreak{}"


def escape(text: str) -> str:
    """Return a text so that LaTeX prints it as it is.

    What its fonts lack is given by its number: "[U+4F60]". Words too long
    for a line may break anywhere.
    """
    # An apostrophe inside a word is one; any other is a sign of its own.
    text = re.sub(r"(?<=[^\W\d_])'(?=[^\W\d_])", "’", text)
    parts, at = [], 0
    for word in LONG_WORD.finditer(text):
        pieces = textwrap.wrap(word[0], 8, break_on_hyphens=False)
        parts.append(_escape(text[at : word.start()]))
        parts.append(BREAK.join(map(_escape, pieces)))
        at = word.end()
    return "".join([*parts, _escape(text[at:])])


def escape_line(text: str) -> str:
    """Escape a text that must stay on one line."""
    return escape(" ".join(printable(text).split()))


def _escape(text: str) -> str:
    text = unicodedata.normalize("NFC", printable(text))
    text = LIGATURES.sub(r"\1{}", "".join(map(_escape_sign, text)))
    return text.replace("\n", "\\newline{}\n")


def _escape_sign(sign: str) -> str:
    if sign in SPECIAL:
        return SPECIAL[sign]
    # The letters and signs of Western European languages.
    if sign.isascii() or "\u00a0" <= sign <= "ÿ" or sign in KNOWN:
        return sign
    base, *marks = list(unicodedata.normalize("NFD", sign))
    if marks and base.isascii() and all(mark in ACCENTS for mark in marks):
        for mark in marks:
            base = f"\\{ACCENTS[mark]}{{{base}}}"
        return base
    plain = unicodedata.normalize("NFKC", sign)
    if not all(letter.isascii() or letter in SPECIAL for letter in plain):
        return f"{{[}}U+{ord(sign):04X}{{]}}"
    plain = _escape(plain)
    for kind in ("super", "sub"):
        if unicodedata.decomposition(sign).startswith(f"<{kind}>"):
            return f"\\text{kind}script{{{plain}}}"
    return plain


def escape_code(text: str) -> str:
    """Escape code: it may break after the signs between its words."""
    pieces = re.split(r"(?<=[.,(=/_])(?=\S)", text)
    return BREAK.join(map(_escape, pieces))


def escape_code_line(line: str) -> str:
    """Escape a line of code, with the spaces that it begins with."""
    code = line.lstrip(" ")
    return "~" * (len(line) - len(code)) + escape_code(code) or "~"
