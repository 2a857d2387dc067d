r"""Write a chapter as LaTeX that pdflatex compiles, set as theses are.

In: the blocks of a chapter. Out: `bab_3.tex`, a whole document whose part
from \chapter on can be pasted into a thesis, and `setup.tex`, all that this
part needs: \input{setup} in the preamble of any `report` is enough. Debian
needs texlive-latex-recommended, texlive-lang-other and tex-gyre for it; run
pdflatex twice.
"""

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from string import Template

from mnist_helpers.language import _, get_language

from .drawings import image_size
from .latex_text import escape, escape_code, escape_code_line, escape_line
from .layout import GAP, column_widths, is_short, printable
from .parse import Block, Text, plain, split_reference

BABEL = {"en": "british", "id": "indonesian"}
# A row does not break at the end of a page, so a long one is given as several;
# code of fewer lines stays on one page.
MOST_LINES = 25
CHARACTER = 0.17  # cm, of the table's font, on average

SETUP = Template(r"""% $about
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{textcomp,amsmath,graphicx,array,booktabs,longtable,setspace}
\usepackage[labelsep=period,labelfont=bf,font=small,skip=6pt]{caption}
\makeatletter
\newenvironment{chaptercode}{\@beginparpenalty=10000 \list{}{\leftmargin=0pt
  \topsep=4pt \partopsep=0pt \parsep=0pt}\item\relax
  \setstretch{1}\raggedright\ttfamily\fontsize{9}{11}\selectfont}{\endlist}
\newenvironment{chaptersources}{\list{}{\leftmargin=1.25cm
  \itemindent=-1.25cm \labelwidth=0pt \labelsep=0pt}\sloppy}{\endlist}
\makeatother
\newcolumntype{L}[1]{>{\raggedright\arraybackslash\hspace{0pt}}p{#1}}
\newcolumntype{R}[1]{>{\raggedleft\arraybackslash\hspace{0pt}}p{#1}}
\setlength{\LTcapwidth}{\textwidth}
""")

WHOLE = Template(r"""% $about
\documentclass[12pt,a4paper]{report}
\usepackage[$babel]{babel}
\input{setup}
\usepackage{tgtermes,tgcursor,indentfirst}
\usepackage[left=${left}cm,top=${top}cm,right=${right}cm,bottom=${bottom}cm]{geometry}
\usepackage[hidelinks,unicode]{hyperref}
\hypersetup{pdftitle={$title}}
\makeatletter
\renewcommand\@makechapterhead[1]{{\centering\bfseries\large
  \MakeUppercase{\@chapapp~\thechapter}\\\MakeUppercase{#1}\par}%
  \nobreak\vspace{24pt}}
\renewcommand\@makeschapterhead[1]{{\centering\bfseries\large
  \MakeUppercase{#1}\par}\nobreak\vspace{24pt}}
\renewcommand\section{\@startsection{section}{1}{\z@}{-14pt}{6pt}%
  {\normalfont\normalsize\bfseries}}
\renewcommand\subsection{\@startsection{subsection}{2}{\z@}{-12pt}{6pt}%
  {\normalfont\normalsize\bfseries}}
\makeatother
\setlength{\parindent}{1.25cm}
\setlength{\emergencystretch}{3em}
\onehalfspacing
\begin{document}
\listoftables
\listoffigures
\setcounter{chapter}{$before}

$chapter

\end{document}
""")


def write_setup() -> str:
    """Return what the preamble of a thesis has to \\input."""
    about = _("What the chapter needs: \\input{setup} in the preamble.")
    return SETUP.substitute(about=about)


def write_latex(
    blocks: Sequence[Block],
    pictures: Mapping[str, bytes],
    *,
    title: str,
    margins: Sequence[float],
) -> str:
    """Return a chapter as a LaTeX document.

    pictures: each figure as PNG, by its path; the PDF lies beside it;
    margins: left, top, right, bottom in cm.
    """
    sides = dict(zip(("left", "top", "right", "bottom"), margins, strict=True))
    width = 21 - sides["left"] - sides["right"]
    number = next((b.number for b in blocks if b.level == 1 and b.number), "1")
    return WHOLE.substitute(
        about=_(
            "Compile with pdflatex, twice. To put the chapter into a thesis, "
            "copy from \\chapter to the end, and setup.tex."
        ),
        babel=BABEL[get_language()],
        title=escape_line(title),
        before=int(number) - 1,
        chapter="\n\n".join(_write_blocks(blocks, pictures, width)),
        **sides,
    )


def _write_blocks(
    blocks: Sequence[Block], pictures: Mapping[str, bytes], width: float
) -> Iterator[str]:
    listed = False
    for at, block in enumerate(blocks):
        before = blocks[at - 1] if at else None
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        inside = block.kind == "item" or (listed and block.level == 1)
        if block.kind == "item" and not listed:
            yield "\\begin{enumerate}"
        elif listed and (not inside or block.kind == "heading"):
            yield "\\end{enumerate}"
        listed = inside and block.kind != "heading"
        match block.kind:
            case "heading":
                yield _heading(block)
            case "item":
                yield f"\\item {_write(block.text)}\\par\\nopagebreak"
            case "code":
                yield _code(block.code)
            case "math":
                label = f"\\label{{{_label('Equation', block.number)}}}"
                formula = f"{label}\n{block.code}\n"
                yield f"\\begin{{equation}}{formula}\\end{{equation}}"
            case "table":
                titled = before if _is_caption(before, "Table") else None
                yield _table(block, titled, width)
            case "figure":
                titled = after if _is_caption(after, "Figure") else None
                yield _figure(block, titled, pictures)
            case "caption":
                pass  # written with its table or figure
            case "note":
                yield (
                    "{\\setstretch{1}\\footnotesize\\noindent "
                    f"{_write(block.text)}\\par\\medskip}}"
                )
            case "source":
                first = before is None or before.kind != "source"
                last = after is None or after.kind != "source"
                text = f"\\item {_write(block.text)}"
                if first:
                    text = f"\\begin{{chaptersources}}\n{text}"
                yield text + ("\n\\end{chaptersources}" if last else "")
            case _:
                yield _write(block.text)
    if listed:
        yield "\\end{enumerate}"


def _is_caption(block: Block | None, word: str) -> bool:
    return block is not None and block.kind == "caption" and block.word == word


def _label(word: str, number: str) -> str:
    return f"{word.lower()}-{number.replace('.', '-')}"


def _write(text: Text) -> str:
    parts = []
    for span in text:
        if span.kind == "reference":
            word, number, english = split_reference(span.text)
            label = f"\\ref{{{_label(english, number)}}}"
            label = f"({label})" if english == "Equation" else label
            parts.append(f"{word}~{label}")
            continue
        words = escape(span.text)  # the end of a line is one, too
        if span.kind == "code":
            words = f"\\texttt{{{escape_code(span.text)}}}"
        if span.italic:
            words = f"\\emph{{{words}}}"
        if span.bold:
            words = f"\\textbf{{{words}}}"
        parts.append(words)
    # There is no line to end before the first.
    return re.sub(r"^(\s|\\newline\{\})+", "", "".join(parts)).rstrip()


def _heading(block: Block) -> str:
    title = _write(block.text)
    if block.level == 1:
        return f"\\chapter{{{title}}}"
    command = "section" if block.level == 2 else "subsection"
    if not block.number:
        return f"\\{command}*{{{title}}}"
    label = _label("Section", block.number)
    return f"\\{command}{{{title}}}\\label{{{label}}}"


def _code(code: str) -> str:
    lines = printable(code).rstrip("\n").split("\n")
    # With a star, a line stays on the page of the next.
    end = "\\\\*\n" if len(lines) <= MOST_LINES else "\\\\\n"
    text = end.join(map(escape_code_line, lines))
    return f"\\begin{{chaptercode}}\n{text}\n\\end{{chaptercode}}"


def _caption(block: Block | None) -> str:
    if block is None:
        return ""
    label = _label(block.word, block.number)
    return f"\\caption{{{_write(block.text)}}}\\label{{{label}}}"


def _table(table: Block, titled: Block | None, width: float) -> str:
    texts = [[plain(cell) for cell in row] for row in table.rows]
    # Rounded to hundredths, they must not add up to more than the page.
    widths = [w - GAP - 0.005 for w in column_widths(texts, width)]
    columns = "".join(
        f"{'R' if side == 'right' else 'L'}{{{each:.2f}cm}}"
        for side, each in zip(table.sides, widths, strict=True)
    )
    names = (f"\\textbf{{{_write(text)}}}" for text in table.rows[0])
    head = f"\\toprule\n{' & '.join(names)} \\\\\n\\midrule"
    # The star keeps a row on the page of the next.
    end = " \\\\*" if is_short(texts, width) else " \\\\"
    lines = [
        " & ".join(part) + end
        for row in table.rows[1:]
        for part in _split_row(row, widths)
    ]
    title = _caption(titled)
    return "\n".join(
        [
            "\\begingroup\\setstretch{1}\\footnotesize"
            f"\\setlength{{\\tabcolsep}}{{{GAP / 2:.3f}cm}}",
            f"\\begin{{longtable}}{{{columns}}}",
            *([f"{title}\\\\"] if title else []),
            f"{head}\n\\endfirsthead",
            f"{head}\n\\endhead",
            "\\bottomrule\n\\endfoot",
            *lines,
            "\\end{longtable}\\endgroup",
        ]
    )


def _split_row(
    row: Sequence[Text], widths: Sequence[float]
) -> Iterator[list[str]]:
    """Yield a row, in parts where a cell has more lines than fit well."""
    parts = []
    for text, width in zip(row, widths, strict=True):
        most = max(1, int(MOST_LINES * width / CHARACTER))
        words = plain(text).strip()
        if len(words) <= most:
            parts.append([_write(text)])
            continue
        pieces = textwrap.wrap(words, most, replace_whitespace=False)
        parts.append([escape(piece) for piece in pieces])
    for at in range(max(map(len, parts), default=0)):
        yield [part[at] if at < len(part) else "" for part in parts]


def _figure(
    figure: Block, titled: Block | None, pictures: Mapping[str, bytes]
) -> str:
    width, _height = image_size(pictures[figure.path])
    alt = " ".join(printable(plain(figure.text)).split())
    path = figure.path.removesuffix(".png")
    return (
        f"\\begin{{figure}}[htbp]\n\\centering\n% {alt}\n"
        f"\\includegraphics[width={width:.2f}cm]{{{path}.pdf}}\n"
        f"{_caption(titled)}\n\\end{{figure}}"
    )
