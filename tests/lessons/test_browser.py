"""Lesson 05 in a real JupyterLab, driven in a headless Chromium."""

import json
import os
import secrets
import subprocess
import sys
import time

import nbformat
import pytest
from conftest import ROOT
from playwright.sync_api import expect

from mnist_helpers import set_language
from mnist_helpers.widgets.quiz import QUIZZES

NOTEBOOK = ROOT / "notebooks/id/05_augment.ipynb"


def start_lab(folder, old=None):
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
        environment["PYTHONPATH"] = str(old)
    token = secrets.token_hex(16)
    options = {
        "IdentityProvider.token": token,
        "LabApp.expose_app_in_browser": True,
        "LabApp.check_for_updates_class": (
            "jupyterlab.handlers.announcements.NeverCheckForUpdate"
        ),
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
            *("ipython_genutils",),
        ],
        check=True,
    )
    return folder


@pytest.fixture
def open_notebook(chromium, tmp_path):
    """Open a notebook in a Lab of its own; everything ends with the test."""
    started = []

    def open_one(path, old=None):
        folder = tmp_path / "class"
        folder.mkdir()
        notebook = nbformat.read(path, as_version=4)
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


def test_lesson_05_in_indonesian_runs_and_its_widgets_answer(open_notebook):
    page = open_notebook(NOTEBOOK)
    run_all(page)
    try_explorer_and_quiz(page)
    assert page.said == []


def test_the_widgets_answer_on_the_ipywidgets_of_colab(
    open_notebook, old_widgets
):
    page = open_notebook(NOTEBOOK, old_widgets)
    run_all(page)
    try_explorer_and_quiz(page)
    # Its HTML widget looks for MathJax 2, which this Lab no longer has.
    queue = "Cannot read properties of undefined (reading 'Queue')"
    assert set(page.said) <= {queue}


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
