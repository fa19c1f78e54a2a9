"""The way out of a screen in which something is written: what is not saved is saved by enter.

It exists apart from the editor because it is the one place where a slip of a key could cost an evening's words.
"""

from __future__ import annotations

from textual.widget import Widget

from trackclock.ui import navigation


class SavesOnLeaving(Widget):
    """A mixin for such a screen."""

    wants_to_leave = False
    """Whether it is left as soon as it is saved; whatever keeps it from being saved keeps it open."""

    @property
    def is_changed(self) -> bool:
        """Whether anything is not saved."""
        raise NotImplementedError

    def action_save(self) -> None:
        """Save."""
        raise NotImplementedError

    def give_up(self) -> None:
        """What is not saved is not wanted."""
        raise NotImplementedError

    def leave(self) -> None:
        """Leave."""
        raise NotImplementedError

    def ask_to_leave(self) -> None:
        """The app's own key for leaving a screen loses no more than this one's."""
        self.leave_or_ask()

    def leave_or_ask(self) -> None:
        """Leave; what is not saved is saved, if that is wanted."""
        if not self.is_changed:
            self.leave()
            return

        def decide(is_wanted: bool | None) -> None:
            if is_wanted:
                self.action_save()
                self.wants_to_leave = True
            elif is_wanted is not None:
                self.give_up()
                self.leave()

        self.app.push_screen(navigation.saving(), decide)
