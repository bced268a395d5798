"""The bag: what comes back is what was packed, and nothing that lay there is lost."""

import io
import json
import shutil
import zipfile

import nbformat
import pytest
from seoul_dilemma.widgets import Backpack, ForecastPad
from seoul_dilemma.widgets.backpack.bag import BagError, pack, unpack
from support.course import ROOT
from support.graded import answered

LESSON = "00-start-here.ipynb"


def work(folder, answer):
    folder.mkdir(exist_ok=True)
    notebook = nbformat.read(ROOT / "lessons" / LESSON, as_version=4)
    nbformat.write(answered(notebook, {"practice": answer}), folder / LESSON)
    return folder


def zipped(**files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as bag:
        for name, data in files.items():
            bag.writestr(name, data)
    return content.getvalue()


def test_work_goes_away_and_comes_back_over_an_untouched_lesson(tmp_path):
    old = work(tmp_path / "옛 폴더", "dials = 2")
    ForecastPad("q", "Will it rain?", folder=old).save(0.3)
    (old / "data.csv").write_text("not mine to pack")
    content = pack(old)
    new = tmp_path / "new"
    new.mkdir()
    shutil.copy(ROOT / "lessons" / LESSON, new)
    assert unpack(content, new) == {"forecasts.json": "", LESSON: ""}
    assert (new / LESSON).read_bytes() == (old / LESSON).read_bytes()
    assert ForecastPad("q", folder=new).bet == 0.3
    assert sorted(path.name for path in new.iterdir() if not path.name.startswith(".")) == [
        LESSON,
        "forecasts.json",
    ]


def test_work_that_lies_there_is_kept_beside_and_bets_of_both_places_count(tmp_path):
    old, new = work(tmp_path / "old", "dials = 2"), work(tmp_path / "new", "dials = 3")
    ForecastPad("a", "A?", folder=old).save(0.2)
    ForecastPad("a", "A?", folder=new).save(0.6)
    ForecastPad("b", "B?", folder=new).save(0.9)
    ForecastPad("b", folder=new).reveal(True)
    mine = (new / LESSON).read_bytes()
    content = pack(old)
    news = unpack(content, new)
    assert (new / news[LESSON]).read_bytes() == mine
    assert (new / LESSON).read_bytes() == (old / LESSON).read_bytes()
    assert sorted(ForecastPad("a", folder=new).bets) == [0.2, 0.6]
    assert ForecastPad.scores(new).loc["b", "outcome"] is True
    assert unpack(content, new) == {"forecasts.json": "", LESSON: ""}, "bringing it twice changes nothing"
    assert sorted(ForecastPad("a", folder=new).bets) == [0.2, 0.6]


@pytest.mark.parametrize("kind", ["markdown", "code"])
def test_a_note_of_ones_own_in_a_lesson_without_answers_is_kept(tmp_path, kind):
    old = work(tmp_path / "old", "dials = 2")
    new = tmp_path / "new"
    new.mkdir()
    lesson = nbformat.read(ROOT / "lessons" / LESSON, as_version=4)
    make = nbformat.v4.new_markdown_cell if kind == "markdown" else nbformat.v4.new_code_cell
    lesson.cells.append(make("# what I thought of on the bus"))
    nbformat.write(lesson, new / LESSON)
    mine = (new / LESSON).read_bytes()
    kept = unpack(pack(old), new)[LESSON]
    assert (new / kept).read_bytes() == mine


def test_a_zip_that_macos_packed_again_is_understood(tmp_path):
    old = work(tmp_path / "old", "dials = 2")
    lesson = (old / LESSON).read_bytes()
    again = zipped(
        **{"my work/": b"", f"my work/{LESSON}": lesson, f"__MACOSX/._{LESSON}": b"x", ".DS_Store": b"x"}
    )
    new = tmp_path / "new"
    new.mkdir()
    assert unpack(again, new) == {LESSON: ""}
    assert [path.name for path in new.iterdir()] == [LESSON]


def test_an_answer_known_in_one_place_is_known_in_both(tmp_path):
    old, new = work(tmp_path / "old", "dials = 2"), work(tmp_path / "new", "dials = 3")
    ForecastPad("q", "Will it?", folder=old).save(0.2)
    ForecastPad("q", folder=old).reveal(True, "It did.")
    ForecastPad("q", "Will it?", folder=new).save(0.6)
    ForecastPad("q", folder=new).reveal(None, "Nobody knows yet.")
    unpack(pack(old), new)
    unpack(pack(new), old)
    for folder in (old, new):
        assert ForecastPad.scores(folder).loc["q", "outcome"] is True
    late = ForecastPad("q", folder=new)
    late.save(0.99)
    assert late.bet in (0.2, 0.6), "a bet after the answer does not count, wherever it was shown"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"no zip", "unreadable"),
        (pack.__doc__.encode(), "unreadable"),
        (zipped(), "empty"),
        (
            zipped(**{"../evil.ipynb": '{"cells": []}', "/root.ipynb": "", "a\\b.ipynb": "", "x.py": ""}),
            "empty",
        ),
        (zipped(**{"a.ipynb": '{"cells": []}', "b.ipynb": "not a notebook"}), "notebook"),
        (zipped(**{"a.ipynb": '{"cells": []}', "old/a.ipynb": '{"cells": [{}]}'}), "twice"),
        (zipped(**{"forecasts.json": "[]", "a.ipynb": '{"cells": []}'}), "badbets"),
        (zipped(**{"forecasts.json": json.dumps({"format": 99, "forecasts": {}})}), "badbets"),
        (zipped(**{f"{i}.ipynb": "{}" for i in range(300)}), "large"),
    ],
    ids=range(9),
)
def test_another_file_changes_nothing(tmp_path, content, word):
    folder = work(tmp_path / "here", "dials = 2")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(BagError) as caught:
        unpack(content, folder)
    assert caught.value.word == word
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bag:
        for number in range(3):
            bag.writestr(f"{number}.ipynb", b"0" * 50_000_000)
    with pytest.raises(BagError, match="large"):
        unpack(content.getvalue(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_a_front_end_it_says_what_lies_here(tmp_path):
    bag = Backpack(work(tmp_path / "w", "dials = 2"))
    assert repr(bag) == "Backpack: In this folder: 1 notebooks, no bets yet."


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="expected a folder that exists"):
        Backpack(tmp_path / "nowhere")
