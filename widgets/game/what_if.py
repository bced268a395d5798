"""What if we are wrong? The game over many assumptions at once.

References
----------
Saltelli, A., et al. 2010. Variance Based Sensitivity Analysis of Model Output. Computer Physics
Communications 181(2): 259-270. doi:10.1016/j.cpc.2009.09.018 (the estimators that SALib uses for Sobol indices).
Savage, L. J. 1951. The Theory of Statistical Decision. Journal of the American Statistical Association
46(253): 55-67. (minimax regret).
"""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .assumptions import PARAMETERS, Assumptions, check_names, check_value
from .equilibrium import Equilibrium, dial, given, solve_values
from .payoffs import POSTURES, Floats
from .table import Table

#: What `outcomes`, `sobol` and `tornado` can report: the attributes of `Equilibrium` that are one number a game.
OUTCOMES = (
    "supply",
    "open_supply",
    "retaliation",
    "threat_rate",
    "backfire",
    "open_backfire",
    "threat_payoff",
    "log_odds_backfire",
)

DIALS = ("pressure", "capacity")
Ranges = Mapping[str, tuple[float, float]]
# Games solved at a time: enough to keep numpy busy, few enough to stay in some ten megabytes.
_CHUNK = 8192


@dataclass(frozen=True, eq=False, repr=False)
class Sample:
    """Many draws of the assumptions, and of the dials if they were drawn too.

    Attributes
    ----------
    inputs : dict of str to ndarray, ``(n,)``
        Every assumption by name, and ``pressure`` and ``capacity`` if drawn. ``pandas.DataFrame(sample.inputs)``
        makes a data frame of it.
    varied : tuple of str
        The names that differ between draws.
    """

    inputs: Mapping[str, Floats]
    varied: tuple[str, ...]

    def __repr__(self) -> str:
        """Say how many draws there are, and of what."""
        return f"Sample({self.size} draws of {', '.join(self.varied)})"

    @property
    def size(self) -> int:
        """The number of draws."""
        return len(self.inputs["precision"])

    def __len__(self) -> int:
        """Return the number of draws."""
        return self.size

    def __getitem__(self, index: int) -> Assumptions:
        """Return one draw as `Assumptions`."""
        return Assumptions(**{name: float(self.inputs[name][index]) for name in PARAMETERS})


def ranges_around(
    assumptions: Assumptions | None = None, low: float = 0.3, high: float = 1.7
) -> dict[str, tuple[float, float]]:
    """Spread a range around every assumption.

    Parameters
    ----------
    assumptions : Assumptions, optional
        The centre; the scenario "op-ed, April 2023" if left out.
    low, high : float, default 0.3 and 1.7
        Multiples of the central value. Ranges are cut at the bounds of the assumption; an assumption at zero stays.

    Returns
    -------
    dict of str to tuple of float

    Raises
    ------
    ValueError
        When ``low`` exceeds ``high`` or either is negative or not finite.

    Examples
    --------
    >>> ranges_around(low=0.5, high=2.0)["export_gain"]
    (0.1, 0.4)
    """
    if not 0.0 <= low <= high < float("inf"):
        raise ValueError(f"low = {low!r}, high = {high!r}: expected 0 <= low <= high")
    ranges = {}
    for name, value in given(assumptions).as_dict().items():
        if value != 0.0:
            ends = np.clip(sorted((low * value, high * value)), *PARAMETERS[name].bounds)
            ranges[name] = (float(ends[0]), float(ends[1]))
    return ranges


def sample(n: int, seed: int, ranges: Ranges | None = None, assumptions: Assumptions | None = None) -> Sample:
    """Draw assumptions at random, each evenly from its range, independently of the others.

    Parameters
    ----------
    n : int
        Number of draws, at least 1.
    seed : int
        The same seed and ranges give the same draws; a larger ``n`` adds to them.
    ranges : mapping of str to (float, float), optional
        Lowest and highest value by name; the names may include ``pressure`` and ``capacity``. What is not
        named stays as it is in ``assumptions``. If left out, `ranges_around` ``assumptions``.
    assumptions : Assumptions, optional
        The scenario "op-ed, April 2023" if left out.

    Returns
    -------
    Sample

    Raises
    ------
    ValueError
        When ``n`` or ``seed`` is not a whole number, a name is unknown, or a range is out of bounds.

    Examples
    --------
    >>> sample(200, seed=1).size
    200
    """
    _whole("n", n, least=1)
    _whole("seed", seed, least=0)
    base = given(assumptions)
    checked = _check_ranges(ranges_around(base) if ranges is None else ranges)
    rng = np.random.default_rng(int(seed))
    unit = rng.random((int(n), len(checked))).T
    drawn = {
        name: low + (high - low) * u for u, (name, (low, high)) in zip(unit, checked.items(), strict=True)
    }
    return _sample(drawn, base, int(n))


def outcomes(
    draws: Sample, pressure: Any = None, capacity: Any = None, names: Iterable[str] = OUTCOMES
) -> dict[str, Floats]:
    """Solve the game for every draw.

    Games are solved in chunks, so that beside the result memory does not grow with the number of draws.

    Parameters
    ----------
    draws : Sample
    pressure, capacity : float or array_like, ``(n,)``, optional
        The dials, one number for all draws or one for each; left out when they were drawn.
    names : iterable of str, optional
        Some of `OUTCOMES`; all of them if left out.

    Returns
    -------
    dict of str to ndarray, ``(n,)``
        Can be handed to ``pandas.DataFrame``.

    Raises
    ------
    ValueError
        When an outcome is unknown, a dial is missing, given twice, out of range or of another length.

    Examples
    --------
    >>> supply = outcomes(sample(200, seed=1), 0.5, 0.4, ["supply"])["supply"]
    >>> round(float(supply.mean()), 2)
    0.84
    """
    _check_sample(draws)
    names = tuple(names)
    for name in names:
        _check_outcome(name)
    result = {name: np.empty(draws.size) for name in names}
    for part, equilibrium in _solve_chunks(draws, pressure, capacity):
        for name in names:
            result[name][part] = getattr(equilibrium, name)
    return result


def log_likelihood(draws: Sample, counts: Any, pressure: Any = None, capacity: Any = None) -> Floats:
    """Say how well each draw explains what Seoul was seen to do.

    Parameters
    ----------
    draws : Sample
    counts : array_like, ``(2, 3)``
        How often each posture (refuse, indirect, direct) was seen after silence (first row) and after a threat.
    pressure, capacity : float or array_like, ``(n,)``, optional
        As for `outcomes`.

    Returns
    -------
    ndarray, ``(n,)``
        Logarithm of the probability of these postures, given the signals, if each episode is played anew. Its
        exponential, divided by its sum, weighs the draws.

    Raises
    ------
    ValueError
        When the counts are no table of two rows and three columns of numbers of at least 0, and as for `outcomes`.

    Examples
    --------
    >>> draws = sample(200, seed=1)
    >>> log_likelihood(draws, [[5, 3, 0], [2, 4, 1]], 0.5, 0.4).shape
    (200,)
    """
    _check_sample(draws)
    try:
        seen = np.asarray(counts, dtype=float)
    except (TypeError, ValueError):
        seen = np.full(0, np.nan)
    if seen.shape != (2, 3) or not np.isfinite(seen).all() or (seen < 0).any():
        raise ValueError(
            f"counts = {counts!r}: expected two rows (silence, threat) of three counts (refuse, indirect, direct)"
        )
    result = np.empty(draws.size)
    for part, equilibrium in _solve_chunks(draws, pressure, capacity):
        # From the payoffs, not from the log of a probability, which may round to 0.
        score = equilibrium.precision[:, None, None] * equilibrium.seoul_payoff
        score = score - score.max(axis=-1, keepdims=True)
        chance = score - np.log(np.exp(score).sum(axis=-1, keepdims=True))
        result[part] = (seen * chance).sum(axis=(-2, -1))
    return result


@dataclass(frozen=True)
class SobolIndex:
    """How much of the variance of an outcome one input carries.

    Attributes
    ----------
    name : str
    first : float
        First-order index: the share of the variance that goes when this input alone is known.
    first_error : float
        Half the width of its 95 % confidence interval.
    total : float
        Total index: the share that stays when all others are known.
    total_error : float
        Half the width of its 95 % confidence interval.
    """

    name: str
    first: float
    first_error: float
    total: float
    total_error: float


class SobolTable(Table[SobolIndex]):
    """Sobol indices of one outcome, and what the first-order ones add up to.

    Attributes
    ----------
    first_sum : float
        Sum of the first-order indices: the share of the variance that the inputs carry one by one. What is missing
        to 1 is interaction.
    first_sum_error : float
        Half the width of its 95 % confidence interval; the inputs are resampled together.
    """

    first_sum: float
    first_sum_error: float


def sobol(
    outcome: str,
    pressure: float | None = None,
    capacity: float | None = None,
    *,
    ranges: Ranges | None = None,
    assumptions: Assumptions | None = None,
    n: int = 4096,
    seed: int = 0,
) -> SobolTable:
    """Split the variance of an outcome among the inputs: Sobol indices, by SALib.

    Parameters
    ----------
    outcome : str
        One of `OUTCOMES`.
    pressure, capacity : float, optional
        The dials; left out when ``ranges`` covers them.
    ranges : mapping of str to (float, float), optional
        As for `sample`.
    assumptions : Assumptions, optional
        The scenario "op-ed, April 2023" if left out.
    n : int, default 4096
        A power of two; ``n * (inputs + 2)`` games are solved. With fewer than the default the order of the leading
        inputs, and the sum of the first-order indices, may hang on the seed.
    seed : int, default 0

    Returns
    -------
    SobolTable
        A `Table` of `SobolIndex`, in falling order of the total index, with the sum of the first-order indices.

    Raises
    ------
    ValueError
        As for `sample` and `outcomes`, when ``n`` is no power of two, and when the outcome does not vary.

    Examples
    --------
    >>> ranges = {"precision": (2.0, 10.0), "export_gain": (0.1, 0.5)}
    >>> [index.name for index in sobol("supply", 0.5, 0.4, ranges=ranges, n=64)]
    ['precision', 'export_gain']
    """
    from SALib.analyze import sobol as analyse
    from SALib.sample import sobol as saltelli

    _check_outcome(outcome)
    _whole("n", n, least=2)
    _whole("seed", seed, least=0)
    if n & (n - 1):
        raise ValueError(f"n = {n}: expected a power of two, such as 1024 or 4096")
    base = given(assumptions)
    checked = _check_ranges(ranges_around(base) if ranges is None else ranges)
    checked = {name: ends for name, ends in checked.items() if ends[0] < ends[1]}
    if not checked:
        raise ValueError("no input varies: give at least one range with two different ends")
    problem = {
        "num_vars": len(checked),
        "names": list(checked),
        "bounds": [list(ends) for ends in checked.values()],
    }
    points = saltelli.sample(problem, n, calc_second_order=False, seed=seed)
    drawn = dict(zip(checked, points.T, strict=True))
    result = outcomes(_sample(drawn, base, len(points)), pressure, capacity, names=(outcome,))[outcome]
    if np.ptp(result) == 0.0:
        raise ValueError(f"{outcome} is {result[0]:g} in every draw: there is no variance to split")
    # SALib takes a seed of 0 here for none at all.
    found = analyse.analyze(problem, result, calc_second_order=False, seed=seed + 1, keep_resamples=True)
    columns = ("S1", "S1_conf", "ST", "ST_conf")
    rows = zip(checked, *(found[column].tolist() for column in columns), strict=True)
    records = sorted((SobolIndex(*row) for row in rows), key=lambda record: -record.total)
    table = SobolTable(
        records,
        caption=f"What carries the variance of {outcome}",
        columns=("name", "first", "first_error", "total", "total_error"),
    )
    table.first_sum = float(found["S1"].sum())
    # SALib draws one set of resamples for all inputs, so a row of them is one run of the whole study.
    table.first_sum_error = float(1.96 * found["S1_conf_all"].sum(axis=1).std(ddof=1))
    return table


@dataclass(frozen=True)
class Swing:
    """How far an outcome moves when one input goes from the low to the high end of its range.

    Attributes
    ----------
    name : str
    low, high : float
        The ends of the range.
    at_low, at_high : float
        The outcome there, all other inputs at their central values.
    base : float
        The outcome at the central values.
    swing : float
        ``abs(at_high - at_low)``.
    """

    name: str
    low: float
    high: float
    at_low: float
    at_high: float
    base: float
    swing: float


def tornado(
    outcome: str,
    pressure: float,
    capacity: float,
    *,
    ranges: Ranges | None = None,
    assumptions: Assumptions | None = None,
) -> Table[Swing]:
    """Move one input at a time and see how far an outcome swings.

    Parameters
    ----------
    outcome : str
        One of `OUTCOMES`.
    pressure, capacity : float
        The central dials.
    ranges : mapping of str to (float, float), optional
        As for `sample`; may include ``pressure`` and ``capacity``.
    assumptions : Assumptions, optional
        The central values; the scenario "op-ed, April 2023" if left out.

    Returns
    -------
    Table of Swing
        The largest swing first.

    Raises
    ------
    ValueError
        As for `sample` and `outcomes`.

    Examples
    --------
    >>> swing = tornado("supply", 0.5, 0.4)[0]
    >>> swing.name, round(swing.swing, 2)
    ('alliance_credit', 0.44)
    """
    _check_outcome(outcome)
    base = given(assumptions)
    centre = {
        **base.as_dict(),
        "pressure": _one("pressure", pressure),
        "capacity": _one("capacity", capacity),
    }
    checked = _check_ranges(ranges_around(base) if ranges is None else ranges)
    n = 2 * len(checked) + 1
    values = {name: np.full(n, value) for name, value in centre.items()}
    for i, (name, ends) in enumerate(checked.items()):
        values[name][2 * i : 2 * i + 2] = ends
    result = outcomes(Sample(values, tuple(checked)), names=(outcome,))[outcome].tolist()
    records = []
    for (name, (low, high)), at_low, at_high in zip(
        checked.items(), result[:-1:2], result[1::2], strict=True
    ):
        records.append(Swing(name, low, high, at_low, at_high, result[-1], abs(at_high - at_low)))
    records.sort(key=lambda record: -record.swing)
    return Table(
        records,
        caption=f"How far {outcome} swings",
        columns=("name", "low", "high", "at_low", "at_high", "base", "swing"),
    )


@dataclass(frozen=True, eq=False)
class Regret:
    """What each posture costs in hindsight.

    Attributes
    ----------
    postures : tuple of str
        The columns.
    payoffs : ndarray, ``(n, k)``
        Payoff of each posture in each state of the world, in points.
    regrets : ndarray, ``(n, k)``
        The best payoff in that state minus the posture's own; at least 0.
    worst : ndarray, ``(k,)``
        The largest regret of each posture. It is an extreme value: where the states were drawn at random, more draws
        can only raise it, and another seed gives another number. The choice is steadier than the number.
    mean : ndarray, ``(k,)``
        The mean regret of each posture.
    choice : str
        The posture whose largest regret is smallest; the first in order at a tie.
    """

    postures: tuple[str, ...]
    payoffs: Floats
    regrets: Floats
    worst: Floats
    mean: Floats
    choice: str


def minimax_regret(payoffs: Any, postures: Iterable[str] = POSTURES) -> Regret:
    """Choose the posture whose largest regret is smallest.

    Parameters
    ----------
    payoffs : array_like, ``(n, k)``
        Payoff of each posture (column) in each state of the world (row), in points.
    postures : iterable of str, optional
        Names of the columns; refuse, indirect, direct if left out.

    Returns
    -------
    Regret

    Raises
    ------
    ValueError
        When the payoffs are not a table of finite numbers with one column for each posture.

    Examples
    --------
    >>> minimax_regret([[1.0, 0.0, 0.5], [0.0, 1.0, 0.6]]).choice
    'direct'
    """
    names = tuple(postures)
    try:
        table = np.asarray(payoffs, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(
            "payoffs are not numbers: expected a table of one row a state, one column a posture"
        ) from None
    if table.ndim != 2 or table.shape[0] == 0 or table.shape[1] != len(names) or not names:
        raise ValueError(
            f"payoffs have shape {table.shape}: expected at least one row, and {len(names)} columns "
            f"({', '.join(names)})"
        )
    if not np.isfinite(table).all():
        raise ValueError("payoffs hold a value that is not finite: expected numbers")
    regrets = table.max(axis=1, keepdims=True) - table
    worst = regrets.max(axis=0)
    return Regret(names, table, regrets, worst, regrets.mean(axis=0), names[int(np.argmin(worst))])


def posture_payoffs(draws: Sample, pressure: Any = None, capacity: Any = None) -> Floats:
    """Work out what each posture is worth to Seoul in every draw.

    Seoul commits to one posture whatever Moscow says, while Moscow behaves as it does in equilibrium.

    Parameters
    ----------
    draws : Sample
        Each draw is a state of the world.
    pressure, capacity : float or array_like, ``(n,)``, optional
        As for `outcomes`.

    Returns
    -------
    ndarray, ``(n, 3)``
        Expected payoff of refuse, indirect and direct, in points; hand it to `minimax_regret`.

    Raises
    ------
    ValueError
        As for `outcomes`.

    Examples
    --------
    >>> posture_payoffs(sample(200, seed=1), 0.5, 0.4).shape
    (200, 3)
    """
    _check_sample(draws)
    result = np.empty((draws.size, len(POSTURES)))
    for part, equilibrium in _solve_chunks(draws, pressure, capacity):
        rate = equilibrium.threat_rate[:, None]
        worth = equilibrium.seoul_payoff
        result[part] = (1.0 - rate) * worth[:, 0] + rate * worth[:, 1]
    return result


def _sample(drawn: Mapping[str, Floats], base: Assumptions, n: int) -> Sample:
    values = {name: np.full(n, value) for name, value in base.as_dict().items()}
    return Sample({**values, **drawn}, tuple(drawn))


def _solve_chunks(draws: Sample, pressure: Any, capacity: Any) -> Iterator[tuple[slice, Equilibrium]]:
    n = draws.size
    places = {}
    for name, value in zip(DIALS, (pressure, capacity), strict=True):
        if (value is None) == (name not in draws.inputs):
            raise ValueError(
                f"{name} is "
                + ("missing: give it, or draw it" if value is None else "drawn in the sample: leave it out")
            )
        array = dial(name, draws.inputs[name] if value is None else value)
        if array.shape not in ((), (n,)):
            raise ValueError(
                f"{name} has shape {array.shape}: expected one number, or {n}, one for each draw"
            )
        places[name] = np.broadcast_to(array, (n,))
    for start in range(0, n, _CHUNK):
        part = slice(start, min(start + _CHUNK, n))
        values = {name: draws.inputs[name][part] for name in PARAMETERS}
        yield part, solve_values(places["pressure"][part], places["capacity"][part], values, draws)


def _check_sample(draws: object) -> None:
    if not isinstance(draws, Sample):
        raise ValueError(f"draws = {draws!r}: expected a Sample, as sample() returns it")


def _check_outcome(name: str) -> None:
    if name not in OUTCOMES:
        raise ValueError(f"outcome {name!r} is unknown: choose one of {', '.join(OUTCOMES)}")


def _check_ranges(ranges: Ranges) -> dict[str, tuple[float, float]]:
    check_names(name for name in ranges if name not in DIALS)
    checked = {}
    for name, ends in ranges.items():
        try:
            low, high = ends
        except (TypeError, ValueError):
            raise ValueError(
                f"range of {name} = {ends!r}: expected two numbers, lowest and highest"
            ) from None
        low, high = (_one(name, end) if name in DIALS else check_value(name, end) for end in (low, high))
        if low > high:
            raise ValueError(f"range of {name} = ({low:g}, {high:g}): expected the lower end first")
        checked[name] = (low, high)
    return checked


def _one(name: str, value: Any) -> float:
    array = dial(name, value)
    if array.shape:
        raise ValueError(f"{name} has shape {array.shape}: expected one number")
    return float(array)


def _whole(name: str, value: Any, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, numbers.Integral) or value < least:
        raise ValueError(f"{name} = {value!r}: expected a whole number, at least {least}")
