"""Whether a command of the registry does something on the live screen at this instant.

It exists so that the palette names nothing that would be refused, as the line at the bottom does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trackclock.core import commands as ask
from trackclock.core.session import Phase
from trackclock.core.view import space_of

if TYPE_CHECKING:
    from trackclock.keys import Command
    from trackclock.recorder import Recorder
    from trackclock.ui.run.summary_panel import SummaryPanel


def does_something(
    command: Command,
    recorder: Recorder | None,
    summary: SummaryPanel | None,
    *,
    has_offer: bool,
    has_file: bool,
    has_way_back: bool,
) -> bool:
    """Whether it does; the press guard apart, and what only shows something always does.

    Args:
        command: one of the run screen's.
        recorder: the session; None before the first frame.
        summary: what stands after the last rep.
        has_offer: whether an unfinished session is offered.
        has_file: whether it was started from a file that is not in the list.
        has_way_back: whether there is a screen to go back to.
    """
    if command.id == "back":
        return has_offer or (has_way_back and recorder is not None and recorder.phase is not Phase.RUNNING)
    if command.id == "keep_file":
        return has_file and (recorder is None or recorder.phase is not Phase.RUNNING)
    if command.id in ("note", "diagram"):
        return summary is not None and (command.id == "note" or summary.can_toggle_plot)
    made = command.make() if command.make is not None else None
    if made is None or recorder is None:
        return made is None or isinstance(made, ask.Press)
    return bool(space_of(recorder.state)) if isinstance(made, ask.Press) else made in recorder.offered()
