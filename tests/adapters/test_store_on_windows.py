"""The store where an open file can neither be moved nor removed, and the number of a file may say nothing."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from tests import simulated_windows

if not simulated_windows.is_here():
    pytest.skip("tests/test_on_windows.py has them run on a simulated Windows", allow_module_level=True)

from tests.adapters.test_store_opening import MANY, NEW, ONE, PAGE, asides, put
from trackclock.adapters.store.disk import NoLocksError
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.locks import FileLock
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.adapters.words import WordFolder
from trackclock.errors import StoreError
from trackclock.kept_words import KeptWords, WordsKind
from trackclock.ports import StoredSession

# --- locks ------------------------------------------------------------------------------------------------------------


def test_a_lock_is_one_holders_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "locks" / "s1.lock"
    lock = FileLock.take(path)
    assert lock is not None
    assert FileLock.take(path) is None
    lock.release()
    assert not path.exists()
    again = FileLock.take(path)
    assert again is not None
    again.release()


@pytest.mark.parametrize("numbers", ["none", "others each time"])
def test_a_lock_is_taken_at_once_whatever_a_files_number_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, numbers: str
) -> None:
    random, opened, real = Random(1), list[object](), os.open

    def fstat(_: int) -> Any:
        return SimpleNamespace(st_dev=0, st_ino=0 if numbers == "none" else random.getrandbits(64))

    def opens(*arguments: Any) -> int:
        opened.append(arguments)
        return real(*arguments)

    monkeypatch.setattr(os, "fstat", fstat)
    monkeypatch.setattr(os, "open", opens)
    lock = FileLock.take(tmp_path / "s1.lock")
    assert lock is not None
    assert len(opened) == 1
    lock.release()


def test_a_disk_without_locks_is_not_one_where_another_app_has_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import msvcrt  # only there

    def refuse(*_: object) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr(msvcrt, "locking", refuse)
    with pytest.raises(NoLocksError):
        FileLock.take(tmp_path / "s1.lock")


def test_what_is_typed_is_found_however_often_it_was_typed_before(tmp_path: Path) -> None:
    app = WordFolder(tmp_path)
    for _ in range(3):
        place = app.begin()
        app.put(place, KeptWords(WordsKind.SESSION, "new", "Hills", 1_000, 7_200, {"workout": "3 x 800m"}))
        app.flush()
        app.put(place, None)
        app.end(place)
        app.flush()
    assert list(tmp_path.iterdir()) == []


# --- what is damaged has to be moved ----------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(tmp_path / "data")
    yield made
    made.close()


def spoil(store: SqliteStore) -> None:
    """Spoil every page but the first, under whoever has it open."""
    log = store.path.with_name("history.db-wal")
    for path, first in ((store.path, PAGE), (log, 32)):
        size = path.stat().st_size if path.exists() else 0
        if size > first:
            with path.open("r+b") as file:
                file.seek(first)
                file.write(b"\xff" * (size - first))


def sessions_of(store: SqliteStore) -> list[str]:
    try:
        return [row.id for row in SqliteHistory(store.path.parent, store).sessions()]
    except StoreError:
        return []


@pytest.mark.parametrize("who", ["the writer", "the reader"])
def test_damage_is_mended_while_reader_and_writer_have_it_open(store: SqliteStore, who: str) -> None:
    assert put(store, ONE)
    store.begin(NEW.header)
    store.append(NEW.header.id, NEW.log[:1])
    assert store.flush(10)
    assert len(sessions_of(store)) == 2
    spoil(store)
    if who == "the reader":
        sessions_of(store)
    store.append(NEW.header.id, NEW.log[1:])
    assert store.flush(10), store.fault
    assert store.fault is None
    assert store.read(NEW.header.id) == NEW
    assert NEW.header.id in sessions_of(store)
    assert len(asides(store)) == 1


def test_what_another_app_has_open_is_mended_as_soon_as_that_looks_at_it(store: SqliteStore) -> None:
    assert put(store, ONE)
    other = SqliteStore(store.path.parent)
    assert len(sessions_of(other)) == 1
    spoil(store)
    store.begin(NEW.header)
    store.append(NEW.header.id, NEW.log)
    assert not store.flush(0.5)
    assert store.fault is not None
    assert "close it, a second trackclock as a rule" in store.fault
    sessions_of(other)
    assert store.flush(15), store.fault
    assert sessions_of(other) == sessions_of(store)
    other.close()
    assert SqliteStore(store.path.parent).read(NEW.header.id) == NEW


@pytest.mark.parametrize("seed", range(4))
def test_whatever_two_apps_do_with_it_what_the_last_one_wrote_is_saved(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    apps = [SqliteStore(tmp_path / "data") for _ in range(2)]
    waiting = list(MANY[:20])
    written: list[StoredSession] = []
    """What the first has: it writes last, and has to write anew whatever of that is gone."""
    drawn = [(random.choice(("write", "write", "read", "close", "spoil")), random.choice(apps)) for _ in range(12)]
    for what, app in (*drawn, ("write", apps[0]), ("read", apps[0]), ("spoil", apps[0]), ("write", apps[0])):
        if what == "write":
            one = waiting.pop()
            written += [one] if app is apps[0] else []
            app.begin(one.header)
            app.append(one.header.id, one.log)
            app.flush(0.1)
        elif what == "read":
            sessions_of(app)
        elif what == "close":
            app.reader.close()
        elif app.path.exists():
            spoil(app)
    first, second = apps
    second.flush(0.3)
    second.close()
    assert first.flush(15), first.fault
    first.close()
    kept = SqliteStore(tmp_path / "data")
    assert all(kept.read(one.header.id) == one for one in written)
    kept.close()
