"""Read the scholarship of ``datasets/references.bib``."""

import re
import unicodedata
from dataclasses import dataclass
from importlib import resources
from urllib.parse import quote

_ENTRY = re.compile(r"^@(\w+)\{([^,\s]+),", re.MULTILINE)
_FIELD = re.compile(r"(\w+)\s*=\s*")
_ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    '"': "\u0308",
    "^": "\u0302",
    "~": "\u0303",
    "c": "\u0327",
    "v": "\u030c",
}


@dataclass(frozen=True)
class Reference:
    """One work of the bibliography.

    Parameters
    ----------
    key : str
        Its key, such as ``fearon1997``.
    kind : str
        BibTeX entry type, such as ``article``.
    fields : dict
        Its confirmed fields, as plain text.
    people : tuple of str
        Authors, or else editors, family name first; empty when nobody is named.
    """

    key: str
    kind: str
    fields: dict[str, str]
    people: tuple[str, ...] = ()

    @property
    def authors(self) -> list[str]:
        """Those who wrote it; where nobody is named, who published it."""
        get = self.fields.get
        nobody = get("howpublished") or get("organization") or get("publisher") or self.key
        return list(self.people) or [nobody]

    @property
    def short(self) -> str:
        """How a sentence cites it: ``Fearon (1997)``."""
        names = [name.split(",")[0] for name in self.authors]
        who = " and ".join(names) if len(names) < 3 else f"{names[0]} et al."
        return f"{who} ({self.fields.get('year', 'n.d.')})"

    @property
    def entry(self) -> str:
        """One line of a list of sources, in Markdown."""
        get = self.fields.get
        title, where = self.fields["title"], get("journal") or get("booktitle")
        stop = "" if title.endswith(("?", "!")) else "."
        parts = [
            f"{'; '.join(self.authors)} ({get('year', 'n.d.')}).",
            f"“{title}{stop}”" if where else f"*{title}*{stop}",
        ]
        if where:
            volume = (get("volume") or "") + (f"({get('number')})" if get("number") else "")
            parts.append(
                ", ".join(part for part in (f"*{where}* {volume}".strip(), get("pages")) if part) + "."
            )
        elif publisher := get("publisher") or get("institution"):
            parts.append(f"{publisher}.")
        elif get("howpublished") and get("howpublished") not in self.authors:
            parts.append(f"{get('howpublished')}.")
        if note := get("note"):
            parts.append(f"{note.rstrip('.')}.")
        if doi := get("doi"):
            parts.append(f"[doi:{doi.replace('<', '&lt;')}](https://doi.org/{quote(doi)})")
        elif get("url"):
            parts.append(f"[link]({get('url')})")
        return " ".join(parts)


def _value(text: str, start: int) -> tuple[str, int]:
    """Read one braced, quoted or bare value; return it and where it ends."""
    if text[start] == "{":
        depth = 0
        for position in range(start, len(text)):
            depth += {"{": 1, "}": -1}.get(text[position], 0)
            if depth == 0:
                return text[start + 1 : position], position + 1
    if text[start] == '"':
        end = text.index('"', start + 1)
        return text[start + 1 : end], end + 1
    bare = re.match(r"[^,}\s]+", text[start:])
    return (bare.group(0), start + bare.end()) if bare else ("", start)


def _plain(value: str) -> str:
    """Turn the little TeX of a bibliography into plain text."""
    value = re.sub(
        r"\\(['`\"^~cv])\{?\\?(\w)\}?",
        lambda match: unicodedata.normalize("NFC", match[2] + _ACCENTS[match[1]]),
        value,
    )
    value = value.replace(r"\&", "&").replace("{", "").replace("}", "").replace("--", "–")
    return re.sub(r"\s+", " ", value).strip()


def _people(value: str) -> tuple[str, ...]:
    """Part names at each "and" that no brace protects."""
    names, depth = [""], 0
    for word in value.split():
        if word == "and" and depth == 0:
            names.append("")
            continue
        depth += word.count("{") - word.count("}")
        names[-1] += f" {word}"
    return tuple(filter(None, map(_plain, names)))


def read_bibliography(text: str | None = None) -> dict[str, Reference]:
    """Read a bibliography.

    Parameters
    ----------
    text : str, optional
        BibTeX; the course's own ``datasets/references.bib`` when left out.

    Returns
    -------
    dict of str to Reference
        By key, in the order of the file.
    """
    if text is None:
        source = resources.files("seoul_dilemma.datasets").joinpath("references.bib")
        text = source.read_text(encoding="utf-8") if source.is_file() else ""
    works = {}
    starts = list(_ENTRY.finditer(text))
    ends = [*(match.start() for match in starts[1:]), len(text)]
    for match, end in zip(starts, ends, strict=False):
        position = match.end()
        fields: dict[str, str] = {}
        people: dict[str, tuple[str, ...]] = {}
        while found := _FIELD.search(text, position, end):
            raw, position = _value(text, found.end())
            name = found[1].lower()
            if name in ("author", "editor"):
                people[name] = _people(raw)
            else:
                fields[name] = _plain(raw)
        works[match[2]] = Reference(
            match[2], match[1].lower(), fields, people.get("author") or people.get("editor", ())
        )
    return works
