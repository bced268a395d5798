"""When work was handed in: read with the zone that the stamp names, and never guessed."""

import datetime

import pytest
from seoul_dilemma.grading.collect.stamps import UnreadableStamp, read_stamp

#: Each says 09:00 on 1 December 2026 in UTC, in a way that a program or a person writes it.
NINE = {
    "nbgrader, in Seoul": "2026-12-01 18:00:00.000000 KST",
    "nbgrader, in Tokyo": "2026-12-01 18:00:00.000000 JST",
    "nbgrader, in UTC": "2026-12-01 09:00:00.000000 UTC",
    "nbgrader, in Berlin": "2026-12-01 10:00:00.000000 CET",
    "nbgrader, in New York": "2026-12-01 04:00:00.000000 EST",
    "nbgrader, in Sao Paulo, whose zone has no letters": "2026-12-01 06:00:00.000000 -03",
    "an offset behind a blank": "2026-12-01 18:00:00 +0900",
    "an offset with a colon": "2026-12-01 18:00:00 +09:00",
    "an offset of hours": "2026-12-01 18:00:00 +09",
    "an offset to the west": "2026-12-01 03:30:00 -0530",
    "ISO 8601": "2026-12-01T18:00:00+09:00",
    "ISO 8601 in UTC": "2026-12-01T09:00:00.000Z",
    "ISO 8601 without marks": "20261201T090000Z",
    "the name of a zone": "2026-12-01 18:00:00 Asia/Seoul",
    "the name of a zone with summer time": "2026-12-01 04:00:00 America/New_York",
    "UTC and hours": "2026-12-01 18:00:00 UTC+9",
    "GMT and hours": "2026-12-01 18:00:00 GMT+0900",
    "half past": "2026-12-01 14:30:00 +0530",
    "no zone, which is UTC": "2026-12-01 09:00:00",
    "no seconds": "2026-12-01 18:00 KST",
    "the command date": "Tue Dec  1 18:00:00 KST 2026",
    "an e-mail": "Tue, 01 Dec 2026 18:00:00 +0900 (KST)",
    "before and after noon": "2026-12-01 6:00:00 PM KST",
    "a summer zone in winter": "2026-12-01 05:00:00 EDT",
    "small letters": "2026-12-01 18:00:00 kst",
    "blanks around": "  2026-12-01 18:00:00 KST\n",
}

UNREADABLE = {
    "an abbreviation of several zones": ("2026-12-01 18:00:00 CST", "several zones"),
    "of India, Israel and Ireland": ("2026-12-01 18:00:00 IST", "several zones"),
    "of no zone": ("2026-12-01 18:00:00 QQT", "no zone is called 'QQT'"),
    "an offset of no zone": ("2026-12-01 18:00:00 +4500", "no zone is"),
    "no such day": ("2026-02-30 10:00:00 UTC", "no date and time"),
    "no such hour": ("2026-02-03 99:99 UTC", "no date and time"),
    "a sentence": ("yesterday evening", "no date and time"),
    "of another age": ("1026-12-01 18:00:00 UTC", "year"),
    "nothing": ("", "no date and time"),
}


@pytest.mark.parametrize("name", NINE)
def test_a_stamp_is_read_with_its_zone(name):
    assert read_stamp(NINE[name]) == datetime.datetime(2026, 12, 1, 9)


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_said(name):
    text, why = UNREADABLE[name]
    with pytest.raises(UnreadableStamp, match=why):
        read_stamp(text)


@pytest.mark.parametrize(
    ("zone", "ahead"), [("Asia/Shanghai", 8), ("America/Chicago", -6), ("America/Havana", -5)]
)
def test_the_courses_own_zone_decides_what_an_abbreviation_means(zone, ahead):
    here = datetime.datetime(2026, 12, 1, 18)
    assert read_stamp("2026-12-01 18:00:00 CST", zone) == here - datetime.timedelta(hours=ahead)


def test_summer_time_is_the_days_own():
    assert read_stamp("2026-07-01 18:00:00 America/New_York") == datetime.datetime(2026, 7, 1, 22)
    assert read_stamp("2026-12-01 18:00:00 America/New_York") == datetime.datetime(2026, 12, 1, 23)
