"""The write-ahead log of the history as it lies on the disk, read without SQLite.

It exists because SQLite plays any log into any database beside it, and says nothing of what it cannot read in one:
whoever wants to know before it has happened has to look for himself (sqlite.org, "Database File Format", 4).
"""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

_ORDERS: Final = {b"\x37\x7f\x06\x82": "little", b"\x37\x7f\x06\x83": "big"}
"""The order of the bytes that checksums are made of, by the first four of the log."""

_HEAD: Final = 32
_FRAME_HEAD: Final = 24
_MASK: Final = 0xFFFF_FFFF


Page: TypeAlias = tuple[int, bytes]
"""Its number in the database, and what it holds."""


@dataclass(frozen=True, slots=True)
class Log:
    """What a log holds.

    Attributes:
        salts: what tells this round of the log from the one before, which it overwrites.
        played: the pages that SQLite plays in, oldest first.
        beyond: the pages of this round behind those.
        is_broken: whether there is a commit among these: something in the log is damaged, and SQLite passes over what
            was committed after it without a word.
    """

    salts: bytes
    played: tuple[Page, ...]
    beyond: tuple[Page, ...]
    is_broken: bool


def log_of(path: Path) -> Path:
    """The write-ahead log of a database."""
    return path.with_name(f"{path.name}-wal")


def read_log(path: Path) -> Log:
    """Read a log.

    Args:
        path: the log; it need not be there.

    Raises:
        OSError: if it cannot be read.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = b""
    salts = _salts(content)
    frames = _frames(content, salts)
    whole, last_commit = _playable(content, frames), 0
    for number, (_, is_commit) in enumerate(frames[:whole], start=1):
        last_commit = number if is_commit else last_commit
    pages = tuple(page for page, _ in frames)
    is_broken = any(is_commit for _, is_commit in frames[whole:])
    return Log(salts, pages[:last_commit], pages[last_commit:], is_broken)


def _page_size(content: bytes) -> int:
    size = int.from_bytes(content[8:12], "big")
    return size if 512 <= size <= 65_536 and size & (size - 1) == 0 else 4_096


def _salts(content: bytes) -> bytes:
    """What every page of this round bears; that of the first page where the head of the log is spoilt."""
    return content[16:24] if _head_sums(content) else content[_HEAD + 8 : _HEAD + 16]


def _frames(content: bytes, salts: bytes) -> list[tuple[Page, bool]]:
    """The pages of this round, each with whether it ends a commit; holes in the log are passed over."""
    size = _page_size(content)
    found: list[tuple[Page, bool]] = []
    for at in range(_HEAD, len(content) - size - _FRAME_HEAD + 1, _FRAME_HEAD + size):
        number = int.from_bytes(content[at : at + 4], "big")
        if number and content[at + 8 : at + 16] == salts:
            page = content[at + _FRAME_HEAD : at + _FRAME_HEAD + size]
            found.append(((number, page), any(content[at + 4 : at + 8])))
    return found


def _playable(content: bytes, frames: list[tuple[Page, bool]]) -> int:
    """How many pages SQLite can read: up to the first whose checksum is wrong."""
    sums = _head_sums(content)
    if sums is None:
        return 0
    order, step = _ORDERS[content[:4]], _FRAME_HEAD + _page_size(content)
    for number in range(len(frames)):
        at = _HEAD + number * step
        sums = _checksum(content[at : at + 8] + content[at + _FRAME_HEAD : at + step], order, sums)
        if content[at + 8 : at + 16] != content[16:24] or _stored(content, at + 16) != sums:
            return number
    return len(frames)


def _head_sums(content: bytes) -> tuple[int, int] | None:
    """The checksum of the head, which those of the pages go on from; None if it is wrong."""
    if content[:4] not in _ORDERS:
        return None
    sums = _checksum(content[:24], _ORDERS[content[:4]], (0, 0))
    return sums if _stored(content, 24) == sums else None


def _stored(content: bytes, at: int) -> tuple[int, int]:
    return int.from_bytes(content[at : at + 4], "big"), int.from_bytes(content[at + 4 : at + 8], "big")


def _checksum(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    words = array("I", data)
    if order != sys.byteorder:
        words.byteswap()
    first, second = sums
    pairs = iter(words)
    for even, odd in zip(pairs, pairs, strict=True):
        first = (first + even + second) & _MASK
        second = (second + odd + first) & _MASK
    return first, second
