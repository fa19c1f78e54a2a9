"""What the bottom line of the run screen and the page of help say of the keys.

It exists apart from the screens so that the two, and the README's table, are made by the same few lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from trackclock.core import commands as ask
from trackclock.core.view import Tone
from trackclock.keys.command import Command
from trackclock.keys.group import GROUP
from trackclock.keys.keymap import Keymap
from trackclock.keys.live import EVERYWHERE, RUN

LISTED: tuple[Command, ...] = (*RUN, *EVERYWHERE)
"""What counts while a session runs, in the order of the page of help."""

OF_A_GROUP: tuple[Command, ...] = (*GROUP, *EVERYWHERE)
"""The same of a group."""


@dataclass(frozen=True, slots=True)
class Named:
    """What the footer says of one key, or of two that belong together.

    Attributes:
        id: the command of the first of them.
        keys: as a person reads them.
        text: what they do.
        rank: the larger, the sooner it is left out where there is no room.
    """

    id: str
    keys: str
    text: str
    rank: int


@lru_cache(maxsize=256)
def footer(tone: Tone, offered: frozenset[ask.Command], keymap: Keymap) -> tuple[Named, ...]:
    """What the bottom line of the run screen names in a state, the mark itself left out; asked for at each tick.

    Args:
        tone: the state.
        offered: the commands of the session that do something now; what the app does itself always does.
        keymap: the keys as they are.
    """
    found: list[Named] = []
    for commands in _sharing_a_line():
        if tone not in commands[0].tones or not commands[0].footer:
            continue
        held = [one for one in commands if one.footer and keymap.shown(one) and _does_something(one, offered)]
        if held:
            keys = " ".join(map(keymap.shown, held))
            found.append(Named(held[0].id, keys, held[0].footer, commands[0].rank))
    return tuple(found)


def _does_something(command: Command, offered: frozenset[ask.Command]) -> bool:
    return command.make is None or command.make() in offered


def help_lines(keymap: Keymap, listed: tuple[Command, ...] = LISTED) -> tuple[tuple[str, str], ...]:
    """Keys and text of every line of the page of help.

    Args:
        keymap: the keys as they are.
        listed: whose lines.
    """
    return tuple(
        (
            " ".join(filter(None, map(keymap.shown, commands))),
            "; ".join(command.help for command in commands if command.help),
        )
        for commands in _sharing_a_line(listed)
        if commands[0].help
    )


def _sharing_a_line(listed: tuple[Command, ...] = LISTED) -> Iterator[tuple[Command, ...]]:
    """Each command that has a line of its own, with those that share it."""
    for command in listed:
        if not command.helped_by:
            yield (command, *(other for other in listed if other.helped_by == command.id))
