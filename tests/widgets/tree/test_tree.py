"""`GameTree`: branches as wide as they are likely, linked to an explorer both ways."""

import re

import pytest
from playwright.sync_api import Page, expect
from seoul_dilemma.widgets import DilemmaExplorer, GameTree
from seoul_dilemma.widgets.game import solve
from seoul_dilemma.widgets.tree.tree import _courses
from support.accessibility import findings
from support.jupyter import in_kernel


def test_the_courses_of_play_add_up_to_one():
    shares = [course[-1] for course in _courses(solve(0.3, 0.8))]
    assert len(shares) == 24
    assert sum(shares) == pytest.approx(1)


def test_the_sentence_names_the_likeliest_course():
    explorer = DilemmaExplorer(pressure=0.6, capacity=0.35)
    tree = GameTree(explorer)
    assert "Soft, Silence, Indirect aid, Holds" in repr(tree)
    explorer.scenario, explorer.pressure = "missing-mechanism", 0.95
    assert "Open aid, Arms" in repr(tree)


def test_a_tree_of_its_own_brings_dials():
    tree = GameTree(scenario="record", pressure=0.2)
    assert tree.explorer.scenario == "record"
    assert tree.children[0] is tree.explorer.children[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("op-ed",), "explorer = 'op-ed': expected a DilemmaExplorer"),
        ((DilemmaExplorer(),), "scenario: set these on"),
    ],
)
def test_wrong_arguments_say_what_was_expected(arguments, said):
    extra = {"scenario": "record"} if "scenario" in said else {}
    with pytest.raises(ValueError, match=re.escape(said)):
        GameTree(*arguments, **extra)


def test_closing_closes_what_it_brought_and_nothing_else():
    alone, explorer = GameTree(), DilemmaExplorer()
    brought = [alone.explorer, alone.explorer._view, alone.explorer._pressure_dial]
    linked = GameTree(explorer)
    alone.close()
    linked.close()
    assert all(widget.comm is None for widget in [alone, linked, linked._view, *brought])
    assert explorer.comm is not None
    assert explorer._view.comm is not None


def test_without_a_front_end_it_is_a_picture_and_a_sentence():
    bundle = GameTree()._repr_mimebundle_()
    assert bundle["text/plain"].startswith("GameTree: The likeliest course")
    assert len(bundle["image/png"]) > 10_000


@pytest.mark.browser
@pytest.mark.slow
def test_in_jupyterlab(lab: Page):
    tree = lab.locator(".sd-tree")
    tree.scroll_into_view_if_needed()

    def widths():
        return [
            float(w)
            for w in tree.locator(".sd-branch").evaluate_all(
                "all => all.map(e => e.getAttribute('stroke-width'))"
            )
        ]

    # The first branch is a soft Moscow: as wide as one minus the prior.
    soft = 1 - float(solve(0.6, 0.35).prior)
    assert widths()[0] == pytest.approx(64 * soft, abs=0.02)
    in_kernel(lab, "explorer.capacity = 0.9")
    expect(tree.locator(".sd-tree-label").first).to_have_text(
        f"Soft {int(100 * (1 - float(solve(0.6, 0.9).prior)) + 0.5)}"
    )
    in_kernel(lab, "explorer.capacity = 0.35")

    lab.locator(".jp-Cell").first.locator("[data-mode=quiet]").click()
    # By keyboard: into the tree, along a path; the sentence says it.
    lab.mouse.move(2, 2)
    frame = lab.locator(".sd-tree-frame")
    frame.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight"):
        lab.keyboard.press(key)
    said = lab.locator(".jp-Cell").nth(1).locator(".sd-sentence")
    expect(said).to_contain_text(
        re.compile(r"Soft \(\d+\) → Silence \(\d+\) → Refuse \(\d+\) → Holds \(\d+\)")
    )
    expect(tree.locator(".sd-branch.sd-lit")).to_have_count(4)
    # The explorer lights up the same move, in another cell.
    lit = lab.locator(".jp-Cell").first.locator(".sd-heap.sd-lit")
    assert lit.evaluate_all("all => all.map(e => e.dataset.node)") == ["quiet.refuse"]
    lab.keyboard.press("Escape")
    expect(tree.locator(".sd-branch.sd-lit")).to_have_count(0)

    # By mouse, from the explorer: pointing at a posture lights up its branches, from either type.
    lab.locator(".jp-Cell").first.locator("[data-mode=threat]").click()
    part = lab.locator(".jp-Cell").first.locator(".sd-heap[data-node='threat.direct']")
    part.scroll_into_view_if_needed()
    part.hover()
    expect(tree.locator(".sd-branch-direct.sd-lit")).to_have_count(2)
    lab.mouse.move(2, 2)

    # By finger: what was tapped stays lit, until a tap elsewhere.
    middle = """(path) => {
        const at = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM());
        return [at.x, at.y];
    }"""
    frame.scroll_into_view_if_needed()
    lab.touchscreen.tap(*tree.locator(".sd-branch-hit").first.evaluate(middle))
    expect(said).to_contain_text(re.compile(r"^Soft \(\d+\): "))
    expect(tree.locator(".sd-branch.sd-lit")).to_have_count(1)
    lab.touchscreen.tap(
        *tree.evaluate("(e) => { const r = e.getBoundingClientRect(); return [r.left + 8, r.top + 8]; }")
    )
    expect(tree.locator(".sd-branch.sd-lit")).to_have_count(0)

    assert findings(lab, ".jp-Cell:nth-of-type(2) .sd-root, .sd-tree-frame") == []
    assert lab.errors == []
