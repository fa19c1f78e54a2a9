"""How a screen or a widget gets at what the app was given.

It exists so that no screen imports the app, which imports the screens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from textual.message_pump import MessagePump

from trackclock.application.services import Services

if TYPE_CHECKING:
    from trackclock.core.plan import Plan
    from trackclock.ports import StoredSession


class HasServices(Protocol):
    """An app that was given the services."""

    services: Services


class Runs(Protocol):
    """An app that can run a plan and go on with a stored session."""

    def start_run(self, plan: Plan, source: str) -> None:
        """Get ready on a session, above the screen that asked."""

    def pick_up(self, stored: StoredSession, *, keep_running: bool) -> None:
        """Go on with a session, above the screen that asked."""


def services_of(pump: MessagePump) -> Services:
    """The services of the app that a screen or a widget lives in."""
    return cast("HasServices", pump.app).services


def runs_of(pump: MessagePump) -> Runs:
    """The app that a screen lives in, as one that runs sessions."""
    return cast("Runs", pump.app)
