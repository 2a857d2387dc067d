"""Read students' notebooks beside the lessons, without executing them.

In: notebooks as Colab, JupyterLab or VS Code saved them. Out: for each
exercise the state, the answer as it was written, and what its check said.
"""

import ast
import contextlib
import io
import json
import operator
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from nbformat import convert, from_dict

from mnist_course.exercises import load_exercises

from ..kernel import COLOUR
from ..lesson import split_sections

MARKS = ("✓", "OK ", "✗", "! ")  # right twice, wrong twice
MAGIC = re.compile(r"^([ \t]*)[%!].*", re.M)
CHECK = re.compile(r"(?:m[ch]\.)?(check_\w+)\(\s*(\w+)")
RIGHT, WRONG, UNCHECKED = "right", "wrong", "not checked"
LEFT, MISSING = "left", "missing"
STATES = (RIGHT, WRONG, UNCHECKED, LEFT, MISSING)
SUMS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}


class Task(NamedTuple):
    """An exercise of a lesson as its notebook asks it.

    check, variable: as the check cell names them; heading: of the exercise;
    check_id, answer_id: of its cells; stub: the answer cell, untouched.
    """

    check: str
    variable: str
    heading: str
    check_id: str
    answer_id: str
    stub: str


class Lesson(NamedTuple):
    """What a committed notebook asks, and its code cells by id."""

    name: str
    tasks: tuple[Task, ...]
    code: Mapping[str, str]


def read_cells(content: bytes) -> list[dict[str, Any]]:
    """A notebook's cells: cell_type, id, source, outputs; else ValueError."""
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
        if "worksheets" in notebook:
            notebook = convert(from_dict(notebook), 4)
        return [
            {
                "cell_type": str(cell["cell_type"]),
                "id": str(cell.get("id", "")),
                "source": "".join(cell["source"]).replace("\r\n", "\n"),
                "outputs": [
                    output | {"text": "".join(output.get("text") or ())}
                    for output in cell.get("outputs") or ()
                    if isinstance(output, dict)
                ],
            }
            for cell in notebook["cells"]
        ]
    except (ValueError, RecursionError) as error:
        raise ValueError("broken") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("odd_format") from error


def read_lessons(notebooks: Path) -> dict[str, Lesson]:
    """The committed lessons by name and language, "01_collect_data/en"."""
    lessons = {}
    for path in sorted(notebooks.glob("[ei][nd]/*.ipynb")):
        cells = read_cells(path.read_bytes())
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        tasks: list[Task] = []
        for section in split_sections(cells):
            for cell in section.cells:
                if found := CHECK.match(cell["source"]):
                    answer = code[code.index(cell) - 1]
                    tasks.append(
                        Task(
                            *(found[1], found[2], section.title),
                            *(cell["id"], answer["id"], answer["source"]),
                        )
                    )
        sources = {cell["id"]: cell["source"] for cell in code}
        name = f"{path.stem}/{path.parent.name}"
        lessons[name] = Lesson(path.stem, tuple(tasks), sources)
    return lessons


def find_lesson_of(
    cells: Sequence[Mapping], lessons: Mapping[str, Lesson]
) -> Lesson:
    """The lesson, in its language, that has most of a notebook's cells."""
    text = "\n".join(cell["source"] for cell in cells)
    sources = {cell["source"] for cell in cells}

    def count(lesson: Lesson) -> int:
        asked = sum(
            (f"{task.check}(" in text) + (task.heading in text)
            for task in lesson.tasks
        )
        return 10 * asked + len(sources & {*lesson.code.values()})

    best = max(lessons.values(), key=count)
    if count(best) < 3:
        raise ValueError("no_lesson")
    return best


def find_cells(
    task: Task, cells: Sequence[Mapping]
) -> tuple[Mapping | None, Mapping | None]:
    """The answer's cell and the check's: by id, by name, by heading."""
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    asks = [cell for cell in code if f"{task.check}(" in cell["source"]]
    asks.sort(key=lambda cell: cell["id"] != task.check_id)
    check = asks[0] if asks else None
    gives = re.compile(rf"^{task.variable}\s*(?::[^=\n]*)?=(?!=)", re.M)
    answers = [cell for cell in code if gives.search(cell["source"])]
    if check is not None:  # what was assigned last before the check counts
        end = code.index(check) + 1
        answers = [cell for cell in answers if code.index(cell) < end]
    if check is None:
        by_id = [cell for cell in answers if cell["id"] == task.answer_id]
        answers = by_id or answers
    if answers:
        return answers[-1], check
    for place, cell in enumerate(cells):
        if cell["cell_type"] == "markdown" and task.heading in cell["source"]:
            below = [one for one in cells[place + 1 :] if one in code]
            return (below[0] if below else None), check
    return None, check


def read_answer(
    task: Task, cells: Sequence[Mapping], *, recheck: bool
) -> dict[str, str]:
    """How one exercise was answered, and what its check has said."""
    answer, check = find_cells(task, cells)
    row = {"exercise": task.heading, "check": task.check}
    if answer is None:
        return row | {"state": MISSING, "answer": "", "said": ""}
    text = find_expression(answer["source"], task.variable)
    said = read_text(check["outputs"]) if check else ""
    row |= {"state": UNCHECKED, "answer": text, "said": said}
    if text == "..." or answer["source"].strip() == task.stub.strip():
        return row | {"state": LEFT, "said": ""}
    if recheck:
        try:
            value = find_value(text)
        except Exception:  # no literal; or one that Python itself refuses
            return row | {"said": ""}
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            load_exercises()[task.check](value)
        row["said"] = said = printed.getvalue().strip()
    # A warning may stand before it.
    marks = [line for line in said.splitlines() if line.startswith(MARKS)]
    if marks:
        row["state"] = RIGHT if marks[-1].startswith(MARKS[:2]) else WRONG
    return row


def find_expression(source: str, variable: str) -> str:
    """What a cell assigns to a variable last, as written; "" if nothing."""
    try:
        tree = ast.parse(source := MAGIC.sub(r"\1pass", source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    found = ""
    for node in tree.body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not node.value:
            continue
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        names = [one.id for one in targets if isinstance(one, ast.Name)]
        if variable in names:
            found = ast.get_source_segment(source, node.value) or ""
    return found


def find_value(text: str) -> object:
    """The value of a literal or of a sum of numbers; else ValueError."""
    if len(text) > 1000:
        raise ValueError("too long")
    tree = ast.parse(text, mode="eval").body

    def calculate(node: ast.expr) -> Any:
        if isinstance(node, ast.BinOp) and type(node.op) in SUMS:
            pair = calculate(node.left), calculate(node.right)
            if all(isinstance(one, int | float) for one in pair):
                return SUMS[type(node.op)](*pair)
        return ast.literal_eval(node)

    return calculate(tree)


def read_text(outputs: Sequence[Mapping]) -> str:
    """What a cell has printed, without colours."""
    said = ""
    for output in outputs:
        said += output["text"]
        if output.get("output_type") == "error":
            said += f"{output.get('ename')}: {output.get('evalue')}"
    return COLOUR.sub("", said).strip()


def count_changed(lesson: Lesson, cells: Sequence[Mapping]) -> int:
    """Code cells, answers aside, whose source is no longer the lesson's."""
    answers = {task.answer_id for task in lesson.tasks}
    sources = {cell["source"].strip() for cell in cells}
    return sum(
        source.strip() not in sources
        for cell, source in lesson.code.items()
        if cell not in answers
    )


def list_errors(cells: Sequence[Mapping]) -> Iterator[str]:
    for number, cell in enumerate(cells, 1):
        for output in cell["outputs"]:
            if output.get("output_type") == "error":
                yield f"cell {number}, {read_text([output])[:120]}"
