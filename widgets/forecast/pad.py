"""`ForecastPad`: one question, one probability, kept beside the notebook."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from traitlets import Dict, Int, Unicode, observe

from ..shared import Bounded, Explorer, View, front_end, kernel, news, words
from .store import NewerFormatError, Store, brier, counting, now

if TYPE_CHECKING:
    import pandas as pd

# Bets that could not be written, by file: they go with the next one that can, from whichever pad.
_waiting: dict[Path, list[tuple[str, str, dict[str, Any]]]] = {}


class ForecastView(View):
    """The drawn part of a `ForecastPad`."""

    _esm = front_end.module("forecast/view.js")
    _css = front_end.style("forecast/view.css")

    _question = Unicode().tag(sync=True)
    _percent = Int(50).tag(sync=True)
    _status = Unicode().tag(sync=True)
    _problem = Unicode().tag(sync=True)
    _answer = Dict().tag(sync=True)
    _ask = Unicode().tag(sync=True)  # "ask" while an answer waits for a bet, "placed" once there is one


class ForecastPad(Explorer):
    """Ask for a bet before the answer, keep it, and show it beside the answer.

    Bets lie in ``forecasts.json`` beside the notebook. Saving again adds a bet; none is overwritten. The last
    bet before the answer counts.

    Parameters
    ----------
    key : str
        Name of the question, such as ``"06-backfire"``: the same in every notebook that asks or recalls it.
    question : str, optional
        What is asked, as a question with the answers yes and no. When left out, the stored one.
    folder : str or Path, optional
        Where ``forecasts.json`` lies; the current folder by default.
    language : {"en", "ko"}
        Language of the words on screen.

    Attributes
    ----------
    probability : float
        What the slider says, from 0 to 1.
    problem : str
        Why the last bet or answer could not be kept; empty when all is well.

    Raises
    ------
    ValueError
        When the key is no text or the language is unknown.
    """

    probability = Bounded(0.5)
    problem = Unicode("", read_only=True)

    def __init__(
        self,
        key: str,
        question: str = "",
        *,
        folder: str | Path | None = None,
        language: str = "en",
        **kwargs: Any,
    ) -> None:
        if not isinstance(key, str) or not key.strip():
            raise ValueError(f'key = {key!r}: expected a name for the question, such as "06-backfire"')
        if not isinstance(question, str):
            raise ValueError(f"question = {question!r}: expected a text")
        self._text = words(language)
        self.key = key
        self._store = Store(Path(folder).resolve() if folder is not None else Path.cwd())
        self._entry: dict[str, Any] = {"question": "", "bets": []}
        self._waiting_answer: tuple[bool | None, str] | None = None
        self._view = ForecastView(language, "forecast")
        super().__init__([self._view], **kwargs)
        self.add_class("sd-pad")
        self._read()
        self.question = question or self._entry["question"] or key
        self._view.show(question=self.question)
        if self.bet is not None:
            self.probability = self.bet
        self._say()
        self._view.observe(self._on_percent, "_percent")
        self._view.on_msg(self._on_message)

    # ---- what students and lessons do with it

    @property
    def bet(self) -> float | None:
        """The bet that counts: the last one before the answer was shown; None if there is none."""
        return counting(self._entry)

    @property
    def bets(self) -> list[float]:
        """All bets on this question, oldest first."""
        return [bet["probability"] for bet in self._entry["bets"]]

    def save(self, probability: float | None = None) -> bool:
        """Keep a bet.

        Parameters
        ----------
        probability : float, optional
            From 0 to 1; what the slider says if left out.

        Returns
        -------
        bool
            Whether it is on disk. If not, it waits in memory and `problem` says why.

        Raises
        ------
        TraitError
            When the probability is not a number from 0 to 1.
        """
        if probability is not None:
            self.probability = probability
        bet = {"probability": self.probability, "at": now()}
        return self._keep({"bet": bet})

    def reveal(self, outcome: bool | None, note: str = "") -> ForecastPad:
        """Show the answer beside the bet.

        A person who has not bet yet is asked first: to bet, or to see the answer anyway. Where nobody can be asked, as
        in a notebook that a program runs, the answer is shown.

        Parameters
        ----------
        outcome : bool or None
            True for yes, False for no, None when nobody knows yet.
        note : str, optional
            A line that explains the answer.

        Returns
        -------
        ForecastPad
            Itself, so that the last line of a cell shows it.

        Raises
        ------
        ValueError
            When the outcome is neither True, False nor None.
        """
        if outcome is not None and not isinstance(outcome, bool):
            raise ValueError(
                f"outcome = {outcome!r}: expected True (yes), False (no) or None (not known yet)"
            )
        if self.bet is None and self._entry.get("outcome") is None and kernel.person_waits():
            self._waiting_answer = (outcome, note)
            self._view.show(ask="ask")
            return self
        self._reveal(outcome, note)
        return self

    def _reveal(self, outcome: bool | None, note: str) -> None:
        self._waiting_answer = None
        self._keep({"outcome": outcome, "note": note, "revealed": now()})
        self._view.show(answer=self._describe(outcome, note))
        self._view.show(ask="")

    @classmethod
    def scores(cls, folder: str | Path | None = None) -> pd.DataFrame:
        """Return all bets with their scores.

        Parameters
        ----------
        folder : str or Path, optional
            Where ``forecasts.json`` lies; the current folder by default.

        Returns
        -------
        DataFrame
            One row a question, indexed by ``key``: ``question``, ``probability`` (the bet that counts),
            ``outcome`` (True, False or None), ``brier`` = (probability - outcome)**2 and ``log`` =
            -ln(probability of what happened), in nats; both NaN where there is no bet or no answer. Lower is better.

        Raises
        ------
        ValueError
            When the file cannot be understood.
        """
        import pandas as pd

        store = Store(Path(folder).resolve() if folder is not None else Path.cwd())
        try:
            entries = store.read()
        except NewerFormatError as error:
            raise ValueError(str(error)) from None
        except ValueError as error:
            raise ValueError(f"{store.path} could not be read: {error}") from None
        rows = []
        for key, entry in entries.items():
            bet, outcome = counting(entry), entry.get("outcome")
            brier, log = score(bet, outcome)
            rows.append((key, entry["question"], bet, outcome, brier, log))
        columns = ["key", "question", "probability", "outcome", "brier", "log"]
        table = pd.DataFrame(rows, columns=columns).set_index("key")
        return table.astype({"probability": float, "outcome": object, "brier": float, "log": float})

    # ---- the file

    def _read(self) -> None:
        try:
            self._entry = self._store.read().get(self.key, self._entry)
        except NewerFormatError:
            self._complain("newer")
        except ValueError as error:
            self._complain("unreadable", problem=error)
        except OSError as error:
            self._complain("unreadable", problem=error.strerror or error)

    def _keep(self, news: dict[str, Any]) -> bool:
        """Write some news, after the news that wait from before; on failure they all wait."""
        queue = _waiting.setdefault(self._store.path, [])
        queue.append((self.key, self.question, news))
        self.set_trait("problem", "")
        latest: dict[str, Any] = {}

        def work(entries: dict[str, Any]) -> None:
            for key, question, each in queue:
                _apply(entries.setdefault(key, {"question": question, "bets": []}), question, each)
            latest.update(entries[self.key])

        try:
            aside = self._store.change(work)
        except (NewerFormatError, OSError) as error:
            _apply(self._entry, self.question, news)
            if isinstance(error, NewerFormatError):
                self._complain("newer")
            else:
                self._complain(
                    "unwritable",
                    p=round(100 * self.probability),
                    path=self._store.path,
                    problem=error.strerror or error,
                )
            return False
        queue.clear()
        self._entry = latest
        if aside is not None:
            self._complain("broken", aside=aside.name)
        self._say()
        return True

    # ---- what the pad says

    def _complain(self, word: str, **values: Any) -> None:
        self.set_trait("problem", self._text[f"forecast.{word}"].format(**values))

    @observe("problem")
    def _on_problem(self, change: Any) -> None:
        self._view.show(problem=change.new)

    @observe("probability")
    def _on_probability(self, change: Any) -> None:
        self._view.show(percent=round(100 * change.new))

    def _on_percent(self, change: Any) -> None:
        if round(100 * self.probability) != change.new:
            self.probability = change.new / 100

    def _on_message(self, _: Any, content: dict[str, Any], __: Any) -> None:
        if content.get("kind") == "save":
            self.save(content["percent"] / 100)
            if self._waiting_answer is not None:
                self._view.show(ask="placed")
            news.tell()
        elif content.get("kind") == "reveal" and self._waiting_answer is not None:
            self._reveal(*self._waiting_answer)
            news.tell()

    def _say(self) -> None:
        text, bets = self._text, self._entry["bets"]
        if not bets:
            self._view.show(status=text["forecast.none"])
            return
        percent = f"{100 * bets[-1]['probability']:.0f}"
        if bets[-1].get("late"):
            counts = "" if self.bet is None else f"{100 * self.bet:.0f}"
            word = "forecast.late" if counts else "forecast.unscored"
            self._view.show(status=text[word].format(p=percent, first=counts))
            return
        status = text["forecast.saved"].format(p=percent, when=_local(bets[-1].get("at", "")))
        if len(bets) > 1:
            earlier = ", ".join(
                text["forecast.percent"].format(p=f"{100 * b['probability']:.0f}") for b in bets[:-1][-5:]
            )
            status += " " + text["forecast.earlier"].format(bets=earlier)
        self._view.show(status=status)

    def _describe(self, outcome: bool | None, note: str) -> dict[str, Any]:
        text = self._text
        answer = text[f"forecast.answer.{'open' if outcome is None else 'yes' if outcome else 'no'}"]
        if self.bet is None:
            return {
                "answer": answer,
                "bet": text["forecast.nobet"],
                "note": note,
                "score": "",
                "outcome": outcome,
            }
        brier, log = score(self.bet, outcome)
        logged = f"{log:.2f}" if math.isfinite(log) else text["forecast.infinite"]
        said = "" if outcome is None else text["forecast.score"].format(brier=f"{brier:.2f}", log=logged)
        return {
            "answer": answer,
            "bet": text["forecast.bet"].format(p=f"{100 * self.bet:.0f}"),
            "probability": self.bet,
            "outcome": outcome,
            "note": note,
            "score": said,
        }

    def _sentence(self) -> str:
        answer = self._view.shown("answer")
        said = (
            [answer["bet"], answer["answer"], answer["note"], answer["score"]]
            if answer
            else [self._view.shown("status")]
        )
        return " ".join(part for part in (self.question, *said, self.problem) if part)


def score(bet: float | None, outcome: bool | None) -> tuple[float, float]:
    """Score a bet.

    Parameters
    ----------
    bet : float or None
        The probability given to yes.
    outcome : bool or None

    Returns
    -------
    brier, log : float
        The Brier score, (bet - outcome)**2 (Brier 1950), and the logarithmic score, -ln of the probability
        given to what happened, in nats (Good 1952); NaN without a bet or an answer. Lower is better.
    """
    if bet is None or outcome is None:
        return math.nan, math.nan
    given = bet if outcome else 1 - bet
    return brier(bet, outcome), -math.log(given) if given > 0 else math.inf


def _apply(entry: dict[str, Any], question: str, news: dict[str, Any]) -> None:
    entry["question"] = question or entry["question"]
    if "bet" in news:
        # Once the answer has been shown, a bet is kept but does not count.
        late = {"late": True} if entry.get("outcome") is not None else {}
        entry["bets"].append(news["bet"] | late)
    else:
        entry.update(news)


def _local(at: str) -> str:
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at
