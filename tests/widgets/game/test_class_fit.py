"""The precision of a class: recovered where it is known, and as Gambit estimates it."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from seoul_dilemma.widgets.game import (
    Assumptions,
    Block,
    Setting,
    fit_class,
    read_class,
    simulate_class,
    solve,
)
from seoul_dilemma.widgets.game.class_file import COLUMNS, ClassRecord, ClassRow
from seoul_dilemma.widgets.game.tokens import CHOICES, log_chances, paid_paths, token_payoffs

ONE_BLOCK = (Block("A", 10, Setting(0.6, 0.35), 0),)


def write(folder: Path, rows: tuple[ClassRow, ...], about: dict[str, Any] | None = None) -> Path:
    path = folder / "class.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(row.cells() for row in rows)
    if about is not None:
        path.with_suffix(".json").write_text(json.dumps(about), encoding="utf-8")
    return path


def test_the_chances_are_those_of_the_solver():
    assumptions = Assumptions(yielding_cost=0.8)
    for precision in (0.0, 2.0, 6.0, 20.0):
        here = solve(0.6, 0.7, assumptions.replace(precision=precision))
        game = token_payoffs(Setting(0.6, 0.7, assumptions), 1_000_000)
        found = dict(zip(CHOICES, np.exp(log_chances(game, np.array([precision])))[0], strict=True))
        for choice, chance in found.items():
            if choice.node == "signal":
                expected = abs((choice.action == "quiet") - here.threat[int(choice.situation[0] == "hard")])
            elif choice.node == "posture":
                k = ("refuse", "indirect", "direct").index(choice.action)
                expected = here.seoul[int(choice.situation[0] == "threat"), k]
            else:
                kind, signal, posture = choice.situation
                at = (
                    int(kind == "hard"),
                    int(signal == "threat"),
                    ("refuse", "indirect", "direct").index(posture),
                )
                expected = abs((choice.action == "hold") - here.arming[at])
            assert chance == pytest.approx(expected, abs=2e-5)


def test_every_way_through_the_tree_has_its_price_in_whole_tokens():
    paths = paid_paths(Setting(0.6, 0.35))
    assert len(paths) == 24
    assert all(type(p.moscow_tokens) is int and type(p.seoul_tokens) is int for p in paths)
    quiet = next(
        p for p in paths if (p.type, p.signal, p.posture, p.answer) == ("soft", "quiet", "refuse", "hold")
    )
    assert (quiet.moscow_tokens, quiet.seoul_tokens) == (200, 300)  # nothing happens: the constants
    armed = next(
        p for p in paths if (p.type, p.signal, p.posture, p.answer) == ("soft", "quiet", "refuse", "arm")
    )
    assert armed.seoul_tokens == 300 - 118  # harm 2.5 * 0.35 + 0.3 points, rounded


#: Classes that are made up for a test of coverage: few each time, 400 once a week.
CLASSES = int(os.environ.get("SEOUL_CLASSES", "25"))


def covered(truth: float, spread: float) -> tuple[dict[str, float], float]:
    """Return how often each interval holds the truth, and the mean estimate, for classes of 15 pairs by 10 rounds."""
    inside = {"profile": 0, "bootstrap": 0}
    estimates = []
    for seed in range(CLASSES):
        fit = fit_class(simulate_class(15, truth, blocks=ONE_BLOCK, spread=spread, seed=seed), draws=200)
        estimates.append(fit.precision)
        for name in inside:
            low, high = getattr(fit, name)
            inside[name] += low <= truth <= (np.inf if high is None else high)
    return {name: n / CLASSES for name, n in inside.items()}, float(np.mean(estimates))


@pytest.mark.timeout(600 + 10 * CLASSES)
@pytest.mark.parametrize("truth", [2.0, 6.0])
def test_a_simulated_class_is_recovered(truth):
    share, mean = covered(truth, 0.0)
    slack = 0.0 if CLASSES >= 400 else 0.12
    assert mean == pytest.approx(truth, abs=0.05 * truth)
    assert 0.92 - slack <= share["profile"] <= 0.98 + slack
    assert 0.90 - slack <= share["bootstrap"]


@pytest.mark.timeout(600 + 10 * CLASSES)
def test_with_unlike_students_the_bootstrap_is_the_one_that_covers():
    share, _ = covered(4.0, 0.5)
    slack = 0.0 if CLASSES >= 400 else 0.12
    assert share["bootstrap"] >= 0.86 - slack
    assert share["profile"] <= share["bootstrap"] - 0.05


def test_blocks_with_other_dials_are_fitted_together(tmp_path):
    record = simulate_class(15, 4.0, seed=3)
    fit = fit_class(write(tmp_path, record.rows, {"schema": 1, "tokens_per_point": 100}))
    low, high = fit.profile
    assert low < 4.0 < high
    assert high - low < 1.0  # narrower than one block alone
    assert (fit.pairs, fit.rounds, fit.simulated) == (15, 20, False)
    # 14 strategy rounds of six choices, 6 direct rounds of three.
    assert fit.choices == 15 * (14 * 6 + 6 * 3)
    assert fit.precision_in_tokens == pytest.approx(fit.precision / 100)
    assert set(fit.by_node) == {"signal", "posture", "answer"}
    assert sum(node.choices for node in fit.by_node.values()) == fit.choices
    assert fit.equal_nodes.degrees == 2
    assert fit.equal_nodes.p_value > 0.001
    assert fit.learning["early"].choices == 15 * 3 * 6
    assert {count.block for count in fit.counts} == {"A", "B", "C"}


def test_a_class_whose_last_moves_are_noisier_is_told_apart():
    """Answers at precision 1, the rest at 6: one precision cannot stand for all."""
    sharp = simulate_class(20, 6.0, blocks=ONE_BLOCK, seed=1)
    noisy = simulate_class(20, 1.0, blocks=ONE_BLOCK, seed=2)
    rows = tuple(
        replace(
            a,
            if_refuse=b.if_refuse,
            if_indirect=b.if_indirect,
            if_direct=b.if_direct,
            type=b.type,
            signal=b.signal,
        )
        for a, b in zip(sharp.rows, noisy.rows, strict=True)
    )
    fit = fit_class(ClassRecord(rows))
    assert fit.equal_nodes.p_value < 1e-4
    assert fit.by_node["answer"].profile[1] < fit.by_node["posture"].profile[0]


def test_what_the_computer_chose_does_not_count():
    record = simulate_class(8, 4.0, blocks=ONE_BLOCK, seed=5)
    rows = tuple(replace(row, bot="posture") if row.pair == 1 else row for row in record.rows)
    whole, less = fit_class(record), fit_class(ClassRecord(rows))
    assert less.choices == whole.choices - 10 * 2
    assert less.by_node["posture"].choices == whole.by_node["posture"].choices - 20
    assert less.by_node["answer"].choices == whole.by_node["answer"].choices


def test_a_faultless_class_has_no_upper_end():
    best = simulate_class(8, 1000.0, blocks=ONE_BLOCK, seed=1)
    fit = fit_class(best)
    assert fit.profile[1] is None
    assert "no upper end" in repr(fit)


def test_coin_tossers_have_a_precision_of_about_zero():
    fit = fit_class(simulate_class(10, 0.0, blocks=ONE_BLOCK, seed=4))
    assert fit.profile[0] == 0.0
    assert fit.profile[1] < 1.0


@pytest.mark.parametrize(("pairs", "rounds"), [(5, 10), (10, 5), (1, 1)])
def test_a_small_class_gets_counts_and_nothing_else(pairs, rounds):
    fit = fit_class(simulate_class(pairs, 4.0, blocks=(Block("A", rounds, Setting(0.6, 0.35), 0),)))
    assert fit.precision is None
    assert fit.profile is None
    assert fit.bootstrap is None
    assert fit.by_node == {}
    assert sum(count.count for count in fit.counts) == fit.choices == pairs * rounds * 6
    assert not fit.outside
    assert "too small" in repr(fit)


def test_the_same_file_gives_the_same_answer(tmp_path):
    path = write(tmp_path, simulate_class(8, 4.0).rows)
    assert repr(fit_class(path)) == repr(fit_class(tmp_path)) == repr(fit_class(read_class(path)))


def test_few_counts_of_a_class_by_the_book_leave_the_band():
    fit = fit_class(simulate_class(30, 4.0, seed=11))
    assert len(fit.outside) <= 0.12 * len(fit.counts)


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("type", "firm", "type is 'firm', expected soft or hard"),
        ("pressure", "much", "pressure is 'much', expected a number"),
        ("pressure", "1.4", "pressure = 1.4 is out of range"),
        ("changes", "[1]", "changes is '[1]'"),
        ("changes", '{"pride": 1}', "unknown assumption 'pride'"),
        ("changes", '{"precision": 3}', "without their precision"),
        ("changes", "{", "line 2"),
        ("if_quiet", "", "asks for all five choices"),
        ("round", "", "round is ''"),
        ("bot", "maybe", "bot is 'maybe'"),
        ("posture", "REFUSE", "posture is 'REFUSE'"),
    ],
)
def test_a_line_that_is_not_of_the_form_is_named(tmp_path, column, value, says):
    rows = simulate_class(6, 4.0).rows[:1]
    path = write(tmp_path, rows)
    lines = list(csv.reader(path.read_text().splitlines()))
    lines[1][lines[0].index(column)] = value
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(lines)
    with pytest.raises(ValueError) as caught:
        fit_class(path)
    assert "class.csv, line 2" in str(caught.value)
    assert says in str(caught.value)


def test_another_table_is_no_class(tmp_path):
    (tmp_path / "class.csv").write_text("a,b\n1,2\n")
    with pytest.raises(ValueError, match="has no column session, block"):
        fit_class(tmp_path)
    with pytest.raises(FileNotFoundError):
        fit_class(tmp_path / "nothing.csv")


def test_a_newer_form_is_refused(tmp_path):
    path = write(tmp_path, simulate_class(6, 4.0).rows, {"schema": 2})
    with pytest.raises(ValueError, match="schema 2, this course reads 1"):
        fit_class(path)


def test_a_first_line_that_says_simulated_is_read(tmp_path):
    path = write(tmp_path, simulate_class(6, 4.0).rows)
    path.write_text("# A simulated class.\n" + path.read_text())
    assert fit_class(path).simulated
