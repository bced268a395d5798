"""Print at the end of a run what the banks of answers showed, whichever process tried them."""

import pytest

BANK_PROPERTY = "bank"
HEAD = ("lesson", "exercises", "points", "right answers tried", "wrong answers tried", "slipped through")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Add up what the tests of `lessons/test_bank.py` recorded; a worker's records arrive with its reports."""
    rows = sorted(
        value
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        for name, value in report.user_properties
        if name == BANK_PROPERTY
    )
    if not rows:
        return
    terminalreporter.section("exercises tried")
    total = ["all", *(sum(column) for column in list(zip(*rows, strict=True))[1:])]
    for row in [HEAD, *rows, total]:
        first, *others = (f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row)
        terminalreporter.write_line(
            f"{first:24}"
            + "".join(f"{cell:>{len(head) + 2}}" for cell, head in zip(others, HEAD[1:], strict=True))
        )
