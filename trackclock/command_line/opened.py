"""The history for as long as a command needs it.

It exists apart from the commands because all of them open it in one way; nothing is imported before one does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trackclock.adapters.store.history import SqliteHistory
    from trackclock.adapters.store.sqlite_store import SqliteStore


@contextmanager
def opened_store() -> Iterator[SqliteStore]:
    """The history for as long as a command needs it; closed, however that ends."""
    from trackclock.adapters.locations import data_dir
    from trackclock.adapters.store.sqlite_store import SqliteStore

    with closing(SqliteStore(data_dir())) as store:
        yield store


@contextmanager
def opened_past(athlete: str | None = None) -> Iterator[SqliteHistory]:
    """The past of an athlete for as long as a command needs it; closed, however that ends."""
    from trackclock.adapters.locations import config_dir, data_dir
    from trackclock.adapters.store.history import SqliteHistory
    from trackclock.application.whose import names_by
    from trackclock.command_line.past import of_athlete

    with closing(SqliteHistory(data_dir(), names_of=names_by(config_dir))) as history:
        yield of_athlete(history, athlete)
