"""Never write over somebody's answers."""

from pathlib import Path

from ..files import beside


def keep_work(path: Path) -> Path | None:
    """Copy a notebook aside if it holds somebody's work.

    Parameters
    ----------
    path : Path
        A notebook that is about to be replaced.

    Returns
    -------
    Path or None
        The copy, or None when there was nothing to keep.
    """
    # The widgets come with it, and a build seldom replaces a notebook.
    from ...widgets.backpack.bag import holds_work

    if not holds_work(path):
        return None
    copy = beside(path, "mine")
    copy.write_bytes(path.read_bytes())
    return copy
