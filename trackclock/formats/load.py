"""Any session file -> a plan: its suffix says what it is, and where that says nothing, what stands in it.

It exists as the one door for files: size, encoding and kind are judged here, before a format reads a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from trackclock.formats.errors import FileError
from trackclock.formats.unicode_text import NotTextError, decode

if TYPE_CHECKING:
    from trackclock.core.plan import Plan

MAX_BYTES = 64 * 1024
"""The largest session file that is read; a season of sessions is smaller."""

_MOST_BYTES: Final = 1024 * 1024
"""The largest file of any kind: a plan of 1,000 steps in JSON is half of it."""

_PROPOSAL = "give a .toml or .txt session file, or a workout: .fit, .icu, .json or .zwo"


@dataclass(frozen=True, slots=True)
class _Given:
    """What is to be read.

    Attributes:
        data: what stands in it; a byte more than its kind may have where it is too large.
        file: its name, for errors.
        name: what the session is called where it does not say so itself.
        typed: the same as text, where it never was anything else.
    """

    data: bytes
    file: str
    name: str
    typed: str | None = None

    @property
    def text(self) -> str:
        """The same as text.

        Raises:
            FileError: if it is none.
        """
        return _decode(self.data, self.file, _PROPOSAL) if self.typed is None else self.typed


@dataclass(frozen=True, slots=True)
class _Format:
    """A kind of session file.

    Attributes:
        suffix: what the names of its files end with.
        is_it: whether a file without a known suffix is one.
        load: makes the plan; each imports what it needs, since start-up is measured.
        max_bytes: the largest that is read.
        is_text: whether it is text, and not to be looked into before it is read.
    """

    suffix: str
    is_it: Callable[[_Given], bool]
    load: Callable[[_Given], Plan]
    max_bytes: int = MAX_BYTES
    is_text: bool = True


def _load_fit(given: _Given) -> Plan:
    from trackclock.formats.fit.workout import read_workout

    return read_workout(given.data, given.file, given.name)


def _load_zwo(given: _Given) -> Plan:
    from trackclock.formats.zwo import read_workout

    return read_workout(given.data, given.file, given.name)


def _load_json(given: _Given) -> Plan:
    from trackclock.formats import garmin_json, plan_json
    from trackclock.formats.guarded_json import read_json

    data = read_json(given.text, given.file)
    if garmin_json.is_garmin(data):
        return garmin_json.read_workout(data, given.file, given.name)
    if plan_json.is_plan_json(data):
        return plan_json.plan_from_json(data, given.file, given.name)
    what = "this JSON is neither a workout of Garmin Connect nor what `trackclock check --json` prints"
    raise FileError(given.file, what, "export the workout once more")


def _load_icu(given: _Given) -> Plan:
    from trackclock.formats.icu.text import load_icu

    return load_icu(given.text, given.file, given.name)


def _load_toml(given: _Given) -> Plan:
    from trackclock.formats.toml import load_toml  # pydantic costs start-up time that no other form needs

    return load_toml(given.text, given.file, given.name)


def _load_txt(given: _Given) -> Plan:
    from trackclock.formats.text import load_txt

    return load_txt(given.text, given.file, given.name)


def _is_icu(given: _Given) -> bool:
    text = given.text
    if "-" not in text:  # its steps begin with one
        return False
    from trackclock.formats.icu.text import looks_like_icu

    return looks_like_icu(text)


_FORMATS: Final = (
    _Format(".fit", lambda given: given.data[8:12] == b".FIT", _load_fit, is_text=False),
    _Format(".zwo", lambda given: b"<workout_file" in given.data[:4096], _load_zwo, 256 * 1024, is_text=False),
    _Format(".json", lambda given: _is_json_workout(given.data), _load_json, _MOST_BYTES),
    _Format(".toml", lambda given: looks_like_toml(given.text), _load_toml),
    _Format(".icu", _is_icu, _load_icu),
    _Format(".txt", lambda _: True, _load_txt),
)
"""Every kind of file, in the order in which one without a known suffix is tried."""

_BY_SUFFIX: Final[Mapping[str, _Format]] = {form.suffix: form for form in _FORMATS}

SUFFIXES: Final = tuple(sorted(_BY_SUFFIX))
"""The suffixes of session files and workouts."""

_REFUSED: Final[Mapping[str, tuple[str, str]]] = {
    ".workout": (
        "Apple's workout files cannot be read, as nobody but Apple knows their form",
        "write the session in the editor, in a line such as 6 x 400m with 90 s recovery",
    ),
    ".tcx": ("this is an activity, not a workout", "`trackclock import` takes it into the history"),
}
"""Suffixes of what is no session file, with what to do instead."""

_SAVE_ANEW: Final = "save the file as UTF-8"


def load_plan(path: Path) -> Plan:
    """Read a session file.

    Args:
        path: the file; where its name ends in none of `SUFFIXES`, what stands in it says which it is.

    Returns:
        The plan.

    Raises:
        FileError: if it is missing, unreadable, empty, binary, too large, of another kind, or at fault inside.
    """
    return load_data(_opened(path), path)


def load_data(data: bytes, path: Path) -> Plan:
    """Read a session file whose bytes are here already.

    Args:
        data: what stands in it; more than its kind may have need not be given.
        path: where it lies, for its name.

    Returns:
        The plan.

    Raises:
        FileError: as `load_plan`.
    """
    given = _Given(data, str(path), path.stem)
    form = _by_suffix(path)
    return _load(given, form if form is not None else _recognised(given))


def check_plan(path: Path) -> None:
    """Look at a session file without understanding it: cheap enough to be done before the first frame.

    Args:
        path: the file.

    Raises:
        FileError: if it is missing, unreadable, empty, binary, too large or of another kind.
    """
    given = _Given(_opened(path), str(path), path.stem)
    form = _by_suffix(path)
    if form is None or form.is_text:
        _check_text(given, form or _recognised(given))


def load_text(data: str | bytes, source: str = "-", *, name: str = "session", is_toml: bool | None = None) -> Plan:
    """Read a session that is already in memory, such as standard input.

    Args:
        data: the session, as text or as what a file holds; a workout of any kind as it stands in its file.
        source: the file's name for errors; `-` for standard input.
        name: what it is called where it does not say so itself.
        is_toml: whether it is the native form; judged by what stands in it if left out.

    Returns:
        The plan.

    Raises:
        FileError: as `load_plan`.
    """
    given = (
        _Given(data, source, name)
        if isinstance(data, bytes)
        else _Given(data.encode("utf-8", "replace"), source, name, data)
    )
    if is_toml is None:
        return _load(given, _recognised(given))
    return _load(given, _BY_SUFFIX[".toml" if is_toml else ".txt"])


def suffix_of(data: bytes) -> str:
    """What the name of a file with this in it should end with."""
    try:
        return _recognised(_Given(data, "", "")).suffix
    except FileError:
        return ".txt"


def read_given(stream: BinaryIO) -> bytes:
    """What stands on a stream such as standard input, up to a byte more than any session may have."""
    return stream.read(_MOST_BYTES + 1)


def _opened(path: Path) -> bytes:
    """What stands in a file, up to a byte more than its kind may have.

    Raises:
        FileError: if it cannot be read, or is known to be no session file.
    """
    form = _by_suffix(path)
    return read_bytes(path, str(path), form.max_bytes if form is not None else _MOST_BYTES)


def _by_suffix(path: Path) -> _Format | None:
    """What a file is by its suffix; None where that says nothing.

    Raises:
        FileError: if it says that it is no session file.
    """
    suffix = path.suffix.lower()
    if suffix in _REFUSED:
        raise FileError(str(path), *_REFUSED[suffix])
    return _BY_SUFFIX.get(suffix)


def _recognised(given: _Given) -> _Format:
    """The kind of a file that has no known suffix.

    Raises:
        FileError: if it is binary, and no workout.
    """
    return next(form for form in _FORMATS if form.is_it(given))


def _is_json_workout(data: bytes) -> bool:
    """Whether it is JSON of a kind that is read, and not the exact form of the notation, an object a line."""
    return data.lstrip().startswith(b"{") and any(
        key in data for key in (b'"workoutS', b'UserWorkoutJson"', b'"schema"')
    )


def _load(given: _Given, form: _Format) -> Plan:
    if form.is_text or not given.data:
        _check_text(given, form)
    return form.load(given)


def _check_text(given: _Given, form: _Format) -> None:
    """Refuse what is too large, empty or no text.

    Raises:
        FileError: if it is.
    """
    if not form.is_text and given.data:
        return
    if len(given.data) > form.max_bytes:
        raise _too_large(given.file, max_bytes=form.max_bytes)
    if not given.text.strip("\ufeff \t\r\n"):
        raise FileError(given.file, "the file is empty", "write a session, such as 4 x 400m with 90 s recovery")


def looks_like_toml(text: str) -> bool:
    """Whether a text has a line that gives its workout a key, as only the native form has."""
    return any(line.lstrip().startswith("workout") and "=" in line for line in text.splitlines())


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
    data = read_bytes(path, file, MAX_BYTES, proposal)
    if len(data) > MAX_BYTES:
        raise _too_large(file, smaller)
    return _decode(data, file, proposal)


def read_bytes(path: Path, file: str, most: int, proposal: str = _PROPOSAL) -> bytes:
    """What stands in a regular file, up to a byte more than `most` so that what is larger can be told.

    Args:
        path: the file.
        file: its name, for errors.
        most: how much of it is wanted.
        proposal: what to do where it is no file.

    Raises:
        FileError: if it is missing, unreadable or no regular file.
    """
    try:
        if not path.is_file():
            if path.is_dir():
                raise FileError(file, "this is a directory", proposal)
            if not path.exists():
                raise FileError(file, "there is no such file", proposal)
            raise FileError(file, "this is not a regular file", proposal)
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(file, f"the file cannot be read ({reason})", "check its permissions") from None


def _too_large(file: str, smaller: str = "give one session a file", max_bytes: int = MAX_BYTES) -> FileError:
    return FileError(file, f"the file is larger than {max_bytes // 1024} kB", smaller)


def _decode(data: bytes, file: str, proposal: str = _PROPOSAL) -> str:
    """The text of a file, which has to be UTF-8 or to say that it is UTF-16."""
    try:
        return decode(data)
    except NotTextError as error:
        if error.before is None:
            raise FileError(file, str(error), _SAVE_ANEW if "UTF" in str(error) else proposal) from None
        *lines, last = error.before.split("\n")
        raise FileError(file, str(error), _SAVE_ANEW, line=len(lines) + 1, column=len(last) + 1) from None
