"""A text field with a mark where something is wrong in it.

It exists because an error with a place is only half as good if one has to count columns to find it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from trackclock.safe_text import safe
from trackclock.ui.once_shown import once_shown
from trackclock.ui.widgets.line_input import is_typed

_UNSEEN = "\u00b7"


def _remark_of(line: str) -> str:
    return f"# {line}" if line.strip() else line


def _line_of_remark(line: str) -> str:
    return line.replace("# ", "", 1)


def _in_common(lines: Sequence[str], others: Sequence[str]) -> int:
    """How many lines at the beginning are the same."""
    pairs = zip(lines, others, strict=False)
    return next((index for index, (line, other) in enumerate(pairs) if line != other), min(len(lines), len(others)))


class MarkedText(TextArea):
    """A text area that underlines what is wrong in it, and that never sends a control character to the terminal."""

    DEFAULT_CSS = """
    MarkedText { border: none; padding: 0; height: 1fr; background: $background; }
    MarkedText:focus { border: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "go_to(True)", "to the beginning", show=False),
        Binding("ctrl+end", "go_to(False)", "to the end", show=False),
    ]

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:  # noqa: A002
        """Make it empty.

        Args:
            id: as for any widget.
            placeholder: what it says while it is empty.
        """
        super().__init__(id=id, placeholder=placeholder, show_line_numbers=True, compact=True)
        self._wrong: tuple[tuple[int, int, int], ...] = ()

    def check_consume_key(self, key: str, character: str | None = None) -> bool:  # noqa: ARG002 - Textual's names
        """Whether a key is typed into it."""
        return is_typed(character)

    async def _on_key(self, event: events.Key) -> None:
        """Take what Textual does not count as a character, such as the joiner in an emoji."""
        if is_typed(event.character) and not event.is_printable:
            event.stop()
            event.prevent_default()
            self.replace(event.character or "", *self.selection, maintain_selection_offset=False)

    def action_go_to(self, is_beginning: bool) -> None:
        """Move the cursor to the beginning or the end of the text."""
        self.move_cursor((0, 0) if is_beginning else self.document.end)

    def on_resize(self) -> None:
        """Show it wrapped anew, and keep the line that is written in sight, also where an error below took a row."""
        self.call_later(self.refresh)  # as many rows as before are taken for the same rows
        if self.has_focus:
            once_shown(self, self.scroll_cursor_visible)

    def take_lines(self, text: str) -> bool:
        """What was pasted into a field of one line and has no place there is the workout, as long as there is none.

        Returns:
            Whether they were taken.
        """
        if self.text.strip():
            return False
        lines = text.strip("\r\n").splitlines()
        self.insert("\n".join(lines), self.document.end)
        self.focus()
        what = "That" if len(lines) == 1 else f"The {len(lines)} lines"
        self.notify(f"{what} {'was' if len(lines) == 1 else 'were'} put into the workout.", markup=False)
        return True

    def toggle_remark(self) -> None:
        """Put `# ` before each line that is selected, or take it away where all of them have it.

        One undo takes it back, and the cursor stays on its character.
        """
        (first, _), (last, _) = sorted(self.selection)
        lines = [self.document.get_line(index) for index in range(first, last + 1)]
        written = [line for line in lines if line.strip()]
        is_remark = bool(written) and all(line.lstrip().startswith("# ") for line in written)
        changed = [_line_of_remark(line) if is_remark else _remark_of(line) for line in lines]
        row, column = self.cursor_location
        moved = max(0, column + len(changed[row - first]) - len(lines[row - first]))
        self.replace("\n".join(changed), (first, 0), (last, len(lines[-1])), maintain_selection_offset=False)
        self.move_cursor((row, moved))

    def write_lines(self, lines: Sequence[str]) -> None:
        """Write lines over those that are there, what differs as one edit, and go on behind it."""
        there = [self.document.get_line(index) for index in range(self.document.line_count)]
        if there != list(lines):
            most = min(len(there), len(lines)) - 1  # at least one line is written over
            above = _in_common(there[:most], lines[:most])
            below = _in_common(there[above + 1 :][::-1], lines[above + 1 :][::-1])
            last = len(there) - below - 1
            written = self.replace("\n".join(lines[above : len(lines) - below]), (above, 0), (last, len(there[last])))
            self.move_cursor(written.end_location)
        self.focus()

    def mark(self, places: Sequence[tuple[int, int, int]]) -> None:
        """Mark what is wrong.

        Args:
            places: of each, line and column, both from 0, and width in characters.
        """
        if tuple(places) != self._wrong:
            self._wrong = tuple(places)
            self.notify_style_update()
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        """One line as it is shown: what a terminal would act on is a dot, what is wrong is underlined."""
        text = self.document.get_line(line_index)
        line = Text("\t".join(safe(part, _UNSEEN) for part in text.split("\t")), end="", no_wrap=True)
        for wrong, column, width in self._wrong:
            if wrong == line_index:
                start = min(column, max(0, len(text) - 1))
                line.stylize(Style(underline=True, bold=True, reverse=True), start, max(start + 1, column + width))
        return line
