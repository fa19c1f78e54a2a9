"""What the user's own file says of an athlete to whoever reads the past: all names, and the goal.

It exists apart from the file of the athletes because the past has to be read whatever is wrong with that file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from trackclock.errors import TrackclockError


def names_by(config_dir: Callable[[], Path]) -> Callable[[str], tuple[str, ...]]:
    """What gives every name of an athlete by any of them, the present one first, as the user's own file has them now.

    Args:
        config_dir: finds the folder of that file; asked when the first athlete is asked about.
    """

    def names(name: str) -> tuple[str, ...]:
        from trackclock.application.athletes import load_athletes, names_of

        try:
            return names_of(load_athletes(config_dir()), name)
        except TrackclockError:  # said where the athletes are wanted
            return (name,)

    return names


def goal_of(config_dir: Path, athlete: str) -> str:
    """What an athlete trains for, as the user's own file has it; empty where it says nothing or cannot be read."""
    from trackclock.application.athletes import find, load_athletes

    try:
        found = find(load_athletes(config_dir), athlete)
    except TrackclockError:
        return ""
    return found.goal if found is not None else ""
