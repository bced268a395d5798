"""Amounts that are known, to hold a scenario against."""

from __future__ import annotations

from dataclasses import dataclass

from ... import datasets

YEARS = (2021, 2022, 2024)  # years whose exports to Russia are known and that a scenario may start from


@dataclass(frozen=True)
class Amount:
    """
    An amount of money with its bounds.

    Parameters
    ----------
    key : str
        Its name in the table of words.
    low, high : float
        Billion US dollars; the same where one figure is given.
    """

    key: str
    low: float
    high: float


def exports_by_year() -> dict[int, float]:
    """
    Return South Korea's yearly exports to Russia.

    Returns
    -------
    dict of int to float
        Billion US dollars by year, for `YEARS`.
    """
    trade = datasets.load("trade")
    yearly = trade[trade["preferred"]].set_index("year")["exports_usd_bn"]
    return {year: float(yearly[year]) for year in YEARS}


def known_amounts() -> list[Amount]:
    """
    Return amounts from the tables, the smallest first.

    Returns
    -------
    list of Amount
    """
    exports = exports_by_year()
    trade = datasets.load("trade").set_index("id")["total_usd_bn"]
    cars = datasets.load("trade_products").set_index("id")["value"]
    contracts = datasets.load("contracts").set_index("id")["value_usd_bn"]
    thaad = datasets.load("thaad")["value_usd_bn"]
    amounts = [
        _one("cars", cars["cars-2021"]),
        _one("fall", exports[2021] - exports[2024]),
        Amount("thaad", float(thaad.min()), float(thaad.max())),
        _one("contracts_2021", contracts["2021"]),
        _one("contracts_2022", contracts["2022"]),
        _one("contracts_2024", contracts["2024"]),
        _one("trade", trade["2021"]),
    ]
    return sorted(amounts, key=lambda amount: amount.high)


def _one(key: str, value: float) -> Amount:
    return Amount(key, float(value), float(value))
