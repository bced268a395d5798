"""How far somebody has come: what `seoul progress` says of a folder of lessons."""

import json
import shutil

import nbformat
import pytest
from seoul_dilemma.grading.cli import main
from seoul_dilemma.widgets import ForecastPad
from support.course import ROOT
from support.graded import LESSONS, answered


@pytest.fixture
def folder(tmp_path):
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    for name in ("00-start-here", "01-the-argument", "02-the-arsenal"):
        shutil.copy(ROOT / "lessons" / f"{name}.ipynb", lessons)
    return lessons


def row(printed, lesson):
    return next(line for line in printed.splitlines() if lesson in line).split()


@pytest.mark.slow
def test_it_counts_what_passes_and_scores_the_bets_that_have_an_answer(folder, monkeypatch, capsys):
    start = folder / "00-start-here.ipynb"
    given = {"practice": "dials = 2", "average": "def average(numbers):\n    return 0"}
    nbformat.write(answered(nbformat.read(start, as_version=4), given), start)
    (folder / "02-the-arsenal.ipynb").write_text("{broken", encoding="utf-8")
    for key, bet, outcome in (("00-a", 0.9, True), ("06-b", 0.5, False), ("06-c", 0.1, None)):
        pad = ForecastPad(key, "?", folder=folder)
        pad.save(bet)
        if outcome is not None:
            pad.reveal(outcome)
    before = {path: path.read_bytes() for path in folder.iterdir()}

    monkeypatch.chdir(folder.parent)
    assert main(["progress"]) == 0
    printed = capsys.readouterr().out
    assert row(printed, "00-start-here")[1:8] == ["1", "of", "5", "1", "of", "10", "1"]
    assert row(printed, "01-the-argument")[-2:] == ["not", "begun"]
    assert "02-the-arsenal.ipynb cannot be read" in " ".join(printed.split())
    assert row(printed, "03-the-stakes")[-2:] == ["not", "here"]
    assert row(printed, "06-the-game")[3] == "2"
    assert f"1 of {len(LESSONS)} lessons begun; 1 of 5 exercises right" in printed
    assert "Bets made: 3; 2 with an answer. Brier score so far: 0.13" in printed
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_nothing_begun_says_where_to_begin(folder, capsys):
    assert main(["progress", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert "Nothing begun yet" in printed
    assert "00-start-here.ipynb" in printed


@pytest.mark.parametrize("content", ["{broken", json.dumps({"format": 99, "forecasts": {}})])
def test_bets_that_cannot_be_read_are_one_line(folder, content, capsys):
    (folder / "forecasts.json").write_text(content, encoding="utf-8")
    assert main(["progress", str(folder)]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_folder_without_lessons_is_one_line(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["progress"]) == 2
    assert "no lesson of this course" in capsys.readouterr().err
    assert main(["progress", "게임"]) == 2
    assert "there is no folder 게임" in capsys.readouterr().err
