"""Loading a table, beside pandas.read_csv on the same file, which neither types nor checks it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pandas as pd
from seoul_dilemma import datasets
from seoul_dilemma.datasets import Catalog

from bench.row import Row

FOLDER = Path(datasets.__file__).parent
ROUNDS = 7


def milliseconds(call: Callable[[], object]) -> float:
    """Return how long one call takes, the middle of several."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return median(times)


def first_load(name: str) -> float:
    """Return how long the first load of a table takes, the schema once read, which is once a session."""
    times = []
    for _ in range(ROUNDS):
        catalog = Catalog(FOLDER)
        catalog.names()
        start = time.perf_counter()
        catalog.load(name)
        times.append(1000 * (time.perf_counter() - start))
    return median(times)


def rows() -> Iterator[Row]:
    """Measure the first load of every table, and a second one."""
    first, again, plain = {}, {}, {}
    for name in datasets.names():
        first[name] = first_load(name)
        again[name] = milliseconds(lambda name=name: datasets.load(name))  # type: ignore[misc]
        plain[name] = milliseconds(lambda name=name: pd.read_csv(FOLDER / f"{name}.csv"))  # type: ignore[misc]
    slowest = max(first, key=first.__getitem__)
    yield Row(
        f"first load, slowest table ({slowest})",
        first[slowest],
        plain[slowest],
        "ms",
        "under 50 ms",
        "against pandas.read_csv, which gives text for dates and categories and checks nothing",
        met=first[slowest] < 50,
    )
    yield Row("first load, all tables", sum(first.values()), sum(plain.values()), "ms")
    yield Row(
        "load again, all tables",
        sum(again.values()),
        sum(plain.values()),
        "ms",
        note="from the cache, as copies",
    )
    yield Row(
        "read the schema", milliseconds(lambda: Catalog(FOLDER).names()), None, "ms", note="once a session"
    )
