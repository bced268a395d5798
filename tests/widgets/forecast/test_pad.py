"""A bet is placed before the answer, recalled beside it, and scored."""

import math

import pytest
from seoul_dilemma.widgets import ForecastPad
from traitlets import TraitError


@pytest.fixture
def pad(tmp_path):
    return ForecastPad("06-backfire", "Will the threat backfire?", folder=tmp_path)


def test_a_bet_is_recalled_beside_the_answer_in_another_notebook(pad, tmp_path):
    pad.save(0.7)
    later = ForecastPad("06-backfire", folder=tmp_path).reveal(True, "It rose from 93 to 95.")
    said = repr(later)
    for part in ("Will the threat backfire?", "70 %", "yes", "It rose from 93 to 95.", "0.09", "0.36"):
        assert part in said


def test_the_last_bet_before_the_answer_counts(pad, tmp_path):
    pad.save(0.2)
    pad.save(0.6)
    pad.reveal(False)
    pad.save(0.01)
    assert pad.bet == 0.6
    assert pad.bets == [0.2, 0.6, 0.01]
    assert "not scored" in pad._view._status
    again = ForecastPad("06-backfire", folder=tmp_path)
    assert again.bet == 0.6


def test_an_answer_that_nobody_knows_yet_does_not_end_the_betting(pad):
    pad.save(0.2)
    assert "not known yet" in repr(pad.reveal(None))
    pad.save(0.6)
    assert pad.bet == 0.6


def test_scores_are_those_of_the_literature(tmp_path):
    # Brier (1950), in the half-scale form: a forecast of 0.7 that comes true scores 0.09; Good (1952): -ln 0.7.
    for key, bet, outcome in [("a", 0.7, True), ("b", 0.7, False), ("c", 1.0, False), ("d", 0.5, None)]:
        pad = ForecastPad(key, f"Question {key}?", folder=tmp_path)
        pad.save(bet)
        pad.reveal(outcome)
    ForecastPad("e", "No bet?", folder=tmp_path).reveal(True)
    table = ForecastPad.scores(tmp_path)
    assert table.brier.round(6).tolist()[:3] == [0.09, 0.49, 1.0]
    assert table.log.tolist()[:3] == pytest.approx([-math.log(0.7), -math.log(0.3), math.inf])
    assert table.loc[["d", "e"], ["brier", "log"]].isna().all(axis=None)
    assert table.loc["a", "question"] == "Question a?"


def test_scores_of_an_empty_folder_are_an_empty_table(tmp_path):
    assert ForecastPad.scores(tmp_path).empty


@pytest.mark.parametrize("bad", [7, -0.1, math.nan, "half", True, None])
def test_a_wrong_probability_says_what_was_expected_and_changes_nothing(pad, bad):
    with pytest.raises(TraitError, match=r"probability = .*expected a number from 0 to 1"):
        pad.probability = bad
    assert pad.probability == 0.5
    assert pad.bets == []


@pytest.mark.parametrize("bad", ["yes", 1, 0.5])
def test_a_wrong_outcome_says_what_was_expected_and_changes_nothing(pad, bad):
    with pytest.raises(ValueError, match="expected True"):
        pad.reveal(bad)
    assert ForecastPad.scores(pad._store.path.parent).empty


@pytest.mark.parametrize("bad", ["", "  ", None, 6])
def test_a_pad_needs_a_name(bad):
    with pytest.raises(ValueError, match="key = "):
        ForecastPad(bad)


def test_a_folder_with_a_blank_and_korean_letters(tmp_path):
    folder = tmp_path / "내 강의 1"
    folder.mkdir()
    pad = ForecastPad("문제", "서울은 어떻게 할까?", folder=folder)
    assert pad.save(0.4)
    assert ForecastPad("문제", folder=folder).question == "서울은 어떻게 할까?"


@pytest.mark.parametrize(
    ("early", "said"), [(0.2, "this bet is not scored; 20 % is."), (None, "this bet is not scored.")]
)
def test_a_bet_after_the_answer_says_which_one_counts(tmp_path, early, said):
    pad = ForecastPad("q", "Will it?", folder=tmp_path)
    if early is not None:
        pad.save(early)
    pad.reveal(True)
    late = ForecastPad("q", folder=tmp_path)
    late.save(0.9)
    assert repr(late).endswith(said)
