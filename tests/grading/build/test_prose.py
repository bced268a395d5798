"""Figures, dates and scholarship reach the text from where they are written; a wrong reference is named."""

import pandas as pd
import pytest
from seoul_dilemma import datasets
from seoul_dilemma.grading.build import BuildError, build
from seoul_dilemma.grading.build.bibliography import read_bibliography
from seoul_dilemma.grading.build.instructor import instructor_notebook
from seoul_dilemma.grading.build.prose import format_date
from seoul_dilemma.grading.build.source import read_lesson
from support.course import make_course

SOURCES = "\n\n# %% [markdown]\n# ## Sources\n#\n# {{sources}}\n"


def rendered(tmp_path, text, after=""):
    path = make_course(tmp_path, f"\n# %% [markdown]\n# {text}\n{after}")
    return [cell.source for cell in instructor_notebook(read_lesson(path)).cells]


def contract(year):
    return datasets.load("contracts").set_index("id").loc[year, "value_usd_bn"]


def test_figure_comes_from_its_table(tmp_path):
    text = rendered(
        tmp_path, "It was {{contracts/2022/value_usd_bn|.2f}} billion, or {{ contracts/2022/value_usd_bn }}."
    )
    assert text == [f"It was {contract('2022'):.2f} billion, or {contract('2022')}."]


def test_figure_in_code_comes_from_its_table_and_other_braces_stay(tmp_path):
    code = '# %%\nvalue = {{contracts/2022/value_usd_bn}}\nf"{{value}} {value}"\n'
    assert rendered(tmp_path, "x", code)[1] == f'value = {contract("2022")}\nf"{{{{value}}}} {{value}}"'


def test_dates_keep_their_precision(tmp_path):
    deals = datasets.load("deals").set_index("id")
    assert deals.loc["egypt-k9-2022", "signed"] == pd.Timestamp("2022-02-01")
    text = rendered(
        tmp_path,
        "{{deals/egypt-k9-2022/signed|date}}, {{deals/uae-cheongung-2022/signed|date}}, "
        "{{deals/estonia-k9-2018/signed|date}}, {{deals/egypt-k9-2022/signed|month}}, "
        "{{deals/egypt-k9-2022/signed|year}}, {{deals/estonia-k9-2018/signed|month}}",
    )
    assert text == ["1 February 2022, January 2022, 2018, February 2022, 2022, 2018"]


@pytest.mark.parametrize(
    ("value", "precision", "text"),
    [
        ("2023-04-19", "day", "19 April 2023"),
        ("2023-04", "day", "April 2023"),
        ("2023", "day", "2023"),
        (pd.Timestamp("2023-04-01"), "month", "April 2023"),
        (pd.Timestamp("2023-01-01"), "year", "2023"),
    ],
)
def test_format_date(value, precision, text):
    assert format_date(value, precision) == text


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("{{contract/2022/value_usd_bn}}", "no table 'contract'; nearest: contracts"),
        ("{{contracts/2020/value_usd_bn}}", "no row in table contracts '2020'; nearest: "),
        ("{{contracts/2022/value_usd}}", "no field in table contracts 'value_usd'; nearest: value_usd_bn"),
        (
            "{{deals/canada-submarines-bid/value_usd_bn}}",
            "table deals, row canada-submarines-bid has no value_usd_bn",
        ),
        ("{{contracts/2022/value_usd_bn|%d}}", "17.3 cannot be written as '%d'"),
        ("{{contracts/2022}}", "expected table/row/field"),
        ("{{lesson/minute}}", "no field of the lesson 'minute'; nearest: minutes"),
        ("[@fearon1979]", "no work in datasets/references.bib 'fearon1979'; nearest: fearon19"),
        ("[@fearon1997]", "no heading 'Sources'"),
    ],
)
def test_wrong_reference_is_named_with_its_line(tmp_path, reference, message):
    with pytest.raises(BuildError) as caught:
        rendered(tmp_path, f"first\n#\n# then {reference}")
    (problem,) = caught.value.problems
    lines = (tmp_path / "grading" / "lessons" / "01-halves.py").read_text().splitlines()
    assert reference in lines[problem.line - 1]
    assert problem.where == "grading/lessons/01-halves.py"
    assert message in problem.message
    assert reference in problem.message


def test_citation_is_linked_to_the_sources_which_list_it(tmp_path):
    code = '\n# %%\nfrom seoul_dilemma import datasets\ndeals = datasets.load("deals")\n'
    text = rendered(tmp_path, "As said [@fearon1997; @snyder1984], {{contracts/2022/year}}.", code + SOURCES)
    assert text[0] == "As said [Fearon (1997)](#Sources); [Snyder (1984)](#Sources), 2022."
    listed = text[-1]
    assert "Fearon, James D. (1997)." in listed
    assert (
        "Snyder, Glenn H. (1984). “The Security Dilemma in Alliance Politics.” *World Politics* 36(4), 461–495."
        in listed
    )
    assert datasets.cite("deals") in listed
    assert datasets.cite("contracts") in listed
    assert datasets.cite("exporters") not in listed


def test_lesson_knows_its_own_card(tmp_path):
    answer = (
        '# %% nbgrader={"grade_id": "a", "solution": true}\n### BEGIN SOLUTION\na = 1\n### END SOLUTION\n'
        '# %% nbgrader={"grade_id": "test-a", "grade": true, "points": 2}\nassert a == 1\n'
    )
    text = rendered(
        tmp_path, "{{lesson/minutes}} {{lesson/exercises}} {{lesson/points}} {{course/lessons}}", answer
    )
    assert text[0] == "5 1 2 1"


def test_every_work_of_the_bibliography_can_be_cited():
    works = read_bibliography()
    assert len(works) > 20
    for key, work in works.items():
        assert work.fields["title"], key
        assert not set(work.entry) & set("{}\\"), work.entry
        assert work.short.endswith(f" ({work.fields.get('year', 'n.d.')})"), work.short


def test_bibliography_reads_accents_and_several_authors():
    works = read_bibliography(
        "@article{a,\n  author = {B{\\'e}la, A. and Kim, B. and Lee, C.},\n"
        "  title = {{NATO} \\& us},\n  year = 2020\n}\n"
        '@book{b, author = "Kim, B. and Lee, C.", title = {T}, year = {2021}}\n'
        "@misc{c, author = {{Bureau of Ships and Sealing Wax}}, title = {Why?}, doi = {10.1/(a)<b>}}\n"
    )
    assert works["a"].short == "Béla et al. (2020)"
    assert works["a"].fields["title"] == "NATO & us"
    assert works["b"].short == "Kim and Lee (2021)"
    assert works["c"].entry == (
        "Bureau of Ships and Sealing Wax (n.d.). *Why?* [doi:10.1/(a)&lt;b>](https://doi.org/10.1/%28a%29%3Cb%3E)"
    )


def test_damaged_table_is_named_and_nothing_is_written(tmp_path, monkeypatch):
    make_course(tmp_path)

    def damaged(name):
        raise datasets.DatasetError(f"Table {name!r}, row 'C39': expected 13 fields, found 14.")

    monkeypatch.setattr(datasets, "load", damaged)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BuildError, match="row 'C39': expected 13 fields"):
        build(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before
