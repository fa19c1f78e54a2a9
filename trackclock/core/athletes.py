"""When two names are of one athlete.

It exists so that a history, a file and what is typed mean the same person by the same name, however it is written.
"""

from __future__ import annotations

import unicodedata


def only_that(name: str) -> tuple[str, ...]:
    """The names of an athlete who has never had another."""
    return (name,)


def name_key(name: str | None) -> str:
    """What is equal for two spellings of one name, and for no other; empty for nobody, who owns the history.

    Case, blanks around it and the way in which a letter with an accent is put together do not count (Unicode, 3.13,
    "Default Caseless Matching", and annex 15 for NFC).
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).strip() if name else ""
