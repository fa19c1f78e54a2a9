"""The registry: all commands of all scopes, and what the lines of the screens make of them.

It exists as the one place to look a command up, by its id or by where it can be given.
"""

from __future__ import annotations

from itertools import groupby

from trackclock.keys import athletes, away, group, live
from trackclock.keys.command import Command, Scope

COMMANDS: tuple[Command, ...] = (
    *live.RUN,
    *group.GROUP,
    *live.EVERYWHERE,
    *live.OFFER,
    *away.WORDS,
    *away.SESSIONS,
    *athletes.ATHLETES,
    *away.HISTORY,
    *away.WORKOUTS,
    *away.WORKOUT,
    *away.VOLUME,
    *away.BESTS,
    *away.GOAL,
    *away.SESSION,
    *away.GROUP_SUMMARY,
    *away.MARKS,
    *away.EDITOR,
    *away.NOTE,
    *away.MEND,
    *away.MEND_SESSION,
    *away.PREVIEW,
    *away.RESUME,
    *away.QUESTION,
    *away.SAVING,
    *away.LINE,
    *away.UNSAVED,
    *away.WHOSE,
    *away.BUTTONS,
    *away.EXPORT,
    *away.HELP,
)
"""Scope by scope."""

BY_ID: dict[str, Command] = {command.id: command for command in reversed(COMMANDS)}
"""The first of each id; its words are those of the scope in which it stands first."""

BY_BINDING: dict[str, Command] = {command.binding_id: command for command in COMMANDS}
"""Each command of each scope, by what Textual calls its binding."""

VARIANTS: dict[str, tuple[Command, ...]] = {
    command_id: tuple(command for command in COMMANDS if command.id == command_id) for command_id in BY_ID
}
"""The same command in each scope that has it."""

OTHER_KEYS: dict[tuple[Scope, str], str] = {
    (Scope.RUN, "undo"): "elsewhere page up scrolls",
    (Scope.GROUP, "undo"): "as on the run screen",
    (Scope.PREVIEW, "agree"): "a yes is y as well",
    (Scope.SAVING, "agree"): "a yes is y as well",
    (Scope.PREVIEW, "back"): "a no is n as well",
    (Scope.QUESTION, "agree"): "a yes is y as well",
    (Scope.QUESTION, "back"): "a no is n as well",
}
"""The exceptions from one command, one key: where a command, by its id, has keys that it has nowhere else, and why."""

_BY_SCOPE: dict[Scope, tuple[Command, ...]] = {
    scope: tuple(commands) for scope, commands in groupby(COMMANDS, key=lambda command: command.scope)
}


def commands_of(scope: Scope) -> tuple[Command, ...]:
    """What can be given in a scope, in the order of its line at the bottom."""
    return _BY_SCOPE[scope]
