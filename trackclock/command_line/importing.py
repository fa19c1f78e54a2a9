"""`import`: what others have made into trackclock, each file by what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from trackclock.command_line.activities import Wish, import_activity
from trackclock.command_line.printing import complain
from trackclock.command_line.workouts import import_workout
from trackclock.errors import TrackclockError, UsageError

if TYPE_CHECKING:
    from trackclock.adapters.store.sqlite_store import SqliteStore
    from trackclock.ports import Clock


def import_files(
    opened: Callable[[], AbstractContextManager[SqliteStore]],
    files: Iterable[Path],
    clock: Clock,
    wish: Wish,
    sessions_dir: Path,
) -> int:
    """Import files, one after the other; one that cannot be imported is a line, and keeps no other from it.

    Args:
        opened: opens the history.
        files: which.
        clock: says what time it is here.
        wish: what was asked for besides.
        sessions_dir: the user's own folder of session files, for workouts.

    Returns:
        The exit code.

    Raises:
        UsageError: if what was asked for fits no file.
    """
    from trackclock.formats.activities import MOST_BYTES, is_activity
    from trackclock.formats.load import read_bytes

    code = 0
    for path in files:
        try:
            data = read_bytes(path, str(path), MOST_BYTES, "give a file of a watch or a service")
            if is_activity(data, path.name):
                code = max(code, import_activity(opened, data, path, clock, wish))
            else:
                code = max(code, import_workout(data, path, sessions_dir))
        except UsageError:
            raise
        except TrackclockError as error:
            code = max(code, complain([error.report()]))
    return code
