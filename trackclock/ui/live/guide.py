"""The demo on a live screen: its captions, and its beginning and end where nobody presses a key.

It exists apart from the screen because a real session has none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, Protocol, TypeVar

from textual.screen import Screen

from trackclock.core.session import Phase
from trackclock.ui.access import shell_of

START_S: Final = 3.0
"""So long the first picture of a demo stands that begins by itself."""

END_S: Final = 12.0
"""So long its summary stands."""


class Phased(Protocol):
    """The recorder of a session, or of a group."""

    @property
    def phase(self) -> Phase:
        """How far it is."""


Runs = TypeVar("Runs", bound=Phased)
RunsIn = TypeVar("RunsIn", bound=Phased, contravariant=True)


class Autopilot(Protocol[RunsIn]):
    """Who presses: see `application.services`."""

    @property
    def by_itself(self) -> bool:
        """Whether the session begins and ends without a key."""

    def __call__(self, recorder: RunsIn, now_ms: int) -> str:
        """Press what is due; returns a caption."""


class Guide(Generic[Runs]):
    """Leads through the demo."""

    def __init__(
        self, screen: Screen[None], autopilot: Autopilot[Runs], say: Callable[..., None], leave: Callable[[], None]
    ) -> None:
        """Begin, and say what this is.

        Args:
            screen: the live screen.
            autopilot: who presses.
            say: shows a caption.
            leave: ends the demo.
        """
        self._screen, self._autopilot, self._say, self._leave = screen, autopilot, say, leave
        self._is_ending = False
        services = shell_of(screen).services
        how = "it begins by itself" if autopilot.by_itself else "press space"
        self._say(f"a demo, {services.speed} times as fast: {how}, and a simulated runner runs it", stays=True)
        if autopilot.by_itself:
            screen.set_timer(START_S, self._begin)

    def look(self, recorder: Runs, now_ms: int) -> None:
        """Let the runner press what is due, say what is seen, and end what is over."""
        if words := self._autopilot(recorder, now_ms):
            self._say(words, stays=True)
        is_over = recorder.phase in (Phase.FINISHED, Phase.STOPPED)
        if is_over and self._autopilot.by_itself and not self._is_ending:
            self._is_ending = True
            self._screen.set_timer(END_S, self._leave)

    def _begin(self) -> None:
        live = shell_of(self._screen).live
        if live is not None and not live.is_under_way and not self._is_ending:
            live.press(shell_of(self._screen).services.clock.now_ms())
