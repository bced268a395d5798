"""One measurement: ours beside what a user would pick instead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the benchmark's table.

    Parameters
    ----------
    what : str
        What was done, in words.
    ours, theirs : float
        The two measurements, in `unit`; `theirs` is None where nothing comparable exists.
    unit : str
        Unit of both, such as "ms".
    target : str
        What it should reach, in words; empty when it is only reported.
    note : str
        Against what it was measured, and how.
    met : bool or None
        Whether the target was reached; None when there is none.
    """

    what: str
    ours: float
    theirs: float | None
    unit: str
    target: str = ""
    note: str = ""
    met: bool | None = None

    @property
    def ratio(self) -> float | None:
        """How many times more the other one takes."""
        return None if self.theirs is None or not self.ours else self.theirs / self.ours
