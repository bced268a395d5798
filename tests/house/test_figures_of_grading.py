"""The figures that grading/README.md gives are those of the code, and its sums are right."""

import re
from pathlib import Path

import pytest
from seoul_dilemma.grading.course.limits import MB, Limits
from seoul_dilemma.grading.execute.inside.shell import MAX_CELL, MAX_STREAM

PAGE = (Path(__file__).parents[2] / "grading" / "README.md").read_text(encoding="utf-8")
USUAL = Limits()
HELD = {
    r"(\d+) s a cell, (\d+) s a notebook": (USUAL.cell_seconds, USUAL.total_seconds),
    r"(\d+) GB a submission": (USUAL.memory / MB / 1024,),
    r"scratch of (\d+) MB": (USUAL.scratch / MB,),
    r"\| processes \| (\d+) at once": (USUAL.processes,),
    r"(\d+) kB of text a stream, (\d+) MB of pictures a cell": (MAX_STREAM / 1000, MAX_CELL / 1_000_000),
}


@pytest.mark.parametrize("written", HELD)
def test_a_limit_is_the_one_that_holds(written):
    (found,) = re.findall(written, PAGE)
    assert tuple(map(float, [found] if isinstance(found, str) else found)) == HELD[written]


def _figure(pattern):
    (found,) = re.findall(pattern, PAGE)
    return float(found)


def test_the_costs_of_a_class_are_sums_of_the_cost_of_one():
    one, record = _figure(r"\*\*([\d.]+) s\*\* of one\s+core"), _figure(r"\*\*([\d.]+) s\*\* to record")
    disk = _figure(r"About (\d+) kB stay on disk")
    rows = re.findall(r"\| a .* of ([\d,]+) \| .* \| (\d+) (s|minutes|hours) \|", PAGE)
    assert [int(count.replace(",", "")) for count, _, _ in rows] == [30, 1000, 100_000]
    for count, said, unit in rows:
        seconds = int(count.replace(",", "")) * (one + record)
        assert float(said) == pytest.approx(seconds / {"s": 1, "minutes": 60, "hours": 3600}[unit], rel=0.1)
    assert _figure(r"(\d+) GB of disk") == pytest.approx(100_000 * disk / 1e6, rel=0.1)
    endless = _figure(r"One in a hundred of 100,000 that use all of it are (\d+) hours")
    assert endless == pytest.approx(1000 * USUAL.total_seconds / 3600, rel=0.1)
