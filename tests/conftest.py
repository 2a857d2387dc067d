"""Each test starts in English, without a display, and closes its figures.

Lessons run first, the longest before the others, and two of them at a time:
all else waits, so that both cores are theirs.
"""

import os
import re
import shutil
from pathlib import Path

# Before TensorFlow is imported, else its log lines stand in the output.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["MPLBACKEND"] = "Agg"

import matplotlib.pyplot as plt
import pytest

from mnist_helpers import set_language

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"


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


def pytest_collection_modifyitems(items):
    # The later a lesson, the more it trains.
    items.sort(key=lambda item: -int(read_lesson(item.nodeid)[:2] or -1))


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
