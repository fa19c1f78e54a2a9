"""The sessions of a group as the picture wants them.

It exists because a picture is made ten times a second, and what it is made of only where something has happened.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.group.look import Looked
from trackclock.core.group.marks import GroupState
from trackclock.core.group.starts import Standing
from trackclock.recorder.recorder import Recorder
from trackclock.recorder.saving import Saving


def looked_at(
    names: Sequence[str],
    members: Sequence[Recorder],
    standings: Sequence[Standing],
    group: GroupState,
    now_ms: int,
) -> tuple[Looked, ...]:
    """Everybody, in the order of the keys.

    Args:
        names: of the athletes.
        members: their recorders.
        standings: their sessions.
        group: whose the marks are.
        now_ms: a reading of the clock.
    """
    marks: list[dict[int, int]] = [{} for _ in members]
    for mark in group.named():
        if mark.athlete is not None:
            marks[mark.athlete][mark.at] = mark.number
    return tuple(
        Looked(name, standing, one.newest_rep(), own, one.saving(now_ms) is Saving.SAVED)
        for name, one, standing, own in zip(names, members, standings, marks, strict=True)
    )
