r"""Write a chapter as LaTeX that pdflatex compiles, set as theses are.

Debian needs texlive-latex-recommended, texlive-lang-other and tex-gyre for
it; run pdflatex twice.
"""

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from string import Template

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
from .latex_text import (
    escape,
    escape_code,
    escape_code_line,
    escape_line,
)
from .layout import (
    GAP,
    column_widths,
    is_short,
    numeric_columns,
    printable,
    split_chapter,
    table_rows,
)

BABEL = {"en": "british", "id": "indonesian"}
# A row does not break at the end of a page, so a long one is given as several;
# code of fewer lines stays on one page.
MOST_LINES = 25
CHARACTER = 0.17  # cm, of the table's font, on average

PREAMBLE = Template(r"""% $about
\documentclass[12pt,a4paper]{report}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage[$babel]{babel}
\usepackage{tgtermes,tgcursor,textcomp}
\usepackage[left=4cm,top=3cm,right=3cm,bottom=3cm]{geometry}
\usepackage{setspace,indentfirst,graphicx,float,array,booktabs,longtable}
\usepackage[labelsep=period,labelfont=bf,font=small,skip=6pt]{caption}
\usepackage[hidelinks,unicode]{hyperref}
\hypersetup{pdftitle={$title}}
\makeatletter
\renewcommand\@makechapterhead[1]{{\centering\bfseries\large
  \MakeUppercase{\@chapapp~\thechapter}\\\MakeUppercase{#1}\par}%
  \nobreak\vspace{24pt}}
\renewcommand\section{\@startsection{section}{1}{\z@}{-14pt}{6pt}%
  {\normalfont\normalsize\bfseries}}
\renewcommand\subsection{\@startsection{subsection}{2}{\z@}{-12pt}{6pt}%
  {\normalfont\normalsize\bfseries}}
% Sources as (author, year), listed without a number.
\renewcommand\@cite[2]{(#1)}
\let\@cite@ofmt\@firstofone
\renewcommand\@biblabel[1]{}
\renewenvironment{thebibliography}[1]{\section*{\bibname}\list{}{%
  \leftmargin=1.25cm \itemindent=-1.25cm \labelwidth=0pt \labelsep=0pt}%
  \sloppy}{\endlist}
\newenvironment{code}{\@beginparpenalty=10000 \list{}{\leftmargin=0pt
  \topsep=4pt \partopsep=0pt \parsep=0pt}\item\relax
  \setstretch{1}\raggedright\ttfamily\fontsize{9}{11}\selectfont}{\endlist}
\makeatother
\newcolumntype{L}[1]{>{\raggedright\arraybackslash\hspace{0pt}}p{#1}}
\newcolumntype{R}[1]{>{\raggedleft\arraybackslash\hspace{0pt}}p{#1}}
\setlength{\LTcapwidth}{\textwidth}
\setlength{\tabcolsep}{${gap}cm}
\setlength{\parindent}{1.25cm}
\setlength{\emergencystretch}{3em}
\onehalfspacing
\begin{document}
""")


def write_latex(
    blocks: Sequence[Block],
    pictures: Mapping[str, Mapping[str, bytes]],
    *,
    folder: str,
    title: str,
) -> str:
    """Return a chapter as LaTeX.

    Args:
        blocks: the chapter, in order.
        pictures: each figure's files by its key, from `draw_figures`.
        folder: where their PDF files are, seen from the file.
        title: of the document, in its properties.
    """
    names, numbers = number_blocks(blocks), number_headings(blocks)
    parts = [
        PREAMBLE.substitute(
            about=_(
                "Compile with pdflatex, twice. To put the chapter into a "
                "thesis, copy what stands from \\chapter to the end."
            ),
            babel=BABEL[get_language()],
            title=escape_line(title),
            gap=f"{GAP / 2:.3f}",
        )
    ]

    def write(sentence: Sentence) -> str:
        return _write(sentence, names)

    for place, block in enumerate(blocks):
        match block:
            case Heading():
                parts += _heading(block, numbered=place in numbers)
            case Paragraph():
                parts.append(write(block.sentence))
            case Steps():
                parts.append(_steps(block, write))
            case Table():
                parts.append(_table(block))
            case Figure():
                parts.append(_figure(block, pictures, folder))
            case References():
                parts.append(_references(block))
    return "\n\n".join([*parts, "\\end{document}"]) + "\n"


def _write(sentence: Sentence, names: Mapping[str, str]) -> str:
    ways = {
        "code": lambda text: f"\\texttt{{{escape_code(text)}}}",
        "cite": lambda key: f"\\cite{{{key}}}",
        "reference": lambda key: f"{names[key].split()[0]}~\\ref{{{key}}}",
    }
    text = "".join(ways.get(span.kind, escape)(span.text) for span in sentence)
    # There is no line to end before the first.
    return re.sub(r"^(\s|\\newline\{\})+", "", text).rstrip()


def _heading(heading: Heading, *, numbered: bool) -> list[str]:
    if heading.level == 1:
        chapter, title = split_chapter(heading.text)
        number = re.search(r"\d+", chapter)
        first = int(number[0]) - 1 if number else 2
        return [
            f"\\setcounter{{chapter}}{{{first}}}\n\\chapter{{{escape_line(title)}}}"
        ]
    command = "section" if heading.level == 2 else "subsection"
    return [
        f"\\{command}{'' if numbered else '*'}{{{escape_line(heading.text)}}}"
    ]


def _steps(steps: Steps, write: Callable[[Sentence], str]) -> str:
    parts = ["\\begin{enumerate}"]
    # With a star, a line stays on the page of the next.
    for step in steps.steps:
        lines = printable(step.code).rstrip("\n").split("\n")
        end = "\\\\*\n" if len(lines) <= MOST_LINES else "\\\\\n"
        code = end.join(map(escape_code_line, lines))
        parts.append(
            f"\\item \\textbf{{{escape_line(step.title)}}}\\par\\nopagebreak\n"
            f"{write(step.done)}\n"
            f"\\begin{{code}}\n{code}\n\\end{{code}}\n{write(step.result)}"
        )
    return "\n\n".join([*parts, "\\end{enumerate}"])


def _table(table: Table) -> str:
    rows = table_rows(table)
    # Rounded to hundredths, they must not add up to more than the page.
    widths = [width - GAP - 0.005 for width in column_widths(rows)]
    sides = ["R" if n else "L" for n in numeric_columns(rows)]
    columns = "".join(
        f"{side}{{{width:.2f}cm}}"
        for side, width in zip(sides, widths, strict=True)
    )
    head = " & ".join(f"\\textbf{{{escape(text)}}}" for text in rows[0])
    head = f"\\toprule\n{head} \\\\\n\\midrule"
    # The star keeps a row on the page of the next.
    end = " \\\\*" if is_short(rows) else " \\\\"
    lines = [
        " & ".join(map(escape, part)) + end
        for row in rows[1:]
        for part in _split_row(row, widths)
    ]
    note = f"\\noindent {escape(table.note)}\\par" if table.note else ""
    return "\n".join(
        [
            "\\begingroup\\setstretch{1}\\footnotesize",
            f"\\begin{{longtable}}{{{columns}}}",
            f"\\caption{{{escape_line(table.caption)}}}\\label{{{table.key}}}\\\\",
            f"{head}\n\\endfirsthead",
            f"{head}\n\\endhead",
            "\\bottomrule\n\\endfoot",
            *lines,
            "\\end{longtable}",
            f"{note}\\medskip\\endgroup",
        ]
    )


def _split_row(
    row: Sequence[str], widths: Sequence[float]
) -> Iterator[list[str]]:
    """Yield a row, in parts where a cell has more lines than fit well."""
    parts = [
        textwrap.wrap(
            text.strip(),
            max(1, int(MOST_LINES * width / CHARACTER)),
            replace_whitespace=False,
        )
        or [""]
        for text, width in zip(row, widths, strict=True)
    ]
    for at in range(max(map(len, parts), default=0)):
        yield [part[at] if at < len(part) else "" for part in parts]


def _figure(
    figure: Figure,
    pictures: Mapping[str, Mapping[str, bytes]],
    folder: str,
) -> str:
    png = pictures[figure.key]["png"]
    width, _height = image_size(png)
    alt = " ".join(printable(figure.alt).split())
    return "\n".join(
        [
            "\\begin{figure}[H]\n\\centering",
            f"% {alt}",
            f"\\includegraphics[width={width:.2f}cm]"
            f"{{{folder}/{figure.key}.pdf}}",
            f"\\caption{{{escape_line(figure.caption)}}}\\label{{{figure.key}}}",
            "\\end{figure}",
        ]
    )


def _references(references: References) -> str:
    title = escape(_("References"))
    items = "\n\n".join(
        f"\\bibitem[{{{escape_line(source.short)}}}]{{{source.key}}}\n"
        f"{escape_line(source.full)}"
        for source in references.sources
    )
    return (
        f"\\renewcommand\\bibname{{{title}}}\n"
        f"\\begin{{thebibliography}}{{}}\n{items}\n\\end{{thebibliography}}"
    )
