"""An empty Textual app: one `Static`; the key `h` pushes a screen with another one.

It exists as the measure of start-up, of memory and of opening a screen.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static


class Second(Screen[None]):
    """Another screen."""

    def compose(self) -> ComposeResult:
        yield Static("second")


class EmptyApp(App[None]):
    """One line of text."""

    BINDINGS: ClassVar[list[BindingType]] = [("h", "second", "Second"), ("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Static("hello")

    def action_second(self) -> None:
        self.push_screen(Second())


if __name__ == "__main__":
    EmptyApp().run()
