"""Each test starts in English, without a display, and closes its figures.

Lessons run first, the longest before the others, and two of them at a time:
all else waits, so that both cores are theirs. Unless asked for with `--whole`
what is marked slow is left out, and with `--lessons` all other lessons are.
"""

import os
import re
import shutil
from functools import cache
from pathlib import Path

# Before TensorFlow is imported, else its log lines stand in the output.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["MPLBACKEND"] = "Agg"

import matplotlib.pyplot as plt
import pytest

from mnist_helpers import data, set_language

# WCAG 2.1 AA, as axe-core names its parts.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
AXE = """async rules => {
    const found = await axe.run({runOnly: rules, preload: false});
    return found.violations.map(
        each => each.id + ": " + each.nodes.map(n => n.html.slice(0, 150)));
}"""
ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"


def read_once(read=data._read_pair, folder=data.MNIST_FOLDER):
    """A reader that unpacks the published files once, for all tests."""
    kept = cache(read)

    def read_pair(part):
        if folder != data.MNIST_FOLDER:
            return read(part)
        return tuple(array.copy() for array in kept(part))

    return read_pair


# Here, since most test modules load the digits as they are imported.
data._read_pair = read_once()


def read_lesson(nodeid):
    """The lesson that a test runs, such as "05_augment", or ""."""
    path, _, test = nodeid.partition("::")
    name = test if "any_order" in path else path
    lesson = re.search(r"(\d\d_\w+)(?:\]|\.ipynb)$", name)
    return lesson[1] if lesson else ""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            # The tests of a lesson's run, or else of a file.
            return read_lesson(nodeid) or nodeid.partition("::")[0]

    return ByGroup(config, log)


def pytest_addoption(parser):
    parser.addoption("--whole", action="store_true", help="what is slow too")
    parser.addoption("--lessons", help="run these lessons, by name")


def pytest_collection_modifyitems(config, items):
    # The later a lesson, the more it trains.
    items.sort(key=lambda item: -int(read_lesson(item.nodeid)[:2] or -1))
    whole, due = map(config.getoption, ("--whole", "--lessons"))
    kept, left = [], []
    for item in items:
        lesson = read_lesson(item.nodeid)
        slow = item.get_closest_marker("slow") and not whole
        other = due is not None and lesson and lesson not in due.split(",")
        (left if slow or other else kept).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept


@pytest.fixture(autouse=True)
def english_and_no_figures():
    set_language("en")
    yield
    set_language("en")
    plt.close("all")


@pytest.fixture(scope="session")
def chromium():
    """A headless browser without a network of its own to talk to."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        # Playwright's own can't be had everywhere.
        reason = "no Chromium or Chrome on this machine"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-background-networking"],
        )


@pytest.fixture
def page(chromium):
    """A telephone's page that keeps what goes wrong in `said`."""
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.said = []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("requestfailed", lambda asked: page.said.append(asked.url))
    page.on(
        "console",
        lambda message: (
            page.said.append(message.text) if message.type == "error" else None
        ),
    )
    yield page
    page.close()


def find_barriers(page):
    """What keeps people out of a page, as axe-core names it."""
    import axe_playwright_python

    script = Path(axe_playwright_python.__file__).with_name("axe.min.js")
    page.evaluate(script.read_text("utf-8"))
    return page.evaluate(AXE, WCAG)
