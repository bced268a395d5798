"""The class that ships for those who have none says that it is made up, and is made as it says."""

import json

from make_simulated_class import FIRST, PRECISION, about, table
from seoul_dilemma import datasets
from seoul_dilemma.widgets.game import fit_class


def test_it_says_that_it_is_simulated_in_its_first_line_and_in_its_metadata():
    folder = datasets.simulated_class()
    text = (folder / "class.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0] == FIRST
    assert "simulated" in FIRST
    assert json.loads((folder / "class.json").read_text(encoding="utf-8"))["simulated"] is True


def test_it_is_what_its_maker_makes():
    folder = datasets.simulated_class()
    assert (folder / "class.csv").read_text(encoding="utf-8") == table()
    assert (folder / "class.json").read_text(encoding="utf-8") == about()


def test_its_precision_is_found_and_threats_backfire_with_pride_alone():
    fit = fit_class(datasets.simulated_class())
    assert fit.simulated
    assert "simulated" in repr(fit)
    assert fit.bootstrap[0] < PRECISION < fit.bootstrap[1]
    pride, hands = fit.backfire["B"], fit.backfire["C"]
    assert pride.value > 2 * pride.standard_error
    assert hands.value < -2 * hands.standard_error
    assert abs(sum(share.share for share in fit.played("A")) - 1) < 1e-12
    assert abs(fit.log_likelihood([fit.precision])[0] - fit.log_likelihood([fit.precision + 0.5])[0]) > 0
