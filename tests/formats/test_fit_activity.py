"""An activity as FIT: read back by decoders that did not write it, to the millisecond, whatever happened in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fit_tool.fit_file import FitFile
from fit_tool.validation import ProfileScope, validate_fit_file
from hypothesis import given, settings

from tests.core.on_track import OPEN, Track, easy, metres, plan_of, rep, seconds
from tests.core.test_stretches import tracks
from tests.formats.exported import WALL_MS, activity, fit_messages, stopped
from trackclock.core import commands as ask
from trackclock.core.pauses import Pause
from trackclock.core.plan import StepKind
from trackclock.core.session import results_of
from trackclock.core.stretches import parted
from trackclock.formats.activity import Activity, ActivityLap, WriteError
from trackclock.formats.fit.activity_file import activity_fit
from trackclock.formats.session_activity import activity_of

INTENSITY = {
    StepKind.REP: "active",
    StepKind.REST: "rest",
    StepKind.WARMUP: "warmup",
    StepKind.COOLDOWN: "cooldown",
    StepKind.RECOVERY: "recovery",
}


def read(data: bytes) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for name, values in fit_messages(data):
        found.setdefault(name, []).append(values)
    return found


def ms(seconds: float) -> int:
    return round(seconds * 1_000)


def check(of: Activity, data: bytes) -> None:
    """What holds of every file, reckoned from the activity by hand."""
    messages = fit_messages(data)
    assert messages[0][0] == "file_id"
    stamps = [values["timestamp"] for _, values in messages if "timestamp" in values]
    assert stamps == sorted(stamps)
    found = read(data)
    start = datetime.fromtimestamp(of.start_wall_ms // 1_000, UTC)

    def second(at_ms: int) -> float:
        return (stamps_of(at_ms) - start).total_seconds()

    def stamps_of(at_ms: int) -> datetime:
        up = at_ms == of.elapsed_ms and at_ms % 1_000
        return datetime.fromtimestamp(of.start_wall_ms // 1_000 + at_ms // 1_000 + bool(up), UTC)

    # Laps, each as it was and all of them together.
    assert [ms(lap["total_elapsed_time"]) for lap in found["lap"]] == [lap.elapsed_ms for lap in of.laps]
    assert [ms(lap["total_timer_time"]) for lap in found["lap"]] == [lap.timer_ms for lap in of.laps]
    assert sum(ms(lap["total_elapsed_time"]) for lap in found["lap"]) == of.elapsed_ms
    for number, (lap, was) in enumerate(zip(found["lap"], of.laps, strict=True)):
        assert lap["message_index"] == number
        assert (lap["start_time"], lap["timestamp"]) == (stamps_of(was.start_ms), stamps_of(was.end_ms))
        assert lap["total_distance"] == (None if was.distance_mm is None else was.distance_mm // 10 / 100)
        assert lap["intensity"] == (None if was.kind is None else INTENSITY[was.kind])
        assert (lap["lap_trigger"], lap["sport"], lap["sub_sport"]) == ("manual", "running", "track")
    # The session is what its laps are.
    (session,), (whole,) = found["session"], found["activity"]
    assert ms(session["total_elapsed_time"]) == of.elapsed_ms
    paused_ms = sum(pause.length_ms for pause in of.pauses)
    assert ms(session["total_timer_time"]) == ms(whole["total_timer_time"]) == of.elapsed_ms - paused_ms
    assert (session["num_laps"], whole["num_sessions"]) == (len(of.laps), 1)
    assert session["timestamp"] == whole["timestamp"] == stamps_of(of.elapsed_ms)
    # The clock starts and stops in turn.
    events = [(one["event"], one["event_type"], one["timestamp"]) for one in found["event"]]
    wanted = [("timer", "start", stamps_of(0))]
    for pause in of.pauses:
        wanted.append(("timer", "stop_all", stamps_of(pause.start_ms)))
        if pause.end_ms < of.elapsed_ms:
            wanted.append(("timer", "start", stamps_of(pause.end_ms)))
    assert events == [*wanted, ("timer", "stop_all", stamps_of(of.elapsed_ms))]
    check_records(of, [(one["timestamp"], one["distance"]) for one in found["record"]], start)


def check_records(of: Activity, records: list[tuple[datetime, float | None]], start: datetime) -> None:
    """A record a second while the clock runs, and in each a distance where one is known, and nowhere else."""
    seconds_ms = [round((when - start).total_seconds()) * 1_000 for when, _ in records]
    last_ms = -(-of.elapsed_ms // 1_000) * 1_000
    running = [one for one in range(0, last_ms, 1_000) if not any(p.start_ms < one < p.end_ms for p in of.pauses)]
    assert seconds_ms in (running, [*running, last_ms]), "only where the clock stood at the end it is not there"
    known = [(0, 0, 0, 0)]
    parts = [(lap.start_ms, lap.end_ms, lap.distance_mm) for lap in of.laps if lap.distance_mm is not None]
    for since_ms, until_ms, distance_mm in sorted(
        [*parts, *((c.start_ms, c.end_ms, c.distance_mm) for c in of.covered)]
    ):
        known.append((since_ms, until_ms, known[-1][3], known[-1][3] + distance_mm))
    for at_ms, distance in zip(seconds_ms, (distance for _, distance in records), strict=True):
        now_ms = min(at_ms, of.elapsed_ms)
        around = [one for one in known if one[0] <= now_ms <= one[1]]
        lately = [one for one in known if now_ms - 1_000 < one[1] < now_ms]
        if around:
            assert distance is not None
            assert around[0][2] // 10 / 100 <= distance <= around[-1][3] // 10 / 100
        else:
            assert distance == (lately[-1][3] // 10 / 100 if lately else None)
    distances = [distance for _, distance in records if distance is not None]
    assert distances == sorted(distances)


@settings(max_examples=30, deadline=None)
@given(track=tracks())
def test_any_session_is_read_back_as_it_was(track: Track) -> None:
    of = activity(track)
    assert of.elapsed_ms == parted(track.plan, track.log).results.ended_ms
    check(of, activity_fit(of))


@pytest.mark.parametrize("track", [stopped(), Track(plan_of([rep(metres(400))])).press(0)], ids=["much", "nothing"])
def test_the_validator_of_another_writer_finds_nothing(track: Track) -> None:
    data = activity_fit(activity(track))
    check(activity(track), data)
    report = validate_fit_file(FitFile.from_bytes(data), profile_scope=ProfileScope.FULL)
    assert report.findings == []


def test_what_a_session_with_pauses_leaves_as() -> None:
    of = activity(stopped())
    laps = [(lap.elapsed_ms, lap.timer_ms, lap.distance_mm, lap.kind, lap.label) for lap in of.laps]
    assert laps == [
        (80_250, 60_125, None, StepKind.WARMUP, "warmup"),
        (80_250, 80_250, 400_000, StepKind.REP, "rep lap 1"),
        (79_500, 79_500, 400_000, StepKind.REP, "rep lap 2"),
        (60_000, 58_500, 200_000, StepKind.RECOVERY, "recovery"),
        (80_000, 80_000, 400_000, StepKind.REP, "rep"),
        (20_000, 20_000, None, StepKind.REP, "rep"),
        (100_500, 10_750, None, StepKind.RECOVERY, "recovery"),
    ]
    found = read(activity_fit(of))
    assert found["session"][0]["total_distance"] == 1_400
    assert ms(found["session"][0]["total_timer_time"]) == 389_125


def test_the_distance_of_a_timed_rep_with_presses_is_in_the_session_and_the_records_but_in_no_lap() -> None:
    track = Track(plan_of([rep(seconds(60)), easy(StepKind.COOLDOWN, OPEN)], get_ready_ms=0)).press(0, 20, 45).see(70)
    track.do(ask.GiveDistance(results_of(track.plan, track.log).steps[0].uid, 300_000), 80)
    found = read(activity_fit(activity(track)))
    assert [lap["total_distance"] for lap in found["lap"]] == [None, None, None, None]
    assert found["session"][0]["total_distance"] == 300
    distances = [record["distance"] for record in found["record"]]
    assert distances == [*(second * 5.0 for second in range(61)), *[None] * 10]


@pytest.mark.parametrize(
    ("zone", "local"),
    [
        ("Europe/Berlin", "2026-03-29T01:59:30"),  # the clock goes forward within the next minute
        ("Europe/Berlin", "2026-10-25T02:30:00"),
        ("Europe/London", "2026-12-31T23:59:59"),
        ("America/St_Johns", "2026-07-01T00:00:01"),
        ("Asia/Kathmandu", "2026-02-28T23:45:00"),
        ("Pacific/Kiritimati", "2028-02-29T00:00:00"),
    ],
)
def test_the_time_is_right_in_utc_and_on_the_wall(zone: str, local: str) -> None:
    when = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
    offset = when.utcoffset()
    assert offset is not None
    track = Track(plan_of([rep(metres(400))], get_ready_ms=0)).press(0, 75.5)
    of = activity(track, round(when.timestamp() * 1_000) + 499, round(offset.total_seconds()))
    found = read(activity_fit(of))
    assert found["session"][0]["start_time"] == when.astimezone(UTC)
    assert found["lap"][0]["start_time"] == when.astimezone(UTC)
    (whole,) = found["activity"]
    # As the clock would have shown it that had the session's first second: services reckon the offset from it.
    assert whole["local_timestamp"].replace(tzinfo=None) - whole["timestamp"].replace(tzinfo=None) == offset
    assert whole["timestamp"].timestamp() == when.timestamp() + 76


def test_the_same_session_is_the_same_activity_however_it_was_mended() -> None:
    track = stopped()
    session = parted(track.plan, track.log)
    once = activity_fit(activity_of("a", WALL_MS, WALL_MS, 0, session))
    assert once == activity_fit(activity_of("a", WALL_MS, WALL_MS, 0, session))
    mended = activity_of("a", WALL_MS, WALL_MS - 86_400_000, 7_200, replace(session, stretches=session.stretches[:-1]))
    (one,), (other,) = read(once)["file_id"], read(activity_fit(mended))["file_id"]
    assert one == other
    assert one["time_created"] == datetime.fromtimestamp(WALL_MS // 1_000, UTC)
    serials = {activity_of(f"session-{n}", WALL_MS, WALL_MS, 0, session).identity for n in range(1_000)}
    assert len(serials) == 1_000
    assert all(found is not None and 0 < found.serial < 2**32 for found in serials)


def short(wall_ms: int, elapsed_ms: int = 1_000, distance_mm: int | None = None) -> Activity:
    return Activity("x", wall_ms, 0, (ActivityLap(0, elapsed_ms, elapsed_ms, distance_mm),))


FIRST_MS = round(datetime(1998, 7, 3, 21, 24, 16, tzinfo=UTC).timestamp() * 1_000)
LAST_MS = round(datetime(2126, 2, 6, 6, 28, 13, tzinfo=UTC).timestamp() * 1_000)


@pytest.mark.parametrize("wall_ms", [FIRST_MS, LAST_MS])
def test_what_fit_can_date_it_does(wall_ms: int) -> None:
    found = read(activity_fit(short(wall_ms)))
    assert found["session"][0]["start_time"].timestamp() * 1_000 == wall_ms
    assert found["activity"][0]["local_timestamp"] is not None


@pytest.mark.parametrize("wall_ms", [0, -1, FIRST_MS - 1, LAST_MS + 1_000, 253_402_300_799_999])
def test_what_fit_cannot_date_is_one_clear_error(wall_ms: int) -> None:
    with pytest.raises(WriteError, match="FIT has no such date; mend the date"):
        activity_fit(short(wall_ms))


def test_what_is_longer_or_further_than_fit_can_say_is_one_clear_error() -> None:
    with pytest.raises(WriteError, match="at most 49 days"):
        activity_fit(short(WALL_MS, 0xFFFFFFFF))
    with pytest.raises(WriteError, match="more than 36 hours; shorten the step"):
        activity_fit(short(WALL_MS, 36 * 3_600_000 + 1))
    with pytest.raises(WriteError, match="at most 42,949 km"):
        activity_fit(short(WALL_MS, 1_000, 42_949_672_950))
    found = read(activity_fit(short(WALL_MS, 1_000, 42_949_672_940)))
    assert found["session"][0]["total_distance"] == 42_949_672.94


def test_a_clock_that_was_wrong_and_has_been_mended_names_no_day_of_making_that_fit_does_not_know() -> None:
    of = activity_of("a", 5_000, WALL_MS, 0, parted(stopped().plan, stopped().log))
    (made,) = read(activity_fit(of))["file_id"]
    assert made["time_created"] == datetime.fromtimestamp(WALL_MS // 1_000, UTC)


def test_a_session_that_stood_still_for_weeks_has_no_records_of_them() -> None:
    weeks_ms = 30 * 86_400_000
    lap = ActivityLap(0, weeks_ms + 10_000, 10_000)
    found = read(activity_fit(Activity("x", WALL_MS, 0, (lap,), (Pause(4_000, weeks_ms),))))
    assert len(found["record"]) == 12
    assert ms(found["session"][0]["total_elapsed_time"]) == weeks_ms + 10_000
    assert ms(found["session"][0]["total_timer_time"]) == 10_000
