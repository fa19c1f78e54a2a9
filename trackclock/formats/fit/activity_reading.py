"""A FIT activity -> what was recorded: its laps to the millisecond, when it began, and which watch says so.

It exists apart from the workouts because an activity says what was, and nothing of what was meant. The fields are those
of developer.garmin.com/fit/file-types/activity; whatever else is in the file is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from trackclock.core.limits import DAY_MS
from trackclock.core.pauses import Pause
from trackclock.core.plan import StepKind
from trackclock.formats.activity import Activity, ActivityLap, Identity
from trackclock.formats.errors import FileError
from trackclock.formats.fit.activity_file import EPOCH_S
from trackclock.formats.fit.reading import FitFile, Limits, Message, read_fit, the_one
from trackclock.formats.fit.selecting import selected
from trackclock.formats.recorded import Recorded, checked, text
from trackclock.formats.session_json import instant

ACTIVITY_LIMITS: Final = Limits(max_bytes=8 * 2**20, max_messages=20_000, max_values=300_000)
"""A record a second for a whole day is 8 MB; of those only what is wanted is counted or, where it cannot be parted from
them (`selecting`), four hours with twenty values a second."""

_KINDS: Final = {
    "active": StepKind.REP,
    "interval": StepKind.REP,
    "rest": StepKind.REST,
    "recovery": StepKind.RECOVERY,
    "warmup": StepKind.WARMUP,
    "cooldown": StepKind.COOLDOWN,
}

_ON_FOOT: Final = ("running", "walking", "hiking", "generic", "training", "fitness_equipment", "")
"""Sports that somebody runs under, and files that do not say."""

_WANTED: Final = {"file_id": 0, "session": 18, "lap": 19, "event": 21, "workout": 26, "activity": 34}
"""The messages that are looked at, with their numbers."""

_STEP_OF_OFFSETS_S: Final = 900
"""Places are ahead of UTC by quarters of an hour; the two clocks of a file are written a moment apart."""


def read_activity(data: bytes, file: str) -> Recorded:
    """Read an activity.

    Args:
        data: the file.
        file: its name, for errors.

    Raises:
        FileError: if it cannot be read, is a workout or another sport, or nothing was recorded in it.
    """
    if len(data) <= ACTIVITY_LIMITS.max_bytes:
        data = selected(the_one(data, file, "activity"), _WANTED.values())
    found = read_fit(data, file, "activity", ACTIVITY_LIMITS, _WANTED)
    _refuse_other_sports(found, file)
    laps = list(_laps(found))
    starts = [lap.number("start_time") for lap in laps]
    known = [start for start in starts if start is not None]
    if not laps or not known:
        raise FileError(file, "this activity has no laps", "give a file of the watch itself, with its laps")
    start_s = min(known)
    file_id = found.named("file_id")[0]
    serial, created_s = file_id.number("serial_number"), file_id.number("time_created")
    created_ms = (created_s + EPOCH_S) * 1_000 if created_s is not None else None
    identity = Identity(serial, created_ms) if serial and created_ms is not None else None
    activity = Activity(
        name=_name(found),
        start_wall_ms=(start_s + EPOCH_S) * 1_000,
        utc_offset_s=_offset_s(found),
        laps=tuple(_on_clock(laps, start_s)),
        pauses=tuple(_pauses(found, start_s)),
        identity=identity,
    )
    device = text(" ".join(filter(None, (_told(file_id, "manufacturer"), _product(file_id)))))
    created = instant(created_ms) if created_ms is not None else ""
    return checked(Recorded(activity, "fit", device, str(serial or ""), created), file)


def _refuse_other_sports(found: FitFile, file: str) -> None:
    sessions = found.named("session")
    if len(sessions) > 1:
        raise FileError(file, "this activity is of several sports", "export the run by itself")
    for session in sessions:
        if (sport := session.word("sport")) not in _ON_FOOT:
            raise FileError(file, f"this activity is '{text(sport)}', not a run")


def _laps(found: FitFile) -> Sequence[Message]:
    """The laps in the order in which they were run, or the whole session as one where the file has none.

    Of a single lap the session may say what it does not say itself: some write its lengths there only.
    """
    laps, sessions = found.named("lap"), found.named("session")
    if len(laps) < 2 and len(sessions) == 1:
        laps = (_filled(laps[0], sessions[0]) if laps else sessions[0],)
    return sorted(laps, key=lambda lap: (lap.number("start_time") or 0, lap.number("message_index") or 0))


def _filled(lap: Message, session: Message) -> Message:
    """The only lap of a session, with what only the session says."""
    return Message(lap.name, {**session.values, **lap.values}, {**session.raw, **lap.raw})


def _on_clock(laps: Sequence[Message], start_s: int) -> Iterator[ActivityLap]:
    """The laps from the start of the first one; its lengths are exact, its start is a whole second.

    While the watch ran is never longer than what went by: where a file says so, the latter was cut to whole seconds.
    """
    now_ms = 0
    for lap in laps:
        lap_s, end_s = lap.number("start_time"), lap.number("timestamp")
        start_ms = now_ms if lap_s is None else (lap_s - start_s) * 1_000
        lasted_ms = 0 if lap_s is None or end_s is None else max(0, end_s - lap_s) * 1_000
        timer_ms, elapsed_ms = lap.number("total_timer_time"), lap.number("total_elapsed_time")
        elapsed_ms = elapsed_ms if elapsed_ms is not None else timer_ms if timer_ms is not None else lasted_ms
        timer_ms = elapsed_ms if timer_ms is None else timer_ms
        elapsed_ms = max(timer_ms, elapsed_ms)
        centimetres = lap.number("total_distance")
        distance_mm = None if centimetres is None else centimetres * 10
        yield ActivityLap(start_ms, elapsed_ms, timer_ms, distance_mm, _KINDS.get(lap.word("intensity")))
        now_ms = start_ms + elapsed_ms


def _pauses(found: FitFile, start_s: int) -> Iterator[Pause]:
    """While the timer stood still, in whole seconds."""
    since_s: int | None = None
    for event in sorted(found.named("event"), key=lambda one: one.number("timestamp") or 0):
        at_s = event.number("timestamp")
        if event.word("event") != "timer" or at_s is None:
            continue
        if event.word("event_type").startswith("stop"):
            since_s = at_s if since_s is None else since_s
        elif since_s is not None:
            if at_s > since_s >= start_s:
                yield Pause((since_s - start_s) * 1_000, (at_s - since_s) * 1_000)
            since_s = None


def _offset_s(found: FitFile) -> int | None:
    """How far local time was ahead of UTC, as the activity says; None where it does not or no place is."""
    for activity in found.named("activity"):
        local_s, utc_s = activity.number("local_timestamp"), activity.number("timestamp")
        if local_s is None or utc_s is None:
            continue
        offset_s = round((local_s - utc_s) / _STEP_OF_OFFSETS_S) * _STEP_OF_OFFSETS_S
        return offset_s if abs(offset_s) * 1_000 < DAY_MS else None
    return None


def _name(found: FitFile) -> str:
    """What the workout is called that was run, if one was."""
    return next((text(name) for one in found.named("workout") if (name := one.word("wkt_name"))), "")


def _product(file_id: Message) -> str:
    return file_id.word("product_name") or _told(file_id, "garmin_product") or _told(file_id, "product")


def _told(file_id: Message, key: str) -> str:
    """A maker or a product; 0 is none."""
    return word if (word := file_id.word(key)) != "0" else ""
