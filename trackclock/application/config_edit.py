"""One more key for a command, written into the user's own file so that all the rest of it stays as it is.

It exists apart from reading the file because only the screens that write it need it: the one that tells what a button
sends, and that of the athletes (`athletes_edit.py`).
"""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Iterable, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from trackclock.application.config_file import FILE, KEYS, is_there, keymap_in
from trackclock.errors import TrackclockError
from trackclock.formats.load import read_text
from trackclock.formats.toml_lines import Assignment, toml_lines
from trackclock.formats.unicode_text import encode_as
from trackclock.keys import Keymap
from trackclock.keys.config import excludes
from trackclock.keys.names import quoted, read, shown
from trackclock.keys.registry import BY_ID


class ConfigError(TrackclockError):
    """A line that cannot be written into the file."""


@dataclass(frozen=True, slots=True)
class ConfigText:
    """The file as it was read, to be written again with one change in it.

    Attributes:
        path: where it lies, behind any link.
        raw: what stands in it; empty where there is no such file.
    """

    path: Path
    raw: str

    @classmethod
    def of(cls, folder: Path) -> ConfigText:
        """The file in the folder of the settings.

        Raises:
            TrackclockError: if it cannot be read.
        """
        path = (folder / FILE).resolve() if is_there(folder / FILE) else folder / FILE
        return cls(path, read_text(path, str(path)) if path.exists() else "")

    @property
    def text(self) -> str:
        """The same with its lines parted by line feeds."""
        return self.raw.replace("\r\n", "\n")

    def write(self, wanted: str) -> None:
        """Write it whole or not at all, in the encoding and with the line breaks that it has.

        Args:
            wanted: what is to stand in it, its lines parted by line feeds.

        Raises:
            ConfigError: if it cannot be written.
        """
        form = self.path.read_bytes()[:4] if self.path.exists() else b""
        _write(self.path, encode_as(form, wanted.replace("\n", "\r\n") if "\r\n" in self.raw else wanted))


def give_key(folder: Path, command_id: str, key: str) -> Keymap:
    """Give a command one more key, in the file and at once; a line that gives it to another one there loses it.

    Args:
        folder: that of the settings.
        command_id: the command.
        key: the key, in Textual's words.

    Returns:
        The keys as the file now wants them.

    Raises:
        TrackclockError: if the file is at fault, or would be with that line, or cannot be written.
    """
    file = ConfigText.of(folder)
    path, text = file.path, file.text
    before = keymap_in(text, str(path))
    if key in before.changed.get(command_id, BY_ID[command_id].keys):
        raise ConfigError(f"{shown(key)} is a key of '{command_id}' already")
    own = tomllib.loads(text).get(KEYS, {})
    losers = {name for name in own if name in BY_ID and name != command_id and excludes(key, command_id, name)}
    wanted = text_with(_taken_from(text, losers, key), command_id, key)
    after = keymap_in(wanted, str(path))
    others = {
        name: tuple(one for one in keys if name not in losers or one != key)
        for name, keys in before.changed.items()
        if name != command_id
    }
    if {name: keys for name, keys in after.changed.items() if name != command_id} != others:
        raise ConfigError(f"{path}: the line cannot be put in its place; write it by hand")
    file.write(wanted)
    return after


def text_with(text: str, command_id: str, key: str) -> str:
    """The file with one more key of a command.

    Args:
        text: what stands in it, without fault.
        command_id: the command.
        key: the key, in Textual's words.

    Raises:
        ConfigError: where the keys stand in braces, which have no lines.
    """
    found = toml_lines(text)
    if any(one.path == (KEYS,) for one in found.assignments):
        raise ConfigError(f"'{KEYS}' stands in braces; write [{KEYS}] on a line of its own, and what it holds below it")
    for one in found.assignments:
        if one.path == (KEYS, command_id):
            return _longer(text, one, key)
    line = f"{command_id} = {_list((*BY_ID[command_id].keys, key))}"
    table = next((table for table in found.tables if table.path == (KEYS,)), None)
    if table is not None:
        return line_after(text, table.end, line)
    dotted = [one for one in found.assignments if one.path[0] == KEYS]
    if dotted:
        return line_after(text, dotted[-1].value.end, f"{KEYS}.{line}")
    gap = "\n" if text.strip() else ""
    return f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{gap}[{KEYS}]\n{line}\n"


def _taken_from(text: str, losers: Set[str], key: str) -> str:
    """The file without a key in the lines of some commands; everything else in them stays."""
    for line in reversed(toml_lines(text).assignments):  # from the end: the places before a cut stay where they are
        if line.path in {(KEYS, name) for name in losers}:
            keys = [read(tomllib.loads(f"name = {text[one.start : one.end]}")["name"]) for one in line.texts]
            text = _shorter(text, line, keys.index(key)) if key in keys else text
    return text


def _shorter(text: str, line: Assignment, index: int) -> str:
    """A line without one of its keys; a comment beside it stays."""
    start, end = line.texts[index].start, line.texts[index].end
    if text[line.value.start] != "[":
        return f"{text[:start]}[]{text[end:]}"
    if index + 1 < len(line.texts) and _is_gap(text[end : line.texts[index + 1].start]):
        end = line.texts[index + 1].start
    elif index > 0 and _is_gap(text[line.texts[index - 1].end : start]):
        start = line.texts[index - 1].end
    elif text[end:].lstrip().startswith(","):
        end = text.index(",", end) + 1
    return text[:start] + text[end:]


def _is_gap(between: str) -> bool:
    """Whether nothing but a comma parts two keys."""
    return between.strip(" \t") == ","


def _longer(text: str, line: Assignment, key: str) -> str:
    """A line with one more key behind the others."""
    start, end = line.value.start, line.value.end
    if text[start] != "[":
        return f"{text[:start]}[{text[start:end]}, {quoted(key)}]{text[end:]}"
    place = line.texts[-1].end if line.texts else start + 1
    return f"{text[:place]}{', ' if line.texts else ''}{quoted(key)}{text[place:]}"


def line_after(text: str, offset: int, line: str) -> str:
    """A text with one more line below the one in which a place lies."""
    end = text.find("\n", offset)
    if end < 0:
        return f"{text}\n{line}\n"
    return f"{text[: end + 1]}{line}\n{text[end + 1 :]}"


def _list(keys: Iterable[str]) -> str:
    return f"[{', '.join(map(quoted, keys))}]"


def _write(path: Path, data: bytes) -> None:
    """Write the file whole or not at all."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(data)
        if path.exists():
            shutil.copymode(path, partial)
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise ConfigError(f"{path} cannot be written: {error.strerror}") from error
