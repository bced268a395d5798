"""The address of `nbgrader_hook` in courses that were made with version 0.1."""
