"""ArgumentMap without a browser: traits, errors, the words and the still picture."""

import base64

import pytest
from seoul_dilemma import datasets
from seoul_dilemma.widgets import ArgumentMap
from seoul_dilemma.widgets.argument import what_stands
from traitlets import TraitError


def test_switching_off_a_claim_says_what_falls():
    argument = ArgumentMap()
    assert argument.fallen == set()
    argument.off = ["C30"]
    assert argument.fallen == {"C27", "C28", "C29"}
    assert argument.standing == what_stands(argument.graph, ["C30"])
    assert "brings down C27 (Threats backfire), C28 (" in repr(argument)
    assert "41 of 45" in repr(argument)
    assert "still stands" in repr(argument)


def test_accepting_objections_and_reset():
    argument = ArgumentMap(accepted=["X05", "X08"], off=["C01"])
    assert argument.fallen == {"C27", "C36", "C42"}
    argument.reset()
    assert (argument.off, argument.accepted, argument.fallen) == ([], [], set())


def test_the_conclusion_can_be_brought_down():
    argument = ArgumentMap(off=["C01", "C41", "C43"], accepted=["X08"])
    assert "C05" in argument.fallen
    assert "does not stand" in repr(argument)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("selected", "C99", "selected = 'C99': expected a claim"),
        ("focus", "C01", "focus = 'C01': expected one of C27"),
        ("off", ["X01"], "off names X01"),
        ("accepted", ["C01"], "accepted names C01"),
        ("off", 7, "off"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(name, value, words):
    argument = ArgumentMap(off=["C02"], accepted=["X01"], selected="C05", focus="all")
    with pytest.raises(TraitError, match=words):
        setattr(argument, name, value)
    assert (argument.off, argument.accepted) == (["C02"], ["X01"])
    assert (argument.selected, argument.focus) == ("C05", "all")


def test_a_change_can_be_observed():
    argument, heard = ArgumentMap(), []
    argument.observe(lambda change: heard.append(change["new"]), "off")
    argument.off = ["C28"]
    assert heard == [["C28"]]


@pytest.mark.parametrize("focus", ["C27", "C43", "C36", "all"])
def test_without_a_front_end_there_is_a_picture_and_a_sentence(focus):
    bundle = ArgumentMap(focus=focus, off=["C30"])._repr_mimebundle_()
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert "C30" in bundle["text/plain"]


def test_every_claim_and_objection_comes_with_its_evidence():
    nodes = {node["id"]: node for node in ArgumentMap(focus="all")._view._nodes}
    claims = datasets.load("claims").set_index("id")
    assert set(nodes) == set(claims.index) | set(datasets.load("objections")["id"])
    for name, claim in claims.iterrows():
        node = nodes[name]
        assert node["text"] == claim["claim"]
        assert any(claim["record_2023"] in line["text"] for line in node["lines"])
        assert not any(claim["record_later"] in line["text"] for line in node["lines"])  # kept behind a fold
        assert any(claim["record_later"] in line["text"] for line in node["later"])
        assert all(source["url"].startswith("http") for source in node["sources"])
        assert node["sources"]


def test_reasons_stand_left_of_what_leans_on_them():
    argument = ArgumentMap()
    places = argument._view._places["all"]
    column = {node: across for node, (across, _) in places.items()}
    for start, end, arrow in argument.graph.edges(data=True):
        if arrow["strength"] >= 2:
            assert column[start] < column[end], (start, end)
    assert len({(across, down) for across, down in places.values()}) == len(argument.graph)
