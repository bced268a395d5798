"""The static site: complete, without a request to any network, readable by everybody, on a phone too."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from seoul_dilemma.grading.cli import main
from support.accessibility import findings
from support.course import ROOT

pytestmark = pytest.mark.slow


class Links(HTMLParser):
    """What a page links to, loads, and can be linked to."""

    def __init__(self, page: Path):
        super().__init__()
        self.hrefs, self.loads, self.ids = [], [], set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if given.get("id"):
            self.ids.add(given["id"])
        if tag == "a" and given.get("href"):
            self.hrefs.append(given["href"])
        elif given.get("href") or given.get("src"):
            self.loads.append(given.get("href") or given["src"])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("강의") / "site"
    assert main(["site", str(folder)]) == 0
    return folder


def test_every_lesson_and_table_is_there_and_every_link_leads_somewhere(site):
    lessons = [path.stem for path in sorted((ROOT / "lessons").glob("*.ipynb"))]
    pages = {path.name: Links(path) for path in site.glob("*.html")}
    assert {f"{name}.html" for name in lessons} | {"index.html", "data.html", "explorer.html"} <= set(pages)
    for name, page in pages.items():
        for address in page.loads:
            assert address.startswith("data:") or address in pages, f"{name} loads {address[:80]}"
        for address in page.hrefs:
            if address.startswith(("https://", "http://")):
                continue
            file, _, anchor = address.partition("#")
            assert (file or name) in pages, f"{name} links to {address}"
            assert not anchor or anchor in pages[file or name].ids, f"{name} links to {address}"
    assert "changes.html" in pages["data.html"].hrefs
    assert "reference-widgets-game.html" in pages["reference.html"].hrefs
    assert {"solve", "Assumptions", "Assumptions.replace"} <= pages["reference-widgets-game.html"].ids
    assert "DilemmaExplorer.to_html" in pages["reference-widgets.html"].ids
    assert "data.html" in pages["changes.html"].hrefs
    for before, after in pairwise(lessons):
        assert f"{after}.html" in pages[f"{before}.html"].hrefs


def test_answers_are_folded_away_and_hidden_checks_are_not_there(site):
    text = (site / "06-the-game.html").read_text(encoding="utf-8")
    assert "One answer" in text
    assert "What the check looks at" in text
    assert not re.search("HIDDEN TESTS|BEGIN SOLUTION|Traceback", text)


def test_it_opens_from_disk_without_a_network_reads_well_and_the_explorer_lives(site, browser: Browser):
    context = browser.new_context(viewport={"width": 400, "height": 900}, color_scheme="dark", offline=True)
    page = context.new_page()
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    for name in ("index", "data", "changes", "06-the-game", "08-hindsight"):
        page.emulate_media(color_scheme="dark" if name != "data" else "light")
        page.goto((site / f"{name}.html").as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} px too wide for a phone"
        assert findings(page, "body") == [], name
    page.goto((site / "index.html").as_uri())
    frame = page.frame_locator("iframe.explorer")
    said = frame.locator(".sd-sentence").first
    before = said.inner_text()
    dial = frame.get_by_role("slider").first
    dial.focus()
    for _ in range(30):
        dial.press("ArrowRight")
    expect(said).not_to_have_text(before)
    assert {address.partition(":")[0] for address in asked} <= {"file", "data", "blob"}
    assert errors == []
    # Explorers of the lessons live in their frames, too.
    for lesson in ("01", "02", "03", "04", "05"):
        assert list(site.glob(f"{lesson}-*-explorer-*.html")), lesson
    context.close()


def test_explorers_are_as_high_as_what_they_show_on_a_desk_and_on_a_phone(site, browser: Browser):
    fits = """() => document.querySelector("main .sd-sentence")
        && document.documentElement.scrollHeight <= innerHeight
        && innerHeight - document.body.getBoundingClientRect().height <= 40"""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    for name, frames in (("00-start-here", 2), ("06-the-game", 2), ("index", 1)):
        page.goto((site / f"{name}.html").as_uri())
        found = page.locator("iframe.explorer")
        expect(found).to_have_count(frames)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            for at in range(frames):
                found.nth(at).scroll_into_view_if_needed()
                inside = found.nth(at).element_handle().content_frame()
                inside.wait_for_function(fits, timeout=60_000)
    before = found.bounding_box()["height"]
    page.evaluate("""() => {  // neither a stranger nor nonsense moves a frame
        postMessage({height: 5000}, "*");
        const source = document.querySelector("iframe.explorer").contentWindow;
        for (const data of [null, {height: "700"}, {height: 1e9}, {height: -1}])
            dispatchEvent(new MessageEvent("message", {source, data}));
        return new Promise((done) => setTimeout(done));
    }""")
    assert found.bounding_box()["height"] == before
    for change in (f"> {before} + 40", f"== {before}"):  # unfolded, folded again
        inside.locator("summary", has_text="Assumptions").click()
        page.wait_for_function(f"document.querySelector('iframe.explorer').offsetHeight {change}")
        inside.wait_for_function(fits, timeout=60_000)
    context.close()


def test_a_reader_is_not_asked_to_take_work_away(site):
    pages = sorted(site.glob("[0-9][0-9]-*.html"))
    for path in pages:
        text = path.read_text(encoding="utf-8")
        for words in (
            "Backpack",
            "Working on Binder",
            "Take my work away",
            "In this folder",
            "Before you go",
        ):
            assert words not in text, f"{path.name}: {words}"
        if path != pages[-1] and "-explorer-" not in path.name:
            assert "Open the next lesson" in text, path.name


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path, capsys):
    (tmp_path / "thesis.txt").write_text("mine")
    assert main(["site", str(tmp_path)]) == 2
    assert "holds something else" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
