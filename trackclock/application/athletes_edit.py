"""Athletes added, renamed and taken out in the user's own file, so that all the rest of it stays as it is.

It exists apart from reading them because only the screen on which they are chosen writes them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from trackclock.application.athletes import GOAL, NAME, PACE_GROUP, WAS, Athlete, athletes_in, find
from trackclock.application.config_edit import ConfigError, ConfigText, line_after
from trackclock.application.config_file import ATHLETES
from trackclock.core.group.names import name_of, same_name
from trackclock.errors import TrackclockError
from trackclock.formats.toml_lines import Assignment, Table, toml_lines

_Change = Callable[[str, Sequence[Athlete]], tuple[str, Sequence[Athlete]]]


def checked_name(text: str) -> str:
    """A name that was typed, as it is kept.

    Raises:
        ConfigError: if it is none, with what to write instead.
    """
    try:
        return name_of(text)
    except ValueError as error:
        raise ConfigError(str(error)) from None


def add_athlete(folder: Path, athlete: Athlete) -> tuple[Athlete, ...]:
    """Write one more athlete into the file, behind all that stands in it.

    Args:
        folder: that of the settings.
        athlete: who; what is empty of it is not written.

    Returns:
        All athletes as the file now has them.

    Raises:
        TrackclockError: if the file is at fault, or has that name, or cannot be written.
    """

    def change(text: str, before: Sequence[Athlete]) -> tuple[str, Sequence[Athlete]]:
        if find(before, athlete.name) is not None:
            raise ConfigError(f"there is a '{athlete.name}' already; write another name")
        gap = "\n" if text.strip() else ""
        end = "" if text.endswith("\n") or not text else "\n"
        return f"{text}{end}{gap}{_lines(athlete)}", (*before, athlete)

    return _changed(folder, change)


def rename_athlete(folder: Path, name: str, new: str) -> tuple[Athlete, ...]:
    """Give an athlete another name, and keep the one before among those that they had.

    Args:
        folder: that of the settings.
        name: who.
        new: what they are called from now on.

    Returns:
        All athletes as the file now has them.

    Raises:
        TrackclockError: as `add_athlete`.
    """

    def change(text: str, before: Sequence[Athlete]) -> tuple[str, Sequence[Athlete]]:
        number = _number(before, name)
        athlete = before[number]
        other = find(before, new)
        if other is not None and other is not athlete:
            raise ConfigError(f"there is a '{new}' already; write another name")
        is_kept = same_name(new) == same_name(athlete.name) or athlete.name in athlete.was
        was = athlete.was if is_kept else (*athlete.was, athlete.name)
        wanted = (*before[:number], replace(athlete, name=new, was=was), *before[number + 1 :])
        if not is_kept:
            text = _with_old_name(text, number, athlete)
        line = _line(text, number, NAME)
        return f"{text[: line.value.start]}{_quoted(new)}{text[line.value.end :]}", wanted

    return _changed(folder, change)


def remove_athlete(folder: Path, name: str) -> tuple[Athlete, ...]:
    """Take an athlete out of the file; what they have run stays in the history.

    Args:
        folder: that of the settings.
        name: who.

    Returns:
        All athletes as the file now has them.

    Raises:
        TrackclockError: as `add_athlete`.
    """

    def change(text: str, before: Sequence[Athlete]) -> tuple[str, Sequence[Athlete]]:
        number = _number(before, name)
        table = _table(text, number)
        start = text.rfind("\n", 0, table.name.start) + 1
        end = text.find("\n", table.end)
        rest = text[end + 1 :] if end >= 0 else ""
        above = text[:start]
        if above.endswith("\n\n") and (not rest or rest.startswith("\n")):  # the gap above went with it
            above = above[:-1]
        return above + rest, (*before[:number], *before[number + 1 :])

    return _changed(folder, change)


def _changed(folder: Path, change: _Change) -> tuple[Athlete, ...]:
    file = ConfigText.of(folder)
    before = athletes_in(file.text, str(file.path))
    if before and not _tables(file.text):
        raise ConfigError(
            f"'{ATHLETES}' stands in brackets; write [[{ATHLETES}]] on a line for each, and name below it"
        )
    text, wanted = change(file.text, before)
    trouble = f"{file.path}: the change cannot be put in its place; write it by hand"
    try:
        after = athletes_in(text, str(file.path))
    except TrackclockError:
        raise ConfigError(trouble) from None
    if after != tuple(wanted):
        raise ConfigError(trouble)
    file.write(text)
    return after


def _number(athletes: Sequence[Athlete], name: str) -> int:
    """Which athlete of the file somebody is."""
    found = find(athletes, name)
    if found is None:
        raise ConfigError(f"'{name}' does not stand in the file of settings")
    return athletes.index(found)


def _tables(text: str) -> list[Table]:
    return [table for table in toml_lines(text).tables if table.path == (ATHLETES,)]


def _table(text: str, number: int) -> Table:
    return _tables(text)[number]


def _line(text: str, number: int, key: str) -> Assignment:
    """The line of an athlete that has a key."""
    lines = toml_lines(text).of_table((ATHLETES,), number).assignments
    return next(one for one in lines if one.path == (ATHLETES, key))


def _with_old_name(text: str, number: int, athlete: Athlete) -> str:
    """The file with one more name that an athlete had."""
    if not athlete.was:
        lines = toml_lines(text).of_table((ATHLETES,), number).assignments
        empty = next((one for one in lines if one.path == (ATHLETES, WAS)), None)
        if empty is None:
            return line_after(text, _line(text, number, NAME).value.end, f"{WAS} = [{_quoted(athlete.name)}]")
        return f"{text[: empty.value.start]}[{_quoted(athlete.name)}]{text[empty.value.end :]}"
    line = _line(text, number, WAS)
    start, end = line.value.start, line.value.end
    if text[start] != "[":
        return f"{text[:start]}[{text[start:end]}, {_quoted(athlete.name)}]{text[end:]}"
    place = line.texts[-1].end
    return f"{text[:place]}, {_quoted(athlete.name)}{text[place:]}"


def _lines(athlete: Athlete) -> str:
    values = {NAME: athlete.name, PACE_GROUP: athlete.pace_group, GOAL: athlete.goal}
    lines = [f"{key} = {_quoted(value)}" for key, value in values.items() if value]
    if athlete.was:
        lines.append(f"{WAS} = [{', '.join(map(_quoted, athlete.was))}]")
    return "\n".join((f"[[{ATHLETES}]]", *lines, ""))


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are a subset of TOML's, and a name has no control characters."""
    return json.dumps(text, ensure_ascii=False)
