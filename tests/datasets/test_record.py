"""Figures that are known from elsewhere: if a table drifts from them, it is wrong."""

import re

import networkx as nx
import pytest
from seoul_dilemma import datasets
from support.numbers import texts


def computed(release: int):
    shares = datasets.load("exporter_shares")
    return shares[(shares["basis"] == "computed") & (shares["release_year"] == release)]


def test_contracts_signed():
    signed = datasets.load("contracts").set_index("id")["value_usd_bn"]
    assert signed[["2021", "2022", "2023", "2024"]].tolist() == [7.25, 17.3, 13.5, 9.5]


def test_shares_of_south_korea_as_published():
    shares = datasets.load("exporter_shares").set_index("id")
    for window, share, rank in (("2020-24", 2.2, 10), ("2021-25", 3.0, 9), ("2018-22", 2.4, 9)):
        row = shares.loc[f"{window}-south-korea-published"]
        assert (row["share_pct"], row["rank"]) == (share, rank)


@pytest.mark.parametrize(("window", "share", "rank"), [((2020, 2024), 2.33, 10), ((2021, 2025), 2.96, 9)])
def test_shares_follow_from_the_yearly_volumes(window: tuple[int, int], share: float, rank: int):
    volumes = datasets.load("exporters").query("@window[0] <= year <= @window[1]")
    sums = volumes.groupby("supplier")["tiv_mn"].sum()
    shares = 100 * sums.drop("World") / sums["World"]
    assert shares["South Korea"] == pytest.approx(share, abs=0.005)
    # Turkiye, which is not among the twelve, stands below South Korea in these windows
    assert shares.rank(ascending=False)["South Korea"] == rank


def test_germany_is_fourth_in_2021_25():
    volumes = datasets.load("exporters").query("2021 <= year <= 2025")
    sums = volumes.groupby("supplier")["tiv_mn"].sum()
    shares = 100 * sums.drop("World") / sums["World"]
    assert shares["Germany"] == pytest.approx(5.65, abs=0.01)
    assert shares.rank(ascending=False)["Germany"] == 4


def test_computed_rows_of_the_2026_release_can_all_be_added_up_again():
    volumes = datasets.load("exporters").pivot(index="year", columns="supplier", values="tiv_mn")
    rows = computed(2026).query("derived_from == 'exporters'")
    assert len(rows) > 140
    for row in rows.itertuples():
        window = volumes.loc[row.start : row.end]
        assert window[row.supplier].sum() == pytest.approx(row.tiv_mn, abs=0.11)
        assert window["World"].sum() == pytest.approx(row.world_tiv_mn, abs=0.11)
        assert 100 * window[row.supplier].sum() / window["World"].sum() == pytest.approx(
            row.share_pct, abs=0.006
        )


@pytest.mark.parametrize("release", [2022, 2025, 2026])
def test_published_and_computed_shares_agree_where_the_release_is_the_same(release: int):
    shares = datasets.load("exporter_shares").query("release_year == @release and basis == 'published'")
    ours = computed(release).set_index(["window", "supplier"])
    assert len(shares) >= 3
    for row in shares.itertuples():
        mine = ours.loc[(row.window, row.supplier)]
        # a share printed as a whole number may be half a point off, whatever we do
        allowed = 0.1 if row.decimals else 0.6
        assert mine["share_pct"] == pytest.approx(row.share_pct, abs=allowed), row.id
        assert mine["rank"] == row.rank, row.id


def test_the_known_exception_a_rank_that_later_releases_changed():
    shares = datasets.load("exporter_shares").query("supplier == 'South Korea' and window == '2018-22'")
    ranks = dict(zip(shares["id"], shares["rank"], strict=True))
    assert ranks == {
        "2018-22-south-korea-published": 9,
        "2018-22-south-korea-2025": 10,
        "2018-22-south-korea-2026": 10,
    }


def test_revisions_of_south_korea_between_releases():
    values = datasets.load("korea_releases").set_index("id")["tiv_mn"]
    assert round(values["2022-2025"]) == 220
    assert round(values["2022-2026"]) == 231
    exporters = datasets.load("exporters").set_index("id")["tiv_mn"]
    for year in range(2012, 2026):
        assert values[f"{year}-2026"] == exporters[f"south-korea-{year}"]


def test_customers_add_up_to_the_supplier_in_the_same_release():
    customers, releases = datasets.load("korea_customers"), datasets.load("korea_releases").set_index("id")
    for release, years in ((2025, range(2012, 2025)), (2022, range(2012, 2022))):
        for year in years:
            total = customers.query("year == @year and release_year == @release")["tiv_mn"].sum()
            assert total == pytest.approx(releases.loc[f"{year}-{release}", "tiv_mn"], abs=2.5), (
                release,
                year,
            )


def test_forty_five_claims_by_kind():
    claims = datasets.load("claims")
    assert list(claims["id"]) == [f"C{number:02d}" for number in range(1, 46)]
    assert claims["kind"].value_counts().to_dict() == {
        "fact": 24,
        "causal": 12,
        "prediction": 4,
        "assumption": 3,
        "normative": 2,
    }
    assert claims["paragraph"].is_monotonic_increasing


def test_the_slips_of_the_op_ed_are_marked():
    verdict = datasets.load("claims").set_index("id")["verdict_2023"]
    assert verdict[["C07", "C26"]].tolist() == ["wrong in detail", "wrong in detail"]
    assert verdict["C19"] == "partly supported"


def test_supports_form_no_circle():
    edges = datasets.load("argument")
    supports = edges[edges["relation"] == "supports"]
    graph = nx.from_pandas_edgelist(supports, "source", "target", create_using=nx.DiGraph)
    assert nx.is_directed_acyclic_graph(graph)
    assert not edges.duplicated(["source", "target", "relation"]).any()
    assert (edges["source"] != edges["target"]).all()


def test_the_op_ed_takes_three_things_for_granted():
    edges = datasets.load("argument").query("relation == 'assumes'")
    assert set(zip(edges["source"], edges["target"], strict=True)) == {
        ("C27", "C28"),  # threats can backfire because Russia is short of arms
        ("C27", "C42"),  # and because yielding in public costs
        ("C33", "C29"),  # arming Pyongyang matters only if there is something to give
    }
    # That know-how is cheap to give is an objection to C29, not something that it rests on.
    between = datasets.load("argument").query("source == 'X03' and target == 'C29'")
    assert between["relation"].tolist() == ["attacks"]


def test_nodes_are_the_claims_and_objections():
    nodes = datasets.load("argument_nodes")
    assert set(nodes.query("kind == 'claim'")["id"]) == set(datasets.load("claims")["id"])
    assert set(nodes.query("kind == 'objection'")["id"]) == set(datasets.load("objections")["id"])
    assert nodes["label"].is_unique


def test_a_step_counts_once_and_is_dated_by_the_act():
    """The rule of inclusion in the data's README, as far as a table can show it."""
    events = datasets.load("events").set_index("id")
    coded = events[events["step"].notna()]
    assert set(coded["mover"]) == {"South Korea"}
    steps = coded[coded["step"].isin(["arms", "aid"])]
    assert (steps["kind"] == "concession").all()
    assert (steps["direction"] == "up").all()
    assert not steps["title"].str.startswith("Report").any()
    assert events.loc["2023-03-loan-agreed", "date"] < events.loc["2023-04-12-shell-loan-report", "date"]
    up = events[(events["mover"] == "South Korea") & (events["direction"] == "up")]
    helps = up[up["kind"].isin(["concession", "delivery"])]
    assert helps["step"].notna().all(), "code each such row by the rule"


def test_a_russian_warning_to_seoul_stands_in_both_tables():
    events, threats = datasets.load("events"), datasets.load("threats")
    spoken = events[(events["kind"] == "threat") & (events["mover"] == "Russia")]
    spoken = spoken[spoken["id"] != "2023-12-27-zakharova-warns-tokyo"]
    coded = threats[threats["supplier"] == "South Korea"]
    assert sorted(spoken["date"]) == sorted(coded["date"])
    first = threats.set_index("id")["date"]
    again = threats[threats["repeats"].notna()]
    assert (again["date"].to_numpy() > first[again["repeats"]].to_numpy()).all()


def test_medvedev_answered_the_interview_not_the_loan():
    events = datasets.load("events").set_index("id")["date"]
    assert events["2023-04-19-medvedev-threat"] == events["2023-04-19-yoon-reuters-interview"]
    assert (events["2023-04-19-medvedev-threat"] - events["2023-04-12-shell-loan-report"]).days == 7


def test_trade_with_russia():
    trade = datasets.load("trade").set_index("id")
    assert trade.loc["2021", ["total_usd_bn", "exports_usd_bn", "imports_usd_bn"]].tolist() == [
        27.34,
        9.98,
        17.36,
    ]
    assert trade.loc["2022", "total_usd_bn"] == 21.15
    assert trade.loc["2023", ["total_usd_bn", "exports_usd_bn", "imports_usd_bn"]].isna().all()
    share = datasets.load("partners").set_index("id").loc["russia-share-of-all-trade-2021", "value"]
    everything = (
        datasets.load("partners").set_index("id")["value"][["all-exports-2021", "all-imports-2021"]].sum()
    )
    assert 100 * trade.loc["2021", "total_usd_bn"] / everything == pytest.approx(share, abs=0.05)


def test_both_sides_of_the_mirror_are_there_for_2016_and_2018():
    trade = datasets.load("trade")
    both = trade.groupby("year")["reporter"].nunique()
    assert set(both[both == 2].index) >= {2016, 2018}
    total = trade.set_index("id")["total_usd_bn"]
    assert total["2016-russia"] - total["2016"] == pytest.approx(1.7)


def test_the_ammunition_of_the_op_ed():
    shells = datasets.load("ammunition").set_index("id")
    assert shells.loc["us-sale-2022-11", "quantity"] == 100_000
    assert shells.loc["us-loan-2023-03", ["low", "quantity", "high"]].tolist() == [300_000, 500_000, 500_000]


def test_what_north_korea_sent_is_told_by_each_side():
    shells = datasets.load("ammunition").set_index("id")
    assert shells.loc["nk-russia-2024-msmt", "quantity"] == 9_000_000
    assert shells.loc["nk-russia-2024-zelensky", "quantity"] == 3_500_000
    assert shells.loc["nk-russia-2025-03-osc", ["low", "high"]].tolist() == [4_000_000, 6_000_000]
    sides = datasets.load("disagreements").set_index("id").loc["nk-shells", "b_words"]
    assert all(said in sides for said in ("9 million", "3.5 million", "4 to 6 million", "6.5 million"))


def test_the_split_of_the_second_tank_contract_is_told_by_both_sides():
    split = datasets.load("disagreements").set_index("id").loc["poland-k2-2025-split"]
    assert (split["a"], split["b"]) == (119, 117)
    assert split[["a_source", "b_source"]].notna().all()
    tanks = datasets.load("deals").set_index("id").loc["poland-k2-2025", "quantity"]
    for words in (split["a_words"], split["b_words"]):
        korean, polish = [int(number) for number in re.findall(r"\d+", words)[:2]]
        assert korean + polish == tanks


@pytest.mark.parametrize("name", ["00-start-here", "02-the-arsenal", "08-hindsight"])
def test_a_lesson_that_uses_the_floor_of_2025_gives_the_other_counts(name: str):
    others = datasets.load("disagreements").set_index("id").loc["contracts-2025"]
    assert (others["a"], others["b"]) == (15.2, 24)
    using = [cell.source for cell in texts(name) if "{{contracts/2025/" in cell.source]
    assert using
    assert all(f"{{{{disagreements/contracts-2025/{side}}}}}" in cell for cell in using for side in "ab")


def test_resolved_forecasts_are_settled_and_open_ones_are_not():
    forecasts = datasets.load("forecasts")
    resolved = forecasts["outcome"].isin(["yes", "no"])
    assert resolved.sum() >= 20
    assert forecasts.loc[resolved, "settled_on"].notna().all()
    assert forecasts.loc[~resolved, "settled_on"].isna().all()
    missed = resolved & (forecasts["outcome"] == "no")
    assert missed.sum() >= 8, "a list on which everything came true teaches nothing"
    predictions = datasets.load("claims").query("kind == 'prediction'")["id"]
    assert set(predictions) <= set(forecasts["claim"].dropna())


def test_votes():
    votes = datasets.load("votes").set_index("id")
    assert votes.loc["es-11-1", ["yes", "no", "abstain", "absent"]].tolist() == [141, 5, 35, 12]
    whole = votes.dropna(subset=["absent"])
    assert (whole[["yes", "no", "abstain", "absent"]].sum(axis=1) == 193).all()
    assert votes["korea"].isna().sum() == 3


def test_threats_add_up_to_the_counts_of_sanctions_data():
    rates = datasets.load("base_rates").set_index("id")
    assert (
        rates.loc[["ties-concession", "ties-resistance"], "count"].sum()
        == rates.loc["ties-concession", "out_of"]
    )
    assert (
        rates.loc[["ties-imposed", "ties-backed-down"], "count"].sum()
        == rates.loc["ties-resistance", "count"]
    )


def test_our_own_rate_says_which_cases_are_weak():
    threats = datasets.load("threats").set_index("id").query("in_base_rate")
    weak = ["2022-04-ministry-turkey", "2023-05-20-grushko-nato"]
    strong = threats.drop(index=weak)["retaliation"]
    assert (len(strong), (strong == "no").sum()) == (8, 6)
    assert "six of eight" in datasets.load("base_rates").set_index("id").loc["own-defied-unpunished", "note"]


def test_a_case_of_the_sanctions_data_is_one_threat():
    """The package counts how often a threat ended in each way; a pair of states can have several in a decade."""
    row = datasets.load("base_rates").set_index("id").loc["ties-concession"]
    assert row["out_of"] > 418, "more threats than pairs of states and decades"
    assert row["note"].startswith("A case is one threat.")


def test_a_computed_window_lists_the_twelve_largest():
    for release in (2022, 2025, 2026):
        ranks = computed(release).groupby("window")["rank"].agg(sorted)
        assert all(list(window) == list(range(1, 13)) for window in ranks)
