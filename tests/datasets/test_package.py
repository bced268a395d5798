"""The tables against their schema, their keys and their sources."""

from pathlib import Path

import frictionless
import pandas as pd
import pytest
from seoul_dilemma import datasets
from seoul_dilemma.datasets import Catalog

FOLDER = Path(datasets.__file__).parent
RESOURCES = Catalog(FOLDER).package["resources"]
WITH_SOURCES = [name for name in datasets.names() if name not in ("sources", "row_sources")]


def test_frictionless_finds_every_table_and_key_valid():
    report = frictionless.Package(str(FOLDER / "datapackage.json")).validate()
    problems = report.flatten(["name", "rowNumber", "fieldName", "note"])
    assert report.valid, problems
    assert len(report.tasks) == len(RESOURCES)


def test_frictionless_does_see_a_broken_key(tmp_path: Path):
    for path in [*FOLDER.glob("*.csv"), FOLDER / "datapackage.json"]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    edges = tmp_path / "argument.csv"
    edges.write_text(edges.read_text(encoding="utf-8").replace(",C36,", ",C99,", 1), encoding="utf-8")
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert [problem[0] for problem in report.flatten(["type"])] == ["foreign-key"]


def test_the_package_meets_the_data_package_standard():
    assert frictionless.Package.validate_descriptor(str(FOLDER / "datapackage.json")).valid


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource["name"])
def test_no_table_inherits_the_licence_of_the_package(resource: dict):
    """A table without `licenses` would be CC BY to every tool that reads the package."""
    (licence,) = resource["licenses"]
    ours = resource["terms"].startswith("Our own") or "CC BY 4.0" in resource["terms"]
    assert (licence["name"] == "CC-BY-4.0") == ours, "`terms` and `licenses` say different things"
    assert ours or licence["title"] == resource["terms"], "the title of the licence repeats the `terms`"
    if resource["terms"].startswith("© SIPRI"):
        assert licence["name"] == "other-nc"


def test_no_file_is_left_out_of_the_description():
    described = {resource["path"] for resource in RESOURCES}
    assert {path.name for path in FOLDER.glob("*.csv")} == described


@pytest.mark.parametrize("name", WITH_SOURCES)
def test_each_row_has_a_source_that_exists(name: str):
    links = datasets.load("row_sources")
    links = links[links["table"] == name]
    ids = set(datasets.load(name)["id"])
    assert ids - set(links["row"]) == set(), "rows without a source"
    assert set(links["row"]) - ids == set(), "links to rows that are not there"


def test_each_source_is_used_and_each_link_leads_somewhere():
    links, sources = datasets.load("row_sources"), datasets.load("sources")
    assert set(links["source"]) == set(sources["id"])
    assert set(links["table"]) == set(WITH_SOURCES)
    joined = links["table"].astype(str) + "/" + links["row"] + "/" + links["source"]
    assert (links["id"] == joined).all()


def test_every_source_has_an_address_but_four_that_cannot():
    sources = datasets.load("sources").set_index("id")
    bare = {"korea-pro-2024-03-13", "nz-herald-2022-04-27", "own-analysis", "public-github-file-undated"}
    assert set(sources.index[sources["url"].isna()]) == bare, "give each new source its `url`"
    assert sources["url"].dropna().str.match(r"https?://[^\s/]+\.[^\s]+$").all()


@pytest.mark.parametrize(
    ("table", "low", "value", "high"),
    [
        ("ammunition", "low", "quantity", "high"),
        ("capacity", "low", "value", "high"),
        ("contracts", "low_usd_bn", "value_usd_bn", "high_usd_bn"),
        ("trade", "total_low_usd_bn", "total_usd_bn", "total_high_usd_bn"),
    ],
)
def test_bounds_enclose_the_value(table: str, low: str, value: str, high: str):
    frame = datasets.load(table)
    assert frame[low].notna().any()
    for below, above in ((low, value), (value, high), (low, high)):
        both = frame[[below, above]].dropna()
        wrong = both[both[below] > both[above]]
        assert wrong.empty, frame.loc[wrong.index, "id"].tolist()


@pytest.mark.parametrize(
    ("table", "first", "then"),
    [
        ("trade", "start", "end"),
        ("energy", "start", "end"),
        ("trade_products", "start", "end"),
        ("capacity", "start", "end"),
        ("polls", "start", "end"),
        ("forecasts", "asked_on", "closes_on"),
        ("forecasts", "asked_on", "settled_on"),
        ("exporter_shares", "start", "end"),
        ("contracts", "year", "year_end"),
        ("losses", "month", "date"),
    ],
)
def test_periods_run_forwards(table: str, first: str, then: str):
    frame = datasets.load(table).dropna(subset=[first, then])
    assert len(frame)
    assert (frame[first] <= frame[then]).all()


@pytest.mark.parametrize("table", ["events", "threats", "ammunition", "deliveries"])
def test_dated_tables_are_in_order(table: str):
    assert datasets.load(table)["date"].is_monotonic_increasing


def test_events_stay_within_the_period():
    dates = datasets.load("events")["date"]
    assert dates.min() == pd.Timestamp(2022, 2, 28)
    assert dates.max() == pd.Timestamp(2026, 9, 1)


@pytest.mark.parametrize("table", ["events", "threats"])
def test_ids_of_dated_tables_begin_with_their_date(table: str):
    frame = datasets.load(table)
    length = frame["date_precision"].astype(str).map({"day": 10, "month": 7, "year": 4})
    stamps = [date.strftime("%Y-%m-%d")[:n] for date, n in zip(frame["date"], length, strict=True)]
    assert [i[: len(s)] for i, s in zip(frame["id"], stamps, strict=True)] == stamps


@pytest.mark.parametrize(("table", "column"), [("exporter_shares", "share_pct"), ("polls", "share_pct")])
def test_shares_lie_between_0_and_100(table: str, column: str):
    assert datasets.load(table)[column].between(0, 100).all()


def test_energy_shares_lie_between_0_and_100():
    energy = datasets.load("energy").query("measure == 'share'")
    assert energy["value"].between(0, 100).all()
    assert (energy["unit"] == "percent").all()


def test_answers_to_a_question_do_not_pass_100_except_where_the_row_says_so():
    polls = datasets.load("polls").query("topic != 'view of leaders'")
    sums = polls.groupby(["series", "question", "start"], observed=True)["share_pct"].sum()
    over = sums[sums > 101].reset_index()
    assert over["series"].tolist() == ["gallup-ukraine-aid"]
    assert sums.loc["gallup-ukraine-aid"].max() == 103
    row = polls.set_index("id").loc["gallup-2024-10-no-opinion"]
    assert "103" in row["note"]


def test_derived_rows_follow_from_what_they_name():
    rates = datasets.load("base_rates").set_index("id")
    threats = datasets.load("threats").query("in_base_rate")
    own = rates.loc["own-defied-unpunished"]
    assert own["derived_from"] == "threats"
    assert own["out_of"] == len(threats)
    assert own["count"] == (threats["retaliation"] == "no").sum()
    assert set(threats["proceeded"]) == {"yes"}
    with_rate = rates.dropna(subset=["share"])
    assert (with_rate["share"] - with_rate["count"] / with_rate["out_of"]).abs().max() < 1e-4


def test_losses_add_up_and_never_fall_by_much():
    losses = datasets.load("losses")
    parts = losses[["destroyed", "abandoned", "captured", "damaged"]].sum(axis=1)
    assert (parts == losses["total"]).all()
    assert (
        losses.groupby("equipment", observed=True)["total"].apply(lambda t: t.is_monotonic_increasing).all()
    )


def test_aid_adds_up():
    aid = datasets.load("aid")
    parts = aid[["military_eur_bn", "financial_eur_bn", "humanitarian_eur_bn"]].sum(axis=1)
    assert (parts - aid["total_eur_bn"]).abs().max() < 2e-4


def test_trade_adds_up():
    trade = datasets.load("trade").dropna(subset=["total_usd_bn", "exports_usd_bn", "imports_usd_bn"])
    gap = (trade["exports_usd_bn"] + trade["imports_usd_bn"] - trade["total_usd_bn"]).abs()
    loose = trade[gap > 0.1]["id"].tolist()
    assert loose == ["2017"], (
        "only the split of 2017, worked back from growth rates, is off by more than rounding"
    )
    assert datasets.load("trade").query("preferred")["year"].is_unique
    assert datasets.load("contracts").query("preferred")["year"].is_unique
