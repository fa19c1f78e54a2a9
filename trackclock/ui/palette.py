"""What the command palette offers on the screens around the live one: the keys of the screen below it.

It exists apart from the keys themselves because the palette's machinery is only imported when it is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from trackclock.keys import Command, Keymap
from trackclock.ui.access import keymap_of


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

    def _keys(self) -> Iterator[Command]:
        keys: Sequence[Command] = getattr(self.screen, "keys", ())
        return (key for key in keys if self.screen.check_action(key.action.split("(")[0], ()) is not False)

    def _title(self, command: Command) -> str:
        return entry(command, keymap_of(self.screen))


def entry(command: Command, keymap: Keymap) -> str:
    """What the palette calls a command: its title, and its key if it has one.

    Args:
        command: the command.
        keymap: the keys as they are.
    """
    shown = keymap.shown(command)
    return f"{command.title}  ({shown})" if shown else command.title
