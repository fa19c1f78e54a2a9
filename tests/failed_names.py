"""A pytest plugin that writes the names of what failed into a file, one a line.

It exists because `python -m tests` says them all together at the end, when the output of the first part has long gone
past.
"""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--failed-to", type=Path, help="write the names of the failing tests into this file")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write them; with xdist this is called in the one process that hears of them all."""
    path = config.getoption("--failed-to")
    if path is None:
        return
    found = [report.nodeid for kind in ("failed", "error") for report in terminalreporter.stats.get(kind, [])]
    path.write_text("".join(f"{name}\n" for name in dict.fromkeys(found)), encoding="utf-8")
