"""One instant of a group as plain data: what the screen shows of it.

It exists so that a row, a clock and a mark can be tested without a screen. Times count in milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trackclock.core.plan import Plan
from trackclock.core.session.state import Phase, initial_state
from trackclock.core.view.steps import describe_run


class Doing(StrEnum):
    """What an athlete is doing."""

    READY = "ready"
    """The session has not begun, or the start is counting down."""
    RUNNING = "running"
    RESTING = "resting"
    """The time to the next start counts down."""
    WAITING = "waiting"
    """In, and nothing but a press or the others brings the next start."""
    COOLING = "cooling"
    """All reps are run; the cool-down is."""
    OUT = "out"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Pass:
    """A mark of an athlete as it is shown.

    Attributes:
        mark: its number (the seq of its `Passed`).
        at: its instant.
        label: what it was: "400 m", "finish".
        split_ms: since the start of the rep.
        lap_ms: since the mark before.
        delta_ms: against the athlete's own target there, else against the rep before; None without either.
        is_finish: whether it ended the rep.
        is_saved: whether it is on disk.
    """

    mark: int
    at: int
    label: str
    split_ms: int
    lap_ms: int
    delta_ms: int | None
    is_finish: bool
    is_saved: bool


@dataclass(frozen=True, slots=True)
class AthleteRow:
    """One athlete at an instant.

    Attributes:
        athlete: the place in the group, from 0; it tells the key.
        name: as the coach calls them.
        doing: what they are doing.
        figure_ms: what counts: up since their start while they run, down to their next start while they rest; None
            where nothing does.
        is_down: whether it counts down.
        last: their newest mark in this rep, or of the rep before while they rest; None without.
        place: of that finish among those of the same rep and start, from 1; None before the finish.
        rep: "2/6", or empty where they are in step with the group.
        is_due: whether they are the likeliest to be the oldest mark that is nobody's. Only ever shown.
    """

    athlete: int
    name: str
    doing: Doing
    figure_ms: int | None = None
    is_down: bool = False
    last: Pass | None = None
    place: int | None = None
    rep: str = ""
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class UnnamedMark:
    """Somebody who passed and has no name yet.

    Attributes:
        mark: its number (the seq of its `Passed`).
        at: its instant.
        split_ms: since the start that it follows.
        is_saved: whether it is on disk.
    """

    mark: int
    at: int
    split_ms: int
    is_saved: bool


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group at an instant.

    Attributes:
        phase: how far it is.
        now_ms: the instant.
        label: the rep that is run or comes next: "REP 2 of 6 · 400 m"; once everybody is done, that it is finished.
        sub: its target and the rest around it, in a few words: "rest 1:30, together"; empty without.
        clock_ms: the group's clock: since the first start of this rep, or until the next start of anybody; None where
            neither counts.
        is_down: whether it counts down.
        is_getting_ready: whether a start is so near that its pips count.
        rows: one an athlete, in the order of their keys.
        unnamed: the marks that are nobody's, oldest first.
        flashed: the newest marks that are to be flashed, newest first, as (athlete or None, split): at most two.
        space: what the one big key does, in a few words ("somebody passes", "start", "twice: cut short"); empty for
            nothing.
    """

    phase: Phase
    now_ms: int
    label: str
    sub: str
    clock_ms: int | None
    is_down: bool
    is_getting_ready: bool
    rows: tuple[AthleteRow, ...]
    unnamed: tuple[UnnamedMark, ...] = ()
    flashed: tuple[tuple[int | None, Pass | UnnamedMark], ...] = ()
    space: str = ""


def picture_before(plan: Plan, names: Sequence[str]) -> GroupView:
    """The picture before the first press."""
    state = initial_state(plan)
    return GroupView(
        phase=Phase.READY,
        now_ms=0,
        label=describe_run(state, state.steps[0]),
        sub="",
        clock_ms=None,
        is_down=False,
        is_getting_ready=False,
        rows=tuple(AthleteRow(number, name, Doing.READY) for number, name in enumerate(names)),
        space="start",
    )
