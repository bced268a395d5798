"""ShellLedger in the hands of a student, without a browser."""

import numpy as np
import pytest
from seoul_dilemma.widgets import ShellLedger
from seoul_dilemma.widgets.shells import share_by_rule
from traitlets import TraitError


def test_what_it_shows_is_what_the_ledger_says():
    ledger = ShellLedger(start=300, made=28, wanted=110, floor=200, loan=500, kind="give")
    assert ledger.extra[:6] == pytest.approx([0, 64, 146, 228, 310, 392])
    assert ledger.shares["difference"] == pytest.approx(1)
    ledger.kind = "lend"
    assert ledger.shares["difference"] < 0.5
    assert ledger.incoming[12] == pytest.approx(-500 / 12)


def test_ranges_hold_the_best_guess_and_widen_with_what_is_unknown():
    ledger = ShellLedger(start=2000, unknown=0.4)
    low, high = ledger.ranges["difference"]
    assert low < ledger.shares["difference"] < high
    ledger.unknown = 0.0
    assert ledger.ranges["difference"] == (ledger.shares["difference"],) * 2


def test_a_range_holds_what_lies_between_its_corners():
    """The share by difference is a hump: here 0 at both ends of what is unknown, and nearly 1 in between."""
    ledger = ShellLedger(686, 174, 86, 1464, 113, unknown=0.3)
    shifts = np.linspace(0.7, 1.3, 61)
    tried = [
        share_by_rule(113, a * 686, 174, b * 86, 1464, ledger.incoming)["difference"]
        for a in shifts
        for b in shifts
    ]
    low, high = ledger.ranges["difference"]
    assert low == pytest.approx(min(tried), abs=0.03)
    assert high == pytest.approx(max(tried), abs=0.03)


def test_what_cannot_be_paid_back_is_a_column_and_a_sentence():
    ledger = ShellLedger(0, 0, 300, 0, 1000, kind="lend", due=2)
    assert (ledger.table["stock"] >= 0).all()
    assert ledger.unpaid == pytest.approx(12 * 1000 / 12 - (1000 - ledger.table["sent"].sum()))
    assert "shells were not there to be repaid" in repr(ledger)
    assert "not there" not in repr(ShellLedger(2000, kind="lend"))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("start", -1, "from 0 to 2000"),
        ("wanted", float("nan"), "from 0 to 300"),
        ("kind", "steal", "give, lend"),
        ("due", 1, "from 2 to 24"),
        ("unknown", 0.9, "from 0 to 0.5"),
        ("loan", "all", "not a number"),
    ],
)
def test_bad_input_names_the_field_and_changes_nothing(name, value, expected):
    ledger = ShellLedger()
    before = getattr(ledger, name)
    with pytest.raises(TraitError, match=f"{name} = .*{expected}"):
        setattr(ledger, name, value)
    assert getattr(ledger, name) == before


def test_what_the_page_sends_is_checked_too():
    ledger = ShellLedger()
    ledger._view.kind = "steal"
    assert ledger.kind == ledger._view.kind == "give"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"loan": 0}, "Korea sends nothing"),
        ({"start": 2000, "wanted": 10}, "never runs short"),
        ({"start": 1300, "loan": 1000}, "It never runs short; without Korea it would in month"),
        ({"unknown": 0.5, "start": 1500}, "by difference runs from"),
    ],
)
def test_without_a_front_end_it_is_a_sentence_and_a_picture(settings, says):
    bundle = ShellLedger(**settings)._repr_mimebundle_()
    assert says in bundle["text/plain"]
    assert "image/png" in bundle
