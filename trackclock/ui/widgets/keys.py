"""The keys of a screen: one table gives the bindings, the line at the bottom, the palette and the help.

It exists so that the four can never disagree, on the screens around the live one as on the live one itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.command import Provider


@dataclass(frozen=True, slots=True)
class Key:
    """Something that can be done on a screen.

    Attributes:
        keys: the keys that do it, in Textual's words, separated by commas.
        shown: the key as a person reads it.
        action: the screen's action.
        footer: one to three words for the line at the bottom; empty to leave it out there.
        title: what the palette and the help call it.
        is_priority: whether it counts before the widget that has the focus sees the key.
    """

    keys: str
    shown: str
    action: str
    footer: str
    title: str
    is_priority: bool = False


def palette() -> type[Provider]:
    """What a screen with `keys` puts into its COMMANDS; the palette's part is imported when it is opened."""
    from trackclock.ui.palette import KeysProvider

    return KeysProvider


def bindings_of(keys: Sequence[Key]) -> list[Binding]:
    """The bindings of a screen."""
    return [Binding(key.keys, key.action, key.title, show=False, priority=key.is_priority) for key in keys]


class KeyLine(Static):
    """The line at the bottom: what the keys do here; a click does the same."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    KeyLine { height: 1; width: 1fr; background: $panel; color: $foreground; padding: 0 1; text-wrap: nowrap;
        text-overflow: ellipsis; }
    """

    def __init__(self, keys: Sequence[Key], *, id: str | None = None) -> None:  # noqa: A002
        """Show some keys."""
        super().__init__(self._line(keys), id=id)
        self.auto_links = False  # a key is not underlined

    def show(self, keys: Sequence[Key]) -> None:
        """Show other keys."""
        self.update(self._line(keys))

    @staticmethod
    def _line(keys: Sequence[Key]) -> Content:
        parts: list[Content] = []
        for key in keys:
            if not key.footer:
                continue
            action = key.action if key.action.startswith("app.") else f"screen.{key.action}"
            click = Style.from_meta({"@click": action})
            part = Content.assemble((key.shown, "bold $accent"), " ", key.footer)
            parts.append(part.stylize(click))
        return Content("  ").join(parts)
