"""Deciding what an answer earns: test cells run here, in a process that a student's code never enters.

In: a notebook of the course and a `Wire` to the student's process. Out: a `Verdict` for each graded cell.
Called by `dispatch` and `check`; calls `course` and `execute`.
"""
