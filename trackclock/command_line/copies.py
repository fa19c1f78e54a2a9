"""`backup` and `restore`: the whole history in one file, and back."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from trackclock.command_line.printing import complain, say, sessions, tell

if TYPE_CHECKING:
    from trackclock.adapters.store.sqlite_store import SqliteStore


def write_backup(opened: AbstractContextManager[SqliteStore], path: Path) -> int:
    """Write the whole history into one file; the store is closed before anything is said."""
    from trackclock.adapters.store.backup import back_up

    with opened as store:
        done = back_up(store, path)
        tell(store.notice)
    deleted = f", {done.deleted} of them deleted" if done.deleted else ""
    say(f"{sessions(done.sessions)} written to {path}{deleted}")
    return complain(f"{session_id} cannot be read and is not in it" for session_id in done.unreadable)


def merge_backup(opened: AbstractContextManager[SqliteStore], path: Path, *, with_deleted: bool) -> int:
    """Merge a backup into the history; the store is closed before anything is said of it.

    Args:
        opened: the history.
        path: the backup.
        with_deleted: whether what was deleted comes back as well.
    """
    from trackclock.adapters.store.backup import restore

    with opened as store:
        done = restore(store, path, with_deleted=with_deleted)
        tell(store.notice)
    say(f"{sessions(done.added)} added, {done.extended} extended, {done.unchanged} there already")
    for session_id in done.beside:
        say(f"another session of the same name is there; this one is kept beside it as {session_id}")
    if done.brought_back:
        say(f"{sessions(done.brought_back)} of them had been deleted")
    if done.deleted:
        say(f"{sessions(len(done.deleted))} deleted here and left so; with --deleted they come back")
    held = (f"{session_id} is running in another app and was left alone" for session_id in done.held)
    return complain((*held, *([done.cut_off] if done.cut_off else [])))
