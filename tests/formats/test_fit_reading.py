"""The door to FIT files: what a watch writes comes in as plain data, and nothing else gets further than one error."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats import fit_files
from tests.formats.fit_files import Field, enum, message, uint16, whole
from trackclock.formats.errors import FileError
from trackclock.formats.fit.reading import WORKOUT_LIMITS, FitFile, Limits, is_fit, kind_of, read_fit

WANTED = ("workout", "workout_step")


def read(data: bytes, limits: Limits = WORKOUT_LIMITS) -> FitFile:
    return read_fit(data, "a.fit", "workout", limits, WANTED)


def refusal(data: bytes, limits: Limits = WORKOUT_LIMITS) -> str:
    with pytest.raises(FileError) as raised:
        read(data, limits)
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith("a.fit: ")
    return str(raised.value)


def outcome(data: bytes) -> str:
    """What is said of a file; empty for a good one. Any other exception is a failure."""
    try:
        return read(data).messages[-1].word("nothing")
    except FileError as error:
        return str(error)


def test_messages_come_as_words_and_as_whole_numbers() -> None:
    found = read(fit_files.sample())
    assert [message.name for message in found.messages] == ["file_id", "workout", *["workout_step"] * 3]
    assert found.kind == "workout"
    assert (found.named("workout")[0].word("wkt_name"), found.named("workout")[0].word("sport")) == (
        "6 x 400",
        "running",
    )
    rep, recovery, repeat = found.named("workout_step")
    assert (rep.word("duration_type"), rep.number("duration_distance"), rep.number("duration_time")) == (
        "distance",
        40_000,
        None,
    )
    assert (recovery.word("intensity"), recovery.number("duration_time")) == ("recovery", 90_000)
    assert (repeat.number("duration_step"), repeat.number("repeat_steps"), repeat.word("intensity")) == (0, 6, "")


def test_what_is_not_asked_for_is_not_kept() -> None:
    found = read_fit(fit_files.sample(), "a.fit", "workout", WORKOUT_LIMITS, ())
    assert [message.name for message in found.messages] == ["file_id"]


def test_the_beginning_of_a_file_says_what_it_is() -> None:
    for kind in fit_files.KINDS:
        assert kind_of(whole(fit_files.file_id(kind) + bytes(5_000))[:60], "a.fit") == kind
    assert kind_of(whole(fit_files.workout("a", 1))[:30], "a.fit") == ""
    assert is_fit(fit_files.sample())
    assert not is_fit(b'name = "a"\nworkout = "400m"\n')


def test_a_file_of_another_kind_says_what_to_do_with_it() -> None:
    assert refusal(whole(fit_files.file_id("activity"))).endswith(
        "this is an activity, not a workout; `trackclock import` takes it into the history"
    )
    assert "this is a 'course' file, not a workout" in refusal(whole(fit_files.file_id("course")))
    with pytest.raises(FileError, match="this is a workout, not an activity"):
        read_fit(fit_files.sample(), "a.fit", "activity", WORKOUT_LIMITS, ("lap",))


def test_a_large_activity_is_told_as_one_and_any_other_large_file_as_too_large() -> None:
    large = Limits(10_000, WORKOUT_LIMITS.max_messages, WORKOUT_LIMITS.max_values)
    assert "this is an activity" in refusal(whole(fit_files.file_id("activity") + bytes(20_000))[:10_001], large)
    assert "larger than 9 kB" in refusal(whole(fit_files.file_id("workout") + bytes(20_000))[:10_001], large)


def test_a_file_without_its_own_id_is_refused() -> None:
    assert "it has no file_id" in refusal(whole(fit_files.workout("a", 0)))


def test_no_fit_file_is_called_one() -> None:
    for data in (b"", b"PK\3\4", b"400m", bytes(100), b"0123456.FIT"):
        assert "this is not a FIT file" in refusal(data)


def test_every_place_to_cut_a_file_off_is_one_line() -> None:
    data = fit_files.sample()
    for end in range(12, len(data)):
        assert "the file is" in refusal(data[:end])


def test_one_wrong_byte_never_goes_unseen() -> None:
    data = fit_files.sample()
    for place in range(len(data)):
        refusal(data[:place] + bytes((data[place] ^ 0x55,)) + data[place + 1 :])


@given(st.data())
def test_bytes_that_nobody_meant_are_one_line(data: st.DataObject) -> None:
    """With right checksums, so that the decoder sees them all."""
    body = bytearray(fit_files.sample()[14:-2])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(body) - 1))
        body[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    assert "\n" not in outcome(whole(bytes(body)))


@given(st.binary(max_size=300))
def test_any_body_at_all_is_one_line(body: bytes) -> None:
    for data in (whole(body), whole(fit_files.file_id("workout") + body)):
        assert "\n" not in outcome(data)


def test_two_files_in_one_are_refused() -> None:
    assert "several FIT files in one" in refusal(fit_files.sample() * 2)


def test_what_is_read_is_counted() -> None:
    """A message can be one byte: 60,000 of them fit into what a workout may be."""
    nothing = struct.pack("<BBBHB", 0x41, 0, 0, fit_files.RECORD, 0)
    assert "more than 2,000 messages" in refusal(whole(fit_files.file_id("workout") + nothing + b"\1" * 60_000))
    many = struct.pack("<BBBHB", 0x41, 0, 0, fit_files.RECORD, 255) + bytes((253, 1, 2)) * 255
    wide = whole(fit_files.file_id("workout") + many + (b"\1" + bytes(255)) * 200)
    assert "20,000 values" in refusal(wide)
    exact = fit_files.sample()
    assert read(exact, Limits(len(exact), 12, 100)).kind == "workout"  # head, five definitions and messages, checksum
    assert "more than 11 messages" in refusal(exact, Limits(len(exact), 11, 100))


def test_numbers_that_are_none_are_absent() -> None:
    nan = message(fit_files.WORKOUT_STEP, [uint16(254, 0), enum(1, 0), Field(2, 0x88, float("nan"))])
    infinite = message(fit_files.WORKOUT_STEP, [uint16(254, 1), enum(1, 0), Field(2, 0x89, float("inf"))])
    negative = message(fit_files.WORKOUT_STEP, [uint16(254, 2), enum(1, 0), Field(2, 0x85, -5)])
    steps = read(whole(fit_files.file_id("workout") + nan + infinite + negative)).named("workout_step")
    assert [step.number("duration_time") for step in steps] == [None, None, -5]
