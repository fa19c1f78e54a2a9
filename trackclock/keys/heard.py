"""What a key, a clicker or a button sent: what it is called, what it does, and how it repeats while it is held.

It exists apart from the screen that shows it because a device is judged by a few instants, and that can be tried
without one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from trackclock.keys.command import Command, Scope
from trackclock.keys.config import RESERVED
from trackclock.keys.keymap import Keymap
from trackclock.keys.names import NoSuchKeyError, read
from trackclock.keys.registry import commands_of

HELD_GAP_MS = 120
"""Repeats of a held key come closer together than this (a clicker's every 33 ms, a keyboard's every 25 to 100 ms); a
thumb does not."""

HELD_DELAY_MS = 1_500
"""The longest wait before the first repeat that keyboards can be set to is 1 s."""


def key_of_event(raw: str) -> str:
    """The key by which a command can be given for what arrived, in Textual's words; empty if none can.

    Args:
        raw: what Textual calls what arrived: a capital acts as its lower case, every space is the one.
    """
    if raw.rpartition("+")[2] == "space":
        return "space"
    try:
        return read(raw.lower() if len(raw) == 1 else raw)
    except NoSuchKeyError:
        return ""


def does_on_run_screen(key: str, keymap: Keymap) -> str:
    """What a key does today while a session runs, in words.

    Args:
        key: in Textual's words.
        keymap: the keys as they are.
    """
    if key in RESERVED:
        return RESERVED[key]
    command = command_of(key, keymap)
    return f"{command.title} ({command.id})" if command is not None else "nothing"


def command_of(key: str, keymap: Keymap) -> Command | None:
    """The command that a key gives while a session runs; None if it gives none."""
    commands = (*commands_of(Scope.RUN), *commands_of(Scope.EVERYWHERE), *commands_of(Scope.OFFER))
    return next((command for command in commands if key in keymap.keys(command)), None)


def repeats(times_ms: Sequence[int]) -> str:
    """How often a key came, and whether it was held, in words.

    Args:
        times_ms: when it came, one after the other without another key between.
    """
    gaps = [after - before for before, after in pairwise(times_ms)]
    held = 0
    for gap in reversed(gaps):
        if gap > HELD_GAP_MS:
            break
        held += 1
    if held >= 2:
        later = sorted(gaps[-held:])
        first = gaps[-held - 1] if len(gaps) > held else 0
        begun = f"again after {first} ms, then" if 0 < first <= HELD_DELAY_MS else "again"
        return f"held: {begun} every {later[len(later) // 2]} ms; while a session runs that is one press"
    if gaps:
        return f"{len(times_ms)} times, the last two {gaps[-1]} ms apart"
    return "once"
