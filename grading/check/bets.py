"""What became of a reader's bets."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from .own import BETS
from .reports import CheckError


@dataclasses.dataclass(frozen=True)
class Bets:
    """All bets of one reader.

    Attributes
    ----------
    entries : dict
        By key, as `widgets.forecast.store.Store` reads them.
    placed : frozenset of str
        Keys of the questions on which a bet was placed before the answer was shown.
    revealed : int
        Questions whose answer was shown without one.
    scores : tuple of float
        Brier scores of those that have both, (probability - outcome) squared.
    """

    entries: dict[str, Any]
    placed: frozenset[str]
    revealed: int
    scores: tuple[float, ...]

    @property
    def sentence(self) -> str:
        """What there is to say, in a line."""
        lost = f"; {self.revealed} answers were shown before a bet" if self.revealed else ""
        if self.revealed == 1:
            lost = "; one answer was shown before a bet"
        if not self.placed:
            return f"Bets made: 0{lost}."
        if not self.scores:
            return f"Bets made: {len(self.placed)}; none has its answer yet{lost}."
        mean = sum(self.scores) / len(self.scores)
        return (
            f"Bets made: {len(self.placed)}; {len(self.scores)} with an answer{lost}. Brier score so far: {mean:.2f} "
            "(0 is perfect; saying 50 % each time gives 0.25; lower is better)."
        )


def read_bets(folder: Path) -> Bets:
    """Read the bets that lie in a folder.

    Parameters
    ----------
    folder : Path
        Where the notebooks lie.

    Returns
    -------
    Bets
        None placed where there is no file.

    Raises
    ------
    CheckError
        When the file is there and cannot be understood.
    """
    path = folder / BETS
    if not path.is_file():
        return Bets({}, frozenset(), 0, ())
    from ...widgets.forecast.store import NewerFormatError, Store, brier, counting

    try:
        entries = Store(folder).read()
    except NewerFormatError as error:
        raise CheckError(str(error)) from None
    except ValueError as error:
        raise CheckError(f"{path} could not be read: {error}") from None
    except OSError as error:
        raise CheckError(f"{path} cannot be opened: {error.strerror or error}") from None
    placed, scores, revealed = set(), [], 0
    for key, entry in entries.items():
        bet, outcome = counting(entry), entry.get("outcome")
        if bet is not None:
            placed.add(key)
        if bet is not None and outcome is not None:
            scores.append(brier(bet, outcome))
        revealed += bet is None and outcome is not None
    return Bets(entries, frozenset(placed), revealed, tuple(scores))
