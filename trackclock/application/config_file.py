"""The user's own file of settings, `config.toml`: read whole or not at all.

It exists apart from what the app remembers by itself (`settings.py`) so that no program writes over what a person
has written, and so that every fault of it is one error with its place.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trackclock.keys import DEFAULT, Keymap

if TYPE_CHECKING:
    from trackclock.formats.errors import FileError

FILE = "config.toml"
"""The file's name in the folder of the settings."""

KEYS = "keys"
"""The table with the keys of commands."""

ATHLETES = "athletes"
"""The tables with the athletes whom a coach times."""

_TABLES = {KEYS: f"[{KEYS}]", ATHLETES: f"[[{ATHLETES}]]"}
"""How each table of the file is written."""

_PROPOSAL = f'write {FILE} as text, with a line [{KEYS}] and lines such as mark = ["space", "f8"] below it'


def load_keymap(folder: Path) -> Keymap:
    """The keys as the file in a folder wants them; those that everything comes with where there is no such file.

    Raises:
        FileError: if it cannot be read, or wants what cannot be.
    """
    text = text_of(folder)
    return keymap_in(text, str(folder / FILE)) if text is not None else DEFAULT


def text_of(folder: Path) -> str | None:
    """What stands in the file in a folder; None where there is no such file.

    Raises:
        FileError: if it cannot be read.
    """
    path = folder / FILE
    if not is_there(path):
        return None
    from trackclock.formats.load import read_text

    return read_text(path, str(path), _PROPOSAL, "it holds a few lines of keys and athletes")


def is_there(path: Path) -> bool:
    """Whether there is anything of that name, be it only a link to nothing or in a folder that is locked."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def keymap_in(text: str, file: str) -> Keymap:
    """The keys as a text wants them.

    Args:
        text: what stands in the file.
        file: its name, for errors.

    Raises:
        FileError: for the first thing that is wrong with it.
    """
    from trackclock.keys.config import KeysError, read_keys

    text = text.replace("\r\n", "\n")
    table = tables_in(text, file).get(KEYS, {})
    if not isinstance(table, dict):
        raise error_in(text, file, (KEYS,), 0, f"'{KEYS}' is a table", f"write [{KEYS}] on a line of its own")
    try:
        return read_keys(table)
    except KeysError as error:
        raise error_in(text, file, (KEYS, error.name), error.index, error.what, error.instead) from None


def tables_in(text: str, file: str) -> dict[str, Any]:
    """The tables of the file, each still to be judged by whoever it belongs to.

    Args:
        text: what stands in the file, its lines parted by line feeds.
        file: its name, for errors.

    Raises:
        FileError: if it is no TOML, or holds what belongs to nobody.
    """
    from trackclock.formats.toml_data import parse_toml

    data = parse_toml(text, file, "write [TABLE] lines and KEY = VALUE lines, with text in quotes")
    for name in data:
        if name not in _TABLES:
            near = difflib.get_close_matches(name.casefold()[:60], _TABLES, n=1, cutoff=0.6)
            instead = f"did you mean {_TABLES[near[0]]}?" if near else f"there is {' and '.join(_TABLES.values())}"
            raise error_in(text, file, (name,), None, f"'{name[:60]}' is not known here", instead)
    return data


def error_in(
    text: str, file: str, path: tuple[str, ...], index: int | None, what: str, instead: str, *, number: int = 0
) -> FileError:
    """An error at a name of the file, or at a text of its value.

    Args:
        text: what stands in the file, its lines parted by line feeds.
        file: its name.
        path: the tables around the name, and it, the outermost first.
        index: which text of the value is at fault; None for the name.
        what: what is wrong.
        instead: what to write instead.
        number: of tables that have one name, which one.
    """
    from trackclock.formats.errors import FileError
    from trackclock.formats.toml_lines import line_and_column, toml_lines

    found = toml_lines(text).of_table(path[:1], number)
    lines = [one for one in found.assignments if one.path[: len(path)] == path or one.path == path[:-1]]
    if index is not None and lines:
        texts = lines[0].texts if lines[0].path == path else ()  # in braces it stands among others
        span = texts[index] if index < len(texts) else lines[0].value
    else:
        names = [one.name for one in lines] + [one.name for one in found.tables if one.path[: len(path)] == path]
        span = min(names, key=lambda name: name.start)
    line, column = line_and_column(text, span.start)
    width = len(text[span.start : span.end].split("\n")[0])
    return FileError(file, what, instead, line=line, column=column, width=width, source=text.split("\n")[line - 1])
