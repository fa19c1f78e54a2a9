"""Text of unknown origin, made harmless to a terminal: the one place that says what harms it.

It exists so that a name, a note or a file's name is judged alike on the screens, in the files and by the commands: what
a terminal would act on never gets through, and whatever only looks unusual, such as a joined emoji or Persian, does.
It imports nothing of trackclock and nothing slow, so that every part may import it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

CONTROLS: Final = r"\x00-\x1f\x7f-\x9f\ud800-\udfff"
"""Characters, as a class of a regular expression, that a terminal acts on (C0, DEL and C1 of ECMA-48, with which every
escape sequence begins) or that it cannot be sent at all (halves of a surrogate pair)."""

TURNS: Final = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Those that turn the direction of what stands around them, and with it of the rest of the line (UAX 9, 2.1 to 2.6)."""

BREAKS: Final = r"\u2028\u2029"
"""The two that part lines and paragraphs besides the control characters."""

_HARMFUL: Final = re.compile(f"[{CONTROLS}{TURNS}{BREAKS}]")
_ACTING: Final = re.compile(f"[{CONTROLS}]")
_TAB_WIDTH: Final = 4

_JOINER: Final = "\u200d"
_AS_PICTURE: Final = "\ufe0f"
_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)


def is_harmful(text: str) -> bool:
    """Whether anything in it could do a terminal harm; line breaks and tabs count."""
    return _HARMFUL.search(text) is not None


def has_controls(text: str) -> bool:
    """Whether it has characters that belong in no file of words: controls other than tabs and line breaks."""
    return _ACTING.search(re.sub(r"[\t\n\r]", "", text)) is not None


def safe(text: str, instead: str | Callable[[re.Match[str]], str] = "") -> str:
    """The text with each harmful character left out, or with something harmless in its place; all others stay."""
    return _HARMFUL.sub(instead, text)


def clean(text: str) -> str:
    """Text of unknown origin, fit to be shown in one line.

    Line breaks, tabs and rows of blanks become single blanks; what is harmful is left out.
    """
    # Twice: what was left out may have stood between two blanks or at an end.
    return " ".join(safe(" ".join(text.split())).split())


def clean_lines(text: str) -> str:
    """As `clean`, keeping the line breaks and what the lines are indented by."""
    return "\n".join(safe(line.expandtabs(_TAB_WIDTH)).rstrip() for line in text.splitlines())


def printable(text: str) -> str:
    """As `safe`, character by character, so that columns stay: each harmful one becomes a replacement character."""
    return safe(text, "\ufffd")


def cells(text: str) -> int:
    """How many columns of a terminal the text takes: wide signs two, marks and joiners none, joined emoji as one."""
    if text.isascii():
        return len(text)
    total = last = 0
    is_joined = False
    for char in text:
        if char == _JOINER:
            is_joined = last == 2
        elif char == _AS_PICTURE:
            total, last = total + (last == 1), 2
        elif unicodedata.category(char) not in ("Mn", "Me", "Cf"):
            width = 2 if unicodedata.east_asian_width(char) in "WF" else 1
            if not is_joined and not (last == 2 and ord(char) in _SKIN_TONES):
                total, last = total + width, width
            is_joined = False
    return total
