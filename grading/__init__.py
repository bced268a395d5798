"""The lesson sources, what is built from them, and the grader."""

from .lazy_imports import put_off, put_off_addresses

put_off("nbgrader")
put_off("jupytext")
put_off_addresses()
