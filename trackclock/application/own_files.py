"""The user's own session files: put away, brought back, given another name, taken into the list.

It exists apart from the list so that no file is ever lost by it: what is deleted is moved into a folder beside the
others, and no name is given that something has already.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from trackclock.application.session_file import DRAFT_SUFFIX, SUFFIXES, SessionFile
from trackclock.errors import TrackclockError
from trackclock.file_names import FORBIDDEN, fit, is_device, is_fit
from trackclock.safe_text import is_harmful

DELETED_FOLDER: Final = ".deleted"
"""Where deleted files go, in the folder of the sessions; they stay there until the user removes them."""

_MOST_NAME: Final = 100


class FilesError(TrackclockError):
    """A file that cannot be put away, named or copied."""


@dataclass(frozen=True, slots=True)
class PutAway:
    """A deleted file.

    Attributes:
        file: what it was.
        place: where it lies now.
    """

    file: SessionFile
    place: Path


@dataclass(frozen=True, slots=True)
class Loose:
    """A session that was started and is no file of the list.

    Attributes:
        name: what its file is called, or is to be called.
        content: what stands in it, byte by byte.
    """

    name: str
    content: bytes


def loose_file(path: Path, folder: Path) -> Callable[[], Loose] | None:
    """What reads a file that is started, if it is none of the list; nothing is read yet.

    Args:
        path: the file.
        folder: the user's own folder of session files.
    """

    def read() -> Loose:
        try:
            return Loose(path.name, path.read_bytes())
        except OSError as error:
            raise FilesError(f"{path.name} cannot be read: {error.strerror or error}") from error

    return None if path.resolve().parent == folder.resolve() else read


def put_away(file: SessionFile) -> PutAway:
    """Delete a file of the user's own so that it can be brought back; for a thread.

    Raises:
        FilesError: if it is not the user's own, or cannot be moved.
    """
    path = _own(file)
    folder = path.parent / DELETED_FOLDER
    try:
        folder.mkdir(exist_ok=True)
        for place in _names(folder, path.name):
            if _move(path, place):
                return PutAway(file, place)
    except OSError as error:
        raise FilesError(f"{file.name} cannot be deleted: {error.strerror or error}") from error
    raise FilesError(f"{file.name} cannot be deleted: there is no free name for it in {folder}")


def bring_back(away: PutAway) -> SessionFile:
    """Put a deleted file back where it was; for a thread.

    Returns:
        The file, under another name where its own was given away meanwhile.

    Raises:
        FilesError: if it cannot be moved.
    """
    path = _own(away.file)
    try:
        for place in _names(path.parent, path.name):
            if _move(away.place, place):
                return SessionFile(place.name, place)
    except OSError as error:
        raise FilesError(f"{away.file.name} cannot be brought back: {error.strerror or error}") from error
    raise FilesError(f"{away.file.name} cannot be brought back: there is no free name for it")


def refusal_of(file: SessionFile, name: str) -> str:
    """Why a file cannot have a name, in words; empty if it can."""
    if not name.strip():
        return "type a name"
    if len(name) > _MOST_NAME:
        return f"a name has at most {_MOST_NAME} characters"
    if any(sign in FORBIDDEN for sign in name) or is_harmful(name) or name.startswith("."):
        return f"a name has none of {' '.join(FORBIDDEN)} in it, and does not begin with a point"
    if is_device(name.strip()):
        return f"Windows keeps the name {name.strip().partition('.')[0].rstrip()} for a device; choose another name"
    path = _own(file)
    place = path.with_name(_full_name(file, name))
    if not is_fit(place.name):
        return "a name does not end with a point; choose another name"
    if place != path and place.exists() and not place.samefile(path):
        return f"{place.name} is there already; choose another name"
    return ""


def rename(file: SessionFile, name: str) -> SessionFile:
    """Give a file another name; for a thread.

    Args:
        file: one of the user's own.
        name: the name without its ending, which stays.

    Returns:
        The file as it is now.

    Raises:
        FilesError: if it cannot have that name.
    """
    path = _own(file)
    if why := refusal_of(file, name):
        raise FilesError(why)
    place = path.with_name(_full_name(file, name))
    try:
        if place == path:
            return file
        if place.exists():  # the same file: only capitals change, where the disk does not tell them apart
            path.rename(place)
        elif not _move(path, place):
            raise FilesError(f"{place.name} is there already; choose another name")
    except OSError as error:
        raise FilesError(f"{file.name} cannot be renamed: {error.strerror or error}") from error
    return SessionFile(place.name, place, file.stamp)


def take_in(loose: Loose, folder: Path) -> tuple[str, bool]:
    """Put a session into the list; for a thread.

    Args:
        loose: the session.
        folder: the user's own folder of session files; made if need be.

    Returns:
        The name of its file there, and whether it is new: what is there already, byte by byte, is left alone.

    Raises:
        FilesError: if it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for place in _names(folder, _listed_name(loose)):
            try:
                with place.open("xb") as file:
                    try:
                        file.write(loose.content)
                        file.flush()
                        os.fsync(file.fileno())
                    except OSError:
                        with suppress(OSError):
                            place.unlink()
                        raise
            except FileExistsError:
                if place.is_file() and place.read_bytes() == loose.content:
                    return place.name, False
                continue
            return place.name, True
    except OSError as error:
        raise FilesError(f"{loose.name} cannot be put into the list: {error.strerror or error}") from error
    raise FilesError(f"{loose.name} cannot be put into the list: there is no free name for it")


def _listed_name(loose: Loose) -> str:
    """A name that the list goes by: with an ending that says what is in the file."""
    stem, ending = _parts(loose.name)
    if ending.lower() in SUFFIXES and not loose.name.startswith("."):
        return fit(stem, ending)
    from trackclock.formats.load import suffix_of

    return fit(loose.name.lstrip("."), suffix_of(loose.content))


def _parts(name: str) -> tuple[str, str]:
    """A name without its ending, and that."""
    stem, point, ending = name.rpartition(".")
    return (stem, f"{point}{ending}") if stem else (name, "")


def _own(file: SessionFile) -> Path:
    if file.path is None:
        raise FilesError(f"{file.name} comes with trackclock and stays; a copy of it is yours to change")
    return file.path


def _full_name(file: SessionFile, name: str) -> str:
    ending = DRAFT_SUFFIX if file.is_draft else Path(file.name).suffix
    name = name.strip()
    return name if name.lower().endswith(ending.lower()) else f"{name}{ending}"


def _names(folder: Path, name: str) -> Iterator[Path]:
    """The name, then the same with numbers."""
    yield folder / name
    ending = DRAFT_SUFFIX if name.lower().endswith(DRAFT_SUFFIX) else Path(name).suffix
    stem = name[: len(name) - len(ending)]
    for number in count(2):
        if number > 1_000:
            return
        yield folder / f"{stem}-{number}{ending}"


def _move(path: Path, place: Path) -> bool:
    """Move a file; False if something has that name. It has one name or the other at any time, or both.

    Raises:
        OSError: if it cannot be moved.
    """
    try:
        os.link(path, place, follow_symlinks=False)
    except FileExistsError:
        return False
    except (OSError, NotImplementedError):  # a disk without links
        if place.exists() or place.is_symlink():
            return False
        path.rename(place)
        return True
    path.unlink()
    return True
