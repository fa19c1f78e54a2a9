"""Past activities of files: each lap to the millisecond, whoever wrote it, and one error for whatever is wrong."""

from __future__ import annotations

import gzip
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.on_track import Track
from tests.core.test_stretches import tracks
from tests.fakes import FakeClock
from tests.formats.activity_files import (
    AUTO_LAPS,
    INTERVALS,
    MARKED,
    PAUSED,
    START,
    Lap,
    fit_activity,
    tcx_activity,
)
from tests.formats.exported import activity as exported
from tests.formats.exported import fit_messages
from tests.formats.fit_files import checksum, file_id, message, sample, uint32, whole
from trackclock.application.importing import proposal_of
from trackclock.core.imported import Correction
from trackclock.core.plan import StepKind
from trackclock.core.results import SessionResults
from trackclock.core.session import results_of
from trackclock.formats.activities import is_activity, read_activity
from trackclock.formats.activity import Activity
from trackclock.formats.errors import FileError
from trackclock.formats.fit.activity_file import activity_fit
from trackclock.formats.fit.activity_reading import ACTIVITY_LIMITS
from trackclock.formats.fit.selecting import checksum as fast_checksum
from trackclock.formats.fit.selecting import selected
from trackclock.formats.recorded import Recorded
from trackclock.formats.tcx import activity_tcx

START_MS = round(START.timestamp()) * 1_000
REP, RECOVERY, REST = StepKind.REP, StepKind.RECOVERY, StepKind.REST


def results(recorded: Recorded) -> SessionResults:
    made = proposal_of(recorded, "run.fit", FakeClock(), Correction()).session
    return results_of(made.header.plan, made.log)


def times(found: SessionResults) -> list[tuple[float, float]]:
    """Seconds that the steps took, and stood still."""
    return [((step.time_ms or 0) / 1_000, step.paused_ms / 1_000) for step in found.steps]


# --- five files of runners --------------------------------------------------------------------------------------------


def test_intervals_with_presses() -> None:
    read = read_activity(fit_activity(INTERVALS, name="Tuesday \x1b[31mtrack", serial=3_948), "run.fit")
    assert (read.activity.start_wall_ms, read.activity.utc_offset_s) == (START_MS, 7_200)
    assert (read.device, read.serial, read.created) == ("garmin fr965", "3948", "2026-05-01T16:30:00Z")
    found = results(read)
    assert found.plan.name == "Tuesday [31mtrack", "nothing of a file is sent to a terminal as it is"
    assert [time for time, _ in times(found)] == [lap.seconds for lap in INTERVALS]
    reps = [step for step in found.steps if step.step.kind is REP]
    assert [step.step.distance_mm for step in reps] == [400_000] * 6
    assert all(step.unconfirmed for step in reps)


def test_a_run_with_auto_laps_is_one_rep_with_its_kilometres() -> None:
    (step,) = results(read_activity(fit_activity(AUTO_LAPS), "run.fit")).steps
    assert [split.distance_mm for split in step.splits] == [1_000_000, 2_000_000, 3_000_000, 4_000_000, 4_442_000]
    assert [split.lap_ms / 1_000 for split in step.splits] == [lap.seconds for lap in AUTO_LAPS]


def test_laps_behind_which_the_watch_was_stopped() -> None:
    found = results(read_activity(fit_activity(PAUSED), "run.fit"))
    assert times(found) == [(lap.seconds, lap.stood) for lap in PAUSED]
    assert [step.step.distance_mm for step in found.steps] == [800_000] * 3


@pytest.mark.parametrize("is_summary_first", [False, True])
def test_a_workout_of_the_watch_with_the_summary_first_or_last(is_summary_first: bool) -> None:
    found = results(read_activity(fit_activity(MARKED, is_summary_first=is_summary_first), "run.fit"))
    assert [step.step.kind.value for step in found.steps] == [
        "warmup", *("rep", "recovery") * 3, "cooldown"
    ]  # fmt: skip
    assert [time for time, _ in times(found)] == [lap.seconds for lap in MARKED]


@pytest.mark.parametrize(
    ("digits", "creator", "is_complete", "zone"),
    [
        (3, '<Creator xsi:type="Device_t"><Name>Forerunner</Name><UnitId>3948</UnitId></Creator>', True, "Z"),  # Garmin
        (0, "", True, "Z"),  # RunnerUp
        (1, "<Creator><Name>Strava</Name></Creator>", True, "+00:00"),
        (3, "", False, ""),
    ],
)
def test_tcx_of_several_writers(digits: int, creator: str, is_complete: bool, zone: str) -> None:
    data = tcx_activity(MARKED, digits=digits, creator=creator, is_complete=is_complete, zone=zone)
    read = read_activity(data, "run.tcx")
    assert read.activity.start_wall_ms == START_MS
    assert [lap.timer_ms for lap in read.activity.laps] == [round(round(lap.seconds, digits) * 1_000) for lap in MARKED]
    if is_complete:
        assert [step.step.distance_mm for step in results(read).steps if step.step.kind is REP] == [800_000] * 3


def test_a_fit_and_a_tcx_of_one_activity_are_one_session() -> None:
    creator = '<Creator xsi:type="Device_t"><Name>fenix</Name><UnitId>3948</UnitId></Creator>'
    fit = read_activity(fit_activity(MARKED, serial=3_948), "a.fit")
    tcx = read_activity(tcx_activity(MARKED, creator=creator), "b.tcx")
    other = read_activity(fit_activity(MARKED, serial=3_949), "a.fit")
    assert fit.key == tcx.key != other.key
    # Without a device the laps tell.
    without = read_activity(tcx_activity(MARKED, creator=""), "b.tcx")
    assert without.key == read_activity(tcx_activity(MARKED, creator=""), "c.tcx").key
    assert without.key != read_activity(tcx_activity(MARKED[:-1], creator=""), "c.tcx").key


def test_local_time_is_the_files_own_or_that_of_this_place() -> None:
    clock = FakeClock()
    for offset_s, expected_s in ((7_200, 7_200), (-12_600, -12_600), (7_199, 7_200), (None, clock.utc_offset_s())):
        read = read_activity(fit_activity(MARKED, offset_s=offset_s), "run.fit")
        made = proposal_of(read, "run.fit", clock, Correction()).session
        assert made.header.utc_offset_s == expected_s


# --- there and back ---------------------------------------------------------------------------------------------------


def read_back(data: bytes, of: Activity) -> Recorded | None:
    """What was exported, read again; None for a session of which nothing is left."""
    is_tcx = data.startswith(b"<?xml")  # which has no word for a time in which the watch stood still throughout
    if not any(lap.timer_ms if is_tcx else lap.elapsed_ms for lap in of.laps):
        with pytest.raises(FileError, match="nothing was recorded"):
            read_activity(data, "a.fit")
        return None
    return read_activity(data, "a.fit")


@given(tracks())
@settings(max_examples=40)
def test_a_session_exported_as_fit_comes_back_with_its_times_kinds_and_distances(track: Track) -> None:
    of = exported(track)
    if (read := read_back(activity_fit(of), of)) is None:
        return
    assert [(lap.elapsed_ms, lap.timer_ms, lap.kind) for lap in read.activity.laps] == [
        (lap.elapsed_ms, lap.timer_ms, lap.kind) for lap in of.laps
    ]
    assert [lap.distance_mm for lap in read.activity.laps] == [
        None if lap.distance_mm is None else lap.distance_mm // 10 * 10 for lap in of.laps
    ]
    assert read.activity.identity == of.identity
    assert read.activity.utc_offset_s == of.utc_offset_s
    found = results(read)
    assert found.ended_ms == of.elapsed_ms
    assert sum(step.paused_ms for step in found.steps) == of.elapsed_ms - of.timer_ms


@given(tracks())
@settings(max_examples=40)
def test_a_session_exported_as_tcx_comes_back_with_what_tcx_can_say(track: Track) -> None:
    of = exported(track)
    if (read := read_back(activity_tcx(of), of)) is None:
        return
    resting = (RECOVERY, REST)
    assert [(lap.timer_ms, lap.kind) for lap in read.activity.laps] == [
        (lap.timer_ms, RECOVERY if lap.kind in resting else REP) for lap in of.laps
    ]
    assert [lap.distance_mm for lap in read.activity.laps] == [lap.distance_mm or None for lap in of.laps]
    assert results(read).ended_ms >= of.timer_ms


# --- what is wrong ----------------------------------------------------------------------------------------------------


def refusal(data: bytes, name: str = "run.fit") -> str:
    with pytest.raises(FileError) as caught:
        read_activity(data, name)
    said = str(caught.value)
    assert "\n" not in said
    assert said.startswith(f"{name}:")
    return said


def outcome(data: bytes, name: str) -> int:
    """How long the session of a file is, in milliseconds; where it comes to none, how long the one line is."""
    try:
        read = read_activity(data, name)
    except FileError as error:
        said = str(error)
        return 0 if "\n" in said else len(said)
    return results(read).ended_ms


def test_what_is_no_run_is_refused_in_words() -> None:
    assert "'cycling'" in refusal(fit_activity(MARKED, sport="cycling"))
    assert "several sports" in refusal(fit_activity(MARKED, sessions=2))
    assert "workout" in refusal(sample())
    assert "'Biking'" in refusal(tcx_activity(MARKED, sport="Biking"), "ride.tcx")
    assert "2 activities" in refusal(tcx_activity(MARKED, activities=2), "two.tcx")
    assert "no laps" in refusal(tcx_activity(()), "none.tcx")
    assert "nothing was recorded" in refusal(fit_activity([Lap(0)]))
    assert "two days" in refusal(fit_activity([Lap(90_000), Lap(90_000)]))
    assert "1,000 laps" in refusal(fit_activity([Lap(60)] * 1_001, records=0))
    assert "no past activity" in refusal(b"hello", "run.txt")
    assert "unpack it first, as gunzip does" in refusal(gzip.compress(fit_activity(MARKED)), "run.fit.gz")
    assert "unpack it first, as unzip does" in refusal(b"PK\x03\x04...", "1234.zip")
    assert "no activity in this file" in refusal(b"<TrainingCenterDatabase/>", "run.tcx")


@pytest.mark.parametrize("form", ["fit", "tcx"])
def test_cut_off_anywhere_or_with_any_byte_changed_it_is_one_error_or_an_activity(form: str) -> None:
    data = fit_activity(MARKED, records=1) if form == "fit" else tcx_activity(MARKED)
    chance = random.Random(14)
    for length in range(0, len(data), 37):
        refusal(data[:length], f"run.{form}")
    for _ in range(250):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        if form == "fit":  # with its checksum made right again, so that what is behind it is met
            changed[-2:] = checksum(bytes(changed[:-2])).to_bytes(2, "little")
        assert outcome(bytes(changed), f"run.{form}") > 0


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("<TotalTimeSeconds>600.000<", "<TotalTimeSeconds>NaN<"),
        ("<TotalTimeSeconds>600.000<", "<TotalTimeSeconds>-600<"),
        ("<TotalTimeSeconds>600.000<", "<TotalTimeSeconds>1e400<"),
        ("<DistanceMeters>1980<", "<DistanceMeters>-1980<"),
        ("<DistanceMeters>1980<", "<DistanceMeters>Infinity<"),
        ("2026-05-01T16:30:00.000Z", "yesterday"),
        ("2026-05-01T16:30:00.000Z", "9999-12-31T23:59:59+14:00"),
    ],
)
def test_numbers_that_are_none_are_unknown_and_break_nothing(before: str, behind: str) -> None:
    data = tcx_activity(MARKED).decode()
    assert before in data
    assert outcome(data.replace(before, behind, 1).encode(), "run.tcx") > 0


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (tcx_activity(MARKED).replace(b"?>", b"?>" + BOMB, 1), "document type"),
        (b"<TrainingCenterDatabase>" + b"<a>" * 100_000, "nested deeper"),
        (b"<TrainingCenterDatabase>" + b" " * (33 * 2**20), "larger than"),
    ],
    ids=["entities", "depth", "size"],
)
def test_a_hostile_tcx_is_one_error(data: bytes, words: str) -> None:
    assert words in refusal(data, "run.tcx")


def test_what_is_too_large_is_refused_before_it_is_read() -> None:
    data = fit_activity(MARKED, records=0)
    assert "larger than" in refusal(data + b"\0" * ACTIVITY_LIMITS.max_bytes)


def test_a_file_is_told_by_what_is_in_it() -> None:
    assert is_activity(fit_activity(MARKED), "x")
    assert not is_activity(sample(), "x.fit")
    assert is_activity(tcx_activity(MARKED), "x.xml")
    assert is_activity(b"", "RUN.TCX")
    assert not is_activity(b"4 x 400m", "x.txt")


def test_instants_of_every_zone_are_one_instant() -> None:
    for zone in ("Z", "+00:00", ""):
        read = read_activity(tcx_activity(MARKED, zone=zone), "run.tcx")
        assert datetime.fromtimestamp(read.activity.start_wall_ms / 1_000, UTC) == START


# --- only what is wanted is decoded -----------------------------------------------------------------------------------


@given(st.binary(max_size=200))
def test_the_checksum_is_that_of_the_format(data: bytes) -> None:
    assert fast_checksum(data) == checksum(data)


@pytest.mark.parametrize("laps", [INTERVALS, PAUSED, MARKED], ids=["intervals", "paused", "marked"])
def test_what_is_wanted_is_the_same_without_the_rest(laps: tuple[Lap, ...]) -> None:
    data = fit_activity(laps, records=30, name="Tuesday")
    fewer = selected(data, (0, 18, 19, 21, 26, 34))
    assert len(fewer) < len(data) / 2
    without = [message for message in fit_messages(data) if message[0] != "record"]
    assert fit_messages(fewer) == without
    assert selected(fewer, (0, 18, 19, 21, 26, 34)) == fewer
    assert selected(data[:-1], (19,)) == data[:-1]


def test_a_lap_that_tells_its_time_by_a_record_is_not_parted_from_it() -> None:
    lap = message(19, [uint32(2, 1), uint32(7, 60_000)], local=1)
    at = len(lap) - 9
    compressed = bytes((0x80 | 1 << 5 | 3, *lap[at + 1 :]))
    data = whole(file_id("activity") + message(20, [uint32(253, 64)]) + lap[:at] + compressed)
    assert selected(data, (19,)) == data
    (read,) = [values for name, values in fit_messages(data) if name == "lap"]
    assert read["total_elapsed_time"] == 60


def test_a_day_of_records_costs_no_more_than_its_laps() -> None:
    record = message(20, [uint32(253, 1)])
    data = fit_activity(MARKED, records=0)
    many = whole(data[14:-2] + record + record[-5:] * (ACTIVITY_LIMITS.max_messages + 1))
    assert len(read_activity(many, "run.fit").activity.laps) == len(MARKED)
