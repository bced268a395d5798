"""What is put off at import is there when it is asked for."""

import subprocess
import sys

import pytest


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_gradebook_comes_without_nbgraders_server_extensions():
    code = (
        "import sys, seoul_dilemma.grading\n"
        "from nbgrader.api import Gradebook\n"
        "print(Gradebook.__module__, 'nbgrader.server_extensions' in sys.modules, 'lark' in sys.modules)"
    )
    assert run(code) == "nbgrader.api False False"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("import nbgrader; print(nbgrader.__version__ == importlib.metadata.version('nbgrader'))", "True"),
        ("import nbgrader; print(callable(nbgrader._jupyter_server_extension_points))", "True"),
        ("from nbgrader import utils; print(utils.__name__)", "nbgrader.utils"),
        ("from nbgrader.apps import NbGraderApp; print(NbGraderApp.__name__)", "NbGraderApp"),
        ("import nbgrader; print(hasattr(nbgrader, 'nothing_of_this_name'))", "False"),
        (
            "import jsonschema, rfc3987_syntax\n"
            "check = jsonschema.FormatChecker(['iri'])\n"
            "print(check.conforms('http://서울.example/', 'iri'), check.conforms('no address', 'iri'))",
            "True False",
        ),
        ("import rfc3987_syntax; print(rfc3987_syntax.parse('iri', 'http://a.example').data)", "iri"),
    ],
)
def test_what_is_put_off_is_there_when_it_is_asked_for(asked, expected):
    assert run(f"import importlib.metadata, seoul_dilemma.grading\n{asked}") == expected


def test_what_is_imported_already_stays_as_it_is():
    code = (
        "import nbgrader, rfc3987_syntax, seoul_dilemma.grading, sys\n"
        "print(sys.modules['nbgrader'] is nbgrader, sys.modules['rfc3987_syntax'] is rfc3987_syntax)"
    )
    assert run(code) == "True True"


@pytest.mark.parametrize("name", ["formgrader", "assignment_list", "course_list", "validate_assignment"])
def test_a_server_extension_of_nbgrader_can_be_imported_first(name):
    """A Jupyter server imports the extensions by their own names, before the package that lists them."""
    code = (
        "import seoul_dilemma.grading, importlib, nbgrader\n"
        f"importlib.import_module('nbgrader.server_extensions.{name}')\n"
        "print(callable(nbgrader._load_jupyter_server_extension))"
    )
    assert run(code) == "True"
