"""Run every ``bench_*.py`` beside this file and print one table: ``python binder/run.py bench [-k WORD]``."""

import argparse
import datetime
import importlib
import importlib.metadata
import os
import platform
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.row import Row


def topics(word: str) -> list[str]:
    """Return the module names whose topic contains a word."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    return [name for name in found if word.lower() in name]


def machine() -> str:
    """Return one line on the machine and the versions that matter."""
    packages = ("numpy", "pandas", "matplotlib", "ipywidgets", "jupyterlab", "nbgrader")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    today = datetime.datetime.now(datetime.UTC).date()
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{today}; {system}; {versions}"


HEADINGS = ("what", "ours", "instead", "ratio", "target", "note")


def words(row: Row) -> tuple[str, ...]:
    """Return what stands under the headings."""
    theirs = "" if row.theirs is None else f"{row.theirs:,.4g} {row.unit}"
    ratio = "" if row.ratio is None else f"{row.ratio:,.3g}x"
    met = {None: "", True: " (met)", False: " (NOT met)"}[row.met]
    return row.what, f"{row.ours:,.4g} {row.unit}", theirs, ratio, row.target + met, row.note


def table(name: str, rows: list[Row]) -> Table:
    """Return the rows of one topic as a table to print."""
    out = Table(title=name.removeprefix("bench_"), title_justify="left", expand=False)
    for heading in HEADINGS:
        out.add_column(heading, justify="right" if heading in ("ours", "instead", "ratio") else "left")
    for row in rows:
        out.add_row(*words(row))
    return out


def page(measured: dict[str, list[Row]]) -> str:
    """Return the report as Markdown."""
    parts = [
        f"# How fast\n\n{machine()}\n\nA ratio above 1 says how many times longer the other way takes.\n"
    ]
    for name, rows in measured.items():
        lines = ["| " + " | ".join(cells) + " |" for cells in (HEADINGS, ("---",) * 6, *map(words, rows))]
        parts.append(f"## {name.removeprefix('bench_').capitalize()}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def main() -> int:
    """Measure the chosen topics; exit 1 when one of them could not be measured."""
    parser = argparse.ArgumentParser(prog="python binder/run.py bench", description=__doc__)
    parser.add_argument("-k", default="", metavar="WORD", help="only topics with this word in their name")
    parser.add_argument("-o", type=Path, metavar="FILE.md", help="write the report to this file, too")
    arguments = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 160)
    names = topics(arguments.k)
    if not names:
        console.print(f"No benchmark has {arguments.k!r} in its name. There are: {', '.join(topics(''))}.")
        return 2
    console.print(machine(), highlight=False)
    failed = []
    measured: dict[str, list[Row]] = {}
    for name in names:
        console.print(f"measuring {name.removeprefix('bench_')} …", style="dim")
        try:
            measured[name] = list(importlib.import_module(f"bench.{name}").rows())
            console.print(table(name, measured[name]))
        except Exception as error:  # one topic that cannot run must not hide the others
            failed.append(name)
            console.print(f"{name} could not be measured: {type(error).__name__}: {error}", style="red")
    if arguments.o is not None:
        arguments.o.write_text(page(measured), encoding="utf-8")
        console.print(f"written to {arguments.o}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
