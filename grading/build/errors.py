"""What can be wrong with a source, said so that its writer can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend.

    Parameters
    ----------
    where : str
        File, as seen from the root of the course.
    line : int
        Line in that file, counted from 1; 0 when the whole file is meant.
    message : str
        What was wrong, what was expected.
    """

    where: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line else self.where
        return f"{place}: {self.message}"


class BuildError(Exception):
    """The sources cannot be built; nothing was written.

    Parameters
    ----------
    problems : list of Problem
        All that were found, so that one run shows everything there is to mend.
    """

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
