"""A page of its own: the explorer without Jupyter, without a kernel, without a network."""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..game import Assumptions, Scenario
from ..shared import View, front_end
from ..shared.files import write_atomically
from ..shared.standalone import page as shared_page
from .surface import pack


@dataclasses.dataclass(frozen=True)
class Saved:
    """What an explorer shows, for a page of its own.

    Attributes
    ----------
    view : View
        Its words, style and state.
    scenarios : mapping of str to Scenario
        Those to choose from.
    scenario : str
        The chosen one; ``custom`` for none of them.
    assumptions : Assumptions
        What is assumed now.
    held : tuple of str
        The channels that are held.
    pressure, capacity : float
        The dials.
    sentence : str
        What is shown, in words.
    shadow : float or None
        Where the game is played twice, the weight of the second period: a page has no kernel, so it stays.
    beside : dict
        What stands below the map, as from `beside.beside`.
    """

    view: View
    scenarios: Mapping[str, Scenario]
    scenario: str
    assumptions: Assumptions
    held: tuple[str, ...]
    pressure: float
    capacity: float
    sentence: str
    shadow: float | None = None
    beside: dict[str, Any] = dataclasses.field(default_factory=dict)


_SHOWN = (
    "scenario",
    "scenarios",
    "assumptions",
    "parameters",
    "compared",
    "layer",
    "goals",
    "pins",
    "held",
    "channels",
    "form",
)


def write(saved: Saved, path: Path) -> Path:
    """Write the page, whole or not at all.

    Parameters
    ----------
    saved : Saved
        What it shows.
    path : Path
        Where to.

    Returns
    -------
    Path

    Raises
    ------
    OSError
        When it cannot be written; a file that was there stays as it was.
    """
    write_atomically(path, page(saved).encode())
    return path


def page(saved: Saved) -> str:
    """Return the page as text.

    Parameters
    ----------
    saved : Saved
        What it shows.

    Returns
    -------
    str
    """
    view = saved.view
    state = {f"_{name}": view.shown(name) for name in _SHOWN}
    state |= {"_words": dict(view.words), "_language": view.language, "_problem": "", "_page": True}
    maps = {
        key: _coded(pack(scenario.assumptions, saved.held, saved.shadow))
        for key, scenario in saved.scenarios.items()
    }
    if saved.scenario == "custom":
        maps["custom"] = _coded(pack(saved.assumptions, saved.held, saved.shadow))
        state["_scenarios"] = [
            *state["_scenarios"],
            {
                "key": "custom",
                "name": view.words["dilemma.custom"],
                "description": "",
                "assumptions": saved.assumptions.as_dict(),
            },
        ]
    if saved.shadow is not None:
        state |= {"_shadow_at": saved.shadow, "_beside": saved.beside}
    content = {"state": state, "maps": maps, "pressure": saved.pressure, "capacity": saved.capacity}
    script = (
        front_end.module("dilemma/page.js")
        + '\nshowPage(JSON.parse(document.getElementById("saved").textContent));'
    )
    return shared_page(view, view.words["dilemma.name"], saved.sentence, content, script, dials=True)


def _coded(packed: dict[str, Any]) -> dict[str, Any]:
    return packed | {name: base64.b64encode(packed[name]).decode() for name in ("data", "row_data")}
