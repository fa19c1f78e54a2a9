"""Which file of several in one is meant, and what its definitions should have said.

It exists because watches write what no decoder of another's takes: a strap that kept the pulse under water or out of
reach is a FIT file behind that of the run, and some fields are shorter than the kind of number that they are said to
hold. Garmin's own decoder reads both. Layout: developer.garmin.com/fit/protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from trackclock.formats.fit.selecting import checksum, definition_at

_MOST_PARTS: Final = 256
"""A strap writes one for some ten minutes."""

_HEADS: Final = (12, 14)
_BYTES: Final = 0x0D
_SIZES: Final = {
    0x83: 2, 0x84: 2, 0x8B: 2, 0x85: 4, 0x86: 4, 0x88: 4, 0x8C: 4, 0x89: 8, 0x8E: 8, 0x8F: 8, 0x90: 8,
}  # fmt: skip
"""How long one value of a kind is; whatever is not here is made of single bytes."""


def part_of(data: bytes, kind: str, kind_of: Callable[[bytes], str]) -> bytes:
    """The one file of a kind among several in one.

    Args:
        data: a FIT file, or several one behind the other.
        kind: what is looked for: `workout` or `activity`.
        kind_of: tells what a file is by its beginning; empty for one that does not say.

    Returns:
        That file, or all of them where not just one is of that kind, or something in it is no FIT file.
    """
    parts = list(_parts(data))
    if len(parts) < 2 or sum(map(len, parts)) < len(data):
        return data
    found = [part for part in parts if kind_of(part) == kind]
    return found[0] if len(found) == 1 else data


def _parts(data: bytes) -> Iterator[bytes]:
    """The files, each whole; no more of them where one is not."""
    at = 0
    for _ in range(_MOST_PARTS):
        if data[at + 8 : at + 12] != b".FIT" or data[at] not in _HEADS:
            return
        end = at + data[at] + int.from_bytes(data[at + 4 : at + 8], "little") + 2
        if end > len(data):
            return
        yield data[at:end]
        at = end


def aligned(data: bytes) -> bytes:
    """The same file, each field that is no whole number of its values told as bytes; its checksum right again.

    Args:
        data: a FIT file.

    Returns:
        The file as it is where nothing is told wrongly, or it is damaged: whoever decodes it says what is wrong.
    """
    if len(data) < 14 or data[8:12] != b".FIT" or data[0] not in _HEADS:
        return data
    end = data[0] + int.from_bytes(data[4:8], "little")
    if len(data) != end + 2:
        return data
    try:
        places = list(_told_wrongly(data, data[0], end))
    except (IndexError, KeyError):
        return data
    if not places or checksum(data[:end]) != int.from_bytes(data[end:], "little"):
        return data
    mended = bytearray(data[:end])
    for place in places:
        mended[place] = _BYTES
    return bytes(mended) + checksum(bytes(mended)).to_bytes(2, "little")


def _told_wrongly(data: bytes, at: int, end: int) -> Iterator[int]:
    """Where the kind of such a field stands.

    Raises:
        IndexError, KeyError: if the file is no such file inside.
    """
    sizes: dict[int, int] = {}
    while at < end:
        head = data[at]
        if head & 0xC0 != 0x40:
            at += 1 + sizes[head >> 5 & 3 if head & 0x80 else head & 0x0F]
            continue
        for place in range(at + 6, at + 6 + 3 * data[at + 5], 3):
            if data[place + 1] % _SIZES.get(data[place + 2], 1):
                yield place + 2
        at, _, sizes[head & 0x0F] = definition_at(data, at)
