"""A Textual app that writes down when its keys arrived, by its own messages' stamps.

It exists as the measure of a press: this is the best that an app can know that trusts Textual. Its one argument is the
file for the stamps, one a line, in nanoseconds of the monotonic clock.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Static


class StampsApp(App[None]):
    """Knows when each space came."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit")]

    def __init__(self) -> None:
        super().__init__()
        self._stamps: list[int] = []

    def compose(self) -> ComposeResult:
        yield Static("READY")

    def on_key(self, event: events.Key) -> None:
        if event.key == "space":
            self._stamps.append(int(event.time * 1e9))

    def on_unmount(self) -> None:
        Path(sys.argv[1]).write_text("".join(f"{stamp}\n" for stamp in self._stamps), encoding="ascii")


if __name__ == "__main__":
    StampsApp().run()
