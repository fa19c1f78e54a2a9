"""FIT files as a watch writes them: a small encoder that shares nothing with the reader.

It exists so that the tests need no files of others. Format: developer.garmin.com/fit/protocol.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

FILE_ID, WORKOUT, WORKOUT_STEP, LAP, RECORD = 0, 26, 27, 19, 20
"""Numbers of messages."""

KINDS: Final = {"activity": 4, "workout": 5, "course": 6}
SPORTS: Final = {"running": 1, "cycling": 2}
INTENSITIES: Final = {"active": 0, "rest": 1, "warmup": 2, "cooldown": 3, "recovery": 4, "interval": 5, "other": 6}
DURATIONS: Final = {"time": 0, "distance": 1, "hr_less_than": 2, "calories": 4, "open": 5, "repeat": 6, "reps": 29}
TARGETS: Final = {"speed": 0, "heart_rate": 1, "open": 2, "cadence": 3, "power": 4}

_FORMATS: Final = {0x00: "B", 0x02: "B", 0x84: "H", 0x86: "I", 0x8C: "I", 0x85: "i", 0x88: "f", 0x89: "d"}


class Field(NamedTuple):
    """One value of a message: its number, its base type and what stands there."""

    number: int
    base: int
    value: int | float | str


def enum(number: int, value: int) -> Field:
    return Field(number, 0x00, value)


def uint16(number: int, value: int) -> Field:
    return Field(number, 0x84, value)


def uint32(number: int, value: int) -> Field:
    return Field(number, 0x86, value)


def text(number: int, value: str) -> Field:
    return Field(number, 0x07, value)


def message(number: int, fields: Iterable[Field], local: int = 0) -> bytes:
    """A definition and its message."""
    definition, content = b"", b""
    fields = list(fields)
    for field in fields:
        packed = _packed(field)
        definition += bytes((field.number, len(packed), field.base))
        content += packed
    head = struct.pack("<BBBHB", 0x40 | local, 0, 0, number, len(fields))
    return head + definition + bytes((local,)) + content


def _packed(field: Field) -> bytes:
    if isinstance(field.value, str):
        return field.value.encode() + b"\0"
    return struct.pack(f"<{_FORMATS[field.base]}", field.value)


def whole(body: bytes) -> bytes:
    """A file with its head and its checksums."""
    head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    head += struct.pack("<H", checksum(head))
    return head + body + struct.pack("<H", checksum(head + body))


def checksum(data: bytes) -> int:
    """The CRC-16 of the format, bit by bit."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0xA001 if crc & 1 else crc >> 1
    return crc


def file_id(kind: str) -> bytes:
    """What a file begins with."""
    return message(FILE_ID, [enum(0, KINDS[kind]), uint16(1, 1), Field(3, 0x8C, 4711), uint32(4, 1_100_000_000)])


def workout(name: str, steps: int, sport: str = "running") -> bytes:
    """The message about the whole workout."""
    return message(WORKOUT, [text(8, name), enum(4, SPORTS[sport]), uint16(6, steps)])


class FitStep(NamedTuple):
    """A step of a workout; `value` in milliseconds or centimetres, or the step that a repeat begins with."""

    duration: str
    value: int | None = None
    intensity: str | None = "active"
    repeats: int | None = None
    target: str = "open"
    low: int | None = None
    high: int | None = None
    zone: int = 0
    name: str = ""
    notes: str = ""


def step(index: int, it: FitStep) -> bytes:
    """One step."""
    fields = [uint16(254, index), enum(1, DURATIONS[it.duration]), enum(3, TARGETS[it.target])]
    if it.value is not None:
        fields.append(uint32(2, it.value))
    if it.intensity is not None:
        fields.append(enum(7, INTENSITIES[it.intensity]))
    fields.append(uint32(4, it.zone if it.repeats is None else it.repeats))
    fields += [uint32(number, value) for number, value in ((5, it.low), (6, it.high)) if value is not None]
    fields += [text(number, words) for number, words in ((0, it.name), (8, it.notes)) if words]
    return message(WORKOUT_STEP, fields)


def workout_file(steps: Iterable[FitStep], name: str = "Tuesday", sport: str = "running") -> bytes:
    """A whole workout."""
    encoded = [step(index, it) for index, it in enumerate(steps)]
    return whole(file_id("workout") + workout(name, len(encoded), sport) + b"".join(encoded))


SAMPLE: Final[Mapping[str, FitStep]] = {
    "rep": FitStep("distance", 40_000),
    "recovery": FitStep("time", 90_000, "recovery"),
    "repeat": FitStep("repeat", 0, None, 6),
}
"""6 x 400 m with 90 s."""


def sample() -> bytes:
    """A workout as small as they come."""
    return workout_file(SAMPLE.values(), "6 x 400")
