"""Each lane pins what the lessons import; a published freeze renews it."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest
from lanes import refresh
from packaging.requirements import Requirement
from packaging.version import Version

import course
from tools.__main__ import LANES as OFFERED
from tools.lesson import PROJECT as ROOT

LANES = sorted((ROOT / "tests" / "lanes").glob("*.txt"))

# The course's packages, and a name that lesson 07 shows missing.
OWN = {"mnist_helpers", "mnist_course", "a_library_not_yet_installed"}
LANE = """\
# From a freeze of 2026-08-19.
jupyter_client==7.4.9
numpy==2.0.2; python_version < "3.13"
pandas==2.2.3

nbval==0.11.0
"""
FREEZE = """\
# Generated.
google-colab @ file:///colabtools/dist/google-colab-1.0.0.tar.gz
Jupyter.Client==7.4.9
numpy==2.3.0
pandas==2.3.1
"""


def read_pins(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Requirement(one) for one in lines if one and one[0] != "#"]


def test_the_lanes_are_those_that_can_be_asked_for():
    # `.venv` is the lane of the newest versions.
    assert {path.stem for path in LANES} == {"newest", *course.LANES}
    assert set(OFFERED) == set(course.LANES)


@pytest.mark.parametrize("path", LANES, ids=lambda path: path.stem)
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_each_pin_is_exact_and_meets_the_course_s_floor(path, python):
    names = ["requirements.txt", "tests/lanes/" + path.name]
    floors, pins = (
        {
            each.name.lower(): each.specifier
            for each in read_pins(ROOT / name)
            if not each.marker
            or each.marker.evaluate({"python_version": python})
        }
        for name in names
    )
    for name, specifier in pins.items():
        assert re.fullmatch(r"==[\w.]+", str(specifier)), name
        version = Version(str(specifier).removeprefix("=="))
        assert name not in floors or version in floors[name]
    assert {"tensorflow", "keras", "numpy", "pandas"} <= pins.keys()


@pytest.mark.parametrize("path", LANES, ids=lambda path: path.stem)
def test_each_lane_pins_or_requires_what_lessons_and_package_import(path):
    known = {
        refresh._normal(each.name)
        for name in (path, ROOT / "requirements.txt")
        for each in read_pins(name)
    }
    distributions = packages_distributions()
    for folder in ("mnist_helpers", "mnist_course", "notebooks/lessons"):
        for source in (ROOT / folder).rglob("*.py"):
            for module in list_imports(source) - OWN:
                given = {*map(refresh._normal, distributions[module])}
                assert given & known, f"{source.name} imports {module}"


def list_imports(source):
    """Modules outside the standard library that a file imports."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names


def test_refresh_takes_versions_and_a_second_time_changes_nothing(
    tmp_path, capsys
):
    lane, freeze = tmp_path / "lane.txt", tmp_path / "freeze.txt"
    lane.write_text(LANE)
    freeze.write_text(FREEZE)
    assert refresh.main([str(lane), str(freeze)]) == 0
    once = lane.read_text()
    assert once == LANE.replace("pandas==2.2.3", "pandas==2.3.1")
    assert capsys.readouterr().out.splitlines() == [
        'left, has a condition: numpy==2.0.2; python_version < "3.13"',
        "changed: pandas==2.2.3 -> 2.3.1",
        "not in the freeze: nbval==0.11.0",
    ]
    assert refresh.main([str(lane), str(freeze)]) == 0
    assert lane.read_text() == once
    assert "changed" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "freeze", ["", "<html>numpy==2.1.3</html>", "numpy==1 --index-url x"]
)
def test_refresh_refuses_what_is_no_freeze_and_changes_nothing(
    tmp_path, capsys, freeze
):
    lane, path = tmp_path / "lane.txt", tmp_path / "freeze.txt"
    lane.write_text(LANE)
    path.write_text(freeze)
    assert refresh.main([str(lane), str(path)]) == 1
    assert "numpy==2.1.3. Received none" in capsys.readouterr().err
    assert lane.read_text() == LANE
