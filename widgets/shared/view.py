"""The base of every drawn part of an explorer."""

from __future__ import annotations

from typing import Any

import anywidget
from traitlets import Dict, Unicode

from ..words import words
from . import friendly


class View(anywidget.AnyWidget):
    """The drawn part of an explorer, and the words it needs.

    Parameters
    ----------
    language : str
        Language of the words on screen.
    *names : str
        Whose words: the first parts of their keys, such as ``"stakes"``. Those of ``"shared"`` come along.
    **state : object
        Its other traits.

    Raises
    ------
    ValueError
        When the language is unknown.
    """

    _words = Dict().tag(sync=True)
    _language = Unicode().tag(sync=True)

    def __init__(self, language: str, *names: str, **state: Any) -> None:
        starts = tuple(f"{name}." for name in (*names, "shared"))
        told = {key: text for key, text in words(language).items() if key.startswith(starts)}
        super().__init__(_words=told, _language=language, _dom_classes=("sd-view",), **state)
        friendly.install(language)

    @property
    def language(self) -> str:
        """The language of the words on screen."""
        return self._language

    @property
    def words(self) -> dict[str, str]:
        """The words on screen, by their keys."""
        return self._words

    def show(self, **values: Any) -> None:
        """Send values to the front end: ``show(problem="")`` sets the synced trait ``_problem``."""
        for name, value in values.items():
            self.set_trait(f"_{name}", value)

    def shown(self, name: str) -> Any:
        """Return what the front end has under a name that `show` takes."""
        return getattr(self, f"_{name}")
