"""The text field of one line that every screen uses.

It exists because Textual's own keeps the first of several pasted lines and drops the others without a word, and does
not take the joiners of emoji and of Persian from the keyboard.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.widgets import Input

from trackclock.safe_text import is_harmful, safe


def is_typed(character: str | None) -> bool:
    """Whether a key is a character that belongs into a text, seen or not."""
    return character is not None and not is_harmful(character)


def as_one_line(text: str) -> tuple[str, str]:
    """What was pasted as one line, and what has to be said about it; empty if nothing has been changed.

    Lines are joined by blanks and a tab becomes one; characters that would do harm are left out.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    joined = " ".join(line.strip() for line in lines) if len(lines) > 1 else "".join(lines)
    joined = joined.replace("\t", " ")
    line = safe(joined)
    remarks = []
    if len(lines) > 1:
        remarks.append(f"{len(lines)} lines were joined into one.")
    if line != joined:
        remarks.append("Control characters were left out.")
    return line, " ".join(remarks)


class LineInput(Input):
    """A field of one line into which anything may be pasted: nothing of it goes without a word."""

    def __init__(
        self,
        value: str = "",
        *,
        max_length: int,
        placeholder: str = "",
        compact: bool = False,
        select_on_focus: bool = True,
        take_lines: Callable[[str], bool] | None = None,
        take_line: Callable[[str], bool] | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Make it.

        Args:
            value: what stands in it at first.
            max_length: how many characters it takes.
            placeholder: what it says while it is empty.
            compact: whether it has no border.
            select_on_focus: whether all of it is selected when it gets the focus.
            take_lines: asked first where several lines are pasted; whether they were put elsewhere.
            take_line: the same where one is.
            id: as for any widget.
        """
        super().__init__(
            value,
            placeholder=placeholder,
            max_length=max_length,
            compact=compact,
            select_on_focus=select_on_focus,
            id=id,
        )
        self._most = max_length
        self._take_lines = take_lines
        self._take_line = take_line
        self._is_full_said = False

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - Textual's names
        """Whether a key is typed into it."""
        return is_typed(character)

    async def _on_key(self, event: events.Key) -> None:
        """Take what Textual does not count as a character, such as the joiner in an emoji."""
        if is_typed(event.character) and not event.is_printable:
            event.stop()
            event.prevent_default()
            self.replace(event.character or "", *self.selection)

    def _on_paste(self, event: events.Paste) -> None:
        """Put in all that is pasted."""
        event.stop()
        event.prevent_default()  # which would be to put in the first line
        self.put_in(event.text)

    def action_paste(self) -> None:
        """Put in all that was copied within the app."""
        self.put_in(self.app.clipboard)

    def put_in(self, text: str) -> None:
        """Put a text in at the cursor, as one line unless there is a better place for it; or say why not."""
        is_several = sum(bool(line.strip()) for line in text.splitlines()) > 1
        take = self._take_lines if is_several else self._take_line
        if take is not None and take(text):
            return
        line, remark = as_one_line(text)
        start, end = sorted(self.selection)
        length = len(self.value) - (end - start) + len(line)
        if length > self._most:
            words = f"That would be {length} characters, and this field takes {self._most}: nothing was put in."
            self.notify(words, severity="error", markup=False)
            return
        self.replace(line, start, end)
        if remark:
            self.notify(remark, markup=False)

    def restricted(self) -> None:
        """Say once why nothing more is taken."""
        super().restricted()
        if not self._is_full_said:
            self._is_full_said = True
            self.notify(f"This field takes {self._most} characters.", severity="warning", markup=False)
