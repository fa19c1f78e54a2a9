"""A session by what is typed of it: a file, or the name of one of the list.

It exists so that `run` and `check` find the same session, and say the same where there is none or more than one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trackclock.application.session_file import SessionFile
from trackclock.errors import TrackclockError

if TYPE_CHECKING:
    from trackclock.core.plan import Plan

_MOST_NAMED: Final = 8


class NoSuchSessionError(TrackclockError):
    """No session, or more than one, can be meant."""


@dataclass(frozen=True, slots=True)
class Found:
    """A session file.

    Attributes:
        name: of the file, without its folder.
        path: where it lies; None for one that comes with trackclock.
    """

    name: str
    path: Path | None

    def load(self) -> Plan:
        """Read it.

        Raises:
            FileError: as `formats.load.load_plan`.
        """
        from trackclock.formats.bundled import load_bundled
        from trackclock.formats.load import load_plan

        return load_bundled(self.name) if self.path is None else load_plan(self.path)

    def check(self) -> None:
        """Look whether it can be read, without understanding it.

        Raises:
            FileError: as `formats.load.check_plan`.
        """
        from trackclock.formats.load import check_plan

        if self.path is not None:
            check_plan(self.path)


def find_session(wanted: str, folder: Path) -> Found:
    """The session that is meant: an existing path, else a file of the list by its name, else by that of its session.

    Of two files of one name the user's own is meant. What is part of one name alone is enough.

    Args:
        wanted: what was typed.
        folder: the user's own folder of session files.

    Raises:
        NoSuchSessionError: if there is none, or more than one.
    """
    path = Path(wanted)
    if path.exists() or path.is_symlink() or len(path.parts) != 1:
        return Found(path.name, path)
    from trackclock.application.catalog import list_files

    files = list_files(folder)
    by_file = _matching(files, wanted, lambda file: (file.stem, file.name))
    if by_file:
        return _only(by_file, wanted)
    names = {file: name for file in files if (name := _name_of(file))}
    if by_name := _matching(names, wanted, lambda file: (names[file],)):
        return _only(by_name, wanted)
    part = wanted.casefold()
    return _only([file for file in files if part in f"{file.stem}\n{names.get(file, '')}".casefold()], wanted)


def _matching(
    files: Sequence[SessionFile] | dict[SessionFile, str], wanted: str, names: Callable[[SessionFile], tuple[str, ...]]
) -> list[SessionFile]:
    """The files that bear a name; the user's own alone where there are any."""
    found = [file for file in files if wanted.casefold() in (name.casefold() for name in names(file))]
    return [file for file in found if file.is_own] or found


def _only(files: Sequence[SessionFile], wanted: str) -> Found:
    if len(files) == 1:
        return Found(files[0].name, files[0].path)
    if not files:
        why = "there is no such file, and no session of that name; 'trackclock sessions' lists them"
        raise NoSuchSessionError(f"{wanted}: {why}")
    names = ", ".join(file.stem for file in files[:_MOST_NAMED])
    more = f" and {len(files) - _MOST_NAMED} more" if len(files) > _MOST_NAMED else ""
    raise NoSuchSessionError(f"{wanted}: this can be {names}{more}; give the whole name of one")


def _name_of(file: SessionFile) -> str:
    from trackclock.application.catalog import load

    plan = load(file).plan
    return plan.name if plan is not None else ""
