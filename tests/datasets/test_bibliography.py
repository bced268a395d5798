"""The bibliography says of each article what was not confirmed, and who wrote the op-ed."""

from seoul_dilemma import datasets
from seoul_dilemma.grading.build.bibliography import read_bibliography
from support.numbers import prose

WORDS = {"volume": "olume", "number": "issue", "pages": "ages"}


def test_what_an_article_lacks_its_note_says():
    for work in read_bibliography().values():
        if work.kind != "article":
            continue
        for field, word in WORDS.items():
            if field == "number" and work.fields["journal"].startswith("Annual Review"):
                continue  # one volume a year, without issues
            note = work.fields.get("note", "")
            assert field in work.fields or word in note, f"{work.key} has no {field} and does not say so"


def test_the_author_of_the_op_ed_is_named():
    work = read_bibliography()["koreapro2023"]
    assert work.short == "Herzinger (2023)"
    family, given = work.authors[0].split(", ")
    source = datasets.load("sources").set_index("id").loc["korea-pro-2023-04-26"]
    assert source["url"] == work.fields["url"]
    assert f"by {given} {family}" in source["about"]
    for name in ("01-the-argument", "08-hindsight"):
        assert f"The op-ed, by {given} {family}: [{{{{sources/korea-pro-2023-04-26/title" in prose(name)
