"""Whose past a screen shows: the key that asks, and what it takes to show nothing of it where there is nobody else.

It exists apart from the screens because the athlete who was chosen holds on all of them until another one is.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.commands import key_of
from trackclock.keys import Command
from trackclock.ui import navigation
from trackclock.ui.access import services_of
from trackclock.ui.background import Background
from trackclock.ui.widgets.keys import KeyLine
from trackclock.ui.words import clean

OWN = "you"
"""What whoever the history belongs to is called."""


class OfAthlete(Background):
    """A mixin for screens about the past of one athlete; its key is of no use where nobody else has a session."""

    keys: Sequence[Command]
    _others: tuple[str, ...] = ()

    def load(self) -> None:
        """Read what is shown."""
        raise NotImplementedError

    def show_athlete(self) -> None:
        """Show the past of another athlete."""
        self.load()

    def others_known(self) -> None:
        """It is known who else has a session."""

    def none_of(self, otherwise: str) -> str:
        """What is said where the athlete who was chosen has no session: where there are some, or what else is said."""
        athlete = services_of(self).athlete
        if athlete is None and not self._others:
            return otherwise
        who = "You have" if athlete is None else f"{clean(athlete)} has"
        return f"{who} no sessions.\nPress {key_of('whose')} to see somebody else's."

    def on_mount(self) -> None:
        """Find out who else has a session: until then the key counts nowhere."""
        self._look_for_others(is_awaited=True)

    def on_screen_resume(self) -> None:
        """A session may have been given to somebody meanwhile."""
        self._look_for_others()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key counts where there is anybody else."""
        if action == "whose":
            return bool(self._others)
        return super().check_action(action, parameters)

    def action_whose(self) -> None:
        """Ask whose past is to be shown from now on."""
        services = services_of(self)
        choices = (None, *self._others)
        chosen = choices.index(services.athlete) if services.athlete in choices else 0

        def decide(index: int | None) -> None:
            if index is not None and choices[index] != services.athlete:
                services.athlete = choices[index]
                self.awaited.add("load")  # the next key is about what is shown then
                self.show_athlete()

        self.app.push_screen(navigation.whose("Whose sessions?", [one or OWN for one in choices], chosen), decide)

    def _look_for_others(self, *, is_awaited: bool = False) -> None:
        history = services_of(self).history

        def then(others: tuple[str, ...]) -> None:
            self._others = others
            for line in self.query(KeyLine):
                line.show(shown(self.keys, is_alone=not others))
            self.screen.refresh_bindings()
            self.others_known()

        # Where the history cannot be read that is said by whoever reads it.
        self.ask(history.athletes, then, group="whose", failed=lambda _: None, is_awaited=is_awaited)


def shown(keys: Sequence[Command], *, is_alone: bool = True) -> tuple[Command, ...]:
    """The keys of the line at the bottom; whoever is alone needs no key to choose others."""
    return tuple(key for key in keys if not is_alone or key.id != "whose")
