"""Windows, ranks and the years to come, against sums done by hand and the shares that SIPRI printed."""

import numpy as np
import pytest
from seoul_dilemma import datasets
from seoul_dilemma.widgets import ExportExplorer
from seoul_dilemma.widgets.exports.windows import project, rank, window_sums


def test_a_window_adds_five_years_and_no_more():
    yearly = np.array([[1.0], [10.0], [100.0], [1000.0], [10000.0], [100000.0]])
    assert window_sums(yearly).tolist() == [[11111.0], [111110.0]]


def test_the_first_grows_and_the_others_repeat_their_mean():
    yearly = np.array([[9.0, 50.0], [0, 10], [0, 20], [0, 30], [0, 40], [100, 50]])
    ahead = project(yearly, 10, 2)
    assert ahead[6:] == pytest.approx(np.array([[110.0, 30.0], [121.0, 30.0]]))
    assert (ahead[:6] == yearly).all()


def test_rank_counts_those_above():
    assert [rank(np.array([3.0, 9.0, 1.0, 3.0]), which) for which in range(4)] == [2, 1, 4, 2]


@pytest.mark.parametrize("end", range(2017, 2026))
def test_past_windows_agree_with_the_table_of_shares(end):
    explorer = ExportExplorer(end=end)
    shares = datasets.load("exporter_shares")
    kept = (shares["supplier"] == "South Korea") & (shares["end"] == end) & (shares["release_year"] == 2026)
    row = shares[kept & (shares["basis"] == "computed")].iloc[0]
    assert explorer.share == pytest.approx(row["share_pct"], abs=0.006)
    assert explorer.rank == row["rank"]


def test_the_future_window_is_the_sum_it_says():
    explorer = ExportExplorer(end=2027, growth=10)
    table = datasets.load("exporters").pivot_table(index="year", columns="supplier", values="tiv_mn")
    korea = table["South Korea"]
    assert explorer.volumes[0] == pytest.approx(korea[[2023, 2024, 2025]].sum() + korea[2025] * (1.1 + 1.21))
    rest_of_world = (table["World"] - korea).loc[2021:2025].mean() * 2 + (table["World"] - korea).loc[
        2023:2025
    ].sum()
    assert explorer.volumes[1:].sum() == pytest.approx(rest_of_world)


def test_a_missing_volume_has_no_rank():
    with pytest.raises(ValueError, match="volumes holds 1 missing values"):
        rank(np.array([np.nan, 5.0]))


def test_fewer_than_five_years_are_no_window():
    with pytest.raises(ValueError, match="yearly has 4 years; expected at least 5"):
        window_sums(np.ones((4, 2)))
