"""The lesson sources, what is built from them, and the grader."""
