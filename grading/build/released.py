"""What students get of a cell: without solution and hidden checks, as nbgrader makes it but without nbgrader.

A reader's own check asks for this each time it runs, and nbgrader takes seconds to import.
"""

from typing import Any

REGIONS = ("SOLUTION", "HIDDEN TESTS")

# What stands where an answer goes; `grading/nbgrader_config.py` hands them to nbgrader.
CODE_STUB = "# YOUR CODE HERE\nraise NotImplementedError('Replace this line with your answer.')"
TEXT_STUB = "YOUR ANSWER HERE"


def released_source(source: str, kind: str, about: dict[str, Any]) -> str:
    """Return what students get of a cell, as nbgrader's ``ClearSolutions`` and ``ClearHiddenTests`` make it.

    Parameters
    ----------
    source : str
        The cell as the instructor wrote it.
    kind : str
        ``code`` or ``markdown``.
    about : dict
        Its ``nbgrader`` metadata; empty for an ordinary cell.

    Returns
    -------
    str
        Without solution and hidden checks.
    """
    stub = CODE_STUB if kind == "code" else TEXT_STUB
    lines, inside, cut = [], "", False
    for line in source.split("\n"):
        begun = next((region for region in REGIONS if f"BEGIN {region}" in line), "")
        if begun == "SOLUTION":
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + each for each in stub.split("\n")]
            cut = True
        inside = begun or inside
        if not inside:
            lines.append(line)
        elif f"END {inside}" in line:
            inside = ""
    if about.get("solution") and not cut:
        return stub
    return "\n".join(lines)
