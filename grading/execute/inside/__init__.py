"""Code that runs in the student's process, as top-level modules. Nothing here may import from outside this folder."""
