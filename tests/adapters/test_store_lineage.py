"""A history and a log copied here and there, each without the other: SQLite would play any log into any history.

Two machines that began with one copy, and a third that did not, are photographed after each commit; then every
history is put beside every log, as a synced folder, a stick or a hasty `cp` does it.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from random import Random

import pytest

from tests.adapters.past import plan_of, run, session
from trackclock.adapters.store import lineage, mending
from trackclock.adapters.store.backup import restore
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.rescue import move_to, strange_log_of
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.adapters.store.wal import log_of, read_log
from trackclock.core.events import Cause, Entry, Log, NoteWritten

PLAN = plan_of([400, 400], name="quick")
PAIRS = 120
ENOUGH = 15


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else writes here, so that nothing has to be waited for between two looks."""
    monkeypatch.setattr(lineage, "_BETWEEN_LOOKS_S", 0)


State = Mapping[str, Log]


@dataclass(frozen=True)
class Photo:
    """The files of a machine at one instant, as a kill would leave them.

    Attributes:
        machine: whose.
        db, log: the files.
        commits: how many commits there were.
        in_db: how many of them are in the history itself.
        base: how many there were when this round of the log began.
        state: every log that is saved.
        db_state: those of them that are in the history itself.
        begun: the sessions whose first commit is in the log.
    """

    machine: str
    db: bytes
    log: bytes
    commits: int
    in_db: int
    base: int
    state: State
    db_state: State
    begun: frozenset[str]


@dataclass
class Machine:
    """An app at work, whose log is played in when the test wants it."""

    name: str
    folder: Path
    sessions: dict[str, Log] = field(default_factory=dict)
    commits: int = 0
    in_db: int = 0
    base: int = 0
    is_played_in: bool = True
    begun: dict[str, int] = field(default_factory=dict)
    db_state: State = field(default_factory=dict)

    def work(self, random: Random, steps: int) -> Iterator[Photo]:
        """Write, play in and write on; yields a photograph after each step."""
        store = SqliteStore(self.folder)
        for session_id in self.sessions:
            assert store.hold(session_id)
        if self.sessions:
            self._committed(store)
        for step in range(steps):
            chance = random.random()
            if chance < 0.3 or not self.sessions:
                self._begin(store, f"{self.name}-{self.commits}", random)
            elif chance < 0.75:
                self._go_on(store, random.choice(sorted(self.sessions)), random)
            else:
                self._play_in(random.choice(("PASSIVE", "RESTART", "TRUNCATE")))
            if step == 0:
                self._play_in("PASSIVE")  # a history without a table has nothing to photograph
            yield self._photograph()
        store.close()

    def _begin(self, store: SqliteStore, session_id: str, random: Random) -> None:
        made = session(self.commits, PLAN, run(PLAN, [random.randrange(60_000, 90_000)]))
        header = replace(made.header, id=session_id)
        store.begin(header)
        store.append(session_id, made.log)
        self.sessions[session_id] = made.log
        self._committed(store)
        self.begun[session_id] = self.commits

    def _go_on(self, store: SqliteStore, session_id: str, random: Random) -> None:
        seq = len(self.sessions[session_id])
        note = Entry(seq, seq, NoteWritten(seq * 1_000, Cause.KEY, "x" * random.randrange(2_000)))
        store.append(session_id, [note])
        self.sessions[session_id] = (*self.sessions[session_id], note)
        self._committed(store)

    def _committed(self, store: SqliteStore) -> None:
        assert store.flush(20), store.fault
        if self.is_played_in:
            self.base, self.is_played_in = self.commits, False
        self.commits += 1

    def _play_in(self, how: str) -> None:
        with closing(sqlite3.connect(self.folder / "history.db")) as connection:
            busy, *_ = connection.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
        assert not busy
        self.in_db, self.is_played_in, self.db_state = self.commits, True, dict(self.sessions)

    def _photograph(self) -> Photo:
        log = self.folder / "history.db-wal"
        return Photo(
            self.name,
            (self.folder / "history.db").read_bytes(),
            log.read_bytes() if log.exists() else b"",
            self.commits,
            self.in_db,
            self.base,
            dict(self.sessions),
            self.db_state,
            frozenset(key for key, number in self.begun.items() if number > self.base),
        )


def photos(folder: Path, seed: int) -> list[Photo]:
    """See `photos_and_fork`."""
    return photos_and_fork(folder, seed)[0]


def photos_and_fork(folder: Path, seed: int, steps: int = 6) -> tuple[list[Photo], int]:
    """Three machines at work: b began with a copy of a, in the middle of a session, c with nothing."""
    random = Random(seed)
    first = Machine("a", folder / "a")
    found = list(first.work(random, steps))
    shutil.copytree(folder / "a", folder / "b")
    fork = first.commits
    second = Machine("b", folder / "b", dict(first.sessions), first.commits, first.commits, first.commits)
    second.db_state = dict(first.sessions)
    third = Machine("c", folder / "c")
    later = Machine("a", first.folder, dict(first.sessions), first.commits, first.commits, first.commits)
    later.db_state, later.begun = dict(first.sessions), first.begun
    for machine in (later, second, third):
        found += machine.work(random, steps)
    return found, fork


def read_all(store: SqliteStore) -> dict[str, Log]:
    nothing: list[tuple[str]] = []
    ids = store.reader.ask(lambda c: c.execute("SELECT id FROM sessions").fetchall(), nothing)
    return {session_id: store.read(session_id).log for (session_id,) in ids}


def meet(folder: Path, db: bytes | None, log: bytes | None, *, is_written: bool) -> tuple[dict[str, Log], str | None]:
    """Put a history beside a log, open them as the next app does, and say what is there then, and what it says."""
    folder.mkdir()
    for name, content in (("history.db", db), ("history.db-wal", log)):
        if content is not None:
            (folder / name).write_bytes(content)
    store = SqliteStore(folder)
    if is_written:
        extra = session(999, PLAN, run(PLAN, [70_000]))
        store.begin(extra.header)
        store.append(extra.header.id, extra.log)
        assert store.flush(20), store.fault
    found, notice = read_all(store), store.notice
    store.close()
    assert not (folder / "history.db-wal").exists(), "all of it lies in one file"
    with closing(SqliteStore(folder)) as again:
        assert (read_all(again), again.notice) == (found, None), "it is said once, and stays"
    with closing(sqlite3.connect(folder / "history.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found.pop("s00999", None)
    return found, notice


def holds(found: State, session_id: str, log: Log) -> bool:
    """Whether a log is there, or goes on there, under its own name or beside another of that name."""
    return any(
        found[name][: len(log)] == log for name in found if name == session_id or name.startswith(f"{session_id}-")
    )


def belong(photo: Photo, other: Photo, fork: int) -> bool:
    """Whether the log of the one can be played into the history of the other.

    Args:
        photo: whose history.
        other: whose log.
        fork: how many commits a and b have in common.
    """
    machines = {photo.machine, other.machine}
    is_one_line = len(machines) == 1 or (machines == {"a", "b"} and photo.in_db <= fork)
    return is_one_line and other.base <= photo.in_db <= other.commits


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 30))])
def test_every_history_beside_every_log(tmp_path: Path, seed: int) -> None:
    taken, fork = photos_and_fork(tmp_path, seed)
    kinds = {"own": 0, "strange": 0}
    pairs = list(product(taken, taken))
    for number, (photo, other) in enumerate(Random(seed).sample(pairs, PAIRS)):
        folder = tmp_path / str(number)
        found, notice = meet(folder, photo.db, other.log, is_written=bool(number % 2))
        where = (photo.machine, photo.in_db, "beside", other.machine, other.base, other.commits)
        if not read_log_of(other):
            assert (found, notice) == (photo.db_state, None), where
        elif belong(photo, other, fork):
            kinds["own"] += 1
            assert (found, notice) == (other.state, None), where
        else:
            kinds["strange"] += 1
            for session_id, log in photo.db_state.items():
                assert holds(found, session_id, log), where
            for session_id in other.begun:
                assert holds(found, session_id, other.state[session_id]), where
            check_kept(folder, photo, other, notice)
        shutil.rmtree(folder)
    assert min(kinds.values()) > ENOUGH, kinds


def read_log_of(photo: Photo) -> bool:
    """Whether anything is in a log."""
    return photo.commits > photo.base and bool(photo.log)


def check_kept(folder: Path, photo: Photo, other: Photo, notice: str | None) -> None:
    """Both files are kept as they were, and it is said where."""
    (kept,) = folder.glob("history.db.strange-*.log")
    assert kept.read_bytes() == other.log
    assert kept.with_suffix("").read_bytes() == photo.db
    assert notice is not None
    assert "did not belong together" in notice
    assert str(kept) in notice
    assert str(kept.with_suffix("")) in notice


@pytest.mark.parametrize("seed", range(3))
def test_a_history_alone_is_what_was_played_into_it(tmp_path: Path, seed: int) -> None:
    for number, photo in enumerate(photos(tmp_path, seed)):
        assert meet(tmp_path / str(number), photo.db, None, is_written=False) == (photo.db_state, None)


@pytest.mark.parametrize("is_empty", [True, False])
@pytest.mark.parametrize("is_written", [True, False])
def test_a_log_alone_gives_what_it_holds(tmp_path: Path, is_empty: bool, is_written: bool) -> None:
    given = 0
    for number, photo in enumerate(photos(tmp_path, 5)):
        folder = tmp_path / str(number)
        if not read_log_of(photo):
            continue
        found, notice = meet(folder, b"" if is_empty else None, photo.log, is_written=is_written)
        for session_id in photo.begun:
            assert holds(found, session_id, photo.state[session_id])
            given += 1
        (kept,) = folder.glob("history.db.strange-*.log")
        assert kept.read_bytes() == photo.log
        assert notice is not None
        assert "without the history" in notice
        assert str(kept) in notice
    assert given > 5


def test_what_the_played_in_log_goes_over_may_be_cut_short_anywhere(tmp_path: Path) -> None:
    """A kill while the log is played in: some of its pages are in the history, in their order, and the log is there."""
    photo = next(one for one in reversed(photos(tmp_path, 3)) if one.commits > one.base + 2 and one.in_db <= one.base)
    newest: dict[int, bytes] = dict(read_log(written(tmp_path / "log", photo.log)).played)
    for done in range(len(newest) + 1):
        db = bytearray(photo.db)
        for page in sorted(newest)[:done]:
            db[(page - 1) * 4_096 : page * 4_096] = newest[page]
        found, notice = meet(tmp_path / f"cut-{done}", bytes(db), photo.log, is_written=False)
        assert (found, notice) == (photo.state, None), done


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_log_that_is_cut_off_or_spoilt_anywhere_loses_no_session_in_silence(tmp_path: Path) -> None:
    photo = next(one for one in reversed(photos(tmp_path, 4)) if len(one.begun) > 1 and one.in_db <= one.base)
    said = 0
    for number, at in enumerate(range(0, len(photo.log), 1_500)):
        spoilt = bytearray(photo.log)
        spoilt[at : at + 40] = b"\xee" * len(spoilt[at : at + 40])
        folder = tmp_path / f"spoilt-{number}"
        found, notice = meet(folder, photo.db, bytes(spoilt), is_written=bool(number % 2))
        for session_id, log in photo.db_state.items():
            assert holds(found, session_id, log), at
        if found != photo.state:
            assert notice is not None, at
            assert any(kept.read_bytes() == bytes(spoilt) for kept in folder.glob("history.db.*-20*")), at
            said += 1
        # One place may cost the page that it is on, and no more.
        lost = sum(found.get(session_id) != log for session_id, log in photo.state.items())
        assert lost <= max(2, len(photo.state) // 2), at
    assert said


def test_what_an_older_trackclock_left_in_its_log_is_played_in_without_a_word(tmp_path: Path) -> None:
    """It set no seals: whether its log belongs to its history can be seen from what comes of it."""
    frozen = Path(__file__).parent / "old" / "history_0_1.db"
    with closing(sqlite3.connect(written(tmp_path / "history.db", frozen.read_bytes()))) as connection:
        connection.execute("UPDATE sessions SET source = '\"moved.toml\"' WHERE key = 2")
        connection.execute("UPDATE sessions SET source = '\"moved.toml\"' WHERE key = 3")
        connection.commit()
        log = (tmp_path / "history.db-wal").read_bytes()
    (tmp_path / "history.db").unlink()
    # We add rows, and never change one.
    found, notice = meet(tmp_path / "changed", frozen.read_bytes(), log, is_written=False)
    assert notice is not None
    assert len(found) == 11
    with closing(sqlite3.connect(written(tmp_path / "history.db", frozen.read_bytes()))) as connection:
        connection.execute("INSERT INTO events VALUES (1, 99, 99, 1, 'seen', '{}')")
        connection.execute("DELETE FROM events WHERE seq = 99")
        connection.execute(
            "INSERT INTO sessions SELECT NULL, 'more', source, 1, 0, 0, boot_id, plan FROM sessions LIMIT 1"
        )
        connection.execute("INSERT INTO events SELECT last_insert_rowid(), 0, 0, 0, type, body FROM events LIMIT 1")
        connection.commit()
        log = (tmp_path / "history.db-wal").read_bytes()
    found, notice = meet(tmp_path / "added", frozen.read_bytes(), log, is_written=False)
    assert notice is None
    assert "more" in found
    assert len(found) == 12


@pytest.mark.parametrize("point", ["before", "the log is moved", "all is moved", "begun anew"])
@pytest.mark.parametrize("has_history", [True, False])
def test_a_rescue_of_what_does_not_belong_together_may_be_cut_short(
    tmp_path: Path, point: str, has_history: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = photos(tmp_path, 6)
    photo = next(one for one in taken if one.machine == "c" and one.db_state)
    other = next(one for one in taken if one.machine == "b" and one.begun)
    folder = tmp_path / "here"
    folder.mkdir()
    if has_history:
        (folder / "history.db").write_bytes(photo.db)
    (folder / "history.db-wal").write_bytes(other.log)

    def cut_short(path: Path, aside: Path, *_: object) -> None:
        if point == "the log is moved":
            log_of(path).rename(strange_log_of(aside))
        elif point == "all is moved":
            move_to(path, aside)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(mending, "rescue" if point == "begun anew" else "move_to", cut_short)
        with pytest.raises(KeyboardInterrupt):
            SqliteStore(folder).unfinished()
    with closing(SqliteStore(folder)) as store:
        found = read_all(store)
        assert store.notice is not None
        assert "history.db.strange-" in store.notice
    for session_id in other.begun:
        assert holds(found, session_id, other.state[session_id])
    if has_history:
        for session_id, log in photo.db_state.items():
            assert holds(found, session_id, log)
    assert [path.read_bytes() for path in folder.glob("*.log")] == [other.log]
    with closing(SqliteStore(folder)) as store:
        assert (read_all(store), store.notice) == (found, None)


def test_another_app_that_writes_all_the_time_is_no_stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one looks at is never all of one instant: only what stands still is judged."""
    (photo,) = [one for one in photos(tmp_path, 7) if one.machine == "b"][-1:]
    strange = next(one for one in photos_of(tmp_path, "c") if read_log_of(one))
    folder = tmp_path / "here"
    folder.mkdir()
    written(folder / "history.db", photo.db)
    written(folder / "history.db-wal", strange.log)
    grown: list[int] = []

    def grow(_: float) -> None:
        grown.append(1)
        with (folder / "history.db-wal").open("ab") as file:
            file.write(b"\0")

    monkeypatch.setattr("trackclock.adapters.store.lineage.time.sleep", grow)
    assert lineage.kinship_of(folder / "history.db") is lineage.Kinship.OWN
    assert len(grown) > 1
    monkeypatch.undo()
    lineage._own.clear()
    assert lineage.kinship_of(folder / "history.db") is lineage.Kinship.STRANGE


def photos_of(folder: Path, name: str) -> list[Photo]:
    return list(Machine(name, folder / "another").work(Random(1), 6))


def test_the_seal_changes_with_every_commit_and_names_the_one_before(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path)) as store:
        seen: list[tuple[str, str]] = []
        made = session(1, PLAN, run(PLAN, [80_000]))
        store.begin(made.header)
        for entry in made.log:
            store.append(made.header.id, [entry])
            assert store.flush(20)
            seen += store.reader.ask(lambda c: c.execute("SELECT before, seal FROM store").fetchall(), seen)
        SqliteHistory(tmp_path, store).sessions()
        seen += store.reader.ask(lambda c: c.execute("SELECT before, seal FROM store").fetchall(), seen)
    assert len({seal for _, seal in seen}) == len(seen) > 2
    assert seen[1][0] == seen[0][1]


def test_a_restored_backup_seals_as_well(tmp_path: Path) -> None:
    frozen = Path(__file__).parent / "old" / "history_0_1.jsonl"
    with closing(SqliteStore(tmp_path)) as store:
        restore(store, frozen)
        assert store.reader.ask(lambda c: c.execute("SELECT count(*) FROM store").fetchone(), None) == (1,)
