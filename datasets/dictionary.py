"""How a data dictionary looks: a data frame that a notebook shows whole."""

from __future__ import annotations

import html
import re
from typing import Any

import pandas as pd


class Dictionary(pd.DataFrame):
    """A data frame of descriptions whose long texts a notebook does not cut short.

    Selections of it are plain data frames.
    """

    _metadata = ["heading", "about"]  # noqa: RUF012  # the name and form that pandas asks of a subclass
    heading: str
    about: str

    @classmethod
    def titled(cls, rows: list[dict[str, Any]], heading: str, about: str) -> Dictionary:
        """Make one from rows.

        Parameters
        ----------
        rows : list of dict
            One dict a row, all with the same keys.
        heading, about : str
            Shown above the table.

        Returns
        -------
        Dictionary
        """
        made = cls(rows)
        object.__setattr__(made, "heading", heading)
        object.__setattr__(made, "about", about)
        return made

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        plain: type[pd.DataFrame] = pd.DataFrame
        return plain

    def _repr_html_(self) -> str:
        with pd.option_context("display.max_colwidth", None, "display.max_rows", None):
            table = pd.DataFrame(self).to_html(index=False, notebook=True)
        left = table.replace("<td>", '<td style="text-align:left">').replace(
            "<th>", '<th style="text-align:left">'
        )
        about = f"<p><b>{html.escape(self.heading)}</b>. {html.escape(self.about)}</p>"
        return re.sub(r"`([^`]+)`", r"<code>\1</code>", about + left)
