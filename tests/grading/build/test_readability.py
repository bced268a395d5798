"""The reading ease of a lesson is Flesch's, of its running text alone."""

import pytest
from seoul_dilemma.grading.build.readability import reading_ease, sentences, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("shells", 1), ("threat", 1), ("asked", 1), ("table", 2), ("wanted", 2), ("Seoul", 1),
     ("Moscow", 2), ("alliance", 3), ("capacity", 4), ("probability", 5), ("the", 1)],
)  # fmt: skip
def test_syllables(word, count):
    assert syllables(word) == count


def test_plain_sentence_scores_what_flesch_gives():
    # six words, one sentence, six syllables
    assert reading_ease("The cat sat on the mat.") == (6, pytest.approx(206.835 - 1.015 * 6 - 84.6))


def test_what_is_not_running_text_does_not_count():
    text = (
        "# A heading of many words\n\nMoscow waits. [Seoul](https://example.org/x) asks for C27 [@fearon1997]:\n"
        "- `name = 3` is code\n- {{contracts/2022/year}} too\n\n| a | table |\n|---|---|\n\n"
        "```\nprint('no')\n```\n\n## Sources\n\nLong lists.\n\n## Next\n\nOn."
    )
    assert sentences(text) == [["Moscow", "waits"], ["Seoul", "asks", "for"], ["is", "code"], ["too"], ["On"]]
