"""A session for somebody alone, or for a group: which live screen it is run on.

It exists so that a file that names athletes is a group wherever it is started from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from trackclock.ui import navigation

if TYPE_CHECKING:
    from trackclock.application.services import Services
    from trackclock.core.plan import Plan


def live_screen(services: Services, plan: Plan, source: str, names: Sequence[str] = ()) -> Screen[Any]:
    """The live screen for a plan.

    Args:
        services: what touches the world.
        plan: the session.
        source: the name of the file that it came from.
        names: who runs it; empty for those whom it names, or for somebody alone.

    Raises:
        TrackclockError: for a group that cannot start, or athletes of the user's own file that cannot be read.
    """
    if not (names or plan.athletes):
        return navigation.run(plan, source)
    from trackclock.application.entrants import entrants_of, names_in

    athletes = services.athletes
    return navigation.group(plan, source, entrants_of(plan, names or names_in(plan, athletes), athletes, plan.stagger))
