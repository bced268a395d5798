"""Names of our widgets beside those of the libraries that they are built on."""

import importlib
import inspect
import io
import pkgutil

import ipywidgets
import pytest
import seoul_dilemma.widgets
import traitlets
from ipywidgets.embed import embed_minimal_html

#: Public traits that stand where DOMWidget has a method. ipywidgets itself never calls that one.
KNOWN = {("ArgumentMap", "focus"), ("ArgumentView", "focus")}
#: IPython's own way to say how something is shown; both pass on what ipywidgets says.
KNOWN |= {("Card", "_repr_mimebundle_"), ("Explorer", "_repr_mimebundle_")}


def _classes():
    for module in pkgutil.walk_packages(seoul_dilemma.widgets.__path__, "seoul_dilemma.widgets."):
        importlib.import_module(module.name)
    todo, found = [traitlets.HasTraits], set()
    while todo:
        below = todo.pop().__subclasses__()
        todo += below
        found |= {each for each in below if each.__module__.startswith("seoul_dilemma.")}
    return sorted(found, key=lambda each: each.__qualname__)


def _hidden(kind: type) -> set[tuple[str, str]]:
    """Names of a class that a base outside the course has: private ones, and methods that are none here."""
    foreign = [base for base in kind.__mro__[1:] if not base.__module__.startswith("seoul_dilemma.")]
    methods = {
        name
        for base in foreign
        for name, value in vars(base).items()
        if inspect.isroutine(value) or isinstance(value, classmethod | staticmethod)
    }
    bookkeeping = set(
        vars(type("Plain", (traitlets.HasTraits,), {}))
    )  # what traitlets writes into every class
    private = {name for base in foreign for name in vars(base) if name[:1] == "_" != name[1:2]} - bookkeeping
    return {
        (kind.__name__, name)
        for name, value in vars(kind).items()
        if name in private
        or (
            name in methods
            and not (inspect.isroutine(value) or isinstance(value, classmethod | staticmethod))
        )
    }


def test_no_trait_of_ours_hides_a_method_of_its_bases():
    classes = _classes()
    assert len(classes) > 20
    assert set().union(*map(_hidden, classes)) == KNOWN


def test_a_trait_that_hides_a_method_would_be_found():
    class Wrong(ipywidgets.Widget):
        _compare = traitlets.Unicode()

    class AlsoWrong(ipywidgets.Widget):
        def _compare(self):
            """Mean something else by the name."""

    for kind in (Wrong, AlsoWrong):
        kind.__module__ = "seoul_dilemma.elsewhere"
        assert _hidden(kind) == {(kind.__name__, "_compare")}


@pytest.mark.parametrize("name", seoul_dilemma.widgets.__all__)
def test_any_widget_can_be_saved_as_a_page_while_an_explorer_is_there(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    needed = {"ForecastPad": ("a-question",), "Check": ("an-exercise",), "Ribbon": ("00-start-here",)}
    arguments = needed.get(name, ())
    explorer = getattr(seoul_dilemma.widgets, name)(*arguments)
    page = io.StringIO()
    embed_minimal_html(page, views=[ipywidgets.IntSlider(value=7), explorer], drop_defaults=True)
    assert '"value": 7' in page.getvalue()
