"""A session given to somebody else: whose it can be, and the change as it is shown before it is made.

It exists apart from the screen because it only asks for one of the changes that the screen makes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackclock.core import commands as ask
from trackclock.ui import navigation
from trackclock.ui.access import services_of
from trackclock.ui.away.whose import OWN
from trackclock.ui.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable

    from trackclock.recorder import Recorder


class GivesAway(Background):
    """A mixin for a screen that shows a session and mends it."""

    @property
    def recorder(self) -> Recorder | None:
        """The session, once it has been read."""
        raise NotImplementedError

    def refusal_of(self, command: ask.Command) -> str:
        """Why a change cannot be made, in words; empty if it can."""
        raise NotImplementedError

    def propose(self, command: ask.Command, then: Callable[[], None] | None = None) -> None:
        """Show what a change would come to, and make it if the runner agrees."""
        raise NotImplementedError

    def action_whose(self) -> None:
        """Give the session to somebody else."""
        recorder = self.recorder
        if recorder is None:
            return
        now, history = recorder.athlete, services_of(self).history

        def choose(others: tuple[str, ...]) -> None:
            known: tuple[str | None, ...] = (None, *others)
            lines = [*(one or OWN for one in known), "somebody else: type the name"]

            def decide(index: int | None) -> None:
                if index == len(known):
                    self.app.push_screen(navigation.ask_line("Who ran it?", "", "a name", check), typed)
                elif index is not None and known[index] != now:
                    self.propose(ask.GiveAthlete(known[index]))

            chosen = known.index(now) if now in known else 0
            self.app.push_screen(navigation.whose("Whose session is it?", lines, chosen), decide)

        def check(name: str) -> str:
            return self.refusal_of(ask.GiveAthlete(name))

        def typed(name: str | None) -> None:
            if name is not None:
                self.propose(ask.GiveAthlete(name))

        self.ask(history.athletes, choose, group="whose")
