"""What the command palette offers on the screens around the live one: the keys of the screen below it.

It exists apart from the keys themselves because the palette's machinery is only imported when it is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from trackclock.ui.widgets.keys import Key


class KeysProvider(Provider):
    """Everything that a key of the screen does."""

    async def discover(self) -> Hits:
        """All of it, before anything is typed."""
        for key in self._keys():
            yield DiscoveryHit(self._title(key), partial(self.screen.run_action, key.action))

    async def search(self, query: str) -> Hits:
        """What the typed words fit."""
        matcher = self.matcher(query)
        for key in self._keys():
            score = matcher.match(key.title)
            if score > 0:
                title = self._title(key)
                yield Hit(score, matcher.highlight(title), partial(self.screen.run_action, key.action), text=title)

    def _keys(self) -> Iterator[Key]:
        keys: Sequence[Key] = getattr(self.screen, "keys", ())
        return (key for key in keys if self.screen.check_action(key.action.split("(")[0], ()) is not False)

    @staticmethod
    def _title(key: Key) -> str:
        return f"{key.title}  ({key.shown})"
