"""An activity as a FIT file: file_id, timer events, a record a second, laps, the session, the activity.

It exists because this is what every service takes, and the only one of the formats that tells laps, pauses and rests
apart to the millisecond. Which messages and fields an activity needs is said at
developer.garmin.com/fit/file-types/activity, their numbers in the profile of the same pages. Instants are whole
seconds there: they are counted from the whole second in which the activity began, so that nothing in it shifts against
anything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trackclock.core.plan import StepKind
from trackclock.formats.activity import Activity, ActivityLap, Identity, WriteError
from trackclock.formats.fit.writing import Field, Kind, Message, fit_file
from trackclock.formats.way import Way, running_seconds

EPOCH_S: Final = 631_065_600
"""1989-12-31 00:00 in UTC, from which FIT counts, in seconds since 1970."""

_EARLIEST_S: Final = 0x10000000
_LATEST_S: Final = 0xFFFFFFFE
"""What is less than the first counts from the start of a device, what is more says "nothing"."""

_ENUM, _UINT16, _UINT32 = Kind.ENUM, Kind.UINT16, Kind.UINT32

_TIMESTAMP: Final = Field(253, _UINT32)
_FILE_ID: Final = Message(
    0,
    0,
    (
        Field(0, _ENUM),  # type
        Field(1, _UINT16),  # manufacturer
        Field(2, _UINT16),  # product
        Field(3, Kind.UINT32Z),  # serial_number
        Field(4, _UINT32),  # time_created
    ),
)
_EVENT: Final = Message(21, 1, (_TIMESTAMP, Field(0, _ENUM), Field(1, _ENUM)))  # event, event_type
_RECORD: Final = Message(20, 2, (_TIMESTAMP, Field(5, _UINT32)))  # distance
_LAP: Final = Message(
    19,
    3,
    (
        Field(254, _UINT16),  # message_index
        _TIMESTAMP,
        Field(0, _ENUM),  # event
        Field(1, _ENUM),  # event_type
        Field(2, _UINT32),  # start_time
        Field(7, _UINT32),  # total_elapsed_time
        Field(8, _UINT32),  # total_timer_time
        Field(9, _UINT32),  # total_distance
        Field(23, _ENUM),  # intensity
        Field(24, _ENUM),  # lap_trigger
        Field(25, _ENUM),  # sport
        Field(39, _ENUM),  # sub_sport
    ),
)
_SESSION: Final = Message(
    18,
    4,
    (
        Field(254, _UINT16),  # message_index
        _TIMESTAMP,
        Field(0, _ENUM),  # event
        Field(1, _ENUM),  # event_type
        Field(2, _UINT32),  # start_time
        Field(5, _ENUM),  # sport
        Field(6, _ENUM),  # sub_sport
        Field(7, _UINT32),  # total_elapsed_time
        Field(8, _UINT32),  # total_timer_time
        Field(9, _UINT32),  # total_distance
        Field(25, _UINT16),  # first_lap_index
        Field(26, _UINT16),  # num_laps
        Field(28, _ENUM),  # trigger
    ),
)
_ACTIVITY: Final = Message(
    34,
    5,
    (
        _TIMESTAMP,
        Field(0, _UINT32),  # total_timer_time
        Field(1, _UINT16),  # num_sessions
        Field(2, _ENUM),  # type
        Field(3, _ENUM),  # event
        Field(4, _ENUM),  # event_type
        Field(5, _UINT32),  # local_timestamp
    ),
)

_ACTIVITY_FILE, _DEVELOPMENT, _NO_PRODUCT = 4, 255, 0
_TIMER, _SESSION_EVENT, _LAP_EVENT, _ACTIVITY_EVENT = 0, 8, 9, 26
_START, _STOP, _STOP_ALL = 0, 1, 4
_SPORT, _SUB_SPORT = 1, 4
_BY_HAND, _AT_THE_END, _MANUAL = 0, 0, 0
_INTENSITY: Final = {
    StepKind.REP: 0,
    StepKind.REST: 1,
    StepKind.WARMUP: 2,
    StepKind.COOLDOWN: 3,
    StepKind.RECOVERY: 4,
}

_LONGEST_MS: Final = 0xFFFFFFFE
_FURTHEST_MM: Final = 10 * 0xFFFFFFFE
_MOST_LAPS: Final = 0xFFFE


def activity_fit(activity: Activity) -> bytes:
    """The file of an activity.

    Raises:
        WriteError: if FIT cannot hold it: it began before 1998-07-03 or after 2126-02-06, is longer than 49 days or
            goes further than 42,949 km.
    """
    start_s = activity.start_wall_ms // 1_000 - EPOCH_S
    end_s = start_s + -(-activity.elapsed_ms // 1_000)
    if not _EARLIEST_S <= start_s <= end_s <= _LATEST_S:
        raise WriteError("FIT has no such date; mend the date of the session first")
    if activity.elapsed_ms > _LONGEST_MS or len(activity.laps) > _MOST_LAPS:
        raise WriteError("FIT takes at most 49 days and 65,534 laps; shorten the step that was left running first")
    if (activity.distance_mm or 0) > _FURTHEST_MM:
        raise WriteError("FIT takes at most 42,949 km; mend the distance of the rep first")
    messages = sorted(_File(activity, start_s).messages(), key=lambda one: one[:2])
    definitions = (kind.definition for kind in (_FILE_ID, _EVENT, _RECORD, _LAP, _SESSION, _ACTIVITY))
    return fit_file(b"".join((*definitions, _file_id(activity, start_s), *(message for *_, message in messages))))


def _cm(distance_mm: int | None) -> int | None:
    return None if distance_mm is None else distance_mm // 10


def _file_id(activity: Activity, start_s: int) -> bytes:
    """What tells this activity from every other one."""
    identity = activity.identity or Identity(1, activity.start_wall_ms)
    created_s = identity.created_wall_ms // 1_000 - EPOCH_S
    if not _EARLIEST_S <= created_s <= _LATEST_S:  # the clock was wrong and has been mended
        created_s = start_s
    return _FILE_ID.data(_ACTIVITY_FILE, _DEVELOPMENT, _NO_PRODUCT, identity.serial, created_s)


class _File:
    """The messages behind the first one, each with its instant and its rank among those of the same instant."""

    def __init__(self, activity: Activity, start_s: int) -> None:
        self._activity = activity
        self._start_s = start_s
        self._end_ms = activity.elapsed_ms

    def messages(self) -> Iterator[tuple[int, int, bytes]]:
        """All of them, in no order."""
        yield from self._timer()
        yield from self._records()
        for number, lap in enumerate(self._activity.laps):
            yield lap.end_ms, 3, self._lap(number, lap)
        yield self._end_ms, 4, self._session()
        yield self._end_ms, 5, self._whole()

    def _stamp(self, ms: int) -> int:
        """Its second; for the end the one that begins then, so that nothing lies behind it."""
        return self._start_s + (ms // 1_000 if ms < self._end_ms else -(-self._end_ms // 1_000))

    def _timer(self) -> Iterator[tuple[int, int, bytes]]:
        yield 0, 0, _EVENT.data(self._stamp(0), _TIMER, _START)
        for pause in self._activity.pauses:
            yield pause.start_ms, 2, _EVENT.data(self._stamp(pause.start_ms), _TIMER, _STOP_ALL)
            if pause.end_ms < self._end_ms:
                yield pause.end_ms, 0, _EVENT.data(self._stamp(pause.end_ms), _TIMER, _START)
        yield self._end_ms, 2, _EVENT.data(self._stamp(self._end_ms), _TIMER, _STOP_ALL)

    def _records(self) -> Iterator[tuple[int, int, bytes]]:
        """One a second; what was run up to a mark stands in the first second behind it too."""
        way = Way(self._activity)
        for ms in running_seconds(self._activity):
            yield ms, 1, _RECORD.data(self._stamp(ms), _cm(way.at(ms, lately_ms=999)))

    def _lap(self, number: int, lap: ActivityLap) -> bytes:
        return _LAP.data(
            number,
            self._stamp(lap.end_ms),
            _LAP_EVENT,
            _STOP,
            self._stamp(lap.start_ms),
            lap.elapsed_ms,
            lap.timer_ms,
            _cm(lap.distance_mm),
            None if lap.kind is None else _INTENSITY[lap.kind],
            _MANUAL,
            _SPORT,
            _SUB_SPORT,
        )

    def _session(self) -> bytes:
        return _SESSION.data(
            0,
            self._stamp(self._end_ms),
            _SESSION_EVENT,
            _STOP,
            self._stamp(0),
            _SPORT,
            _SUB_SPORT,
            self._end_ms,
            self._activity.timer_ms,
            _cm(self._activity.distance_mm),
            0,
            len(self._activity.laps),
            _AT_THE_END,
        )

    def _whole(self) -> bytes:
        """The activity, which alone says what the clock on the wall showed."""
        end_s = self._stamp(self._end_ms)
        offset_s = self._activity.utc_offset_s
        local_s = None if offset_s is None else end_s + offset_s
        return _ACTIVITY.data(end_s, self._activity.timer_ms, 1, _BY_HAND, _ACTIVITY_EVENT, _STOP, local_s)
