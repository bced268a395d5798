"""ArgumentMap: click a claim for its evidence, switch it off and see what falls."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import networkx as nx
from traitlets import Dict, List, TraitError, Unicode, validate

from ... import datasets
from ..shared import OneOf, Standalone, View, front_end, words
from .fall import argument_graph, is_objection, what_falls, what_stands
from .layout import part, places

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_PARTS = ("C27", "C43", "C36", "all")


class ArgumentView(View):
    """The front end: cards, arrows, and a panel with the evidence."""

    _esm = front_end.module("argument/view.js")
    _css = front_end.style("argument/view.css")

    selected = Unicode().tag(sync=True)
    focus = Unicode().tag(sync=True)
    off = List(Unicode()).tag(sync=True)
    accepted = List(Unicode()).tag(sync=True)
    _nodes = List(Dict()).tag(sync=True)  # in an order in which each comes after what it leans on
    _places = Dict().tag(sync=True)  # part -> node -> column and row
    _arrows = List(Dict()).tag(sync=True)
    _choices = List(Dict()).tag(sync=True)


class ArgumentMap(Standalone):
    """
    The op-ed as a map of claims: what each rests on, and what falls when one is switched off.

    The rule of what falls is :func:`~seoul_dilemma.widgets.argument.what_stands`.

    Parameters
    ----------
    selected : str, default "C27"
        The claim or objection whose evidence the panel shows.
    off : list of str
        Claims that are switched off.
    accepted : list of str
        Objections that are accepted; at first none is.
    focus : {"C27", "C43", "C36", "all"}, default "C27"
        Which part is drawn: what bears on one claim, or the whole argument.
    language : str, default "en"
        Language of the words on screen; the claims themselves are in English.

    Raises
    ------
    TraitError
        If an id is not known or a claim stands where an objection is expected. Nothing is changed then.
    ValueError
        If the language is unknown.

    Examples
    --------
    >>> from seoul_dilemma.widgets import ArgumentMap
    >>> argument = ArgumentMap()
    >>> argument.off = ["C30"]
    >>> sorted(argument.fallen)
    ['C27', 'C28', 'C29']
    """

    _front_end = "argument/view.js"

    selected = Unicode("C27")
    off = List(Unicode())
    accepted = List(Unicode())
    focus = OneOf("C27", _PARTS)

    def __init__(self, *, language: str = "en", **kwargs: Any) -> None:
        self.graph = argument_graph(datasets.load("argument"))
        nodes = datasets.load("argument_nodes")
        self._labels = dict(zip(nodes["id"], nodes["label"], strict=True))
        text = words(language)
        facts = _facts(text)
        self._view = ArgumentView(
            language,
            "argument",
            _nodes=[facts[node] for node in nx.topological_sort(self.graph)],
            _places={name: places(self._part(name)) for name in _PARTS},
            _arrows=[{"from": u, "to": v, **arrow} for u, v, arrow in self.graph.edges(data=True)],
            _choices=[{"value": value, "text": text[f"argument.part_{value}"]} for value in _PARTS],
        )
        super().__init__([self._view], **kwargs)
        self._share(self._view, "selected", "off", "accepted", "focus")

    def _part(self, name: str) -> nx.DiGraph:
        return part(self.graph, None if name == "all" else name)

    @property
    def fallen(self) -> set[str]:
        """Claims that lost their footing through what is switched off or accepted now."""
        return what_falls(self.graph, self.off, self.accepted)

    @property
    def standing(self) -> set[str]:
        """Claims and accepted objections that stand now."""
        return what_stands(self.graph, self.off, self.accepted)

    def reset(self) -> None:
        """Switch every claim on again and accept no objection."""
        self.off, self.accepted = [], []

    @validate("selected")
    def _check_selected(self, proposal: Any) -> str:
        selected: str = proposal["value"]
        if selected not in self.graph:
            raise TraitError(
                f"selected = {selected!r}: expected a claim C01 to C45 or an objection X01 to X08"
            )
        return selected

    @validate("off", "accepted")
    def _check_ids(self, proposal: Any) -> list[str]:
        name, value = proposal["trait"].name, proposal["value"]
        try:
            what_stands(self.graph, **{name: value})
        except ValueError as error:
            raise TraitError(str(error)) from None
        return sorted(set(value))

    def _told(self, text: Mapping[str, str]) -> str:
        fallen, standing = self.fallen, self.standing
        claims = [node for node in self.graph if not is_objection(node)]
        left = len([node for node in claims if node in standing])
        parts = []
        if self.off:
            parts.append(text["argument.say_off"].format(ids=self._named(self.off)))
        if self.accepted:
            parts.append(text["argument.say_accepted"].format(ids=self._named(self.accepted)))
        if self.off or self.accepted:
            key = "argument.say_falls" if fallen else "argument.say_nothing_falls"
            parts.append(text[key].format(ids=self._named(sorted(fallen))))
        parts.append(text["argument.say_left"].format(left=left, all=len(claims)))
        ends = "argument.say_conclusion_stands" if "C05" in standing else "argument.say_conclusion_falls"
        parts.append(text[ends])
        return " ".join(parts)

    def _named(self, ids: list[str]) -> str:
        return ", ".join(f"{node} ({self._labels[node]})" for node in ids)

    def _figure(self) -> Figure:
        from .still import draw

        state = self.standing, set(self.off), set(self.accepted)
        return self._captioned(partial(draw, self._part(self.focus), self._labels, *state))


def _facts(text: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Gather what the panel says about each node."""
    labels = datasets.load("argument_nodes").set_index("id")["label"]
    sources = datasets.load("sources").set_index("id")
    links = datasets.load("row_sources")
    links = links[links["table"].isin(["claims", "objections"])]
    facts: dict[str, dict[str, Any]] = {}
    for row in datasets.load("claims").astype(object).fillna("").to_dict("records"):
        facts[row["id"]] = {
            "text": row["claim"],
            "kind": row["kind"],
            "objection": False,
            "lines": [
                _line(text["argument.kind"], f"{row['kind']}, {row['factor']}"),
                _line(text["argument.test"], row["test"]),
                _line(text["argument.record_2023"], _verdict(text, row, "2023")),
            ],
            "later": [_line(text["argument.record_later"], _verdict(text, row, "later"))],
        }
    for row in datasets.load("objections").to_dict("records"):
        facts[row["id"]] = {
            "text": row["objection"],
            "kind": "objection",
            "objection": True,
            "lines": [_line(text["argument.kind"], f"{text['argument.objection']}: {row['kind']}")],
            "later": [],
        }
    for node, fact in facts.items():
        found = sources.loc[links[links["row"] == node]["source"]].astype(object).fillna("")
        fact |= {
            "id": node,
            "label": labels[node],
            "sources": [
                {"title": ", ".join(filter(None, (each["title"], each["publisher"]))), "url": each["url"]}
                for each in found.to_dict("records")
                if each["url"]
            ],
        }
    return facts


def _line(label: str, text: str) -> dict[str, str]:
    return {"label": label, "text": text}


def _verdict(text: Mapping[str, str], row: Mapping[Any, Any], when: str) -> str:
    qualifier = f" ({row[f'qualifier_{when}']})" if row[f"qualifier_{when}"] else ""
    verdict = text["argument.verdict"].format(verdict=f"{row[f'verdict_{when}']}{qualifier}")
    return f"{row[f'record_{when}']} {verdict}"
