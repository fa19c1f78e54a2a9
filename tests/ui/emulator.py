"""A terminal emulator behind an app that is driven in the test's own process.

It exists because what a terminal shows is what was painted in steps; an exported picture is one painting of all.
"""

from __future__ import annotations

import pyte
import pytest
from textual.drivers.headless_driver import HeadlessDriver

Cell = tuple[str, str, str, bool]


class Terminal:
    """What a terminal shows, and what was written to it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, columns: int = 80, rows: int = 24) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.written: list[str] = []
        monkeypatch.setenv("COLORTERM", "truecolor")
        monkeypatch.setattr(HeadlessDriver, "is_headless", False)
        monkeypatch.setattr(HeadlessDriver, "write", self._write)

    def _write(self, data: str) -> None:
        self.written.append(data)
        self._stream.feed(data)

    def feed(self, data: str) -> None:
        """Let another program write."""
        self._stream.feed(data)

    def cells(self) -> list[list[Cell]]:
        """Every character with its colours."""
        screen = self.screen
        return [
            [(cell.data, cell.fg, cell.bg, cell.bold) for cell in (screen.buffer[y][x] for x in range(screen.columns))]
            for y in range(screen.lines)
        ]

    def text(self) -> str:
        return "\n".join(self.screen.display)
