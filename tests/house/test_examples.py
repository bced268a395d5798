"""Every public function shows an example in its docstring, and every example gives what it says."""

import doctest
import importlib
import inspect

import pytest
from seoul_dilemma.grading.site.reference import PUBLIC


def public():
    """Return every public function and class with its module and name."""
    modules = {name: importlib.import_module(f"seoul_dilemma.{name}") for name in PUBLIC}
    members = [
        (name, each, getattr(module, each)) for name, module in modules.items() for each in module.__all__
    ]
    return [member for member in members if inspect.isclass(member[2]) or inspect.isroutine(member[2])]


@pytest.mark.parametrize(
    ("module", "name", "member"), public(), ids=lambda part: part if isinstance(part, str) else ""
)
def test_an_example_gives_what_it_says(module, name, member):
    found = doctest.DocTestFinder(recurse=False).find(member, name, module=inspect.getmodule(member))
    examples = [test for test in found if test.examples]
    if not examples:
        assert not inspect.isroutine(member), f"{module}.{name} shows no example"
        return
    for test in examples:
        failed, _ = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
        assert not failed, f"run the example of {module}.{name}"
