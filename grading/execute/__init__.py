"""Running a student's code: the answers put into the instructor's notebook, and the process that runs them, walled in.

In: a notebook's cells. Out: a `Wire` to the process in which they run. `inside` is all that runs beside that code.
Called by `judge`, `dispatch` and `check`; calls `course` and `collect`.
"""
