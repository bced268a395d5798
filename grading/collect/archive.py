"""Unpack an archive of submissions. Its names, sizes, file types and end of data are checked, never trusted.

No name of an archive reaches the disk: each member goes into a numbered folder of its own, so that no name can lead
outside, cover another, or be too long. What is refused is kept in the list, with the reason.
"""

from __future__ import annotations

import binascii
import bz2
import dataclasses
import gzip
import io
import lzma
import re
import stat
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from ..course.assignment import AssignmentError
from ..course.limits import MB

ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
UNOPENED = (".7z", ".rar", ".gz", ".xz", ".bz2")
LINK = "It is a link to another place; links are not followed."
_OPENERS: dict[bytes, Any] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ": lzma.open}
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError)
_CHUNK = 1 << 20


class ArchiveError(AssignmentError):
    """An archive was refused as a whole; the message says why. Nothing of it is kept."""


@dataclasses.dataclass(frozen=True)
class Most:
    """How much an archive may hold.

    Attributes
    ----------
    members : int
        Files and folders in it.
    total, member : int
        Bytes unpacked: all of it; one file.
    ratio : int
        Bytes unpacked for one packed, of whatever has more than `small` bytes.
    small : int
        Bytes up to which the ratio does not matter.
    """

    members: int = 200_000
    total: int = 20_000 * MB
    member: int = 300 * MB
    ratio: int = 200
    small: int = 20 * MB


CLASS = Most()
STUDENT = Most(members=2000, total=350 * MB)


@dataclasses.dataclass(frozen=True)
class Item:
    """One file that was handed in.

    Attributes
    ----------
    name : str
        As it was named: composed characters, "/" between folders, never leading outside.
    path : Path or None
        Where its content lies; None where it was refused.
    why : str
        Why it was refused.
    note : str
        What else has to be known.
    """

    name: str
    path: Path | None
    why: str = ""
    note: str = ""


def is_archive(name: str) -> bool:
    """Tell whether a file's name is that of an archive that `unpack` opens."""
    return name.casefold().endswith(ENDINGS)


def unpack(archive: Path, folder: Path, most: Most = CLASS) -> list[Item]:
    """Unpack an archive.

    Parameters
    ----------
    archive : Path
        A zip or tar file.
    folder : Path
        An empty folder to unpack into.
    most : Most
        How much it may hold.

    Returns
    -------
    list of Item
        Its files, in order, and those that were refused.

    Raises
    ------
    ArchiveError
        It is no archive, cut short, encrypted, or unpacks to more than anybody would hand in.
    """
    shown = printable(archive.name)
    found: dict[str, Item] = {}
    total = 0
    try:
        size = archive.stat().st_size
        for number, member in enumerate(_members(archive, most)):
            if number >= most.members:
                raise ArchiveError(
                    f"{shown} holds more than {most.members} files; nothing of it was unpacked."
                )
            name, why = _name(member.name)
            if member.kind == "folder" and not why:
                continue
            item = Item(name, None, why or member.why)
            if not item.why:
                target = folder / f"{number:06d}" / short(PurePosixPath(name).name)
                target.parent.mkdir(parents=True)
                item, written = _store(member, name, target, most)
                total += written
                if total > most.total or (total > 50 * most.small and total > most.ratio // 2 * size):
                    raise ArchiveError(
                        f"{shown} unpacks to far more than its own size, as an archive does that was made to fill a "
                        "disk; nothing of it was kept."
                    )
            if name in found:
                item = dataclasses.replace(
                    item, note=f"The archive holds two files named '{printable(name)}'; the last one counts."
                )
            found[name] = item
    except zipfile.BadZipFile as error:
        raise ArchiveError(
            f"{shown} cannot be opened: it is no zip file or was cut short ({error}). Download it again."
        ) from None
    except (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, UnicodeDecodeError) as error:
        raise ArchiveError(
            f"{shown} cannot be opened: it is damaged or was cut short ({error}). Download it again."
        ) from None
    except OSError as error:
        raise ArchiveError(f"{shown} cannot be unpacked ({error.strerror or error}).") from None
    items = list(found.values())
    if items and all(item.why == _ENCRYPTED for item in items):
        raise ArchiveError(f"{shown} is encrypted. Unpack it with its password and name the folder.")
    return items


_ENCRYPTED = "It is encrypted and cannot be opened."


@dataclasses.dataclass(frozen=True)
class _Member:
    """One archive member, before any check."""

    name: str
    kind: str
    packed: int
    why: str
    source: Any

    def open(self) -> IO[bytes]:
        """Open its content."""
        archive, about = self.source
        opened = archive.open(about) if isinstance(archive, zipfile.ZipFile) else archive.extractfile(about)
        assert opened is not None
        return opened


def _members(path: Path, most: Most) -> Iterator[_Member]:
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"PK"):
        yield from _zip(path)
    elif start.startswith((b"Rar!", b"7z\xbc\xaf\x27\x1c")):
        raise ArchiveError(
            f"{printable(path.name)} is a .rar or .7z file, which is not opened here. Unpack it and name the folder."
        )
    elif path.name.casefold().endswith(".zip"):
        raise zipfile.BadZipFile("it does not begin like one")
    else:
        yield from _tar(path, start, most)


def _zip(path: Path) -> Iterator[_Member]:
    with zipfile.ZipFile(path) as archive:
        for about in archive.infolist():
            mode = about.external_attr >> 16
            kind, why = "file", ""
            if about.is_dir():
                kind = "folder"
            elif stat.S_ISLNK(mode):
                why = LINK
            elif stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                why = "It is no ordinary file."
            elif about.flag_bits & 1:
                why = _ENCRYPTED
            name = zip_name(about)
            yield _Member(name, kind, about.compress_size, why, (archive, about))


def _tar(path: Path, start: bytes, most: Most) -> Iterator[_Member]:
    opener = next((opens for magic, opens in _OPENERS.items() if start.startswith(magic)), open)
    with (
        opener(path, "rb") as plain,
        tarfile.open(fileobj=_Bounded(plain, most.total), mode="r|", errors="surrogateescape") as archive,
    ):
        for about in archive:
            kind = "folder" if about.isdir() else "file"
            why = LINK if about.issym() or about.islnk() else ""
            if not why and kind == "file" and not about.isfile():
                why = "It is no ordinary file."
            name = _decode(about.name.encode("utf-8", "surrogateescape"))
            yield _Member(name, kind, 0, why, (archive, about))


class _Bounded(io.RawIOBase):
    """A stream with a maximum number of bytes; reading beyond it raises."""

    def __init__(self, inner: IO[bytes], most: int) -> None:
        self.inner, self.left = inner, most

    def read(self, size: int = -1) -> bytes:
        """Read some bytes."""
        data = self.inner.read(size)
        self.left -= len(data)
        if self.left < 0:
            raise ArchiveError("It unpacks to far more than anybody would hand in.")
        return data


def _store(member: _Member, name: str, target: Path, most: Most) -> tuple[Item, int]:
    """Write a member's content to disk, unless it exceeds the size limits."""
    written = 0
    try:
        with member.open() as source, target.open("xb") as file:
            while chunk := source.read(_CHUNK):
                written += len(chunk)
                bomb = bool(member.packed) and written > max(most.small, most.ratio * member.packed)
                if written > most.member or bomb:
                    target.unlink()
                    why = f"It unpacks to more than {written // MB} MB and was not unpacked further."
                    return Item(name, None, why), written
                file.write(chunk)
    except NotImplementedError:
        target.unlink(missing_ok=True)
        return Item(name, None, "It is packed in a way that cannot be opened here."), written
    except RuntimeError:  # zipfile raises this for a member with a password
        target.unlink(missing_ok=True)
        return Item(name, None, _ENCRYPTED), written
    except _DAMAGED as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # an error of the disk, not of the archive
        target.unlink(missing_ok=True)
        return Item(name, None, "It is damaged in the archive."), written
    return Item(name, target), written


def _name(raw: str) -> tuple[str, str]:
    """Return a member's name, normalised, and the reason for refusing it (empty if accepted)."""
    name = unicodedata.normalize("NFC", raw).replace("\\", "/")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    leads_out = name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name) or "\0" in name
    why = "Its name leads out of the archive." if leads_out or not parts else ""
    return "/".join(part for part in parts if part != "..") or "?", why


def zip_name(about: zipfile.ZipInfo) -> str:
    """Decode the name of a member.

    Names without the flag for UTF-8 are code page 437 by the standard; many makers write UTF-8 or the system's own
    code page all the same. Info-ZIP's field for Unicode names (0x7075) is used where its checksum fits.
    """
    original = about.orig_filename
    if "\0" in original:
        return original
    if about.flag_bits & 0x800:
        return about.filename
    raw = original.encode("cp437")
    extra = about.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == 0x7075 and len(field) > 5 and field[1:5] == struct.pack("<I", binascii.crc32(raw)):
            try:
                return field[5:].decode("utf-8")
            except UnicodeDecodeError:
                break
    return _decode(raw)


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if looks_korean(raw):
        return raw.decode("cp949")
    return raw.decode("cp437")


def looks_korean(raw: bytes) -> bool:
    """Tell whether bytes are Hangul in Windows' code page 949, and not accented letters in another one.

    In that code page a syllable of the standard set is two bytes, the first from 0xB0 to 0xC8; accented letters in code
    page 437 lie below 0xA6.
    """
    try:
        letters = [letter for letter in raw.decode("cp949") if not letter.isascii()]
    except UnicodeDecodeError:
        return False
    # EUC-KR in Python: a rare syllable takes eight bytes, a syllable of the standard set two.
    common = [letter for letter in letters if "가" <= letter <= "힣" and len(letter.encode("euc_kr")) == 2]
    return all("가" <= letter <= "힣" for letter in letters) and len(common) * 2 > len(letters)


def short(name: str) -> str:
    """Return a file name that is valid on every file system and safe in a terminal, at most 120 bytes long."""
    stem, dot, ending = printable(name).replace("/", "?").rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = printable(name).replace("/", "?"), ""
    stem = re.sub(r'[<>:"|?*\\]', "_", stem).encode("utf-8")[:100].decode("utf-8", "ignore").strip() or "_"
    ending = re.sub(r"\W", "_", ending)
    return f"{stem}.{ending}" if ending else stem.replace("..", "_")


def printable(text: str) -> str:
    """Return text without control characters, which a terminal would execute."""
    clean = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "?" for letter in clean)


# Characters with a meaning in HTML or JavaScript, and look-alikes without one.
_INERT = str.maketrans(
    {"<": "\u2039", ">": "\u203a", '"': "\u201d", "&": "\uff06", "`": "\u2019", "\\": "\u2216"}
)
RISKY = re.compile(r'[<>"&`\\]')


def inert_name(text: str) -> str:
    """Return a name or an id without control characters, HTML markup and JavaScript quotes.

    nbgrader's formgrader writes ids and names into its pages and scripts as they are.
    """
    return printable(text).translate(_INERT)
