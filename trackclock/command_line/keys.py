"""`keys`: every command with its keys, where the user's own file has changed them, and what they were taken from.

It exists so that a line of that file can be written, and looked after, without opening the app.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from trackclock.application.config_file import FILE, KEYS, is_there, load_keymap
from trackclock.command_line.printing import print_json, say
from trackclock.keys import Command, Keymap, Scope, commands_of
from trackclock.keys.config import PRESETS
from trackclock.keys.names import shown

_WHERE = {
    Scope.RUN: "while a session runs",
    Scope.GROUP: "while a group runs",
    Scope.EVERYWHERE: "on every screen",
    Scope.OFFER: "while an unfinished session is offered",
    Scope.WORDS: "while unsaved words are offered",
    Scope.SESSIONS: "in the list of sessions",
    Scope.ATHLETES: "choosing a group",
    Scope.HISTORY: "in the history",
    Scope.WORKOUTS: "in the list of workouts",
    Scope.WORKOUT: "on one workout over time",
    Scope.VOLUME: "in the calendar",
    Scope.BESTS: "in the bests",
    Scope.GOAL: "on the goal",
    Scope.SESSION: "on one session of the past",
    Scope.GROUP_SUMMARY: "after the session of a group",
    Scope.MARKS: "in the marks of a group",
    Scope.EDITOR: "in the editor",
    Scope.NOTE: "in the note",
    Scope.MEND: "mending a rep",
    Scope.MEND_SESSION: "mending a session",
    Scope.PREVIEW: "before a change",
    Scope.RESUME: "going on with a session",
    Scope.QUESTION: "at a question",
    Scope.SAVING: "leaving what is not saved",
    Scope.LINE: "typing one line",
    Scope.UNSAVED: "where a session is not saved",
    Scope.WHOSE: "choosing whose sessions",
    Scope.EXPORT: "exporting a session",
    Scope.BUTTONS: "on the screen for buttons",
    Scope.HELP: "on the page of help",
}


def list_keys(folder: Path, *, is_json: bool) -> int:
    """Print every command with its keys.

    Args:
        folder: that of the settings.
        is_json: for a script.

    Returns:
        The exit code.

    Raises:
        FileError: if the user's own file is at fault.
    """
    keymap, path = load_keymap(folder), folder / FILE
    if is_json:
        print_json(_as_json(keymap, path))
    else:
        say("\n".join(_lines(keymap, path)))
    return 0


def _lines(keymap: Keymap, path: Path) -> Iterator[str]:
    yield f"Your own keys are lines below [{KEYS}] in {path}{'' if is_there(path) else ' (not made yet)'}:"
    yield '  mark = ["space", "page down", "f8"]     a name and its keys; * marks what is changed'
    yield f"  preset = {' or '.join(f'{chr(34)}{name}{chr(34)}' for name in PRESETS)}"
    yield f"In the app {keymap.key_of('buttons')} tells what a button sends, and writes the line."
    for scope in _WHERE:
        yield ""
        yield _WHERE[scope]
        for command in commands_of(scope):
            if command.keys:
                keys = ", ".join(map(shown, keymap.keys(command))) or "no key"
                mark = "*" if keymap.keys(command) != command.keys else " "
                yield f"{mark} {command.id:<15} {keys:<24} {command.title}{_why(command, keymap)}".rstrip()


def _why(command: Command, keymap: Keymap) -> str:
    """Behind a command: what it comes with where that is not what it has, and what became of it."""
    if keymap.keys(command) == command.keys:
        return ""
    lost = ", ".join(f"{shown(each.key)} is '{each.winner}' now" for each in keymap.lost(command))
    return f"  (comes with {', '.join(map(shown, command.keys))}{f'; {lost}' if lost else ''})"


def _as_json(keymap: Keymap, path: Path) -> dict[str, object]:
    return {
        "schema": 1,
        "file": str(path),
        "is_there": is_there(path),
        "commands": [
            {
                "scope": str(scope),
                "id": command.id,
                "keys": list(map(shown, keymap.keys(command))),
                "default": list(map(shown, command.keys)),
                "title": command.title,
                "is_changed": keymap.keys(command) != command.keys,
                "taken": [{"key": shown(each.key), "by": each.winner} for each in keymap.lost(command)],
            }
            for scope in _WHERE
            for command in commands_of(scope)
            if command.keys
        ],
    }
