"""A file of a past activity, whatever its format -> what was recorded.

It exists so that whoever takes activities in asks one question of a file: is it one, and what does it say.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from trackclock.formats.errors import FileError
from trackclock.formats.fit.reading import is_fit, kind_of
from trackclock.formats.recorded import Recorded

MOST_BYTES: Final = 32 * 2**20
"""No file of an activity that is read is larger than this, of whatever format."""

_TCX: Final = b"TrainingCenterDatabase"
_PACKED: Final = {b"PK\x03\x04": "unzip", b"\x1f\x8b": "gunzip"}
"""How services hand out activities, and what unpacks them; nothing is unpacked here, where a bomb would be as well."""

_HEAD: Final = 2_048


def is_activity(data: bytes, name: str) -> bool:
    """Whether a file is a past activity, or says that it is one.

    Args:
        data: its beginning, at least 64 kB of it if it has so much.
        name: what it is called.
    """
    if is_fit(data):
        return kind_of(data, name) == "activity"
    return PurePath(name).suffix.casefold() == ".tcx" or _TCX in data[:_HEAD] or _unpacker(data) is not None


def read_activity(data: bytes, name: str) -> Recorded:
    """What was recorded.

    Args:
        data: the file; more than `MOST_BYTES` of it need not be given.
        name: what it is called, for errors.

    Raises:
        FileError: if it cannot be read, or nothing in it can be a session on a track.
    """
    if is_fit(data):
        from trackclock.formats.fit.activity_reading import read_activity as read_fit

        return read_fit(data, name)
    if (unpacker := _unpacker(data)) is not None:
        raise FileError(name, "this file is packed", f"unpack it first, as {unpacker} does, and give what was in it")
    if is_activity(data, name):
        from trackclock.formats.tcx_reading import read_activity as read_tcx

        return read_tcx(data, name)
    raise FileError(name, "this is no past activity", "give a .fit of a watch, or a .tcx")


def _unpacker(data: bytes) -> str | None:
    """What unpacks a file; None for one that is not packed."""
    return next((tool for magic, tool in _PACKED.items() if data.startswith(magic)), None)
