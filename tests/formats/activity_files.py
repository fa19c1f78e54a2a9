"""Activities as watches and services write them, by encoders that share nothing with the readers.

It exists so that the tests need no files of others, and can say of each what a runner did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from tests.formats.fit_files import INTENSITIES, Field, enum, file_id, message, text, uint16, uint32, whole

SESSION, LAP, RECORD, EVENT, ACTIVITY = 18, 19, 20, 21, 34
EPOCH_S: Final = 631_065_600
START: Final = datetime(2026, 5, 1, 16, 30, tzinfo=UTC)
SPORTS: Final = {"generic": 0, "running": 1, "cycling": 2, "swimming": 5}
_START_EVENT, _STOP_ALL = 0, 4


@dataclass(frozen=True)
class Lap:
    """A lap as a runner would tell it: seconds on the watch, metres, what for, seconds that it stood at the end."""

    seconds: float
    metres: float | None = None
    intensity: str | None = None
    stood: float = 0

    @property
    def elapsed(self) -> float:
        return self.seconds + self.stood


INTERVALS: Final = (
    Lap(611.437, 2012.4),
    *(
        lap
        for times in ((81.42, 403.1), (80.97, 398.6), (82.051, 405.9), (81.9, 397), (80.334, 401.2), (79.08, 404.4))
        for lap in (Lap(*times), Lap(90.25, 148.7))
    ),
    Lap(502.9, 1510.2),
)
"""6 x 400 m with presses, between jogs; every lap is "active", as most watches have it."""

AUTO_LAPS: Final = (*(Lap(seconds, 1000.0) for seconds in (301.2, 298.75, 305.331, 290.02)), Lap(131.9, 441.7))
MARKED: Final = (
    Lap(600, 1980, "warmup"),
    *(lap for _ in range(3) for lap in (Lap(152.25, 804, "active"), Lap(120, 210, "rest"))),
    Lap(400, 1200, "cooldown"),
)
PAUSED: Final = (Lap(200.5, 800, None, 61), Lap(201.25, 803, None, 59.5), Lap(199.125, 797.5))
"""The watch was stopped behind each rep."""


def instant(offset: float) -> int:
    """A moment as FIT counts it, cut off to the second."""
    return int(START.timestamp()) - EPOCH_S + int(offset)


def fit_activity(
    laps: Sequence[Lap],
    *,
    sport: str = "running",
    is_summary_first: bool = False,
    records: int = 3,
    offset_s: int | None = 7_200,
    name: str = "",
    serial: int | None = None,
    sessions: int = 1,
) -> bytes:
    """A FIT activity.

    Args:
        laps: what was run.
        sport: of its session.
        is_summary_first: whether the session and the laps stand before the records, as some write it.
        records: how many of them a lap.
        offset_s: how far local time was ahead; None for a file without local time.
        name: of the workout that was run.
        serial: of the device; None for that of `fit_files`.
        sessions: how many there are in it.
    """
    head = file_id("activity") if serial is None else _file_id(serial)
    if name:
        head += message(26, [text(8, name)])
    body, summary, now = b"", b"", 0.0
    for number, lap in enumerate(laps):
        body += _event(now, _START_EVENT)
        for record in range(records):
            body += message(RECORD, [uint32(253, instant(now + record)), uint32(5, record * 300)])
        if lap.stood:
            body += _event(now + lap.seconds, _STOP_ALL)
        lap_message = message(LAP, _lap(number, now, lap))
        now += lap.elapsed
        if is_summary_first:
            summary += lap_message
        else:
            body += lap_message
    total = [uint32(253, instant(now)), uint32(2, instant(0)), enum(5, SPORTS[sport])]
    times = [uint32(7, round(now * 1_000)), uint32(8, round(sum(lap.seconds for lap in laps) * 1_000))]
    session = message(SESSION, [*total, *times]) * sessions
    local = [] if offset_s is None else [uint32(5, instant(now) + offset_s)]
    whole_message = message(ACTIVITY, [uint32(253, instant(now)), uint16(1, 1), *local])
    parts = (session, summary, body, whole_message) if is_summary_first else (body, session, whole_message)
    return whole(head + b"".join(parts))


def _file_id(serial: int) -> bytes:
    fields = [enum(0, 4), uint16(1, 1), uint16(2, 4315), Field(3, 0x8C, serial), uint32(4, instant(0))]
    return message(0, fields)


def _event(offset: float, kind: int) -> bytes:
    return message(EVENT, [uint32(253, instant(offset)), enum(0, 0), enum(1, kind)])


def _lap(number: int, now: float, lap: Lap) -> list[Field]:
    fields = [
        uint16(254, number),
        uint32(253, instant(now + lap.elapsed)),
        uint32(2, instant(now)),
        uint32(7, round(lap.elapsed * 1_000)),
        uint32(8, round(lap.seconds * 1_000)),
    ]
    if lap.metres is not None:
        fields.append(uint32(9, round(lap.metres * 100)))
    fields.append(enum(23, INTENSITIES[lap.intensity or "active"]))
    return fields


def tcx_activity(
    laps: Sequence[Lap],
    *,
    sport: str = "Running",
    digits: int = 3,
    creator: str = '<Creator xsi:type="Device_t"><Name>Forerunner</Name><UnitId>3948271</UnitId></Creator>',
    is_complete: bool = True,
    zone: str = "Z",
    activities: int = 1,
) -> bytes:
    """A TCX activity.

    Args:
        laps: what was run.
        sport: of the activity.
        digits: how many decimals of a second its times have; 0 for whole seconds.
        creator: what made it; empty for a file that does not say.
        is_complete: whether laps have a distance and an intensity.
        zone: how the zone of its instants is written; empty for none.
        activities: how many there are in it.
    """
    parts, now = "", 0.0
    for lap in laps:
        begin = f"{START + timedelta(seconds=now):%Y-%m-%dT%H:%M:%S}" + (f".{int(now % 1 * 1000):03}" if digits else "")
        intensity = "Resting" if lap.intensity in ("rest", "recovery") else "Active"
        said = f"<DistanceMeters>{lap.metres or 0}</DistanceMeters><Intensity>{intensity}</Intensity>"
        parts += (
            f'<Lap StartTime="{begin}{zone}"><TotalTimeSeconds>{lap.seconds:.{digits}f}</TotalTimeSeconds>'
            f"{said if is_complete else ''}<Track><Trackpoint><Time>{begin}{zone}</Time></Trackpoint></Track></Lap>"
        )
        now += lap.elapsed
    one = f'<Activity Sport="{sport}"><Id>{START:%Y-%m-%dT%H:%M:%S}{zone}</Id>{parts}{creator}</Activity>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?><TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<Activities>{one * activities}</Activities></TrainingCenterDatabase>"
    ).encode()
