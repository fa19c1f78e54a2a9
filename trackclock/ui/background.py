"""Work that must not hold up the keys, done in a thread, its outcome handed back to the screen.

It exists so that every screen reads the disk and reckons in one way: the newest question wins, an error is a line on
the screen, and a screen that was left in the meantime is left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import ClassVar, TypeVar

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

    opens_with: ClassVar[frozenset[str]] = frozenset()
    """The groups whose first answers a screen has to have before a key finds what it is about."""

    _asked: Counter[str] | None = None
    _awaited: set[str] | None = None
    _when_free: Callable[[], object] | None = None

    @property
    def awaited(self) -> set[str]:
        """The groups whose next answer the keys wait for (see `InTurn`)."""
        if self._awaited is None:
            self._awaited = set(self.opens_with)
        return self._awaited

    def when_free(self, call: Callable[[], object]) -> None:
        """Have one call made once the keys wait for no answer any more; it takes the place of the one before."""
        self._when_free = call

    def await_no_more(self) -> None:
        """Let the keys go on without an answer."""
        self.awaited.clear()
        self._say_if_free()

    def _say_if_free(self) -> None:
        if not self.awaited and self._when_free is not None:
            call, self._when_free = self._when_free, None
            call()

    def ask(
        self,
        question: Callable[[], _T],
        then: Callable[[_T], None],
        *,
        group: str,
        failed: Callable[[TrackclockError], None] | None = None,
        is_awaited: bool = False,
    ) -> None:
        """Do something in a thread and hand its outcome to the screen.

        Args:
            question: what to do; it must not touch a widget.
            then: takes the outcome, in the screen's own turn.
            group: a later question of the same group makes this one void.
            failed: takes an error that is meant for the user; without it, it is shown as a notification.
            is_awaited: whether the keys wait for the outcome, since what they find depends on it.
        """
        if is_awaited:
            self.awaited.add(group)
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
        is_newest = self._asked is not None and self._asked[event.group] == event.number
        # A screen that is left loses its widgets before it is gone itself.
        if not is_newest or not self.is_attached or self.screen not in self.app.screen_stack:
            return
        self.awaited.discard(event.group)  # before the outcome is taken: that may ask the next one
        event.then()
        self._say_if_free()

    def complain(self, error: TrackclockError) -> None:
        """Show an error that is meant for the user."""
        from trackclock.ui.words import clean

        self.notify(clean(str(error)), severity="error", markup=False)
