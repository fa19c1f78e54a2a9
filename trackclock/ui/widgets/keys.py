"""The line at the bottom of a screen, and the bindings of a screen: both from the registry of commands.

It exists so that the two can never disagree, with each other or with the palette and the help.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widgets import Static

from trackclock.keys import Command, Keymap
from trackclock.keys.command import LIVE
from trackclock.keys.keymap import MARK
from trackclock.keys.registry import BY_ID
from trackclock.ui.access import keymap_of
from trackclock.ui.way_back import has_way_back

_GAP = "  "

HELP = replace(BY_ID["help"], rank=0)
"""For the line at the bottom: it leads to all that has no room there."""

LEAVE = replace(BY_ID["leave"], footer="quit", rank=0)
"""For the line of a screen that has no way back."""


def bindings_of(commands: Sequence[Command]) -> list[Binding]:
    """The bindings of some commands, each with the id by which it can be given other keys.

    Those of a running session count before any widget sees the key, and so in the order in which they arrive.
    """
    return [
        Binding(
            ",".join(command.keys),
            command.action or f"app.command('{command.id}')",
            command.title,
            show=False,
            priority=command.is_priority or command.scope in LIVE,
            id=command.binding_id,
        )
        for command in commands
        if command.keys and command.id != MARK
    ]


class KeyLine(Static):
    """The line at the bottom: what the keys do here, as far as there is room; a click does the same."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    KeyLine { height: 1; width: 1fr; background: $panel; color: $foreground; padding: 0 1; text-wrap: nowrap;
        text-overflow: ellipsis; }
    KeyLine.-several { height: auto; text-wrap: wrap; }
    """

    def __init__(self, keys: Sequence[Command], *, more: Sequence[Command] = (), id: str | None = None) -> None:  # noqa: A002
        """Show some keys.

        Args:
            keys: those of the screen.
            more: those of the app that are named as well, such as `HELP`.
            id: as for any widget.
        """
        super().__init__(id=id)
        self._more = tuple(more)
        self._keys: tuple[Command, ...] = ()
        self.auto_links = False  # a key is not underlined
        self.show(keys)

    def on_mount(self) -> None:
        """A dialog has few keys, and room for all of them."""
        self.set_class(self.screen.is_modal, "-several")

    def show(self, keys: Sequence[Command]) -> None:
        """Show other keys."""
        named = tuple(key for key in (*keys, *self._more) if key.footer)
        if named != self._keys:
            self._keys = named
            self.refresh(layout=True)

    def render(self) -> Content:
        """The keys that fit; all of them where the line may be several."""
        width, keymap, keys = self.content_size.width, keymap_of(self), self._counting
        if self.styles.text_wrap != "nowrap":
            return Content("\n").join([_line(line, keymap) for line in lines_of(keys, width, keymap)])
        return _line(fitting_keys(keys, width, keymap) if width > 0 else keys, keymap)

    @property
    def _counting(self) -> tuple[Command, ...]:
        """Those that do something: where there is no way back, the key that leaves stands in its place."""
        if has_way_back(self.screen):
            return self._keys
        return tuple(LEAVE if key.id == "back" else key for key in self._keys)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's own way
        """As wide as all of them."""
        return _line(self._counting, keymap_of(self)).cell_length

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the keys take."""
        if self.styles.text_wrap != "nowrap":
            return len(lines_of(self._counting, width, keymap_of(self)))
        return super().get_content_height(container, viewport, width)


def lines_of(keys: Sequence[Command], width: int, keymap: Keymap) -> list[list[Command]]:
    """The keys in lines, none of them torn from what it does.

    Args:
        keys: what there is.
        width: the room in columns; 0 if it is not known yet.
        keymap: the keys as they are.
    """
    lines: list[list[Command]] = [[]]
    for key in keys:
        if lines[-1] and 0 < width < _line([*lines[-1], key], keymap).cell_length:
            lines.append([])
        lines[-1].append(key)
    return lines


def fitting_keys(keys: Sequence[Command], width: int, keymap: Keymap) -> list[Command]:
    """The keys whose names fit side by side; those of the highest rank are left out first, of equal ones the last.

    Args:
        keys: what there is.
        width: the room in columns.
        keymap: the keys as they are.
    """
    kept = list(keys)
    while kept and _line(kept, keymap).cell_length > width:
        highest = max(key.rank for key in kept)
        if highest == 0:
            break
        del kept[max(index for index, key in enumerate(kept) if key.rank == highest)]
    return kept


def _line(keys: Sequence[Command], keymap: Keymap) -> Content:
    parts: list[Content] = []
    for key in keys:
        action = key.action if key.action.startswith("app.") else f"screen.{key.action}"
        if not key.action:
            action = f"app.command('{key.id}')"
        shown = keymap.shown(key)
        part = Content.assemble((f"{shown} " if shown else "", "bold $accent"), key.footer)
        parts.append(part.stylize(Style.from_meta({"@click": action})))
    return Content(_GAP).join(parts)
