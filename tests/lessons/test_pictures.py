"""The watch on the lessons' pictures sees what readers stumbled over."""

import matplotlib.pyplot as plt
import pytest
from seoul_dilemma.datasets import figures
from support.pictures import faults


def chart(draw=lambda axes: None, **how):
    figure, axes = plt.subplots()
    axes.plot([0, 1, 2], [0, 1, 2], label="all")
    draw(axes)
    figures.finish(axes, title="It grew", alt="A line goes up.", **{"table": "contracts"} | how)
    return figure


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def test_a_sound_picture_passes():
    assert faults(chart(lambda axes: figures.label(axes, "half way", (1, 1), (12, -12)))) == []


def test_a_citation_reaches_a_picture_without_markdown():
    assert faults(chart(table="polls")) == []


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda axes: axes.text(1, 1.02, "indirect", backgroundcolor="white"), "hides a line behind its box"),
        (lambda axes: axes.text(1, 1, "indirect", ha="center", va="center"), "lies on a line"),
        (lambda axes: axes.set_title("see `pollster`"), "Markdown in"),
        (lambda axes: axes.legend(loc="lower left"), "the legend lies on a line"),
        (lambda axes: [axes.text(0.2, 1.5, word) for word in ("one", "two")], "'one' lies on 'two'"),
    ],
)
def test_a_fault_is_named(draw, said):
    assert any(said in fault for fault in faults(chart(draw)))
