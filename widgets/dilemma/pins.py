"""Moments of the record as pins on the map, from the table ``pins``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ... import datasets


def pins(language: str, text: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what the view shows of each pin.

    Parameters
    ----------
    language : str
        Of the texts: the table has them in English and in Korean.
    text : mapping of str to str
        A table of words in that language.

    Returns
    -------
    list of dict
        By date: ``id``, ``title``, ``when`` (the month in words), ``reason``, and the dials ``pressure`` and
        ``capacity``.
    """
    return [
        {
            "id": row["id"],
            "title": row["title_ko"] if language == "ko" else row["title"],
            "when": text["dilemma.pins.when"].format(
                month=text[f"dilemma.month.{row['date'].month}"], year=row["date"].year
            ),
            "reason": row["reason_ko"] if language == "ko" else row["reason"],
            "pressure": float(row["pressure"]),
            "capacity": float(row["capacity"]),
        }
        for row in datasets.load("pins").sort_values("date").to_dict("records")
    ]
