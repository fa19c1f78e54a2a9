"""The dialog in which a note is written and the effort is rated.

It exists as a dialog because the note must never have the focus by itself: space is the stopwatch's key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from trackclock.application.keeping import Keeping
from trackclock.kept_words import KeptWords, WordsKind
from trackclock.keys import Scope, commands_of
from trackclock.ports import SessionHeader
from trackclock.ui.access import services_of
from trackclock.ui.away.dialog import Dialog
from trackclock.ui.left_words import WORDS_KEYS, OffersWords
from trackclock.ui.widgets.keys import bindings_of
from trackclock.ui.widgets.line_input import LineInput
from trackclock.ui.widgets.offer_line import OfferLine
from trackclock.ui.words import MUTED_STYLE, clean

_KEYS = commands_of(Scope.NOTE)

MAX_NOTE = 2_000
"""A note has at most so many characters."""

_WORDS = ("", "very easy", "easy", "easy", "moderate", "moderate", "moderate", "hard", "hard", "very hard", "all out")
_PICKER_WIDTH = 44
_EFFORTS = frozenset(map(str, range(1, 11)))


class EffortPicker(Widget, can_focus=True):
    """Ten numbers, of which one or none is chosen."""

    DEFAULT_CSS = """
    EffortPicker { height: 1; width: auto; max-width: 100%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Less", show=False),
        Binding("right", "step(1)", "More", show=False),
        Binding("backspace,delete", "clear", "No rating", show=False),
    ]

    effort: reactive[int | None] = reactive[int | None](None)
    """1 to 10, or None."""

    def __init__(self, effort: int | None) -> None:
        """Begin with an effort or none."""
        super().__init__()
        self.set_reactive(EffortPicker.effort, effort)

    def render(self) -> Content:
        """The numbers, the chosen one reversed, and its word."""
        parts: list[str | tuple[str, str]] = []
        for number in range(1, 11):
            style = "reverse bold" if number == self.effort else "bold" if self.has_focus else ""
            parts.append((f" {number} ", style))
        if self.size.width >= _PICKER_WIDTH:
            parts.append((f"  {_WORDS[self.effort]}" if self.effort else "  not rated", MUTED_STYLE))
        return Content.assemble(*parts).pad_right(2)

    def get_content_width(self, container: object, viewport: object) -> int:  # noqa: ARG002
        """Wide enough for the longest word."""
        return _PICKER_WIDTH

    def action_step(self, by: int) -> None:
        """Choose the next or the previous number."""
        self.effort = max(1, min(10, (self.effort or (0 if by > 0 else 11)) + by))

    def action_clear(self) -> None:
        """Take the rating back."""
        self.effort = None

    def on_key(self, event: events.Key) -> None:
        """Digits choose a number; 0 is 10."""
        if event.character is not None and event.character.isdecimal() and event.character.isascii():
            event.stop()
            self.effort = int(event.character) or 10

    def on_click(self, event: events.Click) -> None:
        """Choose the number that was clicked; the chosen one again takes it back."""
        number = min(event.x, 30) // 3 + 1
        if event.x >= 31 or not 1 <= number <= 10:
            return
        self.effort = None if self.effort == number else number

    def on_focus(self) -> None:
        """Show that keys arrive here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that they no longer do."""
        self.refresh()


class NoteScreen(Dialog[bool], OffersWords):
    """Asks for a note and an effort, and stays open until both are kept; gives back whether they are."""

    DEFAULT_CSS = """
    NoteScreen > Vertical { width: 72; }
    NoteScreen Input { margin: 0 0 1 0; }
    NoteScreen #wrong { display: none; }
    NoteScreen OfferLine { margin: 0 0 1 0; }
    NoteScreen #answers { margin-top: 1; padding: 0; }
    """

    answers = _KEYS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of((*_KEYS, *WORDS_KEYS)),
    ]

    def __init__(
        self,
        note: str,
        effort: int | None,
        save: Callable[[str, int | None], str],
        session: SessionHeader,
        words: KeptWords | None = None,
    ) -> None:
        """Begin with what is written already.

        Args:
            note: the note.
            effort: 1 to 10; None where it is not rated.
            save: saves both, or says why it cannot; empty if they are saved.
            session: what the note is about.
            words: what was written about it and not saved, to go on with it.
        """
        super().__init__()
        self._note, self._effort = note, effort
        self._save = save
        self._session = session
        self._words = words
        self._keeping: Keeping

    def body(self) -> ComposeResult:
        """The note and the effort."""
        yield OfferLine(WORDS_KEYS, id="left-words")
        yield Static("Note")
        yield LineInput(clean(self._note), placeholder="how it went", max_length=MAX_NOTE, select_on_focus=False)
        yield Static("Effort, 1 very easy to 10 all out")
        yield EffortPicker(self._effort)
        yield Static(id="wrong")

    def on_mount(self) -> None:
        """Offer what was left, or go on with it."""
        self._keeping = Keeping(services_of(self), WordsKind.NOTE, self._session.id)
        self.watch(self.query_one(EffortPicker), "effort", self._keep, init=False)
        if self._words is not None:
            self.restore(self._words)
        else:
            self.look_for_words()

    def on_unmount(self) -> None:
        """What is not saved stays, and is offered."""
        self._keeping.leave()

    def is_wanted(self, words: KeptWords) -> bool:
        """What was written about this session and not saved."""
        return words.kind is WordsKind.NOTE and words.key == self._session.id

    def restore(self, words: KeptWords) -> None:
        """Write on where somebody was cut off."""
        if not self._keeping.take(words):
            self.notify("Another trackclock has these words.")
        else:
            self.query_one(LineInput).value = words.fields.get("note", "")
            effort = words.fields.get("effort", "")
            self.query_one(EffortPicker).effort = int(effort) if effort in _EFFORTS else None
        self.look_for_words()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed."""
        event.stop()
        self._keep()

    def _keep(self) -> None:
        note, effort = self.query_one(LineInput).value, self.query_one(EffortPicker).effort
        if (note, effort) == (clean(self._note), self._effort):
            self._keeping.keep(None)
        else:
            fields = {"note": note, "effort": "" if effort is None else str(effort)}
            self._keeping.keep(fields, self._session.plan.name)

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_keep()

    def key_enter(self) -> None:
        """Enter saves from the effort too; the note says so itself."""
        if not isinstance(self.focused, Input):
            self.action_keep()

    def action_keep(self) -> None:
        """Keep what is written; where that cannot be done it stays here, and why is said."""
        note = clean(self.query_one(Input).value)
        if note == clean(self._note):
            note = self._note
        wrong = self._save(note, self.query_one(EffortPicker).effort)
        if wrong:
            self.query_one("#wrong").display = True
            self.show_wrong(wrong)
        else:
            self._keeping.keep(None)
            self.dismiss(True)

    def action_cancel(self) -> None:
        """Leave everything as it was."""
        self._keeping.keep(None)
        self.dismiss(False)
