"""CSV tables of learning systems: read an export, write it back unchanged but for the cells that were set."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import unicodedata
from pathlib import Path

from ..course.assignment import AssignmentError
from .archive import looks_korean

_MOST = 50_000_000


@dataclasses.dataclass
class CsvTable:
    """A table.

    Attributes
    ----------
    name : str
        Of its file, for messages.
    header : list of str
        Names of its columns.
    rows : list of list of str
        Its rows, each as long as the header or longer.
    delimiter, newline : str
        What stands between cells and between rows.
    bom : bool
        Whether it begins with a byte-order mark, by which Excel knows UTF-8.
    """

    name: str
    header: list[str]
    rows: list[list[str]]
    delimiter: str = ","
    newline: str = "\r\n"
    bom: bool = True

    @classmethod
    def read(cls, path: Path) -> CsvTable:
        """Read a table: UTF-8, UTF-16 or an older code page; commas, semicolons or tabs.

        Raises
        ------
        AssignmentError
            There is no such file, or it is no table.
        """
        try:
            with path.open("rb") as file:
                data = file.read(_MOST + 1)
        except OSError as error:
            raise AssignmentError(f"{path} cannot be read ({error.strerror}).") from None
        if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            raise AssignmentError(f"{path.name} is a spreadsheet. Save it as CSV (UTF-8) and name that file.")
        if len(data) > _MOST:
            raise AssignmentError(f"{path.name} is too large for a table of a class.")
        text, bom = _decode(data)
        first = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))
        csv.field_size_limit(_MOST)
        try:
            table = [
                row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)
            ]
        except csv.Error as error:
            raise AssignmentError(f"{path.name} cannot be read as CSV ({error}).") from None
        if not table or "\0" in text:
            raise AssignmentError(f"{path.name} is empty or no CSV file.")
        header = table[0]
        rows = [row + [""] * (len(header) - len(row)) for row in table[1:]]
        return cls(path.name, header, rows, delimiter, "\r\n" if first.endswith("\r") else "\n", bom)

    def column(self, *names: str) -> int | None:
        """Return the position of the first column that has one of these names, whatever the case."""
        known = [plain(each) for each in self.header]
        return next((known.index(plain(name)) for name in names if plain(name) in known), None)

    def text(self) -> str:
        """Return the file's text."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator=self.newline)
        writer.writerow(self.header)
        writer.writerows(self.rows)
        return ("\ufeff" if self.bom else "") + out.getvalue()


def _decode(data: bytes) -> tuple[str, bool]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), True
    try:
        return data.decode("utf-8-sig"), data.startswith(b"\xef\xbb\xbf")
    except UnicodeDecodeError:
        pass
    korean = re.findall(rb"[\x80-\xff]{2,}", data)
    if korean and sum(map(looks_korean, korean)) * 2 > len(korean):
        return data.decode("cp949", "replace"), True
    return data.decode("cp1252", "replace"), True


def amount(text: str) -> float | None:
    """Return a number as a table writes it, with a point or a comma; None where it is none."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def plain(text: str) -> str:
    """Normalise a name for comparison: letters and digits only, lower case."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in composed if letter.isalnum())


def harmless(text: str) -> str:
    """Escape a cell, so that a spreadsheet does not read it as a formula.

    A leading ``=``, ``+``, ``-``, ``@``, tab or carriage return turns a text into a formula in Excel and others; an
    apostrophe before it makes it a text again. Numbers, a lone dash, and texts that Canvas has quoted already
    (``="…"``) stay as they are.
    """
    if not text.startswith(("=", "+", "-", "@", "\t", "\r")) or text == "-":
        return text
    if re.fullmatch(r'[-+]?\d+(?:[.,]\d+)?|="[^"]*"', text):
        return text
    return "'" + text
