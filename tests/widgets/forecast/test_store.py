"""No bet is lost: two notebooks at once, a kill in the middle, a read-only folder, a broken file."""

import json
import os
import signal
import subprocess
import sys
import textwrap

import pytest
from seoul_dilemma.widgets import ForecastPad

BETTOR = textwrap.dedent(
    """
    import sys
    from seoul_dilemma.widgets import ForecastPad
    key, count = sys.argv[1], int(sys.argv[2])
    pad = ForecastPad(key, f"Question {key}?")
    print("ready", flush=True)
    sys.stdin.readline()
    for i in range(count):
        assert pad.save(i / count), pad.problem
        print(i, flush=True)
    """
)


def bettor(folder, key, count):
    return subprocess.Popen(
        [sys.executable, "-c", BETTOR, key, str(count)],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def stored(folder):
    return json.loads((folder / "forecasts.json").read_text(encoding="utf-8"))["forecasts"]


@pytest.mark.slow
def test_two_notebooks_that_save_at_once_lose_nothing(tmp_path):
    # The same key in two of them, so that they also meet on one entry.
    both = [bettor(tmp_path, "a", 40), bettor(tmp_path, "b", 40), bettor(tmp_path, "a", 40)]
    for one in both:
        assert one.stdout.readline() == "ready\n"
    for one in both:
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in both:
        one.communicate(timeout=120)
        assert one.returncode == 0
    bets = {key: [bet["probability"] for bet in entry["bets"]] for key, entry in stored(tmp_path).items()}
    expected = [i / 40 for i in range(40)]
    assert bets["b"] == expected
    assert sorted(bets["a"]) == sorted(expected * 2)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills as POSIX does")
def test_a_kill_in_the_middle_keeps_every_bet_that_was_saved(tmp_path):
    for after in (0, 3, 7):
        one = bettor(tmp_path, f"killed-{after}", 100_000)
        assert one.stdout.readline() == "ready\n"
        one.stdin.write("go\n")
        one.stdin.flush()
        for _ in range(after + 1):
            one.stdout.readline()
        os.kill(one.pid, signal.SIGKILL)
        said, _ = one.communicate(timeout=60)
        reported = after + 1 + len(said.splitlines())
        bets = stored(tmp_path)[f"killed-{after}"]["bets"]
        # What was reported as saved is there; the one that was under way may be.
        assert len(bets) in (reported, reported + 1)
    pad = ForecastPad("next", "And now?", folder=tmp_path)
    assert pad.save(0.5)
    assert sorted(stored(tmp_path)) == ["killed-0", "killed-3", "killed-7", "next"]
    assert not list(tmp_path.glob("*.part")), "half-written files are swept up"


def test_the_file_itself_is_never_half_written(tmp_path):
    # A kill can come at any moment, so the file must never be open for writing: a complete one takes its place.
    guarded = textwrap.dedent(
        """
        import os, sys
        from seoul_dilemma.widgets import ForecastPad
        pad = ForecastPad("a", "?")
        def guard(event, found):
            if event == "open" and str(found[0]).endswith("/forecasts.json") and set(found[1] or "") & set("wax+"):
                os._exit(9)
        sys.addaudithook(guard)
        assert pad.save(0.2) and pad.save(0.3)
        """
    )
    assert subprocess.run([sys.executable, "-c", guarded], cwd=tmp_path).returncode == 0
    assert [bet["probability"] for bet in stored(tmp_path)["a"]["bets"]] == [0.2, 0.3]


def test_a_write_that_fails_half_way_leaves_the_old_file(tmp_path, monkeypatch):
    pad = ForecastPad("a", "?", folder=tmp_path)
    assert pad.save(0.2)
    before = (tmp_path / "forecasts.json").read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert not pad.save(0.9)
    assert "No space left on device" in pad.problem
    assert "90 %" in pad.problem
    assert (tmp_path / "forecasts.json").read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))

    # Once there is room again, the bet that waited goes along with the next, from whichever pad.
    monkeypatch.undo()
    assert ForecastPad("b", "?", folder=tmp_path).save(0.4)
    assert [bet["probability"] for bet in stored(tmp_path)["a"]["bets"]] == [0.2, 0.9]
    assert [bet["probability"] for bet in stored(tmp_path)["b"]["bets"]] == [0.4]


def test_a_folder_that_cannot_be_written_keeps_the_bet_and_says_so(tmp_path):
    # A folder where a file must be: refused for every user, root included.
    (tmp_path / ".forecasts.json.lock").mkdir()
    pad = ForecastPad("a", "Will it?", folder=tmp_path)
    assert not pad.save(0.7)
    assert pad.bet == 0.7
    assert str(tmp_path / "forecasts.json") in pad.problem
    assert "70 %" in repr(pad)
    (tmp_path / ".forecasts.json.lock").rmdir()
    assert pad.save(0.8)
    assert pad.problem == ""
    assert pad.bets == [0.7, 0.8]


def entry(**changes):
    """Write a file with one entry, edited by hand."""
    bet = {
        "probability": changes.pop("probability", 0.5),
        "at": changes.pop("at", "2026-01-01T00:00:00+00:00"),
    }
    return json.dumps({"format": 1, "forecasts": {"a": {"question": "?", "bets": [bet], **changes}}})


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        '{"format": 1}',
        '{"format": 1, "forecasts": {"a": 3}}',
        "[]",
        entry(probability=70),
        entry(probability=float("nan")),
        entry(probability=True),
        entry(at=5),
        entry(outcome="yes"),
    ],
)
def test_a_broken_file_is_set_aside_unchanged(tmp_path, content):
    (tmp_path / "forecasts.json").write_text(content)
    pad = ForecastPad("a", "?", folder=tmp_path)
    assert "could not be read" in pad.problem
    assert (tmp_path / "forecasts.json").read_text() == content, "looking changes nothing"
    assert pad.save(0.3)
    assert "forecasts.broken-1.json" in pad.problem
    assert (tmp_path / "forecasts.broken-1.json").read_text() == content
    assert [bet["probability"] for bet in stored(tmp_path)["a"]["bets"]] == [0.3]


def test_a_file_of_a_later_version_is_left_alone(tmp_path):
    text = '{"format": 2, "bets": "elsewhere"}'
    (tmp_path / "forecasts.json").write_text(text)
    pad = ForecastPad("a", "?", folder=tmp_path)
    assert not pad.save(0.3)
    assert "does not know" in pad.problem
    assert pad.bet == 0.3
    assert (tmp_path / "forecasts.json").read_text() == text
    with pytest.raises(ValueError, match="update the course"):
        ForecastPad.scores(tmp_path)
