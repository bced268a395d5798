"""The kernel that this runs in, if any, and whether a person waits for it."""

from __future__ import annotations

from typing import Any


def shell() -> Any:
    """Return IPython's shell in a notebook's kernel; None in a console, a script or a test.

    Returns
    -------
    IPython.core.interactiveshell.InteractiveShell or None
    """
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return None
    running = get_ipython()
    return running if getattr(running, "kernel", None) is not None else None


def request() -> dict[str, Any]:
    """Return the message that asked for what runs now; empty outside a notebook's kernel.

    Returns
    -------
    dict
        With ``content`` and ``metadata``.
    """
    running = shell()
    try:
        return running.kernel.get_parent("shell") if running is not None else {}
    except Exception:  # another kernel than IPython's own may have no such thing
        return {}


def person_waits() -> bool:
    """Whether a person's front end asked for what runs now.

    JupyterLab, Notebook and VS Code say with each cell that a person can answer questions; nbconvert, nbclient and
    nbgrader say that nobody is there.

    Returns
    -------
    bool
    """
    return bool(request().get("content", {}).get("allow_stdin"))
