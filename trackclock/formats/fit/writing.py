"""The frame of a FIT file: definitions, the messages that they define, and checksums.

It exists apart from what is said in it. After the public description of the protocol
(developer.garmin.com/fit/protocol): a header of 14 bytes, records, and a checksum of all of it. A record with a
definition says which fields the messages of a local number have; one with data has their values in that order.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

_PROTOCOL_VERSION: Final = 0x10
_PROFILE_VERSION: Final = 2_132
_DEFINITION: Final = 0x40
_LITTLE_ENDIAN: Final = 0


class Kind(Enum):
    """What a field holds: its number in files, its `struct` code, and the value that says "nothing"."""

    ENUM = (0x00, "B", 0xFF)
    UINT16 = (0x84, "H", 0xFFFF)
    UINT32 = (0x86, "I", 0xFFFFFFFF)
    UINT32Z = (0x8C, "I", 0)

    @property
    def code(self) -> str:
        """The code of `struct`."""
        return self.value[1]

    @property
    def nothing(self) -> int:
        """What stands where there is no value."""
        return self.value[2]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a message.

    Attributes:
        number: which, by the profile.
        kind: what it holds.
    """

    number: int
    kind: Kind


class Message:
    """A message of the profile with the fields that are written of it."""

    def __init__(self, number: int, local: int, fields: Sequence[Field]) -> None:
        """Lay it out.

        Args:
            number: of the message, by the profile.
            local: its number in the file, 0 to 15.
            fields: what is written of it, in this order.
        """
        self.local = local
        self._fields = fields
        self._layout = struct.Struct("<B" + "".join(field.kind.code for field in fields))
        head = struct.pack("<BBBHB", _DEFINITION | local, 0, _LITTLE_ENDIAN, number, len(fields))
        sizes = (struct.calcsize(field.kind.code) for field in fields)
        parts = (bytes((field.number, size, field.kind.value[0])) for field, size in zip(fields, sizes, strict=True))
        self.definition = head + b"".join(parts)
        """What has to stand in a file before the first message of this kind."""

    def data(self, *values: int | None) -> bytes:
        """One message.

        Args:
            values: one for each field; None for "nothing".

        Raises:
            struct.error: if one does not fit into its field.
        """
        filled = (
            field.kind.nothing if value is None else value for field, value in zip(self._fields, values, strict=True)
        )
        return self._layout.pack(self.local, *filled)


def fit_file(records: bytes) -> bytes:
    """A whole file of some records."""
    head = struct.pack("<BBHI4s", 14, _PROTOCOL_VERSION, _PROFILE_VERSION, len(records), b".FIT")
    body = b"".join((head, struct.pack("<H", _checksum(head)), records))
    return body + struct.pack("<H", _checksum(body))


def _table() -> tuple[int, ...]:
    """For each byte what it makes of the checksum: the polynomial 0xA001, bit by bit."""
    found = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
        found.append(value)
    return tuple(found)


def _checksum(data: bytes) -> int:
    """The CRC-16 of the protocol."""
    table, crc = _table(), 0
    for byte in data:
        crc = crc >> 8 ^ table[(crc ^ byte) & 0xFF]
    return crc
