"""The base of what is one drawn part and nothing more: a check, a ribbon."""

from __future__ import annotations

from typing import Any

from .view import View


class Card(View):
    """A drawn part that stands by itself, with a sentence where there is no front end."""

    def __init__(self, language: str, name: str, **state: Any) -> None:
        super().__init__(language, name, **state)
        self._dom_classes = ("sd-view", "sd-box", f"sd-{name}")

    def _sentence(self) -> str:
        """Say what the card shows now, in its language."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self._sentence()}"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:  # type: ignore[override]
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"text/plain": repr(self), "application/vnd.jupyter.widget-view+json": view}
