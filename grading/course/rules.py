"""The rules of a term: due dates, extensions, late work, questions that count otherwise, curves, caps, best of several.

They stand in ``rules.toml`` beside the course's ``source``, hold at once and change nothing that was graded: where a
line goes, what it did is undone.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
import math
import tomllib
import zoneinfo
from pathlib import Path
from typing import Any

from .assignment import AssignmentError

FILE = "rules.toml"
#: The first line of a file that `seoul rules` may write anew: it holds nothing that a person wrote.
MARK = "# Written by seoul rules. Without this line it is yours, and is only read."
_DAY = 86400.0


@dataclasses.dataclass(frozen=True)
class LatePolicy:
    """What late work loses, in percent of the points that it earned.

    Attributes
    ----------
    a_day : float
        For each day that has begun.
    at_most : float
        However late it is.
    grace_minutes : float
        So long nothing is lost.
    zero_after_days : float or None
        After so many days nothing counts.
    """

    a_day: float = 0.0
    at_most: float = 100.0
    grace_minutes: float = 0.0
    zero_after_days: float | None = None

    def share(self, seconds: float) -> float:
        """Return the share, 0 to 1, of its points that work loses that comes so many seconds late."""
        if seconds <= self.grace_minutes * 60:
            return 0.0
        if self.zero_after_days is not None and seconds > self.zero_after_days * _DAY:
            return 1.0
        return min(self.a_day * math.ceil(seconds / _DAY), self.at_most, 100.0) / 100

    def said(self) -> str:
        """Return the policy in words."""
        parts = [f"{self.a_day:g} % a day", f"at most {self.at_most:g} %"]
        if self.grace_minutes:
            parts.append(f"nothing in the first {self.grace_minutes:g} minutes")
        if self.zero_after_days is not None:
            parts.append(f"everything after {self.zero_after_days:g} days")
        return "late work loses " + ", ".join(parts)


@dataclasses.dataclass(frozen=True)
class AssignmentRules:
    """The rules of one assignment.

    Attributes
    ----------
    due : datetime or None
        In UTC, without a zone, as the gradebook has it.
    extensions : dict of str to timedelta or datetime
        By student: how much more time, or until when, in UTC.
    late : LatePolicy or None
        None: the course's own, as nbgrader has it.
    drop : tuple of str
        Grade ids that do not count, for anybody.
    points : dict of str to float
        By grade id: how many points it counts, instead of its own.
    times, add : float
        The curve: points times this and this more, for everybody who handed in.
    cap : float or None
        The most points that count.
    """

    due: datetime.datetime | None = None
    extensions: dict[str, datetime.timedelta | datetime.datetime] = dataclasses.field(default_factory=dict)
    late: LatePolicy | None = None
    drop: tuple[str, ...] = ()
    points: dict[str, float] = dataclasses.field(default_factory=dict)
    times: float = 1.0
    add: float = 0.0
    cap: float | None = None

    def extension(self, student: str, due: datetime.datetime | None) -> datetime.timedelta | None:
        """Return how much more time a student has after a due date; None where no rule says so."""
        found = self.extensions.get(student)
        if isinstance(found, datetime.datetime):
            return max(found - due, datetime.timedelta(0)) if due is not None else None
        return found

    def counts(self, cell: str, most: float) -> float:
        """Return how many points a cell counts that can earn `most`."""
        return 0.0 if cell in self.drop else self.points.get(cell, most)

    def counted(self, earned: float, lost: float) -> float:
        """Return the points that count.

        Parameters
        ----------
        earned : float
            Points, each question's as `counts` has it.
        lost : float
            The share that late work loses.
        """
        points = max(0.0, (earned * self.times + self.add) * (1 - lost))
        return points if self.cap is None else min(points, self.cap)

    def extended(self) -> list[str]:
        """Return the extensions in words."""
        lines = []
        for student, more in self.extensions.items():
            if isinstance(more, datetime.datetime):
                lines.append(f"extension for {student}, until {more:%Y-%m-%d %H:%M} UTC")
            else:
                days = more.total_seconds() / _DAY
                lines.append(f"extension for {student}, {days:g} {'day' if days == 1 else 'days'}")
        return lines

    def said(self) -> list[str]:
        """Return what differs from the plain sum of points, in words, but for extensions."""
        lines = [f"due {self.due:%Y-%m-%d %H:%M} UTC"] if self.due is not None else []
        lines += [self.late.said()] if self.late is not None else []
        lines += [f"'{cell}' does not count" for cell in self.drop]
        lines += [
            f"'{cell}' counts {most:g} points" for cell, most in self.points.items() if cell not in self.drop
        ]
        lines += [f"points times {self.times:g}"] if self.times != 1 else []
        lines += (
            [f"{self.add:+g} {'point' if abs(self.add) == 1 else 'points'} for everybody who handed in"]
            if self.add
            else []
        )
        lines += [f"at most {self.cap:g} points count"] if self.cap is not None else []
        return lines


@dataclasses.dataclass(frozen=True)
class TermRules:
    """All rules of a course.

    Attributes
    ----------
    assignments : dict of str to AssignmentRules
        By name.
    late : LatePolicy or None
        For every assignment that has no policy of its own.
    best : int or None
        Of all assignments that were graded, so many count: each student's best.
    """

    assignments: dict[str, AssignmentRules] = dataclasses.field(default_factory=dict)
    late: LatePolicy | None = None
    best: int | None = None

    def said(self) -> list[str]:
        """Return all rules, a line each."""
        lines = [self.late.said()] if self.late is not None else []
        lines += [f"of the term's assignments the best {self.best} count"] if self.best is not None else []
        for name, each in self.assignments.items():
            lines += [f"{name}: {line}" for line in (*each.said(), *each.extended())]
        return lines

    def of(self, name: str) -> AssignmentRules:
        """Return the rules of one assignment, with what holds for all."""
        found = self.assignments.get(name, AssignmentRules())
        return found if found.late is not None else dataclasses.replace(found, late=self.late)


def read_rules(root: Path, zone: str = "UTC") -> TermRules:
    """Read the rules of a course; none where there is no such file.

    Parameters
    ----------
    root : Path
        The course.
    zone : str
        The time zone of dates that name none.

    Raises
    ------
    AssignmentError
        The file is no TOML, or a rule is none; the message names the line or the rule.
    """
    path = root / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return TermRules()
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{path} cannot be read ({error}).") from None
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AssignmentError(f"{path} is no TOML: {error}.") from None
    reader = _Reader(path, zone)
    return reader.term(document)


class _Reader:
    """Turns a document into rules, and says of each mistake where it stands."""

    def __init__(self, path: Path, zone: str) -> None:
        self.path, self.zone = path, zone

    def _wrong(self, where: str, wanted: str, got: Any) -> AssignmentError:
        start = "" if str(self.path) == where else f"{self.path}: "
        return AssignmentError(f"{start}{where} should be {wanted}, not {got!r}.")

    def _table(self, value: Any, where: str, known: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong(where, "a table", value)
        for key in value:
            if known and key not in known:
                raise AssignmentError(
                    f"{self.path}: {where} has no rule '{key}'. There are: {', '.join(known)}."
                )
        return value

    def _number(self, value: Any, where: str, least: float = 0.0) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value < math.inf:
            raise self._wrong(where, f"a number from {least:g}" if least > -math.inf else "a number", value)
        return float(value)

    def date(self, value: Any, where: str) -> datetime.datetime:
        """Return a moment in UTC without a zone; a day alone means its end."""
        if isinstance(value, str):
            kind = datetime.date if len(value) == 10 else datetime.datetime
            with contextlib.suppress(ValueError):
                value = kind.fromisoformat(value)
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            value = datetime.datetime.combine(value, datetime.time(23, 59, 59))
        if not isinstance(value, datetime.datetime):
            raise self._wrong(where, "a date such as 2026-03-16 or 2026-03-16T23:59:00+09:00", value)
        if value.tzinfo is None:
            try:
                value = value.replace(tzinfo=zoneinfo.ZoneInfo(self.zone))
            except (zoneinfo.ZoneInfoNotFoundError, ValueError):
                raise AssignmentError(
                    f"{self.path}: {where} names no time zone, and '{self.zone}' is none."
                ) from None
        found: datetime.datetime = value.astimezone(datetime.UTC).replace(tzinfo=None)
        return found

    def _late(self, value: Any, where: str) -> LatePolicy:
        known = tuple(field.name for field in dataclasses.fields(LatePolicy))
        return LatePolicy(
            **{
                key: self._number(each, f"{where}.{key}")
                for key, each in self._table(value, where, known).items()
            }
        )

    def _extension(self, value: Any, where: str) -> datetime.timedelta | datetime.datetime:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.timedelta(days=self._number(value, where))
        return self.date(value, where)

    def assignment(self, value: Any, where: str) -> AssignmentRules:
        """Return the rules of one assignment."""
        known = tuple(field.name for field in dataclasses.fields(AssignmentRules))
        table = self._table(value, where, known)
        drop = table.get("drop", [])
        if not isinstance(drop, list) or not all(isinstance(each, str) for each in drop):
            raise self._wrong(f"{where}.drop", "a list of grade ids", drop)
        points = self._table(table.get("points", {}), f"{where}.points", ())
        extensions = self._table(table.get("extensions", {}), f"{where}.extensions", ())
        return AssignmentRules(
            due=self.date(table["due"], f"{where}.due") if "due" in table else None,
            extensions={
                student: self._extension(each, f"{where}.extensions.{student}")
                for student, each in extensions.items()
            },
            late=self._late(table["late"], f"{where}.late") if "late" in table else None,
            drop=tuple(dict.fromkeys(drop)),
            points={cell: self._number(each, f"{where}.points.{cell}") for cell, each in points.items()},
            times=self._number(table.get("times", 1.0), f"{where}.times"),
            add=self._number(table.get("add", 0.0), f"{where}.add", -math.inf),
            cap=self._number(table["cap"], f"{where}.cap") if "cap" in table else None,
        )

    def term(self, value: Any) -> TermRules:
        """Return all rules."""
        table = self._table(value, "the file", ("best", "late", "assignments"))
        best = table.get("best")
        if best is not None and (isinstance(best, bool) or not isinstance(best, int) or best < 1):
            raise self._wrong("best", "how many assignments count, from 1", best)
        named = self._table(table.get("assignments", {}), "assignments", ())
        return TermRules(
            {name: self.assignment(each, f"assignments.{name}") for name, each in named.items()},
            self._late(table["late"], "late") if "late" in table else None,
            best,
        )


def moment(text: str, where: str, zone: str = "UTC") -> datetime.datetime:
    """Read a date from a command line, as a file's."""
    return _Reader(Path(where), zone).date(text, where)


def without(rules: AssignmentRules, name: str) -> AssignmentRules:
    """Return an assignment's rules without one, such as ``due``, or without a part of it: ``drop.test-x``.

    Raises
    ------
    AssignmentError
        There is no such rule to take back.
    """
    rule, _, part = name.partition(".")
    usual = AssignmentRules()
    if rule not in vars(usual):
        raise AssignmentError(f"There is no rule '{rule}'. There are: {', '.join(vars(usual))}.")
    there, left = getattr(rules, rule), getattr(usual, rule)
    if there == left or (part and part not in (there if isinstance(there, dict | tuple) else ())):
        raise AssignmentError(f"There is no rule '{name}' to take back.")
    if part and isinstance(there, dict):
        left = {key: value for key, value in there.items() if key != part}
    elif part:
        left = tuple(each for each in there if each != part)
    return dataclasses.replace(rules, **{rule: left})


def to_toml(rules: TermRules) -> str:
    """Return rules as a file that `read_rules` reads."""
    lines = [MARK]
    if rules.best is not None or rules.late is not None:
        lines.append("")
    if rules.best is not None:
        lines.append(f"best = {rules.best}")
    if rules.late is not None:
        lines.append(f"late = {_policy(rules.late)}")
    for name, each in rules.assignments.items():
        plain = AssignmentRules()
        body = [f"due = {each.due.isoformat()}Z"] if each.due is not None else []
        body += [f"late = {_policy(each.late)}"] if each.late is not None else []
        body += [f"drop = {json.dumps(list(each.drop), ensure_ascii=False)}"] if each.drop else []
        if each.points:
            pairs = ", ".join(f"{_key(cell)} = {most:g}" for cell, most in each.points.items())
            body.append(f"points = {{ {pairs} }}")
        body += [f"times = {each.times!r}"] if each.times != plain.times else []
        body += [f"add = {each.add!r}"] if each.add else []
        body += [f"cap = {each.cap!r}"] if each.cap is not None else []
        if body:
            lines += ["", f"[assignments.{_key(name)}]", *body]
        if each.extensions:
            lines += ["", f"[assignments.{_key(name)}.extensions]"]
            for student, more in each.extensions.items():
                if isinstance(more, datetime.datetime):
                    value = f"{more.isoformat()}Z"
                else:
                    value = repr(more.total_seconds() / _DAY)
                lines.append(f"{_key(student)} = {value}")
    return "\n".join(lines) + "\n"


def _key(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _policy(late: LatePolicy) -> str:
    usual = LatePolicy()
    pairs = [
        f"{field.name} = {getattr(late, field.name)!r}"
        for field in dataclasses.fields(LatePolicy)
        if getattr(late, field.name) != getattr(usual, field.name)
    ]
    return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
