"""Which keys nobody typed: a line that was pasted into a terminal that sets no brackets around it.

It exists because letters are commands: "3 x 400m" would drop the set and add one before anybody sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

from trackclock.ui.pressed import Key, is_space

_MANY: Final = 4
"""So many different characters in one read were never typed: a read takes what has come since the one before, within a
millisecond as a rule, and two hands on a keyboard send two or three keys in that; a held key is one character."""

_BEHIND_S: Final = 0.1
"""A pasted text comes in several reads where the line is slow; two that belong together are this near."""


class Pastes:
    """Looks at what came in each read, and marks what was pasted."""

    def __init__(self, marks: Callable[[], Collection[str]] = tuple) -> None:
        """Nothing has come yet.

        Args:
            marks: tells the keys that are the one big key, beside space.
        """
        self._marks = marks
        self._until_s = float("-inf")

    def look(self, keys: Sequence[Key]) -> None:
        """Mark the keys of one read, if they were pasted; a space that comes first is a press whatever follows it.

        Args:
            keys: in their order, changed in place; their times count from any instant.
        """
        if not keys:
            return
        characters = {key.character for key in keys if key.is_printable}
        if len(characters) < _MANY and keys[0].time >= self._until_s:
            return
        self._until_s = keys[-1].time + _BEHIND_S
        for key in keys[1:] if is_space(keys[0]) or keys[0].key in self._marks() else keys:
            key.is_pasted = True
