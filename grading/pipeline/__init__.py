"""Grading that can be trusted: transplant, run apart, judge apart, record once.

Student code runs only in `inside`, within bubblewrap; test cells run only in `judge`, which student code never
enters; only `record` writes to the gradebook. `grading/README.md` says what this protects from and what not.
"""
