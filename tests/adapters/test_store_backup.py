"""A backup is the history, and restoring one never loses and never doubles anything."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters.past import plan_of, put, run, session
from tests.strategies import stored_sessions
from trackclock.adapters.store.backup import BackedUp, Restored, back_up, restore
from trackclock.adapters.store.backup_file import Contents, read_backup, write_backup
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.events import Cause, Entry, NoteWritten
from trackclock.errors import StoreError
from trackclock.ports import StoredSession

PLAN = plan_of([400, 400], name="quick é \u2028")
ONE = session(1, PLAN, run(PLAN, [80_000, 79_000]))
TWO = session(2, PLAN, run(PLAN, [81_000]))
SHORTER = replace(ONE, log=ONE.log[:2])
OTHER_END = replace(ONE, log=(*ONE.log[:2], Entry(2, 2, NoteWritten(1, Cause.KEY, "another end"))))
OTHER_PLAN = replace(ONE, header=replace(ONE.header, plan=plan_of([800])))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(tmp_path / "data")
    yield made
    made.close()


def everything(store: SqliteStore) -> list[StoredSession]:
    nothing: list[tuple[str]] = []
    ids = store.reader.ask(lambda c: c.execute("SELECT id FROM sessions ORDER BY id").fetchall(), nothing)
    return [store.read(session_id) for (session_id,) in ids]


def file_of(tmp_path: Path, *sessions: StoredSession) -> Path:
    path = tmp_path / "restored.jsonl"
    write_backup(path, sessions)
    return path


@settings(max_examples=30, deadline=None)
@given(st.lists(stored_sessions, max_size=4, unique_by=lambda one: one.header.id))
def test_the_way_to_a_file_and_back_is_the_identity(
    tmp_path_factory: pytest.TempPathFactory, sessions: list[StoredSession]
) -> None:
    folder = tmp_path_factory.mktemp("round")
    first, second = SqliteStore(folder / "first"), SqliteStore(folder / "second")
    put(first, *sessions)
    assert back_up(first, folder / "a") == BackedUp(len(sessions))
    assert restore(second, folder / "a") == Restored(added=len(sessions))
    assert everything(second) == everything(first) == sorted(sessions, key=lambda one: one.header.id)
    back_up(second, folder / "b")
    assert (folder / "a").read_bytes() == (folder / "b").read_bytes()
    assert restore(second, folder / "b") == Restored(unchanged=len(sessions))
    assert everything(second) == everything(first)
    first.close()
    second.close()


def test_the_file_can_be_read_by_a_person(store: SqliteStore, tmp_path: Path) -> None:
    put(store, ONE)
    path = tmp_path / "backup.jsonl"
    back_up(store, path)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[0] == '{"trackclock_backup": 4}'
    assert '"name": "quick é ' in lines[1]
    assert lines[2] == (
        '{"seq": 0, "batch": 0, "event": {"type": "session_started", "at": 0, "cause": "space", "go_ms": 5000}}'
    )
    assert lines[-2:] == ['{"end": true, "sessions": 1}', ""]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_not_on_disk_can_be_saved_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "data").touch()  # no folder can be made there, so that nothing reaches the disk
    store = SqliteStore(tmp_path / "data")
    assert store.save_unsaved(tmp_path / "rescue") == 0
    assert not (tmp_path / "rescue").exists()
    store.begin(ONE.header)
    store.append(ONE.header.id, ONE.log)
    assert not store.flush(0.05)
    assert store.save_unsaved(tmp_path / "rescue") == 1
    store.close()
    (tmp_path / "data").unlink()
    second = SqliteStore(tmp_path / "data")
    assert restore(second, tmp_path / "rescue") == Restored(added=1)
    assert second.read(ONE.header.id) == ONE
    second.close()


def test_a_backup_holds_what_is_not_on_disk_yet(store: SqliteStore, tmp_path: Path) -> None:
    put(store, ONE)
    store.begin(TWO.header)
    store.append(TWO.header.id, TWO.log)
    assert back_up(store, tmp_path / "backup") == BackedUp(2)
    assert read_backup(tmp_path / "backup") == Contents((ONE, TWO))


def test_a_name_that_is_no_text_survives(tmp_path: Path) -> None:
    strange = replace(ONE, header=replace(ONE.header, source="caf\udce9.toml"))
    assert read_backup(file_of(tmp_path, strange)) == Contents((strange,))


def test_restoring_derives_the_tables(store: SqliteStore, tmp_path: Path) -> None:
    restore(store, file_of(tmp_path, ONE, TWO))
    assert [row.id for row in SqliteHistory(store.path.parent, store).sessions()] == ["s00002", "s00001"]


@pytest.mark.parametrize(
    ("there", "restored", "report", "left"),
    [
        ([ONE], [TWO], Restored(added=1), [ONE, TWO]),
        ([SHORTER], [ONE], Restored(extended=1), [ONE]),
        ([ONE], [SHORTER], Restored(unchanged=1), [ONE]),
        ([ONE, TWO], [TWO, ONE], Restored(unchanged=2), [ONE, TWO]),
        ([ONE], [], Restored(), [ONE]),
    ],
)
def test_merging(
    store: SqliteStore,
    tmp_path: Path,
    there: list[StoredSession],
    restored: list[StoredSession],
    report: Restored,
    left: list[StoredSession],
) -> None:
    put(store, *there)
    assert restore(store, file_of(tmp_path, *restored)) == report
    assert everything(store) == left


@pytest.mark.parametrize("other", [OTHER_END, OTHER_PLAN])
def test_two_that_contradict_each_other_are_both_kept_once(
    store: SqliteStore, tmp_path: Path, other: StoredSession
) -> None:
    put(store, ONE)
    path = file_of(tmp_path, other)
    first = restore(store, path)
    assert (first.added, len(first.beside)) == (1, 1)
    (beside,) = first.beside
    assert beside.startswith("s00001-")
    assert store.read("s00001") == ONE
    assert store.read(beside) == replace(other, header=replace(other.header, id=beside))
    again = restore(store, path)
    assert again == Restored(unchanged=1, beside=(beside,))
    longer = replace(other, log=(*other.log, Entry(len(other.log), len(other.log), NoteWritten(2, Cause.KEY, "more"))))
    assert restore(store, file_of(tmp_path, longer)) == Restored(extended=1, beside=(beside,))
    assert len(everything(store)) == 2


def test_a_session_that_is_being_run_is_left_alone(store: SqliteStore, tmp_path: Path) -> None:
    store.begin(SHORTER.header)
    store.append(SHORTER.header.id, SHORTER.log)
    assert store.flush(10)
    other = SqliteStore(store.path.parent)
    assert restore(other, file_of(tmp_path, ONE, TWO)) == Restored(added=1, held=("s00001",))
    store.append("s00001", ONE.log[2:])
    assert store.flush(10)
    assert restore(other, file_of(tmp_path, ONE)) == Restored(unchanged=1)
    other.close()


def test_an_unreadable_session_is_named_and_keeps_its_place(store: SqliteStore, tmp_path: Path) -> None:
    put(store, ONE, TWO)
    store.reader.write(lambda c: c.execute("UPDATE events SET body = 'x' WHERE session = 1 AND seq = 1").rowcount)
    assert back_up(store, tmp_path / "backup") == BackedUp(1, ("s00001",))
    restored = restore(store, file_of(tmp_path, ONE))
    assert (restored.added, len(restored.beside)) == (1, 1)
    assert store.read(restored.beside[0]).log == ONE.log
    assert restore(store, file_of(tmp_path, ONE)) == Restored(unchanged=1, beside=restored.beside)


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize(
    ("line", "text", "words"),
    [
        (1, b'{"trackclock_backup": 5}\n', "version 5"),
        (1, b'{"something": 1}\n', "no backup of trackclock"),
        (1, b"SQLite format 3\x00\xff\n", "no JSON"),
        (1, b"", "no backup"),
        (1, b"\n", "no JSON"),
        (2, b"[]\n", "object"),
        (2, b"{}\n", "expected a session"),
        (3, b"{\n", "no JSON"),
        (3, b"\xff\xfe\n", "no JSON"),
        (3, b"[" * 100_000 + b"\n", "no JSON"),
        (3, b'{"seq": 0, "batch": 0, "event": {"type": "flown", "at": 1}}\n', "flown"),
        (3, b'{"seq": 1, "batch": 0, "event": {"type": "seen", "at": 1}}\n', "expected entry 0"),
        (3, b'{"seq": 0, "batch": 0, "event": {"type": "seen", "at": 1.5}}\n', "whole number"),
        (3, b"", "expected entry 0, found 1"),
        (5, b"", "expected seq, batch and event"),
        (6, b'{"end": true, "sessions": 2}\n', "2 sessions are announced, 1 are here"),
    ],
    ids=range(16),
)
def test_a_damaged_file_is_one_clear_error(
    store: SqliteStore, tmp_path: Path, line: int, text: bytes, words: str
) -> None:
    path = file_of(tmp_path, ONE)
    lines = lines_of(path)
    assert len(lines) == 6
    lines[line - 1] = text
    path.write_bytes(b"".join(lines))
    with pytest.raises(StoreError) as caught:
        restore(store, path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert words in str(caught.value)
    assert not store.path.exists(), "nothing is written unless all of it can be read"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("session", "../x"),
        ("started_wall_ms", True),
        ("clock_ms", 2**70),
        ("plan", {}),
        ("entries", 99),
        ("boot_id", 1),
        ("athlete", 1),
        ("group", "half \ud800"),
    ],
)
def test_a_bad_header_is_one_clear_error(tmp_path: Path, name: str, value: object) -> None:
    path = file_of(tmp_path, ONE)
    lines = lines_of(path)
    lines[1] = json.dumps({**json.loads(lines[1]), name: value}).encode() + b"\n"
    path.write_bytes(b"".join(lines))
    with pytest.raises(StoreError, match=r"restored.jsonl:\d: "):
        read_backup(path)


CUT = (ONE, replace(TWO, log=TWO.log[:1]), replace(ONE, header=replace(ONE.header, id="s00009"), log=()))


def whole_before(content: bytes, length: int) -> tuple[tuple[StoredSession, ...], str, int]:
    """What stands before a cut: the sessions whose every line is there, the one that is not whole, all whole lines."""
    ends = [number + 1 for number, byte in enumerate(content) if byte == 10]
    whole = sum(end - 1 <= length for end in ends)  # a line is whole without what ends it
    found, at = 0, 1
    for one in CUT:
        if at < whole < at + 1 + len(one.log):
            return CUT[:found], one.header.id, whole
        found += at + 1 + len(one.log) <= whole
        at += 1 + len(one.log)
    assert len(ends) == at + 1
    return CUT[:found], "", whole


def test_a_file_cut_off_anywhere_gives_back_the_sessions_before_the_cut(tmp_path: Path) -> None:
    path = file_of(tmp_path, *CUT)
    content = path.read_bytes()
    first_line = content.index(b"\n")
    for length in range(len(content)):
        path.write_bytes(content[:length])
        if length < first_line:
            with pytest.raises(StoreError, match="no backup of trackclock in it"):
                read_backup(path)
            continue
        found = read_backup(path)
        sessions, unfinished, lines = whole_before(content, length)
        assert found.sessions == sessions, length
        if length == len(content) - 1:  # all but what ends the last line
            assert found == Contents(CUT)
            continue
        assert found.cut_off.startswith(f"{path}:{lines + 1}: the file was cut off here; "), length
        assert (f"session {unfinished} is not whole and was left out" in found.cut_off) is bool(unfinished), length


@pytest.mark.parametrize("filler", [b"\0", b"\xff", b"{"])
def test_a_file_that_goes_on_as_a_hole_is_cut_off_there(tmp_path: Path, filler: bytes) -> None:
    """As a power cut leaves it: as long as it was to be, and nothing in the rest."""
    path = file_of(tmp_path, ONE, TWO)
    content = path.read_bytes()
    at = content.index(b"s00002")
    path.write_bytes(content[:at] + filler * (len(content) - at))
    assert read_backup(path).sessions == (ONE,)


def test_restoring_what_was_cut_off_adds_what_is_whole_and_says_the_rest(store: SqliteStore, tmp_path: Path) -> None:
    path = file_of(tmp_path, ONE, TWO)
    path.write_bytes(b"".join(lines_of(path)[:-2]))
    restored = restore(store, path)
    assert (restored.added, everything(store)) == (1, [ONE])
    assert restored.cut_off == f"{path}:8: the file was cut off here; session s00002 is not whole and was left out"
    write_backup(path, [ONE, TWO])
    assert restore(store, path) == Restored(added=1, unchanged=1)


def test_a_command_that_restores_what_was_cut_off_says_so_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from trackclock import cli

    monkeypatch.setenv("TRACKCLOCK_DATA_DIR", str(tmp_path / "data"))
    path = file_of(tmp_path, ONE, TWO)
    path.write_bytes(path.read_bytes()[:-40])
    assert cli.run(["restore", str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == "1 session added, 0 extended, 0 there already\n"
    assert said.err == f"{path}:8: the file was cut off here; session s00002 is not whole and was left out\n"
    assert cli.run(["history"]) == 0


def test_more_behind_the_end_and_a_session_twice_are_errors(tmp_path: Path) -> None:
    path = file_of(tmp_path, ONE, ONE)
    with pytest.raises(StoreError, match="twice"):
        read_backup(path)
    path = file_of(tmp_path, ONE)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(StoreError, match=":7: something follows the end"):
        read_backup(path)


def test_a_file_that_cannot_be_read_or_written(store: SqliteStore, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot read"):
        restore(store, tmp_path / "missing")
    with pytest.raises(StoreError, match="cannot read"):
        restore(store, tmp_path)
    with pytest.raises(StoreError, match="cannot write"):
        back_up(store, tmp_path)
    with pytest.raises(StoreError, match="cannot write"):
        back_up(store, tmp_path / "missing" / "file")
    with pytest.raises(StoreError, match="cannot write"):
        back_up(store, Path(os.devnull))
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_backup_left_is_cleared_away_and_what_another_writes_is_not(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from trackclock.adapters.store.backup_file import write_backup\n"
        "def stuck():\n"
        "    print('writing', flush=True)\n"
        "    sys.stdin.read()\n"
        "    yield from ()\n"
        "write_backup(Path(sys.argv[1]), stuck())\n"
    )
    path = tmp_path / "a [b] backup.jsonl"
    other = tmp_path / ".another.jsonl.1.part"
    other.touch()
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writing:
        assert writing.stdout is not None
        assert writing.stdout.readline() == b"writing\n"
        (draft,) = (one for one in tmp_path.iterdir() if one.name.startswith(".a [b]"))
        write_backup(path, [ONE])
        assert draft.exists(), "it is being written"
        writing.kill()
    write_backup(path, [ONE])
    assert sorted(tmp_path.iterdir()) == [other, path]
    assert read_backup(path) == Contents((ONE,))


def test_a_backup_that_fails_leaves_the_last_one(tmp_path: Path) -> None:
    path = file_of(tmp_path, ONE)
    before = path.read_bytes()

    def failing() -> Iterator[StoredSession]:
        yield TWO
        raise StoreError("the disk went away")

    with pytest.raises(StoreError, match="went away"):
        write_backup(path, failing())
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
