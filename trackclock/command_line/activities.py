"""Past activities for `import`: shown first, lap by lap, then taken into the history; and out of it again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trackclock.command_line.printing import say, tell
from trackclock.errors import UsageError

if TYPE_CHECKING:
    from trackclock.adapters.store.sqlite_store import SqliteStore
    from trackclock.adapters.store.taking_in import Known
    from trackclock.application.importing import Proposal
    from trackclock.core.imported import Correction, Piece, RecordedLap
    from trackclock.formats.tables import Table
    from trackclock.ports import Clock, SessionRow

_MOST_LAPS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for besides the file.

    Attributes:
        correction: what the runner knows better than the rules.
        is_agreed: whether nobody is to be asked.
        with_deleted: whether a session that was deleted comes back.
    """

    correction: Correction
    is_agreed: bool = False
    with_deleted: bool = False


def wish_of(reps: str | None, distance: str | None, *, is_agreed: bool, with_deleted: bool) -> Wish:
    """Read what was asked for.

    Args:
        reps: the laps that were reps, as `2,4,6-10`; None leaves it to the rules.
        distance: how long every rep was, in metres or with a unit; None likewise.
        is_agreed: whether nobody is to be asked.
        with_deleted: whether a session that was deleted comes back.

    Raises:
        UsageError: if one of them cannot be read.
    """
    from trackclock.core.imported import Correction

    numbers = frozenset(_numbers(reps)) if reps is not None else None
    distance_mm = _distance_mm(distance) if distance is not None else None
    return Wish(Correction(numbers, distance_mm), is_agreed, with_deleted)


def _numbers(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, dash, last = (side.strip() for side in part.partition("-"))
        ends = [first, last] if dash else [first, first]
        if not all(end.isascii() and end.isdecimal() and 0 < int(end[:5]) <= _MOST_LAPS for end in ends):
            raise UsageError(f"import: --reps takes numbers of laps, such as 2,4,6-10; {part!r} is none")
        yield from range(int(ends[0]), int(ends[1]) + 1)


def _distance_mm(text: str) -> int:
    from trackclock.core.durations import parse_metres

    try:
        return parse_metres(text)
    except ValueError:
        raise UsageError(f"import: --distance takes metres, such as 400, or 1.5km; {text!r} is none") from None


def import_activity(
    opened: Callable[[], AbstractContextManager[SqliteStore]], data: bytes, path: Path, clock: Clock, wish: Wish
) -> int:
    """Show what a past activity comes to and, if that is agreed to, take it into the history.

    Args:
        opened: opens the history; it is closed while anybody is asked.
        data: the file.
        path: where it lies.
        clock: says what time it is here.
        wish: what was asked for besides.

    Returns:
        The exit code: 2 where it would have to be asked and there is nobody.

    Raises:
        FileError: if it cannot be read.
        UsageError: if what was asked for does not fit it.
        StoreError: if the history cannot be read or written.
    """
    from trackclock.adapters.store.taking_in import Known, known_of, take_in
    from trackclock.application.importing import proposal_of
    from trackclock.formats.activities import read_activity

    proposal = proposal_of(read_activity(data, str(path)), path.name, clock, wish.correction)
    session_id = proposal.session.header.id
    with opened() as store:
        known, beside = known_of(store, session_id), _at_that_time(store, proposal)
        tell(store.notice)
    if said := _said_of_known(known, path, session_id, wish) or _said_of_own(proposal, path, beside):
        say(said)
        return 0
    say("\n".join(preview_lines(proposal, str(path), beside)))
    if not wish.is_agreed:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            say("nothing was taken in; with --yes it is", sys.stderr)
            return 2
        if not _agrees():
            say("nothing was taken in")
            return 0
    with opened() as store:
        known = take_in(store, proposal.session, clock.wall_ms(), with_deleted=wish.with_deleted)
        tell(store.notice)
    if known is not Known.NEW and (said := _said_of_known(known, path, session_id, wish)):
        say(said)  # another process was faster
        return 0
    if known is Known.DELETED:
        say(f"session {session_id} is back, as it was when it was deleted")
        return 0
    say(f"imported as {session_id}; 'trackclock import --undo {session_id}' takes it back")
    return 0


def take_back(opened: AbstractContextManager[SqliteStore], name: str, today: int, clock: Clock) -> int:
    """Take an imported session out of the history again; it is deleted, as with the key for that.

    Args:
        opened: the history.
        name: the session's id, the beginning of it, or "last".
        today: the local date, in days since 1970-01-01, at which "last" ends.
        clock: says what time it is here.

    Raises:
        StoreError: if there is no such session, or the history cannot be written.
        UsageError: if it was not imported.
    """
    from trackclock.adapters.store.history import SqliteHistory
    from trackclock.core.session.log import origin_of

    with opened as store:
        stored = SqliteHistory(store.path.parent, store).find(name, today)
        session_id = stored.header.id
        if origin_of(stored.log) is None:
            raise UsageError(f"session {session_id} was run here and not imported; x in the history deletes it")
        store.delete(session_id, clock.wall_ms())
        tell(store.notice)
    say(f"{session_id} is deleted; among the deleted of the history (d) u brings it back, or import with --deleted")
    return 0


def _said_of_known(known: Known, path: Path, session_id: str, wish: Wish) -> str:
    """What there is to say of an activity that is known already; empty where it is to be taken in."""
    from trackclock.adapters.store.taking_in import Known

    if known is Known.THERE:
        return f"{path}: in the history already, as {session_id}"
    if known is Known.NEW or wish.with_deleted:
        return ""
    for_good = " for good" if known is Known.ERASED else ""
    return f"{path}: this is session {session_id}, which you deleted{for_good}; with --deleted it comes back"


def _said_of_own(proposal: Proposal, path: Path, beside: tuple[SessionRow, ...]) -> str:
    """What there is to say of an activity that was exported from this history; empty for any other."""
    from trackclock.application.importing import is_own

    own = next((row for row in beside if is_own(proposal.recorded, row.id)), None)
    return f"{path}: exported from session {own.id}, which is in the history" if own is not None else ""


def _at_that_time(store: SqliteStore, proposal: Proposal) -> tuple[SessionRow, ...]:
    """The sessions of the history that ran while the activity did."""
    from trackclock.adapters.store.history import SqliteHistory
    from trackclock.core.progress import local_day
    from trackclock.ports import SessionFilter

    header = proposal.session.header
    began_ms = header.started_wall_ms
    ended_ms = began_ms + proposal.pieces[-1].end_ms
    day = local_day(began_ms, header.utc_offset_s)
    history, days = SqliteHistory(store.path.parent, store), SessionFilter(since_day=day - 1, until_day=day + 1)
    rows = chain.from_iterable(history.of(whose).sessions(days) for whose in (None, *history.athletes()))
    return tuple(
        row for row in rows if row.started_wall_ms <= ended_ms and row.started_wall_ms + row.ended_ms >= began_ms
    )


def _agrees() -> bool:
    try:
        return input("Take it into the history? [y/N] ").strip().casefold() in ("y", "yes")
    except (EOFError, KeyboardInterrupt):
        say("")
        return False


# --- the preview ------------------------------------------------------------------------------------------------------


def preview_lines(proposal: Proposal, file: str, beside: tuple[SessionRow, ...] = ()) -> Iterator[str]:
    """What an activity comes to: when and on what, by which rule, its laps, and what lies at the same time."""
    from trackclock.application.dates import local_text
    from trackclock.core.durations import format_duration
    from trackclock.core.imported import Rule
    from trackclock.formats.tables import to_text
    from trackclock.safe_text import clean

    header, device = proposal.session.header, proposal.recorded.device
    when = local_text(header.started_wall_ms, header.utc_offset_s)
    took = format_duration(proposal.pieces[-1].end_ms)
    yield f"{file}: {clean(header.plan.name)}, {when}, {took}{f', {device}' if device else ''}"
    yield to_text(laps_table(proposal.pieces))
    yield f"which laps are reps: {proposal.rule.value}"
    if proposal.rule is not Rule.SAID:
        yield "(--reps 2,4,6-10 says which laps were reps, --distance 400 how long every rep was)"
    for row in beside:
        yield f"at that time there is a session already: {row.id}, {clean(row.name)}; this one would stand beside it"


def laps_table(pieces: tuple[Piece, ...]) -> Table:
    """Each lap: as what, the distance as it was measured and as it is taken, the time without pauses, the pauses."""
    from trackclock.core.durations import format_paused
    from trackclock.core.figures import RESULT, time_text
    from trackclock.formats.tables import Table

    rows: list[tuple[str, ...]] = []
    for as_what, lap, taken in _laps(pieces):
        measured = "" if lap.distance_mm is None else f"{(lap.distance_mm + 500) // 1_000} m"
        paused = format_paused(lap.elapsed_ms - lap.timer_ms)
        rows.append((str(lap.number), as_what, measured, taken, time_text(lap.timer_ms, RESULT), paused))
    head = ("Lap", "As", "Measured", "Taken as", "Time", "Paused")
    return Table(head, tuple(rows), frozenset((0, 2, 3, 4)))


def _laps(pieces: tuple[Piece, ...]) -> Iterator[tuple[str, RecordedLap, str]]:
    """Each lap with what it is taken for, and its distance as it is taken; at the end of a rep by time that time."""
    from trackclock.core.durations import format_distance
    from trackclock.core.notation.labels import time_text
    from trackclock.core.plan import StepKind

    names = {StepKind.WARMUP: "warm-up", StepKind.COOLDOWN: "cool-down"}
    rep = 0
    for piece in pieces:
        if piece.kind is not StepKind.REP:
            yield names.get(piece.kind, piece.kind.value), piece.laps[0], ""
            continue
        rep += 1
        before_mm = 0
        for number, lap in enumerate(piece.laps, start=1):
            name = f"rep {rep}" if len(piece.laps) == 1 else f"rep {rep}, lap {number}"
            is_placed = len(piece.marks_mm) == len(piece.laps)
            mark_mm = piece.marks_mm[number - 1] if is_placed else before_mm
            taken = format_distance(mark_mm - before_mm) if is_placed else ""
            yield name, lap, time_text(piece.timer_ms) if piece.covered_mm and lap is piece.laps[-1] else taken
            before_mm = mark_mm
