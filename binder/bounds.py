"""Run the tests with the oldest or the newest versions that ``pyproject.toml`` allows.

    python binder/bounds.py oldest
    python binder/bounds.py newest tests/lessons -k game

What follows goes to pytest; without anything, all tests but those that make clean environments run. The
environments are ``.venv-oldest/`` and ``.venv-newest/``, made anew each time. It uses ``uv`` of the environment that
``python binder/run.py test`` makes.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESOLUTION = {"oldest": "lowest-direct", "newest": "highest"}


def inside(environment: Path, program: str) -> Path:
    """Find a program of an environment."""
    return environment / ("Scripts" if os.name == "nt" else "bin") / (program + ".exe" * (os.name == "nt"))


def main(arguments: list[str]) -> int:
    """Make one environment and run tests in it; return the exit code."""
    if not arguments or arguments[0] not in RESOLUTION:
        print("bounds: say oldest or newest, such as: python binder/bounds.py oldest", file=sys.stderr)
        return 2
    uv = inside(ROOT / ".venv", "uv")
    if not uv.is_file():
        print("bounds: make the environment first: python binder/run.py test --co -q", file=sys.stderr)
        return 2
    which, rest = arguments[0], arguments[1:]
    environment = ROOT / f".venv-{which}"
    python = inside(environment, "python")
    pip = [uv, "pip", "install", "--python", python]
    project = [ROOT / "pyproject.toml", "--extra", "cluster", "--extra", "postgres", "--group", "install"]
    try:
        for step in (
            [uv, "venv", "--quiet", "--clear", "--python", sys.executable, environment],
            # What the project itself asks for at that end; then the tools of the tests, as new as they fit.
            [*pip, "--resolution", RESOLUTION[which], "-r", *project],
            [*pip, "-r", *project, "--group", "dev"],
            [*pip, "--no-deps", "--no-build-isolation", "-e", ROOT],
        ):
            subprocess.run([str(word) for word in step], cwd=ROOT, check=True)
    except subprocess.CalledProcessError as error:
        print(f"bounds: the environment could not be made: {' '.join(error.cmd)}", file=sys.stderr)
        return 1
    path = f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    tests = rest or ["-n", "logical", "--dist", "loadfile", "-m", "not install"]
    return subprocess.call(
        [str(python), "-m", "pytest", *tests],
        cwd=ROOT,
        env=os.environ | {"PATH": path, "VIRTUAL_ENV": str(environment)},
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
