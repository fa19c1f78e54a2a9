"""Which keys each command has: those it comes with, unless the user gave it others.

It exists so that bindings, lines at the bottom, help and messages all name the keys that really count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from trackclock.core.commands import NAMED_KEY
from trackclock.keys.command import LIVE, Command
from trackclock.keys.names import MOVING, shown
from trackclock.keys.registry import BY_ID

MARK = "mark"
"""The id of the one big key."""

_NAMED = re.compile(NAMED_KEY)


@dataclass(frozen=True, slots=True)
class Taken:
    """A key that a command lost because the user gave it to another.

    Attributes:
        key: the key, in Textual's words.
        loser: the command, in the scope in which it lost it.
        winner: the id of the command that has it now.
    """

    key: str
    loser: Command
    winner: str


@dataclass(frozen=True, slots=True, eq=False)
class Keymap:
    """The keys as they are.

    Attributes:
        changed: the commands, by id, that the user gave other keys than they come with; an empty tuple: none any more.
        taken: what other commands lost by it.
    """

    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    taken: tuple[Taken, ...] = ()

    def keys(self, command: Command) -> tuple[str, ...]:
        """The keys of a command in its scope, in Textual's words, the one that is shown first."""
        lost = {each.key for each in self.lost(command)}
        return tuple(key for key in keys_given(command, self.changed) if key not in lost)

    def lost(self, command: Command) -> tuple[Taken, ...]:
        """What a command lost in its scope."""
        return tuple(each for each in self.taken if each.loser.binding_id == command.binding_id)

    def shown(self, command: Command) -> str:
        """Its first key as a person reads it; empty if it has none."""
        if command.shown and command.id not in self.changed:
            return command.shown
        keys = self.keys(command)
        return shown(keys[0]) if keys else ""

    def key_of(self, command_id: str) -> str:
        """The first key of the command with an id as a person reads it; its title if it has none."""
        command = BY_ID[command_id]
        return self.shown(command) or f"“{command.title}”"

    @property
    def marks(self) -> tuple[str, ...]:
        """The keys that are the one big key."""
        return self.keys(BY_ID[MARK])


def keys_given(command: Command, changed: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The keys that the user gave a command, as far as they count in its scope; else those it comes with.

    What moves in a list goes on to do so there: only a running session has nothing to move in.
    """
    if command.id not in changed:
        return command.keys
    moving = MOVING.difference(command.keys) if command.scope not in LIVE else ()
    return tuple(key for key in changed[command.id] if key not in moving)


DEFAULT = Keymap()
"""The keys that everything comes with."""


def spoken(text: str, keymap: Keymap = DEFAULT) -> str:
    """A message of the core with the keys in it: the core names commands, and only here they get their keys.

    Args:
        text: what `core.naming.key_of` made has the place of each key.
        keymap: the keys as they are.
    """
    return _NAMED.sub(lambda found: keymap.key_of(found[1]) if found[1] in BY_ID else found[0], text)
