"""ShellLedger in the hands of a student, without a browser."""

import pytest
from seoul_dilemma.widgets import ShellLedger
from traitlets import TraitError


def test_what_it_shows_is_what_the_ledger_says():
    ledger = ShellLedger(start=300, made=28, wanted=110, floor=200, loan=500, kind="give")
    assert ledger.extra[:6] == pytest.approx([0, 64, 146, 228, 310, 392])
    assert ledger.shares["difference"] == pytest.approx(1)
    ledger.kind = "lend"
    assert ledger.shares["difference"] < 0.5
    assert ledger.incoming[12] == pytest.approx(-500 / 12)


def test_bounds_hold_the_best_guess_and_widen_with_what_is_unknown():
    ledger = ShellLedger(start=2000, unknown=0.4)
    low, high = ledger.bounds["difference"]
    assert low < ledger.shares["difference"] < high
    ledger.unknown = 0.0
    assert ledger.bounds["difference"] == (ledger.shares["difference"],) * 2


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
        ({"unknown": 0.5, "start": 1500}, "lies between"),
    ],
)
def test_without_a_front_end_it_is_a_sentence_and_a_picture(settings, says):
    bundle = ShellLedger(**settings)._repr_mimebundle_()
    assert says in bundle["text/plain"]
    assert "image/png" in bundle
