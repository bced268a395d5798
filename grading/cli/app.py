"""Gather the commands, and turn every mistake into one line and an exit code."""

import io
import os
import sys

import typer

from . import (
    build,
    check,
    export,
    feedback,
    formgrader,
    grade,
    lab,
    play,
    progress,
    release,
    report,
    rules,
    site,
    term,
)
from .errors import Mistake

STOPPED = 130  # what a shell reports of a program that Ctrl-C ended

app = typer.Typer(
    name="seoul",
    help="Seoul's Dilemma: open the course, check your answers, build and grade the lessons.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("lab", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(lab.lab)
app.command("check")(check.check)
app.command("progress")(progress.progress)
app.command("play")(play.play)
app.command("build")(build.build)
app.command("grade")(grade.grade)
app.command("formgrader", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(
    formgrader.formgrader
)
app.command("rules")(rules.rules)
app.command("feedback")(feedback.feedback)
app.command("report")(report.report)
app.command("export")(export.export)
app.command("term")(term.term)
app.command("release")(release.release)
app.command("site")(site.site)


def _own_packages_first() -> None:
    """Let what `PYTHONPATH` adds, on a machine set up for something else, take the place of none of our packages."""
    foreign = {os.path.abspath(each) for each in os.environ.pop("PYTHONPATH", "").split(os.pathsep) if each}  # noqa: PTH100
    sys.path.sort(key=lambda each: each in foreign)


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : list of str, optional
        What follows ``seoul``; the process's own arguments when left out.

    Returns
    -------
    int
        Exit code: 0 when the command did what it says.
    """
    if arguments is None:
        _own_packages_first()
    for stream in (sys.stdout, sys.stderr):
        # Windows writes into a file or a pipe in an old encoding, which has no sign for right and wrong.
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8")
    try:
        code = typer.main.get_command(app).main(args=arguments, prog_name="seoul", standalone_mode=False)
    except Mistake as mistake:
        print(f"seoul: {mistake}", file=sys.stderr)
        if mistake.code == STOPPED and arguments is None:
            # Who stopped it wants the prompt back; Python takes seconds to tidy up after this many packages.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(STOPPED)
        return mistake.code
    except (KeyboardInterrupt, typer.Abort):
        print("seoul: stopped", file=sys.stderr)
        return STOPPED
    except Exception as error:
        # The parser's own errors (an unknown command or option) know how to say themselves; the rest are bugs.
        if not hasattr(error, "format_message"):
            raise
        message = " ".join(error.format_message().split())
        if message:
            print(f"seoul: {message} See: seoul --help", file=sys.stderr)
        return getattr(error, "exit_code", 2)
    return code if isinstance(code, int) else 0
