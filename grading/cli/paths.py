"""Where this copy of the course lies: a checkout or an installed package, the folders are the same."""

from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
LESSONS = HOME / "lessons"


def is_checkout() -> bool:
    """Whether this is a checkout, which can be built, and not an installed package.

    Returns
    -------
    bool
        True in a checkout.
    """
    return (HOME / "pyproject.toml").is_file()
