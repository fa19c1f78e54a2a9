"""The header of a session as fields, the rarer ones in a part that can be hidden.

It exists so that the editor has one thing to fill, to read and to mark, and not one for each key.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widget import Widget
from textual.widgets import Label

from trackclock.application.draft import FIELDS, Draft
from trackclock.application.problems import LABELS
from trackclock.ui.fields import HINTS
from trackclock.ui.widgets.line_input import LineInput

_LONGEST = 4_000

OPTIONS = FIELDS[3:]
"""Those that most sessions leave as they are."""

_GROUP = (OPTIONS[9:],)
"""Those of a group."""

_PARTS = ((OPTIONS[:2], OPTIONS[2:4]), (OPTIONS[4:7], OPTIONS[7:9]), _GROUP)
"""What stands side by side where there is room, and else one below the other."""


class HeaderFields(Widget):
    """A field for each key of the header."""

    DEFAULT_CSS = """
    HeaderFields { height: auto; layout: vertical; }
    .-few-rows HeaderFields #group { display: none; }
    """
    SCOPED_CSS = False

    def __init__(self, take_lines: Callable[[str], bool], take_line: Callable[[str], bool]) -> None:
        """Make them, empty.

        Args:
            take_lines: asked where several lines are pasted into one of them; whether they were put elsewhere.
            take_line: the same where one is pasted into the name.
        """
        super().__init__()
        self._take_lines = take_lines
        self._take_line = take_line

    def compose(self) -> ComposeResult:
        """Three that are always there, and the options."""
        with Horizontal(classes="fields"):
            yield from self._fields(FIELDS[:2])
        with Horizontal(classes="fields"):
            yield from self._fields(FIELDS[2:3])
        with Container(id="options"):
            for part in _PARTS:
                with Container(classes="part", id="group" if part is _GROUP else None):
                    for names in part:
                        with Horizontal(classes="fields"):
                            yield from self._fields(names)

    def _fields(self, names: Collection[str]) -> ComposeResult:
        for name in names:
            yield Label(LABELS[name])
            yield LineInput(
                id=name,
                placeholder=HINTS[name],
                compact=True,
                max_length=_LONGEST,
                take_lines=self._take_lines,
                take_line=self._take_line if name == "name" else None,
            )

    def field(self, name: str) -> LineInput:
        """One of them."""
        return self.query_one(f"#{name}", LineInput)

    @property
    def values(self) -> dict[str, str]:
        """What stands in them."""
        return {name: self.field(name).value for name in FIELDS}

    def fill(self, draft: Draft) -> None:
        """Put a draft's header in."""
        for name in FIELDS:
            self.field(name).value = getattr(draft, name)

    def fill_in(self, **values: str) -> None:
        """Put something into each field that is empty."""
        for name, value in values.items():
            if not self.field(name).value:
                self.field(name).value = value

    def hint(self, **hints: str) -> None:
        """Say what stands for a field that is left empty."""
        for name, text in hints.items():
            self.field(name).placeholder = text or HINTS[name]

    def mark(self, wrong: Collection[str]) -> None:
        """Mark those in which something is wrong."""
        for name in FIELDS:
            self.field(name).set_class(name in wrong, "-wrong")
