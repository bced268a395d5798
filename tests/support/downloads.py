"""A class as a learning system would hand it over: bulk downloads, gradebooks and worksheets in their real layouts."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Student:
    """One student, as Canvas and Moodle know them.

    Parameters
    ----------
    number : int
        The number in the learning system.
    last, first : str
        The name.
    login : str
        What the student signs in with.
    """

    number: int
    last: str
    first: str
    login: str

    @property
    def mashed(self) -> str:
        """The name in a file of Canvas': sortable, small, word characters only."""
        return re.sub(r"\W", "", f"{self.last}, {self.first}".lower())

    @property
    def full(self) -> str:
        """The name in Moodle."""
        return f"{self.first} {self.last}"


FAMILY = ["Kim", "Lee", "박", "Choi", "정", "O'Neill", "Müller", "=Sum", "van der Berg", "Yoon"]
GIVEN = ["Minji", "Jun", "서연", "Ji-woo", "Anna", "하은"]


def people(count: int) -> list[Student]:
    """Return a class: every student with another name, some of them Korean, one of them a formula."""
    return [
        Student(10_001 + i, FAMILY[i % len(FAMILY)], f"{GIVEN[i // len(FAMILY) % len(GIVEN)]}", f"s{i:03d}")
        for i in range(count)
    ]


def canvas_name(student: Student, file: str, attachment: int, late: bool = False) -> str:
    """Return the name of a file in Canvas' bulk download."""
    return f"{student.mashed}{'_LATE' if late else ''}_{student.number}_{attachment}_{file}"


def moodle_name(student: Student, file: str, folders: bool = True, underscore: bool = False) -> str:
    """Return the name of a file in Moodle's bulk download, with or without a folder a student."""
    start = f"{student.full.replace('_', ' ')}_{student.number}_assignsubmission_file"
    return f"{start}{'_' if underscore else ''}/{file}" if folders else f"{start}_{file}"


def zipped(path: Path, members: Iterable[tuple[str | zipfile.ZipInfo, Any]]) -> Path:
    """Write a zip file; a member is a notebook as a dict, text or bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, json.dumps(content) if isinstance(content, dict) else content)
    return path


def canvas_gradebook(students: Iterable[Student], column: str, points: float) -> str:
    """Return Canvas' gradebook export, with a test student and another assignment beside the one."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(
        [
            "Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Reading (4710)", column, "Current Score",
        ]
    )  # fmt: skip
    rows.writerow(["", "", "", "", "", "", "Manual Posting", ""])
    rows.writerow(["    Points Possible", "", "", "", "", "5", f"{points:g}", "(read only)"])
    for each in students:
        name = f"{each.last}, {each.first}"
        name = f'="{name}"' if name.startswith("=") else name  # as Canvas does
        rows.writerow([name, each.number, f"sis{each.number}", each.login, "Seoul A", "4", "", "80"])
    rows.writerow(["Student, Test", "99", "", "f00d", "Seoul A", "", "", ""])
    return out.getvalue()


MOODLE_HEADER = [
    "Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed",
    "Last modified (submission)", "Last modified (grade)", "Feedback comments",
]  # fmt: skip


#: Moodle's words in its language packs: language, the word before a number, titles of the columns (record, status,
#: grade, maximum, can be changed, last changed: work and grade), yes, no, and two hours and five minutes late.
MOODLE_LANGUAGES = {
    "de": ("Teilnehmer/in", ("ID", "Status", "Bewertung", "Bestwertung", "Bewertung kann geändert werden"),
           "Ja", "Nein", "2 Stunden 5 Minuten später"),
    "es": ("Participante", ("Identificador", "Estado", "Calificación", "Calificación máxima",
           "La calificación puede cambiarse"), "Sí", "No", "2 horas 5 minutos después"),
    "it": ("Partecipante", ("Identificativo", "Stato", "Valutazione", "Valutazione massima", "Modificabile"),
           "Sì", "No", "2 ore 5 min. in ritardo"),
    "pt": ("Participante", ("Número de identificação", "Estado", "Nota", "Nota máxima", "A nota pode ser alterada."),
           "Sim", "Não", "'2 horas 5 minutos' atrasado"),
    "fr": ("Participant", ("Identifiant", "Statut", "Note", "Note maximale", "La note peut être modifiée"),
           "Oui", "Non", "2 heures 5 min en retard"),
    "eu": ("Partaidea", ("IDa", "Egoera", "Kalifikazioa", "Gehienezkoa", "Alda daiteke"),
           "Bai", "Ez", "2 ordu 5 minutu beranduago"),
    "gl": ("Participante", ("Identificador", "Estado", "Cualificación", "Máxima", "A cualificación pode cambiar"),
           "Si", "Non", "2 horas 5 minutos despois"),
    "ko": ("참가자", ("식별자", "상태", "성적", "최대 성적", "Grade can be changed"), "예", "아니오",
           "2 시간 5 분 늦음"),
    "ja": ("参加者", ("ID", "ステータス", "評点", "最大評点", "評点の変更"), "はい", "いいえ", "2 時間 5 分 遅く提出"),
    "ru": ("Участник", ("Идентификатор", "Статус", "Оценка", "Максимальная оценка", "Можно изменить"), "Да", "Нет",
           "2 час. 5 мин. позже"),
    "zh_tw": ("參與者", ("識別碼", "狀態", "分數", "最高分", "可以更改"), "是", "否", "2 小時 5 分 遲交"),
}  # fmt: skip


def moodle_in(
    language: str,
    students: Iterable[Student],
    points: str,
    late: Iterable[int] = (),
    locked: Iterable[int] = (),
    blind: bool = False,
    groups: bool = False,
) -> str:
    """Return Moodle's grading worksheet in one of its languages, with blind marking or a group for everybody."""
    word, (record, status, grade, most, changed), yes, no, how_late = MOODLE_LANGUAGES[language]
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    people = [] if blind else ["name", "mail"]
    rows.writerow(
        [
            record,
            *people,
            status,
            *(["team"] if groups else []),
            grade,
            most,
            changed,
            "sent",
            "graded",
            "said",
        ]
    )
    for each in students:
        said = f"* - {how_late}" if each.number in late else "*"
        rows.writerow(
            [
                f"{word}{each.number}", *([] if blind else [each.full, f"{each.login}@example.org"]), said,
                *([f"Team {each.number % 2}"] if groups else []), "", points,
                no if each.number in locked else yes, "2026-06-10 14:14", "-", "",
            ]
        )  # fmt: skip
    return "\ufeff" + out.getvalue()


def moodle_worksheet(
    students: Iterable[Student],
    points: str,
    delimiter: str = ",",
    status: dict[int, str] | None = None,
    locked: Iterable[int] = (),
) -> str:
    """Return Moodle's grading worksheet in English."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, delimiter=delimiter)
    rows.writerow(MOODLE_HEADER)
    for each in students:
        said = (status or {}).get(each.number, "Submitted for grading")
        rows.writerow(
            [
                f"Participant {each.number}", each.full, f"{each.login}@example.org", said, "", points,
                "No" if each.number in locked else "Yes", "Wednesday, 10 June 2026, 2:14 PM", "-", "",
            ]
        )  # fmt: skip
    return "\ufeff" + out.getvalue()


def column(text: str, name: str, key: int = 1, delimiter: str = ",") -> dict[str, str]:
    """Read one column of a filled file by the cells of another one."""
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter))
    place = rows[0].index(name)
    return {row[key]: row[place] for row in rows[1:]}
