"""Where this copy of the course is published, and the link that opens a lesson there."""

import tomllib
from pathlib import Path
from urllib.parse import quote


def binder_address(root: Path, name: str) -> str | None:
    """Make the address that opens a lesson on Binder.

    Parameters
    ----------
    root : Path
        Root of the course, with ``pyproject.toml``.
    name : str
        Name of the lesson, such as ``06-the-game``.

    Returns
    -------
    str or None
        None when ``[project.urls]`` of ``pyproject.toml`` names no ``Repository``, or there is no such file.
    """
    path = root / "pyproject.toml"
    if not path.is_file():  # an installed package
        return None
    project = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {})
    repository = project.get("urls", {}).get("Repository")
    if repository is None:
        return None
    return (
        f"https://mybinder.org/v2/git/{quote(repository, safe='')}/HEAD?urlpath=lab/tree/lessons/{name}.ipynb"
    )
