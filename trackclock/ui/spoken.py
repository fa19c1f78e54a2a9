"""Messages with the keys in them.

It exists because the core names commands and knows no keys: what it says gets them here, on its way to the screen.
"""

from __future__ import annotations

from textual.message_pump import MessagePump

from trackclock.keys import spoken
from trackclock.ui.access import keymap_of
from trackclock.ui.words import clean


def words_of(pump: MessagePump, text: str) -> str:
    """What the core or a file says, as a screen may show it: with the keys, and nothing that steers a terminal.

    Args:
        pump: a screen or a widget.
        text: a message of the core, or whatever else comes from outside the app.
    """
    return clean(spoken(text, keymap_of(pump)))
