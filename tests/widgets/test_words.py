"""The words of the explorers: one table a language, the same keys and the same blanks in each."""

import re
import subprocess
import sys

import pytest
from seoul_dilemma.widgets.words import languages, words

# Where English stands in the game itself.
ELSEWHERE = re.compile(r"dilemma\.(meaning\..*|scenario\..*\.about)")


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_keys_and_blanks(language):
    english, other = words("en"), words(language)
    differing = {key for key in set(other) ^ set(english) if not ELSEWHERE.fullmatch(key)}
    assert differing == set(), f"these keys are in one of en.json and {language}.json only"
    for key in english:
        blanks = [sorted(re.findall(r"\{(\w+)\}", table[key])) for table in (english, other)]
        assert blanks[0] == blanks[1], key


def test_an_unknown_language_lists_those_that_exist():
    with pytest.raises(ValueError, match="language = 'xx': expected one of en, ko"):
        words("xx")


def test_importing_the_widgets_imports_none_of_them():
    code = (
        "import sys, seoul_dilemma.widgets as w\n"
        "print(sorted({'ipywidgets', 'anywidget', 'matplotlib'} & set(sys.modules)), 'DilemmaExplorer' in dir(w))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[] True\n"


def test_an_unknown_widget_is_an_attribute_error():
    import seoul_dilemma.widgets

    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = seoul_dilemma.widgets.Nothing
