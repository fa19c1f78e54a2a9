"""A batch of the log in words.

It exists because undo names what it takes back, and a repair says what it changed.
"""

from __future__ import annotations

from trackclock.core.durations import format_distance
from trackclock.core.events import (
    AthleteGiven,
    DistanceGiven,
    GoTakenBack,
    Log,
    Paused,
    RecoveryCut,
    RepAdded,
    Repaired,
    RepExcluded,
    RepFinished,
    RepIncluded,
    RepsDropped,
    Resumed,
    SessionDated,
    SessionStarted,
    SetAdded,
    SetsDropped,
    SplitMarked,
    StepEnded,
    StepSkipped,
)
from trackclock.core.figures import RUNNING, time_text, with_unit
from trackclock.core.plan import Plan
from trackclock.core.session.transitions import state_at


def describe(plan: Plan, log: Log, batch: int) -> str:
    """A batch in words, for undo: "finish of rep 2 at 2:45.10"."""
    entries = [entry for entry in log if entry.batch == batch]
    event = entries[0].event
    name = event.what if isinstance(event, Repaired) else _NAMES.get(type(event), "the last change")
    before = state_at(plan, tuple(entry for entry in log if entry.batch < batch), event.at)
    step = before.step
    if step is None or not isinstance(event, SplitMarked | RepFinished):
        return name
    place = f"rep {step.rep}" if (step.reps or 1) > 1 else step.label
    elapsed = with_unit(time_text(event.at - before.started_ms - before.paused_ms, RUNNING))
    if isinstance(event, SplitMarked) and event.mark is not None:
        return f"split at {format_distance(step.marks_mm[event.mark])} of {place}, {elapsed}"
    return f"{name} of {place}, {elapsed}"


_NAMES: dict[type, str] = {
    SessionStarted: "the start of the session",
    SplitMarked: "split",
    RepFinished: "finish",
    RecoveryCut: "the cut of the recovery",
    StepEnded: "the end of the step",
    StepSkipped: "the skip",
    Paused: "the pause",
    Resumed: "the end of the pause",
    GoTakenBack: "the start taken back",
    RepAdded: "one more rep",
    SetAdded: "one more set",
    RepsDropped: "the dropped reps",
    SetsDropped: "the dropped sets",
    RepExcluded: "the exclusion",
    RepIncluded: "the inclusion",
    DistanceGiven: "the distance",
    SessionDated: "the mended date",
    AthleteGiven: "whose session it is",
}
