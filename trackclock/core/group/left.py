"""What a group's own log says of a group that is not run: who was in it, and whether it was left.

It exists apart from the folding because a history asks for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

from trackclock.core.events import Entry
from trackclock.core.group_events import GroupEnded, GroupFormed, GroupMember
from trackclock.core.session.log import counting


def members_of(log: Iterable[Entry]) -> tuple[GroupMember, ...]:
    """The athletes of a group, in the order of their keys; none where its log does not say."""
    return next((entry.event.members for entry in log if isinstance(entry.event, GroupFormed)), ())


def is_over(log: Iterable[Entry]) -> bool:
    """Whether the group was left, and that was not taken back."""
    return any(isinstance(entry.event, GroupEnded) for entry in counting(log))
