"""Write golden.json: equilibria of random games as Gambit finds them.

Run it from the repository with a Python that has the project and pygambit (the development pins bring it on Linux)::

    python tests/widgets/game/make_golden.py

Three families of games, drawn with fixed seeds: ``ordinary`` (each assumption 0.3 to 1.7 times its default,
``harm_floor`` and ``munitions_need`` anywhere on their sliders, precision 0.2 to 9), ``wide`` (each assumption
anywhere on its slider, the same precisions) and ``folded`` (as ordinary, precision 9 to 40, chosen because
several equilibria share the precision and climbing without care ends on the wrong one).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gambit_game
import numpy as np
import pygambit
from seoul_dilemma.widgets.game import PARAMETERS, Assumptions
from seoul_dilemma.widgets.game.branch import climb, follow, pick
from seoul_dilemma.widgets.game.payoffs import payoffs

GOLDEN = Path(__file__).with_name("golden.json")


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


def main() -> None:
    families = {
        "ordinary": draw(120, 1, (0.2, 9.0), wide=False),
        "wide": draw(40, 2, (0.2, 9.0), wide=True),
        "folded": folded(40, 3),
    }
    cases = []
    for family, games in families.items():
        for values in zip(*games.values(), strict=True):
            inputs = dict(zip(games, map(float, values), strict=True))
            p, c = inputs.pop("pressure"), inputs.pop("capacity")
            tree = gambit_game.read(gambit_game.efg(p, c, Assumptions(**inputs).as_dict()))
            answer = gambit_game.solve(tree, inputs["precision"])
            del answer["precision"]
            cases.append(
                {
                    "family": family,
                    "pressure": p,
                    "capacity": c,
                    "assumptions": inputs,
                    **{name: rounded(value) for name, value in answer.items()},
                }
            )
    lines = ",\n".join(json.dumps(case) for case in cases)
    source = f"Gambit, pygambit {pygambit.__version__}, logit_solve_lambda, agent form"
    GOLDEN.write_text(f'{{"source": {json.dumps(source)}, "games": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"wrote {len(cases)} games to {GOLDEN.name}")


if __name__ == "__main__":
    main()
