# Names in tracebacks are no paths.
# ruff: noqa: PTH119
"""An IPython shell without a kernel: runs cells, keeps their outputs within limits.

Made once, before any student code is loaded; each submission runs in a fork of it.
"""

from __future__ import annotations

import base64
import builtins
import contextlib
import io
import os
import sys
import traceback
from typing import Any, Required, TypedDict

HOMES = ("/tmp/",)
MAX_STREAM = 100_000
MAX_BUNDLE = 3_000_000
MAX_OUTPUTS = 200
MAX_CELL = 8_000_000


class ShellOutput(TypedDict, total=False):
    """One output of the running cell, in nbformat's form."""

    output_type: Required[str]
    name: str
    text: str
    data: dict[str, str]
    metadata: dict[str, str]
    execution_count: int | None


class Described(TypedDict):
    """An exception as text, by nbformat's names."""

    ename: str
    evalue: str
    traceback: list[str]


class Outputs:
    """The outputs of the running cell, in nbformat's form, within limits."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.items: list[ShellOutput] = []
        self.size = 0
        self.cut = False

    def stream(self, name: str, text: str) -> None:
        """Add text to a stream."""
        if not text:
            return
        if self.items and self.items[-1].get("name") == name:
            last = self.items[-1]
        elif len(self.items) < MAX_OUTPUTS:
            last = {"output_type": "stream", "name": name, "text": ""}
            self.items.append(last)
        else:
            self.cut = True
            return
        room = min(MAX_STREAM - len(last["text"]), MAX_CELL - self.size)
        if len(text) > room:
            self.cut = True
            text = text[: max(0, room)]
        last["text"] += text
        self.size += len(text)

    def bundle(self, kind: str, data: Any, metadata: Any, number: int | None = None) -> None:
        """Add a display or a result."""
        safe: dict[str, str] = {}
        for mime, content in dict(data).items():
            if isinstance(content, bytes):
                content = base64.b64encode(content).decode()
            if not isinstance(content, str):
                continue  # widget models and other live outputs have no meaning in a stored notebook
            if len(content) > min(MAX_BUNDLE, MAX_CELL - self.size):
                self.cut = True
                continue
            safe[str(mime)] = content
            self.size += len(content)
        if not safe or len(self.items) >= MAX_OUTPUTS:
            self.cut = self.cut or bool(safe)
            return
        item: ShellOutput = {"output_type": kind, "data": safe, "metadata": {}}
        if kind == "execute_result":
            item["execution_count"] = number
        self.items.append(item)

    def take(self) -> list[ShellOutput]:
        """Return what was collected, and forget it."""
        items, cut = self.items, self.cut
        self.clear()
        if cut:
            items.append({"output_type": "stream", "name": "stderr", "text": "[more output was left out]\n"})
        return items


OUTPUTS = Outputs()


class Stream(io.TextIOBase):
    """Takes the place of `sys.stdout`; writes into the running cell's outputs."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, name: str) -> None:
        self.name = name

    def write(self, text: str) -> int:
        """Write text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        OUTPUTS.stream(self.name, text)
        return len(text)

    def writable(self) -> bool:
        """Say yes."""
        return True

    def isatty(self) -> bool:
        """Say no."""
        return False


def refuse_input(prompt: object = "") -> str:
    """Stand in for `input`."""
    raise RuntimeError(
        "input() waits for a person, and nobody is there while your notebook is graded. "
        "Set the value in the cell instead, for example: answer = 3"
    )


def make() -> Any:
    """Return the IPython shell."""
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets import Type
    from traitlets.config import Config

    class Publisher(DisplayPublisher):
        def publish(self, data: Any, metadata: Any = None, source: Any = None, **kwargs: Any) -> None:
            OUTPUTS.bundle("display_data", data, metadata)

        def clear_output(self, wait: bool = False) -> None:
            OUTPUTS.clear()

    class Hook(DisplayHook):
        def write_output_prompt(self) -> None:
            pass

        def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
            OUTPUTS.bundle("execute_result", format_dict, md_dict, self.prompt_count)

    class Shell(InteractiveShell):
        displayhook_class = Type(Hook)
        display_pub_class = Type(Publisher)

        def init_io(self) -> None:
            pass

        def enable_gui(self, gui: str | None = None) -> None:
            pass

        def _tee(self, channel: str) -> Any:
            return contextlib.nullcontext()  # IPython would store a copy of all output, without limit

        def showtraceback(self, *args: Any, **kwargs: Any) -> None:
            pass  # errors are read from the result of the cell

        def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
            pass

    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Context"
    config.InteractiveShell.cache_size = 50
    shell = Shell.instance(config=config)
    shell.show_rewritten_input = False
    display = shell.display_formatter
    assert display is not None
    for kind in ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/latex"):
        display.formatters[kind].enabled = True
    return shell


def draw_pixels() -> None:
    """Let a notebook that asks for its figures as SVG or PDF alone have them as PNG too, which can be shown safely."""
    from IPython.core import pylabtools
    from matplotlib_inline import backend_inline

    select = pylabtools.select_figure_formats

    def with_png(shell: Any, formats: Any, **options: Any) -> None:
        wanted = {formats} if isinstance(formats, str) else set(formats)
        bitmap = wanted & {"png", "png2x", "retina", "jpg", "jpeg"}
        select(shell, wanted if bitmap else wanted | {"png"}, **options)

    pylabtools.select_figure_formats = backend_inline.select_figure_formats = with_png


def attach() -> None:
    """Point the standard streams at the outputs, and make `input` refuse."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nowhere, fd)
    os.close(nowhere)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")
    builtins.input = refuse_input


def describe(error: BaseException) -> Described:
    """Return an exception as plain, short text, without running anything of the exception's own."""
    try:
        message = str(error)
    except BaseException:
        message = "(its message could not be read)"
    lines = []
    try:
        walk = traceback.walk_tb(error.__traceback__)
        for frame in traceback.StackSummary.extract(walk, lookup_lines=False):
            if "ipython-input" in frame.filename or frame.filename.startswith(HOMES):
                where = "cell" if "ipython-input" in frame.filename else os.path.basename(frame.filename)
                lines.append(
                    f"{where}, line {frame.lineno}, in {frame.name}\n    {(frame.line or '').strip()}"
                )
    except BaseException:
        lines = []
    if isinstance(error, SyntaxError):
        lines.append(f"line {error.lineno}: {str(error.text or '').rstrip()[:500]}")
    name = type(error).__name__
    message = str(message)[:2000]
    return {
        "ename": str(name)[:200],
        "evalue": message,
        "traceback": [line[:2000] for line in lines[-8:]] + [f"{name}: {message}"[:2200]],
    }
