"""The line that offers something that was left, and the keys for it.

It exists as one line that is not there as a rule, so that what is offered never stands in the way.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from trackclock.keys import Command
from trackclock.ui.widgets.keys import KeyLine


class OfferLine(Horizontal):
    """Hidden until something is offered."""

    DEFAULT_CSS = """
    OfferLine { height: 1; display: none; background: $warning 30%; }
    OfferLine.-open { display: block; }
    OfferLine > Static { width: 1fr; height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    OfferLine > KeyLine, OfferLine > KeyLine.-several { width: auto; height: 1; background: transparent;
        text-wrap: nowrap; }
    """

    def __init__(self, keys: Sequence[Command], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Make it, hidden.

        Args:
            keys: what can be done with what is offered.
            id: as for any widget.
        """
        super().__init__(id=id)
        self._keys = keys

    def compose(self) -> ComposeResult:
        """What is offered, and the keys."""
        yield Static()
        yield KeyLine(self._keys)

    def offer(self, text: Content | None) -> None:
        """Offer something; None: nothing any more."""
        if text is not None:
            self.query(Static).first().update(text)
        self.set_class(text is not None, "-open")
