"""Errors that a person reads: each says what is wrong and what to do instead.

They exist so that the command line and the screens can show any of them without knowing who raised it.
"""

from __future__ import annotations


def with_way_out(what: str, instead: str) -> str:
    """What is wrong and what to do instead, if anything is known: one sentence, or a question and a sentence."""
    if not instead:
        return what
    return f"{what} {instead[0].upper()}{instead[1:]}" if what.endswith("?") else f"{what}; {instead}"


class TrackclockError(Exception):
    """Base of every error that is meant for the user.

    Attributes:
        exit_code: what the command line returns for it: 1, the file or the data is at fault; 2, the call is.
    """

    exit_code: int = 1

    def report(self) -> str:
        """All that the command line says of it."""
        return str(self)


class UsageError(TrackclockError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class StoreError(TrackclockError):
    """The history cannot be read or written."""
