"""`fit_class`: the precision of a class, by maximum likelihood of the agent quantal response equilibrium."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from math import erfc, sqrt
from pathlib import Path

import numpy as np

from .class_file import NODES, ClassRecord, ClassRow, by_computer, read_class, setting
from .payoffs import POSTURES, Floats
from .table import Table
from .tokens import CHOICE_COLUMN, CHOICES, Choice, Setting, log_chances, token_payoffs

#: Precisions that are tried. An interval that reaches the last one has no upper end.
HIGHEST = 40.0
_GRID = np.concatenate([np.linspace(0.0, 10.0, 201), np.linspace(10.1, HIGHEST, 300)])
#: Half the 95 % point of chi-squared with one degree of freedom: how far a profile may fall.
_DROP = 3.841458820694124 / 2
_FEWEST = 6  # pairs, and rounds: below, only counts are given
_EDGE = 3  # rounds at either end that are compared for learning

Interval = tuple[float, float | None]


@dataclass(frozen=True)
class NodeFit:
    """The precision at one kind of node, or in one part of the rounds.

    Attributes
    ----------
    choices : int
        How many choices it rests on.
    precision : float or None
        In 1/points; 40, the highest that is tried, where the likelihood still rises; None without choices.
    profile : tuple of (float, float or None), or None
        95 % interval of the profile likelihood; its high end is None where it has no upper end.
    log_likelihood : float
        At ``precision``.
    """

    choices: int
    precision: float | None
    profile: Interval | None
    log_likelihood: float


@dataclass(frozen=True)
class Equality:
    """A likelihood-ratio test of one precision for all kinds of node against one for each.

    Attributes
    ----------
    statistic : float
        Twice the difference of the log-likelihoods.
    degrees : int
        Degrees of freedom.
    p_value : float
        By the chi-squared distribution.
    """

    statistic: float
    degrees: int
    p_value: float


@dataclass(frozen=True)
class ChoiceCount:
    """How often a choice was made, beside what the model says at the class's precision.

    Attributes
    ----------
    block, node, situation, action : str
    choices : int
        How often the class stood there.
    count : int
        How often it chose this.
    share : float
    model : float
        Probability by the model.
    low, high : int
        95 % predictive band of the count; the precision is taken as known.
    outside : bool
        Whether the count leaves the band.
    """

    block: str
    node: str
    situation: str
    action: str
    choices: int
    count: int
    share: float
    model: float
    low: int
    high: int
    outside: bool


@dataclass(frozen=True)
class Backfire:
    """Whether threats backfired in a block of a class.

    Attributes
    ----------
    block : str
    value : float
        B1: share of help (indirect or direct) after a threat, less that after silence, of all that Seouls chose.
    standard_error : float
        Of two independent shares; choices of one student are taken to be independent.
    """

    block: str
    value: float
    standard_error: float


@dataclass(frozen=True)
class PostureShare:
    """How often a posture was played in a block.

    Attributes
    ----------
    posture : str
    share : float
    low, high : float
        95 % interval of a bootstrap over pairs.
    """

    posture: str
    share: float
    low: float
    high: float


@dataclass(frozen=True, eq=False, repr=False)
class ClassFit:
    """What the choices of a class say about its precision.

    Attributes
    ----------
    pairs, rounds, choices : int
        Pairs, rounds and choices of the class; what the computer chose is left out.
    precision : float or None
        The class's precision in 1/points, pooled over all nodes and blocks; None for a class below six pairs or six
        rounds, of which only the counts are given, and for one without choices.
    precision_in_tokens : float or None
        The same per token, as the players saw it.
    profile : tuple of (float, float or None), or None
        95 % interval of the profile likelihood. Its high end is None where there is no upper end.
    bootstrap : tuple of (float, float or None), or None
        95 % interval of a bootstrap over the students of the pairs, each drawn with all that it chose. Unlike the
        profile, it does not take all students to be alike.
    by_node : dict of str to NodeFit
        For signal, posture and answer: the precision at which the equilibrium makes these choices likeliest.
    equal_nodes : Equality or None
        Whether one precision can stand for all three.
    learning : dict of str to NodeFit
        ``"early"`` and ``"late"``: first and last three rounds of the blocks of at least six rounds; empty without.
    counts : Table of ChoiceCount
        All choices by block, beside the model's 95 % band where a precision is given.
    simulated : bool
        True for a made-up class.
    """

    pairs: int
    rounds: int
    choices: int
    precision: float | None
    precision_in_tokens: float | None
    profile: Interval | None
    bootstrap: Interval | None
    by_node: dict[str, NodeFit]
    equal_nodes: Equality | None
    learning: dict[str, NodeFit]
    counts: Table[ChoiceCount]
    simulated: bool
    record: ClassRecord = field(repr=False)

    @property
    def outside(self) -> Table[ChoiceCount]:
        """The choices whose count leaves the model's 95 % band."""
        return Table(
            (row for row in self.counts if row.outside),
            caption="Choices that leave the model's 95 % band",
            columns=self.counts.columns,
        )

    @property
    def backfire(self) -> dict[str, Backfire]:
        """B1 by block, of blocks in which Seouls chose for both signals."""
        found = {}
        for block in dict.fromkeys(row.block for row in self.record.rows):
            refused = {
                c.situation: (c.share, c.choices)
                for c in self.counts
                if (c.block, c.node, c.action) == (block, "posture", "refuse")
            }
            if len(refused) == 2:
                variance = sum(p * (1 - p) / n for p, n in refused.values())
                found[block] = Backfire(block, refused["quiet"][0] - refused["threat"][0], variance**0.5)
        return found

    def log_likelihood(self, precisions: Iterable[float]) -> Floats:
        """Return the log-likelihood of all choices at some precisions.

        Parameters
        ----------
        precisions : iterable of float
            In 1/points.

        Returns
        -------
        ndarray, one value for each precision
        """
        lam = np.asarray(list(precisions), dtype=float)
        sample = _Sample(self.record, self.record.rows)
        values = np.zeros(lam.size)
        for i, place in enumerate(sample.settings):
            values += log_chances(token_payoffs(place, sample.scale), lam) @ sample.total[i]
        return values

    def played(self, block: str, *, draws: int = 1000, seed: int = 0) -> Table[PostureShare]:
        """Say how often each posture was played in a block, without the computer's choices.

        Parameters
        ----------
        block : str
        draws : int, default 1000
            Of the bootstrap.
        seed : int, default 0

        Returns
        -------
        Table of PostureShare

        Raises
        ------
        ValueError
            When no Seoul of the class has played in the block.
        """
        pairs: dict[int, list[float]] = {}
        for row in self.record.rows:
            if row.block == block and "posture" not in by_computer(row):
                pairs.setdefault(row.pair, [0.0] * len(POSTURES))[POSTURES.index(row.posture)] += 1
        if not pairs:
            raise ValueError(f"block is {block!r}, and no Seoul of the class has played in it")
        table = np.array(list(pairs.values()))
        picks = np.random.default_rng(seed).integers(len(table), size=(draws, len(table)))
        drawn = table[picks].sum(axis=1)
        low, high = np.quantile(drawn / drawn.sum(axis=1, keepdims=True), [0.025, 0.975], axis=0)
        shares = table.sum(axis=0) / table.sum()
        return Table(
            (
                PostureShare(*each)
                for each in zip(POSTURES, *map(np.ndarray.tolist, (shares, low, high)), strict=True)
            ),
            caption=f"What Seoul played in block {block}",
            columns=("posture", "share", "low", "high"),
        )

    def __repr__(self) -> str:
        """Say in a few lines what was found."""
        made_up = "A simulated class" if self.simulated else "A class"
        head = f"{made_up} of {self.pairs} pairs and {self.rounds} rounds, {self.choices:,} choices"
        if self.precision is None:
            return (
                f"{head}: too small for a precision (expected at least {_FEWEST} pairs and {_FEWEST} rounds), "
                f"see counts"
            )
        lines = [
            f"{head}. Precision {said(self.precision)}, profile {interval(self.profile)}, "
            f"bootstrap {interval(self.bootstrap)}"
        ]
        lines += [
            f"  {name}: {said(fit.precision)}, {interval(fit.profile)}, from {fit.choices:,} choices"
            for name, fit in (*self.by_node.items(), *self.learning.items())
            if fit.precision is not None
        ]
        if self.equal_nodes is not None:
            test = self.equal_nodes
            lines.append(
                f"  one precision for all nodes: chi-squared {test.statistic:.2f}, {test.degrees} degrees of "
                f"freedom, p {test.p_value:.3g}"
            )
        return "\n".join(lines)


def said(precision: float | None) -> str:
    """Return a precision in words.

    Parameters
    ----------
    precision : float or None

    Returns
    -------
    str
    """
    if precision is None:
        return "none"
    return f"{HIGHEST:g} or more" if precision >= HIGHEST else f"{precision:.2f}"


def interval(ends: Interval | None) -> str:
    """Return an interval in words.

    Parameters
    ----------
    ends : tuple of (float, float or None), or None

    Returns
    -------
    str
    """
    if ends is None:
        return "none"
    low, high = ends
    return f"{low:.2f} and up, no upper end" if high is None else f"{low:.2f} to {high:.2f}"


def fit_class(path: str | Path | ClassRecord, *, draws: int = 1000, seed: int = 0) -> ClassFit:
    """Estimate the precision of a class.

    Parameters
    ----------
    path : str, Path or ClassRecord
        A ``class.csv``, the folder that holds it, or what `read_class` made of it. A row of the strategy method counts
        every choice that was stated, a direct row those that were played. What the computer chose does not count.
        Rounds with other dials or changed assumptions are fitted together.
    draws : int, default 1000
        Draws of the bootstrap.
    seed : int, default 0
        Of the bootstrap.

    Returns
    -------
    ClassFit

    Raises
    ------
    FileNotFoundError
        When there is no such file.
    ValueError
        When the file is not of the form, or ``draws`` is below 1.

    Notes
    -----
    The likelihood of a choice is its probability in the agent quantal response equilibrium [1]_ of the game with
    payoffs in whole tokens, as the class saw them: the point on the principal branch that `solve` gives. Precision
    and unit of payoff cannot be told apart: in tokens it is a hundredth of what it is in points.

    The bootstrap takes percentiles that are expanded for small samples [2]_.

    The test of equal nodes compares the pooled fit with one in which signals, postures and answers each follow the
    equilibrium of a precision of their own. Two degrees of freedom are lost for three kinds of node.

    References
    ----------
    .. [1] McKelvey, R. D., and T. R. Palfrey. 1998. Quantal Response Equilibria for Extensive Form Games.
       Experimental Economics 1(1): 9-41. doi:10.1023/A:1009905800005
    .. [2] Hesterberg, T. C. 2015. What Teachers Should Know About the Bootstrap. The American Statistician 69(4):
       371-386. doi:10.1080/00031305.2015.1089789 (percentiles expanded for small samples).

    Examples
    --------
    >>> from seoul_dilemma import datasets
    >>> round(fit_class(datasets.simulated_class(), draws=10).precision, 1)
    3.9
    """
    if draws < 1:
        raise ValueError(f"draws is {draws}, expected at least 1")
    record = path if isinstance(path, ClassRecord) else read_class(path)
    pooled = _Sample(record, record.rows)
    pairs = len({row.pair for row in record.rows})
    rounds = len({(row.session, row.block, row.round) for row in record.rows})
    total = int(pooled.total.sum())
    large = min(pairs, rounds) >= _FEWEST and total > 0
    by_node: dict[str, NodeFit] = {}
    learning: dict[str, NodeFit] = {}
    whole, spread, equal = NodeFit(total, None, None, 0.0), None, None
    if large:
        whole = pooled.fit()
        spread = pooled.bootstrap(draws, seed)
        by_node = {node: pooled.fit(node) for node in NODES}
        found = [fit for fit in by_node.values() if fit.precision is not None]
        statistic = max(0.0, 2.0 * (sum(fit.log_likelihood for fit in found) - whole.log_likelihood))
        equal = Equality(statistic, len(found) - 1, _chi_squared_tail(statistic, len(found) - 1))
        learning = {
            name: _Sample(record, rows).fit() for name, rows in _ends(record.rows).items() if len(rows)
        }
    return ClassFit(
        pairs=pairs,
        rounds=rounds,
        choices=total,
        precision=whole.precision,
        precision_in_tokens=None if whole.precision is None else whole.precision / record.tokens_per_point,
        profile=whole.profile,
        bootstrap=spread,
        by_node=by_node,
        equal_nodes=equal,
        learning=learning,
        counts=_counts(record, whole.precision),
        simulated=record.simulated,
        record=record,
    )


def chosen(row: ClassRow) -> list[tuple[str, Choice]]:
    """List the choices of a row that people made, each with who made it.

    Parameters
    ----------
    row : ClassRow

    Returns
    -------
    list of (str, Choice)
        Random name of the seat, and the choice.
    """
    bot = by_computer(row)
    moscow, seoul = row.moscow, row.seoul
    made: list[tuple[str, Choice]] = []
    if "signal" not in bot:
        made.append((moscow, Choice("signal", (row.type,), row.signal)))
    strategy = row.method == "strategy"
    if "posture" not in bot:
        told = {"quiet": row.if_quiet, "threat": row.if_threat} if strategy else {row.signal: row.posture}
        made += [(seoul, Choice("posture", (signal,), posture)) for signal, posture in told.items()]
    if "answer" not in bot:
        answers = {"refuse": row.if_refuse, "indirect": row.if_indirect, "direct": row.if_direct}
        kept = answers if strategy else {row.posture: row.answer}
        made += [
            (moscow, Choice("answer", (row.type, row.signal, posture), answer))
            for posture, answer in kept.items()
        ]
    return made


@lru_cache(maxsize=64)
def _on_grid(place: Setting, tokens_per_point: int) -> Floats:
    table = log_chances(token_payoffs(place, tokens_per_point), _GRID)
    table.flags.writeable = False
    return table


_OF_NODE = {node: np.array([choice.node == node for choice in CHOICES]) for node in NODES}


class _Sample:
    """The choices of some rows as counts, by student, setting and choice."""

    def __init__(self, record: ClassRecord, rows: tuple[ClassRow, ...]) -> None:
        self.scale = record.tokens_per_point
        self.settings = list(dict.fromkeys(setting(row) for row in rows))
        number = {place: i for i, place in enumerate(self.settings)}
        roles: dict[tuple[str, str], set[str]] = {}
        made: Counter[tuple[tuple[str, str], int, int]] = Counter()
        for row in rows:
            at = number[setting(row)]
            for seat, choice in chosen(row):
                who = (row.session, seat)
                roles.setdefault(who, set()).add("seoul" if choice.node == "posture" else "moscow")
                made[who, at, CHOICE_COLUMN[choice]] += 1
        self.students = {who: i for i, who in enumerate(roles)}
        self.strata = [
            np.array([i for who, i in self.students.items() if roles[who] == kind])
            for kind in ({"moscow"}, {"seoul"}, {"moscow", "seoul"})
        ]
        self.made = np.zeros((len(roles), len(self.settings), len(CHOICES)))
        for (who, at, column), n in made.items():
            self.made[self.students[who], at, column] = n
        self.total = self.made.sum(axis=0)

    def along(self, counts: Floats) -> Floats:
        """Return the log-likelihood of counts, ``(..., settings, 34)``, on the grid of precisions."""
        tables = [_on_grid(place, self.scale) for place in self.settings]
        return sum(
            (counts[..., i, :] @ table.T for i, table in enumerate(tables)),
            np.zeros((*counts.shape[:-2], _GRID.size)),
        )

    def fit(self, node: str | None = None) -> NodeFit:
        counts = self.total if node is None else self.total * _OF_NODE[node]
        n = int(counts.sum())
        if n == 0:
            return NodeFit(0, None, None, 0.0)
        values = self.along(counts)
        at = int(values.argmax())
        best, height = self._refine(counts, at)
        return NodeFit(n, best, _profile(values, best, height), height)

    def _refine(self, counts: Floats, at: int) -> tuple[float, float]:
        """Close in on the highest likelihood from a place on the grid."""
        tables = [token_payoffs(place, self.scale) for place in self.settings]
        best, height = float(_GRID[at]), -np.inf
        for width in (0.5 * (_GRID[min(at + 1, _GRID.size - 1)] - _GRID[max(at - 1, 0)]), 0.005):
            near = np.linspace(max(best - width, 0.0), min(best + width, HIGHEST), 9)
            values = sum(log_chances(table, near) @ counts[i] for i, table in enumerate(tables))
            best = float(_peaks(np.atleast_2d(values), near)[0])
            height = max(height, float(np.max(values)))
        return best, height

    def bootstrap(self, draws: int, seed: int) -> Interval:
        rng = np.random.default_rng(seed)
        weights = np.zeros((draws, len(self.students)))
        for members in self.strata:
            if members.size:
                weights[:, members] = rng.multinomial(members.size, [1 / members.size] * members.size, draws)
        by_student = self.along(self.made)
        values = weights @ by_student
        tops = _peaks(values, _GRID)
        level = _expanded_level(min((members.size for members in self.strata if members.size), default=2))
        low, high = np.quantile(tops, [level, 1.0 - level])
        return float(low), None if high >= HIGHEST else float(high)


def _expanded_level(n: int) -> float:
    """Return the tail at which percentiles of a bootstrap of ``n`` are taken for an interval of 95 %.

    A bootstrap of few students is too narrow twice: their spread is that of a population of ``n``, and its tails are
    the normal's and not those of Student's t. This level makes up for both (Hesterberg 2015).
    """
    z, v = 1.959963984540054, max(n - 1, 2)
    # Student's t from the normal quantile, by the expansion of Cornish and Fisher.
    t = (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
    )
    return 0.5 * erfc(t * sqrt((v + 1) / v) / sqrt(2.0))


def _peaks(values: Floats, at: Floats) -> Floats:
    """Return where each row is highest, by the parabola through the three nearest of the places."""
    top = values.argmax(axis=1)
    inner = np.clip(top, 1, at.size - 2)
    x0, x1, x2 = (at[inner + step] for step in (-1, 0, 1))
    y0, y1, y2 = (np.take_along_axis(values, inner[:, None] + step, 1)[:, 0] for step in (-1, 0, 1))
    left, right = (x1 - x0) * (y1 - y2), (x1 - x2) * (y1 - y0)
    with np.errstate(divide="ignore", invalid="ignore"):
        shift = 0.5 * ((x1 - x0) * left - (x1 - x2) * right) / (left - right)
    peak = np.clip(np.where(np.isfinite(shift), x1 - shift, x1), x0, x2)
    found: Floats = np.where(top == inner, peak, at[top])
    return found


def _profile(values: Floats, best: float, height: float) -> Interval:
    """Return where the log-likelihood has fallen by `_DROP` on either side, outermost crossing first."""
    inside = values >= height - _DROP
    left = np.flatnonzero(inside & (best >= _GRID))
    right = np.flatnonzero(inside & (best <= _GRID))
    floor = height - _DROP

    def crossing(outer: int, inner_x: float, inner_y: float) -> float:
        share = (inner_y - floor) / (inner_y - values[outer])
        return float(inner_x + share * (_GRID[outer] - inner_x))

    low: float = 0.0
    first = left[0] if left.size else int(np.searchsorted(_GRID, best, side="right"))
    if first > 0:
        low = crossing(first - 1, *((_GRID[first], values[first]) if left.size else (best, height)))
    last = right[-1] if right.size else int(np.searchsorted(_GRID, best)) - 1
    if last >= _GRID.size - 1:
        return low, None
    return low, crossing(last + 1, *((_GRID[last], values[last]) if right.size else (best, height)))


def _chi_squared_tail(statistic: float, degrees: int) -> float:
    if degrees < 1:
        return 1.0
    if degrees == 2:
        return float(np.exp(-statistic / 2))
    return erfc(sqrt(statistic / 2))


def _ends(rows: tuple[ClassRow, ...]) -> dict[str, tuple[ClassRow, ...]]:
    last: dict[tuple[str, str], int] = {}
    for row in rows:
        last[row.session, row.block] = max(row.round, last.get((row.session, row.block), 0))
    long = [row for row in rows if last[row.session, row.block] >= 2 * _EDGE]
    return {
        "early": tuple(row for row in long if row.round <= _EDGE),
        "late": tuple(row for row in long if row.round > last[row.session, row.block] - _EDGE),
    }


def _counts(record: ClassRecord, precision: float | None) -> Table[ChoiceCount]:
    made: Counter[tuple[str, Setting, Choice]] = Counter()
    for row in record.rows:
        for _, choice in chosen(row):
            made[row.block, setting(row), choice] += 1
    found = []
    for block, place in dict.fromkeys((block, place) for block, place, _ in made):
        chances = np.full(len(CHOICES), np.nan)
        if precision is not None:
            game = token_payoffs(place, record.tokens_per_point)
            chances = np.exp(log_chances(game, np.array([precision])))[0]
        stood: Counter[tuple[str, tuple[str, ...]]] = Counter()
        for choice in CHOICES:
            stood[choice.node, choice.situation] += made[block, place, choice]
        for choice, chance in zip(CHOICES, chances, strict=True):
            n, count = stood[choice.node, choice.situation], made[block, place, choice]
            if not n:
                continue
            low, high = (0, n) if precision is None else _band(n, float(chance))
            situation = " ".join(choice.situation)
            found.append(
                ChoiceCount(
                    block,
                    choice.node,
                    situation,
                    choice.action,
                    n,
                    count,
                    count / n,
                    float(chance),
                    low,
                    high,
                    not low <= count <= high,
                )
            )
    columns = ("block", "node", "situation", "action", "choices", "count", "share", "model", "low", "high")
    return Table(found, caption="What the class chose", columns=columns)


def _band(n: int, chance: float) -> tuple[int, int]:
    """Return the 2.5 % and the 97.5 % quantile of the binomial distribution."""
    k = np.arange(n + 1)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    p = min(max(chance, 1e-300), 1 - 1e-16)
    log_mass = log_factorial[n] - log_factorial - log_factorial[::-1] + k * np.log(p) + (n - k) * np.log1p(-p)
    below = np.cumsum(np.exp(log_mass))
    return int(np.searchsorted(below, 0.025)), min(int(np.searchsorted(below, 0.975)), n)
