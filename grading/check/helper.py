"""The process beside a running notebook that judges it: started once, warm, one question after the other.

``python -m seoul_dilemma.grading.check.helper`` reads a line of JSON a question and writes one an answer.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from . import kept
from .reports import CheckError, LessonCheck

if TYPE_CHECKING:
    from ..course.assignment import Json
    from ..judge.session import Runtime

_LOADED = [
    "import IPython.core.interactiveshell, matplotlib.pyplot, matplotlib_inline.backend_inline, numpy, pandas",
    "import networkx, seoul_dilemma.datasets, seoul_dilemma.widgets.game",
]


class Helper:
    """One such process, seen from the notebook."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._busy = threading.Lock()

    def start(self) -> None:
        """Start the process unless it runs.

        Raises
        ------
        CheckError
            When the system does not start it.
        """
        if self._process is not None and self._process.poll() is None:
            return
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "MPLBACKEND": "agg"},
                cwd=Path(__file__).parent,
                start_new_session=True,  # what interrupts the notebook's kernel is not meant for it
            )
        except OSError as error:
            raise CheckError(f"the check could not be started: {error.strerror or error}") from None
        atexit.register(self.close)

    def check(self, notebook: Path) -> LessonCheck:
        """Have a notebook judged.

        Parameters
        ----------
        notebook : Path
            The file.

        Returns
        -------
        LessonCheck
            What was found.

        Raises
        ------
        CheckError
            When it cannot be judged.
        """
        with self._busy:
            for last in (False, True):
                self.start()
                try:
                    # Where results are kept may have changed since the process started.
                    answer = self._ask(
                        {"notebook": str(notebook.resolve()), "kept": str(kept.folder().absolute())}
                    )
                except (OSError, ValueError):
                    self.close()
                    if last:
                        raise CheckError(
                            "the check came to an unexpected end; save your notebook and try again"
                        ) from None
                    continue
                except (
                    BaseException
                ):  # the reader stopped it: the next question is not to get this one's answer
                    self.close()
                    raise
                break
        if "error" in answer:
            raise CheckError(answer["error"])
        return LessonCheck.from_dict(answer["check"])

    def _ask(self, question: Json) -> Json:
        assert (
            self._process is not None and self._process.stdin is not None and self._process.stdout is not None
        )
        self._process.stdin.write(json.dumps(question).encode() + b"\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if not isinstance(answer, dict):
            raise ValueError("not an answer")
        return answer

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(OSError):
                assert process.stdin is not None
                process.stdin.close()
            if hasattr(os, "killpg"):
                with contextlib.suppress(OSError):
                    os.killpg(process.pid, signal.SIGKILL)  # it may be in the middle of a question
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def main() -> None:
    """Answer questions until nobody asks any more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())  # a print is no answer
    from ..course.assignment import load
    from ..execute.forked_process import can_fork
    from ..execute.local_process import LocalProcess
    from . import judging  # noqa: F401 - loaded now, so that no question waits for it

    load(_LOADED)
    spare = None if can_fork() else LocalProcess()
    for line in sys.stdin.buffer:
        question = json.loads(line)
        notebook, os.environ[kept.VARIABLE] = Path(question["notebook"]), question["kept"]
        if can_fork():
            answer = _answer_in_a_fork(notebook)
        else:
            answer = json.dumps(_answer(notebook, spare)).encode()
            spare = LocalProcess()  # it loads what it needs while the reader thinks
        answers.write(answer + b"\n")
        answers.flush()
    os._exit(0)


def _answer(notebook: Path, runtime: Runtime | None) -> Json:
    from .checker import check_here
    from .own import read_own

    try:
        return {"check": check_here(read_own(notebook), runtime).to_dict()}
    except CheckError as error:
        return {"error": str(error)}


def _answer_in_a_fork(notebook: Path) -> bytes:
    """Answer in a process that ends with it: what the checks of one lesson leave behind cannot reach another one."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reader)
            with os.fdopen(writer, "wb") as pipe:
                pipe.write(json.dumps(_answer(notebook, None)).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer or json.dumps({"error": "the check came to an unexpected end; try again"}).encode()


if __name__ == "__main__":
    main()
