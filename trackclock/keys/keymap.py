"""Which keys each command has: those it comes with, unless the user gave it others.

It exists so that bindings, lines at the bottom, help and messages all name the keys that really count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from trackclock.core.commands import NAMED_KEY
from trackclock.keys.command import Command
from trackclock.keys.names import shown
from trackclock.keys.registry import BY_ID

MARK = "mark"
"""The id of the one big key."""

NO_KEY = "no_key"
"""Textual's keymap has no way to take the last key from a command; no terminal sends this one."""

_NAMED = re.compile(NAMED_KEY)


@dataclass(frozen=True, slots=True, eq=False)
class Keymap:
    """The keys as they are.

    Attributes:
        changed: the commands, by id, that have other keys than they come with; an empty tuple: none any more.
        taken: the keys that a command lost because the user gave them to another: key, loser's id, winner's id.
    """

    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    taken: tuple[tuple[str, str, str], ...] = ()

    def keys(self, command: Command) -> tuple[str, ...]:
        """The keys of a command, in Textual's words, the one that is shown first."""
        return self.changed.get(command.id, command.keys)

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

    def for_textual(self) -> dict[str, str]:
        """What `App.set_keymap` takes."""
        return {command_id: ",".join(keys) or NO_KEY for command_id, keys in self.changed.items()}


DEFAULT = Keymap()
"""The keys that everything comes with."""


def spoken(text: str, keymap: Keymap = DEFAULT) -> str:
    """A message of the core with the keys in it: the core names commands, and only here they get their keys.

    Args:
        text: what `core.naming.key_of` made has the place of each key.
        keymap: the keys as they are.
    """
    return _NAMED.sub(lambda found: keymap.key_of(found[1]) if found[1] in BY_ID else found[0], text)
