"""What a decision looks like: it holds, or it is refused in words.

It exists apart from the rules because every command answers in these two shapes, and each rule is a file of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from trackclock.core.events import Event


@dataclass(frozen=True, slots=True)
class Accepted:
    """The command holds.

    Attributes:
        events: to be appended as one batch.
        message: what the screen may say, empty where the change speaks for itself.
    """

    events: tuple[Event, ...]
    message: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The command changes nothing.

    Attributes:
        message: why, and what to do instead.
        events: a refused press is a fact as well; empty for every other command.
        needs_confirmation: whether the same command, confirmed, would hold.
    """

    message: str
    events: tuple[Event, ...] = ()
    needs_confirmation: bool = False


Decision: TypeAlias = Accepted | Refused
