"""A FIT file without the messages that nobody wants, so that only the others have to be decoded.

It exists because an activity is a record a second and a few dozen laps: to decode the records takes a hundred times as
long as all the rest, and nothing here looks at them. Layout: developer.garmin.com/fit/protocol.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

_ALWAYS: Final = frozenset({206, 207})
"""What says what a maker's own fields are; a message with such fields cannot be read without."""

_COMPRESSED, _DEFINES, _OWN_FIELDS, _LOCAL = 0x80, 0x40, 0x20, 0x0F
_POLYNOMIAL: Final = 0xA001


def selected(data: bytes, wanted: Collection[int]) -> bytes:
    """The same file with only some of its messages, its checksum right again.

    Args:
        data: a FIT file.
        wanted: numbers of the messages that are kept.

    Returns:
        The file as it is where it is damaged, cut off or more than one, or where a wanted message cannot be parted from
        the others: whoever decodes it says what is wrong.
    """
    if len(data) < 14 or data[8:12] != b".FIT" or data[0] not in (12, 14):
        return data
    head = data[0]
    end = head + int.from_bytes(data[4:8], "little")
    if len(data) != end + 2 or checksum(data[:end]) != int.from_bytes(data[end:], "little"):
        return data
    try:
        body = b"".join(_kept(data, head, end, _ALWAYS | frozenset(wanted)))
    except (IndexError, KeyError, _InseparableError):
        return data
    # A head without a checksum of its own, which is optional, is the same whatever follows it.
    file = struct.pack("<BBHI4s", 12, data[1], int.from_bytes(data[2:4], "little"), len(body), b".FIT") + body
    return file + checksum(file).to_bytes(2, "little")


class _InseparableError(Exception):
    """A wanted message tells its time by one that is not."""


def _kept(data: bytes, at: int, end: int, wanted: Collection[int]) -> Iterator[bytes]:
    """The wanted messages, with what defines them.

    Raises:
        IndexError, KeyError: if the file is no such file inside.
        _InseparableError: if a wanted message has no time of its own.
    """
    sizes: dict[int, tuple[int, bool]] = {}
    while at < end:
        head = data[at]
        if head & _DEFINES and not head & _COMPRESSED:
            behind, number, size = definition_at(data, at)
            is_kept = number in wanted
            sizes[head & _LOCAL] = size, is_kept
        else:
            local = head >> 5 & 3 if head & _COMPRESSED else head & _LOCAL
            size, is_kept = sizes[local]
            behind = at + 1 + size
            if is_kept and head & _COMPRESSED:
                raise _InseparableError
        if behind > end:
            raise IndexError("cut off")
        if is_kept:
            yield data[at:behind]
        at = behind


def definition_at(data: bytes, at: int) -> tuple[int, int, int]:
    """Where a definition ends, the number of its message, and how long such messages are without their first byte."""
    number = int.from_bytes(data[at + 3 : at + 5], "big" if data[at + 2] else "little")
    behind = at + 6 + 3 * data[at + 5]
    size = sum(data[at + 7 : behind : 3])
    if data[at] & _OWN_FIELDS:
        first, behind = behind + 1, behind + 1 + 3 * data[behind]
        size += sum(data[first + 1 : behind : 3])
    return behind, number, size


def checksum(data: bytes) -> int:
    """The CRC-16 of the format, two bytes at a time."""
    words = array("H", data[: len(data) // 2 * 2])
    if sys.byteorder == "big":
        words.byteswap()
    table, crc = _table(), 0
    for word in words:
        crc = table[crc ^ word]
    if len(data) % 2:
        crc = _shifted(crc ^ data[-1], 8)
    return crc


@cache
def _table() -> tuple[int, ...]:
    """What two bytes come to, of every two."""
    of_one = [_shifted(byte, 8) for byte in range(0x100)]
    first = [word >> 8 ^ of_one[word & 0xFF] for word in range(0x10000)]
    return tuple(crc >> 8 ^ of_one[crc & 0xFF] for crc in first)


def _shifted(crc: int, bits: int) -> int:
    for _ in range(bits):
        crc = crc >> 1 ^ (_POLYNOMIAL if crc & 1 else 0)
    return crc
