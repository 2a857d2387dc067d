"""Each test starts in English, without a display, and closes its figures.

Lessons run first, the longest before the others, and two of them at a time:
all else waits, so that both cores are theirs.
"""

import os
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


def read_group(item):
    """What runs on one worker: the tests of a lesson's run, or of a file."""
    lesson = item.path.name == "test_any_order.py" and hasattr(
        item, "callspec"
    )
    return item.callspec.params["lesson"] if lesson else item.path.name


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    def place(item):
        group = read_group(item)
        # The later a lesson, the more it trains.
        return -int(group[:2]) if group[:2].isdigit() else 1

    items.sort(key=place)
    for item in items:
        item.add_marker(pytest.mark.xdist_group(read_group(item)))


@pytest.fixture(autouse=True)
def english_and_no_figures():
    set_language("en")
    yield
    set_language("en")
    plt.close("all")


@pytest.fixture
def assert_refused():
    """Hold a call to an error that names its argument, in both languages."""

    def check(call, name, indonesian_part):
        with pytest.raises((TypeError, ValueError), match=f"`{name}` must"):
            call()
        set_language("id")
        with pytest.raises((TypeError, ValueError)) as caught:
            call()
        assert f"`{name}` harus" in str(caught.value)
        assert indonesian_part in str(caught.value)

    return check


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
