"""Work that must not hold up the keys, done in a thread, its outcome handed back to the screen.

It exists so that every screen reads the disk and reckons in one way: the newest question wins, an error is a line on
the screen, and a screen that was left in the meantime is left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TypeVar

from textual.message import Message
from textual.widget import Widget

from trackclock.errors import TrackclockError

_T = TypeVar("_T")


class Background(Widget):
    """A mixin for screens and widgets that have long questions.

    It stands after the screen's own class among the bases: Textual takes the default style, and the background with
    it, from the first, and a screen without a background paints every screen below it again.
    """

    class Answered(Message):
        """The outcome of something that was asked in the background."""

        namespace = "background"

        def __init__(self, group: str, number: int, then: Callable[[], None]) -> None:
            """Say what was asked, its number and what to do with the outcome."""
            super().__init__()
            self.group = group
            self.number = number
            self.then = then

    _asked: Counter[str] | None = None

    def ask(
        self,
        question: Callable[[], _T],
        then: Callable[[_T], None],
        *,
        group: str,
        failed: Callable[[TrackclockError], None] | None = None,
    ) -> None:
        """Do something in a thread and hand its outcome to the screen.

        Args:
            question: what to do; it must not touch a widget.
            then: takes the outcome, in the screen's own turn.
            group: a later question of the same group makes this one void.
            failed: takes an error that is meant for the user; without it, it is shown as a notification.
        """
        asked = self._asked = self._asked if self._asked is not None else Counter()
        asked[group] += 1
        number = asked[group]

        def work() -> None:
            try:
                outcome = question()
            except TrackclockError as error:
                problem = error
                self.post_message(self.Answered(group, number, lambda: (failed or self.complain)(problem)))
                return
            self.post_message(self.Answered(group, number, lambda: then(outcome)))

        self.run_worker(work, thread=True, group=group, exclusive=True)

    def is_asking(self, group: str) -> bool:
        """Whether anything of a group has been asked and not been answered."""
        return any(worker.group == group and not worker.is_finished for worker in self.workers)

    def on_background_answered(self, event: Background.Answered) -> None:
        """Take an outcome, unless a later question has made it void."""
        event.stop()
        if self._asked is not None and self._asked[event.group] == event.number and self.is_attached:
            event.then()

    def complain(self, error: TrackclockError) -> None:
        """Show an error that is meant for the user."""
        from trackclock.ui.words import clean

        self.notify(clean(str(error)), severity="error", markup=False)
