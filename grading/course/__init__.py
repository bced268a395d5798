"""The instructor's side: the nbgrader course on disk, its assignments as data, its limits and its gradebook.

In: the folder of a course. Out: `Course`, `Assignment`, `Notebook`, `Cell`, `Limits`, an open gradebook.
Every other room of grading may call it; it calls none of them.
"""
