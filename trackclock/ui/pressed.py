"""What a key stands for: which keys make a space, and which letter a key is while nobody types.

It exists because a terminal names one key in many ways: a space of full width, a capital under caps lock, a letter of
another layout. The big key and the letters have to count under all of them.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from textual import events

SPACES: Final = " \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""Every character of the category Zs (Unicode 15.1): full-width mode sends U+3000, AltGr or Option and space U+00A0."""

_NAMES: Final = frozenset(
    name for sign in SPACES for name in (sign, unicodedata.name(sign).lower().replace("-", "_").replace(" ", "_"))
)
"""What Textual calls the keys that write them."""

_NUL: Final = "ctrl+@"
"""What ctrl and space come to in a terminal without the kitty protocol: the byte 0."""

_SHIFT: Final = ("", "shift")


class Key(events.Key):
    """A key with what only the driver can know of it; Textual dispatches it by its name, like its own."""

    base = ""
    """What the key would be on a US keyboard, in Textual's words; empty where the terminal does not say so."""

    is_pasted = False
    """Whether it came in one read with so many others that nobody typed it."""


def is_space(event: events.Key) -> bool:
    """Whether a key makes a space, with whatever else cold fingers hold down."""
    return event.key == _NUL or event.key.rpartition("+")[2] in _NAMES


def become_plain(event: events.Key, *, is_typing: bool) -> None:
    """Let a key be the one that the app knows it by.

    A letter of another layout becomes what the same key is on a US keyboard, where the terminal said so, and a capital
    its lower case; in a text field both stay what they are, but for a key with ctrl or alt.

    Args:
        event: the key; changed in place.
        is_typing: whether it goes into a text field.
    """
    held, _, name = event.key.rpartition("+")
    if is_typing and held in _SHIFT:
        return
    if isinstance(event, Key) and event.base and not name.isascii():
        name = event.base
        event.key = f"{held}+{name}" if held else name
        event.character = name if len(name) == 1 and not held else None
    if held in _SHIFT and len(name) == 1 and name.isascii() and name.isalpha():
        event.key = event.character = name.lower()


def is_of_other_letters(event: events.Key) -> bool:
    """Whether a key writes a letter that no command has, as on a keyboard of another script."""
    held, _, name = event.key.rpartition("+")
    return held in _SHIFT and len(name) == 1 and name.isalpha() and not name.isascii()
