"""ExportExplorer without a browser: traits, errors, the sentence and what is sent to the front end."""

import base64

import numpy as np
import pytest
from seoul_dilemma import datasets
from seoul_dilemma.widgets import ExportExplorer
from traitlets import TraitError


def test_where_korea_stands_now():
    explorer = ExportExplorer()
    assert (explorer.rank, round(explorer.share, 2)) == (9, 2.96)
    assert "place 9" in repr(explorer)
    assert "Germany" in repr(explorer)


def test_standing_still_is_fourth_once_the_weak_years_leave():
    explorer = ExportExplorer(growth=0)
    places = {}
    for end in range(2025, 2031):
        explorer.end = end
        places[end] = explorer.rank
    assert places == {2025: 9, 2026: 8, 2027: 6, 2028: 4, 2029: 4, 2030: 4}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("end", 2011, "end = 2011 is out of range: expected a whole number from 2012 to 2035"),
        ("end", 2020.5, "end = 2020.5 is not a whole number"),
        ("growth", 41, "growth = 41 is out of range: .*-20 to 40"),
        ("growth", "fast", "growth = 'fast' is not a whole number"),
        ("measure", "dollars", "measure = 'dollars': expected one of TIV, contracts"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(name, value, words):
    explorer = ExportExplorer(end=2020, growth=5)
    with pytest.raises(TraitError, match=words):
        setattr(explorer, name, value)
    assert (explorer.end, explorer.growth, explorer.measure) == (2020, 5, "TIV")


def test_the_browser_gets_the_sums_that_python_finds():
    explorer = ExportExplorer()
    sums = np.frombuffer(explorer._view._sums, dtype="<f4").reshape(61, 24, 13)
    for end, growth in ((2012, 0), (2025, 40), (2031, -20), (2035, 17)):
        explorer.end, explorer.growth = end, growth
        assert sums[growth + 20, end - 2012] == pytest.approx(explorer.volumes, rel=1e-6)
    assert len(explorer._view._sums) < 100_000


def test_contracts_are_those_of_the_table():
    signed = ExportExplorer()._view._facts["contracts"]
    contracts = datasets.load("contracts").set_index("id")
    assert signed["2022"] == contracts.loc["2022", "value_usd_bn"]
    assert signed["2018"] == signed["2019"] == signed["2020"] == contracts.loc["2018-20", "value_usd_bn"]
    assert "2010" not in signed  # not known, and not nought


def test_without_a_front_end_there_is_a_picture_and_a_sentence():
    bundle = ExportExplorer(end=2030, growth=3)._repr_mimebundle_()
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert "3 % a year" in bundle["text/plain"]
