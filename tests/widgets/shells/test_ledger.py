"""The account of shells: nothing appears, nothing vanishes, and the three rules."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from seoul_dilemma.widgets.shared import front_end
from seoul_dilemma.widgets.shells import loan_schedule, run_ledger, share_by_rule
from seoul_dilemma.widgets.shells.explorer import LIMITS
from seoul_dilemma.widgets.shells.ledger import follow_loan, step

amount = st.floats(0, 1000)
flows = st.lists(st.tuples(amount, amount, amount), min_size=1, max_size=30)


@given(amount, amount, flows)
def test_no_shell_appears_or_vanishes_and_the_floor_holds(start, floor, flows):
    made, wanted, incoming = ([flow[i] for flow in flows] for i in range(3))
    incoming = [size - 500 for size in incoming]
    table = run_ledger(start, made, wanted, floor, incoming)
    everything = start + sum(made) + sum(incoming) + table["unpaid"].sum()
    assert table["stock"].iloc[-1] == pytest.approx(everything - table["sent"].sum(), abs=1e-6)
    assert (table["stock"] >= 0).all()
    assert (table["unpaid"] >= 0).all()
    assert (table["unpaid"] <= [max(-size, 0) for size in incoming]).all()
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


def random_loans(n):
    rng = np.random.default_rng(19)
    for _ in range(n):
        start, made, wanted, floor, loan = (
            float(rng.choice([0, rng.uniform(0, top)])) for top in LIMITS.values()
        )
        months = int(rng.integers(2, 30))
        due = int(rng.integers(2, months + 1)) if rng.random() < 0.8 else None
        yield start, made, wanted, floor, loan_schedule(loan + 1, months, due, int(rng.integers(1, 14)))


def test_lent_shells_go_to_kyiv_or_home_or_stay_and_no_more_arrive_than_were_sent():
    for start, made, wanted, floor, incoming in random_loans(300):
        size = incoming[0]
        months = len(incoming)
        rows = step(start, [made] * months, [wanted] * months, floor, incoming)
        gone = follow_loan(rows, incoming)
        assert sum(gone.values()) == pytest.approx(size)
        assert min(gone.values()) >= 0
        table = run_ledger(start, made, wanted, floor, incoming)
        mixing = share_by_rule(size, start, made, wanted, floor, incoming)["mixing"]
        assert mixing == pytest.approx(gone["kyiv"] / size)
        assert mixing <= table["sent"].sum() / size + 1e-9
        assert (table["stock"] >= 0).all()


def test_repaid_shells_do_not_count_as_sent():
    loan = loan_schedule(120, 24, due=2)  # 110 of 120 go home; 11 at most can have been sent
    table = run_ledger(0, 0, 1, 0, loan)
    assert table["stock"].min() >= 0
    assert share_by_rule(120, 0, 0, 1, 0, loan)["mixing"] <= table["sent"].sum() / 120


@pytest.mark.browser
def test_the_page_keeps_the_same_account(page):
    loans = [(*rest, incoming) for *rest, incoming in random_loans(100)]
    code = front_end.module("shells/account.js").replace("function ", "export function ")
    page.goto("about:blank")
    found = page.evaluate(
        """async ([code, loans]) => {
            const it = await import("data:text/javascript," + encodeURIComponent(code));
            return loans.map(([start, made, wanted, floor, incoming]) => {
                const values = { start, made, wanted, floor, loan: incoming[0] };
                const { more, shares } = it.compareAccounts(values, incoming);
                return [shares.mixing, shares.difference, ...more.flatMap((row) => [row.stock, row.sent, row.unpaid])];
            });
        }""",
        [code, loans],
    )
    for (start, made, wanted, floor, incoming), numbers in zip(loans, found, strict=True):
        table = run_ledger(start, made, wanted, floor, incoming)
        shares = share_by_rule(incoming[0], start, made, wanted, floor, incoming)
        flat = table[["stock", "sent", "unpaid"]].to_numpy().ravel()
        assert numbers == pytest.approx([shares["mixing"], shares["difference"], *flat], abs=1e-7)


def test_without_a_loan_there_is_no_share():
    with pytest.raises(ValueError, match="size is 0"):
        share_by_rule(0, 100, 10, 10, 0, loan_schedule(0, 24))


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
