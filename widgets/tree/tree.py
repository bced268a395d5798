"""`GameTree`: the game drawn as a tree, each branch as wide as it is likely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets
from matplotlib.figure import Figure
from traitlets import Instance

from ..dilemma import DilemmaExplorer
from ..dilemma.explorer import DilemmaView
from ..game import ANSWERS, POSTURES, SIGNALS, TYPES
from ..shared import Explorer, View, front_end, in_hundred
from ..shared.letters import drawable
from .still import draw


class TreeView(View):
    """The drawn part of a `GameTree`. It reads the dials and the map of an explorer."""

    _esm = front_end.module("tree/view.js")
    _css = front_end.style("tree/view.css")

    _pressure = Instance(ipywidgets.FloatSlider).tag(sync=True, **ipywidgets.widget_serialization)
    _capacity = Instance(ipywidgets.FloatSlider).tag(sync=True, **ipywidgets.widget_serialization)
    _source = Instance(DilemmaView).tag(sync=True, **ipywidgets.widget_serialization)


class GameTree(Explorer):
    """The game as a tree: chance, Moscow's word, Seoul's posture, Moscow's answer.

    Branches are as wide as the course of play through them is likely. Pointing at one lights up the same move
    in the explorer that it belongs to, and the other way round.

    Parameters
    ----------
    explorer : DilemmaExplorer, optional
        The explorer whose dials and assumptions it follows. Left out, the tree brings two dials of its own.
    **kwargs
        For a tree of its own: ``scenario``, ``pressure``, ``capacity``, ``assumptions``, ``language`` as for
        `DilemmaExplorer`.

    Attributes
    ----------
    explorer : DilemmaExplorer
        What it follows. Set dials and assumptions there.

    Raises
    ------
    ValueError
        When ``explorer`` is something else.

    Examples
    --------
    >>> explorer = DilemmaExplorer()
    >>> tree = GameTree(explorer)
    >>> explorer.pressure = 0.9
    """

    _brought: DilemmaExplorer | None = None

    def __init__(self, explorer: DilemmaExplorer | None = None, **kwargs: Any) -> None:
        if explorer is None:
            explorer = self._brought = DilemmaExplorer(**kwargs)
        elif not isinstance(explorer, DilemmaExplorer):
            raise ValueError(f"explorer = {explorer!r}: expected a DilemmaExplorer, or nothing")
        elif kwargs:
            raise ValueError(f"{', '.join(kwargs)}: set these on the explorer, which the tree follows")
        self.explorer = explorer
        self._view = TreeView(
            explorer.view.language,
            "tree",
            "dilemma",
            _pressure=explorer.dials["pressure"],
            _capacity=explorer.dials["capacity"],
            _source=explorer.view,
        )
        super().__init__([explorer.children[0], self._view] if self._brought else [self._view])

    def close(self) -> None:
        """Close the tree, and with it an explorer that it brought itself."""
        super().close()
        if self._brought:
            self._brought.close()

    def _told(self, text: Mapping[str, str]) -> str:
        here = self.explorer.equilibrium
        courses = {
            (kind, signal, posture, answer): share for kind, signal, posture, answer, share in _courses(here)
        }
        best = max(courses, key=lambda course: courses[course])
        path = ", ".join(
            text[key]
            for key in (
                f"tree.{best[0]}",
                f"tree.{best[1]}",
                f"dilemma.posture.{best[2]}",
                f"tree.{best[3]}",
            )
        )
        return text["tree.likeliest"].format(path=path, share=in_hundred(courses[best]))

    def _figure(self) -> Figure:
        text, fonts = drawable(self._view.language)
        return draw(self.explorer.equilibrium, text, fonts, self._told(text))


def _courses(here: Any) -> list[tuple[str, str, str, str, float]]:
    """List every course of play with its probability."""
    found = []
    for t, kind in enumerate(TYPES):
        for s, signal in enumerate(SIGNALS):
            for k, posture in enumerate(POSTURES):
                nature = here.prior if t else 1 - here.prior
                said = here.threat[t] if s else 1 - here.threat[t]
                reach = float(nature * said * here.seoul[s, k])
                arms = float(here.arming[t, s, k])
                for answer, share in zip(ANSWERS, (1 - arms, arms), strict=True):
                    found.append((kind, signal, posture, answer, reach * share))
    return found
