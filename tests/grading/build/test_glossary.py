"""A term or a code in a lesson leads to what it means, once in a cell, and never inside code, links or titles."""

import re

import nbformat
import pytest
from seoul_dilemma import datasets
from seoul_dilemma.grading.build.glossary import ADDRESS, explained, terms
from support.course import ROOT
from support.graded import LESSONS


def lead(text, lesson="06"):
    return re.findall(r"(\**)\[([^\]]*)\]\(" + ADDRESS, explained(text, lesson, set()))


def test_a_code_says_what_the_claim_says():
    claim = datasets.load("claims").set_index("id").loc["C27", "claim"]
    assert explained("Thesis C27 is bold.", "01", set()) == (
        f'Thesis [C27]({ADDRESS} "A claim of the op-ed: {claim}") is bold.'
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**Overtness** says how openly; overtness again.", [("**", "Overtness")]),
        ("C27, C28 and C27 once more", [("", "C27"), ("", "C28")]),
        ("a *soft* Moscow", [("", "*soft* Moscow")]),
        ("| a cell | says C27 |\n|---|---|\n", [("", "C27")]),
        ("`C27`, [C28](#Sources), # no\n## C29\n$C30$ <b title='C31'>\n```\nC32\n```\n![C33](x.png)", []),
        ("2022-C27 and C27-bis, AC27, C270", []),
        ("a hard choice, pushed softly", []),
    ],
)
def test_what_is_linked_and_what_is_left_alone(text, found):
    assert lead(text) == found


def test_a_word_that_means_this_in_one_lesson_is_left_alone_in_another():
    assert lead("the precision of choice", "06") == [("", "precision")]
    assert lead("the precision of choice", "02") == []


def test_no_meaning_breaks_the_link_that_holds_it():
    for term in terms():
        text = explained(term.phrases[0], min(term.lessons, default="01"), set())
        assert re.fullmatch(r'\**\[[^\]]+\]\(#Words-and-codes "[^"|`\n]+"\)\**', text), text


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_ends_with_the_words_that_its_text_links(name):
    cells = nbformat.read(ROOT / "lessons" / f"{name}.ipynb", as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    linked = set(re.findall(r"\[([CX]\d\d)\]\(" + ADDRESS, text))
    listed = next(cell.source for cell in cells if cell["id"] == "words-and-codes")
    assert linked and linked == set(re.findall(r"^- \*\*([CX]\d\d)\*\*: ", listed, re.MULTILINE))


def test_every_term_is_met_in_a_lesson():
    text = "\n".join(
        cell.source
        for name in LESSONS
        for cell in nbformat.read(ROOT / "lessons" / f"{name}.ipynb", as_version=4).cells
        if cell["id"] == "words-and-codes"
    )
    assert [
        term.name for term in terms() if f"- **{term.name}**: " not in text and not term.name[1:].isdigit()
    ] == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("sheet", "link"),
    [
        ("widgets/shared/style.css", f'href="{ADDRESS}"'),
        ("grading/site/site.css", 'class="term" href="glossary.html"'),
    ],
)
def test_the_keyboard_shows_what_a_term_means(browser, sheet, link):
    style = (ROOT / sheet).read_text(encoding="utf-8")
    page = browser.new_page()
    page.set_content(
        f'<style>{style}</style><p class="jp-RenderedMarkdown"><a {link} title="What it means.">C27</a>'
    )
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement, '::after').content") == '"What it means."'
    page.close()
