"""FIT files as watches write them and no book has them: several in one, fields told wrongly, lengths in odd places."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.activity_files import INTERVALS, MARKED, Lap, fit_activity, instant
from tests.formats.fit_files import Field, enum, file_id, message, sample, text, uint16, uint32, whole
from trackclock.formats.activities import is_activity, read_activity
from trackclock.formats.errors import FileError
from trackclock.formats.fit.parts import aligned, part_of
from trackclock.formats.fit.workout import read_workout

RUN = fit_activity(INTERVALS)
PULSE = whole(message(132, [uint32(253, instant(0)), Field(6, 0x02, 61)]))
"""What a strap kept while the watch could not hear it: a file without a file_id."""

SETTINGS = whole(message(0, [enum(0, 2), uint16(1, 1)]) + message(3, [text(0, "somebody")]))

SIZES = {0x83: 2, 0x84: 2, 0x8B: 2, 0x85: 4, 0x86: 4, 0x88: 4, 0x8C: 4, 0x89: 8, 0x8E: 8, 0x8F: 8, 0x90: 8}
FREE = 200
"""A number that no field of these messages has."""


def refusal(data: bytes) -> str:
    with pytest.raises(FileError) as raised:
        read_activity(data, "run.fit")
    return raised.value.message


@pytest.mark.parametrize(
    "behind",
    [[PULSE], [PULSE] * 40, [SETTINGS], [PULSE, SETTINGS], [sample()]],
    ids=["strap", "long-strap", "settings", "both", "workout"],
)
def test_a_run_is_read_whatever_stands_behind_it(behind: Sequence[bytes]) -> None:
    data = b"".join([RUN, *behind])
    assert is_activity(data, "run.fit")
    assert read_activity(data, "run.fit") == read_activity(RUN, "run.fit")


def test_a_file_behind_a_run_that_is_none_or_cut_off_or_another_run_is_one_error() -> None:
    for end in range(len(RUN) + 1, len(RUN + PULSE)):
        assert refusal((RUN + PULSE)[:end])
    assert "several FIT files" in refusal(RUN + RUN)
    assert "damaged" in refusal(RUN + b"whatever this is")
    assert refusal(PULSE * 300), "so many are not looked through"


def test_a_workout_is_found_among_others_as_well() -> None:
    for data in (sample() + SETTINGS, sample() + PULSE):
        assert read_workout(data, "a.fit", "a") == read_workout(sample(), "a.fit", "a")
    with pytest.raises(FileError, match="several FIT files"):
        read_workout(sample() * 2, "a.fit", "a")


@given(st.lists(st.sampled_from([RUN, PULSE, SETTINGS]), min_size=1, max_size=5))
def test_only_the_one_of_its_kind_is_taken_out(parts: list[bytes]) -> None:
    data = b"".join(parts)
    found = part_of(data, "activity", lambda part: "activity" if part == RUN else "")
    assert found == (RUN if parts.count(RUN) == 1 else data)


@pytest.mark.parametrize("base", [*SIZES, 0x00, 0x07])
@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 9])
def test_a_field_that_is_no_whole_number_of_its_values_costs_nobody_the_run(base: int, size: int) -> None:
    """As the events of a COROS Pace 2: four bytes are told, and one is there."""
    field = bytes((FREE, size, base))
    event = struct.pack("<BBBHB", 0x40, 0, 0, 21, 2) + bytes((253, 4, 0x86)) + field
    event += b"\0" + struct.pack("<I", instant(0)) + bytes(size)
    body = RUN[14:-2]
    data = whole(body[: len(file_id("activity"))] + event + body[len(file_id("activity")) :])
    assert read_activity(data, "run.fit") == read_activity(RUN, "run.fit")
    assert (aligned(data) == data) == (size % SIZES.get(base, 1) == 0)
    assert aligned(aligned(data)) == aligned(data)


@given(st.binary(max_size=200))
def test_whatever_is_in_a_file_nothing_is_mended_that_is_not_told_wrongly(body: bytes) -> None:
    data = whole(file_id("activity") + body)
    changed = [place for place, (one, other) in enumerate(zip(data, aligned(data), strict=True)) if one != other]
    assert all(aligned(data)[place] == 0x0D for place in changed if place < len(data) - 2)
    damaged = data[:-2] + bytes((data[-2] ^ 1, data[-1]))
    assert aligned(damaged) == damaged


def lap_message(number: int, at_s: float, elapsed_ms: int | None, timer_ms: int | None) -> bytes:
    fields = [uint16(254, number), uint32(253, instant(at_s + 60)), uint32(2, instant(at_s))]
    fields += [uint32(field, ms) for field, ms in ((7, elapsed_ms), (8, timer_ms)) if ms is not None]
    return message(19, fields)


@given(st.lists(st.tuples(st.integers(1, 90_000), st.integers(-2_000, 30_000)), min_size=1, max_size=6))
def test_a_lap_has_the_watchs_own_time_also_where_less_is_said_to_have_gone_by(lengths: list[tuple[int, int]]) -> None:
    """Old watches cut what went by to whole seconds, or lose one: 5:03.78 within 5:03."""
    laps, at_ms = b"", 0
    for number, (timer_ms, stood_ms) in enumerate(lengths):
        laps += lap_message(number, at_ms / 1_000, max(0, timer_ms + stood_ms), timer_ms)
        at_ms += timer_ms + max(0, stood_ms)
    read = read_activity(whole(file_id("activity") + laps), "run.fit").activity
    assert [lap.timer_ms for lap in read.laps] == [timer_ms for timer_ms, _ in lengths]
    assert [lap.elapsed_ms for lap in read.laps] == [timer_ms + max(0, stood_ms) for timer_ms, stood_ms in lengths]
    assert all(one.start_ms <= other.start_ms for one, other in pairwise(read.laps))


def test_of_a_single_lap_the_session_says_what_the_lap_does_not() -> None:
    """As GoldenCheetah writes them: the lap has a beginning and an end, and its session how long and how far."""
    session = message(18, [uint32(2, instant(0)), enum(5, 1), uint32(7, 58_250), uint32(8, 57_125), uint32(9, 30_010)])
    data = whole(file_id("activity") + lap_message(0, 0, None, None) + session)
    (lap,) = read_activity(data, "run.fit").activity.laps
    assert (lap.elapsed_ms, lap.timer_ms, lap.distance_mm) == (58_250, 57_125, 300_100)
    told = lap_message(0, 0, 40_000, 39_000)
    (lap,) = read_activity(whole(file_id("activity") + told + session), "run.fit").activity.laps
    assert (lap.elapsed_ms, lap.timer_ms) == (40_000, 39_000), "what the lap says itself stands"
    two = lap_message(0, 0, None, 30_000) + lap_message(1, 60, None, 20_000)
    laps = read_activity(whole(file_id("activity") + two + session), "run.fit").activity.laps
    assert [(lap.timer_ms, lap.distance_mm) for lap in laps] == [(30_000, None), (20_000, None)]


@pytest.mark.parametrize(
    ("maker", "product", "device"), [(1, 4_315, "garmin fr965"), (0, 0, ""), (1, 0, "garmin"), (0, 7, "7")]
)
def test_a_device_that_is_nought_is_none(maker: int, product: int, device: str) -> None:
    head = message(0, [enum(0, 4), uint16(1, maker), uint16(2, product), uint32(4, instant(0))])
    assert read_activity(whole(head + lap_message(0, 0, None, 60_000)), "run.fit").device == device


def test_what_is_marked_survives_all_of_it() -> None:
    laps = (*MARKED, Lap(33.25, 200, "active"))
    assert read_activity(fit_activity(laps) + PULSE, "run.fit") == read_activity(fit_activity(laps), "run.fit")
