"""`history`, `show` and `rebuild`: what was run, for reading and for scripts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

from trackclock.command_line.printing import print_bytes, print_json, say, sessions, tell
from trackclock.errors import UsageError

if TYPE_CHECKING:
    from trackclock.adapters.store.history import SqliteHistory
    from trackclock.ports import SessionFilter, StoredGroup


def of_athlete(history: SqliteHistory, athlete: str | None) -> SqliteHistory:
    """The past of one athlete.

    Args:
        history: out of which.
        athlete: who, by name; None for whoever the history belongs to.

    Raises:
        UsageError: if no session is of anybody with that name.
    """
    theirs = history.of(athlete)
    if athlete is None or theirs.has_any():
        return theirs
    known = history.athletes()
    who = f"those who have are {', '.join(known)}" if known else "all sessions in the history are your own"
    raise UsageError(f"--athlete: {athlete!r} has no session; {who}")


def say_whose(history: SqliteHistory) -> None:
    """Say on standard error whose sessions there are besides, where nobody has been asked for."""
    if history.athlete is None and (others := history.athletes()):
        say(f"these are your own; --athlete gives the sessions of {', '.join(others)}", sys.stderr)


def list_sessions(past: AbstractContextManager[SqliteHistory], wanted: SessionFilter, *, is_json: bool) -> int:
    """Print past sessions, newest first; the history is closed as soon as it is read."""
    with past as history:
        rows = history.sessions(wanted)
        ids = [row.id for row in rows]
        against, gained = (history.against_last(ids), {}) if is_json else ({}, history.gained(ids))
        tell(history.notice)
        say_whose(history)
    if is_json:
        from trackclock.formats.session_json import history_to_json

        print_json(history_to_json(rows, against))
    else:
        from trackclock.formats.session_text import history_to_text

        say(history_to_text(rows, gained) if rows or not wanted.is_deleted else "No session is deleted.")
    return 0


def show(
    past: AbstractContextManager[SqliteHistory], name: str, today: int, *, is_json: bool = False, is_csv: bool = False
) -> int:
    """Print one session's results, or those of a group.

    Args:
        past: the history; it is closed as soon as it is read.
        name: the session's id, the beginning of it, or "last"; or the id of a group.
        today: the local date, in days since 1970-01-01, at which "last" ends.
        is_json: whether as JSON.
        is_csv: whether as CSV, a lap a row; of a group an athlete a row.
    """
    from trackclock.application.exporting import Form, exported, json_of, with_past
    from trackclock.formats.session_text import session_to_text

    with past as history:
        if (group := history.group(name)) is not None:
            print_it = _shown_group(history, group, is_json=is_json, is_csv=is_csv)
            tell(history.notice)
            print_it()
            return 0
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


def _shown_group(history: SqliteHistory, group: StoredGroup, *, is_json: bool, is_csv: bool) -> Callable[[], None]:
    """What prints a group, which is read already."""
    from trackclock.application.exporting import Form
    from trackclock.application.group_report import group_file, group_json, group_report, group_text

    report = group_report(group, history)
    if is_csv:
        return partial(print_bytes, group_file(report, Form.CSV, history))
    return partial(print_json, group_json(report, history)) if is_json else partial(say, group_text(report))


def rebuild(past: AbstractContextManager[SqliteHistory]) -> int:
    """Derive every cache of the history anew from the logs."""
    with past as history:
        say(f"{sessions(history.rebuild())} summed up anew")
        tell(history.notice)
    return 0
