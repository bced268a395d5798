"""The base of every explorer: a box of widgets that also shows itself where there is no front end."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Any

import ipywidgets
from traitlets import TraitError

from ..words import words
from . import kernel

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .view import View


class Explorer(ipywidgets.VBox):
    """A box of widgets with the look of the course, and a figure with a sentence where there is no front end.

    Parameters
    ----------
    children : sequence of ipywidgets.Widget
        What is in it.
    **kwargs : object
        Its own traits, and those of an ipywidgets ``VBox``.

    Raises
    ------
    TypeError
        When a keyword is none of these; the message lists what the explorer takes.
    """

    _view: View

    def __init__(self, children: Any = (), **kwargs: Any) -> None:
        for name in kwargs:
            if not self.has_trait(
                name
            ):  # traitlets ignores an unknown keyword, so a typing error would do nothing
                raise TypeError(f"{type(self).__name__} has no {name!r}: expected {', '.join(self._taken())}")
        kwargs["_dom_classes"] = (*kwargs.get("_dom_classes", ()), "sd-box")
        super().__init__(children, **kwargs)

    @classmethod
    def _taken(cls) -> list[str]:
        """List what a student may set."""
        own = inspect.signature(cls.__init__).parameters.values()
        named = [each.name for each in own if each.kind in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY)]
        traits = [
            name
            for name, trait in cls.class_traits().items()
            if not trait.read_only and not name.startswith("_") and name not in ipywidgets.VBox.class_traits()
        ]
        return list(dict.fromkeys([*named[1:], *traits]))

    def close(self) -> None:
        """Close the explorer with everything in it; its views and their listeners go too."""
        inside: list[ipywidgets.Widget] = list(self.children)
        while inside:
            child = inside.pop()
            inside += getattr(child, "children", ())
            child.close()
        super().close()

    def _share(self, view: ipywidgets.Widget, *names: str) -> None:
        """Keep traits of the explorer and of its view equal, as long as what comes from the page is right."""

        def tell(name: str) -> None:
            value = getattr(self, name)
            setattr(view, name, list(value) if isinstance(value, tuple) else value)

        def hear(change: Any) -> None:
            try:
                setattr(self, change.name, change.new)
            except TraitError:  # a page may send anything: what was there stays, and the page is told so
                tell(change.name)

        for name in names:
            tell(name)
        # Only what changed: other dials may have moved on in the page and not been heard here yet.
        self.observe(lambda change: tell(change.name), list(names))
        view.observe(hear, list(names))

    @property
    def view(self) -> View:
        """The drawn part."""
        return self._view

    def _sentence(self) -> str:
        """Say what the explorer shows now, in its language."""
        return self._told(words(self._view.language))

    def _told(self, text: Mapping[str, str]) -> str:
        """Say what the explorer shows now, in the words of a table."""
        raise NotImplementedError

    def _figure(self) -> Figure | None:
        """Draw what the explorer shows now; None where words say it all."""
        return None

    def _captioned(self, draw: Callable[[Mapping[str, str]], Figure]) -> Figure:
        """Draw a figure that is laid out by constraints, and put the sentence below it.

        Parameters
        ----------
        draw : callable
            Makes the figure from a table of words.

        Returns
        -------
        Figure
        """
        from matplotlib import rc_context

        from .letters import drawable

        text, fonts = drawable(self._view.language)
        with rc_context({"font.family": fonts}):
            figure = draw(text)
            for axes in figure.axes:  # letters at the ticks are made later
                axes.tick_params(labelfontfamily=fonts)
            said = self._told(text)
            # Hangul letters are twice as wide.
            letters = int((13 if text is words("en") else 7.5) * figure.get_figwidth())
            figure.supxlabel(fill(said, letters), x=0.01, ha="left", fontsize=10)
        return figure

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self._sentence()}"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        # A front end takes the live view. Everyone else (nbconvert without widget state, PDF, a console, a
        # notebook on a code host) takes the picture or the sentence.
        bundle: dict[str, Any] = {
            "text/plain": repr(self),
            "application/vnd.jupyter.widget-view+json": {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.model_id,
            },
        }
        figure = self._figure()
        if figure is not None:
            from ...datasets.small_png import COLOURS, FEW, small_png, text

            # A reader sees the live view; the picture beside it, for an export, is to leave room for all the others.
            colours, dpi = (FEW, 72) if kernel.person_waits() else (COLOURS, 96)
            bundle["image/png"] = text(small_png(figure, colours, dpi=dpi))
        return bundle
