"""The stopwatch of Textual's tutorial, cut down to one clock: a `Digits` that is updated ten times a second.

It exists as the measure of what a live screen costs.
"""

from __future__ import annotations

from time import monotonic
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import Digits

TICKS_A_SECOND = 10


class StopwatchApp(App[None]):
    """Counts up from its start."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Digits("00:00:00.00")

    def on_mount(self) -> None:
        self._started = monotonic()
        self.set_interval(1 / TICKS_A_SECOND, self._tick)

    def _tick(self) -> None:
        minutes, seconds = divmod(monotonic() - self._started, 60)
        hours, minutes = divmod(minutes, 60)
        self.query_one(Digits).update(f"{hours:02,.0f}:{minutes:02.0f}:{seconds:05.2f}")


if __name__ == "__main__":
    StopwatchApp().run()
