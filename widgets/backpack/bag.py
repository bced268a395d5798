"""The file that carries a reader's work: a zip of notebooks and bets, packed and unpacked without losing any."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from ..forecast.store import NAME as BETS
from ..forecast.store import NewerFormatError, Store
from ..shared.files import write_atomically

LARGEST = 100_000_000  # bytes, of all files together once unpacked
MOST = 200  # files


class BagError(Exception):
    """A file that cannot be unpacked; the message is the key of a word, ``problem`` fills its blank."""

    def __init__(self, word: str, problem: object = "") -> None:
        super().__init__(word)
        self.word, self.problem = word, problem


def work_in(folder: Path) -> list[Path]:
    """Find a reader's work.

    Parameters
    ----------
    folder : Path
        Where the notebooks lie.

    Returns
    -------
    list of Path
        Notebooks, and the bets where there are any; by name.
    """
    found = [*folder.glob("*.ipynb"), *folder.glob(BETS)]
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def has_bets(folder: Path) -> bool:
    """Whether somebody has placed a bet in a folder: an answer that was shown without one makes the file, too."""
    try:
        return any(entry["bets"] for entry in Store(folder).read().values())
    except (ValueError, NewerFormatError, OSError):
        return (folder / BETS).is_file()  # it is taken along, whatever it holds


def pack(folder: Path) -> bytes:
    """Put the notebooks and the bets of a folder into one zip.

    Parameters
    ----------
    folder : Path
        Where the notebooks lie.

    Returns
    -------
    bytes

    Raises
    ------
    OSError
        When a file cannot be read.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bag:
        for path in work_in(folder):
            bag.writestr(path.name, path.read_bytes())
    return content.getvalue()


def _name(entry: zipfile.ZipInfo) -> str:
    """Return what a file of the zip is called once unpacked, without a folder; an empty text for none of ours."""
    # macOS unpacks what a browser saves; packed again, everything lies in a folder, with a shadow of it beside.
    *folder, name = entry.filename.split("/")
    if (
        len(folder) > 1
        or (folder and folder[0] in ("", "..", "__MACOSX"))
        or set(entry.filename) & set("\\:\0")
    ):
        return ""
    return name if name == BETS or (name.endswith(".ipynb") and not name.startswith(".")) else ""


def _opened(content: bytes) -> dict[str, bytes]:
    """Read the files of a zip that this module understands, under limits of number and size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as bag:
            wanted = [entry for entry in bag.infolist() if _name(entry)]
            if len(wanted) > MOST or sum(entry.file_size for entry in wanted) > LARGEST:
                raise BagError("large")
            files: dict[str, bytes] = {}
            for entry in wanted:
                with bag.open(entry) as stream:
                    # What the list of contents says of a size is a claim.
                    data = stream.read(entry.file_size + 1)
                if len(data) > entry.file_size:
                    raise BagError("large")
                if files.setdefault(_name(entry), data) != data:
                    raise BagError("twice", _name(entry))
    except BagError:
        raise
    except Exception as error:  # a damaged or encrypted zip fails in many ways
        raise BagError("unreadable", error) from None
    if not files:
        raise BagError("empty")
    return files


def _is_notebook(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data)["cells"], list)
    except (ValueError, KeyError, TypeError):
        return False


def holds_work(path: Path) -> bool:
    """Whether somebody has answered or run anything in a lesson notebook.

    Parameters
    ----------
    path : Path
        A notebook, or anything else.

    Returns
    -------
    bool
        True when a cell has output or an answer differs from what was handed out.
    """
    import nbformat
    from nbgrader.utils import compute_checksum, is_solution

    if path.suffix != ".ipynb" or not path.is_file():
        return False
    try:
        cells = nbformat.read(path, as_version=4).cells
    except Exception:  # whatever it is, no answer can be read from it
        return True
    return any(
        cell.get("outputs")
        or cell.get("execution_count")
        or (is_solution(cell) and cell.metadata.nbgrader.get("checksum") != compute_checksum(cell))
        for cell in cells
    )


def _would_lose(path: Path, data: bytes) -> bool:
    """Whether something that a reader wrote is in a notebook here and not in the one that takes its place."""
    import nbformat
    from nbgrader.utils import is_solution

    if not path.is_file() or path.read_bytes() == data:
        return False
    if holds_work(path):
        return True
    # No answer, nothing run: what stands in the other one as well cannot be lost. A note of the reader's own does not.
    brought = {
        "".join(cell.get("source", "")) for cell in json.loads(data)["cells"] if isinstance(cell, dict)
    }
    here = nbformat.read(path, as_version=4).cells
    return any(cell.source not in brought for cell in here if not is_solution(cell))


def _aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_stem(f"{path.stem}-before-{number}")).exists():
        number += 1
    return aside


def _merge(store: Store, brought: dict[str, Any]) -> None:
    """Add bets that are not here yet; an answer that was shown in either place was shown."""

    def work(entries: dict[str, Any]) -> None:
        for key, other in brought.items():
            entry = entries.setdefault(key, {"question": other["question"], "bets": []})
            bets = [*entry["bets"], *(bet for bet in other["bets"] if bet not in entry["bets"])]
            entry["bets"] = sorted(bets, key=lambda bet: str(bet.get("at", "")))
            answered = entry.get("outcome") is None and other.get("outcome") is not None
            for name, value in other.items():
                if name not in entry or (answered and name not in ("question", "bets")):
                    entry[name] = value

    store.change(work)


def unpack(content: bytes, folder: Path) -> dict[str, str]:
    """Bring work back into a folder.

    A notebook that lies there and holds anything of its own is kept beside, as ``…-before-1.ipynb``. Bets of both
    places are put together; none is lost.

    Parameters
    ----------
    content : bytes
        What `pack` gave, perhaps on another machine.
    folder : Path
        Where the notebooks lie.

    Returns
    -------
    dict of str to str
        For each file that came: the name that the earlier one now has, or an empty text.

    Raises
    ------
    BagError
        When it is no such file; nothing was written.
    OSError
        When the folder cannot be written.
    """
    files = _opened(content)
    bets = files.pop(BETS, None)
    for name, data in files.items():
        if not _is_notebook(data):
            raise BagError("notebook", name)
    news: dict[str, str] = {}
    if bets is not None:
        with tempfile.TemporaryDirectory() as apart:
            (Path(apart) / BETS).write_bytes(bets)
            try:
                brought = Store(Path(apart)).read()
            except (ValueError, NewerFormatError) as error:
                raise BagError("badbets", error) from None
        try:
            _merge(Store(folder), brought)
        except NewerFormatError as error:
            raise BagError("badbets", error) from None
        news[BETS] = ""
    for name, data in files.items():
        path = folder / name
        kept = ""
        if _would_lose(path, data):
            aside = _aside(path)
            write_atomically(aside, path.read_bytes())
            kept = aside.name
        write_atomically(path, data)
        news[name] = kept
    return news
