"""An app that sorts by last time while everything changes, for tests that kill it in the middle.

`python -m tests.adapters.last_time_worker` reads lines `FOLDER SEED`. For each it does deeds, drawn with that seed, to
the history in that folder until it is killed, in a process of its own whose id it prints: one that has read its modules
already can be killed at its first instant as well as later.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.adapters.past import DAY_MS, FIRST_WALL_MS, put
from tests.adapters.test_store_last_time import ATHLETES, OFFSET_S, TIMES, grow, ids_in, made, names_of
from trackclock.adapters.store.history import SqliteHistory
from trackclock.adapters.store.likes import only_that
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.events import AthleteGiven, Cause, RepExcluded, RepIncluded, SessionDated
from trackclock.errors import StoreError
from trackclock.ports import SortBy


def change(store: SqliteStore, seed: int) -> None:
    """Do things to the history, and have it listed by last time, for ever."""
    chance = Random(seed)

    def record() -> None:
        times = chance.choices(TIMES, k=3)
        one = made(chance.randrange(100_000), chance.randrange(3), chance.randrange(9), chance.randrange(3), times)
        put(store, one)

    def mend() -> None:
        events = (
            RepExcluded(600_000, Cause.KEY, 0, ""),
            RepIncluded(600_000, Cause.KEY, 0),
            SessionDated(600_000, Cause.KEY, FIRST_WALL_MS + chance.randrange(9) * DAY_MS, OFFSET_S),
            AthleteGiven(600_000, Cause.KEY, chance.choice(ATHLETES)),
        )
        grow(store, chance.choice(ids_in(store)), chance.choice(events))

    def delete() -> None:
        store.delete(chance.choice(ids_in(store)), 1)

    def bring_back() -> None:
        store.bring_back(chance.choice(ids_in(store)), 2)

    def look() -> None:
        names = chance.choice((names_of, only_that))
        history = SqliteHistory(store.path.parent, store, names, chance.choice(ATHLETES))
        history.sessions(sort=SortBy.LAST_TIME)

    def rebuild() -> None:
        SqliteHistory(store.path.parent, store).rebuild()

    deeds: tuple[Callable[[], None], ...] = (record, mend, mend, delete, bring_back, look, look, look, rebuild)
    while True:
        try:
            chance.choice(deeds)()
        except StoreError:
            continue  # what is deleted cannot be mended, what is not cannot be brought back


def main() -> None:
    """Run until the input ends."""
    for line in sys.stdin:
        folder, seed = line.rsplit(maxsplit=1)
        child = os.fork()
        if not child:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            change(SqliteStore(Path(folder)), int(seed))
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "ended by itself", flush=True)


if __name__ == "__main__":
    main()
