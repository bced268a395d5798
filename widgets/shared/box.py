"""The base of every explorer: a box of widgets that also shows itself where there is no front end."""

from __future__ import annotations

import base64
import io
import numbers
from textwrap import fill
from typing import TYPE_CHECKING, Any

import ipywidgets
from traitlets import Float, TraitError

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Bounded(Float):
    """A number between two bounds, with an error that says so.

    Parameters
    ----------
    default : float
    low, high : float, default 0 and 1
        Smallest and largest value.
    digits : int, optional
        Round to so many decimals: those of the slider that shows the value, which would round it later.
    """

    def __init__(
        self, default: float, low: float = 0.0, high: float = 1.0, digits: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(default, **kwargs)
        self.low, self.high, self.digits = low, high, digits

    def validate(self, obj: Any, value: Any) -> float:
        """Return the value as a float, or raise a TraitError that names the field, the value and the bounds."""
        expected = f"expected a number from {self.low:g} to {self.high:g}"
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            raise TraitError(f"{self.name} = {value!r} is not a number: {expected}")
        number = float(value)
        if not self.low <= number <= self.high:  # also catches NaN
            raise TraitError(f"{self.name} = {value!r} is out of range: {expected}")
        return number if self.digits is None else round(number, self.digits)


class Explorer(ipywidgets.VBox):
    """A box of widgets with the look of the course, and a figure with a sentence where there is no front end."""

    def __init__(self, children: Any = (), **kwargs: Any) -> None:
        kwargs["_dom_classes"] = (*kwargs.get("_dom_classes", ()), "sd-box")
        super().__init__(children, **kwargs)

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

    def _sentence(self) -> str:
        """Say what the explorer shows now."""
        raise NotImplementedError

    def _figure(self) -> Figure | None:
        """Draw what the explorer shows now; None where words say it all."""
        return None

    def _captioned(self, figure: Figure) -> Figure:
        """Put the sentence below a figure that is laid out by constraints."""
        letters = int(13 * figure.get_figwidth())
        figure.supxlabel(fill(self._sentence(), letters), x=0.01, ha="left", fontsize=10)
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
            from matplotlib import rc_context

            picture = io.BytesIO()
            # Readers wait for it: it may be a little larger, and its letters need no hints.
            with rc_context({"text.hinting": "none"}):
                figure.savefig(picture, format="png", dpi=110, pil_kwargs={"compress_level": 3})
            bundle["image/png"] = base64.b64encode(picture.getvalue()).decode()
        return bundle
