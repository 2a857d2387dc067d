"""Turn the blocks of a chapter into all its files, in memory.

In: blocks. Out: the content of each file by its name, so that whoever
writes them can write all or none.
"""

from collections.abc import Sequence
from importlib.util import find_spec

from ..language import _
from .blocks import Block
from .figures import draw_figures
from .latex import write_latex
from .layout import find_sources
from .markdown import write_markdown

NAME = "bab_3"
FIGURE_FOLDER = "figures"


def build_files(blocks: Sequence[Block], *, title: str) -> dict[str, bytes]:
    """Return a chapter as Word, LaTeX and Markdown, with all they need.

    In the language set. The same blocks give the same bytes.

    Args:
        blocks: the chapter, in order.
        title: of the documents, in their properties.

    Returns:
        The content of each file by its name: "bab_3.docx", "bab_3.tex",
        "bab_3.md", "references.bib", and each figure as
        "figures/KEY.png" (300 dots per inch), ".pdf" and ".svg".

    Raises:
        ModuleNotFoundError: if python-docx is not installed.
    """
    if find_spec("docx") is None:
        # "No module named docx" would lead to another package, docx.
        raise ModuleNotFoundError(
            _(
                "Word files need the package python-docx. Install it: "
                "pip install python-docx"
            )
        )
    from .word import write_word

    pictures = draw_figures(blocks)
    latex = write_latex(blocks, pictures, folder=FIGURE_FOLDER, title=title)
    bibtex = "\n\n".join(
        source.bibtex.strip() for source in find_sources(blocks).values()
    )
    files = {
        f"{NAME}.docx": write_word(blocks, pictures, title=title),
        f"{NAME}.tex": latex.encode(),
        f"{NAME}.md": write_markdown(blocks, folder=FIGURE_FOLDER).encode(),
        "references.bib": f"{bibtex}\n".encode(),
    }
    for key, forms in pictures.items():
        for form, content in forms.items():
            files[f"{FIGURE_FOLDER}/{key}.{form}"] = content
    return files
