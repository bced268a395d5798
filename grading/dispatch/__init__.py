"""Grading many: one submission from its file to its verdicts, processes side by side, and a cluster of machines.

In: a course and its submissions. Out: recorded results, and what the summary table shows.
Called by the command line and `nbgrader_hook`; calls every room before it.
"""
