"""The terminal as a stopwatch needs it: nothing that it sends ends the app, and no wait for it holds the app up.

It exists because Textual's driver ends the app at a byte that it cannot read, reads the keys twice after a stop, and
blocks the whole app, signals included, while the terminal takes nothing.
"""

from __future__ import annotations

import os
import re
import selectors
from codecs import getincrementaldecoder
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import _character_to_key
from textual.message import Message

from trackclock.ui.pasted import Pastes
from trackclock.ui.pressed import Key

_POLL_S: Final = 0.1
"""Between two looks at whether an escape stands alone."""

_READ_BYTES: Final = 4_096

_MOST_WAITING: Final = 600
"""So many writes wait for a terminal that takes none, about a minute of them; what is painted after that is not kept
but painted anew once it takes them again."""

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

    def take(self, text: str) -> list[Message]:
        """What came in one read, or an empty text where none came for a while."""
        self._base_keys.update(base_keys(text))
        found: list[Message] = []
        for sign in (*readable(text), None):
            try:
                found.extend(map(self._known, self._parser.tick() if sign is None else self._parser.feed(sign)))
            except Exception:  # noqa: BLE001 - whatever a terminal sends, the next key has to count
                self._parser = XTermParser(self._is_debugged)
        self._pastes.look([message for message in found if isinstance(message, Key)])
        return found

    def _known(self, event: Message) -> Message:
        """A key with what the terminal has said of it; anything else as it is."""
        if not isinstance(event, events.Key):
            return event
        key = Key(event.key, event.character)
        key.time = event.time
        key.base = self._base_keys.get(event.key.rpartition("+")[2], "")
        return key


class SteadyDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, hardened."""

    _is_behind = False
    _is_ending = False

    # --- what comes in ----------------------------------------------------------------------------------------------

    def run_input_thread(self) -> None:
        """Read keys until the app ends."""
        decode = getincrementaldecoder("utf-8")("replace").decode
        reader = Reader(lambda: getattr(self._app, "marks", ()), is_debugged=self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            is_last = False
            while not is_last:
                is_last = self.exit_event.is_set()
                data = b""
                if selector.select(_POLL_S) and not (data := os.read(self.fileno, _READ_BYTES)) and not is_last:
                    self.exit_event.wait(_POLL_S)  # the terminal is gone
                for message in reader.take(decode(data)):
                    self.process_message(message)

    # --- what goes out ----------------------------------------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Take the terminal; from now on no write waits for it."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._is_ending = self._is_behind = False
        if self._writer_thread is not None:
            self._writer_thread._queue.maxsize = 0

    def stop_application_mode(self) -> None:
        """Give the terminal back; none of that may be left out."""
        self._is_ending = True
        super().stop_application_mode()

    def write(self, data: str) -> None:
        """Hand on what is to be written, unless far too much waits already."""
        waiting = self._writer_thread._queue.qsize() if self._writer_thread is not None else 0
        if self._is_ending:
            super().write(data)
        elif waiting >= _MOST_WAITING:
            self._is_behind = True
        else:
            super().write(data)
            if self._is_behind and not waiting:
                self._is_behind = False
                self._app.call_later(self._app.refresh, layout=True)

    # --- stops ------------------------------------------------------------------------------------------------------

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop: one that Textual had prepared, or one that came over the process unasked."""
        if self._must_signal_resume:
            super()._sigcont_application()
        else:
            # The shell had the terminal meanwhile. Textual would take it a second time without letting go first, so
            # that two threads read the keys and the app never ends.
            self._loop.call_soon_threadsafe(self._take_again)

    def _take_again(self) -> None:
        if self._auto_restart and self._writer_thread is not None:
            self.suspend_application_mode()
            self.resume_application_mode()
            self._app.refresh(layout=True)
