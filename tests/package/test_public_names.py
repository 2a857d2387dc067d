"""The public names: each there, in the stub, typed, with a running example."""

import doctest
import functools
import inspect

import pytest

import mnist_course as mc
import mnist_helpers as mh


def test_every_public_name_has_a_docstring():
    for name in mh.__all__:
        assert getattr(mh, name).__doc__, name


@pytest.mark.parametrize("name", ["run_experiment", "quiz", "check_pixels"])
def test_a_name_that_moved_is_named_with_its_home(name):
    with pytest.raises(AttributeError, match=f"mh.{name} is mc.{name} now"):
        getattr(mh, name)


def test_every_home_of_a_moved_name_is_there():
    for home in mh._MOVED.values():
        assert functools.reduce(getattr, home.split("."), mc), home


def test_editors_see_the_public_names_and_no_others():
    assert dir(mh) == mh.__all__
    assert {"check_pixels", *mc.__all__} <= set(dir(mc))


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
