"""Both editions as they are committed: executed, clean, current.

In: lesson sources and the committed notebooks. Out: `en/NN_name.ipynb` and
`id/NN_name.ipynb`, rebuilt where the source has changed, or a list of what
is wrong with them.
"""

import base64
import io
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from PIL import Image, ImageChops, ImageStat
from tqdm import tqdm

from mnist_helpers.files import write_whole

from .kernel import COLOUR, execute
from .lesson import LANGUAGES, build, find_lessons

MOST_LINES, MOST_COLUMNS = 20, 79
MOST_BYTES, MOST_BYTES_TOGETHER = 400_000, 10_000_000
MACHINE_PATH = re.compile(
    r"(?:/(?:home|root|work|tmp|Users)/|:\\Users\\)[\w.]+"
)
ADDRESS = re.compile(r" at 0x[0-9a-f]{6,}")
# Pictures within HTML; chance can write anything in these letters.
PICTURE = re.compile(r"data:image/[\w+.-]+;base64,[A-Za-z0-9+/=\n]+")
PNG = re.compile(r"(?<=data:image/png;base64,)[A-Za-z0-9+/=\n]+")
WIDGET = "application/vnd.jupyter.widget-view+json"
# What nothing but a kernel or Colab can show.
ALIVE = (WIDGET, "application/vnd.google.colaboratory.")
REMEDY = "run python -m tools build"


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
            data = output.get("data", {})
            if "image/png" in data:
                data["image/png"] = _shrink(data["image/png"])
            if "text/html" in data:
                data["text/html"] = PNG.sub(
                    lambda found: _shrink(found[0]), data["text/html"]
                )


def _shrink(encoded: str) -> str:
    png = shrink_png(base64.b64decode(encoded))
    return base64.b64encode(png).decode()


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
    image: Image.Image = Image.open(io.BytesIO(png))
    opaque = (255, 255)
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == opaque:
        image = image.convert("RGB")
    best = image
    if image.mode == "RGB":
        few = image.quantize(
            256,
            method=Image.Quantize.MAXCOVERAGE,
            kmeans=3,
            dither=Image.Dither.NONE,
        )
        difference = ImageChops.difference(few.convert("RGB"), image)
        change = ImageStat.Stat(difference)
        largest = max(most for _, most in change.extrema)
        # Of 255: less than an eye finds, on average and in any pixel.
        if max(change.rms) < 3 and largest < 33:
            best = few
    small = io.BytesIO()
    best.save(small, "PNG", optimize=True)
    return min(png, small.getvalue(), key=len)


def find_faults(notebook: NotebookNode) -> Iterator[str]:
    """What an executed notebook must not show, cell by cell."""
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
            text = _shown_text(output)
            path = MACHINE_PATH.search(text)
            if path:
                yield where + f"shows a path of this machine: {path[0]}"
            if _is_alive(output):
                yield where + "holds what only a kernel or Colab can show"
            if ADDRESS.search(text):
                yield where + "shows an address in memory, new in each run"
            if "NBVAL_CHECK_OUTPUT" in cell.source and _holds_figure(output):
                yield where + "a figure cannot be compared by nbval"
    size = len(nbformat.writes(notebook).encode())
    if size >= MOST_BYTES:
        yield f"{size / 1e3:.0f} KB, must be under {MOST_BYTES / 1e3:.0f} KB"


def _is_alive(output: NotebookNode) -> bool:
    return any(kind.startswith(ALIVE) for kind in output.get("data", ()))


def _holds_figure(output: NotebookNode) -> bool:
    data = output.get("data", {})
    kinds = [kind for kind in data if kind.startswith("image/")]
    return bool(kinds or PICTURE.search(data.get("text/html", "")))


def _shown_text(output: NotebookNode) -> str:
    texts = [output.get("text", ""), *output.get("traceback", ())]
    for kind, data in output.get("data", {}).items():
        if not kind.startswith("image/") or "svg" in kind:
            texts.append(str(data))
    return PICTURE.sub("", COLOUR.sub("", "\n".join(texts)))


def find_differences(
    committed: NotebookNode, built: NotebookNode
) -> Iterator[str]:
    """Where a committed notebook is not what the source gives."""
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
        return [f"missing: {REMEDY}"]
    except Exception as error:  # what a broken file raises varies
        return [f"cannot be read: {error}"]
    if "colab" in committed.metadata:
        # Colab changes every cell a little: one line for all of that.
        return [f"was saved by Colab: {REMEDY}"]
    return [*find_differences(committed, built), *find_faults(committed)]


def check(folder: Path, names: Sequence[str] = ()) -> list[str]:
    """Every problem of the committed notebooks; runs nothing.

    folder: holds `lessons`, `en` and `id`; names: as in `find_lessons`.
    """
    problems = []
    for source in find_lessons(folder, names):
        for language in LANGUAGES:
            path = folder / language / f"{source.stem}.ipynb"
            try:
                found = find_problems(path, build(source, language))
            except ValueError as error:
                found = str(error).splitlines()
            problems += [f"{language}/{path.name}, {one}" for one in found]
    notebooks = sorted(folder.glob("[ei][nd]/*.ipynb"))
    lessons = {source.stem for source in find_lessons(folder)}
    problems += [
        f"{path.parent.name}/{path.name}, has no source"
        for path in notebooks
        if path.stem not in lessons
    ]
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
        edited = before.source != cell.source and cell.id != "setup"
        if edited or any(map(_is_alive, before.outputs)):
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
    notebook = deepcopy(built)
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


def build_lessons(
    sources: Sequence[Path], languages: Sequence[str], *, force: bool = False
) -> list[str]:
    """Rebuild editions; returns the problems of all of them."""
    problems = []
    for source in sources:
        try:
            for language in languages:
                problems += rebuild(source, language, force=force)
        except ValueError as error:
            problems += str(error).splitlines()
    return problems
