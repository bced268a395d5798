"""Keeping what was decided: gradebook, notes beside it, feedback pages, files for learning systems.

In: results of `dispatch`. Out: rows of nbgrader's gradebook, and pages and tables that hold nothing that runs.
Called by `dispatch`, `report` and the command line; calls `course` and `collect`.
"""
