"""`history`, `show` and `rebuild`: what was run, for reading and for scripts."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

from trackclock.command_line.printing import print_bytes, print_json, say, sessions, tell
from trackclock.errors import UsageError

if TYPE_CHECKING:
    from trackclock.adapters.store.history import SqliteHistory
    from trackclock.ports import SessionFilter


def of_athlete(history: SqliteHistory, athlete: str | None) -> SqliteHistory:
    """The past of one athlete.

    Args:
        history: out of which.
        athlete: who, by name; None for whoever the history belongs to.

    Raises:
        UsageError: if no session is of anybody with that name.
    """
    if athlete is None:
        return history
    theirs = history.of(athlete)
    if not theirs.has_any():
        known = history.athletes()
        who = f"those who have are {', '.join(known)}" if known else "all sessions in the history are your own"
        raise UsageError(f"--athlete: {athlete!r} has no session; {who}")
    return theirs


def say_whose(history: SqliteHistory, athlete: str | None) -> None:
    """Say on standard error whose sessions there are besides, where nobody has been asked for."""
    if athlete is None and (others := history.athletes()):
        say(f"your own sessions; --athlete gives those of {', '.join(others)}", sys.stderr)


def list_sessions(
    past: AbstractContextManager[SqliteHistory], wanted: SessionFilter, *, is_json: bool, athlete: str | None = None
) -> int:
    """Print past sessions, newest first; the history is closed as soon as it is read.

    Args:
        past: the history.
        wanted: which sessions.
        is_json: whether as JSON.
        athlete: whose; None for those of whoever the history belongs to.

    Raises:
        UsageError: if nobody has that name.
    """
    with past as opened:
        history = of_athlete(opened, athlete)
        say_whose(history, athlete)
        rows = history.sessions(wanted)
        against = history.against_last(row.id for row in rows)
        tell(history.notice)
    if is_json:
        from trackclock.formats.session_json import history_to_json

        print_json(history_to_json(rows, against))
    else:
        from trackclock.formats.session_text import history_to_text

        say(history_to_text(rows, against) if rows or not wanted.is_deleted else "No session is deleted.")
    return 0


def show(
    past: AbstractContextManager[SqliteHistory],
    name: str,
    today: int,
    *,
    is_json: bool = False,
    is_csv: bool = False,
    athlete: str | None = None,
) -> int:
    """Print one session's results.

    Args:
        past: the history; it is closed as soon as it is read.
        name: the session's id, the beginning of it, or "last".
        today: the local date, in days since 1970-01-01, at which "last" ends.
        is_json: whether as JSON.
        is_csv: whether as CSV, a lap a row.
        athlete: whose last session; None for that of whoever the history belongs to.

    Raises:
        UsageError: if nobody has that name.
    """
    from trackclock.application.exporting import Form, exported, json_of, with_past
    from trackclock.formats.session_text import session_to_text

    with past as opened:
        history = of_athlete(opened, athlete)
        stored = history.find(name, today)
        tell(history.notice)
        if is_csv:
            print_it = partial(print_bytes, exported(stored, Form.CSV, history))
        elif is_json:
            print_it = partial(print_json, json_of(stored, history))
        else:
            print_it = partial(say, with_past(stored, history, session_to_text))
    print_it()
    return 0


def rebuild(past: AbstractContextManager[SqliteHistory]) -> int:
    """Derive every cache of the history anew from the logs."""
    with past as history:
        say(f"{sessions(history.rebuild())} summed up anew")
        tell(history.notice)
    return 0
