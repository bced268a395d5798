"""Write files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file as a whole or not at all.

    What is not whole yet lies beside it, as ``.<name>.….part``; a kill may leave that behind.

    Parameters
    ----------
    path : Path
        File to write.
    content : bytes
        All of it.

    Raises
    ------
    OSError
        When it cannot be written; a file that was there stays as it was.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
