"""What a list reads only once it comes into sight: pages of rows, and facts about a row that take long to work out.

It exists so that ten thousand sessions open as fast as ten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from trackclock.errors import TrackclockError
from trackclock.ui.background import Background

PAGE = 100
"""So many rows are read at once."""

Row = TypeVar("Row")
Key = TypeVar("Key")
Fact = TypeVar("Fact")


class Pages(Generic[Row]):
    """The rows that answer one question; another filter or order is another question, and has pages of its own."""

    def __init__(self, screen: Background, read: Callable[[int], Sequence[Row]], arrived: Callable[[], object]) -> None:
        """Begin with none.

        Args:
            screen: asks in the background.
            read: gives a page of rows from an index on; called in a thread.
            arrived: called after a page has come.
        """
        self._screen, self._read, self._arrived = screen, read, arrived
        self._pages: dict[int, Sequence[Row]] = {}
        self._asked: set[int] = set()

    def put(self, first: int, page: Sequence[Row]) -> None:
        """Take the page that begins with an index."""
        self._pages[first // PAGE] = page

    def row(self, index: int) -> Row | None:
        """A row, if its page has been read; else its page is asked for."""
        number, offset = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is not None:
            return page[offset] if offset < len(page) else None
        if number not in self._asked:
            self._asked.add(number)
            first = number * PAGE

            def then(page: Sequence[Row]) -> None:
                self.put(first, page)
                self._arrived()

            self._screen.ask(lambda: self._read(first), then, group=f"page {number}")
        return None


class InSight(Generic[Key, Fact]):
    """Facts about the rows in sight, those that were painted last first, a few at a time."""

    def __init__(
        self,
        screen: Background,
        read: Callable[[Key], Fact],
        arrived: Callable[[], object],
        *,
        at_once: int,
        unreadable: Fact,
    ) -> None:
        """Begin with none.

        Args:
            screen: asks in the background.
            read: works one out; called in a thread.
            arrived: called after some have come.
            at_once: how many are worked out in one go: the next are those in sight by then.
            unreadable: stands for those that cannot be read.
        """
        self._screen, self._read, self._arrived = screen, read, arrived
        self._at_once, self._unreadable = at_once, unreadable
        self._wanted: dict[Key, None] = {}
        self._asked: frozenset[Key] = frozenset()
        self.known: dict[Key, Fact] = {}

    def forget(self) -> None:
        """What is known may have changed."""
        self.known = {}

    def of(self, key: Key) -> Fact | None:
        """What is known of a row; None while it is not, and then it is asked for."""
        if key not in self.known and key not in self._asked:
            self._wanted[key] = None
            self._screen.call_later(self._ask)
        return self.known.get(key)

    def _ask(self) -> None:
        # Not `is_asking`: the answer may be here before its worker has ended, and nobody would ask again.
        if not self._wanted or self._asked:
            return
        keys = list(self._wanted)[-self._at_once :]
        self._asked = frozenset(keys)
        for key in keys:
            del self._wanted[key]

        def then(found: dict[Key, Fact]) -> None:
            self._asked = frozenset()
            self.known.update(found)
            self._arrived()
            self._screen.call_later(self._ask)

        def failed(error: TrackclockError) -> None:
            then(dict.fromkeys(keys, self._unreadable))
            self._screen.complain(error)

        self._screen.ask(lambda: {key: self._read(key) for key in keys}, then, group="in sight", failed=failed)
