"""What the athletes of the user's own file are called now, by any name that they had.

It exists apart from reading that file because the past asks for it all the time, and has to be shown whatever is wrong
with the file; who runs a group is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path


def naming(folder: Callable[[], Path]) -> Callable[[str], Sequence[str]]:
    """Tells every name of an athlete by any of them, the one that is used now first.

    Args:
        folder: finds the folder of the settings. The file is read when somebody is first asked for, and again where it
            is not the same any more.
    """

    @cache
    def read(_: object) -> Callable[[str], tuple[str, ...]]:
        from trackclock.application.athletes import load_athletes, names_of
        from trackclock.core.athletes import only_that
        from trackclock.formats.errors import FileError

        try:
            athletes = load_athletes(folder())
        except FileError:
            return only_that
        return lambda name: names_of(athletes, name)

    def names(name: str) -> tuple[str, ...]:
        from trackclock.application.config_file import FILE

        try:
            found = (folder() / FILE).stat()
        except OSError:
            return (name,)
        return read((found.st_mtime_ns, found.st_size))(name)

    return names
