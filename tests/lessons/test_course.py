"""The lessons together: all of them counted, every claim of the op-ed met, every figure from a table."""

import re

import pytest
from seoul_dilemma import datasets
from seoul_dilemma.grading.build.readability import reading_ease
from seoul_dilemma.grading.build.readme import claims_met
from support.course import ROOT
from support.graded import LESSONS, defined, instructor, lesson, used
from support.numbers import say

MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
PLAY = re.compile(r"(Explorer|ArgumentMap|BeliefUpdater|ShellLedger|GameTree)\(|figures\.finish\(")
BY_HAND = re.compile(
    rf"\b\d{{1,2}} (?:{MONTH}) (?:19|20)\d\d\b"
    r"|\b\d[\d,.]* (?:billion|million|trillion)\b"
)


def test_the_lessons_are_numbered_in_order_and_counted_where_the_course_is_described():
    assert [name[:2] for name in LESSONS] == [f"{number:02}" for number in range(len(LESSONS))]
    for page, what in (("README.md", "lessons"), ("CITATION.cff", "Jupyter notebooks")):
        said = f"{say(len(LESSONS))} {what}".lower()
        text = (ROOT / page).read_text(encoding="utf-8").lower()
        assert said in text, f"{page} does not say {said!r}: there is another number of lessons now"


def test_every_claim_of_the_op_ed_is_met_beyond_the_lesson_that_lists_them():
    met = claims_met([lesson(name) for name in LESSONS])
    claims = list(datasets.load("claims")["id"])
    assert len(claims) == 45
    assert [claim for claim in claims if claim not in met] == []


@pytest.mark.parametrize("name", LESSONS)
def test_prose_names_no_claim_that_does_not_exist(name):
    known = {*datasets.load("claims")["id"], *datasets.load("objections")["id"]}
    assert set(claims_met([lesson(name)])) <= known


@pytest.mark.parametrize("name", LESSONS)
def test_dates_and_sums_of_money_in_prose_come_from_a_table(name):
    typed = [
        (cell.line, found.group())
        for cell in lesson(name).cells
        if cell.kind == "markdown"
        for found in BY_HAND.finditer(re.sub(r"\{\{.*?\}\}", "", cell.source))
    ]
    assert typed == []


@pytest.mark.parametrize("name", LESSONS)
def test_lesson_has_its_parts(name):
    this = lesson(name)
    text = "\n".join(cell.source for cell in this.cells if cell.kind == "markdown").lower()
    code = "\n".join(cell.source for cell in this.cells if cell.kind == "code")
    graded, question = len(this.graded), this.header.get("question", "")
    parts = {
        "its text says 'You will be able to'": "you will be able to" in text or "you can" in text,
        "it places a bet: a heading or a sentence, and a cell with ForecastPad(...)": (
            re.search(r"\bbets?\b", text) and "ForecastPad(" in code
        ),
        # 04 and 08 carry two exercises more: how a record is dated, and how much a list of it can bear
        f"it has 5 to 14 graded answers, not {graded}": 5 <= graded <= 14,
        f"its header gives 60 to 120 minutes, not {this.minutes}": 60 <= this.minutes <= 120,
        f"its header has a question that ends with '?', not {question!r}": question.endswith("?"),
        "a heading says what it 'cannot tell you'": "cannot tell you" in text,
        "it has the headings 'Sources' and 'Next'": "## sources" in text and "## next" in text,
        "near its end a cell shows the Backpack()": "\nBackpack()" in code,
    }
    missing = [part for part, there in parts.items() if not there]
    assert not missing, f"{name} lacks parts that every lesson has:\n" + "\n".join(missing)


@pytest.mark.parametrize(
    "name", [name for name in LESSONS if name != "08-hindsight"]
)  # it looks back, with tables
def test_something_to_play_with_or_to_look_at_comes_early(name):
    words = 0
    for cell in lesson(name).cells:
        if cell.kind == "markdown":
            words += reading_ease(cell.source)[0]
        elif PLAY.search(cell.source):
            break
    assert words <= 300, f"{words} words of running text before the first explorer or picture"


@pytest.mark.parametrize("name", LESSONS)
def test_lesson_has_teaching_notes_and_their_table_lists_it(name):
    notes = ROOT / "grading" / "notes"
    assert (notes / f"{name}.md").is_file(), f"write grading/notes/{name}.md"
    listed = f"| {name[:2]} {lesson(name).title} | [notes]({name}.md) |"
    table = (notes / "README.md").read_text(encoding="utf-8")
    assert listed in table, f"grading/notes/README.md has no row that begins with {listed}"


@pytest.mark.parametrize("name", LESSONS)
def test_no_later_cell_takes_the_name_of_an_answer(name):
    """Or a check that is run again, after the rest of the lesson, would judge something else."""
    answers, taken = {}, {}
    for cell in (each for each in instructor(name).cells if each.cell_type == "code"):
        graded = cell.metadata.get("nbgrader", {})
        exercise = graded.get("grade_id", "").removeprefix("test-")
        if graded.get("solution"):
            answers[exercise] = defined(cell.source)
            continue
        for each in defined(cell.source) & set(taken):
            pytest.fail(f"{each} is an answer of {taken[each]}; another name is needed in\n{cell.source}")
        taken |= dict.fromkeys(answers.get(exercise, set()) & used(cell.source), exercise)
