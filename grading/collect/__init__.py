"""What was handed in: downloads of learning systems, archives, folders, class lists, and each notebook as data.

In: files that students chose, of which nothing is believed. Out: `Submission`, `Person`, the cells of a notebook.
Called by `dispatch`, `record`, `report` and the command line; calls `course` alone.
"""
