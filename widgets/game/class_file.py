"""``class.csv``, what a class played: one row for each pair and round, read and checked."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from .assumptions import Assumptions
from .payoffs import ANSWERS, POSTURES, SIGNALS, TYPES
from .tokens import TOKENS_PER_POINT, Setting

SCHEMA = 1
METHODS = ("strategy", "direct")
NODES = ("signal", "posture", "answer")


@dataclass(frozen=True)
class ClassRow:
    """One pair in one round. Empty texts stand for what was not asked.

    Attributes
    ----------
    session : str
        Random name of the session.
    block : str
        ``"A"``, ``"B"`` or ``"C"``.
    round, pair : int
        From 1 on; rounds count within a block.
    moscow, seoul : str
        Random names of the two seats; they hold for this session only.
    pressure, capacity : float
        The dials.
    changes : str
        The assumptions that are not the course's, as JSON.
    method : {"strategy", "direct"}
    type, signal : str
        The card that Moscow drew, and its signal.
    if_quiet, if_threat : str
        Strategy method: Seoul's posture for each signal.
    if_refuse, if_indirect, if_direct : str
        Strategy method: Moscow's answer to each posture, after the signal that it chose.
    posture, answer : str
        What was played.
    moscow_tokens, seoul_tokens : int
    seconds_signal, seconds_posture, seconds_answer : float or None
        From when the choice could be made to when it was recorded; None where nobody of the class made it.
    bot : str
        Which of signal, posture and answer the computer chose, separated by blanks.
    """

    session: str
    block: str
    round: int
    pair: int
    moscow: str
    seoul: str
    pressure: float
    capacity: float
    changes: str
    method: str
    type: str
    signal: str
    if_quiet: str
    if_threat: str
    if_refuse: str
    if_indirect: str
    if_direct: str
    posture: str
    answer: str
    moscow_tokens: int
    seoul_tokens: int
    seconds_signal: float | None
    seconds_posture: float | None
    seconds_answer: float | None
    bot: str

    def cells(self) -> list[str]:
        """Return the row as it stands in the file.

        Returns
        -------
        list of str
        """
        return ["" if (value := getattr(self, name)) is None else str(value) for name in COLUMNS]


#: The columns of ``class.csv``, in order.
COLUMNS = tuple(field.name for field in fields(ClassRow))

_CHOICES = {
    "method": METHODS,
    "type": TYPES,
    "signal": SIGNALS,
    "if_quiet": ("", *POSTURES),
    "if_threat": ("", *POSTURES),
    "if_refuse": ("", *ANSWERS),
    "if_indirect": ("", *ANSWERS),
    "if_direct": ("", *ANSWERS),
    "posture": POSTURES,
    "answer": ANSWERS,
}
_BY_BOT = {
    **dict.fromkeys(("", "0", "false", "no", "none", "nan"), ()),
    **dict.fromkeys(("1", "true", "yes", "both"), NODES),
    "moscow": ("signal", "answer"),
    "seoul": ("posture",),
    **{node: (node,) for node in NODES},
}


@dataclass(frozen=True)
class ClassRecord:
    """A class as it was recorded.

    Attributes
    ----------
    rows : tuple of ClassRow
    tokens_per_point : int
    simulated : bool
        True for a made-up class.
    """

    rows: tuple[ClassRow, ...]
    tokens_per_point: int = TOKENS_PER_POINT
    simulated: bool = False


def setting(row: ClassRow) -> Setting:
    """Return the dials and assumptions of a row.

    Parameters
    ----------
    row : ClassRow

    Returns
    -------
    Setting
        Its prior is that of the game at the row's capacity, unless the row's changes say otherwise.

    Raises
    ------
    ValueError
        When they are out of bounds, or the changes cannot be read.

    Examples
    --------
    >>> from seoul_dilemma import datasets
    >>> setting(read_class(datasets.simulated_class()).rows[0]).pressure
    0.6
    """
    return _setting(row.pressure, row.capacity, row.changes)


@lru_cache(maxsize=256)
def _setting(pressure: float, capacity: float, changes: str) -> Setting:
    found = json.loads(changes or "{}")
    if not isinstance(found, dict) or "precision" in found:
        raise ValueError(
            f"changes is {changes!r}: expected assumptions by name as JSON, without their precision"
        )
    return Setting(pressure, capacity, Assumptions().replace(**found))


def by_computer(row: ClassRow) -> frozenset[str]:
    """Return which choices of a row the computer made.

    Parameters
    ----------
    row : ClassRow

    Returns
    -------
    frozenset of str
        Some of ``"signal"``, ``"posture"`` and ``"answer"``.
    """
    return frozenset(node for word in (row.bot.lower().split() or [""]) for node in _BY_BOT[word])


def read_class(path: str | Path) -> ClassRecord:
    """Read a class.

    Parameters
    ----------
    path : str or Path
        A ``class.csv``, or the folder that holds it. A ``class.json`` beside it is read as well.

    Returns
    -------
    ClassRecord

    Raises
    ------
    FileNotFoundError
        When there is no such file.
    ValueError
        When a line is not of the form; the message names file, line and column, and says what was expected.

    Examples
    --------
    >>> from seoul_dilemma import datasets
    >>> len(read_class(datasets.simulated_class()).rows)
    300
    """
    place = Path(path)
    table = place / "class.csv" if place.is_dir() else place
    beside = table.with_suffix(".json")
    about = _about(beside) if beside.is_file() else {}
    with table.open(encoding="utf-8-sig", newline="") as file:
        # A simulated class says so before anything else.
        lines = (line for line in file)
        first = next(lines, "")
        skipped = 0
        while first.startswith("#"):
            about["simulated"] = about.get("simulated") or "simulated" in first.lower()
            skipped += 1
            first = next(lines, "")
        reader = csv.reader(_chain(first, lines))
        header = [name.strip() for name in next(reader, [])]
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            raise ValueError(f"{table.name} has no column {', '.join(missing)}: is it a class.csv?")
        rows = []
        for cells in reader:
            if not any(cells):
                continue
            where = f"{table.name}, line {reader.line_num + skipped}"
            if len(cells) != len(header):
                raise ValueError(f"{where} has {len(cells)} cells, expected {len(header)}")
            rows.append(_row(dict(zip(header, cells, strict=True)), where))
    scale = about.get("tokens_per_point", TOKENS_PER_POINT)
    return ClassRecord(tuple(rows), scale, bool(about.get("simulated")))


def _chain(first: str, rest: Iterable[str]) -> Iterable[str]:
    yield first
    yield from rest


def _about(path: Path) -> dict[str, Any]:
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(about, dict):
            raise ValueError("it is no JSON object")
    except ValueError as error:
        raise ValueError(f"{path.name} cannot be read: {error}") from None
    schema = about.get("schema", SCHEMA)
    if schema != SCHEMA:
        raise ValueError(
            f"{path.name} is of schema {schema!r}, this course reads {SCHEMA}: update the course"
        )
    scale = about.get("tokens_per_point", TOKENS_PER_POINT)
    if not isinstance(scale, int) or isinstance(scale, bool) or scale < 1:
        raise ValueError(f"{path.name}: tokens_per_point is {scale!r}, expected a whole number from 1 on")
    return about


def _row(cells: dict[str, str], where: str) -> ClassRow:
    values: dict[str, Any] = {name: cells[name].strip() for name in COLUMNS}
    for name, allowed in _CHOICES.items():
        if values[name] not in allowed:
            said = " or ".join(each or "nothing" for each in allowed)
            raise ValueError(f"{where}: {name} is {values[name]!r}, expected {said}")
    for name, kind in (("round", int), ("pair", int), ("moscow_tokens", int), ("seoul_tokens", int)):
        values[name] = _number(values[name], kind, name, where)
    for name in ("pressure", "capacity"):
        values[name] = _number(values[name], float, name, where)
    for name in ("seconds_signal", "seconds_posture", "seconds_answer"):
        values[name] = _number(values[name], float, name, where) if values[name] else None
    unknown = [word for word in values["bot"].lower().split() if word not in _BY_BOT]
    if unknown:
        raise ValueError(f"{where}: bot is {values['bot']!r}, expected some of {', '.join(NODES)}")
    asked = [values[name] for name in ("if_quiet", "if_threat", "if_refuse", "if_indirect", "if_direct")]
    if values["method"] == "strategy" and not all(asked):
        raise ValueError(f"{where}: the strategy method asks for all five choices if_…, one is missing")
    row = ClassRow(**values)
    try:
        setting(row)
    except (ValueError, TypeError) as error:
        raise ValueError(f"{where}: {error}") from None
    return row


def _number(text: str, kind: type, name: str, where: str) -> Any:
    try:
        return kind(text) if kind is float else int(float(text))
    except (ValueError, OverflowError):
        raise ValueError(f"{where}: {name} is {text!r}, expected a number") from None
