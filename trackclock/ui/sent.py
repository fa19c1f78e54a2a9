"""What a terminal sends, made into keys: nothing that it sends is too much, and no letter is read out of a sequence.

It exists because Textual's parser fails at numbers that it did not expect, and takes the end of a sequence that it does
not know for letters, which are commands here. It knows no system, so that every driver reads through it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.keys import _character_to_key
from textual.message import Message

from trackclock.ui.pasted import Pastes
from trackclock.ui.pressed import Key

_STRINGS: Final = re.compile("\x1b[]P_^X][^\x07\x1b]*(?:\x07|\x1b\\\\)")
"""What a terminal answers to a question about its colours and the like (ECMA-48, 5.6)."""

_KITTY: Final = re.compile("\x1b\\[(\\d+)(?::\\d*)?(?::(\\d+))?(?:;(\\d*)(?::(\\d+))?(?:;([\\d:]*))?)?u")
"""A key of the kitty protocol with everything that it may bear: its other names and whether it was let go."""

_LET_GO: Final = "3"

_SEQUENCES: Final = re.compile("\x1b(?:\\[(?![M\\[])[0-?]*[ -/]*[@-~]|O[!-~])")
"""A whole control sequence, or a key in the manner of a VT100 (ECMA-48, 5.4); not those that only begin like one."""

_PASTE: Final = "\x1b[200~"


def readable(text: str) -> str:
    """What a terminal sent, without whatever Textual would take for single letters or stumble over.

    An unknown sequence ends in a letter, and letters are keys here: an n skips a step.

    Args:
        text: what came in one read.
    """
    text = _KITTY.sub(_textuals_key, _STRINGS.sub("", text))
    return _SEQUENCES.sub(lambda found: found[0] if _is_known(found[0]) else "", text)


def _textuals_key(found: re.Match[str]) -> str:
    """A key of the kitty protocol as Textual knows it."""
    code, _, modifiers, kind, letters = found.groups()
    if kind == _LET_GO:
        return ""
    held = "" if modifiers is None else f";{modifiers}"
    return f"\x1b[{code}{held}{f';{letters}' if letters else ''}u"


def base_keys(text: str) -> dict[str, str]:
    """What the terminal says of its layout: the keys of other letters, and what they are on a US keyboard.

    Textual's parser stumbles over it, so that it is read apart (kitty keyboard protocol, "Report alternate keys").

    Args:
        text: what came in one read.
    """
    found: dict[str, str] = {}
    for code, base, *_ in _KITTY.findall(text):
        if base and not (letter := _sign(code)).isascii() and " " < (sign := _sign(base)) <= "~":
            found[letter] = found[letter.upper()] = _character_to_key(sign)
    return found


def _sign(code: str) -> str:
    try:
        return chr(int(code))
    except (OverflowError, ValueError):
        return "\0"


@lru_cache(maxsize=1_024)
def _is_known(sequence: str) -> bool:
    """Whether Textual's parser makes something of a sequence, so that a letter behind it is a letter."""
    if sequence == _PASTE:
        return True  # what follows belongs to it
    try:
        found = list(XTermParser().feed(f"{sequence}Z"))
    except Exception:  # noqa: BLE001 - it fails on numbers that it did not expect
        return False
    return bool(found) and isinstance(found[-1], events.Key) and found[-1].character == "Z"


class Reader:
    """Makes keys, and whatever else there is, of what a terminal sends; nothing that it sends is too much for it."""

    def __init__(self, marks: Callable[[], Collection[str]] = tuple, *, is_debugged: bool = False) -> None:
        """Nothing has come yet.

        Args:
            marks: tells the keys that are the one big key, beside space.
            is_debugged: whether Textual's parser keeps a log of what it reads.
        """
        self._is_debugged = is_debugged
        self._parser = XTermParser(is_debugged)
        self._base_keys: dict[str, str] = {}
        self._pastes = Pastes(marks)

    def take(self, text: str, arrived_s: float | None = None) -> list[Message]:
        """Read on.

        Args:
            text: what came in one read; empty where nothing came for a while.
            arrived_s: when it came, on Textual's clock; None for now.
        """
        self._base_keys.update(base_keys(text))
        found: list[Message] = []
        for sign in (*readable(text), None):
            try:
                found.extend(map(self._known, self._parser.tick() if sign is None else self._parser.feed(sign)))
            except Exception:  # noqa: BLE001 - whatever a terminal sends, the next key has to count
                self._parser = XTermParser(self._is_debugged)
        keys = [message for message in found if isinstance(message, Key)]
        if arrived_s is not None:
            for key in keys:
                key.time = arrived_s
        self._pastes.look(keys)
        return found

    def _known(self, event: Message) -> Message:
        """A key with what the terminal has said of it; anything else as it is."""
        if not isinstance(event, events.Key):
            return event
        key = Key(event.key, event.character)
        key.time = event.time
        key.base = self._base_keys.get(event.key.rpartition("+")[2], "")
        return key
