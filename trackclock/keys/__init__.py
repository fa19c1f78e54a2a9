"""Every command, its keys and its words: one registry, which needs no terminal."""

from trackclock.keys.command import Command, Scope
from trackclock.keys.keymap import DEFAULT, Keymap, spoken
from trackclock.keys.registry import commands_of

__all__ = ["DEFAULT", "Command", "Keymap", "Scope", "commands_of", "spoken"]
