"""Renew a lane's versions from a `pip freeze` that somebody has published.

    python tests/lanes/refresh.py tests/lanes/colab-now.txt FREEZE.txt

In: a lane's file, and the text of the freeze. Out: the same file, in which
each version that the freeze names is the freeze's; what changed and what the
freeze does not name is printed. A version with a condition (`; ...`) was
chosen for a reason and is left; so are the comments: see to their dates.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

PIN = re.compile(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.!+_-]+)")


def read_versions(freeze: str) -> dict[str, str]:
    """Version of each distribution of a freeze, by its normal name.

    Raises: ValueError if it names none, as a saved web page does.
    """
    pins = [PIN.fullmatch(line.strip()) for line in freeze.splitlines()]
    versions = {_normal(pin[1]): pin[2] for pin in pins if pin}
    if not versions:
        raise ValueError(
            "The freeze must have lines such as numpy==2.1.3. Received none. "
            "Save the plain text that `pip freeze` prints."
        )
    return versions


def refresh(lane: str, versions: dict[str, str]) -> tuple[str, list[str]]:
    """The new text of a lane's file, and what there is to say about it."""
    lines, said = [], []
    for line in lane.splitlines():
        name, _, _ = line.partition("==")
        pin = PIN.fullmatch(line.strip())
        new = versions.get(_normal(name))
        if line.startswith("#") or not line.strip():
            pass
        elif pin is None:
            said.append(f"left, has a condition: {line}")
        elif new is None:
            said.append(f"not in the freeze: {line}")
        elif new != pin[2]:
            said.append(f"changed: {line} -> {new}")
            line = f"{name}=={new}"
        lines.append(line)
    return "\n".join(lines) + "\n", said


def _normal(name: str) -> str:
    """As PyPI compares names: Jupyter_Client is jupyter-client."""
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def main(arguments: Sequence[str] | None = None) -> int:
    """Renew a lane from the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lane", type=Path)
    parser.add_argument("freeze", type=Path)
    options = parser.parse_args(arguments)
    try:
        versions = read_versions(options.freeze.read_text(encoding="utf-8"))
        lane = options.lane.read_text(encoding="utf-8")
    except (OSError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 1
    text, said = refresh(lane, versions)
    options.lane.write_text(text, encoding="utf-8")
    print("\n".join(said or ["Nothing to change."]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
