"""Write golden.json and golden_two.json: equilibria of random games as Gambit finds them.

Run it from the repository with a Python that has the project and pygambit (the development pins bring it on Linux)::

    python tests/widgets/game/make_golden.py

Three families of games, drawn with fixed seeds: ``ordinary`` (each assumption 0.3 to 1.7 times its default,
``harm_floor`` and ``munitions_need`` anywhere on their sliders, precision 0.2 to 9), ``wide`` (each assumption
anywhere on its slider, the same precisions) and ``folded`` (as ordinary, precision 9 to 40, chosen because
several equilibria share the precision and climbing without care ends on the wrong one).

``golden_two.json`` holds 40 ordinary games played twice, as the full tree, precision 2 to 8, shadow 0.25 to 2; payoffs
of the second period are added times the shadow, which is the convention of present values. Only what is played in the
first period is kept. ``python tests/widgets/game/make_golden.py two`` writes that file alone.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import gambit_game
import numpy as np
import pygambit
from seoul_dilemma.widgets.game import PARAMETERS, Assumptions
from seoul_dilemma.widgets.game.branch import climb, follow, pick
from seoul_dilemma.widgets.game.payoffs import payoffs

GOLDEN = Path(__file__).with_name("golden.json")
GOLDEN_TWO = Path(__file__).with_name("golden_two.json")


def draw(n: int, seed: int, precision: tuple[float, float], wide: bool) -> dict[str, np.ndarray]:
    """Draw dials and assumptions, rounded so that the file stays readable."""
    rng = np.random.default_rng(seed)
    games = {"pressure": rng.uniform(size=n), "capacity": rng.uniform(size=n)}
    for name, parameter in PARAMETERS.items():
        if name == "precision":
            games[name] = rng.uniform(*precision, n)
        elif wide or parameter.default == 0.0:
            games[name] = rng.uniform(*parameter.slider, n)
        else:
            games[name] = parameter.default * rng.uniform(0.3, 1.7, n)
    return {name: values.round(4) for name, values in games.items()}


def folded(n: int, seed: int) -> dict[str, np.ndarray]:
    """Draw games whose branch turns back: climbing in precision, doubts ignored, ends on another equilibrium."""
    pool = draw(300 * n, seed, (9.0, 40.0), wide=False)
    shape = pool["pressure"].shape
    game = payoffs(pool["pressure"], pool["capacity"], pool)
    climbed, doubtful = climb(game, pool["precision"], shape)
    arrived = follow(pick(game, doubtful, shape), pool["precision"][doubtful])
    apart = np.abs(np.tanh(climbed[:, doubtful] / 2) - np.tanh(arrived / 2)).max(axis=0) > 0.02
    chosen = np.flatnonzero(doubtful)[apart][:n]
    return {name: values[chosen] for name, values in pool.items()}


def rounded(value: Any) -> Any:
    return [rounded(x) for x in value] if isinstance(value, list) else round(value, 12)


def inputs_of(games: dict[str, np.ndarray]) -> list[dict[str, float]]:
    """Return one dictionary a game, ``pressure`` and ``capacity`` among the assumptions."""
    return [dict(zip(games, map(float, row), strict=True)) for row in zip(*games.values(), strict=True)]


def write(path: Path, cases: list[dict[str, Any]]) -> None:
    """Write the answers, one line a game."""
    lines = ",\n".join(json.dumps(case) for case in cases)
    source = f"Gambit, pygambit {pygambit.__version__}, logit_solve_lambda, agent form"
    path.write_text(f'{{"source": {json.dumps(source)}, "games": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"wrote {len(cases)} games to {path.name}")


def answer_of(
    p: float, c: float, assumptions: dict[str, float], shadow: float | None = None
) -> dict[str, Any]:
    """Ask Gambit."""
    text = gambit_game.efg(p, c, Assumptions(**assumptions).as_dict(), shadow)
    answer = gambit_game.solve(gambit_game.read(text), assumptions["precision"])
    del answer["precision"]
    return {name: rounded(value) for name, value in answer.items()}


def one_period() -> None:
    families = {
        "ordinary": draw(120, 1, (0.2, 9.0), wide=False),
        "wide": draw(40, 2, (0.2, 9.0), wide=True),
        "folded": folded(40, 3),
    }
    cases = []
    for family, games in families.items():
        for inputs in inputs_of(games):
            p, c = inputs.pop("pressure"), inputs.pop("capacity")
            case = {"family": family, "pressure": p, "capacity": c, "assumptions": inputs}
            cases.append({**case, **answer_of(p, c, inputs)})
    write(GOLDEN, cases)


def two_periods() -> None:
    shadows = np.random.default_rng(5).uniform(0.25, 2.0, 40).round(4)
    cases = []
    for inputs, shadow in zip(inputs_of(draw(40, 4, (2.0, 8.0), wide=False)), shadows.tolist(), strict=True):
        p, c = inputs.pop("pressure"), inputs.pop("capacity")
        case = {"pressure": p, "capacity": c, "shadow": shadow, "assumptions": inputs}
        cases.append({**case, **answer_of(p, c, inputs, shadow)})
    write(GOLDEN_TWO, cases)


if __name__ == "__main__":
    if sys.argv[1:] != ["two"]:
        one_period()
    two_periods()
