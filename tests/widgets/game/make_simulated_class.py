"""Make the simulated class of lesson 09 anew: ``python tests/widgets/game/make_simulated_class.py``."""

from __future__ import annotations

import csv
import io
import json

from seoul_dilemma import datasets
from seoul_dilemma.widgets.game import CARDS, COLUMNS, CONSTANTS, TOKENS_PER_POINT, simulate_class

PAIRS, PRECISION, SPREAD, SEED = 15, 4.0, 0.4, 2026
FIRST = "# A simulated class: a computer drew every choice. It says nothing about people."


def table() -> str:
    """Return ``class.csv``."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = simulate_class(PAIRS, PRECISION, spread=SPREAD, seed=SEED).rows
    writer.writerows(row.cells() for row in rows)
    return f"{FIRST}\n{text.getvalue()}"


def about() -> str:
    """Return ``class.json``."""
    values = {
        "schema": 1,
        "session": "simulated",
        "simulated": True,
        "tokens_per_point": TOKENS_PER_POINT,
        "constants": dict(CONSTANTS),
        "prior": dict(CARDS),
        "seed": SEED,
        "how": f"widgets.game.simulate_class({PAIRS}, {PRECISION}, spread={SPREAD}, seed={SEED})",
    }
    return json.dumps(values, indent=1) + "\n"


if __name__ == "__main__":
    folder = datasets.simulated_class()
    (folder / "class.csv").write_text(table(), encoding="utf-8")
    (folder / "class.json").write_text(about(), encoding="utf-8")
