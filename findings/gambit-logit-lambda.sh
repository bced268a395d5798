#!/usr/bin/env bash
# pygambit 17.0.0b2: logit_solve_lambda may answer for another lambda than the one that was asked for, without an error.
#
# In this game of two players with two strategies each, one logit equilibrium exists at every lambda up to 0.7. Asked for
# lambda 0.61 and 0.63, Gambit returns it. Asked for 0.62, which lies in the stretch where the tracer announces a
# bifurcation (LogitBifurcationEvent) and switches its perturbation on, it returns a profile with lam = -0.05, which is an
# equilibrium of nothing that was asked: the first player's probability is off by 0.1. No exception, no warning; only the
# attribute "lam" of the answer gives it away. The announced bifurcation is none either: the count of equilibria is one on
# both sides of it.
#
# Who meets it: whoever reads quantal response equilibria at given values of lambda from Gambit 17, for instance to fit a
# class's precision or to test a solver of one's own. Compare answer.lam with what was asked.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check pygambit==17.0.0b2 numpy==2.3.5
cat >look.py <<'PY'
import numpy as np
import pygambit

ROW = np.array([[8, 3], [7, 6]])
COLUMN = np.array([[8, 2], [3, 6]])
GAME = pygambit.StrategicGame.from_arrays(ROW, COLUMN)


def logistic(x):
    return 1 / (1 + np.exp(-x))


def answer_to(p, lam):
    """What the first player answers to the second one's answer to p, the probability of the first row."""
    q = logistic(lam * (p * (COLUMN[0, 0] - COLUMN[0, 1]) + (1 - p) * (COLUMN[1, 0] - COLUMN[1, 1])))
    return logistic(lam * (q * (ROW[0, 0] - ROW[1, 0]) + (1 - q) * (ROW[0, 1] - ROW[1, 1])))


def equilibria(lam):
    grid = np.linspace(0, 1, 200_001)
    return grid[:-1][np.diff(np.sign(answer_to(grid, lam) - grid)) != 0]


for lam in (0.61, 0.62, 0.63):
    found, = pygambit.qre.logit_solve_lambda(GAME, [lam])
    first = next(iter(found.profile))["1"]
    only, = equilibria(lam)
    print(f"asked {lam}: answer for {found.lam:.2f}, first row {first:.2f}; the only equilibrium has {only:.2f}")

events = []
pygambit.qre.logit_solve_lambda(GAME, [0.7], event_callback=events.append)
for event in events:
    if type(event).__name__ == "LogitBifurcationEvent":
        counts = len(equilibria(event.before.lam)), len(equilibria(event.after.lam))
        print(f"bifurcation announced between {event.before.lam:.2f} and {event.after.lam:.2f}; equilibria there: {counts}")
PY
env/bin/python look.py | tee seen
diff seen - <<'OUT'
asked 0.61: answer for 0.61, first row 0.42; the only equilibrium has 0.42
asked 0.62: answer for -0.05, first row 0.51; the only equilibrium has 0.42
asked 0.63: answer for 0.63, first row 0.41; the only equilibrium has 0.41
bifurcation announced between 0.60 and 0.62; equilibria there: (1, 1)
OUT
