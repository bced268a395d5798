"""Mark a student's notebook with what it was handed out as, so that it can be told from one that somebody worked in."""

import hashlib
import json
from typing import Any

KEY = "as_handed_out"


def stamp_of(cells: list[dict[str, Any]]) -> str:
    """Return a digest of what stands in the cells of a notebook.

    Parameters
    ----------
    cells : list of dict
        Cells as in a notebook's file; a source may be one text or a list of lines.

    Returns
    -------
    str
        SHA-256, in hexadecimal.
    """
    told = [
        [cell.get("cell_type"), cell.get("id"), "".join(cell.get("source", ""))]
        for cell in cells
        if isinstance(cell, dict)
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def is_as_handed_out(data: bytes) -> bool:
    """Say whether nobody has written or run anything in a notebook since ``seoul build`` made it.

    Parameters
    ----------
    data : bytes
        A notebook's file.

    Returns
    -------
    bool
        False also for whatever is no notebook, or carries no mark.
    """
    try:
        document = json.loads(data)
        cells, metadata = document["cells"], document["metadata"]
        return (
            metadata["seoul"][KEY] == stamp_of(cells)
            and "widgets" not in metadata
            and not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False
