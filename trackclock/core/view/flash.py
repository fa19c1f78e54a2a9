"""What is flashed at the head of the live screen: the lap just taken, and what became of a press.

It exists because whoever runs sees the large letters and nothing else: a press that was refused or undone has to be
told from afar, and then what stood there comes back. All of it is read from the log, with the instants from when and
how long it is shown, so that no timer is needed: whoever looks at the clock knows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import get_args

from trackclock.core.comparisons import Comparison, is_counting, lap_delta
from trackclock.core.events import (
    Annotation,
    Cause,
    DelayDrawn,
    Entry,
    Log,
    PressRefused,
    Reason,
    RecoveryCut,
    Redone,
    Repaired,
    Resumed,
    Seen,
    SessionStarted,
    StepEnded,
    Undone,
)
from trackclock.core.figures import RUNNING, Difference, laps_ms, time_text
from trackclock.core.plan import StepKind
from trackclock.core.results import StepResult
from trackclock.core.view.band import BandPiece

WORD_MS = 2_000
"""How long a word stands that says what became of a press."""

FIGURE_MS = 5_000
"""How long the lap just taken stands, as on every watch."""

FAST_MS = 1_500
"""How long either stands for whoever watches a clock that runs many times as fast, where the next is there at once."""


class Done(StrEnum):
    """What became of a press, or of a lap against its comparison: the colour of the band."""

    TAKEN = "taken"
    FASTER = "faster"
    SLOWER = "slower"
    REFUSED = "refused"
    UNDONE = "undone"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Flash:
    """Something that stands in the band for a while.

    Attributes:
        done: what became of a press.
        pieces: in large letters, from left to right.
        from_ms: since when, from the session's first press.
        lasts_ms: how long.
    """

    done: Done
    pieces: tuple[BandPiece, ...]
    from_ms: int
    lasts_ms: int


_REFUSALS = {
    Reason.GET_READY: "GET READY",
    Reason.BOUNDARY: "TOO SOON",
    Reason.HELD: "HELD DOWN",
    Reason.TOO_FAST: "TOO SOON",
    Reason.GAP: "TOO SOON",
    Reason.EARLY_CUT: "PRESS AGAIN",
    Reason.NOT_RUNNING: "NOT NOW",
}
"""The reason of a refused press in large letters; each fits the smallest terminal."""

_SILENT = (Seen, DelayDrawn, *get_args(Annotation))
_TAKEN = (SessionStarted, RecoveryCut, StepEnded, Resumed)


def flashes_of(
    log: Log, steps: Sequence[StepResult], comparison_of: Callable[[StepResult], Comparison | None]
) -> tuple[Flash, ...]:
    """What is flashed after the newest entries of a log, the first that is due before the others.

    Args:
        log: what has happened so far.
        steps: what it comes to, in order.
        comparison_of: what a rep is held against.
    """
    word, figure = _word(log), newest_mark(log, steps, comparison_of)
    flashed = None if figure is None else _flashed(figure)
    return tuple(flash for flash in (word, flashed) if flash is not None)


def flash_at(flashes: Sequence[Flash], now_ms: int, speed: int = 1) -> Flash | None:
    """What stands in the band at an instant.

    Args:
        flashes: by `flashes_of`.
        now_ms: the instant, from the session's first press.
        speed: how many times as fast the clock runs: whoever reads does not.
    """

    def lasts_ms(flash: Flash) -> int:
        return flash.lasts_ms if speed == 1 else FAST_MS * speed

    return next((one for one in flashes if 0 <= now_ms - one.from_ms < lasts_ms(one)), None)


def _word(log: Log) -> Flash | None:
    """What became of the newest press or key."""
    newest = next((entry for entry in reversed(log) if not isinstance(entry.event, _SILENT)), None)
    if newest is None:
        return None
    head = _head_of(log, newest)
    match head.event:
        case PressRefused(at, _, reason):
            return _said(Done.REFUSED, _REFUSALS[reason], at)
        case Undone(at):
            return _said(Done.UNDONE, "UNDONE", at)
        case Redone(at):
            return _said(Done.UNDONE, "REDONE", at)
        case Repaired(at, _, masked) if _has_refused(log, masked):
            return _said(Done.COUNTED, "COUNTED", at)
        case event if isinstance(event, _TAKEN) and event.cause is Cause.SPACE:
            return _said(Done.TAKEN, "TAKEN", event.at)
        case _:
            return None


def _said(done: Done, word: str, at: int) -> Flash:
    return Flash(done, (BandPiece(word),), at, WORD_MS)


def _head_of(log: Log, entry: Entry) -> Entry:
    """The first entry of its batch, which says what the whole of it is."""
    return next((one for one in reversed(log) if one.seq == entry.batch), entry)


def _has_refused(log: Log, seqs: Sequence[int]) -> bool:
    return any(entry.seq in seqs and isinstance(entry.event, PressRefused) for entry in reversed(log))


@dataclass(frozen=True, slots=True)
class MarkFigure:
    """The newest mark in figures, as they are shown and said.

    Attributes:
        seq: the log entry of the press.
        from_ms: since when it stands, from the session's first press: the press, or what has mended it.
        time: the lap just taken; of a finish the whole time.
        delta: what `time` is held against, as shown; None where nothing is known.
        lap: of a finish the last lap, where there were others; else empty.
        lap_ms: the time since the mark before it, or since the start.
        marks: how many marks of the rep are taken.
        is_finish: whether the rep is over.
    """

    seq: int
    from_ms: int
    time: str
    delta: Difference | None
    lap: str
    lap_ms: int
    marks: int
    is_finish: bool


def newest_mark(
    log: Log, steps: Sequence[StepResult], comparison_of: Callable[[StepResult], Comparison | None]
) -> MarkFigure | None:
    """The newest mark: the lap with its delta, and of a finish the whole time with its own.

    Args:
        log: what has happened so far.
        steps: what it comes to, in order.
        comparison_of: what a rep is held against.

    Returns:
        None before the first mark, and where the rep was given up.
    """
    rep = next((step for step in reversed(steps) if step.step.kind is StepKind.REP and step.splits), None)
    entry = None if rep is None else next((one for one in reversed(log) if one.seq == rep.splits[-1].seq), None)
    if rep is None or entry is None or rep.skipped:
        return None
    head = _head_of(log, entry).event
    from_ms = head.at if isinstance(head, Repaired) else entry.event.at
    marks = len(rep.splits)
    lap_ms = laps_ms((split.split_ms for split in rep.splits), RUNNING)[-1]
    lap = time_text(lap_ms, RUNNING)
    comparison = comparison_of(rep)
    if rep.time_ms is None:
        delta = lap_delta(comparison, rep.splits)
        return MarkFigure(entry.seq, from_ms, lap, delta, "", lap_ms, marks, is_finish=False)
    delta = None
    if comparison is not None and comparison.covered_mm is None and is_counting(rep):
        delta = comparison.finish.delta(rep.time_ms).shown(RUNNING)
    time, lap = time_text(rep.time_ms, RUNNING), lap if marks > 1 else ""
    return MarkFigure(entry.seq, from_ms, time, delta, lap, lap_ms, marks, is_finish=True)


def _flashed(figure: MarkFigure) -> Flash:
    """A mark in large letters."""
    delta = figure.delta
    pieces = [BandPiece(figure.time)]
    if delta is not None:
        pieces.append(BandPiece(delta.text, 1))
    if figure.lap:
        pieces.append(BandPiece(f"LAP {figure.lap}", 2))
    done = Done.TAKEN
    if delta is not None and not delta.is_level:
        done = Done.FASTER if delta.is_faster else Done.SLOWER
    return Flash(done, tuple(pieces), figure.from_ms, FIGURE_MS)
