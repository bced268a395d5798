"""Where each check of an assignment is judged, which the instructor's own solution decides."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from ..course.assignment import Json

APART, INSIDE, PERSON = "apart", "inside", "person"


@dataclasses.dataclass(frozen=True)
class Ruling:
    """How one check is judged, for everybody.

    Attributes
    ----------
    place : str
        ``apart``: in the judge, which student code never enters. ``inside``: among the student's own code, as the
        solution passes it only there. ``person``: the solution passes it nowhere.
    why : str
        What kept it from being judged apart, or from being passed at all.
    traits : frozenset of str
        What the solution's answers are in this check: ``object`` (of a class of its own), ``empty`` (holding an
        array or a list without anything), ``hollow`` (holding such a list further down), ``changes`` (changing what
        they are given), ``missing`` (holding a number, a text or a time that is missing).
    stub : float or None
        The points of the notebook as it was handed out; None where that waits for a person.
    """

    place: str = APART
    why: str = ""
    traits: frozenset[str] = frozenset()
    stub: float | None = 0.0

    def to_dict(self) -> Json:
        """Return it as plain data."""
        return {**vars(self), "traits": sorted(self.traits)}

    @classmethod
    def from_dict(cls, document: Json) -> Ruling:
        """Rebuild it from plain data."""
        return cls(**{**document, "traits": frozenset(document["traits"])})


EVERYTHING = frozenset({"object", "empty", "hollow", "changes", "missing"})

#: By notebook and grade id.
Rulings = Mapping[str, Mapping[str, Ruling]]


def rulings_to_dict(rulings: Rulings) -> Json:
    """Return rulings as plain data."""
    return {
        name: {grade_id: each.to_dict() for grade_id, each in ruled.items()}
        for name, ruled in rulings.items()
    }


def rulings_from_dict(document: Json) -> Rulings:
    """Rebuild rulings from plain data."""
    return {
        name: {grade_id: Ruling.from_dict(each) for grade_id, each in ruled.items()}
        for name, ruled in document.items()
    }
