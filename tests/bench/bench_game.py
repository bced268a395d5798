"""The game: the map, many draws, memory and import, against what a user would pick instead.

Times are seconds of one processor core, so that other work on the machine does not count.
"""

from __future__ import annotations

import importlib.util
import io
import subprocess
import sys
import tarfile
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from scipy.optimize import root
from seoul_dilemma.widgets.game import Assumptions, outcomes, sample, solve, solve_two
from seoul_dilemma.widgets.game.payoffs import payoffs
from seoul_dilemma.widgets.game.quantal import Conditions

from bench.row import Row

GRID = np.linspace(0.0, 1.0, 61)
PROBES = 50
# The solver before its ladder had longer rungs: what the present one is measured against, in the same run.
BEFORE = "9c1e70c"


def best(work: Callable[[], Any], repeats: int) -> float:
    """Return the shortest of a few runs, in seconds: the one least disturbed by others on the machine."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def probes() -> list[tuple[float, float]]:
    """Return the games that slow solvers are timed on: places spread over the map."""
    rng = np.random.default_rng(1)
    return [(float(p), float(c)) for p, c in rng.choice(GRID, (PROBES, 2))]


def solve_map(precision: float) -> Callable[[], Any]:
    return lambda: solve(GRID[:, None], GRID, Assumptions(precision=precision))


def at_commit(commit: str) -> ModuleType | None:
    """Return the game as it was at a commit, under another name; None where the history does not reach back."""
    archive = subprocess.run(
        ["git", "archive", commit, "widgets/game"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        timeout=60,
    )
    if archive.returncode:
        return None
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
            tar.extractall(folder, filter="data")
        start = Path(folder) / "widgets" / "game" / "__init__.py"
        spec = importlib.util.spec_from_file_location("game_before", start)
        assert spec is not None
        assert spec.loader is not None
        module = sys.modules["game_before"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return module


def in_turn(first: Callable[[], Any], second: Callable[[], Any], repeats: int) -> tuple[float, float]:
    """Return the medians of two works done in turn, so that both meet the same machine."""
    times: list[list[float]] = [[], []]
    for _ in range(repeats):
        for work, kept in zip((first, second), times, strict=True):
            start = time.process_time()
            work()
            kept.append(time.process_time() - start)
    return float(np.median(times[0])), float(np.median(times[1]))


def with_gambit() -> float:
    """Return Gambit's seconds a game, tree building left out."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "widgets" / "game"))
    import gambit_game

    values = Assumptions().as_dict()
    trees = [gambit_game.read(gambit_game.efg(p, c, values)) for p, c in probes()]
    return best(lambda: [gambit_game.solve(tree, 6.0) for tree in trees], 1) / PROBES


def with_scipy() -> float:
    """Return the seconds a game of a general root finder, started from even play, on the same two unknowns."""
    games = [
        Conditions(payoffs(np.asarray(p), np.asarray(c), Assumptions().as_dict()), 6.0) for p, c in probes()
    ]

    def work() -> None:
        for game in games:
            root(lambda z, game=game: game.gap(z)[0], np.zeros(2), tol=1e-10)

    return best(work, 2) / PROBES


def import_seconds(module: str) -> float:
    code = f"import time; t = time.process_time(); import {module}; print(time.process_time() - t)"
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
        for _ in range(5)
    ]
    return min(float(run.stdout) for run in runs)


def working_memory(n: int) -> float:
    """Return the peak of memory while ``n`` draws are solved, beside draws and results, in MB."""
    draws = sample(n, 1)
    tracemalloc.start()
    result = outcomes(draws, 0.6, 0.35, names=("backfire",))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return (peak - result["backfire"].nbytes) / 1e6


def rows() -> Iterator[Row]:
    """Measure."""
    solve_map(6.0)()
    seconds = {
        precision: best(solve_map(precision), 5 if precision < 20 else 2)
        for precision in (6.0, 10.0, 20.0, 40.0)
    }
    a_game = seconds[6.0] / GRID.size**2
    if importlib.util.find_spec("pygambit"):
        gambit = with_gambit()
        yield Row(
            "one game of the 61 x 61 map",
            a_game * 1e6,
            gambit * 1e6,
            "µs",
            "1,000 times faster",
            f"Gambit's logit_solve_lambda, mean of {PROBES} of the games",
            gambit / a_game >= 1000,
        )
    else:
        yield Row(
            "one game of the 61 x 61 map",
            a_game * 1e6,
            None,
            "µs",
            note="against Gambit: needs pygambit",
        )
    scipy = with_scipy()
    yield Row(
        "the same", a_game * 1e6, scipy * 1e6, "µs", note="scipy.optimize.root from even play, game by game"
    )
    yield Row(
        "the map at precision 6", seconds[6.0] * 1e3, None, "ms", "at most 60 ms", met=seconds[6.0] <= 0.06
    )
    for precision in (10.0, 20.0, 40.0):
        yield Row(f"the map at precision {precision:g}", seconds[precision] * 1e3, None, "ms")

    before = at_commit(BEFORE)
    if before is not None:
        for precision in (6.0, 8.0, 10.0):
            then = before.Assumptions(precision=precision)
            now, old = in_turn(
                solve_map(precision), lambda then=then: before.solve(GRID[:, None], GRID, then), 25
            )
            yield Row(
                f"the map at precision {precision:g}, in turn",
                now * 1e3,
                old * 1e3,
                "ms",
                "at least 2.5 times faster",
                f"the solver at commit {BEFORE}; medians",
                old / now >= 2.5,
            )

    coarse = np.linspace(0.0, 1.0, 31)
    point = best(lambda: solve_two(0.6, 0.35, shadow=1.0, values="current"), 5)
    yield Row("two periods, a point", point * 1e3, None, "ms", "at most 60 ms", met=point <= 0.06)
    for shadow in (1.0, 2.0):
        whole = best(lambda s=shadow: solve_two(coarse[:, None], coarse, shadow=s, values="current"), 3)
        yield Row(
            f"two periods, the 31 x 31 map at shadow {shadow:g}",
            whole,
            None,
            "s",
            "at most 1.5 s",
            met=whole <= 1.5,
        )

    draws = sample(10_000, 1)
    many = best(lambda: outcomes(draws, 0.6, 0.35), 3)
    loop = best(lambda: [solve(0.6, 0.35, draws[i]).backfire for i in range(PROBES)], 1) / PROBES * draws.size
    yield Row(
        "10,000 Monte Carlo draws",
        many,
        loop,
        "s",
        "at most 0.5 s",
        f"solve in a loop, from {PROBES} draws",
        many <= 0.5,
    )
    small, large = working_memory(20_000), working_memory(100_000)
    yield Row(
        "memory at work, 100,000 draws",
        large,
        small,
        "MB",
        "as with 20,000",
        "beside draws and results; the other column is 20,000 draws",
        large <= 1.2 * small,
    )
    package, numpy = import_seconds("seoul_dilemma.widgets.game"), import_seconds("numpy")
    yield Row(
        "import", package, numpy, "s", "at most 0.25 s", "the other column is numpy alone", package <= 0.25
    )
