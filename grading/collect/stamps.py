"""Read time stamps of submissions with their time zone; an unreadable one is never guessed.

nbgrader writes ``2026-12-01 18:00:00.000000 KST`` where `c.Exchange.timezone` is ``Asia/Seoul``. Its own reader
(`nbgrader.utils.parse_utc`) takes that for 18:00 UTC, nine hours late, and ``+0900`` for 900 seconds.
"""

from __future__ import annotations

import datetime
import re
import zoneinfo
from functools import lru_cache

import dateutil.parser

# The time of day, the zone, perhaps the year: as nbgrader, ISO 8601, RFC 2822 and the command `date` write it.
_FORM = re.compile(
    r"(?P<when>.*?(?:\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s*[ap]\.?m\b\.?)?|T\d{4,6}))"
    r"\s*(?P<zone>[^\s\d:]\S*(?:\s*[+-]\s*\d[\d:]*)?)?"
    r"\s*(?:\([^()]*\))?\s*(?P<year>(?:19|20)\d\d)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(?:UTC|GMT)?\s*(?P<sign>[+\u2212-])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?::?00)?"
)
_HALVES = ((1, 1), (7, 1))  # winter and summer time, northern and southern hemisphere


class UnreadableStamp(ValueError):
    """A time stamp that cannot be read; the message says what is odd about it."""


def read_stamp(text: str, zone: str = "UTC") -> datetime.datetime:
    """Read a time stamp.

    Parameters
    ----------
    text : str
        A date and a time of day, and perhaps a zone: an offset (``+0900``, ``+09:00``, ``UTC+9``), a name
        (``Asia/Seoul``) or an abbreviation (``KST``).
    zone : str
        The course's own zone, `c.Exchange.timezone`. It decides what an abbreviation means that several zones have.

    Returns
    -------
    datetime
        In UTC, without a zone; a stamp that names none is in UTC, as it is for nbgrader.

    Raises
    ------
    UnreadableStamp
        It is no time stamp, or its zone is not known or could be several.
    """
    text = text.strip()
    found = _FORM.fullmatch(text)
    try:
        if found is None:  # a date without a time
            if not re.fullmatch(r"[\d\s./-]+", text):
                raise ValueError
            when, name = dateutil.parser.parse(text), ""
        else:
            when, name = dateutil.parser.parse(f"{found['when']} {found['year'] or ''}"), found["zone"] or ""
    except (ValueError, OverflowError, TypeError):
        raise UnreadableStamp("it is no date and time") from None
    if not 1990 <= when.year < 9999:
        raise UnreadableStamp("its year is not of this time")
    moment: datetime.datetime = when - _offset(name, when, zone)
    return moment


def _offset(name: str, when: datetime.datetime, zone: str) -> datetime.timedelta:
    """Return how far a zone is ahead of UTC at a time on its clocks."""
    if name.upper() in ("", "Z", "UTC", "GMT"):
        return datetime.timedelta(0)
    given = _OFFSET.fullmatch(name.upper())
    if given:
        hours, minutes = int(given["hours"]), int(given["minutes"] or 0)
        if hours > 14 or minutes > 59:
            raise UnreadableStamp(f"no zone is {name} from UTC")
        size = datetime.timedelta(hours=hours, minutes=minutes)
        return size if given["sign"] == "+" else -size
    whole = _zone(name) if "/" in name else None
    if whole is not None:
        return _ahead(when, whole)
    own = _zone(zone)
    times = [when, *(when.replace(month=month, day=day) for month, day in _HALVES)]
    if own is not None:
        for time in times:
            if _named(time, own) == name.upper():
                return _ahead(time, own)
    for known in (
        _abbreviations(when.year, when.month, when.day),
        *(_abbreviations(when.year, *half) for half in _HALVES),
    ):
        meant = known.get(name.upper(), frozenset())
        if len(meant) > 1:
            raise UnreadableStamp(
                f"'{name[:20]}' is the name of several zones; c.Exchange.timezone in nbgrader_config.py says which"
            )
        if meant:
            return next(iter(meant))
    raise UnreadableStamp(f"no zone is called '{name[:20]}'")


def _ahead(when: datetime.datetime, zone: datetime.tzinfo) -> datetime.timedelta:
    return when.replace(tzinfo=zone).utcoffset() or datetime.timedelta(0)


def _named(when: datetime.datetime, zone: datetime.tzinfo) -> str:
    return (when.replace(tzinfo=zone).tzname() or "").upper()


@lru_cache(maxsize=16)
def _zone(name: str) -> datetime.tzinfo | None:
    try:
        return zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # not found; no zone's name at all; a folder
        return None


@lru_cache(maxsize=16)
def _abbreviations(year: int, month: int, day: int) -> dict[str, frozenset[datetime.timedelta]]:
    """Return what each abbreviation means on a day: how far its zones are ahead of UTC."""
    when = datetime.datetime(year, month, day, 12)
    found: dict[str, set[datetime.timedelta]] = {}
    for name in zoneinfo.available_timezones():
        zone = _zone(name)
        if zone is not None and "/" in name and not name.startswith("Etc/"):
            found.setdefault(_named(when, zone), set()).add(_ahead(when, zone))
    return {name: frozenset(meant) for name, meant in found.items()}
