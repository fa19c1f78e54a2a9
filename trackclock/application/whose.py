"""Every name that an athlete has or had, for whoever reads the past: a new name keeps the history of the old one.

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
