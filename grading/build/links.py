"""Where this copy of the course is published, and the link that opens a lesson there."""

import re
import tomllib
from pathlib import Path
from urllib.parse import quote, urlsplit

# Names that nobody can own (RFC 2606, RFC 6761): an address below one is a placeholder.
_RESERVED = re.compile(r"(^|\.)(example(\.(com|net|org))?|invalid|test|localhost)$")


def binder_address(root: Path, name: str) -> str | None:
    """Make the address that opens a lesson on Binder, in Jupyter Notebook: a phone can read it there, too.

    Parameters
    ----------
    root : Path
        Root of the course, with ``pyproject.toml``.
    name : str
        Name of the lesson, such as ``06-the-game``.

    Returns
    -------
    str or None
        None when ``[project.urls]`` of ``pyproject.toml`` names no ``Repository``, or one below a reserved name such as
        ``example.org``; also where there is no such file.
    """
    path = root / "pyproject.toml"
    if not path.is_file():  # an installed package
        return None
    project = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {})
    repository = project.get("urls", {}).get("Repository")
    if repository is None or _RESERVED.search(urlsplit(repository).hostname or "invalid"):
        return None
    return f"https://mybinder.org/v2/git/{quote(repository, safe='')}/HEAD?urlpath=notebooks/lessons/{name}.ipynb"
