"""Sessions as files for whatever else reads them: which forms there are, what a file is called, how it is written.

It exists so that the command and the key of a session's screen make the same files, and `show` says the same as they.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from trackclock.errors import TrackclockError
from trackclock.whole_file import ORDINARY, create_first, creating, replacing

if TYPE_CHECKING:
    from trackclock.core.comparisons import Deltas, LikeHistory, LikeKey
    from trackclock.core.results import SessionResults
    from trackclock.core.stretches import Parted
    from trackclock.formats.activity import Activity
    from trackclock.ports import History, StoredSession

_T = TypeVar("_T")

_MOST_FILES: Final = 1_000
_MOST_NAME: Final = 60


class ExportError(TrackclockError):
    """A file that cannot be written, or a session that cannot be one."""


class FileThereError(ExportError):
    """There is such a file already, and nobody said that it may be replaced."""


class Form(StrEnum):
    """What a session can be exported as; each is the ending of its files as well."""

    FIT = "fit"
    TCX = "tcx"
    CSV = "csv"
    JSON = "json"

    @property
    def is_text(self) -> bool:
        """Whether a person can read it."""
        return self is not Form.FIT


def exported(stored: StoredSession, form: Form, history: History) -> bytes:
    """A session as a file.

    Args:
        stored: the session.
        form: as what.
        history: what JSON holds it against.

    Raises:
        ExportError: if its log cannot have happened, or nobody can have run on that date.
        WriteError: if that form cannot hold it.
    """
    try:
        match form:
            case Form.JSON:
                from trackclock.formats.json_text import json_text

                return f"{json_text(json_of(stored, history))}\n".encode()
            case Form.CSV:
                return csv_of(stored).encode("utf-8", "replace")
            case Form.TCX:
                from trackclock.formats.tcx import activity_tcx

                return activity_tcx(_activity(stored))
            case Form.FIT:
                from trackclock.formats.fit.activity_file import activity_fit

                return activity_fit(_activity(stored))
    except OverflowError as error:
        raise ExportError("there is no such date; mend the date of the session first") from error


def json_of(stored: StoredSession, history: History) -> dict[str, object]:
    """What `show --json` prints, held against the past."""
    from trackclock.formats.session_json import session_to_json

    return with_past(stored, history, session_to_json)


def with_past(stored: StoredSession, history: History, say: Callable[..., _T]) -> _T:
    """Say what a session came to, held against the past.

    Args:
        stored: the session.
        history: the past.
        say: says it; `session_json.session_to_json` or another that takes the same.

    Raises:
        ExportError: if its log cannot have happened.
    """
    from trackclock.core.progress import against_last

    start = stored.start
    results, like, deltas = held(stored, history)
    return say(
        stored.header.id,
        start.wall_ms,
        start.utc_offset_s,
        results,
        deltas,
        recorded_wall_ms=start.recorded_wall_ms,
        against=against_last(results, like),
        athlete=history.names_of(stored.athlete)[0] if stored.athlete else stored.athlete,
        group=stored.header.group,
    )


def held(
    stored: StoredSession, history: History
) -> tuple[SessionResults, Mapping[LikeKey, LikeHistory], tuple[Deltas, ...]]:
    """What a session came to, the like reps of those before it, and the deltas of its results.

    Raises:
        ExportError: if its log cannot have happened.
    """
    from trackclock.core.comparisons import deltas_of, like_keys
    from trackclock.core.session import results_of

    try:
        results = results_of(stored.header.plan, stored.log)
    except (ValueError, IndexError) as error:
        raise _misfit(error) from error
    keys = [key for key in like_keys(results.plan.steps) if key is not None]
    like = history.of(stored.athlete).like(keys, stored.start.wall_ms)
    return results, like, deltas_of(results, like)


def csv_of(stored: StoredSession) -> str:
    """What `show --csv` prints."""
    from trackclock.formats.csv_text import LongSession, long_csv

    start = stored.start
    return long_csv([LongSession(stored.header.id, start.wall_ms, start.utc_offset_s, _parted(stored))])


def _activity(stored: StoredSession) -> Activity:
    from trackclock.formats.session_activity import activity_of

    header, start = stored.header, stored.start
    return activity_of(header.id, header.started_wall_ms, start.wall_ms, start.utc_offset_s, _parted(stored))


def _parted(stored: StoredSession) -> Parted:
    from trackclock.core.stretches import parted

    try:
        return parted(stored.header.plan, stored.log)
    except (ValueError, IndexError) as error:
        raise _misfit(error) from error


def _misfit(error: Exception) -> ExportError:
    return ExportError(f"its log does not fit its plan ({error})")


def stem_of(stored: StoredSession) -> str:
    """What the file of a session is called, without its ending: `2026-05-01-1830-jo-pavey`, in local time."""
    start = stored.start
    name = slug(stored.header.plan.name) or "session"
    try:
        when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=start.wall_ms, seconds=start.utc_offset_s)
    except OverflowError:
        return f"{stored.header.id}-{name}"
    return f"{when:%Y-%m-%d-%H%M}-{name}"


def slug(name: str) -> str:
    """Anybody's words as a part of a file's name, which every system takes; empty where nothing is left of them."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:_MOST_NAME].strip("-")


def write(path: Path, data: bytes, *, may_replace: bool) -> None:
    """Write a file, whole or not at all.

    Args:
        path: the file.
        data: what goes into it.
        may_replace: whether it may take the place of another one.

    Raises:
        FileThereError: if there is such a file and it may not be replaced.
        ExportError: if it cannot be written.
    """
    if not path.parent.is_dir():
        raise ExportError(f"cannot write {path}: there is no folder {path.parent}; make it first")
    try:
        with replacing(path, ORDINARY) if may_replace else creating(path, ORDINARY) as file:
            file.write(data)
    except FileExistsError as error:
        raise FileThereError(f"{path} is there already; --force replaces it") from error
    except OSError as error:
        raise ExportError(f"cannot write {path}: {error.strerror or error}") from error


def write_session(stored: StoredSession, form: Form, folder: Path, history: History) -> Path:
    """Write a session into a file that was not there; for a thread. As `exported` and `write_new`."""
    return write_new(folder, stem_of(stored), f".{form}", exported(stored, form, history))


def write_new(folder: Path, stem: str, ending: str, data: bytes) -> Path:
    """Write a file that was not there, whole or not at all: where the name is taken it gets a number. For a thread.

    Args:
        folder: where to; made if need be.
        stem: its name without the ending.
        ending: its ending, with the point.
        data: what goes into it.

    Returns:
        The file.

    Raises:
        ExportError: if it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = create_first(_names(folder, stem, ending), data)
    except OSError as error:
        raise ExportError(f"no file could be written in {folder}: {error.strerror or error}") from error
    if path is None:
        raise _too_many(folder, f"files like {stem}{ending}")
    return path


def new_folder(folder: Path, stem: str) -> Path:
    """Make a folder that was not there: where the name is taken it gets a number. For a thread.

    Args:
        folder: where to; made if need be.
        stem: its name.

    Raises:
        ExportError: if it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in _names(folder, stem, ""):
            with suppress(FileExistsError):
                path.mkdir()
                return path
    except OSError as error:
        raise ExportError(f"no folder could be made in {folder}: {error.strerror or error}") from error
    raise _too_many(folder, f"folders like {stem}")


def _names(folder: Path, stem: str, ending: str) -> Iterator[Path]:
    for number in range(1, _MOST_FILES + 1):
        yield folder / f"{stem}{f'-{number}' if number > 1 else ''}{ending}"


def _too_many(folder: Path, what: str) -> ExportError:
    return ExportError(f"there are {_MOST_FILES} {what} in {folder}; move some of them away")
