"""What holds for every test: in continuous integration, a skipped test is a failed run."""

import os
import tempfile

import pytest

# What a check keeps from one time to the next is kept for this run of the tests alone.
_kept = tempfile.TemporaryDirectory(prefix="seoul-tests-", ignore_cleanup_errors=True)
os.environ["SEOUL_CACHE_DIR"] = _kept.name

pytest_plugins = ["support.fixtures", "support.bank_report"]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("A skipped test counts as a failure here: install what it names.", red=True)
