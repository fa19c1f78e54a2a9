"""How a screen or a widget gets at what the app was given.

It exists so that no screen imports the app, which imports the screens.
"""

from __future__ import annotations

from typing import Protocol, cast

from textual.message_pump import MessagePump

from trackclock.ui.services import Services


class HasServices(Protocol):
    """An app that was given the services."""

    services: Services


def services_of(pump: MessagePump) -> Services:
    """The services of the app that a screen or a widget lives in."""
    return cast("HasServices", pump.app).services
