"""What holds for every explorer, without a browser: words it does not know, and pictures in another language."""

import base64
import json

import pytest
import seoul_dilemma.widgets
from matplotlib.figure import Figure
from seoul_dilemma.widgets.shared import Explorer, letters

ARGUMENTS = {"ForecastPad": ("a-question",), "Check": ("an-exercise",), "Ribbon": ("00-start-here",)}
EXPLORERS = list(seoul_dilemma.widgets.__all__)
# Words say it all in the others.
DRAWN = [name for name in EXPLORERS if name not in ("Backpack", "Check", "ForecastPad", "Ribbon")]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def make(name: str, **settings: object) -> Explorer:
    return getattr(seoul_dilemma.widgets, name)(*ARGUMENTS.get(name, ()), **settings)


@pytest.mark.filterwarnings("error")  # what never came to be must not fail once more when it goes
@pytest.mark.parametrize(
    "name", [each for each in EXPLORERS if each not in ("Check", "Ribbon")]
)  # plain Python
def test_a_keyword_that_is_not_known_is_refused_and_those_that_are_are_listed(name):
    with pytest.raises(TypeError, match=r"has no 'presure': expected .*language"):
        make(name, presure=0.3)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("ExportExplorer", "language, end, growth, measure"),
        ("StakesExplorer", "base, lost, months, rerouted, language"),
    ],
)
def test_what_can_be_set_is_listed_and_nothing_else(name, known):
    with pytest.raises(TypeError, match=f"expected {known}$"):
        make(name, presure=0.3)


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_explorer_speaks_korean(name):
    assert any("\uac00" <= letter <= "\ud7a3" for letter in repr(make(name, language="ko")))
    with pytest.raises(ValueError, match="language = 'xx': expected one of en, ko"):
        make(name, language="xx")


@pytest.mark.parametrize(
    ("name", "settings"),
    [*((name, {}) for name in EXPLORERS), ("BeliefUpdater", {"if_hard": 0.0, "if_soft": 0.0})],
)
def test_no_number_is_missing_in_what_a_page_is_sent(name, settings):
    """A page would get another value in each environment (`findings/jupyter-client-nan-in-widgets.sh`)."""
    state = make(name, **settings).get_state()
    plain = {key: value for key, value in state.items() if not isinstance(value, bytes | memoryview)}
    json.dumps(plain, allow_nan=False)


def said(figure: Figure) -> str:
    """Every letter of a figure but those at ticks."""
    titles = [
        text for axes in figure.axes for text in (axes.get_title(), axes.get_xlabel(), axes.get_ylabel())
    ]
    return " ".join([figure.get_supxlabel(), *titles, *(text.get_text() for text in figure.texts)])


@pytest.mark.filterwarnings("error")  # a letter that no font has is a warning
@pytest.mark.parametrize("font", [None, "as installed"])
@pytest.mark.parametrize("name", DRAWN)
def test_a_korean_picture_has_no_boxes_for_letters(name, font, monkeypatch):
    if font is None:
        monkeypatch.setattr(letters, "hangul_font", lambda: None)
    explorer = make(name, language="ko")
    assert base64.b64decode(explorer._repr_mimebundle_()["image/png"]).startswith(b"\x89PNG")
    korean = any("\uac00" <= letter <= "\ud7a3" for letter in said(explorer._figure()))
    assert korean == (letters.hangul_font() is not None)
