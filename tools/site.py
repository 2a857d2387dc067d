"""Make the web site: both languages, from the executed notebooks.

In: the committed notebooks, the READMEs' table, the docstrings. Out:
`outputs/site`, whose pages need no network and work from a folder, below any
address. Nothing is run: the site shows what the notebooks have shown. Beside
them lies the page that reads digits.

Sphinx with myst-nb reads notebooks and docstrings alike and checks each link;
its theme furo draws its pages without anything from elsewhere, readable by
telephone, in the dark and on paper. Formulas become MathML.
"""

import inspect
import json
import pkgutil
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Template
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

import mnist_course
import mnist_helpers
from mnist_helpers.files import write_whole

from .digits import PAGE as DIGITS, make_digits_page
from .fixed_cells import list_pages, read_address, write_table
from .lesson import LANGUAGES
from .words import read_words

TEMPLATE = Path(__file__).resolve().parent / "site_template"
# Beside the lessons lies what a reader has made.
LESSON = "[0-9][0-9]_*.ipynb"
MARK = re.compile("^# NBVAL_[A-Z_]+\n", re.M)
# What a lesson calls of the course: `mc.name(`, `mc.lesson_06.name(`.
USED = re.compile(r"\bmc\.((?:[a-z_0-9]+\.)?[A-Za-z_]\w*)\(")
FIRST_PAGE = TEMPLATE / "_templates" / "first_page.html"


def make_site(project: Path, outputs: Path) -> Path:
    """Write the site and return its first page.

    Raises: ValueError with Sphinx's lines if a link leads nowhere.
    """
    functions = list_functions(project)
    site = outputs / "site"
    with tempfile.TemporaryDirectory() as folder:
        runs = []
        for language in LANGUAGES:
            source, made = Path(folder, language), Path(folder, "made")
            write_source(project, source, language, functions)
            command = [sys.executable, "-m", "sphinx", "-W", "--keep-going"]
            command += ["-q", "-j", "1", "-d", f"{folder}/trees-{language}"]
            run = subprocess.Popen(
                [*command, str(source), str(made / language)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            runs.append(run)
        said = [run.communicate()[1] for run in runs]
        if any(run.returncode for run in runs):
            raise ValueError("\n".join(said))
        for path in made.rglob("*.html"):
            # A heading that the theme has forgotten to say the level of.
            page = path.read_text("utf-8").replace(
                'role="heading"', 'role="heading" aria-level="2"'
            )
            path.write_text(page, encoding="utf-8")
        words = {each: read_words("site", each) for each in LANGUAGES}
        first = Template(FIRST_PAGE.read_text("utf-8"), autoescape=True)
        write_whole(
            made / "index.html", first.render(words=words, digits=DIGITS)
        )
        make_digits_page(made / DIGITS)
        # GitHub Pages leaves out folders such as `_static` without it.
        (made / ".nojekyll").touch()
        if site.exists():
            shutil.rmtree(site)
        shutil.copytree(made, site)
    return site / "index.html"


def list_functions(project: Path) -> dict[str, list[str]]:
    """Full names of the public functions by the module they are written in."""
    names = [f"mnist_helpers.{name}" for name in mnist_helpers.__all__]
    for path in sorted((project / "notebooks" / "lessons").glob("*.py")):
        for name in USED.findall(path.read_text("utf-8")):
            names.append(f"mnist_course.{name}")
    chapter3 = mnist_course.chapter3.__all__
    names += [f"mnist_course.chapter3.{name}" for name in chapter3]
    functions = defaultdict(list)
    for name in dict.fromkeys(names):
        thing = find_thing(name)
        if inspect.isroutine(thing) or inspect.isclass(thing):
            package, module = thing.__module__.split(".", 1)
            room = module.split(".")[-1 if "lessons." in module else 0]
            functions[room].append(name)
    return dict(functions)


def find_thing(name: str) -> Any:
    # Of its package, where a module of the same name may lie beside it.
    return pkgutil.resolve_name(name.replace(".", ":", 1))


def write_source(
    project: Path, folder: Path, language: str, functions: dict[str, list[str]]
) -> None:
    """Write what Sphinx reads for one language."""
    words = read_words("site", language)
    (other,) = {*LANGUAGES} - {language}
    settings = words | {
        "language": language,
        "other": other,
        "other_name": read_words("site", other)["name"],
        "digits_page": f"{DIGITS}#{language}",
    }
    shutil.copytree(TEMPLATE, folder)
    write_whole(folder / "site.json", json.dumps(settings))
    stems = []
    for path in sorted((project / "notebooks" / language).glob(LESSON)):
        notebook = nbformat.read(path, as_version=4)
        tools = write_tools(path.stem, language, *read_address(project))
        shown = prepare_notebook(notebook, tools, words["setup"])
        write_whole(folder / path.name, nbformat.writes(shown))
        kept = folder / "_static" / "notebooks" / path.name
        write_whole(kept, path.read_bytes())
        stems.append(path.stem)
    write_whole(
        folder / "index.md",
        f"# {words['title']}\n\n{words['intro']}\n\n"
        + f"{write_table(language)}\n\n"
        + write_toctree(words["lessons"], stems)
        + write_toctree(words["functions"], ["functions/index"]),
    )
    lines = [f"# {words['functions']}\n", words["about_functions"]]
    for module in sorted(functions):
        lines.append(f"\n## {module}\n")
        for name in sorted(functions[module]):
            first = (inspect.getdoc(find_thing(name)) or "").split("\n")[0]
            lines.append(f"- [`{short(name)}`]({name}.md): {first}")
            write_whole(folder / f"functions/{name}.md", write_page(name))
    pages = [name for names in functions.values() for name in sorted(names)]
    lines.append(write_toctree("", pages))
    write_whole(folder / "functions" / "index.md", "\n".join(lines))


def prepare_notebook(
    notebook: NotebookNode, tools: str, setup: str
) -> NotebookNode:
    """The notebook without what only its own reader needs."""
    cells = [cell for cell in notebook.cells if cell.id != "badges"]
    for cell in cells:
        if cell.cell_type == "code":
            cell.source = MARK.sub("", cell.source)
        if "setup" in cell.metadata.get("tags", ()):
            cell.metadata["tags"] = ["hide-input"]
            cell.metadata["mystnb"] = {"code_prompt_show": setup}
            cell.metadata["mystnb"]["code_prompt_hide"] = setup
    notebook.cells = [cells[0], new_markdown_cell(tools), *cells[1:]]
    return notebook


def write_tools(stem: str, language: str, repository: str, branch: str) -> str:
    """Links to take a lesson along, and to open it elsewhere."""
    said = read_words("site", language)["download"]
    page = f"_static/notebooks/{stem}.ipynb"
    links = [f'<a href="{page}" download>{said}</a>']
    if repository:
        pages = list_pages(stem, language, repository, branch)
        links += [f'<a href="{page}">{text}</a>' for _, text, page in pages]
    items = "".join(f"<li>{link}</li>" for link in links)
    return f'<ul class="lesson-tools">{items}</ul>'


def write_toctree(caption: str, pages: Sequence[str]) -> str:
    """A table of contents that only the sidebar shows."""
    options = f":caption: {caption}\n" if caption else ""
    listed = "\n".join(pages)
    return f"\n```{{toctree}}\n:hidden:\n{options}\n{listed}\n```\n"


def short(name: str) -> str:
    """The name as a lesson writes it."""
    return name.replace("mnist_helpers.", "mh.").replace(
        "mnist_course.", "mc."
    )


def write_page(name: str) -> str:
    """The page of one public function or class."""
    thing = find_thing(name)
    kind = "class" if inspect.isclass(thing) else "function"
    options = "\n   :members:" if kind == "class" else ""
    directive = f".. auto{kind}:: {name}{options}"
    return f"# {short(name)}\n\n```{{eval-rst}}\n{directive}\n```\n"
