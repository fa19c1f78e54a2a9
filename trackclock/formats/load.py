"""Any session file -> a plan, chosen by the file's suffix.

It exists as the one door for files: size, encoding and suffix are judged here, before a format reads a word.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trackclock.formats.errors import FileError
from trackclock.formats.unicode_text import NotTextError, decode

if TYPE_CHECKING:
    from trackclock.core.plan import Plan

MAX_BYTES = 64 * 1024
"""The largest session file that is read; a season of sessions is smaller."""

SUFFIXES = (".toml", ".txt")
"""The suffixes of session files."""

_LATER = {
    ".fit": "Garmin workout files cannot be read yet",
    ".icu": "intervals.icu workouts cannot be read yet",
    ".json": "JSON plans cannot be read yet",
}
_PROPOSAL = "give a .toml or .txt session file"
_SAVE_ANEW = "save the file as UTF-8"


def load_plan(path: Path) -> Plan:
    """Read a session file.

    Args:
        path: the file; where its name ends neither in .toml nor in .txt, what stands in it says which it is.

    Returns:
        The plan.

    Raises:
        FileError: if it is missing, unreadable, empty, binary, too large, of another kind, or at fault inside.
    """
    file = str(path)
    _check_suffix(path, file)
    text = read_text(path, file)
    suffix = path.suffix.lower()
    is_toml = suffix == ".toml" if suffix in SUFFIXES else looks_like_toml(text)
    return _load(text, file, path.stem, is_toml=is_toml)


def check_plan(path: Path) -> None:
    """Look at a session file without understanding it: cheap enough to be done before the first frame.

    Args:
        path: the file.

    Raises:
        FileError: if it is missing, unreadable, empty, binary, too large or of another kind.
    """
    file = str(path)
    _check_suffix(path, file)
    _check_not_empty(read_text(path, file), file)


def load_text(data: str | bytes, source: str = "-", *, name: str = "session", is_toml: bool | None = None) -> Plan:
    """Read a session that is already in memory, such as standard input.

    Args:
        data: the session, as text or as what a file holds.
        source: the file's name for errors; `-` for standard input.
        name: what it is called where it does not say so itself.
        is_toml: whether it is the native form; judged by its first key if left out.

    Returns:
        The plan.

    Raises:
        FileError: as `load_plan`.
    """
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if len(raw) > MAX_BYTES:
        raise _too_large(source)
    text = data if isinstance(data, str) else _decode(data, source)
    if is_toml is None:
        is_toml = looks_like_toml(text)
    return _load(text, source, name, is_toml=is_toml)


def _load(text: str, source: str, name: str, *, is_toml: bool) -> Plan:
    _check_not_empty(text, source)
    if is_toml:
        from trackclock.formats.toml import load_toml  # pydantic costs start-up time that no other form needs

        return load_toml(text, source, name)
    from trackclock.formats.text import load_txt

    return load_txt(text, source, name)


def _check_not_empty(text: str, source: str) -> None:
    if not text.strip("\ufeff \t\r\n"):
        raise FileError(source, "the file is empty", "write a session, such as 4 x 400m with 90 s recovery")


def looks_like_toml(text: str) -> bool:
    """Whether a text has a line that gives its workout a key, as only the native form has."""
    return any(line.lstrip().startswith("workout") and "=" in line for line in text.splitlines())


def _check_suffix(path: Path, file: str) -> None:
    """Refuse what is known to be of another kind; whatever else is text is read for what stands in it."""
    suffix = path.suffix.lower()
    if suffix in _LATER:
        raise FileError(file, _LATER[suffix], _PROPOSAL)


def read_text(path: Path, file: str, proposal: str = _PROPOSAL, smaller: str = "give one session a file") -> str:
    """What stands in a file of at most `MAX_BYTES`, which has to be UTF-8 or to say that it is UTF-16.

    Args:
        path: the file.
        file: its name, for errors.
        proposal: what to do where it is no file of text.
        smaller: what to do where it is too large.

    Raises:
        FileError: if it is missing, unreadable, binary or too large.
    """
    try:
        if not path.is_file():
            if path.is_dir():
                raise FileError(file, "this is a directory", proposal)
            if not path.exists():
                raise FileError(file, "there is no such file", proposal)
            raise FileError(file, "this is not a regular file", proposal)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(file, f"the file cannot be read ({reason})", "check its permissions") from None
    if len(data) > MAX_BYTES:
        raise _too_large(file, smaller)
    return _decode(data, file, proposal)


def _too_large(file: str, smaller: str = "give one session a file") -> FileError:
    return FileError(file, f"the file is larger than {MAX_BYTES // 1024} kB", smaller)


def _decode(data: bytes, file: str, proposal: str = _PROPOSAL) -> str:
    """The text of a file, which has to be UTF-8 or to say that it is UTF-16."""
    try:
        return decode(data)
    except NotTextError as error:
        if error.before is None:
            raise FileError(file, str(error), _SAVE_ANEW if "UTF" in str(error) else proposal) from None
        *lines, last = error.before.split("\n")
        raise FileError(file, str(error), _SAVE_ANEW, line=len(lines) + 1, column=len(last) + 1) from None
