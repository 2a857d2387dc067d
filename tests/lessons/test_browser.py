"""Lessons 05 and 15 in a real JupyterLab, in a headless Chromium."""

import json
import os
import secrets
import subprocess
import sys
import time

import nbformat
import numpy as np
import pytest
from conftest import ROOT
from playwright.sync_api import expect

from mnist_course.own_digits import made_pictures
from mnist_course.widgets.quizzes import QUIZZES
from mnist_helpers import load_mnist, set_language
from tools.lab import write_settings

NOTEBOOK = ROOT / "notebooks/id/05_augment.ipynb"
OWN_DIGITS = ROOT / "notebooks/id/15_your_own_digits.ipynb"
(IMAGES, LABELS), _test = load_mnist()
SEVEN = IMAGES[LABELS == 7][0]
# The cells of it that draw and upload, and what they need.
DRAWING = (
    "set_language(",
    "import numpy",
    "load_trained(",
    "draw_digit(",
    "read_photo(",
)


def start_lab(folder, old=None, language="id"):
    """Start JupyterLab on `folder`; returns its process and its address.

    Its settings, kernels' files and token are its own.
    """
    own = folder / ".jupyter"
    environment = os.environ | {
        "IPYTHONDIR": str(own / "ipython"),
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    environment.pop("MPLBACKEND", None)
    if old:
        paths = [str(old), *filter(None, [environment.get("PYTHONPATH")])]
        environment["PYTHONPATH"] = os.pathsep.join(paths)
    token = secrets.token_hex(16)
    options = {
        "IdentityProvider.token": token,
        "LabApp.expose_app_in_browser": True,
        "LabApp.app_settings_dir": write_settings(own / "lab", language),
        "LabApp.user_settings_dir": own / "settings",
        "LabApp.workspaces_dir": own / "workspaces",
        "ServerApp.allow_root": True,
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.open_browser": False,
        "ServerApp.port": 0,
        "ServerApp.root_dir": folder,
    }
    if old:
        options["LabServerApp.extra_labextensions_path"] = (
            old / "share" / "jupyter" / "labextensions"
        )
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jupyterlab",
            *(f"--{name}={value}" for name, value in options.items()),
        ],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=(folder / "lab.log").open("w"),
    )
    for _second in range(600):
        for path in (own / "runtime").glob("jpserver-*.json"):
            try:
                return process, json.loads(path.read_text())["url"], token
            except (json.JSONDecodeError, KeyError):
                pass
        time.sleep(0.1)
    raise TimeoutError((folder / "lab.log").read_text())


@pytest.fixture(scope="module")
def old_widgets(tmp_path_factory):
    """A folder with the ipywidgets that Google Colab has."""
    folder = tmp_path_factory.mktemp("old")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"),
            *("--target", folder, "ipywidgets==7.7.1"),
            *("widgetsnbextension<4", "jupyterlab-widgets<2"),
            *("ipython_genutils", "anywidget==0.9.21"),
        ],
        check=True,
    )
    return folder


@pytest.fixture
def open_notebook(chromium, tmp_path):
    """Open a notebook in a Lab of its own; everything ends with the test."""
    started = []

    def open_one(path, old=None, holding=None):
        folder = tmp_path / "class"
        folder.mkdir()
        notebook = nbformat.read(path, as_version=4)
        if holding:
            notebook.cells = [
                cell
                for cell in notebook.cells
                if cell.cell_type == "code"
                and any(text in cell.source for text in holding)
            ]
        for cell in notebook.cells:
            if cell.cell_type == "code":  # a count will say: it has run here
                cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, folder / path.name)
        process, address, token = start_lab(folder, old)
        context = chromium.new_context(
            viewport={"width": 1400, "height": 1000}
        )
        started.extend([context, process])
        page = context.new_page()
        page.said = []
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(
            f"{address}lab/tree/{path.name}?token={token}",
            wait_until="domcontentloaded",  # no load event without internet
        )
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
        return page

    yield open_one
    for one in started:
        one.close() if hasattr(one, "close") else one.terminate()


def run_all(page):
    """Run every cell and wait for the last one."""
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.context"
        "?.sessionContext.session?.kernel?.status === 'idle'"
    )
    page.evaluate(
        "() => { void jupyterapp.commands.execute('notebook:run-all-cells') }"
    )
    # Cells out of sight are not in the page, so ask the notebook itself.
    page.wait_for_function(
        """() => {
            const cells = [...jupyterapp.shell.currentWidget.content.widgets]
            const code = cells.filter(cell => cell.model.type === "code")
            const failed = code.some(cell => cell.model.outputs.toJSON()
                .some(output => output.output_type === "error"))
            return failed || code.every(cell => cell.model.executionCount > 0
                && cell.model.executionState === "idle")
        }""",
        timeout=300_000,
    )
    assert list_complaints(page) == []


def list_complaints(page):
    """Errors and lines on stderr in the cells' outputs."""
    return page.evaluate(
        """() => jupyterapp.shell.currentWidget.content.widgets
            .filter(cell => cell.model.type === "code")
            .flatMap(cell => cell.model.outputs.toJSON())
            .filter(o => o.output_type === "error" || o.name === "stderr")"""
    )


def show(page, text):
    """Scroll to the cell whose source holds `text`; returns that cell."""
    page.evaluate(
        """text => {
            const notebook = jupyterapp.shell.currentWidget.content
            const place = notebook.widgets.findIndex(
                cell => cell.model.type === "code"
                    && cell.model.sharedModel.source.includes(text))
            notebook.activeCellIndex = place
            void notebook.scrollToItem(place, "start")
        }""",
        text,
    )
    cell = page.locator(".jp-Notebook .jp-mod-active.jp-CodeCell")
    cell.locator(".mnist-live").wait_for(timeout=60_000)
    return cell


def try_explorer_and_quiz(page):
    cell = show(page, "explore_augmentation(images")
    expect(cell.locator(".mnist-live")).to_have_count(1)
    copy = cell.locator("img.widget-image").nth(1)
    # ipywidgets 8 and 7 name it differently.
    handle = cell.locator(".noUi-handle, .ui-slider-handle").first
    before = copy.get_attribute("src")
    numbers = cell.locator(".mnist-live").inner_text()
    handle.focus()
    for _press in range(5):
        page.keyboard.press("ArrowRight")
    expect(copy).not_to_have_attribute("src", before)
    assert cell.locator(".mnist-live").inner_text() != numbers
    moved = copy.get_attribute("src")
    cell.get_by_role("button", name="Salinan acak baru").click()
    expect(copy).not_to_have_attribute("src", moved)
    expect(cell.locator(".mnist-live")).to_contain_text("piksel tinta")

    cell = show(page, 'quiz("shear_units")')
    set_language("id")
    answers = QUIZZES["shear_units"]["id"]["answers"]
    right = QUIZZES["shear_units"]["right"]
    cell.get_by_role("button", name=answers[1 - right]).click()
    alert = cell.get_by_role("alert")
    expect(alert).to_contain_text("Belum tepat.")
    cell.get_by_role("button", name=answers[right]).click()
    expect(alert).to_contain_text("Benar.")


# Colab's HTML widget looks for MathJax 2, which this Lab no longer has.
QUEUE = "Cannot read properties of undefined (reading 'Queue')"


@pytest.mark.parametrize(
    ("old", "may"),
    [
        (None, set()),
        pytest.param("old_widgets", {QUEUE}, marks=pytest.mark.slow),
    ],
)
def test_lesson_05_in_indonesian_runs_and_its_widgets_answer(
    open_notebook, request, old, may
):
    page = open_notebook(NOTEBOOK, old and request.getfixturevalue(old))
    run_all(page)
    try_explorer_and_quiz(page)
    assert {*page.said} <= may
    if old is None:  # as `course.py lab --lang id` opens it
        assert page.locator("html").get_attribute("lang") == "id-ID"
        expect(page.locator(".jp-DirListing-header")).to_contain_text("Nama")
        expect(page.locator(".Toastify__toast")).to_have_count(0)


def draw(page, canvas, points):
    """Draw a stroke by mouse; points are in shares of the canvas."""
    box = canvas.bounding_box()
    places = [
        (box["x"] + x * box["width"], box["y"] + y * box["height"])
        for x, y in points
    ]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=8)
    page.mouse.up()


def choose(page, cell, words, name, content):
    with page.expect_file_chooser() as chooser:
        cell.get_by_role("button", name=words["choose"]).click()
    chooser.value.set_files(
        {"name": name, "mimeType": "image/jpeg", "buffer": content}
    )


def draw_and_upload(page, words, picture):
    """Draw a 7 by mouse and a 1 by keys, clear, and upload a photo."""
    cell = show(page, "draw_digit(")
    canvas = cell.locator(".mnist-pad canvas")
    status = cell.locator(".mnist-pad [role=status]")
    expect(status).to_have_text(words["empty"])
    canvas.scroll_into_view_if_needed()
    draw(page, canvas, [(0.28, 0.25), (0.72, 0.25), (0.45, 0.8)])
    expect(status).to_contain_text(words["answer"] + " 7")
    draw(page, canvas, [(0.3, 0.52), (0.7, 0.52)])
    expect(status).to_contain_text(words["answer"] + " 7")
    maps = cell.locator(".mnist-pad .maps img")
    expect(maps).to_have_count(2)
    shares = cell.locator(".mnist-pad tr.most")
    expect(shares).to_have_count(1)
    expect(shares.locator("th")).to_have_text("7")
    cell.screenshot(path=picture)
    cell.get_by_role("button", name=words["undo"]).click()
    expect(status).to_contain_text(words["answer"] + " 7")
    cell.get_by_role("button", name=words["clear"]).click()
    expect(status).to_have_text(words["empty"])
    expect(maps.first).to_be_hidden()
    # A 1 from the keys alone: down with the pen, ten steps, up.
    canvas.focus()
    for key in [" ", *10 * ["ArrowDown"], " "]:
        page.keyboard.press(key)
    expect(status).to_contain_text(words["answer"] + " 1")

    cell = show(page, "read_photo(")
    made = made_pictures.make_photo(np.random.default_rng(7), SEVEN, "ruled")
    choose(page, cell, words, "foto.jpg", made)
    status = cell.get_by_role("status")
    expect(status).to_contain_text(words["read"] + " 7 (")
    expect(cell.locator("img.widget-image")).to_be_visible()
    choose(page, cell, words, "foto.pdf", b"%PDF-1.7")
    expect(status).to_contain_text("PDF")


INDONESIAN = {
    "empty": "Gambarlah sebuah digit, 0 sampai 9.",
    "answer": "Jawaban:",
    "undo": "Batalkan",
    "clear": "Hapus semua",
    "choose": "Pilih foto",
    "read": "Terbaca, beserta keyakinannya:",
}


@pytest.mark.parametrize(
    ("old", "may"),
    [
        (None, set()),
        pytest.param("old_widgets", {QUEUE}, marks=pytest.mark.slow),
    ],
)
def test_the_pad_reads_a_drawn_7_and_the_upload_a_photo(
    open_notebook, request, tmp_path, old, may
):
    folder = old and request.getfixturevalue(old)
    page = open_notebook(OWN_DIGITS, folder, holding=DRAWING)
    run_all(page)
    draw_and_upload(page, INDONESIAN, tmp_path / "pad.png")
    assert {*page.said} <= may


@pytest.mark.slow
def test_widgets_pass_their_tests_on_the_ipywidgets_of_colab(old_widgets):
    environment = os.environ | {"PYTHONPATH": str(old_widgets)}

    def run(*arguments):
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    version = "import ipywidgets; print(ipywidgets.__version__)"
    assert run("-c", version).strip() == "7.7.1"
    (tests,) = (ROOT / "tests").rglob("test_widgets.py")
    assert "passed" in run("-m", "pytest", "-q", tests)
