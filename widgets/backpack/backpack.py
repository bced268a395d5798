"""`Backpack`: take one's work away in one click, and bring it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from traitlets import Unicode

from ..forecast.store import NAME as BETS
from ..shared import Explorer, View, front_end, words
from .bag import BagError, has_bets, pack, unpack, work_in


class BackpackView(View):
    """The drawn part of a `Backpack`."""

    _esm = front_end.module("backpack/view.js")
    _css = front_end.style("backpack/view.css")

    _status = Unicode().tag(sync=True)
    _problem = Unicode().tag(sync=True)


class Backpack(Explorer):
    """Take notebooks and bets away as one file, and bring them back.

    A session on Binder ends after some minutes without use, and everything in it is gone. One button saves what is
    open and hands the browser a zip of all notebooks and bets in the folder; the other takes such a zip and lays them
    out again, never over other work.

    Parameters
    ----------
    folder : str or Path, optional
        Where the notebooks lie; the current folder by default.
    language : {"en", "ko"}
        Language of the words on screen.

    Raises
    ------
    ValueError
        When the folder does not exist or the language is unknown.
    """

    def __init__(self, folder: str | Path | None = None, *, language: str = "en", **kwargs: Any) -> None:
        self.folder = Path(folder or Path.cwd()).resolve()
        if not self.folder.is_dir():
            raise ValueError(f"folder = {str(folder)!r}: expected a folder that exists")
        self._text = words(language)
        self._view = BackpackView(language, "backpack")
        super().__init__([self._view], **kwargs)
        self.add_class("sd-backpack")
        self._view.show(status=self._contents())
        self._view.on_msg(self._on_message)

    def _contents(self) -> str:
        found = work_in(self.folder)
        bets = self._text["backpack.bets" if has_bets(self.folder) else "backpack.nobets"]
        count = sum(path.name != BETS for path in found)
        return self._text["backpack.contents"].format(n=count, bets=bets)

    def _on_message(self, _: Any, content: dict[str, Any], buffers: list[Any]) -> None:
        self._view.show(problem="")
        try:
            if content.get("kind") == "pack":
                data = pack(self.folder)
                name = f"seouls-dilemma-{date.today().isoformat()}.zip"
                self._view.send({"kind": "packed", "name": name}, [data])
                self._view.show(status=self._text["backpack.packed"].format(name=name))
            elif content.get("kind") == "unpack" and buffers:
                news = unpack(bytes(buffers[0]), self.folder)
                kept = [
                    self._text["backpack.kept"].format(name=name, kept=kept)
                    for name, kept in news.items()
                    if kept
                ]
                self._view.show(status=" ".join([self._text["backpack.back"].format(n=len(news)), *kept]))
        except BagError as error:
            self._view.show(problem=self._text[f"backpack.{error.word}"].format(problem=error.problem))
        except OSError as error:
            self._view.show(problem=self._text["backpack.disk"].format(problem=error.strerror or error))

    def _sentence(self) -> str:
        return " ".join(part for part in (self._view.shown("status"), self._view.shown("problem")) if part)
