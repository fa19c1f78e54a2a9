"""The pieces of an activity as a plan and a log, as if somebody had pressed at the end of each lap.

It exists so that an imported session is replayed by the rules of every other: each step has exactly the recorded time,
since the events stand at the recorded instants and the plan lets nothing end by itself that a watch has ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median_low
from typing import Final

from trackclock.core.durations import format_distance, format_duration
from trackclock.core.events import (
    Cause,
    DistanceGiven,
    Entry,
    Event,
    Log,
    NoteWritten,
    Paused,
    RecoveryCut,
    RepFinished,
    Resumed,
    Seen,
    SessionImported,
    SessionStarted,
    SplitMarked,
    StepEnded,
)
from trackclock.core.imported.distances import SNAP_PERCENT, snapped
from trackclock.core.imported.pieces import ROUND_MS, Piece
from trackclock.core.notation.labels import time_text
from trackclock.core.pauses import Pause
from trackclock.core.plan import ByDistance, ByTime, Open, Plan, StartMode, Step, StepEnd, StepKind

OFF_MS: Final = 2_000
"""A recovery that was meant to last some time (`ROUND_MS`) is off by this or by `SNAP_PERCENT`, whichever is more: so
much is a hand on a watch off."""

_LONGEST_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an activity came from; see `SessionImported` for what each field means."""

    file: str
    format: str
    device: str = ""
    serial: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class ImportedSession:
    """A session that was run elsewhere.

    Attributes:
        plan: what it looks as if it had been meant to be.
        log: what happened, and where that is known from.
    """

    plan: Plan
    log: Log


def session_of(pieces: Sequence[Piece], origin: Origin, name: str = "", note: str = "") -> ImportedSession:
    """Make a session of what was recorded.

    Args:
        pieces: what the laps were taken for, in order, without gap; at least one.
        origin: where they came from.
        name: what the session is called; where that is empty, it is called after its reps.
        note: the runner's words about it.
    """
    steps = _steps(pieces)
    plan = Plan(name or name_of(pieces), steps, get_ready_ms=0, start=StartMode.PRESS)
    events = list(_events(pieces, steps, origin))
    if note:
        events.append(NoteWritten(pieces[-1].end_ms, Cause.IMPORTED, note))
    return ImportedSession(plan, tuple(Entry(seq, seq, event) for seq, event in enumerate(events)))


def name_of(pieces: Sequence[Piece]) -> str:
    """A session after its reps: `6 x 400 m`, `3 x 800 m, 4 x 200 m`, `8400 m`."""
    labels = [_label(piece, _end_of_rep(piece)) for piece in pieces if piece.kind is StepKind.REP]
    parts = []
    for label, several in groupby(labels):
        count = len(list(several))
        parts.append(label if count == 1 else f"{count} x {label}")
    name = ", ".join(parts)
    if len(name) <= _LONGEST_NAME:
        return name or format_duration(pieces[-1].end_ms)
    return f"{len(labels)} reps"


# --- the plan ---------------------------------------------------------------------------------------------------------


def _steps(pieces: Sequence[Piece]) -> tuple[Step, ...]:
    """The steps, with their numbers: the reps between two rests are a set, or a block where the sets are not alike."""
    passes = _passes(pieces)
    shapes = [[_end_of_rep(pieces[place]) for place in one] for one in passes]
    are_sets = len(passes) > 1 and all(shape == shapes[0] for shape in shapes)
    numbers: dict[int, tuple[int, int, int]] = {}
    for index, one in enumerate(passes):
        numbers.update({place: (rep, len(one), index) for rep, place in enumerate(one, start=1)})
    prescribed = _prescribed(pieces)
    steps: list[Step] = []
    rep, reps, index = 1, 1, 0
    for place, piece in enumerate(pieces):
        if piece.kind in (StepKind.WARMUP, StepKind.COOLDOWN):
            steps.append(Step(piece.kind, Open(), _LABELS[piece.kind], None, None, None, None))
            continue
        rep, reps, index = numbers.get(place, (rep, reps, index))
        in_set, sets, block = (index + 1, len(passes), 0) if are_sets else (1, 1, index)
        end = _end_of_rep(piece) if piece.kind is StepKind.REP else prescribed.get(place, Open())
        marks = piece.marks_mm if isinstance(end, ByDistance) else ()
        label = _label(piece, end)
        steps.append(Step(piece.kind, end, label, rep, reps, in_set, sets, block, index, marks_mm=marks))
    return tuple(steps)


_LABELS = {
    StepKind.WARMUP: "warm-up",
    StepKind.COOLDOWN: "cool-down",
    StepKind.RECOVERY: "recovery",
    StepKind.REST: "rest",
}


def _passes(pieces: Sequence[Piece]) -> list[list[int]]:
    """The places of the reps, those between two rests together."""
    passes: list[list[int]] = [[]]
    for place, piece in enumerate(pieces):
        if piece.kind is StepKind.REP:
            passes[-1].append(place)
        elif piece.kind is StepKind.REST and passes[-1]:
            passes.append([])
    return [one for one in passes if one]


def _end_of_rep(piece: Piece) -> StepEnd:
    distance_mm = piece.distance_mm
    if distance_mm is not None:
        return ByDistance(distance_mm)
    return ByTime(piece.timer_ms) if piece.timer_ms else Open()


def _label(piece: Piece, end: StepEnd) -> str:
    if piece.kind is not StepKind.REP:
        return _LABELS[piece.kind]
    return format_distance(end.distance_mm) if isinstance(end, ByDistance) else time_text(piece.timer_ms)


def _prescribed(pieces: Sequence[Piece]) -> dict[int, StepEnd]:
    """What the pauses that lead to a rep were meant to be, by place: those of a kind alike, or each open.

    They are by time where all of them are near to one multiple of 15 s; else by distance where all measured near to
    one known distance; else they ended when the runner was ready.
    """
    found: dict[int, StepEnd] = {}
    for kind in (StepKind.RECOVERY, StepKind.REST):
        places = [
            place
            for place, piece in enumerate(pieces[:-1])
            if piece.kind is kind and pieces[place + 1].kind is StepKind.REP
        ]
        if places:
            found.update(dict.fromkeys(places, _meant([pieces[place] for place in places])))
    return found


def _meant(pauses: Sequence[Piece]) -> StepEnd:
    middle_ms = median_low(pause.timer_ms for pause in pauses)
    round_ms = (middle_ms + ROUND_MS // 2) // ROUND_MS * ROUND_MS
    off_ms = max(OFF_MS, round_ms * SNAP_PERCENT // 100)
    if round_ms and all(abs(pause.timer_ms - round_ms) <= off_ms for pause in pauses):
        return ByTime(round_ms)
    measured = {snapped(pause.measured_mm) if pause.measured_mm else None for pause in pauses}
    distance_mm = measured.pop()
    return ByDistance(distance_mm) if not measured and distance_mm is not None else Open()


# --- the log ----------------------------------------------------------------------------------------------------------


def _events(pieces: Sequence[Piece], steps: Sequence[Step], origin: Origin) -> Iterator[Event]:
    """What happened, in order."""
    yield SessionImported(
        0, Cause.IMPORTED, *(origin.file, origin.format, origin.device, origin.serial, origin.created)
    )
    yield SessionStarted(0, Cause.IMPORTED, 0)
    for piece, step in zip(pieces, steps, strict=True):
        if step.kind is StepKind.REP:
            yield from _rep(piece, step)
        else:
            yield from _pauses(piece.laps[0].pauses)
            yield _end_of_pause(piece, step)
    if isinstance(steps[-1].end, ByTime):
        yield Seen(pieces[-1].end_ms)
    for uid, piece in enumerate(pieces):
        if piece.covered_mm is not None:
            yield DistanceGiven(pieces[-1].end_ms, Cause.IMPORTED, uid, piece.covered_mm)


def _rep(piece: Piece, step: Step) -> Iterator[Event]:
    """The laps of a rep, and its finish; one by time ends by itself, so that no pause may stand at its end."""
    is_timed = isinstance(step.end, ByTime)
    stood_ms = piece.end_ms - piece.start_ms - piece.timer_ms
    if is_timed and any(pause.end_ms >= piece.end_ms for lap in piece.laps for pause in lap.pauses):
        yield from _pauses((Pause(piece.start_ms, stood_ms),))
        return
    for mark, lap in enumerate(piece.laps):
        yield from _pauses(lap.pauses)
        is_last = lap is piece.laps[-1]
        if is_timed and not is_last:
            yield SplitMarked(lap.end_ms, Cause.IMPORTED, None)
        elif not is_timed and not is_last and len(step.marks_mm) == len(piece.laps):
            yield SplitMarked(lap.end_ms, Cause.IMPORTED, mark)
    if not is_timed:
        yield RepFinished(piece.end_ms, Cause.IMPORTED)


def _pauses(pauses: Sequence[Pause]) -> Iterator[Event]:
    for pause in pauses:
        yield Paused(pause.start_ms, Cause.IMPORTED)
        yield Resumed(pause.end_ms, Cause.IMPORTED)


def _end_of_pause(piece: Piece, step: Step) -> Event:
    """The press at the end of whatever is no rep."""
    is_early = isinstance(step.end, ByTime) and piece.timer_ms < step.end.duration_ms
    return (RecoveryCut if is_early else StepEnded)(piece.end_ms, Cause.IMPORTED, piece.end_ms)
