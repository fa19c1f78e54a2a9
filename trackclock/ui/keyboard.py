"""What happens to a key before any widget sees it: its stamp, its name, its turn, and whether it is a press.

It exists apart from the app because the order of these decides whether a mark is ever lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App

from trackclock.ui.in_turn import InTurn
from trackclock.ui.pressed import Key, become_plain, is_of_other_letters, is_space

if TYPE_CHECKING:
    from trackclock.application.services import Services
    from trackclock.ui.access import Live

PALETTE = "--command-palette"
"""The id that Textual gives it."""


class AppWithKeys(App[None]):
    """Stamps each key, and lets space count before any widget sees it (ARCHITECTURE.md, "The table of states")."""

    services: Services

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As for any app."""
        super().__init__(*args, **kwargs)
        self.live: Live | None = None
        """The screen of the session that space counts for; None while there is none."""
        self.key_ms = 0
        """When the key that is being handled arrived, as a reading of the clock."""
        self.is_early = False
        """Whether a press counts for a session that is still being opened, while none lives."""
        self.early: list[tuple[str, int]] = []
        """The keys that came meanwhile, and when they arrived."""
        self.marks: tuple[str, ...] = ("space",)
        """The keys that are the one big key, in Textual's words."""
        self._is_script_said = False
        self._turn = InTurn(self, self._hand_on, self._is_typed)

    async def on_event(self, event: events.Event) -> None:
        """Let a mark count at once, and anything else that is typed or pasted when it is its turn."""
        if isinstance(event, events.MouseDown):
            self.key_ms = self.services.clock.stamp_ms(event.time)  # a click on a key is that key
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._turn.has_to_wait(event) and not self._is_mark(event):
            self._turn.wait(event)
        else:
            await self._hand_on(event)

    def _is_mark(self, event: events.Event) -> bool:
        """Whether something is a press that counts for a session under way."""
        is_under_way = self.live is not None and self.live.is_under_way
        return is_under_way and isinstance(event, events.Key) and self._is_press(event) and not self.is_typing

    def _is_typed(self, event: events.Event) -> bool:
        """Whether something goes into the text field that the user has entered."""
        focused = self.focused
        if focused is None or not isinstance(event, events.Key):
            return isinstance(event, events.Paste) and self.is_typing
        return focused.check_consume_key(event.key, event.character)

    def _is_press(self, event: events.Key) -> bool:
        """Whether a key is the one big key.

        Space is it on every screen once a session has begun; what has not is started on its own screen only. Other keys
        scroll or answer elsewhere.
        """
        screen: object = self.screen
        if self.live is None:
            return is_space(event)
        if screen is self.live:
            return is_space(event) or event.key in self.marks
        return is_space(event) and self.live.is_under_way

    async def _hand_on(self, event: events.Event) -> None:
        """Do what a key or a paste is for, or give it to the screen."""
        target = self.focused or self.screen
        if isinstance(event, events.Paste):
            self._look_at_paste(event)
        elif isinstance(event, events.Key):
            self.key_ms = self.services.clock.stamp_ms(event.time)
            is_typing = self.is_typing
            become_plain(event, is_typing=is_typing)
            if not is_typing and self._is_spent(event):
                return
        await super().on_event(event)
        is_typed = isinstance(event, events.Key) and target.check_consume_key(event.key, event.character)
        path = target.ancestors_with_self[:-1] if event.is_forwarded else ()
        (self._turn.follow_typed if is_typed else self._turn.follow)(path)

    def _is_spent(self, event: events.Key) -> bool:
        """Whether a key has been dealt with before any screen sees it: a press, or one that means nothing."""
        is_under_way = self.live is not None and self.live.is_under_way
        if is_under_way and isinstance(event, Key) and event.is_pasted:
            self._say_pasted()
            return True
        if is_of_other_letters(event) and not self._is_known(event.key):
            self._say_once_that_letters_differ()
            return True
        if self.live is None and self.is_early:
            self.early.append(("space" if is_space(event) else event.key, self.key_ms))
        if not self._is_press(event):
            return False
        if self.live is not None:
            self.live.press(self.key_ms)
            return not self._is_looked_at
        return self.is_early

    @property
    def _is_looked_at(self) -> bool:
        """Whether the screen shows each key that arrives, whatever else it has done."""
        hears_all: bool = getattr(self.screen, "hears_all", False)
        return hears_all

    def _is_known(self, key: str) -> bool:
        """Whether a letter of another alphabet is a key that the user has given to a command, or is only looked at."""
        return self._is_looked_at or key in self.marks or key in self.screen.active_bindings

    def _say_once_that_letters_differ(self) -> None:
        if not self._is_script_said:
            self._is_script_said = True
            counts = "" if self.live is None else "; space counts all the same"
            self.show_message(f"this key does nothing here: the keyboard writes other letters{counts}")

    def _say_pasted(self) -> None:
        if self.live is not None:
            self.live.show_message("that was pasted: none of it counts", is_warning=True)

    def show_message(self, text: str) -> None:
        """Say what a key has come to, where there is no place on the screen that shows it."""
        raise NotImplementedError

    def on_key(self, event: events.Key) -> None:
        """Remember the stamp of a key that comes back from a widget, since a binding's action never sees it."""
        self.key_ms = self.services.clock.stamp_ms(event.time)

    @property
    def is_typing(self) -> bool:
        """Whether the user has entered a text field; what they type goes there, the palette's own included."""
        focused = self.focused
        return focused is not None and focused.check_consume_key("space", " ")

    def _look_at_paste(self, event: events.Paste) -> None:
        """A running session takes none; the palette's field is Textual's own, which drops all lines but the first."""
        if self.live is not None and self.live.is_under_way and not self.is_typing:
            self._say_pasted()
        if self.screen.id != PALETTE:
            return
        from trackclock.ui.widgets.line_input import as_one_line

        event.text, remark = as_one_line(event.text)
        if remark:
            self.notify(remark, markup=False)
