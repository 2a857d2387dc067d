"""Make the notebooks of both editions from the lesson sources.

In: `lessons/NN_name.py`, percent format, Markdown cells in pairs, English
then Indonesian. Out: `en/NN_name.ipynb` and `id/NN_name.ipynb`, executed.

    python notebooks/build.py 01            both editions of lesson 01
    python notebooks/build.py --check       are the notebooks current?
"""

import argparse
import base64
import hashlib
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import jupytext
import nbformat
from execute import COLOUR, execute, write_whole
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from PIL import Image, ImageChops, ImageStat
from tqdm import tqdm

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("en", "id")
MOST_LINES, MOST_COLUMNS = 20, 79
MOST_BYTES, MOST_BYTES_TOGETHER = 400_000, 10_000_000
MACHINE_PATH = re.compile(
    r"(?:/(?:home|root|work|tmp|Users)/|:\\Users\\)[\w.]+"
)
ADDRESS = re.compile(r" at 0x[0-9a-f]{6,}")
WIDGET = "application/vnd.jupyter.widget-view+json"
COLAB = "application/vnd.google.colaboratory."

# Where a notebook can be opened: its picture, and the page it leads to.
BADGES = {
    "Colab": (
        "https://colab.research.google.com/assets/colab-badge.svg",
        "https://colab.research.google.com/github/{repository}/blob/{branch}"
        "/{path}",
    ),
    "Kaggle": (
        "https://kaggle.com/static/images/open-in-kaggle.svg",
        "https://kaggle.com/kernels/welcome?src=https://github.com/"
        "{repository}/blob/{branch}/{path}",
    ),
    "Binder": (
        "https://mybinder.org/badge_logo.svg",
        "https://mybinder.org/v2/gh/{repository}/{branch}?labpath={path}",
    ),
}
RESTART = {
    "en": (
        "After a restart of the kernel choose *Run All Above Selected Cell* "
        "(Colab: *Run before*), then go on."
    ),
    "id": (
        "Setelah kernel dimulai ulang, pilih *Run All Above Selected Cell* "
        "(Colab: *Run before*), lalu lanjutkan."
    ),
}
OPEN_IN = {"en": "Open in {place}", "id": "Buka di {place}"}
SETUP = """\
from importlib.util import find_spec
if not find_spec("mnist_helpers"):
    %pip install -q --no-deps git+https://github.com/{repository}@{branch}"""
SETUP_WITHOUT_ADDRESS = """\
from importlib.util import find_spec
if not find_spec("mnist_helpers"):
    remedy = "`pip install -e .`"
    print(f"mnist_helpers is missing: run {remedy} in the course's folder.")
    print(f"mnist_helpers belum ada: jalankan {remedy} di folder kursus.")"""


# From source to notebook ---------------------------------------------------


def find_lessons(folder: Path, names: Sequence[str] = ()) -> list[Path]:
    """Sources in `folder/lessons` that the names select, in order.

    names: numbers ("1", "01"), names or beginnings of names; none: all.

    Raises: ValueError if a name selects nothing.
    """
    every = sorted((folder / "lessons").glob("[0-9][0-9]_*.py"))
    found = set()
    for name in names:
        start = name.zfill(2) if name.isdigit() else name
        start = start.removesuffix(".py")
        hits = [
            source
            for source in every
            if source.stem.startswith(start) or source.stem[3:] == start
        ]
        if not hits:
            allowed = ", ".join(source.stem for source in every) or "none yet"
            raise ValueError(f"No lesson is called {name!r}. Use: {allowed}.")
        found.update(hits)
    return sorted(found) if names else every


def parse_lessons(
    parser: argparse.ArgumentParser,
    arguments: Sequence[str] | None,
    folder: Path,
) -> tuple[argparse.Namespace, list[Path]]:
    """The options, and the sources of the lessons named on the command line.

    What `find_lessons` refuses ends as any other wrong argument does.
    """
    parser.add_argument("lessons", nargs="*", metavar="LESSON")
    options = parser.parse_args(arguments)
    try:
        return options, find_lessons(folder, options.lessons)
    except ValueError as error:
        parser.error(str(error))


def read_address(project: Path) -> tuple[str, str]:
    """Repository ("" if not set) and branch in `project/pyproject.toml`."""
    path = project / "pyproject.toml"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    # Two strings: not worth a TOML parser, which Python 3.10 has not got.
    table = re.search(r"^\[tool\.mnist-course\]$([^\[]*)", text, re.M)
    pairs = re.findall(
        r'^(\w+) *= *"([^"]*)"', table[1] if table else "", re.M
    )
    settings = dict(pairs)
    return settings.get("repository", ""), settings.get("branch", "main")


def find_unpaired(cells: Sequence[NotebookNode]) -> Iterator[str]:
    """Tell each Markdown cell that lacks its twin in the other language."""
    english = None  # the English cell that waits for its twin
    for number, cell in enumerate(cells, 1):
        language = cell.metadata.get("lang")
        if cell.cell_type == "markdown" and language not in LANGUAGES:
            yield f'cell {number}: Markdown without lang="en" or lang="id"'
            continue
        if (language == "id") != (english is not None):
            yield (
                f"cell {number}: an English Markdown cell must be followed "
                "at once by its Indonesian twin"
            )
        elif language == "id" and not cell.source.strip():
            yield f"cell {number}: the Indonesian text is empty"
        elif language == "id" and cell.source == english:
            if has_words(english):
                yield f"cell {number}: the Indonesian text is the English one"
        english = cell.source if language == "en" else None
    if english is not None:
        yield f"cell {len(cells)}: the last English cell has no twin"


def split_at_headings(cells: Sequence[NotebookNode]) -> Iterator[NotebookNode]:
    """Begin a Markdown cell, and with it a slide, at each heading.

    cells: twins side by side; so they stay, and whole if the one has more
    headings than the other.
    """
    english = None
    for cell in cells:
        if cell.cell_type != "markdown":
            yield cell
        elif cell.metadata["lang"] == "en":
            english = cell
        else:
            twins = [list(_split_at_headings(one)) for one in (english, cell)]
            if len(twins[0]) != len(twins[1]):
                twins = [[english], [cell]]
            for pair in zip(*twins, strict=True):
                yield from pair


def _split_at_headings(cell: NotebookNode) -> Iterator[NotebookNode]:
    part, in_code = [], False
    for line in cell.source.splitlines():
        in_code ^= line.startswith("```")
        if line.startswith("##") and not in_code and part:
            yield _with_source(cell, part)
            part = []
        part.append(line)
    yield _with_source(cell, part)


def _with_source(cell: NotebookNode, lines: Sequence[str]) -> NotebookNode:
    source = "\n".join(lines).strip("\n")
    return NotebookNode(cell | {"source": source})


def has_words(markdown: str) -> bool:
    """Whether anything is left to translate beside code and formulas."""
    code = r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|<[^>]*>"
    return bool(re.search(r"[^\W\d_]", re.sub(code, "", markdown, flags=re.S)))


def build(source_path: Path, language: str) -> NotebookNode:
    """One edition of a lesson, not executed.

    source_path: `PROJECT/notebooks/lessons/NN_name.py`; language: "en" or
    "id". The editions differ in Markdown and in the `set_language` line;
    their cell ids are the same, and an edit changes one id only.

    Raises: ValueError if a Markdown cell lacks its twin or there is none.
    """
    source_path = Path(source_path).resolve()
    source = jupytext.read(source_path, fmt="py:percent").cells
    problems = list(find_unpaired(source))
    if not problems:
        source = list(split_at_headings(source))
    if not any(cell.cell_type == "markdown" for cell in source):
        problems.append("no Markdown: a lesson begins with its title")
    if problems:
        raise ValueError(
            "\n".join(f"{source_path.name}, {p}" for p in problems)
        )

    address = read_address(source_path.parents[2])
    fixed = _fixed_cells(source_path.stem, language, *address)
    cells, seen, english = [], Counter(), ""
    for cell in source:
        if cell.cell_type == "markdown":
            english = english if cell.metadata["lang"] == "id" else cell.source
            if cell.metadata["lang"] != language:
                continue
        common = english if cell.cell_type == "markdown" else cell.source
        make = {"markdown": new_markdown_cell, "code": new_code_cell}
        tags = cell.metadata.get("tags", [])
        cells.append(
            make[cell.cell_type](
                cell.source,
                id=_cell_id(cell.cell_type + common, seen),
                metadata=_cell_metadata(cell, tags),
            )
        )
        if fixed and cell.cell_type == "markdown":
            cells[-1].source += f"\n\n{RESTART[language]}"
            cells += fixed
            fixed = []
    title = re.search(r"^# +(.+)$", cells[0].source, re.M)
    metadata = {
        "kernelspec": {
            "display_name": "Python 3",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
        "title": title[1] if title else source_path.stem,
    }
    notebook = new_notebook(cells=cells, metadata=metadata)
    notebook.nbformat_minor = 5
    return notebook


def badges(lesson: str, language: str, repository: str, branch: str) -> str:
    """Markdown of the badges that open one edition of a lesson elsewhere."""
    path = f"notebooks/{language}/{lesson}.ipynb"
    # Of these three only Binder's address has the branch as one part.
    parts = {"repository": repository, "path": path}
    return "\n".join(
        "[![{text}]({picture})]({page})".format(
            text=OPEN_IN[language].format(place=place),
            picture=picture,
            page=page.format(
                branch=branch.replace("/", "%2F")
                if place == "Binder"
                else branch,
                **parts,
            ),
        )
        for place, (picture, page) in BADGES.items()
    )


def _fixed_cells(
    lesson: str, language: str, repository: str, branch: str
) -> list[NotebookNode]:
    """What each lesson has after its title: badge, setup, language."""
    skip = {"slideshow": {"slide_type": "skip"}}
    cells = []
    setup = SETUP_WITHOUT_ADDRESS
    if repository:
        setup = SETUP.format(repository=repository, branch=branch)
        text = badges(lesson, language, repository, branch)
        cells.append(new_markdown_cell(text, id="badges", metadata=skip))
    select = (
        f'from mnist_helpers import set_language\nset_language("{language}")'
    )
    return [
        *cells,
        new_code_cell(setup, id="setup", metadata=skip | {"tags": ["setup"]}),
        new_code_cell(select, id="language", metadata=skip),
    ]


def _cell_id(text: str, seen: Counter) -> str:
    seen[text] += 1
    return hashlib.sha256(f"{seen[text]} {text}".encode()).hexdigest()[:12]


def _cell_metadata(cell: NotebookNode, tags: Sequence[str]) -> dict:
    heading = cell.cell_type == "markdown" and cell.source.startswith("#")
    slide = "slide" if heading else "fragment" if "solution" in tags else "-"
    metadata = {"slideshow": {"slide_type": slide}}
    if tags:
        metadata["tags"] = list(tags)
    if "solution" in tags and cell.cell_type == "code":
        # Folded in Jupyter and in Colab.
        metadata |= {"jupyter": {"source_hidden": True}, "cellView": "form"}
    return metadata


# From executed to committed ------------------------------------------------


def clean(notebook: NotebookNode, built: NotebookNode) -> None:
    """Take out what differs between runs and machines, and shrink PNGs."""
    notebook.metadata = built.metadata
    for cell, fresh in zip(notebook.cells, built.cells, strict=True):
        cell.metadata = fresh.metadata
        if cell.cell_type != "code":
            continue
        cell.outputs = [o for o in cell.outputs if _drop_widget(o)]
        for output in cell.outputs:
            if output.output_type == "error":
                # Frames outside the notebook show this machine's folders.
                output.traceback = [
                    frame
                    for frame in output.traceback
                    if not COLOUR.sub("", frame).startswith("File ")
                ]
            if "image/png" in output.get("data", ()):
                png = shrink_png(base64.b64decode(output.data["image/png"]))
                output.data["image/png"] = base64.b64encode(png).decode()


def _drop_widget(output: NotebookNode) -> bool:
    """Take the widget out of an output; is there a still of it to keep?

    A widget without its kernel shows nothing but an error, and its bare
    text is no more than the name of its class.
    """
    if WIDGET not in output.get("data", ()):
        return True
    del output.data[WIDGET]
    return any(kind != "text/plain" for kind in output.data)


def shrink_png(png: bytes) -> bytes:
    """The same picture in fewer bytes: 256 colours where that looks alike."""
    image = Image.open(io.BytesIO(png))
    if image.mode == "RGBA" and image.getextrema()[3] == (255, 255):
        image = image.convert("RGB")
    best = image
    if image.mode == "RGB":
        few = image.quantize(
            256,
            method=Image.Quantize.MAXCOVERAGE,
            kmeans=3,
            dither=Image.Dither.NONE,
        )
        change = ImageChops.difference(few.convert("RGB"), image)
        largest = max(most for _, most in change.getextrema())
        # Of 255: less than an eye finds, on average and in any pixel.
        if max(ImageStat.Stat(change).rms) < 3 and largest < 33:
            best = few
    small = io.BytesIO()
    best.save(small, "PNG", optimize=True)
    return min(png, small.getvalue(), key=len)


def find_faults(notebook: NotebookNode) -> Iterator[str]:
    """Tell what an executed notebook must not show, cell by cell."""
    for number, cell in enumerate(notebook.cells, 1):
        where = f"cell {number}: "
        if MACHINE_PATH.search(cell.source):
            yield where + "the source holds a path of one machine"
        if cell.cell_type != "code":
            continue
        lines = cell.source.splitlines()
        if len(lines) > MOST_LINES:
            yield where + f"{len(lines)} lines, at most {MOST_LINES}"
        longest = max(map(len, lines), default=0)
        tags = cell.metadata.get("tags", [])
        # The setup cell's address is as long as its owner has made it.
        if longest > MOST_COLUMNS and "setup" not in tags:
            yield where + f"{longest} columns, at most {MOST_COLUMNS}"
        if cell.source.rstrip().endswith(";"):
            yield where + "ends in ;, which nbval does not obey"
        if cell.execution_count is None:
            yield where + "never executed"
        for output in cell.outputs:
            kind = output.output_type
            if kind == "error" and "raises-exception" not in tags:
                yield where + f"raised {output.ename}: {output.evalue}"
            if kind == "stream" and output.name == "stderr":
                yield where + f"wrote to stderr: {output.text.strip()[:300]}"
            path = MACHINE_PATH.search(_shown_text(output))
            if path:
                yield where + f"shows a path of this machine: {path[0]}"
            if WIDGET in output.get("data", ()):
                yield where + "holds a widget, which needs a kernel"
            if _is_of_colab(output):
                yield where + "holds an output that only Colab can show"
            if ADDRESS.search(_shown_text(output)):
                yield where + "shows an address in memory, new in each run"
            if "image/png" in output.get("data", ()) and (
                "NBVAL_CHECK_OUTPUT" in cell.source
            ):
                yield where + "a figure cannot be compared by nbval"
    if "widgets" in notebook.metadata:
        yield "holds the state of widgets"
    size = len(nbformat.writes(notebook).encode())
    if size >= MOST_BYTES:
        yield f"{size / 1e3:.0f} KB, must be under {MOST_BYTES / 1e3:.0f} KB"


def _is_of_colab(output: NotebookNode) -> bool:
    return any(kind.startswith(COLAB) for kind in output.get("data", ()))


def _shown_text(output: NotebookNode) -> str:
    texts = [output.get("text", ""), *output.get("traceback", ())]
    for kind, data in output.get("data", {}).items():
        if not kind.startswith("image/") or "svg" in kind:
            texts.append(str(data))
    return COLOUR.sub("", "\n".join(texts))


def find_differences(
    committed: NotebookNode, built: NotebookNode
) -> Iterator[str]:
    """Tell where a committed notebook is not what the source gives."""
    if committed.metadata != built.metadata:
        yield "the notebook's metadata are not the source's"
    if len(committed.cells) != len(built.cells):
        yield (
            f"has {len(committed.cells)} cells, "
            f"the source gives {len(built.cells)}"
        )
        return
    for number, (old, new) in enumerate(
        zip(committed.cells, built.cells, strict=True), 1
    ):
        for part in ("cell_type", "id", "source", "metadata"):
            if old.get(part) != new[part]:
                yield f"cell {number}: its {part} is not the source's"
                break


def find_problems(path: Path, built: NotebookNode) -> list[str]:
    """What keeps a committed notebook from being the one to commit."""
    try:
        committed = nbformat.read(path, as_version=4)
    except FileNotFoundError:
        return ["missing: run python notebooks/build.py"]
    except Exception as error:  # what a broken file raises varies
        return [f"cannot be read: {error}"]
    if "colab" in committed.metadata:
        # Colab changes every cell a little: one line for all of that.
        return ["was saved by Colab: run python notebooks/build.py"]
    return [*find_differences(committed, built), *find_faults(committed)]


def check(folder: Path, names: Sequence[str] = ()) -> list[str]:
    """Every problem of the committed notebooks; executes nothing.

    folder: holds `lessons`, `en` and `id`; names: as in `find_lessons`.
    """
    problems = []
    for source in find_lessons(folder, names):
        try:
            editions = {lang: build(source, lang) for lang in LANGUAGES}
        except ValueError as error:
            problems += str(error).splitlines()
            continue
        for language, built in editions.items():
            path = folder / language / f"{source.stem}.ipynb"
            found = find_problems(path, built)
            name = f"{language}/{path.name}"
            problems += [f"{name}, {problem}" for problem in found]
    notebooks = [
        p for lang in LANGUAGES for p in folder.glob(f"{lang}/*.ipynb")
    ]
    lessons = {source.stem for source in find_lessons(folder)}
    for path in sorted(notebooks):
        if path.stem not in lessons:
            problems.append(f"{path.parent.name}/{path.name}, has no source")
    total = sum(path.stat().st_size for path in notebooks)
    if total >= MOST_BYTES_TOGETHER:
        problems.append(
            f"all notebooks: {total / 1e6:.1f} MB, must be under 10 MB"
        )
    return problems


def keep_outputs(notebook: NotebookNode, committed: Path) -> bool:
    """Give a notebook the outputs of the committed one, if its code is that.

    The setup cell may differ: it shows nothing where the package is there.
    What was saved in Colab has lost its cells' ids; what ran there may hold
    what only Colab or a kernel can show. Returns whether it could be done.
    """
    try:
        old = nbformat.read(committed, as_version=4)
    except Exception:  # missing or broken: it will be made anew
        return False
    old_code, new_code = (
        [cell for cell in one.cells if cell.cell_type == "code"]
        for one in (old, notebook)
    )
    if len(old_code) != len(new_code):
        return False
    pairs = list(zip(old_code, new_code, strict=True))
    for before, cell in pairs:
        if before.source != cell.source and cell.id != "setup":
            return False
        for output in before.outputs:
            if _is_of_colab(output) or WIDGET in output.get("data", ()):
                return False
    for before, cell in pairs:
        cell.outputs = before.outputs if cell.id != "setup" else []
        cell.execution_count = before.execution_count
    return True


def rebuild(source: Path, language: str, *, force: bool = False) -> list[str]:
    """Build, execute and write one edition; returns its problems.

    With a problem nothing is written. Unless `force`, a current notebook is
    left alone, and one of which only the text has changed keeps its outputs.
    """
    target = source.parents[1] / language / f"{source.stem}.ipynb"
    built = build(source, language)
    if not force and not find_problems(target, built):
        return []
    notebook = build(source, language)
    name = f"{language}/{source.stem}"
    if force or not keep_outputs(notebook, target):
        with tqdm(total=len(notebook.cells), desc=name, unit="cell") as bar:
            execution = execute(
                notebook, on_cell=lambda i: bar.update(i - bar.n)
            )
            if execution.error:
                return [f"{name}, {execution.error}"]
            bar.update(bar.total - bar.n)
        clean(notebook, built)
    problems = [f"{name}, {fault}" for fault in find_faults(notebook)]
    if not problems:
        write_whole(target, nbformat.writes(notebook) + "\n")
    return problems


def main(
    arguments: Sequence[str] | None = None, *, folder: Path = FOLDER
) -> int:
    """Build or check from the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lang", choices=(*LANGUAGES, "both"), default="both")
    parser.add_argument("--force", action="store_true", help="even if current")
    parser.add_argument("--check", action="store_true", help="only report")
    options, sources = parse_lessons(parser, arguments, folder)
    languages = LANGUAGES if options.lang == "both" else (options.lang,)
    if options.check:
        problems = check(folder, options.lessons)
    else:
        problems = []
        for source in sources:
            try:
                for language in languages:
                    problems += rebuild(source, language, force=options.force)
            except ValueError as error:
                problems += str(error).splitlines()
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        done = "current" if options.check else "built or current"
        print(f"{len(sources)} lessons, all {done}.")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
