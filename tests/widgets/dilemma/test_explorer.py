"""`DilemmaExplorer` from Python: traits, scenarios, errors, and what shows where there is no front end."""

import base64
import copy
import io
import json
import re
import subprocess
import sys

import ipywidgets
import matplotlib.style
import nbformat
import numpy as np
import pytest
from nbconvert import HTMLExporter, MarkdownExporter
from PIL import Image
from seoul_dilemma.datasets.figures import STYLE
from seoul_dilemma.widgets import DilemmaExplorer, GameTree
from seoul_dilemma.widgets.dilemma import still
from seoul_dilemma.widgets.dilemma.surface import field, pack
from seoul_dilemma.widgets.game import PARAMETERS, SCENARIOS, Assumptions, TwoPeriods, solve
from seoul_dilemma.widgets.shared import front_end
from support.executed import execute
from traitlets import TraitError
from traitlets.config import Config


@pytest.fixture
def explorer():
    return DilemmaExplorer()


def state(explorer):
    return (
        explorer.pressure,
        explorer.capacity,
        explorer.scenario,
        explorer.assumptions,
        explorer.compare,
        explorer.layer,
        explorer.equilibrium.seoul.tolist(),
        explorer._pressure_dial.value,
        explorer._capacity_dial.value,
        explorer._view._scenario,
    )


def test_the_equilibrium_follows_dials_and_assumptions(explorer):
    seen = []
    explorer.observe(lambda change: seen.append(change.new), "equilibrium")
    explorer.pressure = 0.9
    explorer.assumptions = Assumptions(harm_floor=0.5)
    exact = solve(0.9, 0.35, Assumptions(harm_floor=0.5))
    assert np.array_equal(explorer.equilibrium.seoul, exact.seoul)
    assert len(seen) == 2
    assert seen[-1] is explorer.equilibrium


def test_the_sliders_and_the_traits_are_one(explorer):
    explorer.pressure = 0.123
    assert explorer._pressure_dial.value == 0.123
    explorer._capacity_dial.value = 0.77
    assert explorer.capacity == 0.77


def test_scenarios_and_assumptions_name_each_other(explorer):
    explorer.scenario = "record"
    assert explorer.assumptions == SCENARIOS["record"].assumptions
    explorer.assumptions = explorer.assumptions.replace(talk_cost=0.4)
    assert explorer.scenario == "custom"
    explorer.assumptions = SCENARIOS["cheap-talk"].assumptions
    assert explorer.scenario == "cheap-talk"


def test_a_scenario_of_ones_own(explorer):
    explorer.assumptions = Assumptions(export_gain=0.9)
    key = explorer.keep("Arms first")
    explorer.scenario = "op-ed"
    explorer.scenario = key
    assert explorer.assumptions.export_gain == 0.9
    assert [s["name"] for s in explorer._view._scenarios][-1] == "Arms first"
    for bad in ("Arms first", "Cheap talk", "record", "custom", "", 3):
        with pytest.raises(ValueError, match="name = "):
            explorer.keep(bad)


def test_a_scenario_of_any_name_stays_inside_the_data_of_the_page(explorer, tmp_path):
    explorer.assumptions = Assumptions(export_gain=0.9)
    explorer.keep("<!--<script></script>")
    page = explorer.to_html(tmp_path / "page.html").read_text(encoding="utf-8")
    saved = re.search(r'id="saved">(.*)</script>\n<script type="module">', page)[1]
    assert "<" not in saved, "a reader of HTML would take it for a tag or a comment"
    assert json.loads(saved)["state"]["_scenarios"][-1]["name"] == "<!--<script></script>"


def test_reset_goes_back_to_the_start():
    explorer = DilemmaExplorer("record", pressure=0.2, capacity=0.9)
    before = state(explorer)
    explorer.pressure, explorer.capacity, explorer.scenario, explorer.compare = 0.5, 0.5, "op-ed", "record"
    explorer.reset()
    assert state(explorer) == before


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("pressure", 7, "pressure = 7 is out of range: expected a number from 0 to 1"),
        ("pressure", float("nan"), "pressure = nan is out of range"),
        ("pressure", True, "pressure = True is not a number"),
        ("capacity", "low", "capacity = 'low' is not a number: expected a number from 0 to 1"),
        ("capacity", -0.01, "capacity = -0.01 is out of range"),
        ("scenario", "oped", "scenario = 'oped': expected one of op-ed, missing-mechanism"),
        ("scenario", "custom", "scenario = 'custom': expected one of"),
        ("assumptions", {"harm_floor": 1}, "'assumptions' trait"),
        ("compare", "nobody", "compare = 'nobody': expected one of"),
        ("layer", "red", "layer = 'red': expected one of posture, backfire, retaliation"),
        ("equilibrium", None, "read-only"),
    ],
)
def test_a_wrong_value_says_what_was_expected_and_changes_nothing(explorer, name, value, said):
    before = state(explorer)
    with pytest.raises(TraitError) as caught:
        setattr(explorer, name, value)
    assert said in str(caught.value)
    assert state(explorer) == before


@pytest.mark.parametrize(
    ("arguments", "kind", "said"),
    [
        ({"scenario": "x"}, TraitError, "scenario = 'x'"),
        ({"pressure": 2}, TraitError, "pressure = 2"),
        ({"language": "fr"}, ValueError, "language = 'fr': expected one of en, ko"),
        ({"assumptions_shown": ["yielding"]}, ValueError, "'yielding', which is no assumption"),
        ({"assumptions_shown": "yielding_cost"}, ValueError, "expected a list of names"),
    ],
)
def test_a_wrong_argument_says_what_was_expected(arguments, kind, said):
    with pytest.raises(kind) as caught:
        DilemmaExplorer(**arguments)
    assert said in str(caught.value)


def test_what_the_view_asks_for_is_checked(explorer):
    before = explorer.assumptions
    explorer._view._assumptions = before.as_dict() | {"harm_floor": 3.0}
    assert "harm_floor = 3.0" in explorer._view._problem
    assert explorer.assumptions == before
    assert explorer._view._assumptions == before.as_dict()
    explorer._view._assumptions = before.as_dict() | {"harm_floor": 0.3}
    assert explorer._view._problem == ""
    assert explorer.assumptions.harm_floor == 0.3


def test_a_lesson_limits_the_assumptions():
    explorer = DilemmaExplorer(assumptions_shown=["yielding_cost"])
    assert [each["name"] for each in explorer._view._parameters] == ["yielding_cost"]
    assert len(DilemmaExplorer()._view._parameters) == len(PARAMETERS)
    assert DilemmaExplorer(dials_only=True)._view._parameters == []


@pytest.mark.parametrize(
    ("pressure", "capacity", "does", "changes"),
    [
        (
            0.6,
            0.35,
            "most likely helps indirectly: 63",
            r"cuts both ways: aid of any kind rises .* open aid falls",
        ),
        (0.05, 0.95, "most likely refuses: 9", "changes hardly anything: less than 3 in 100"),
        (0.275, 0.275, "most likely helps", r"backfires: aid of any kind rises .* open aid rises"),
        (0.55, 0.6, "most likely helps", r"works: aid of any kind stays .* open aid falls"),
        (0.95, 0.0, "most likely sends arms openly", ""),
        (0.36, 0.6, "Seoul wavers: ", ""),
    ],
)
def test_the_sentence_says_what_seoul_does_and_what_a_threat_changes(
    explorer, pressure, capacity, does, changes
):
    explorer.pressure, explorer.capacity = pressure, capacity
    said = repr(explorer)
    assert does in said
    assert re.search(changes, said)


def test_a_threat_works_or_backfires_only_where_both_senses_agree(explorer):
    for pressure, capacity in np.random.default_rng(5).random((60, 2)):
        explorer.pressure, explorer.capacity = pressure, capacity
        before, after = (100 * explorer.equilibrium.seoul[signal] for signal in (0, 1))
        supply, openly = before[0] - after[0], after[2] - before[2]
        said = repr(explorer)
        if "backfires" in said:
            assert min(supply, openly) > -1  # to a whole number
        elif "works" in said:
            assert max(supply, openly) < 1
        elif "hardly anything" in said:
            assert abs(after - before).max() < 4
        else:
            assert "cuts both ways" in said
            assert min(supply, openly) < 1
            assert max(supply, openly) > -1


def test_goals_are_postures(explorer):
    assert explorer._view._goals == []
    assert DilemmaExplorer(goals=("refuse", "direct"))._view._goals == ["refuse", "direct"]
    with pytest.raises(
        ValueError, match="goals holds 'arm', which is no posture: choose from refuse, indirect"
    ):
        DilemmaExplorer(goals=["arm"])


@pytest.mark.parametrize("key", SCENARIOS)
def test_the_packed_map_keeps_to_the_error_that_it_states(key):
    packed = pack(SCENARIOS[key].assumptions)
    size = len(packed["data"]) + len(packed["row_data"])
    assert size < 300_000
    assert packed["error"] <= 0.01
    assert len(pack(SCENARIOS[key].assumptions.replace(precision=10))["data"]) < 300_000
    assert pack(SCENARIOS[key].assumptions.replace(precision=10))["error"] <= 0.01


def test_where_play_jumps_the_map_says_so():
    # At precision 20 the branch folds: no grid follows the jump, so the error must be owned up to.
    assert pack(Assumptions(precision=20.0))["error"] > 0.01


def test_an_assumption_on_the_move_gets_a_glance_and_at_rest_the_fine_map(explorer, monkeypatch):
    sent = []
    monkeypatch.setattr(explorer._view, "send_state", lambda key=None: sent.append(set(key)))
    before = explorer._view._answered
    explorer._view.set_state({"_assumptions": explorer.assumptions.as_dict() | {"domestic_cost": 0.9}})
    assert [keys for keys in sent if keys] == [{"_map", "_scenario", "_answered"}], "one message"
    assert explorer._view._answered == before + 1
    glance = explorer._view._map
    assert glance["n"] == 31
    assert glance["error"] is None
    assert len(glance["data"]) < 30_000
    assert explorer.equilibrium.assumptions.domestic_cost == 0.9
    explorer._on_message(None, {"kind": "refine"}, [])
    assert explorer._view._map == pack(Assumptions(domestic_cost=0.9))
    assert explorer._view._answered == before + 1
    # From Python there is no hand to wait for.
    explorer.assumptions = Assumptions(domestic_cost=0.95)
    assert explorer._view._map == pack(Assumptions(domestic_cost=0.95))


def test_a_new_explorer_tells_each_of_its_widgets_all_at_once(monkeypatch):
    told = []
    say = ipywidgets.Widget._send

    def hear(self, message, *buffers, **how):
        if self.comm is not None:  # before that nothing is sent
            told.append(message)
        say(self, message, *buffers, **how)

    monkeypatch.setattr(ipywidgets.Widget, "_send", hear)
    DilemmaExplorer("record", pressure=0.9, layer="backfire")
    assert told == []


def test_a_dial_sends_nothing_but_its_value(explorer, monkeypatch):
    sent = []
    for widget in (explorer, explorer._view, explorer._pressure_dial, explorer._capacity_dial):
        monkeypatch.setattr(widget, "send_state", lambda key=None, w=widget: sent.append((w, key)))
    explorer.pressure = 0.31
    assert sent == [(explorer._pressure_dial, "value")]


def test_closing_closes_everything_in_it(explorer):
    inside = [explorer._view, explorer._pressure_dial, explorer._capacity_dial]
    assert all(widget.comm is not None for widget in inside)
    explorer.close()
    assert all(widget.comm is None for widget in [explorer, *inside])


def test_a_plain_console_prints_the_sentence():
    code = "from seoul_dilemma.widgets import DilemmaExplorer; print(repr(DilemmaExplorer()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("DilemmaExplorer: Seoul most likely helps indirectly")


@pytest.fixture(scope="module")
def executed():
    code = "from seoul_dilemma.widgets import DilemmaExplorer\nDilemmaExplorer()"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    return execute(notebook, kernel_name="python3", store_widget_state=False)


def test_nbconvert_to_html_shows_the_picture(executed):
    page, _ = HTMLExporter().from_notebook_node(executed)
    assert "<img" in page
    assert "unpkg.com" not in page


def test_a_notebook_with_widget_state_can_be_converted_without_asking_a_network_for_widgets(executed):
    # As after `jupyter nbconvert --execute`, or saved in JupyterLab with its widgets' state.
    view = "application/vnd.jupyter.widget-view+json"
    saved = copy.deepcopy(executed)
    (output,) = saved.cells[0].outputs
    state = {output.data[view]["model_id"]: {"model_name": "VBoxModel", "state": {}}}
    state_type = "application/vnd.jupyter.widget-state+json"
    saved.metadata["widgets"] = {state_type: {"state": state, "version_major": 2, "version_minor": 0}}
    plain, _ = HTMLExporter().from_notebook_node(saved)
    assert "unpkg.com" in plain, "if this no longer holds, the note of shared/__init__.py can go"
    options = Config({"ClearMetadataPreprocessor": {"enabled": True}})
    page, _ = HTMLExporter(config=options).from_notebook_node(saved)
    assert "unpkg.com" not in page
    assert view not in page
    assert "<img" in page


def test_nbconvert_to_paper_has_a_picture_with_ink_on_it(executed):
    text, resources = MarkdownExporter().from_notebook_node(executed)
    (name,) = resources["outputs"]
    assert name in text
    picture = Image.open(io.BytesIO(resources["outputs"][name]))
    assert picture.width > 600
    assert (
        len(picture.convert("RGB").getcolors(maxcolors=10**6)) > 40
    )  # a palette of 64 keeps notebooks small
    output = executed.cells[0].outputs[0].data
    assert output["text/plain"].startswith("DilemmaExplorer: Seoul most likely helps indirectly")
    assert base64.b64decode(output["image/png"])[:4] == b"\x89PNG"


def test_korean():
    said = repr(DilemmaExplorer(language="ko"))
    assert "위협" in said


def test_the_still_picture_has_the_colours_of_the_page():
    tokens = dict(re.findall(r"--sd-([\w-]+): (#\w{6});", front_end.style("dilemma/view.css").split("}")[0]))
    drawn = {**still.COLOURS, "ink": still.INK, "muted": still.MUTED}
    assert drawn == {name: tokens[name] for name in drawn}


@pytest.mark.filterwarnings("error")
def test_the_still_picture_is_drawn_without_a_warning_in_the_house_style():
    with matplotlib.style.context(str(STYLE)):
        assert "image/png" in DilemmaExplorer()._repr_mimebundle_()
        assert "image/png" in GameTree()._repr_mimebundle_()


def test_channels_of_capacity_are_held_and_let_go():
    explorer = DilemmaExplorer(capacity=0.8)
    free = explorer.equilibrium.open_supply
    explorer.held = ["materiel", "harm"]
    assert explorer.held == ["harm", "materiel"]
    fixed = {"harm": 0.35, "materiel": 0.35}
    assert explorer.equilibrium.open_supply == solve(0.6, 0.8, hold=fixed).open_supply != free
    assert explorer._view._held == explorer.held
    packed = explorer._view._map
    assert field(packed, "open_supply")[48, 36] == pytest.approx(explorer.equilibrium.open_supply, abs=1e-4)
    explorer._view._held = ["money"]
    assert "expected some of harm, prior, materiel" in explorer._view._problem
    assert explorer.held == explorer._view._held == ["harm", "materiel"]
    explorer.reset()
    assert explorer.held == []


def test_a_kink_between_two_rows_is_part_of_the_error_that_is_stated():
    # The prior reaches its bound at capacity 0.49, between two rows of the map.
    a = Assumptions(prior_base=0.5, prior_slope=1.0, precision=8.0)
    packed = pack(a)
    n = packed["n"]
    p, c = np.random.default_rng(3).random((2, 400))
    c[:200] = 0.49 + 0.01 * (c[:200] - 0.5)
    exact = solve(p, c, a).open_supply
    values = field(packed, "open_supply")
    i, j = np.minimum((c * (n - 1)).astype(int), n - 2), np.minimum((p * (n - 1)).astype(int), n - 2)
    v, u = c * (n - 1) - i, p * (n - 1) - j
    low = (1 - u) * values[i, j] + u * values[i, j + 1]
    high = (1 - u) * values[i + 1, j] + u * values[i + 1, j + 1]
    assert np.abs((1 - v) * low + v * high - exact).max() <= packed["error"] + 1e-4


def test_played_twice_it_has_a_third_dial(tmp_path):
    explorer = DilemmaExplorer(shadow=1)
    assert isinstance(explorer.equilibrium, TwoPeriods)
    soon = float(explorer.equilibrium.open_supply)
    explorer._shadow_dial.value = 2.0
    assert (explorer.shadow, float(explorer.equilibrium.shadow)) == (2.0, 2.0)
    assert float(explorer.equilibrium.open_supply) < soon
    assert explorer._view._map["error"] is None  # a glance, until the view asks for more
    explorer._on_message(None, {"kind": "refine"}, [])
    assert explorer._view._map["error"] < 0.01
    assert '"_shadow_at":2.0' in explorer.to_html(tmp_path / "page.html").read_text(encoding="utf-8")
    explorer.reset()
    assert explorer.shadow == 1.0
    with pytest.raises(TraitError, match=r"shadow = 2\.5 is out of range: expected a number from 0 to 2"):
        explorer.shadow = 2.5
    with pytest.raises(TraitError, match="this explorer plays the game once"):
        DilemmaExplorer().shadow = 1.0


def test_at_rest_other_equilibria_are_looked_for():
    explorer = DilemmaExplorer(pressure=0.5, capacity=0.5, assumptions=Assumptions(precision=40))
    explorer._on_message(None, {"kind": "rest"}, [])
    found = explorer._view._beside
    assert found["at"] == [0.5, 0.5]
    assert found["chosen"] == pytest.approx(list(explorer.equilibrium.seoul_on_path))
    assert len(found["others"]) == 2
