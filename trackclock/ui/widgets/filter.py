"""The line in which a list is narrowed down by typing.

It exists apart from the lists because the text field in it is only imported once somebody presses `/`.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static


class FilterLine(Horizontal):
    """Hidden until it is opened; it says what is typed at each letter."""

    DEFAULT_CSS = """
    FilterLine { height: 1; display: none; background: $panel; padding: 0 1; }
    FilterLine.-open { display: block; }
    FilterLine > Static { width: auto; }
    FilterLine > Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    """

    MAX_LENGTH: ClassVar[int] = 100

    class Changed(Message):
        """Something else is typed."""

        def __init__(self, value: str) -> None:
            """Say what."""
            super().__init__()
            self.value = value

    class Left(Message):
        """The line is done with: the list should have the focus again."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        """Make it, hidden and empty."""
        super().__init__(id=id)
        self.value = ""

    def compose(self) -> ComposeResult:
        """Only the sign; the field comes when it is wanted."""
        yield Static("/ ")

    @property
    def _field(self) -> Widget | None:
        found = self.query("Input")
        return found.first() if found else None

    async def open(self) -> None:
        """Show the line and put the cursor into it."""
        from trackclock.ui.widgets.line_input import LineInput

        self.add_class("-open")
        field = self._field
        if field is None:
            field = LineInput(
                self.value,
                placeholder="type to filter, enter to go to the list, esc to see all",
                max_length=self.MAX_LENGTH,
                compact=True,
                select_on_focus=False,
            )
            await self.mount(field)
        field.focus()

    def clear(self) -> None:
        """Empty the line and hide it."""
        from textual.widgets import Input

        if isinstance(self._field, Input):
            self._field.value = ""
        self._take("")
        self.remove_class("-open")
        self.post_message(self.Left())

    def _take(self, value: str) -> None:
        if value != self.value:
            self.value = value
            self.post_message(self.Changed(value))

    def on_input_changed(self, event: Message) -> None:
        """Pass on what is typed."""
        event.stop()
        self._take(str(getattr(event, "value", "")))

    def on_input_submitted(self, event: Message) -> None:
        """Enter goes to the list and keeps the filter."""
        event.stop()
        if not self.value:
            self.remove_class("-open")
        self.post_message(self.Left())

    def on_key(self, event: events.Key) -> None:
        """Escape drops the filter; the arrows go to the list."""
        if event.key == "escape":
            event.stop()
            self.clear()
        elif event.key in ("down", "up"):
            event.stop()
            self.post_message(self.Left())
