"""The world as the tests want it: a clock that is set by hand, a speaker that writes down, a store in memory.

They exist beside the tests and are shared by all of them, so that a change of a port is met in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from trackclock.application.services import Services
from trackclock.core.comparisons import LikeHistory, LikeKey, PastRep
from trackclock.core.events import Entry
from trackclock.core.progress import AgainstLast, Fall, PastSession, Performance, SessionLoad
from trackclock.errors import StoreError
from trackclock.ports import (
    ALL_SESSIONS,
    MonthRow,
    ScheduledCue,
    ScheduledPhrase,
    SessionFilter,
    SessionHeader,
    SessionRow,
    SortBy,
    Span,
    SpeakerState,
    StoredGroup,
    StoredSession,
    Totals,
    Watched,
    WorkoutRow,
)


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self, now_ms: int = 1_000_000, wall_ms: int = 1_777_656_600_000) -> None:
        self._now_ms = now_ms
        self._ahead_ms = wall_ms - now_ms
        self.boot_id = "boot-1"
        self.arrived_ms: int | None = None
        """What the next keys are stamped with, where that is not now."""

    def now_ms(self) -> int:
        return self._now_ms

    def stamp_ms(self, event_time: float) -> int:
        return self._now_ms if self.arrived_ms is None else self.arrived_ms

    def wall_ms(self) -> int:
        return self._now_ms + self._ahead_ms

    def utc_offset_s(self, wall_ms: int | None = None) -> int:
        return 7_200

    def advance(self, by_ms: int) -> int:
        """Let time pass; returns the new reading."""
        self._now_ms += by_ms
        return self._now_ms


class FakeSpeaker:
    """Plays nothing and remembers everything."""

    def __init__(self, state: SpeakerState = SpeakerState.OK) -> None:
        self.state = state
        self.volume = 8
        self.is_muted = False
        self.offset_ms = 0
        self.is_started = False
        self.is_closed = False
        self.played: list[ScheduledCue] = []
        self.scheduled: tuple[ScheduledCue, ...] = ()

    def start(self) -> None:
        self.is_started = True

    def schedule(self, cues: Sequence[ScheduledCue]) -> None:
        self.scheduled = tuple(cues)

    def play(self, cue: ScheduledCue) -> None:
        self.played.append(cue)

    def set_volume(self, volume: int) -> None:
        self.volume = volume

    def set_muted(self, is_muted: bool) -> None:
        self.is_muted = is_muted

    def set_offset(self, offset_ms: int) -> None:
        self.offset_ms = offset_ms

    def close(self) -> None:
        self.is_closed = True


class FakeVoice:
    """Says nothing and remembers everything; `lacks` is an engine that is not there."""

    def __init__(self, lacks: str = "") -> None:
        self.lacks = lacks
        self.ready: tuple[str, ...] = ()
        self.said: list[ScheduledPhrase] = []
        self.scheduled: tuple[ScheduledPhrase, ...] = ()
        self.quiet: tuple[Span, ...] = ()
        self.hushes = 0
        self.is_closed = False

    def get_ready(self, texts: Sequence[str]) -> None:
        self.ready = tuple(texts)

    def schedule(self, phrases: Sequence[ScheduledPhrase], quiet: Sequence[Span]) -> None:
        self.scheduled, self.quiet = tuple(phrases), tuple(quiet)

    def say(self, phrase: ScheduledPhrase) -> None:
        self.said.append(phrase)

    def hush(self) -> None:
        self.hushes += 1

    def close(self) -> None:
        self.is_closed = True


class FakeKeepAwake:
    """Keeps nothing awake and says so if asked to."""

    def __init__(self, trouble: str | None = None) -> None:
        self.trouble = trouble
        self.is_on = False
        self.starts = 0

    def start(self) -> None:
        self.is_on = True
        self.starts += 1

    def stop(self) -> None:
        self.is_on = False

    def close(self) -> None:
        self.stop()


class FakeStore:
    """Logs in memory; `is_stuck` is a disk that takes nothing."""

    def __init__(self, stored: Iterable[StoredSession] = ()) -> None:
        self.sessions: dict[str, StoredSession] = {session.header.id: session for session in stored}
        self.held: set[str] = set()
        self.held_elsewhere: set[str] = set()
        self.left_groups: tuple[StoredGroup, ...] = ()
        self.is_stuck = False
        self.fault: str | None = None
        self.notice: str | None = None
        self.flushes = 0
        self.is_closed = False
        self._saved: dict[str, int] = {}

    def check(self) -> None:
        """Nothing is wrong but what a test has set."""

    def begin(self, header: SessionHeader) -> None:
        self.sessions[header.id] = StoredSession(header, ())
        self.held.add(header.id)

    def append(self, session_id: str, entries: Sequence[Entry]) -> None:
        session = self.sessions[session_id]
        self.sessions[session_id] = StoredSession(session.header, (*session.log, *entries))
        if not self.is_stuck:
            self._saved[session_id] = entries[-1].seq

    def together(self) -> AbstractContextManager[object]:
        return nullcontext()

    def catch_up(self, session_id: str) -> None:
        """The disk takes everything again."""
        self.is_stuck = False
        self._saved[session_id] = self.sessions[session_id].log[-1].seq

    def saved_through(self, session_id: str) -> int:
        return self._saved.get(session_id, -1)

    def unsaved(self) -> tuple[StoredSession, ...]:
        return tuple(
            session
            for key, session in self.sessions.items()
            if session.log and session.log[-1].seq > self.saved_through(key)
        )

    def save_unsaved(self, path: Path) -> int:
        from trackclock.adapters.store.backup_file import write_backup

        unsaved = self.unsaved()
        return write_backup(path, unsaved) if unsaved else 0

    def flush(self, timeout_s: float) -> bool:
        self.flushes += 1
        return not self.is_stuck

    def read(self, session_id: str) -> StoredSession:
        if session_id not in self.sessions:
            raise StoreError(f"no session {session_id}")
        return self.sessions[session_id]

    def unfinished(self) -> tuple[StoredSession, ...]:
        from trackclock.core.results import Status
        from trackclock.core.session import results_of

        return tuple(
            session
            for key, session in sorted(self.sessions.items(), reverse=True)
            if key not in self.held | self.held_elsewhere
            and results_of(session.header.plan, session.log).status is Status.UNFINISHED
        )

    def unfinished_groups(self) -> tuple[StoredGroup, ...]:
        return self.left_groups

    def hold_all(self, session_ids: Sequence[str]) -> bool:
        if self.held_elsewhere.intersection(session_ids):
            return False
        return all(self.hold(session_id) for session_id in session_ids)

    def hold(self, session_id: str) -> bool:
        if session_id in self.held_elsewhere:
            return False
        self.held.add(session_id)
        self._saved[session_id] = self.sessions[session_id].log[-1].seq
        return True

    def release(self, session_id: str) -> None:
        self.held.discard(session_id)

    def delete(self, session_id: str, wall_ms: int) -> None:
        self.read(session_id)

    def bring_back(self, session_id: str, wall_ms: int) -> None:
        self.read(session_id)

    def erase(self, session_id: str, wall_ms: int) -> None:
        del self.sessions[session_id]

    def deleted(self) -> frozenset[str]:
        return frozenset()

    def close(self) -> None:
        self.is_closed = True


class FakeHistory:
    """A past that is empty but for what a test puts in."""

    def __init__(self, rows: Sequence[SessionRow] = (), like: Mapping[LikeKey, LikeHistory] | None = None) -> None:
        self.rows = tuple(rows)
        self.past = dict(like or {})
        self.stored: dict[str, StoredSession] = {}
        self.groups: dict[str, StoredGroup] = {}
        self.trouble: str | None = None

    def _check(self) -> None:
        if self.trouble is not None:
            raise StoreError(self.trouble)

    def of(self, athlete: str | None) -> FakeHistory:
        return self

    def athletes(self) -> tuple[str, ...]:
        return ()

    def sessions(
        self,
        wanted: SessionFilter = ALL_SESSIONS,
        *,
        sort: SortBy = SortBy.NEWEST,
        is_reversed: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[SessionRow, ...]:
        self._check()
        found = [row for row in self.rows if wanted.text.lower() in row.name.lower()]
        return tuple(found[offset:] if limit is None else found[offset : offset + limit])

    def totals(self, wanted: SessionFilter = ALL_SESSIONS) -> Totals:
        return Totals(sessions=len(self.sessions(wanted)))

    def months(self, wanted: SessionFilter = ALL_SESSIONS) -> tuple[MonthRow, ...]:
        return ()

    def against_last(self, session_ids: Iterable[str]) -> Mapping[str, AgainstLast]:
        return {}

    def find(self, name: str, today: int | None = None) -> StoredSession:
        self._check()
        if name not in self.stored:
            raise StoreError(f"no session {name}")
        return self.stored[name]

    def names_of(self, name: str) -> Sequence[str]:
        return (name,)

    def group(self, name: str) -> StoredGroup | None:
        self._check()
        return self.groups.get(name)

    def row(self, session_id: str) -> SessionRow:
        for row in self.rows:
            if row.id == session_id:
                return row
        raise StoreError(f"no session {session_id}")

    def like(self, keys: Iterable[LikeKey], before_wall_ms: int) -> Mapping[LikeKey, LikeHistory]:
        self._check()
        return {key: self.past[key] for key in keys if key in self.past}

    def past_sessions(self, since_day: int, until_day: int | None = None) -> tuple[PastSession, ...]:
        return ()

    def workouts(self, today: int) -> tuple[WorkoutRow, ...]:
        return ()

    def workout(self, key: str, limit: int | None = None, until_day: int | None = None) -> tuple[PastSession, ...]:
        return ()

    def workout_bests(self, key: str) -> Mapping[LikeKey, PastRep]:
        return {}

    def bests(self) -> tuple[Performance, ...]:
        return ()

    def falls(self, distance_mm: int, *, is_split: bool) -> tuple[Fall, ...]:
        return ()

    def loads(self, since_day: int | None = None) -> tuple[SessionLoad, ...]:
        return ()


class FakeWorld(Services):
    """Services whose fakes a test can reach by name."""

    def __init__(
        self,
        folder: Path,
        *,
        clock: FakeClock | None = None,
        speaker: FakeSpeaker | None = None,
        store: FakeStore | None = None,
        history: FakeHistory | None = None,
        keep_awake: FakeKeepAwake | None = None,
        is_watching: bool = False,
        voice: FakeVoice | None = None,
    ) -> None:
        self.fake_clock = clock or FakeClock()
        self.fake_speaker = speaker or FakeSpeaker()
        self.fake_store = store or FakeStore()
        self.fake_history = history or FakeHistory()
        self.fake_keep_awake = keep_awake or FakeKeepAwake()
        self.fake_watch = FakeWatch(self.fake_store)
        self.fake_voice = voice or FakeVoice()
        super().__init__(
            clock=self.fake_clock,
            store=lambda: self.fake_store,
            history=lambda: self.fake_history,
            speaker=lambda: self.fake_speaker,
            keep_awake=lambda: self.fake_keep_awake,
            sessions_dir=lambda: folder / "sessions",
            config_dir=lambda: folder / "config",
            voice=lambda: self.fake_voice,
            unsaved_places=lambda session_id: (folder / f"trackclock-{session_id}.jsonl",),
            watch=(lambda: self.fake_watch) if is_watching else None,
        )


class FakeWatch:
    """Looks at a store in memory as a watcher looks at the disk."""

    def __init__(self, store: FakeStore) -> None:
        self.store = store
        self.trouble: str | None = None
        self.can_tell = True
        """Whether this system knows who has a lock."""
        self.past: dict[LikeKey, LikeHistory] = {}
        self._seen: object = None

    def look(self, known: str | None) -> tuple[Watched, ...] | None:
        if self.trouble is not None:
            self._seen = None
            raise StoreError(self.trouble)
        names = [name for name in self.store.sessions if name in self.store.held or name == known]
        found = tuple(Watched(self._saved(name), self.is_held(name)) for name in names)
        if found == self._seen:
            return None
        self._seen = found
        return found

    def is_held(self, session_id: str) -> bool | None:
        if session_id not in self.store.held:
            return False
        return True if self.can_tell else None

    def like(
        self, keys: Iterable[LikeKey], before_wall_ms: int, athlete: str | None = None
    ) -> Mapping[LikeKey, LikeHistory]:
        return {key: self.past[key] for key in keys if key in self.past}

    def _saved(self, name: str) -> StoredSession:
        session = self.store.sessions[name]
        return StoredSession(session.header, session.log[: self.store.saved_through(name) + 1])
