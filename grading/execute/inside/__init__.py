"""What runs next to a student's code. Nothing here may import from outside this folder."""
