"""What the user's own file says of an athlete to whoever reads the past: all names, and the goal.

It exists apart from the file of the athletes because the past asks for it all the time, and has to be read whatever is
wrong with that file.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from trackclock.errors import TrackclockError


def names_by(config_dir: Callable[[], Path]) -> Callable[[str], tuple[str, ...]]:
    """What gives every name of an athlete by any of them, the present one first, as the user's own file has them now.

    Args:
        config_dir: finds the folder of that file. It is read when the first athlete is asked about, and again where it
            is not the same any more.
    """

    @cache
    def read(_: object) -> Callable[[str], tuple[str, ...]]:
        from trackclock.application.athletes import load_athletes, names_of

        try:
            athletes = load_athletes(config_dir())
        except TrackclockError:  # said where the athletes are wanted
            return lambda name: (name,)
        return lambda name: names_of(athletes, name)

    def names(name: str) -> tuple[str, ...]:
        from trackclock.application.config_file import FILE

        try:
            found = (config_dir() / FILE).stat()
        except OSError:
            return (name,)
        return read((found.st_mtime_ns, found.st_size))(name)

    return names


def goal_of(config_dir: Path, athlete: str) -> str:
    """What an athlete trains for, as the user's own file has it; empty where it says nothing or cannot be read."""
    from trackclock.application.athletes import find, load_athletes

    try:
        found = find(load_athletes(config_dir), athlete)
    except TrackclockError:
        return ""
    return found.goal if found is not None else ""
