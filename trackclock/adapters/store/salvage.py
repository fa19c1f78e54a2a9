"""Rows of a history that SQLite itself can no longer reach, read from the pages of the damaged file.

It exists because one bad page at the root of a table hides every session although nearly all of their bytes are
there. Rows of a log are never changed or removed, so that any copy of one that is found anywhere is a true one. The
layout is that of sqlite.org, "Database File Format", 1.5 to 2.1 and 4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from trackclock.adapters.store.deletions import Deletion, Fate
from trackclock.adapters.store.wal import Page, log_of, read_log
from trackclock.core.encoding import EVENT_TYPES

Value: TypeAlias = int | str | bytes | float | None
Row: TypeAlias = tuple[int | None, tuple[Value, ...]]
"""Its number, if its table numbers its rows, and its values."""

_DEFAULT_PAGE: Final = 4_096
_LARGEST_FILE: Final = 2**30
"""A hundred thousand sessions take less; what is larger is somebody's film."""

_TABLE_LEAF: Final = 13
_INDEX_LEAF: Final = 10
_INDEX_INTERIOR: Final = 2
_HEADER_SIZES: Final = {_TABLE_LEAF: 8, _INDEX_LEAF: 8, _INDEX_INTERIOR: 12}
_INT_SIZES: Final = (0, 1, 2, 3, 4, 6, 8)
"""Bytes of an integer by its serial type, 0 to 6."""

_SESSION: Final = (type(None), str, str, int, int, int, str, str)
"""What the columns of `sessions` hold; the key itself is the row's number and is stored as nothing."""

_WHOSE: Final = (type(None), str)
"""What its last two may hold, athlete and group. A row that was written before there were any ends without them."""

_MOST_COLUMNS: Final = len(_SESSION) + 2

_EVENT: Final = (int, int, int, int, str, str)
"""What the columns of `events` hold."""

_DELETION: Final = (type(None), str, str, int, int)
"""What the columns of `deletions` hold; its number is stored as nothing."""

_FATES: Final = frozenset(Fate)


class Salvage:
    """The rows found in a file.

    Attributes:
        sessions: rows of `sessions` by key, each without it.
        events: rows of `events` by session and number, each from its number on.
        deletions: rows of `deletions` by number, each without it.
    """

    def __init__(self) -> None:
        self.sessions: dict[int, tuple[Value, ...]] = {}
        self.events: dict[int, dict[int, tuple[Value, ...]]] = {}
        self.deletions: dict[int, tuple[Value, ...]] = {}

    @classmethod
    def of(cls, path: Path) -> Salvage:
        """Read whatever looks like a row of a history.

        Args:
            path: the damaged file; its `-wal` is looked at as well.

        Raises:
            OSError: if it cannot be read at all.
        """
        found = cls()
        if path.stat().st_size > _LARGEST_FILE:
            return found
        main = path.read_bytes()
        size = _page_size(main)
        pages = [(number + 1, main[number * size : (number + 1) * size]) for number in range(len(main) // size)]
        # Every version of a page is looked at: what one lacks for its damage another may have.
        found._read([*pages, *_pages_of_log(log_of(path))])
        return found

    @classmethod
    def of_log(cls, log: Path) -> Salvage:
        """Read whatever looks like a row of a history in a write-ahead log by itself.

        Args:
            log: the log, of whatever database.

        Raises:
            OSError: if it cannot be read at all.
        """
        found = cls()
        if log.stat().st_size <= _LARGEST_FILE:
            found._read(_pages_of_log(log))
        return found

    def _read(self, pages: Sequence[Page]) -> None:
        latest = dict(pages)
        for number, page in pages:
            for row_number, row in rows_on(latest, page, is_first=number == 1):
                self._take(row_number, row)

    def _take(self, row_number: int | None, row: tuple[Value, ...]) -> None:
        shape = tuple(type(value) for value in row)
        if row_number is not None and _is_session(shape):
            self.sessions.setdefault(row_number, row[1:])
        elif row_number is not None and shape == _DELETION and row[2] in _FATES:
            self.deletions.setdefault(row_number, row[1:])
        elif row_number is None and shape == _EVENT and row[4] in EVENT_TYPES:
            key, seq = row[0], row[1]
            if isinstance(key, int) and isinstance(seq, int):
                self.events.setdefault(key, {}).setdefault(seq, row[1:])

    def decided(self) -> Mapping[str, tuple[Deletion, int]]:
        """The deletion that stands for each session about which there is one, with the key of that session."""
        found: dict[str, tuple[Deletion, int]] = {}
        for _, (session_id, fate, wall_ms, key) in sorted(self.deletions.items()):
            if isinstance(wall_ms, int) and isinstance(key, int):
                found[str(session_id)] = Deletion(str(session_id), Fate(str(fate)), wall_ms), key
        return found

    def log_rows(self, key: int) -> list[tuple[Value, ...]]:
        """The rows of a session's log from its beginning to the first that is missing."""
        events = self.events.get(key, {})
        log: list[tuple[Value, ...]] = []
        while row := events.get(len(log)):
            log.append(row)
        return log


def _is_session(shape: tuple[type, ...]) -> bool:
    whose = shape[len(_SESSION) :]
    return shape[: len(_SESSION)] == _SESSION and len(whose) in (0, 2) and all(kind in _WHOSE for kind in whose)


def _page_size(main: bytes) -> int:
    size = int.from_bytes(main[16:18], "big")
    size = 65_536 if size == 1 else size
    is_possible = 512 <= size <= 65_536 and size & (size - 1) == 0
    return size if is_possible and main.startswith(b"SQLite format 3\0") else _DEFAULT_PAGE


def _pages_of_log(path: Path) -> list[Page]:
    log = read_log(path)
    return [*log.played, *log.beyond]


def rows_on(pages: Mapping[int, bytes], page: bytes, *, is_first: bool) -> Iterator[Row]:
    """The rows on a page, each with its number if it has one; cells that make no sense are passed over."""
    start = 100 if is_first else 0
    kind = page[start]
    if kind not in _HEADER_SIZES:
        return
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    first = start + _HEADER_SIZES[kind]
    for at in range(first, min(first + 2 * count, len(page) - 1), 2):
        try:
            row = _cell(pages, page, kind, int.from_bytes(page[at : at + 2], "big"))
        except (IndexError, KeyError, ValueError):
            continue
        yield row


def _cell(pages: Mapping[int, bytes], page: bytes, kind: int, at: int) -> tuple[int | None, tuple[Value, ...]]:
    """One cell.

    Raises:
        IndexError, KeyError, ValueError: if it makes no sense.
    """
    if kind == _INDEX_INTERIOR:
        at += 4
    payload_size, at = _varint(page, at)
    row_number = None
    if kind == _TABLE_LEAF:
        row_number, at = _varint(page, at)
    return row_number, _record(_payload(pages, page, at, payload_size, is_table=kind == _TABLE_LEAF))


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of 1 to 9 bytes, and where it ends."""
    value = 0
    for length in range(8):
        byte = data[at + length]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + length + 1
    value = value << 8 | data[at + 8]
    return value - (1 << 64) if value >= 1 << 63 else value, at + 9


def _payload(pages: Mapping[int, bytes], page: bytes, at: int, size: int, *, is_table: bool) -> bytes:
    """What a cell holds, with the part of it that lies on overflow pages."""
    usable = len(page)
    most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
    if not 0 < size <= usable * len(pages):
        raise ValueError("impossible size")
    if size <= most:
        return page[at : at + size]
    least = (usable - 12) * 32 // 255 - 23
    local = least + (size - least) % (usable - 4)
    local = local if local <= most else least
    parts = [page[at : at + local]]
    following, left = page[at + local : at + local + 4], size - local
    while left > 0:
        overflow = pages[int.from_bytes(following, "big")]
        parts.append(overflow[4 : 4 + left])
        following, left = overflow[:4], left - (usable - 4)
    return b"".join(parts)


def _record(payload: bytes) -> tuple[Value, ...]:
    """The values of a record."""
    header_size, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < header_size:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    if at != header_size or len(kinds) > _MOST_COLUMNS:
        raise ValueError("no record of ours")
    values: list[Value] = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise ValueError("a record of another length")
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind <= 6:
        size = _INT_SIZES[kind]
        return int.from_bytes(payload[at : at + size], "big", signed=True), at + size
    if kind < 13 or kind % 2 == 0:
        raise ValueError("no value of ours")
    size = (kind - 13) // 2
    return payload[at : at + size].decode("utf-8"), at + size
