"""The words of one screen, kept while they are typed and offered again where they were left.

It exists so that the editor and the note keep theirs by the same few calls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from trackclock.kept_words import KeptWords, WordsKind

if TYPE_CHECKING:
    from trackclock.application.services import Services


class Keeping:
    """Keeps what stands in one screen."""

    def __init__(self, services: Services, kind: WordsKind, key: str) -> None:
        """Begin; nothing is kept before there is something that is not saved.

        Args:
            services: for what keeps words, and the clock.
            kind: where they are typed.
            key: what they belong to.
        """
        self._services = services
        self._about = KeptWords(kind, key, "", 0, 0, {})
        self._place: str | None = None

    @property
    def fault(self) -> str | None:
        """Why the newest words cannot be kept."""
        return self._services.words.fault if self._place is not None else None

    def keep(self, fields: Mapping[str, str] | None, title: str = "") -> None:
        """Keep these words instead of the ones before; None: everything is saved, or not wanted any more.

        Args:
            fields: what stands in the screen's fields.
            title: what they belong to, as it is called.
        """
        if fields is None:
            if self._place is not None:
                self._services.words.put(self._place, None)
            return
        if self._place is None:
            self._place = self._services.words.begin()
        clock = self._services.clock
        words = replace(
            self._about,
            title=title,
            written_wall_ms=clock.wall_ms(),
            utc_offset_s=clock.utc_offset_s(),
            fields=dict(fields),
        )
        self._services.words.put(self._place, words)

    def take(self, words: KeptWords) -> bool:
        """Go on with words that were left; what was kept here until now is left in their stead.

        Returns:
            False if another app was faster.
        """
        place = self._services.words.take(words)
        if place is None:
            return False
        self.leave()
        self._place = place
        return True

    def leave(self) -> None:
        """Nothing more is typed here; what is not saved stays and is offered."""
        if self._place is not None:
            self._services.words.end(self._place)
            self._place = None


def discard(services: Services, words: KeptWords) -> None:
    """Forget words that were left; for a thread."""
    place = services.words.take(words)
    if place is not None:
        services.words.put(place, None)
        services.words.end(place)
        services.words.flush()
