"""Say what is not right yet, in the reader's words: no traceback, no answer."""

from __future__ import annotations

import ast
import dataclasses
import difflib
import re
from typing import Any

from ..course.identifiers import names_in
from ..record.results import Output


@dataclasses.dataclass(frozen=True)
class Failure:
    """One statement of a check that did not pass.

    Attributes
    ----------
    message, detail : str
        What the judge says to the reader, and to the instructor.
    hidden : bool
        Whether the statement stands among the hidden checks.
    given : dict of str to object
        What the reader's names and calls in that statement give, by their text.
    own : bool
        Whether the message is the lesson's own.
    """

    message: str
    detail: str = ""
    hidden: bool = False
    given: dict[str, Any] = dataclasses.field(default_factory=dict)
    own: bool = False


_MISSING = re.compile(r"name '(\w+)' is not defined")
_RAISED = re.compile(r"^Your code raised (\w+)(?:: (.*)| in a hidden check\.)$", re.DOTALL)
_BARE = re.compile(r"^(\w+(?:Error|Exception|Warning|Interrupt)): (.*)$", re.DOTALL)
_STUB = "raise NotImplementedError"


def hints(failures: list[Failure], source: str) -> tuple[str, ...]:
    """Turn what failed into hints.

    Parameters
    ----------
    failures : list of Failure
        In the order of the check.
    source : str
        The answer as it stands in the reader's cell.

    Returns
    -------
    tuple of str
        One for each thing that is wrong, the first one first; at least one.
    """
    told: list[str] = []
    for failure in failures:
        for hint in _hints(failure, source):
            if hint not in told:
                told.append(hint)
    return tuple(told)


def _hints(failure: Failure, source: str) -> list[str]:
    found = []
    if raised := _RAISED.match(failure.message):
        return [_raised(raised[1], (raised[2] or "").strip(), failure.hidden)]
    # A statement that is no assertion has the judge's words for a message, and Python's in the detail.
    if (missing := _MISSING.search(failure.message) or _MISSING.search(failure.detail)) and not failure.own:
        return [_missing(missing[1], source)]
    if failure.message.startswith("The check could not be finished"):
        return [_unfinished(failure.message)]
    for text, value in failure.given.items():
        if "(" in text and value is None and "return" not in failure.message:
            found.append(f"`{text}` gave nothing: end the function with `return`.")
        elif isinstance(value, str) and not failure.own and _is_number(value):
            what = f"`{text}` gave" if "(" in text else f"`{text}` is"
            found.append(f"{what} the text {value!r}: a number stands without quotation marks.")
    bare = _BARE.match(failure.message)
    if failure.own or not (found or bare):
        found.append(_sentence(failure.message) if failure.message else "A check did not pass.")
    elif bare and not found:
        found.append(_odd(failure, bare[1]))
    return found


def _is_number(text: str) -> bool:
    try:
        float(text.strip().rstrip("%").replace(",", ""))
    except ValueError:
        return False
    return True


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    text = text[:1].upper() + text[1:] if re.match(r"[a-z]+ ", text) else text
    return text if text.endswith((".", "!", "?", ":", "…")) else f"{text}."


def _missing(name: str, source: str) -> str:
    bound = sorted(names_in(source).bound | names_in(source).imported)
    same = [each for each in bound if each.casefold() == name.casefold()]
    near = same or difflib.get_close_matches(name, bound, n=1)
    if same:
        return f"The check looks for `{name}`; your cell makes `{near[0]}`. Capital letters count."
    if near:
        return f"The check looks for `{name}`; your cell makes `{near[0]}`. The names must be the same."
    return f"Nothing is called `{name}` when your cell has run: give your answer that name."


def _raised(kind: str, text: str, hidden: bool) -> str:
    where = "In another case than those that you can see, your" if hidden else "Your"
    if kind == "NotImplementedError":
        return f"Take out the line `{_STUB}…`: it stops your function before it gives anything."
    if hidden or not text:
        return f"{where} code stops with an error ({kind}). Try other inputs: an empty list, zero, a negative number."
    return f"{where} code stops with an error when the check calls it: {_error(kind, text)}"


def _unfinished(message: str) -> str:
    reason = message.partition(": ")[2].rstrip(".")
    if "longer than" in reason:
        return f"Your code was stopped: {reason}. Is there a loop that never ends?"
    return f"Your code was stopped: {reason}."


def _odd(failure: Failure, kind: str) -> str:
    shown = [
        f"`{text}` {'gave' if '(' in text else 'is'} {_kind(value)}"
        for text, value in failure.given.items()
        if not callable(value)
    ]
    if failure.hidden or not shown:
        return f"The check cannot use what your cell gives ({kind}): look at what kind of thing it should be."
    return f"The check cannot use this: {'; '.join(shown[:2])}. Look at what kind of thing is asked for."


def _kind(value: Any) -> str:
    if value is None:
        return "nothing (None)"
    kinds = {
        "bool": "True or False",
        "int": "a whole number",
        "float": "a number",
        "str": "a text",
        "list": "a list",
        "tuple": "a tuple",
        "dict": "a dict",
        "DataFrame": "a table",
        "Series": "one column of a table",
        "ndarray": "an array",
    }
    name = type(value).__name__
    return kinds.get(name, f"a {name}")


def why_it_stopped(error: Output, source: str) -> str:
    """Say in one or two sentences why a cell did not run to its end.

    Parameters
    ----------
    error : Output
        The error that ended the cell.
    source : str
        The cell.

    Returns
    -------
    str
        What and, where it is known, in which line.
    """
    kind, text = error["ename"], error["evalue"]
    if kind in ("TooSlow", "Gone", "Forged"):
        return _unfinished(f"x: {text}")
    line = _line(error.get("traceback", []), source, kind)
    place = f"Line {line} of your cell" if line else "Your cell"
    if kind == "NotImplementedError" and _STUB in source:
        return f"Take out the line `{_STUB}…`: it stops your cell before your answer is used."
    return f"{place} stops: {_error(kind, text)}"


def _line(traceback: list[str], source: str, kind: str) -> int:
    if kind in ("SyntaxError", "IndentationError", "TabError"):
        try:
            ast.parse(source)
        except SyntaxError as error:
            return error.lineno or 0
        return 0
    for each in traceback:
        if match := re.match(r"cell, line (\d+), in ", each):
            return int(match[1])
    return 0


def _error(kind: str, text: str) -> str:
    """Say an error of Python's in plain words, with Python's own behind them."""
    text = " ".join(text.split())
    text = re.sub(r" \((?:<[^>]*>|[\w./-]*ipython-input[^)]*|.*?, line \d+)\)$", "", text)
    if kind == "IndentationError" or kind == "TabError":
        plain = (
            "its spaces at the beginning are not as Python needs them. "
            "What belongs inside a `def`, `for` or `if` begins four spaces further in, all lines of it alike"
        )
    elif kind == "SyntaxError":
        plain = (
            "Python cannot read it. "
            "Look for a missing bracket, colon, comma or quotation mark, in the line before, too"
        )
    elif kind == "NameError" and (found := re.search(r"name '(\w+)'", text)):
        plain = f"nothing is called `{found[1]}`. Is it spelled as where it was made, capital letters too?"
    elif kind == "ModuleNotFoundError":
        plain = "there is no module of that name here"
    elif kind == "TypeError" and "str" in text:
        plain = "a text and a number do not go together there. Numbers stand without quotation marks"
    elif kind == "ZeroDivisionError":
        plain = "it divides by zero"
    elif kind in ("KeyError", "IndexError"):
        plain = "it asks for something that is not there"
    elif kind == "RecursionError":
        plain = "a function calls itself without end"
    else:
        plain = ""
    said = f"Python says: {kind}: {text}".rstrip(": ") if text else f"Python says: {kind}"
    said = said if said.endswith((".", "?", "!")) else f"{said}."
    return f"{plain}{'' if plain.endswith('?') else '.'} {said}" if plain else said
