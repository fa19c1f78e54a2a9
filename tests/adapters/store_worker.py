"""An app in another process, for tests that kill it or let two run at once.

`python -m tests.adapters.store_worker FOLDER ID COUNT` begins a session, appends COUNT entries one by one and prints
the number of each as soon as the store says that it is on disk; then it holds the session until its input ends.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from tests.adapters.past import plan_of
from trackclock.adapters.store.sqlite_store import SqliteStore
from trackclock.core.events import Entry, Seen
from trackclock.ports import SessionHeader

PLAN = plan_of([400, 400], name="worker")


def header(session_id: str) -> SessionHeader:
    """What a worker's session begins with."""
    return SessionHeader(session_id, PLAN, "worker.toml", 1_790_000_000_000, 0, 0, "boot")


def entry(seq: int) -> Entry:
    """The entry that a worker appends under a number."""
    return Entry(seq, seq, Seen(seq * 10))


def main() -> int:
    """Run; returns the exit code."""
    folder, session_id, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    saved = threading.Condition()

    def on_saved() -> None:
        with saved:
            saved.notify_all()

    store = SqliteStore(folder, on_saved)
    store.begin(header(session_id))
    for seq in range(count):
        store.append(session_id, [entry(seq)])
        with saved:
            if not saved.wait_for(lambda number=seq: store.saved_through(session_id) >= number, 20):  # type: ignore[misc]
                print("fault", store.fault, flush=True)
                return 1
        print(seq, flush=True)
    sys.stdin.read()
    store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
