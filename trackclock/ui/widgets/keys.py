"""The keys of a screen: one table gives the bindings, the line at the bottom, the palette and the help.

It exists so that the four can never disagree, on the screens around the live one as on the live one itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widgets import Static


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
        rank: the larger, the sooner the line at the bottom leaves it out where there is no room; the way back stays.
    """

    keys: str
    shown: str
    action: str
    footer: str
    title: str
    is_priority: bool = False
    rank: int = 1


_GAP = "  "

HELP = Key("question_mark", "?", "app.command('help')", "help", "Help", rank=0)
"""For the line at the bottom: it leads to all that has no room there."""

LEAVE = Key("q", "q", "app.command('leave')", "quit", "Leave trackclock", rank=0)
"""For the line of the first screen, which has no way back."""


def bindings_of(keys: Sequence[Key]) -> list[Binding]:
    """The bindings of a screen."""
    return [Binding(key.keys, key.action, key.title, show=False, priority=key.is_priority) for key in keys]


class KeyLine(Static):
    """The line at the bottom: what the keys do here, as far as there is room; a click does the same."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    KeyLine { height: 1; width: 1fr; background: $panel; color: $foreground; padding: 0 1; text-wrap: nowrap;
        text-overflow: ellipsis; }
    KeyLine.-several { height: auto; text-wrap: wrap; }
    """

    def __init__(self, keys: Sequence[Key], *, more: Sequence[Key] = (), id: str | None = None) -> None:  # noqa: A002
        """Show some keys.

        Args:
            keys: those of the screen.
            more: those of the app that are named as well, such as `HELP`.
            id: as for any widget.
        """
        super().__init__(id=id)
        self._more = tuple(more)
        self._keys: tuple[Key, ...] = ()
        self.auto_links = False  # a key is not underlined
        self.show(keys)

    def on_mount(self) -> None:
        """A dialog has few keys, and room for all of them."""
        self.set_class(self.screen.is_modal, "-several")

    def show(self, keys: Sequence[Key]) -> None:
        """Show other keys."""
        self._keys = tuple(key for key in (*keys, *self._more) if key.footer)
        self.update(_line(self._keys))

    def render(self) -> Content:
        """The keys that fit; all of them where the line may be several."""
        width = self.content_size.width
        if self.styles.text_wrap != "nowrap":
            return Content("\n").join(map(_line, lines_of(self._keys, width)))
        return _line(fitting_keys(self._keys, width) if width > 0 else self._keys)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the keys take."""
        if self.styles.text_wrap != "nowrap":
            return len(lines_of(self._keys, width))
        return super().get_content_height(container, viewport, width)


def lines_of(keys: Sequence[Key], width: int) -> list[list[Key]]:
    """The keys in lines, none of them torn from what it does.

    Args:
        keys: what there is.
        width: the room in columns; 0 if it is not known yet.
    """
    lines: list[list[Key]] = [[]]
    for key in keys:
        if lines[-1] and 0 < width < len(_line([*lines[-1], key]).plain):
            lines.append([])
        lines[-1].append(key)
    return lines


def fitting_keys(keys: Sequence[Key], width: int) -> list[Key]:
    """The keys whose names fit side by side; those of the highest rank are left out first, of equal ones the last.

    Args:
        keys: what there is.
        width: the room in columns.
    """
    kept = list(keys)
    while kept and len(_line(kept).plain) > width:
        highest = max(map(_rank, kept))
        if highest == 0:
            break
        del kept[max(index for index, key in enumerate(kept) if _rank(key) == highest)]
    return kept


def _rank(key: Key) -> int:
    return 0 if key.keys.startswith("escape") else key.rank


def _line(keys: Sequence[Key]) -> Content:
    parts: list[Content] = []
    for key in keys:
        action = key.action if key.action.startswith("app.") else f"screen.{key.action}"
        part = Content.assemble((key.shown, "bold $accent"), " ", key.footer)
        parts.append(part.stylize(Style.from_meta({"@click": action})))
    return Content(_GAP).join(parts)
