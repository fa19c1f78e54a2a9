"""What an athlete can be called, and when two names are the same.

It exists so that the user's own file, a session file, the command line and the screen take and refuse the same names.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from trackclock.safe_text import clean, is_harmful

LONGEST_NAME: Final = 24
"""In characters: what a row of twelve has room for at 80 columns."""

_PARTS = {",": "a comma parts two names", "@": "behind an @ stands what somebody is to run"}


def name_of(text: str) -> str:
    """A name as it is kept: without blanks around it, composed (NFC).

    Raises:
        ValueError: if it is none; what is wrong and, behind a semicolon, what to write instead.
    """
    if is_harmful(text):
        raise ValueError("a name holds no control characters; delete them")
    name = unicodedata.normalize("NFC", clean(text))
    if not name:
        raise ValueError('a name is missing; write one, such as "Ana"')
    if len(name) > LONGEST_NAME:
        raise ValueError(f"a name has at most {LONGEST_NAME} characters, and this one {len(name)}; write a shorter one")
    for sign, why in _PARTS.items():
        if sign in name:
            raise ValueError(f"a name has no '{sign}' in it, since {why}; leave it out")
    return name


def same_name(name: str) -> str:
    """What two names have in common that are the same: no difference of case, nor of how a letter is composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def same_group(name: str) -> str:
    """The same of a pace group, which may be called "Group A" or just "A"."""
    return same_name(name).removeprefix("group ").strip()
