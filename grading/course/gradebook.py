"""Open the gradebook, SQLite or PostgreSQL, and say in one line what is wrong with it."""

from __future__ import annotations

import contextlib
import urllib.parse
import zlib
from collections.abc import Iterator

import nbgrader.api
from nbgrader.api import Course, Gradebook, InvalidEntry
from nbgrader.dbutil import ALEMBIC_DIR
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, IntegrityError, OperationalError, SQLAlchemyError

_BUSY = ("locked", "deadlock", "could not serialize")


class RecordError(Exception):
    """The gradebook could not be read or written; the message says what to do.

    Nothing was changed of the submission that was being recorded. What was recorded before stays.
    """


class BusyError(RecordError):
    """Another process holds the database's lock; a retry may succeed."""


def address(given: str) -> str:
    """Return the address of a database as SQLAlchemy wants it; ``postgresql://`` means psycopg 3.

    Raises
    ------
    RecordError
        It is none.
    """
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername.partition("+")[0] not in ("sqlite", "postgres", "postgresql"):
        raise RecordError(
            "That is no address of a gradebook; expected sqlite:///FILE or postgresql://USER@HOST:PORT/NAME."
        )
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


def shown(url: str) -> str:
    """Return the address without user name and password, which must not be printed or stored."""
    made = make_url(url)
    return URL.create(
        made.get_backend_name(), None, None, made.host, made.port, made.database
    ).render_as_string()


@contextlib.contextmanager
def explained(url: str) -> Iterator[None]:
    """Turn whatever a database raises in the block into a `RecordError` of one line, with no password in it."""
    try:
        yield
    except ImportError as error:
        driver = make_url(url).drivername.partition("+")[2]
        if not driver or (driver not in f"{error.name} {error}" and "pq wrapper" not in str(error)):
            raise
        raise RecordError(
            f"A gradebook on PostgreSQL needs the package '{driver}', which is not installed here: "
            f"pip install '{driver}[binary]'."
        ) from None
    except (SQLAlchemyError, InvalidEntry) as caught:
        # nbgrader wraps some database errors
        cause = caught.__context__ if isinstance(caught, InvalidEntry) and caught.__context__ else caught
        why = (str(getattr(cause, "orig", None) or cause).strip().splitlines() or [type(cause).__name__])[0]
        for secret in {make_url(url).password, urllib.parse.quote(make_url(url).password or "", "")} - {
            None,
            "",
        }:
            why = why.replace(str(secret), "***")
        kind = RecordError
        if isinstance(cause, OperationalError | IntegrityError) and any(word in why for word in _BUSY):
            kind = BusyError
        if make_url(url).get_backend_name() == "sqlite":
            raise kind(
                f"The gradebook cannot be used ({why}). Close what uses it, then run the command again."
            ) from None
        raise kind(
            f"The gradebook at {shown(url)} cannot be used ({why}). "
            "What was recorded is kept; when the database is there, run the command again."
        ) from None


def open_gradebook(url: str, course_id: str) -> Gradebook:
    """Open a gradebook.

    The row of a course without a name is added here: nbgrader omits it, which violates a foreign key on PostgreSQL.
    """
    read_revision_here()
    gradebook = Gradebook(url, course_id)
    if _postgres(url) and not course_id and gradebook.db.get(Course, "") is None:
        gradebook.db.add(Course(id=""))
        gradebook.db.commit()
    return gradebook


@contextlib.contextmanager
def opened(url: str, course_id: str) -> Iterator[Gradebook]:
    """Open a gradebook for the block.

    Raises
    ------
    RecordError
        It cannot be opened, or went away in the block.
    """
    with explained(url), open_gradebook(url, course_id) as gradebook:
        yield gradebook


def _postgres(url: str) -> bool:
    return make_url(url).get_backend_name() == "postgresql"


def _key(url: str) -> int:
    return zlib.crc32(f"seoul-dilemma {make_url(url).database}".encode())


@contextlib.contextmanager
def one_at_a_time(url: str) -> Iterator[None]:
    """Keep other graders from writing to the same database during the block; SQLite does that by itself."""
    if not _postgres(url):
        yield
        return
    with explained(url):
        engine = create_engine(url)
        try:
            with engine.connect() as connection:
                connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _key(url)})
                yield
        finally:
            engine.dispose()  # releases the lock


def wait_for_others(gradebook: Gradebook, url: str) -> None:
    """Begin a transaction only when no other grader is writing; the lock ends with the transaction."""
    if _postgres(url):
        gradebook.db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _key(url)})


def schema_revision() -> str:
    """Return the revision of the gradebook's tables that nbgrader makes.

    `nbgrader.api.get_alembic_version` asks the program ``alembic`` for it, by its name on PATH. That imports
    nbgrader a second time, three seconds of processor time, and fails where the environment is not active.
    """
    from alembic.script import ScriptDirectory

    head = ScriptDirectory(ALEMBIC_DIR).get_current_head()
    assert head is not None
    return head


def read_revision_here() -> None:
    """Let nbgrader read the revision of its tables in this process when it makes a gradebook."""
    nbgrader.api.get_alembic_version = schema_revision
