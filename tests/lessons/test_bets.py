"""No scored bet hangs on one row of a table: each row left out in turn, the answer stays."""

import re

import pandas as pd
import pytest
from seoul_dilemma import datasets
from seoul_dilemma.widgets import argument
from support.course import ROOT

ELSEWHERE = {
    "04-europe": "that it was printed is the answer, and no count",
    "05-record": "test_the_threat_figures.py",
    "05-pyongyang": "that an official said so is the answer, and no count",
    "06-backfire": "the game, no row",
    "06-open-backfire": "the game, no row",
    "07-share": "the game, no row",
    "07-carrier": "the game, no row",
    "08-half": "test_hindsight_figures.py",
    "08-one-row": "test_hindsight_figures.py",
    "08-fourth": "still open",
    "09-pride": "what the class itself did, no row",
    "09-hands": "what the class itself did, no row",
}


def contracts() -> list[bool]:
    table = datasets.load("contracts")
    last = table[table["year_end"] == 2023]
    record = table[table["id"] == "2022"]["value_usd_bn"].iloc[0]
    assert len(last) > 2  # each count for 2023 alone would do
    return [value > record for value in last["value_usd_bn"]]


def thesis() -> list[bool]:
    arrows = datasets.load("argument")
    return [
        "C05" in argument.what_falls(argument.argument_graph(arrows.drop(row)), off=["C27"])
        for row in arrows.index
    ]


def top_eight() -> list[bool]:
    shares = datasets.load("exporter_shares")
    ranks = shares[(shares["window"] == "2021-25") & (shares["supplier"] == "South Korea")]["rank"]
    assert len(ranks) > 1  # as printed, and as added up
    return [rank <= 8 for rank in ranks]


def halved() -> list[bool]:
    exports = datasets.load("trade").set_index("id")["exports_usd_bn"]
    survey = datasets.load("events").set_index("id").loc["2025-08-12-kita-survey", "magnitude"]
    fall = int(re.fullmatch(r"exports -(\d+)% from 2021 to 2024", survey)[1])
    seven_months = exports["2024-jan-jul"] * 12 / 7
    return [exports["2024"] < exports["2021"] / 2, seven_months < exports["2021"] / 2, fall > 50]


def output() -> list[bool]:
    shells = datasets.load("ammunition").set_index("id")
    made = shells[shells["party"].eq("United States") & shells["measure"].eq("output")]
    made = made[made["unit"].eq("155 mm rounds") & made["date"].ge(pd.Timestamp("2025-01-01"))]["quantity"]
    assert len(made) > 1
    return [quantity >= shells.loc["us-army-target-2025-10", "quantity"] for quantity in made]


HERE = {
    "00-contracts-2023": contracts,
    "01-thesis": thesis,
    "02-top-eight": top_eight,
    "03-exports-halved": halved,
    "04-output": output,
}


def lessons() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "grading" / "lessons").glob("*.py"))
    )


def test_each_bet_is_held_here_or_there():
    assert set(re.findall(r'ForecastPad\(\n\s+"([\w-]+)"', lessons())) == {*HERE, *ELSEWHERE}


@pytest.mark.parametrize("bet", HERE)
def test_the_answer_stays_with_any_row_left_out(bet):
    answers = HERE[bet]()
    assert len(set(answers)) == 1
    said = re.search(rf'(\w+) = ForecastPad\(\n\s+"{bet}"', lessons())[1]
    assert f"{said}.reveal(outcome={answers[0]}" in re.sub(r"\(\s+", "(", lessons())
