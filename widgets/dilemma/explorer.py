"""`DilemmaExplorer`: alliance pressure and Russian capacity, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import ipywidgets
from matplotlib.figure import Figure
from traitlets import Dict, Instance, Int, List, TraitError, Unicode, Union, observe, validate

from ..game import CHANNELS, PARAMETERS, POSTURES, SCENARIOS, Assumptions, Equilibrium, Scenario, TwoPeriods
from ..shared import Bounded, Explorer, OneOf, View, front_end, words
from .beside import beside
from .pins import pins
from .sentence import sentence
from .still import draw
from .surface import at, glance, pack

#: What the map can be coloured by.
LAYERS = ("posture", "backfire", "retaliation")


class DilemmaView(View):
    """The drawn part of a `DilemmaExplorer`: map, bars, sentence, scenarios, assumptions.

    It holds no model of the game. It looks up the map that the explorer sends, at the values of the two
    sliders, whose models it refers to: one state for each dial, so dials answer without the kernel.
    """

    _esm = front_end.module("dilemma/view.js")
    _css = front_end.style("dilemma/view.css")

    _pressure = Instance(ipywidgets.FloatSlider).tag(sync=True, **ipywidgets.widget_serialization)
    _capacity = Instance(ipywidgets.FloatSlider).tag(sync=True, **ipywidgets.widget_serialization)
    _map = Dict().tag(sync=True)
    _other = Dict().tag(sync=True)
    _scenario = Unicode().tag(sync=True)
    _scenarios: List[Any] = List().tag(sync=True)
    _assumptions = Dict().tag(sync=True)
    _parameters: List[Any] = List().tag(sync=True)
    _compared = Unicode().tag(sync=True)
    _layer = Unicode().tag(sync=True)
    _goals: List[Any] = List(Unicode()).tag(sync=True)
    _pins: List[Any] = List().tag(sync=True)
    _held: List[Any] = List(Unicode()).tag(sync=True)
    _channels: List[Any] = List(Unicode(), list(CHANNELS)).tag(sync=True)
    _form = Unicode().tag(sync=True)
    _shadow = Instance(ipywidgets.FloatSlider, allow_none=True).tag(
        sync=True, **ipywidgets.widget_serialization
    )
    _beside = Dict().tag(sync=True)  # what was worked out at the dials when they last came to rest
    _problem = Unicode().tag(sync=True)
    _answered = Int().tag(sync=True)  # how many requests of the front end have been dealt with
    _highlight = Unicode().tag(sync=True)  # what a linked view points at; lives in the front end


class DilemmaExplorer(Explorer):
    """Move alliance pressure and Russian capacity, and see what Seoul and Moscow do.

    Parameters
    ----------
    scenario : str, default "op-ed"
        A key of ``seoul_dilemma.widgets.game.SCENARIOS``.
    pressure, capacity : float, default 0.6 and 0.35
        The dials, from 0 to 1.
    assumptions : Assumptions, optional
        Instead of those of a scenario.
    assumptions_shown : iterable of str, optional
        The assumptions that the disclosure offers, by name; all of them if left out, none if empty.
    dials_only : bool, default False
        Only the dials, the map and what Seoul does: for a first meeting.
    goals : iterable of str, optional
        Postures (``"refuse"``, ``"indirect"``, ``"direct"``) that the reader is asked to make Seoul choose. The box
        asks for them, and ticks each once the dials have been where it is the likeliest.
    layer : {"posture", "backfire", "retaliation"}
        What the map is coloured by.
    shadow : float, optional
        Play the game twice, with a third dial: how much the second crisis counts beside the first, 0 to 2. The map
        then shows the first crisis, by the current values of `solve_two`. Left out, the game is played once.
    language : {"en", "ko"}
        Language of the words on screen.

    Attributes
    ----------
    pressure, capacity : float
        The dials, to three decimals. Set them, observe them, read them back.
    scenario : str
        Key of the scenario in force, or ``"custom"`` when the assumptions are those of none.
    assumptions : Assumptions
        The assumptions in force.
    compare : str
        Key of a scenario to show beside this one; empty for none.
    shadow : float
        Weight of the second crisis; 0 and fixed where the game is played once.
    equilibrium : Equilibrium or TwoPeriods
        What `solve`, or `solve_two`, says at the dials. Read only; observable.
    layer : str
        What the map is coloured by.
    held : list of str
        Which of capacity's channels (``"harm"``, ``"prior"``, ``"materiel"``) stay as they are at capacity 0.35 while
        the dial moves the others.

    Raises
    ------
    TraitError
        When a value is wrong. The message names the trait, the value and what was expected, and nothing changes.
    ValueError
        When ``language`` or a name in ``assumptions_shown`` or ``goals`` is unknown.

    Examples
    --------
    >>> explorer = DilemmaExplorer(pressure=0.9)
    >>> explorer.scenario = "missing-mechanism"
    >>> explorer.equilibrium.seoul.shape
    (2, 3)
    """

    pressure = Bounded(0.6, digits=3)
    capacity = Bounded(0.35, digits=3)
    scenario = Unicode("op-ed")
    assumptions = Instance(Assumptions, ())
    compare = Unicode("")
    layer = OneOf("posture", LAYERS)
    held = List(Unicode())
    shadow = Bounded(0.0, 0.0, 2.0, digits=3)
    equilibrium: Any = Union(
        [Instance(Equilibrium), Instance(TwoPeriods)], default_value=None, allow_none=True, read_only=True
    )

    def __init__(
        self,
        scenario: str = "op-ed",
        *,
        pressure: float = 0.6,
        capacity: float = 0.35,
        assumptions: Assumptions | None = None,
        assumptions_shown: Iterable[str] | None = None,
        dials_only: bool = False,
        goals: Iterable[str] = (),
        layer: str = "posture",
        shadow: float | None = None,
        language: str = "en",
        **kwargs: Any,
    ) -> None:
        self._text = words(language)
        shown = self._check_names("assumptions_shown", assumptions_shown, PARAMETERS, "assumption")
        goals = self._check_names("goals", goals, POSTURES, "posture")
        self._own: dict[str, Scenario] = {}
        self._busy = self._showing = self._asked = self._glancing = self._ready = False
        self._glanced: tuple[Any, dict[str, Any]] | None = None
        self._twice = shadow is not None
        # First what it is to show, checked; then the widgets, each told all at once: one message a widget.
        self.scenario = scenario
        if assumptions is not None:
            self.assumptions = assumptions
        self.pressure, self.capacity, self.layer = pressure, capacity, layer
        if shadow is not None:
            self.shadow = shadow
        self._start = {
            name: getattr(self, name) for name in ("pressure", "capacity", "assumptions", "held", "shadow")
        }
        self._pressure_dial, self._capacity_dial = (self._dial(name) for name in ("pressure", "capacity"))
        self._shadow_dial = self._dial("shadow", 2.0) if self._twice else None
        self._view = DilemmaView(
            language,
            "dilemma",
            _pressure=self._pressure_dial,
            _capacity=self._capacity_dial,
            _shadow=self._shadow_dial,
            _map=pack(self.assumptions, (), self._weight),
            _scenario=self.scenario,
            _scenarios=self._list_scenarios(),
            _assumptions=self.assumptions.as_dict(),
            _parameters=[] if dials_only else self._describe(shown),
            _layer=self.layer,
            _goals=goals,
            _pins=pins(language, self._text),
            _form="dials" if dials_only else "full",
        )
        sliders = [self._pressure_dial, self._capacity_dial]
        if self._shadow_dial is not None:
            sliders.append(self._shadow_dial)
        dials = ipywidgets.HBox(sliders, _dom_classes=("sd-dials",))
        super().__init__([dials, self._view], **kwargs)
        self._ready = True
        self._solve(None)
        for name, dial in zip(("pressure", "capacity", "shadow"), sliders, strict=False):
            dial.observe(lambda change, name=name: self._follow(name, change.new), "value")
        self._view.observe(self._from_view, ["_scenario", "_assumptions", "_compared", "_layer", "_held"])
        self._view.on_msg(self._on_message)

    # ---- what students do with it

    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        """The scenarios on offer by key: those of the course, then your own."""
        return {**SCENARIOS, **self._own}

    def keep(self, name: str, description: str = "") -> str:
        """Keep the assumptions in force as a scenario of your own.

        Parameters
        ----------
        name : str
            What its button says.
        description : str, optional

        Returns
        -------
        str
            The key of the new scenario.

        Raises
        ------
        ValueError
            When the name is empty or taken.
        """
        if not isinstance(name, str) or not name.strip():
            raise ValueError(f"name = {name!r}: expected some text for the button")
        # "custom" is the key of assumptions that have no name.
        if name == "custom" or name in self.scenarios or any(name == s.name for s in self.scenarios.values()):
            raise ValueError(f"name = {name!r} is taken: choose another")
        self._own[name] = Scenario(name, self.assumptions, description)
        self._view.show(scenarios=self._list_scenarios())
        self.scenario = name
        return name

    def reset(self) -> None:
        """Go back to the dials and the assumptions that this explorer started with."""
        for name, value in self._start.items():
            self.set_trait(name, value)
        self.compare = ""

    def to_html(self, path: str | Path) -> Path:
        """Write a page that works by itself: both dials and all scenarios, no network, no kernel.

        Parameters
        ----------
        path : str or Path
            Where to write it. An existing file is replaced once the new one is complete.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        OSError
            When the file cannot be written.
        """
        from .page import Saved, write

        saved = Saved(
            self._view,
            self.scenarios,
            self.scenario,
            self.assumptions,
            tuple(self.held),
            self.pressure,
            self.capacity,
            self._sentence(),
            self._weight,
            self._at_rest() if self._twice else {},
        )
        return write(saved, Path(path))

    # ---- checks

    @staticmethod
    def _check_names(
        argument: str, names: Iterable[str] | None, known: Iterable[str], kind: str
    ) -> list[str]:
        """Return the names as a list, or all that are known for None."""
        if names is None:
            return list(known)
        if isinstance(names, str):
            raise ValueError(f"{argument} = {names!r}: expected a list of names, such as [{names!r}]")
        names = list(names)
        for name in names:
            if name not in known:
                raise ValueError(
                    f"{argument} holds {name!r}, which is no {kind}: choose from {', '.join(known)}"
                )
        return names

    @validate("scenario")
    def _check_scenario(self, proposal: Any) -> str:
        key: str = proposal["value"]
        if key not in self.scenarios and not (key == "custom" and self._busy):
            raise TraitError(f"scenario = {key!r}: expected one of {', '.join(self.scenarios)}")
        return key

    @validate("compare")
    def _check_compare(self, proposal: Any) -> str:
        key: str = proposal["value"]
        if key and key not in self.scenarios:
            raise TraitError(
                f"compare = {key!r}: expected one of {', '.join(self.scenarios)}, or '' for none"
            )
        return key

    @validate("assumptions")
    def _check_assumptions(self, proposal: Any) -> Assumptions:
        assumptions: Assumptions = proposal["value"]
        try:
            self._solved(assumptions)  # before anything changes
        except ArithmeticError as error:
            raise TraitError(f"assumptions = {assumptions!r} cannot be solved: {error}") from error
        return assumptions

    # ---- what follows from a change

    @observe("scenario")
    def _on_scenario(self, change: Any) -> None:
        if change.new != "custom":
            self.assumptions = self.scenarios[change.new].assumptions

    @observe("assumptions")
    def _on_assumptions(self, change: Any) -> None:
        named = self.scenarios
        if self.scenario not in named or named[self.scenario].assumptions != change.new:
            self._busy = True
            try:
                self.scenario = next((k for k, s in named.items() if s.assumptions == change.new), "custom")
            finally:
                self._busy = False

    @observe("pressure", "capacity", "shadow")
    def _on_dial(self, change: Any) -> None:
        if self._ready:
            getattr(self, f"_{change.name}_dial").value = change.new

    @validate("shadow")
    def _check_shadow(self, proposal: Any) -> float:
        shadow: float = proposal["value"]
        if shadow and not self._twice:
            raise TraitError(
                f"shadow = {shadow!r}: this explorer plays the game once, make one that plays it twice "
                f"by DilemmaExplorer(shadow={shadow!r})"
            )
        return shadow

    @property
    def _weight(self) -> float | None:
        """The shadow, or None where the game is played once."""
        return self.shadow if self._twice else None

    @validate("held")
    def _check_held(self, proposal: Any) -> list[str]:
        for name in proposal["value"]:
            if name not in CHANNELS:
                raise TraitError(f"held holds {name!r}: expected some of {', '.join(CHANNELS)}")
        return [name for name in CHANNELS if name in proposal["value"]]

    @observe("pressure", "capacity", "assumptions", "held", "shadow")
    def _solve(self, _: Any) -> None:
        if self._ready:
            here = at(self.pressure, self.capacity, self.assumptions, tuple(self.held), self._weight)
            self.set_trait("equilibrium", here)

    @observe("scenario", "assumptions", "compare", "layer", "held", "shadow")
    def _show(self, _: Any, problem: str = "") -> None:
        """Send the view what it lacks, and that it has been answered, in one message."""
        if self._showing or not self._ready:
            return
        self._showing = True
        try:
            other = self.scenarios.get(self.compare)
            with self._view.hold_sync():
                self._view.show(
                    map=self._solved(self.assumptions),
                    assumptions=self.assumptions.as_dict(),
                    scenario=self.scenario,
                    compared=self.compare,
                    layer=self.layer,
                    held=self.held,
                    other=pack(other.assumptions, tuple(self.held), self._weight) if other else {},
                    problem=problem,
                    answered=self._view.shown("answered") + self._asked,
                )
                self._asked = False
        finally:
            self._showing = False

    def _solved(self, assumptions: Assumptions) -> dict[str, Any]:
        """Return the solved map, or a glance at it while a hand moves an assumption in the view."""
        key = (assumptions, tuple(self.held), self._weight)
        if not self._glancing:
            return pack(*key)
        known = self._glanced
        if known is None or known[0] != key:
            known = self._glanced = (key, glance(*key))
        return known[1]

    @property
    def dials(self) -> dict[str, ipywidgets.FloatSlider]:
        """The sliders of pressure and capacity."""
        return {"pressure": self._pressure_dial, "capacity": self._capacity_dial}

    # ---- what comes from the view

    def _follow(self, name: str, value: float) -> None:
        self._glancing = name == "shadow"  # the dial that needs the kernel: a coarse map while it moves
        try:
            self.set_trait(name, value)
        finally:
            self._glancing = False

    def _from_view(self, change: Any) -> None:
        if self._showing:
            return
        problem = ""
        # A slider of an assumption sends many values: each is answered by a coarse map; the view asks for the fine one.
        self._asked, self._glancing = True, change.name == "_assumptions"
        try:
            if change.name == "_assumptions":
                self.assumptions = Assumptions(**change.new)
            else:
                # A trait of the view cannot be called _compare: that is a method of ipywidgets' own.
                name = "compare" if change.name == "_compared" else change.name[1:]
                self.set_trait(name, change.new)
        except (TraitError, TypeError, ValueError) as error:
            problem = str(error)
        finally:
            self._glancing = False
        if self._asked:  # nothing changed, so nothing has been sent
            self._show(None, problem)

    def _on_message(self, _: Any, content: dict[str, Any], __: Any) -> None:
        kind = content.get("kind")
        self._asked = kind in ("reset", "keep")
        if kind == "reset":
            self.reset()
        elif kind == "keep":
            number = 1 + len(self._own)
            while (name := self._text["dilemma.mine"].format(n=number)) in self.scenarios:
                number += 1
            self.keep(name)
        if self._asked or kind == "refine":
            self._show(None)
        if kind == "rest":
            self._view.show(beside=self._at_rest())

    # ---- what the view is told

    def _at_rest(self) -> dict[str, Any]:
        return beside(self.pressure, self.capacity, self.assumptions, tuple(self.held), self._weight)

    def _dial(self, name: str, high: float = 1.0) -> ipywidgets.FloatSlider:
        return ipywidgets.FloatSlider(
            value=getattr(self, name),
            min=0.0,
            max=high,
            step=0.001,
            description=self._text[f"dilemma.{name}"],
            readout_format=".2f",
            style={"description_width": "initial"},
            _dom_classes=("sd-dial", f"sd-dial-{name}"),
        )

    def _describe(self, names: list[str]) -> list[dict[str, Any]]:
        described = []
        for name in names:
            parameter = PARAMETERS[name]
            low, high = parameter.slider
            described.append(
                {
                    "name": name,
                    "player": parameter.player,
                    "meaning": self._text.get(f"dilemma.meaning.{name}", parameter.meaning),
                    "label": self._text[f"dilemma.label.{name}"],
                    "claims": list(parameter.claims),
                    "low": low,
                    "high": high,
                    "step": round((high - low) / 100, 4),
                }
            )
        return described

    def _list_scenarios(self) -> list[dict[str, Any]]:
        return [
            {
                "key": key,
                "name": self._text.get(f"dilemma.scenario.{key}", scenario.name),
                "description": self._text.get(f"dilemma.scenario.{key}.about", scenario.description),
                "assumptions": scenario.assumptions.as_dict(),
            }
            for key, scenario in self.scenarios.items()
        ]

    # ---- without a front end

    def _told(self, text: Mapping[str, str]) -> str:
        return sentence(self.equilibrium, text)

    def _figure(self) -> Figure:
        packed = pack(self.assumptions, tuple(self.held), self._weight)
        return draw(self.equilibrium, packed, self._view.language)
