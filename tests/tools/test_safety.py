"""Nothing here runs what it reads, and nothing reaches for the network."""

import ast
import re

import keras
import nbformat
import pytest

from tools.lesson import LANGUAGES, PROJECT as ROOT

SOURCES = sorted(
    path
    for folder in (
        "mnist_helpers",
        "mnist_course",
        "tools",
        "notebooks",
        "benchmarks",
    )
    for path in (ROOT / folder).rglob("*.py")
) + [ROOT / "course.py"]
# A pickle runs what its author wrote into it as it is read.
UNPICKLING = "cloudpickle dill marshal pickle shelve".split()
NETWORK = (
    "aiohttp asyncio ftplib http httpx requests smtplib socket socketserver "
    "ssl telnetlib urllib urllib3 webbrowser websocket xmlrpc"
).split()
COMMAND = r"(?m)^\s*[%!].*|.*\b(?:run_\w+_magic|system|getoutput)\(.*"
RUNNING = (
    "eval exec read_pickle to_pickle enable_unsafe_deserialization __import__"
).split()


def find_dangers(source):
    """Tell what a source does that could run data or reach the network."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{name}" for name in names]
            for name in names:
                first = name.partition(".")[0]
                if first in UNPICKLING or name.startswith("joblib.load"):
                    yield f"unpickles: {name}"
                if first in NETWORK or re.search(r"datasets|get_file", name):
                    yield f"network: {name}"
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            last = called.rpartition(".")[2]
            if last in RUNNING or called in ("joblib.load", "yaml.load"):
                yield f"runs data: {called}"
            if "datasets." in called or last == "get_file":
                yield f"network: {called}"
            for option in node.keywords:
                value = ast.unparse(option.value)
                if option.arg == "allow_pickle" and value != "False":
                    yield f"unpickles: {called}(allow_pickle={value})"
                if option.arg == "safe_mode" and value != "True":
                    yield f"runs data: {called}(safe_mode={value})"


@pytest.mark.parametrize(
    ("source", "danger"),
    [
        ("import pickle", "unpickles: pickle"),
        ("from pickle import load", "unpickles: pickle.load"),
        ("from joblib import load", "unpickles: joblib.load"),
        ("joblib.load(path)", "runs data: joblib.load"),
        ("pd.read_pickle(path)", "runs data: pd.read_pickle"),
        ("eval(text)", "runs data: eval"),
        (
            "np.load(f, allow_pickle=yes)",
            "unpickles: np.load(allow_pickle=yes)",
        ),
        ("m(f, safe_mode=False)", "runs data: m(safe_mode=False)"),
        ("import urllib.request as u", "network: urllib.request"),
        ("from keras.datasets import mnist", "network: keras.datasets.mnist"),
        (
            "keras.datasets.mnist.load_data()",
            "network: keras.datasets.mnist.load_data",
        ),
        ("keras.utils.get_file(x)", "network: keras.utils.get_file"),
    ],
)
def test_the_scan_sees_each_danger(source, danger):
    assert list(find_dangers(source)) == [danger]


def test_no_source_unpickles_runs_data_or_reaches_for_the_network():
    found = {
        f"{path.relative_to(ROOT).as_posix()}: {danger}"
        for path in SOURCES
        for danger in find_dangers(path.read_text(encoding="utf-8"))
    }
    assert found == {
        # `load_mnist(source="keras")`, for whoever asks for the usual way.
        "mnist_helpers/data.py: network: keras.datasets.mnist",
        # Free ports of this machine, for workers of one training.
        "benchmarks/beyond/workers.py: network: socket",
    }


def test_the_package_ships_nothing_that_runs_when_it_is_read():
    kinds = {
        path.name.partition(".")[2]
        for package in ("mnist_helpers", "mnist_course")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    plain = {*"bib css csv docx gz j2 json md po py pyi txt typed".split()}
    # The pad's script runs in the reader's own browser, once it is shown.
    assert kinds - plain == {"js", "md.j2", "weights.h5"}


def test_models_are_read_in_safe_mode():
    lambda_layer = keras.layers.Lambda(lambda x: x)
    config = keras.Sequential([keras.Input((2,)), lambda_layer]).get_config()
    with pytest.raises((TypeError, ValueError), match="unsafe|arbitrary"):
        keras.Sequential.from_config(config)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_is_missing_is_installed_and_no_cell_calls_a_shell(language):
    for path in (ROOT / "notebooks" / language).glob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type != "code":
                continue
            for line in re.findall(COMMAND, cell.source):
                assert "install -q --no-deps" in line, path.name
                assert "find_spec(" in cell.source, path.name
            if "setup" not in cell.metadata.get("tags", ()):
                assert "://" not in cell.source, path.name
