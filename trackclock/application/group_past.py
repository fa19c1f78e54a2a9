"""What the reps of a group's athletes are held against: the past of each, and of nobody else.

It exists apart from the screen because all of it is read in a thread, after the first frame.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from trackclock.core.comparisons import like_keys_to_come

if TYPE_CHECKING:
    from trackclock.application.services import Services
    from trackclock.core.comparisons import LikeHistory, LikeKey
    from trackclock.recorder.group import GroupRecorder


def pasts(
    recorder: GroupRecorder, names: Sequence[str], services: Services
) -> tuple[Mapping[LikeKey, LikeHistory], ...]:
    """The like reps that each athlete has run before; it reads the disk.

    Args:
        recorder: the group.
        names: its athletes, in the order of their keys.
        services: with the past and the clock.

    Raises:
        StoreError: if the history cannot be read.
    """
    header = recorder.header
    # As for somebody alone (`ui/run/past.py`): a group that is picked up is in the history itself.
    before_ms = header.started_wall_ms if header is not None else services.clock.wall_ms()
    return tuple(
        services.history_of(name).like(like_keys_to_come(one.plan.steps), before_wall_ms=before_ms)
        for name, one in zip(names, recorder.members, strict=True)
    )
