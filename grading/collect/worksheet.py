"""Moodle's grading worksheet in any language: its columns are known by their place and by what is in them.

Moodle writes its header, and the word before a participant's number, in the language of whoever downloads the
worksheet. The order is the same in all of them: record, [full name, fields of identity], status, [group], [marker],
grade, maximum or scale, [state of the workflow], whether the grade can be changed, then dates, texts and feedback.
With blind marking there are no names.
"""

from __future__ import annotations

import dataclasses
import datetime
import re

from .csv_table import CsvTable, amount, plain

# "No" and "Yes" in Moodle's languages; whether a grade can be changed is one of them.
_NO = frozenset(
    (
        "no", "nein", "non", "nee", "não", "nie", "nei", "nej", "ei", "ne", "nu", "hayır", "нет", "ні", "не", "όχι",
        "いいえ", "아니오", "아니요", "否", "不", "لا", "לא", "tidak", "không", "ez",
    )
)  # fmt: skip
_YES = frozenset(
    (
        "yes", "ja", "oui", "sí", "si", "sì", "sim", "tak", "kyllä", "ano", "da", "evet", "да", "так", "ναι", "はい",
        "예", "네", "是", "نعم", "כן", "ya", "có", "bai", "igen", "jah", "taip",
    )
)  # fmt: skip
_STATUS = frozenset(
    map(
        plain,
        ("Status", "상태", "ステータス", "Статус", "状态", "狀態", "Estado", "Stato", "Statut", "Egoera"),
    )
)
_UNITS = {
    365
    * 86400: "year|jahr|années?|ans?|años?|anos?|anni|anno|anys?|jaar|jaren|rok|lat[a]?|год|года|лет|년|年|yıl",
    7 * 86400: "week|woche|semaine|semana|settiman",
    86400: "day|tag|jour|día|dia|die|giorn|dag|egun|dzień|dni|день|дня|дней|일|日|天|gün",
    3600: "hour|stunde|heure|hora|hores|ore|ora|uur|uren|godzin|ordu|час|시간|時間|小时|小時|saat",
    60: "min|мин|분|分|dakika",
    1: "sec|sek|seg|сек|초|秒|saniye",
}
_PART = re.compile(
    r"(\d+)\s*(?:"
    + "|".join(f"(?P<u{seconds}>{words})" for seconds, words in _UNITS.items())
    + r")[^\W\d]*\.?",
    re.IGNORECASE,
)
_MOST_WORDS = 3


@dataclasses.dataclass(frozen=True)
class Worksheet:
    """Where the columns of a worksheet are; None for what it does not have.

    Attributes
    ----------
    identity : range
        The columns between the participant's number and the grade.
    name, mail, number : int or None
        Of the full name, the e-mail address and the university's own number.
    grade, most : int or None
        Of the grade and of the maximum, which a scale does not have.
    locked : int or None
        Of whether the grade can be changed.
    comments : int or None
        Of the feedback comments.
    """

    identity: range
    name: int | None
    mail: int | None
    number: int | None
    grade: int | None
    most: int | None
    locked: int | None
    comments: int | None

    def late(self, row: list[str]) -> datetime.timedelta | None:
        """Return how late a row says that the work is; None where it does not."""
        found = [lateness(row[place]) for place in self.identity if place not in (self.name, self.mail)]
        return next((each for each in found if each is not None), None)

    def shut(self, row: list[str]) -> bool:
        """Tell whether Moodle says that the grade of a row cannot be changed."""
        return self.locked is not None and row[self.locked].strip().casefold() in _NO


def kind_of(sheet: CsvTable) -> str:
    """Return whose export a table is: ``canvas``, ``moodle`` or, for a list of one's own, ``plain``."""
    names = [plain(each) for each in sheet.header]
    if names[0] in ("student", "lastname") and "id" in names[1:3] and "section" in names:
        return "canvas"
    return "moodle" if worksheet(sheet) is not None else "plain"


def participant(text: str) -> str:
    """Return the number at the end of Moodle's "Participant 123", whatever the language."""
    found = re.search(r"(\d+)\s*$", text)
    return found[1] if found else ""


def lateness(status: str) -> datetime.timedelta | None:
    """Read how late a status says, such as "Submitted for grading - 3 mins 31 secs late", in Moodle's languages.

    It is a length of time with a word or two. An extension names a date and a time of day; what is overdue has a
    sentence around it.
    """
    for part in re.split(r"\s+[-–]\s+|<br ?/?>", status):
        lengths = list(_PART.finditer(part))
        rest = _PART.sub(" ", part).split()
        if (
            not lengths
            or ":" in part
            or len(rest) > _MOST_WORDS
            or any(char.isdigit() for char in "".join(rest))
        ):
            continue
        return datetime.timedelta(
            seconds=sum(int(each[1]) * int(str(each.lastgroup)[1:]) for each in lengths)
        )
    return None


def worksheet(sheet: CsvTable) -> Worksheet | None:
    """Find the columns of Moodle's grading worksheet; None where a table is none."""
    rows = [row for row in sheet.rows if participant(row[0])]
    starts = {re.sub(r"\d+\s*$", "", row[0]).strip() for row in rows}
    ours = plain(sheet.header[0]) == "identifier"
    if not ours and not (rows and len(rows) == len(sheet.rows) and len(starts) == 1 and starts != {""}):
        return None
    grade, most = _grade(sheet, rows)
    known = sheet.column("Grade can be changed")
    if known is None and most is not None:
        known = next((place for place in (most + 1, most + 2) if _says_yes_or_no(sheet, rows, place)), None)
    if not ours and (most is None or len(sheet.header) < most + 2):
        return None
    end = next((place for place in (grade, most, known) if place is not None), len(sheet.header))
    identity = range(1, end)
    mail = sheet.column("Email address")
    if mail is None:
        mail = next((place for place in identity if _all(rows, place, r"[^@\s]+@[^@\s]+")), None)
    name = sheet.column("Full name")
    if name is None and 1 in identity and mail != 1 and not _is_status(sheet, rows):
        name = 1
    number = sheet.column("ID number", "Username")
    if number is None:
        others = [place for place in identity if place not in (name, mail)]
        number = next((place for place in others if _all(rows, place, r"[\w.-]*\d[\w.-]*")), None)
    return Worksheet(identity, name, mail, number, grade, most, known, _comments(sheet, rows, known))


def _grade(sheet: CsvTable, rows: list[list[str]]) -> tuple[int | None, int | None]:
    """Find the grade, and the maximum: the same amount in each row, after a column of nothing and of amounts."""
    grade, most = sheet.column("Grade"), sheet.column("Maximum Grade")
    if grade is not None or most is not None or not rows:
        return grade, most
    for place in range(2, len(sheet.header)):
        said = {row[place].strip() for row in rows}
        before = [row[place - 1].strip() for row in rows]
        same = len(said) == 1 and (amount(next(iter(said))) or 0) > 0
        if same and all(each in ("", "-") or amount(each) is not None for each in before):
            return place - 1, place
    return None, None


def _says_yes_or_no(sheet: CsvTable, rows: list[list[str]], place: int) -> bool:
    return place < len(sheet.header) and all(row[place].strip().casefold() in _NO | _YES for row in rows)


def _all(rows: list[list[str]], place: int, pattern: str) -> bool:
    """Tell whether each row has something else of this form in a column."""
    cells = [row[place].strip() for row in rows]
    return all(re.fullmatch(pattern, cell) for cell in cells) and len(set(cells)) == len(cells)


def _is_status(sheet: CsvTable, rows: list[list[str]]) -> bool:
    """Tell whether the second column is the status, as with blind marking: few words, again and again."""
    said = {re.split(r"\s+[-–]\s+", row[1])[0] for row in rows}
    return plain(sheet.header[1]) in _STATUS or (len(rows) > 3 and 2 * len(said) <= len(rows))


def _comments(sheet: CsvTable, rows: list[list[str]], locked: int | None) -> int | None:
    """Find the feedback comments: the last column, where dates and the student's own text stand before it."""
    known = sheet.column("Feedback comments")
    if known is not None or locked is None:
        return known
    last = len(sheet.header) - 1
    dated = any(re.search(r"\d.*\d:\d\d", row[last]) for row in rows)
    return last if last > locked + 2 and not dated else None
