"""How much one submission may use."""

from __future__ import annotations

import dataclasses

from .assignment import Json

MB = 1024 * 1024


@dataclasses.dataclass(frozen=True)
class Limits:
    """Limits on one submission. Those of time and memory can be set on the command line, a cell's time by the course.

    Attributes
    ----------
    cell_seconds : float
        One cell, of the student or of the tests; also one call of a student's function.
    total_seconds : float
        All cells together.
    memory, scratch, file : int
        Bytes: memory of all its processes; its private folder; one file.
    processes : int
        Processes and threads at once.
    notebook : int
        Bytes of a notebook that are read at all.
    depth : int
        Nesting of a notebook's JSON.
    cells : int
        Cells of a notebook that are run.
    attachments : int
        Bytes of the other files of a submission, together.
    restarts : int
        How often a crashed run is begun again to reach the cells after the one that crashed.
    all_cells : bool
        Run the instructor's own unchanged cells even where nothing that is graded depends on them.
    """

    cell_seconds: float = 30.0
    total_seconds: float = 120.0
    memory: int = 2048 * MB
    scratch: int = 256 * MB
    file: int = 200 * MB
    processes: int = 64
    notebook: int = 300 * MB
    depth: int = 60
    cells: int = 1000
    attachments: int = 50 * MB
    restarts: int = 3
    all_cells: bool = False

    def to_dict(self) -> dict[str, float]:
        """Return the limits as plain data."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, document: Json) -> Limits:
        """Rebuild them from plain data."""
        return cls(**document)
