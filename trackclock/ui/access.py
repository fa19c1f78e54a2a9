"""What a screen or a widget may ask of the app that it lives in.

It exists so that no screen imports the app, which opens the screens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.message_pump import MessagePump
from textual.screen import Screen

if TYPE_CHECKING:
    from trackclock.application.services import Services
    from trackclock.application.settings import Settings
    from trackclock.application.unfinished import Offer
    from trackclock.core.plan import Plan
    from trackclock.errors import TrackclockError
    from trackclock.keys import Command, Keymap
    from trackclock.ports import StoredGroup, StoredSession
    from trackclock.ui.holds import Holds


class Live(Protocol):
    """The session that space counts for."""

    @property
    def commands(self) -> tuple[Command, ...]:
        """What can be asked of it."""

    @property
    def is_under_way(self) -> bool:
        """Whether it has begun and is not over."""

    def press(self, at_ms: int) -> None:
        """The one big key, on whatever screen it was pressed; `at_ms` is a reading of the clock."""

    def give(self, command: Command, at_ms: int) -> None:
        """Do one of the registry's commands for the session."""

    def does(self, command: Command) -> bool:
        """Whether one of the registry's commands for the session does something now."""

    def show_message(self, text: str, *, is_warning: bool = False, stays: bool = False) -> None:
        """Say something for a few seconds, or until something else is said or done."""

    def show_now(self) -> None:
        """Look again at once: something outside the session has changed."""

    def ask_to_leave(self) -> None:
        """Leave; a running session asks first."""

    def goodbye(self, *, is_cut_off: bool = False) -> None:
        """The session is over for its screen; `is_cut_off`: nobody has left, the app was ended."""


class Shell(Protocol):
    """The app as the screens know it."""

    services: Services
    settings: Settings
    keymap: Keymap
    """Which keys each command has."""
    keys_fault: TrackclockError | None
    """Why those are not the keys of the user's own file; None if they are."""
    live: Live | None
    """The session that space counts for; None while there is none."""
    holds: Holds
    """Which keys of a session are held down."""
    is_painted: bool
    """Whether the first frame is on the screen."""

    @property
    def is_typing(self) -> bool:
        """Whether the user has entered a text field."""

    def take_keys(self, keymap: Keymap) -> None:
        """Let these keys count from now on, on every screen that is open."""

    def start_run(self, plan: Plan, source: str) -> None:
        """Get ready on a session, above the screen that asked."""

    def pick_up(self, stored: StoredSession, *, keep_running: bool) -> None:
        """Go on with a session, above the screen that asked."""

    def resume_group(self, group: StoredGroup) -> None:
        """Go on with a group, above the screen that asked."""

    def show_demo(self) -> None:
        """Leave for the demo, and come back to the list after it."""

    def end_run(self, screen: Screen[Any], came_to: Screen[None] | None) -> None:
        """A live screen is done; what its session came to stands behind it, if anything."""

    def remember(self, settings: Settings) -> None:
        """Keep changed settings for the next start, and show them."""

    def freeze_memory(self) -> None:
        """What lives now lives to the end: no collection needs to look at it again."""

    def say_goodbye(self) -> None:
        """Write what is still to be written, whatever made the app end."""

    def fail(self, error: TrackclockError) -> None:
        """End with one clear message."""


def go_on_with(shell: Shell, offer: Offer, *, keep_running: bool) -> None:
    """Go on with what was left: a group as if nothing had happened, a session so or from where it stopped."""
    if offer.group is not None:
        shell.resume_group(offer.group)
    else:
        shell.pick_up(offer.stored, keep_running=keep_running)


SPACE_COUNTS = "space counts for the session"
"""What whatever lies over a session under way says of the one key that it lets through."""


def is_space_the_sessions(pump: MessagePump) -> bool:
    """Whether a session is under way, so that space counts on every screen (ARCHITECTURE.md, "The table of states")."""
    live = shell_of(pump).live
    return live is not None and live.is_under_way


def shell_of(pump: MessagePump) -> Shell:
    """The app that a screen or a widget lives in."""
    return cast("Shell", pump.app)


def services_of(pump: MessagePump) -> Services:
    """The services of the app that a screen or a widget lives in."""
    return shell_of(pump).services


def keymap_of(pump: MessagePump) -> Keymap:
    """Which keys each command has in the app that a screen or a widget lives in."""
    return shell_of(pump).keymap
