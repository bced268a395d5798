"""The rule of what falls."""

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from seoul_dilemma import datasets
from seoul_dilemma.widgets.argument import argument_graph, what_falls, what_stands

SYMBOLS = {"+": "supports", "=": "assumes", "-": "attacks"}


def graph_of(text):
    """Read arrows such as ``C01 +2 C02``: source, relation with strength, target."""
    rows = [line.split() for line in text.strip().splitlines()]
    return argument_graph(
        pd.DataFrame(
            [(a, b, SYMBOLS[link[0]], int(link[1])) for a, link, b in rows],
            columns=["source", "target", "relation", "strength"],
        )
    )


@pytest.fixture(scope="module")
def op_ed():
    return argument_graph(datasets.load("argument"))


def test_one_reason_carries_a_claim():
    graph = graph_of("C01 +2 C03\nC02 +3 C03")
    assert what_falls(graph, ["C01"]) == set()
    assert what_falls(graph, ["C01", "C02"]) == {"C03"}


def test_one_lost_assumption_topples_whatever_the_reasons():
    graph = graph_of("C01 +3 C03\nC03 =2 C02")
    assert what_falls(graph, ["C02"]) == {"C03"}


def test_falling_goes_on():
    assert what_falls(graph_of("C01 +2 C02\nC02 +2 C03\nC04 =2 C03"), ["C01"]) == {"C02", "C03", "C04"}


def test_hints_count_for_nothing():
    graph = graph_of("C01 +1 C02\nC02 =1 C03\nX01 -1 C02")
    assert what_falls(graph, ["C01", "C03"], ["X01"]) == set()


def test_an_objection_bites_only_when_it_is_accepted_and_stands():
    graph = graph_of("X01 -2 C01\nC01 +2 C02\nC09 +2 X01")
    assert what_falls(graph) == set()
    assert what_falls(graph, accepted=["X01"]) == {"C01", "C02"}
    assert what_falls(graph, ["C09"], ["X01"]) == {"X01"}  # the objection lost its own evidence


def test_an_accepted_objection_may_be_the_last_reason():
    graph = graph_of("C01 +2 C02\nX01 +2 C02")
    assert what_falls(graph, ["C01"]) == {"C02"}
    assert what_falls(graph, ["C01"], ["X01"]) == set()


def test_concessions_among_the_claims_topple_nothing():
    assert what_stands(graph_of("C01 -3 C02")) == {"C01", "C02"}


def test_what_the_op_ed_rests_on(op_ed):
    claims = sorted(node for node in op_ed if node.startswith("C"))
    assert what_stands(op_ed) == set(claims)
    topples = {
        end: [c for c in claims if end in what_falls(op_ed, [c])] for end in ("C27", "C43", "C36", "C05")
    }
    assert topples == {"C27": ["C28", "C30", "C35", "C42"], "C43": ["C02"], "C36": [], "C05": []}


def test_what_each_objection_does_to_the_op_ed(op_ed):
    objections = sorted(node for node in op_ed if node.startswith("X"))
    assert {x: sorted(what_falls(op_ed, accepted=[x])) for x in objections} == {
        "X01": ["C27"],
        "X02": ["C29"],
        "X03": ["C29"],
        "X04": ["C27"],
        "X05": ["C27", "C42"],
        "X06": ["C34"],
        "X07": [],
        "X08": ["C36"],
    }


@given(data=st.data())
def test_switching_off_one_more_claim_never_raises_another(op_ed, data):
    claims = sorted(node for node in op_ed if node.startswith("C"))
    off = data.draw(st.sets(st.sampled_from(claims), max_size=6))
    more = off | {data.draw(st.sampled_from(claims))}
    assert what_stands(op_ed, more) <= what_stands(op_ed, off)


def test_arrows_point_at_what_leans(op_ed):
    assert op_ed["C28"]["C27"]["relation"] == "assumes"  # stored as "C27 assumes C28"
    assert nx.is_directed_acyclic_graph(op_ed)


@pytest.mark.parametrize(
    ("off", "accepted", "words"),
    [
        (["C99"], [], "C99: no claim .*C01 to C45"),
        (["X01"], [], "off names X01: no claim"),
        ([], ["C01"], "accepted names C01: no objection .*X01 to X08"),
        ("C27", [], r"list of ids such as \['C27'\]"),
    ],
)
def test_an_unknown_id_is_named(op_ed, off, accepted, words):
    with pytest.raises(ValueError, match=words):
        what_falls(op_ed, off, accepted)


def test_a_circle_is_named():
    with pytest.raises(ValueError, match=r"runs in a circle .*C0[123]"):
        graph_of("C01 +2 C02\nC02 +2 C03\nC03 +2 C01")


def test_an_unknown_relation_is_named():
    table = pd.DataFrame([("C01", "C02", "proves", 2)], columns=["source", "target", "relation", "strength"])
    with pytest.raises(ValueError, match=r"C01 to C02 is 'proves'.*supports, assumes, attacks"):
        argument_graph(table)
