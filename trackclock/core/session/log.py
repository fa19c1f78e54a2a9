"""Which entries of a log count: undo, redo and repairs append and never erase.

It exists so that the rules of the session can fold a plain list of events and know nothing of mending.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import get_args

from trackclock.core.events import (
    Annotation,
    AthleteGiven,
    Cause,
    Correction,
    DelayDrawn,
    EffortRated,
    Entry,
    Event,
    GoHeld,
    GoTakenBack,
    NoteWritten,
    Paused,
    PressRefused,
    Redone,
    Repaired,
    RepRestarted,
    Seen,
    SessionDated,
    SessionImported,
    SessionStopped,
    TimingEvent,
    Undone,
)
from trackclock.core.session.state import Hold

_TIMING = get_args(TimingEvent)
_ANNOTATIONS = get_args(Annotation)
_CORRECTIONS = get_args(Correction)

PICKED_UP = "picked up where it stopped"
"""The repair that carries on an interrupted session, as logs name it: what came before it stays as it is."""

_NOT_UNDOABLE = (
    PressRefused,
    Seen,
    DelayDrawn,
    SessionStopped,
    NoteWritten,
    EffortRated,
    Undone,
    Redone,
)

_OF_OTHERS = (Cause.PICKED_UP, Cause.IMPORTED, Cause.NAMED, Cause.GROUP)
"""What was not done by the runner's own key is not taken back by it."""

WALL_LIMIT_MS = 253_402_300_800_000
"""The end of the year 9999, milliseconds since 1970 in UTC: no session begins later."""


def undone_batches(log: Iterable[Entry]) -> frozenset[int]:
    """The batches that do not count now."""
    undone: set[int] = set()
    for entry in log:
        if isinstance(entry.event, Undone):
            undone.add(entry.event.batch)
        elif isinstance(entry.event, Redone):
            undone.discard(entry.event.batch)
    return frozenset(undone)


def counting(log: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that count, corrections included, in the order of the log."""
    entries = tuple(log)
    undone = undone_batches(entries)
    alive = [entry for entry in entries if entry.batch not in undone]
    # A repair of a repair masks its `Repaired` too only by undoing the batch, so one pass over the living is enough.
    masked = {seq for entry in alive if isinstance(entry.event, Repaired) for seq in entry.event.masked}
    masked |= {e.event.instead_of for e in alive if isinstance(e.event, DelayDrawn) and e.event.instead_of is not None}
    return tuple(entry for entry in alive if entry.seq not in masked)


def timing_entries(log: Iterable[Entry]) -> tuple[Entry, ...]:
    """The events that move the session, by (at, seq)."""
    entries = (entry for entry in counting(log) if isinstance(entry.event, _TIMING))
    return tuple(sorted(entries, key=lambda entry: (entry.event.at, entry.seq)))


def deserted(log: Iterable[Entry]) -> tuple[tuple[int, int], ...]:
    """From when on and how long steps were left running with nobody there, as repairs say (`shortening`)."""
    moves = [entry.event for entry in timing_entries(log) if not isinstance(entry.event, Seen)]
    return tuple(
        (event.at, following.at - event.at)
        for event, following in pairwise(moves)
        if isinstance(event, Paused) and event.cause is Cause.REPAIR
    )


def remarks(log: Iterable[Entry]) -> tuple[Entry, ...]:
    """The events that only say something about the session, in the order of the log."""
    return tuple(entry for entry in counting(log) if isinstance(entry.event, _ANNOTATIONS))


def holds(log: Iterable[Entry]) -> tuple[Hold, ...]:
    """Starts that are facts, in the order in which they became so."""
    events = [entry.event for entry in counting(log)]
    held = [event for event in events if isinstance(event, GoHeld)]
    if not held:
        return ()
    taken_back = [event.at for event in events if isinstance(event, GoTakenBack | RepRestarted)]
    return tuple(
        # What was still to come when the start was taken back is the start that was taken back.
        Hold(
            event.step,
            event.go_ms,
            event.at,
            max((ms for ms in taken_back if ms < min(event.go_ms, event.at)), default=0),
        )
        for event in held
    )


def mended_start(log: Iterable[Entry]) -> SessionDated | None:
    """The date and start that the runner has given the session; None where those of its header stand."""
    dated = [entry.event for entry in remarks(log) if isinstance(entry.event, SessionDated)]
    # A log of a file may say anything; what is no date is none.
    return next((event for event in reversed(dated) if 0 <= event.started_wall_ms < WALL_LIMIT_MS), None)


def given_athlete(log: Iterable[Entry]) -> AthleteGiven | None:
    """To whom the session was given last; None where its header says whose it is."""
    given = [entry.event for entry in remarks(log) if isinstance(entry.event, AthleteGiven)]
    return given[-1] if given else None


def origin_of(log: Iterable[Entry]) -> SessionImported | None:
    """Where an imported session came from; None where it was run here. No undo takes that back (`is_undoable`)."""
    return next((entry.event for entry in log if isinstance(entry.event, SessionImported)), None)


def newest_ms(log: Iterable[Entry]) -> int:
    """How far the session is known to have got: its newest timing event, undone or not; 0 for an empty log."""
    return max((entry.event.at for entry in log if isinstance(entry.event, _TIMING)), default=0)


def undo_stack(
    log: Sequence[Entry], can_undo: Callable[[Event], bool] | None = None
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What can be undone and what can be redone.

    A session that was picked up where it stopped rests on what came before: nothing behind that is taken back one by
    one, or what was run since would hang in the air.

    Args:
        log: what has happened.
        can_undo: says whether a batch that begins with an event is taken back; `is_undoable` if left out.

    Returns:
        The batches that undo takes back, newest last, and those that redo brings back, next one last.
    """
    stack: list[int] = []
    undone: list[int] = []
    for entry in log:
        event = entry.event
        if isinstance(event, Undone | Redone) and event.cause is Cause.GROUP:
            continue
        if isinstance(event, Undone):
            if event.batch in stack:
                stack.remove(event.batch)
            undone.append(event.batch)
        elif isinstance(event, Redone):
            if event.batch in undone:
                undone.remove(event.batch)
            stack.append(event.batch)
        elif _is_picked_up(event):
            stack.clear()
            undone.clear()
        elif entry.seq == entry.batch and (can_undo or is_undoable)(event):
            stack.append(entry.batch)
            undone.clear()
    return tuple(stack), tuple(undone)


def is_picked_up(log: Iterable[Entry]) -> bool:
    """Whether the session was ever stopped and picked up where it stood."""
    return any(_is_picked_up(entry.event) for entry in log)


def _is_picked_up(event: Event) -> bool:
    return isinstance(event, Repaired) and event.what == PICKED_UP


def is_undoable(event: Event) -> bool:
    """Whether the undo key takes back a batch that begins with this event."""
    return not isinstance(event, _NOT_UNDOABLE) and event.cause not in _OF_OTHERS


def batch_of(log: Sequence[Entry], batch: int) -> tuple[Entry, ...]:
    """The entries of one batch."""
    return tuple(entry for entry in log if entry.batch == batch)


def appended(log: Sequence[Entry], events: Iterable[Event]) -> tuple[Entry, ...]:
    """Number new events as one batch behind a log; returns the new entries alone."""
    first = log[-1].seq + 1 if log else 0
    return tuple(Entry(first + offset, first, event) for offset, event in enumerate(events))
