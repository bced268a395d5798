"""The account of shells: nothing appears, nothing vanishes, and the three rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seoul_dilemma.widgets.shells import loan_schedule, run_ledger, share_by_rule

amount = st.floats(0, 1000)
flows = st.lists(st.tuples(amount, amount, amount), min_size=1, max_size=30)


@given(amount, amount, flows)
def test_no_shell_appears_or_vanishes_and_the_floor_holds(start, floor, flows):
    made, wanted, incoming = ([flow[i] for flow in flows] for i in range(3))
    table = run_ledger(start, made, wanted, floor, incoming)
    assert table["stock"].iloc[-1] == pytest.approx(start + sum(made) + sum(incoming) - table["sent"].sum())
    assert (table["sent"] >= 0).all()
    assert (table["sent"] <= wanted).all()
    sending = table[table["sent"] > 0]
    assert (sending["stock"] >= floor - 1e-6).all()
    assert (table["sent"] + table["short"]).to_list() == pytest.approx(wanted)


def test_the_table_of_the_lesson():
    table = run_ledger(300, 30, 110, 200, months=3)
    assert table["sent"].to_list() == [110, 50, 30]
    assert table["stock"].to_list() == [220, 200, 200]


def test_a_full_depot_makes_the_loan_idle_by_difference_and_not_by_mixing():
    gift = loan_schedule(500, 12)
    rich = share_by_rule(500, 5000, 30, 110, 200, gift)
    poor = share_by_rule(500, 200, 30, 110, 200, gift)
    assert rich["difference"] == 0
    assert rich["mixing"] > 0.1
    assert poor["difference"] == pytest.approx(1)
    assert rich["label"] == poor["label"] == 0


def test_a_loan_equals_a_gift_when_nothing_is_short_from_the_repayment_on():
    made = [30] * 6 + [400] * 18
    loan, gift = loan_schedule(300, 24, due=13), loan_schedule(300, 24)
    lent, given_away = (run_ledger(200, made, 110, 200, each)["sent"].sum() for each in (loan, gift))
    assert lent == pytest.approx(given_away)
    scarce = run_ledger(200, 30, 110, 200, loan)["sent"].sum()
    assert scarce < run_ledger(200, 30, 110, 200, gift)["sent"].sum()


def test_a_schedule_takes_back_what_it_brought_within_its_months():
    assert sum(loan_schedule(480, 24, due=13, parts=12)) == pytest.approx(0)
    assert sum(loan_schedule(480, 24, due=19, parts=12)) == pytest.approx(240)
    assert loan_schedule(480, 3) == [480, 0, 0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"made": -1}, "made is -1 in month 1"),
        ({"wanted": [1, 2], "made": [1, 2, 3]}, "wanted has 2 months; expected 3"),
        ({"floor": float("nan")}, "floor is nan"),
        ({"start": "many"}, "start is 'many'"),
        ({"months": 0}, "months is 0"),
    ],
)
def test_bad_amounts_are_refused_by_name(arguments, message):
    with pytest.raises(ValueError, match=message):
        run_ledger(**({"start": 1, "made": 1, "wanted": 1} | arguments))
