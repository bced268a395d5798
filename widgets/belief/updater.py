"""`BeliefUpdater`: a belief about Moscow, and how far a threat should move it."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

from traitlets import Float, Int

from ..shared import Bounded, Standalone, View, Whole, front_end, in_hundred
from .bayes import belief_after_silence, belief_path, likelihood_ratio

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.figure import Figure

MOST_THREATS = 10
_SHARED = ("prior", "if_hard", "if_soft", "threats", "overlap")


class BeliefView(View):
    """The drawn part of a `BeliefUpdater`: the square to drag, the steps, the dials, the table."""

    _esm = front_end.module("belief/view.js")
    _css = front_end.style("belief/view.css")

    prior = Float().tag(sync=True)
    if_hard = Float().tag(sync=True)
    if_soft = Float().tag(sync=True)
    threats = Int().tag(sync=True)
    overlap = Float().tag(sync=True)
    _most = Int(MOST_THREATS).tag(sync=True)


class BeliefUpdater(Standalone):
    """Drag a belief, and how often each kind of Moscow would threaten; read the belief after.

    A *hard* Moscow would carry out its threat, a *soft* one would not. In odds: *after = before x likelihood
    ratio*.

    Parameters
    ----------
    prior : float, default 0.3
        Belief that Moscow is hard, before any threat; 0.01 to 0.99.
    if_hard, if_soft : float, default 0.8 and 0.4
        Probability that a hard and a soft Moscow threaten; 0 to 1.
    threats : int, default 1
        Threats heard, 1 to 10.
    overlap : float, default 0
        How far each later threat only repeats the first: 0 for independent news, 1 for none.
    language : str, default "en"
        Language of the words on screen.

    Attributes
    ----------
    prior, if_hard, if_soft, threats, overlap
        As above. Set them, observe them, read them back.

    Raises
    ------
    TraitError
        When a value is wrong. The message names the trait, the value and what was expected, and nothing changes.
    ValueError
        When the language is unknown.

    Examples
    --------
    >>> updater = BeliefUpdater(prior=0.3, if_hard=0.8, if_soft=0.4)
    >>> round(updater.posterior, 2)
    0.46
    """

    _front_end = "belief/view.js"

    prior = Bounded(0.3, 0.01, 0.99)
    if_hard = Bounded(0.8)
    if_soft = Bounded(0.4)
    threats = Whole(1, 1, MOST_THREATS)
    overlap = Bounded(0.0)

    def __init__(
        self,
        prior: float = 0.3,
        *,
        if_hard: float = 0.8,
        if_soft: float = 0.4,
        threats: int = 1,
        overlap: float = 0.0,
        language: str = "en",
        **kwargs: Any,
    ) -> None:
        self._view = BeliefView(language, "belief")
        super().__init__([self._view], **kwargs)
        self.prior, self.if_hard, self.if_soft = prior, if_hard, if_soft
        self.threats, self.overlap = threats, overlap
        self._share(self._view, *_SHARED)

    @property
    def likelihood_ratio(self) -> float:
        """How many times likelier a threat is from a hard Moscow (float; ``inf`` or ``nan`` at the edge)."""
        return likelihood_ratio(self.if_hard, self.if_soft)

    @property
    def path(self) -> list[float]:
        """Belief that Moscow is hard after 0, 1, 2, ... threats (list of float)."""
        return belief_path(self.prior, self.if_hard, self.if_soft, self.threats, self.overlap)

    @property
    def posterior(self) -> float:
        """Belief that Moscow is hard after all the threats heard (float)."""
        return self.path[-1]

    @property
    def after_silence(self) -> float:
        """Belief that Moscow is hard had it stayed quiet instead (float)."""
        return belief_after_silence(self.prior, self.if_hard, self.if_soft)

    def _told(self, text: Mapping[str, str]) -> str:
        ratio = self.likelihood_ratio
        if math.isnan(ratio):
            news = text["belief.never"]
        elif math.isinf(ratio):
            news = text["belief.only_hard"]
        elif ratio == 1:
            news = text["belief.no_news"]
        elif math.isclose(ratio, 2):
            news = text["belief.twice"]
        else:
            news = text["belief.ratio"].format(ratio=f"{float(f'{ratio:.2g}'):.12g}")  # 100, not 1e+02
        after = text["belief.after_one" if self.threats == 1 else "belief.after_many"]
        return " ".join(
            [
                text["belief.before"].format(belief=in_hundred(self.prior)),
                news,
                after.format(n=self.threats, belief=in_hundred(self.posterior)),
                text["belief.silence"].format(belief=in_hundred(self.after_silence)),
            ]
        )

    def _figure(self) -> Figure:
        from .still import draw

        return self._captioned(partial(draw, self.prior, self.if_hard, self.if_soft, self.path))
