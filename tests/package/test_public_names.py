"""The public names: each there, in the stub, typed, with a running example."""

import ast
import doctest
import inspect
from pathlib import Path

import pytest

import mnist_helpers as mh

STUB = Path(mh.__file__).with_suffix(".pyi")


def test_every_public_name_has_a_docstring():
    for name in mh.__all__:
        assert getattr(mh, name).__doc__, name


def test_the_stub_has_the_names_that_are_loaded_lazily():
    imports = [
        line
        for line in ast.parse(STUB.read_text("utf-8")).body
        if isinstance(line, ast.ImportFrom)
    ]
    listed = {
        alias.name: line.module
        for line in imports
        for alias in line.names
        if line.module != "exercises"
    }
    modules = {name for name, module in listed.items() if module is None}
    assert modules == set(mh._MODULES)
    assert {n: m for n, m in listed.items() if m} == mh._MODULE_OF
    checks = {
        alias.name
        for line in imports
        if line.module == "exercises"
        for alias in line.names
    }
    assert checks == set(mh.exercises.load_exercises())
    assert {*modules, *mh.__all__, *checks} == set(dir(mh))


@pytest.mark.parametrize("name", mh.__all__)
def test_each_example_gives_what_it_says(name):
    examples = doctest.DocTestFinder(recurse=False).find(
        getattr(mh, name), name
    )
    (example,) = examples
    assert example.examples, "no example"
    runner = doctest.DocTestRunner(
        optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    )
    messages = []
    runner.run(example, out=messages.append)
    assert not runner.failures, "".join(messages)


def list_signatures():
    """Of functions, and of classes whose `__init__` is not Keras's own."""
    for name in mh.__all__:
        thing = getattr(mh, name)
        if inspect.isclass(thing):
            thing = vars(thing).get("__init__")
        if thing:
            yield name, inspect.signature(thing)


def test_each_signature_is_typed():
    for name, signature in list_signatures():
        assert signature.return_annotation is not signature.empty, name
        for parameter in signature.parameters.values():
            if parameter.name not in ("self", "kwargs"):
                untyped = parameter.annotation is parameter.empty
                assert not untyped, (name, parameter)
