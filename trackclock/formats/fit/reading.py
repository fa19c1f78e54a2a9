"""The one door to a FIT file: its messages as plain data, or one clear error.

It exists because such a file comes from anywhere and is decoded by another's code: what goes in is limited here, and
whatever goes wrong inside ends in one `FileError`. Only this module imports fitdecode, and only when a file is read.
Format: developer.garmin.com/fit/protocol.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from trackclock.formats.errors import FileError
from trackclock.formats.fit.parts import aligned, part_of
from trackclock.safe_text import printable

if TYPE_CHECKING:
    from fitdecode import FitDataMessage

Raw: TypeAlias = "int | float | str | bytes | tuple[object, ...]"
"""A value as it stands in the file."""

_MAGIC = b".FIT"

_AGAIN = "fetch it from the watch or the service once more"

_DECODING_ERRORS: Final = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, TypeError, ValueError, struct.error,
)  # fmt: skip
"""What the decoder raises besides its own errors, on bytes that nobody meant."""

_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "workout": ("this is a workout, not an activity", "`trackclock run` runs it and `trackclock import` keeps it"),
    "activity": ("this is an activity, not a workout", "`trackclock import` takes it into the history"),
}
"""What is said of a file that is of one kind where the other is needed."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read: what it costs is bounded by these counts, and by no clock.

    Attributes:
        max_bytes: size of the whole file.
        max_messages: definitions and messages in it, with its head and its checksum.
        max_values: values in all of its messages together.
    """

    max_bytes: int
    max_messages: int
    max_values: int


WORKOUT_LIMITS: Final = Limits(max_bytes=64 * 1024, max_messages=2_000, max_values=20_000)
"""Watches take 50 steps, services a few hundred; a step is one message of about ten values."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message.

    Attributes:
        name: what the format calls it: `workout_step`, `lap`; `unknown_` and a number for a maker's own.
        values: what is in it, by the format's names; an enumeration as its word where it is known. Absent ones are left
            out.
        raw: the same as it stands in the file: whole numbers in the format's own units (`total_elapsed_time` in
            milliseconds, distances in centimetres, speeds in millimetres a second).
    """

    name: str
    values: Mapping[str, object]
    raw: Mapping[str, Raw]

    def word(self, key: str) -> str:
        """A text, or the word of an enumeration; empty where it is absent, and a number in digits where it is unknown.

        The text is another's: it may hold anything.
        """
        value = self.values.get(key)
        return "" if value is None else str(value)

    def number(self, key: str) -> int | None:
        """A whole number in the format's own units; None where it is absent or no such number."""
        value = self.raw.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class FitFile:
    """What was read of a file.

    Attributes:
        kind: what its `file_id` says that it is: `workout`, `activity`, `course` ...
        messages: the messages that were asked for, in the order of the file; `file_id` is always among them.
    """

    kind: str
    messages: tuple[Message, ...]

    def named(self, name: str) -> tuple[Message, ...]:
        """All messages of one name."""
        return tuple(message for message in self.messages if message.name == name)


def is_fit(data: bytes) -> bool:
    """Whether a file's first bytes are those of a FIT file."""
    return data[8:12] == _MAGIC


def kind_of(data: bytes, file: str) -> str:
    """What a FIT file is, from its first bytes; nothing behind its `file_id` is looked at, nor its checksum.

    Args:
        data: its beginning, or the whole file.
        file: its name, for errors.

    Returns:
        `workout`, `activity`, `course` ...; empty where the file does not say so in what is given.

    Raises:
        FileError: if it is no FIT file.
    """
    try:
        for message in _messages(data, file, WORKOUT_LIMITS, ("file_id",), is_whole=False):
            return message.word("type")
    except FileError:
        if not is_fit(data):
            raise
    return ""


def read_fit(data: bytes, file: str, kind: str, limits: Limits, wanted: Collection[str]) -> FitFile:
    """Read a FIT file, with its checksum.

    Args:
        data: the file; more than `limits.max_bytes` of it need not be given.
        file: its name, for errors.
        kind: `workout` or `activity`: what it has to be.
        limits: how much of it is read.
        wanted: the names of the messages that are kept.

    Returns:
        Its messages.

    Raises:
        FileError: if it is of another kind, too large, damaged, cut off or no FIT file at all; no other exception.
    """
    if len(data) > limits.max_bytes:
        _check_kind(kind_of(data[: WORKOUT_LIMITS.max_bytes], file), kind, file)
        size = f"{limits.max_bytes // 1024} kB" if limits.max_bytes < 2**20 else f"{limits.max_bytes // 2**20} MB"
        raise FileError(file, f"the file is larger than {size}, which is no {kind} of a runner")
    kept: list[Message] = []
    found = ""
    data = aligned(the_one(data, file, kind))
    for message in _messages(data, file, limits, {*wanted, "file_id"}, is_whole=True):
        if message.name == "file_id" and not found:
            found = message.word("type")
            _check_kind(found, kind, file)
        kept.append(message)
    if not found:
        raise FileError(file, "the file does not say what it is: it has no file_id", _AGAIN)
    return FitFile(found, tuple(kept))


def the_one(data: bytes, file: str, kind: str) -> bytes:
    """The file of a kind where others stand beside it, as those of a strap do; else all."""
    return part_of(data, kind, lambda part: kind_of(part[: WORKOUT_LIMITS.max_bytes], file))


def _check_kind(found: str, kind: str, file: str) -> None:
    if found in ("", kind):
        return
    named = "".join(part for part in found if part.isalnum() or part == "_")[:40]
    article = "an" if named[:1] in "aeiou" else "a"
    what, instead = _KINDS.get(found, (f"this is {article} '{named}' file, not a {kind}", f"give the file of a {kind}"))
    raise FileError(file, what.replace("not a activity", "not an activity"), instead)


def _messages(data: bytes, file: str, limits: Limits, wanted: Collection[str], *, is_whole: bool) -> Iterator[Message]:
    """The wanted messages, one after the other, within the limits.

    Raises:
        FileError: for whatever is wrong with the file.
    """
    if not is_fit(data):
        raise FileError(file, "this is not a FIT file", "export it from the watch or the service as .fit")
    import fitdecode  # only for such a file: start-up is measured

    check = fitdecode.CrcCheck.RAISE if is_whole else fitdecode.CrcCheck.DISABLED
    options = {"processor": None, "check_crc": check, "error_handling": fitdecode.ErrorHandling.RAISE}
    try:
        with fitdecode.FitReader(data, **options) as reader:
            for frame in _counted(reader, file, limits):
                if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name in wanted:
                    yield _plain(frame)
    except fitdecode.FitCRCError:
        raise FileError(file, "the file is damaged: its checksum does not fit", _AGAIN) from None
    except fitdecode.FitEOFError:
        raise FileError(file, "the file is cut off", _AGAIN) from None
    except (fitdecode.FitError, *_DECODING_ERRORS) as error:
        detail = printable(str(error))[:80] or type(error).__name__
        raise FileError(file, f"the file is damaged ({detail})", _AGAIN) from None


def _counted(reader: Iterable[Any], file: str, limits: Limits) -> Iterator[Any]:
    """The frames of one file, as long as there are no more than the limits allow.

    Raises:
        FileError: if there are more, or a second file behind the first.
    """
    import fitdecode

    files = values = 0
    for number, frame in enumerate(reader, 1):
        if frame.frame_type == fitdecode.FIT_FRAME_HEADER:
            files += 1
        elif frame.frame_type == fitdecode.FIT_FRAME_DATA:
            values += len(frame.fields)
        if files > 1:
            raise FileError(file, "this is several FIT files in one", "give each a file of its own")
        if number > limits.max_messages or values > limits.max_values:
            what = f"there are more than {limits.max_messages:,} messages or {limits.max_values:,} values in the file"
            raise FileError(file, what, _AGAIN)
        yield frame


def _plain(frame: FitDataMessage) -> Message:
    """A message without what the decoder knows besides; of two values by one name the first is taken."""
    values: dict[str, object] = {}
    raw: dict[str, Raw] = {}
    for field in frame.fields:
        if field.raw_value is not None:
            values.setdefault(field.name, field.value)
            raw.setdefault(field.name, field.raw_value)
    return Message(frame.name, values, raw)
