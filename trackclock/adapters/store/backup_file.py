"""The backup file: plans and logs as lines of JSON, which a person can read and any program can.

It exists apart from the database so that a history outlives it. The first line names the version, each session is a
line followed by its entries, one a line, and the last line says how many there were, so that a file that was cut
off is told from a whole one, and gives back the sessions before the cut.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from trackclock.adapters.store.deletions import Deletion, Fate
from trackclock.adapters.store.locks import is_session_id
from trackclock.core.encoding import Plain, entry_from_dict, entry_to_dict, plan_from_dict, plan_to_dict
from trackclock.core.events import Entry
from trackclock.errors import StoreError
from trackclock.ports import SessionHeader, StoredSession
from trackclock.whole_file import replacing

VERSION: Final = 4
"""Of the file's form; a reader refuses what it does not know. The first had no sessions that were dated anew, the first
two none that were deleted, the first three none that were imported and nobody's name."""

_HEADER_FIELDS: Final = {
    "session": str,
    "source": str,
    "started_wall_ms": int,
    "utc_offset_s": int,
    "clock_ms": int,
    "boot_id": str,
    "entries": int,
    "plan": dict,
}
_DELETED: Final = "deleted"
"""In the header of a session that is deleted: when, milliseconds since 1970 in UTC."""

_WHOSE: Final = ("athlete", "group")
"""In a header where there is one: whose session it is, and with whom it was run."""

_SAID: Final = {_DELETED: int, **dict.fromkeys(_WHOSE, str)}
"""What a header has only where there is something to say."""

_ERASED: Final = {"erased": str, "wall_ms": int}
"""A session that was deleted for good: its id, and when. Such lines stand behind the sessions."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup file gives back.

    Attributes:
        sessions: those that are whole in it, the deleted ones too.
        deletions: which are deleted, and which were for good.
        cut_off: where the file was cut off and what of it is missing, in words; empty for a whole file.
    """

    sessions: tuple[StoredSession, ...]
    cut_off: str = ""
    deletions: tuple[Deletion, ...] = ()


def write_backup(path: Path, sessions: Iterable[StoredSession], deletions: Mapping[str, Deletion] | None = None) -> int:
    """Write sessions into a file, which is there whole or not at all.

    Args:
        path: the file; an older one is replaced.
        sessions: what to write.
        deletions: what stands of deletions, by the id of its session; None for nothing.

    Returns:
        How many there were.

    Raises:
        StoreError: if it cannot be written.
    """
    try:
        with replacing(path) as file:
            file.write(_line({"trackclock_backup": VERSION}))
            count, decided = 0, deletions or {}
            for session in sessions:
                file.write(_line(_header_to_dict(session, decided.get(session.header.id))))
                file.writelines(_line(entry_to_dict(entry)) for entry in session.log)
                count += 1
            for one in decided.values():
                if one.fate is Fate.ERASED:
                    file.write(_line({"erased": one.session_id, "wall_ms": one.wall_ms}))
            file.write(_line({"end": True, "sessions": count}))
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror or error}") from error
    return count


def read_backup(path: Path) -> Contents:
    """Read a file that `write_backup` wrote.

    Returns:
        Its sessions; those before the cut if it was cut off, and else none unless all of it can be read.

    Raises:
        StoreError: if it cannot be read; `FILE:LINE: what is wrong` where that lies in a line of it.
    """
    found: list[StoredSession] = []
    try:
        with path.open("rb") as file:
            lines = _Lines(path, file)
            try:
                found.extend(lines.sessions())
            except _CutOffError as cut:
                return Contents(tuple(found), str(cut), tuple(lines.deletions))
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror or error}") from error
    return Contents(tuple(found), deletions=tuple(lines.deletions))


def _line(plain: Plain) -> bytes:
    """One line; readable letters, unless there are half characters among them that only an escape can hold."""
    try:
        return json.dumps(plain, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(plain).encode() + b"\n"


def _header_to_dict(session: StoredSession, deletion: Deletion | None) -> Plain:
    header = session.header
    deleted = {_DELETED: deletion.wall_ms} if deletion is not None and deletion.fate is Fate.DELETED else {}
    return {
        "session": header.id,
        "source": header.source,
        "started_wall_ms": header.started_wall_ms,
        "utc_offset_s": header.utc_offset_s,
        "clock_ms": header.clock_ms,
        "boot_id": header.boot_id,
        "entries": len(session.log),
        "plan": plan_to_dict(header.plan),
        **{name: said for name in _WHOSE if (said := getattr(header, name)) is not None},
        **deleted,
    }


class _CutOffError(Exception):
    """The file ends before its end."""


class _Lines:
    """The lines of a backup file, with the number of the one that is being read."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self._path = path
        self._file = file
        self._number = 0
        self._unfinished = ""
        """The id of the session that is being read."""
        self.deletions: list[Deletion] = []
        """Those of the sessions that were read, and those for good."""

    def sessions(self) -> Iterator[StoredSession]:
        """Every session of the file.

        Raises:
            StoreError: at the first line that is wrong.
            _CutOffError: where the file ends.
        """
        version = self._next().get("trackclock_backup")
        if not isinstance(version, int) or isinstance(version, bool):
            raise self._error("this is no backup of trackclock")
        if not 1 <= version <= VERSION:
            raise self._error(f"a backup of version {version}; this trackclock reads up to {VERSION}: update it")
        seen: set[str] = set()
        while (plain := self._next()).get("end") is not True:
            if "erased" in plain:
                self._read_erased(plain, seen)
                continue
            session = self._session(plain)
            if session.header.id in seen:
                raise self._error(f"session {session.header.id} stands here twice")
            seen.add(session.header.id)
            if _DELETED in plain:
                self.deletions.append(Deletion(session.header.id, Fate.DELETED, plain[_DELETED]))
            yield session
        if plain.get("sessions") != len(seen):
            raise self._error(f"{plain.get('sessions')!r} sessions are announced, {len(seen)} are here")
        if self._file.read(1):
            self._number += 1
            raise self._error("something follows the end")

    def _read_erased(self, plain: dict[str, Any], seen: set[str]) -> None:
        """Take down that a session was deleted for good."""
        self._check(plain, _ERASED)
        session_id = plain["erased"]
        if not is_session_id(session_id):
            raise self._error(f"{session_id!r} cannot be the id of a session")
        if session_id in seen:
            raise self._error(f"session {session_id} stands here, and as deleted for good")
        self.deletions.append(Deletion(session_id, Fate.ERASED, plain["wall_ms"]))

    def _check(self, plain: dict[str, Any], fields: Mapping[str, type]) -> None:
        """Refuse what has other fields, or other things in them."""
        if plain.keys() != fields.keys():
            raise self._error(f"expected a session with {', '.join(_HEADER_FIELDS)}")
        for name, kind in fields.items():
            if not isinstance(plain[name], kind) or isinstance(plain[name], bool):
                raise self._error(f"{name} is not what it should be")
            if kind is int and abs(plain[name]) >= 2**62:
                raise self._error(f"{name} is too large")

    def _session(self, plain: dict[str, Any]) -> StoredSession:
        said = {name: kind for name, kind in _SAID.items() if name in plain}
        self._check(plain, {**_HEADER_FIELDS, **said})
        if not is_session_id(plain["session"]):
            raise self._error(f"{plain['session']!r} cannot be the id of a session")
        for name in ("boot_id", *(name for name in _WHOSE if name in plain)):
            if any("\ud800" <= sign <= "\udfff" for sign in plain[name]):  # no column takes half characters
                raise self._error(f"{name} is not what it should be")
        try:
            plan = plan_from_dict(plain["plan"])
        except (ValueError, RecursionError) as error:
            raise self._error(str(error)) from error
        header = SessionHeader(
            id=plain["session"],
            plan=plan,
            source=plain["source"],
            started_wall_ms=plain["started_wall_ms"],
            utc_offset_s=plain["utc_offset_s"],
            clock_ms=plain["clock_ms"],
            boot_id=plain["boot_id"],
            athlete=plain.get("athlete"),
            group=plain.get("group"),
        )
        log: list[Entry] = []
        self._unfinished = header.id
        for seq in range(plain["entries"]):
            try:
                entry = entry_from_dict(self._next())
            except ValueError as error:
                raise self._error(str(error)) from error
            if entry.seq != seq:
                raise self._error(f"expected entry {seq}, found {entry.seq}")
            log.append(entry)
        self._unfinished = ""
        return StoredSession(header, tuple(log))

    def _next(self) -> dict[str, Any]:
        line = self._file.readline()
        self._number += 1
        if not line:
            raise self._cut_off()
        try:
            plain = json.loads(line)
        except (ValueError, RecursionError) as error:
            if not line.endswith(b"\n"):
                raise self._cut_off() from error
            raise self._error(f"this line is no JSON ({error})") from error
        if not isinstance(plain, dict):
            raise self._error("expected an object of JSON")
        return plain

    def _cut_off(self) -> Exception:
        if self._number == 1:
            return self._error("the file ends here: there is no backup of trackclock in it")
        is_within = bool(self._unfinished)
        missing = f"session {self._unfinished} is not whole and was left out" if is_within else "its end is missing"
        return _CutOffError(f"{self._path}:{self._number}: the file was cut off here; {missing}")

    def _error(self, what: str) -> StoreError:
        return StoreError(f"{self._path}:{self._number}: {what}")
