"""Every key and every sound on one page.

It exists so that a runner can learn what each sound means before it matters; it is made from the registry, so it
cannot be out of date.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from trackclock.core.sounds import Sound
from trackclock.keys import DEFAULT, Command, Keymap, Scope, commands_of
from trackclock.keys.group import GROUP
from trackclock.keys.lines import LISTED, OF_A_GROUP, help_lines
from trackclock.ports import ScheduledCue
from trackclock.ui.access import SPACE_COUNTS, is_space_the_sessions, keymap_of, services_of, shell_of
from trackclock.ui.widgets.keys import bindings_of
from trackclock.ui.widgets.line import Line, Part

SOUNDS: tuple[tuple[str, Sound, str], ...] = (
    ("1", Sound.THREE, "three, two, one"),
    ("2", Sound.GO, "GO"),
    ("3", Sound.MARK, "mark taken"),
    ("4", Sound.REFUSED, "press refused"),
    ("5", Sound.FINISHED, "rep finished"),
    ("6", Sound.BEST, "new best"),
    ("7", Sound.RECOVERY, "recovery begins"),
    ("8", Sound.TEN_SECONDS, "ten seconds left"),
    ("9", Sound.HALF, "half of a timed rep"),
    ("0", Sound.SESSION_FINISHED, "session finished"),
    ("f1", Sound.LAST_REP, "the last rep is next"),
    ("f2", Sound.REST, "rest begins"),
    ("f3", Sound.TIME_UP, "time is up, press on"),
    ("f4", Sound.PACE, "pace"),
    ("f5", Sound.PACE_LAP, "pace, a lap"),
    ("f6", Sound.PATTERN, "pattern changes"),
    ("f7", Sound.ON_YOUR_MARKS, "on your marks"),
    ("f8", Sound.SET, "set"),
    ("f9", Sound.BANG, "the gun"),
)
"""Key, sound and name of everything that can be heard."""


_INDENT = 7
"""Columns of the keys."""


class KeysColumn(VerticalScroll, can_focus=False):
    """The keys, each line of text as wide as there is room."""

    def __init__(self, below: Sequence[Command], listed: tuple[Command, ...], *, are_all: bool) -> None:
        """Take the keys of the screen from which help was asked for, of a session, and whether no others count."""
        super().__init__(id="keys")
        self._below = below
        self._listed = listed
        self._are_all = are_all

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(markup=False)

    def on_resize(self) -> None:
        """Say it in the width that there is."""
        width, keymap = self.scrollable_content_region.width, keymap_of(self)
        self.query_one(Static).update(keys_text(self._below, width, keymap, self._listed, are_all=self._are_all))


class HelpScreen(ModalScreen[None]):
    """The keys on the left, the sounds on the right; a sound's key plays it."""

    DEFAULT_CSS = """
    HelpScreen { background: $background; layout: vertical; }
    HelpScreen > #columns { height: 1fr; }
    HelpScreen #keys { width: 1fr; height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
        padding: 0 1; }
    HelpScreen #keys > Static { height: auto; }
    HelpScreen #sounds { width: 27; height: 1fr; padding: 0 1; background: $panel; scrollbar-size-vertical: 1; }
    HelpScreen.-narrow #columns { layout: vertical; }
    HelpScreen.-narrow #sounds { width: 1fr; height: 5; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(commands_of(Scope.HELP)),
        Binding("down,j", "scroll_keys('down')", "down", show=False),
        Binding("up,k", "scroll_keys('up')", "up", show=False),
        Binding("pagedown", "scroll_keys('page_down')", "page down", show=False),
        Binding("pageup", "scroll_keys('page_up')", "page up", show=False),
        *(Binding(key, f"play('{sound.value}')", name, show=False) for key, sound, name in SOUNDS),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-wide")]  # noqa: RUF012 - Textual's own way

    def compose(self) -> ComposeResult:
        """Two lists, each on a page of 80 x 24."""
        counts = [Part(SPACE_COUNTS, "", rank=1)] if is_space_the_sessions(self) else []
        back = Part(f"{keymap_of(self).key_of('back')} back", "", is_right=True)
        yield Line([Part("Keys", "bold"), *counts, back], id="head")
        with Horizontal(id="columns"):
            is_watching = services_of(self).is_watching
            yield KeysColumn(self._keys_below(), self._listed(), are_all=is_watching)
            if not is_watching:  # which makes no sound
                with VerticalScroll(id="sounds", can_focus=False):
                    yield Static(sounds_text(), markup=False)

    def _keys_below(self) -> Sequence[Command]:
        """The keys of the screen from which help was asked for; the live one has none but those of the registry."""
        stack = self.app.screen_stack
        return getattr(stack[-2], "keys", ()) if len(stack) > 1 else ()

    def _listed(self) -> tuple[Command, ...]:
        """The keys of a session: of a group where one is live."""
        live = shell_of(self).live
        return OF_A_GROUP if live is not None and live.commands == GROUP else LISTED

    async def action_dismiss(self, result: None = None) -> None:
        """Back to the screen below."""
        self.dismiss(result)

    def action_scroll_keys(self, where: str) -> None:
        """Scroll where the terminal is too low for one page."""
        for column in self.query(VerticalScroll):
            getattr(column, f"scroll_{where}")(animate=False)

    def action_play(self, name: str) -> None:
        """Play a sound by its name."""
        services = services_of(self)
        now_ms = services.clock.now_ms()
        services.speaker.play(ScheduledCue(f"help:{name}:{now_ms}", now_ms, Sound(name)))


def keys_text(
    below: Sequence[Command] = (),
    width: int = 0,
    keymap: Keymap = DEFAULT,
    listed: tuple[Command, ...] = LISTED,
    *,
    are_all: bool = False,
) -> Content:
    """What the keys of the screen below do, then every command of the registry.

    Args:
        below: the keys of that screen.
        width: the room in columns; what is longer goes on below its beginning. 0: one a line.
        keymap: the keys as they are.
        listed: those of a session, and those that count everywhere.
        are_all: whether no others count there.
    """
    lines = [_line(keymap.shown(command), command.title, width) for command in below]
    if are_all:
        return Content("\n").join([_line("", "This only watches: no other key counts here.", width), *lines])
    if lines:
        lines.append(Content.styled("While a session runs, and everywhere", "bold"))
    lines += [_line(keys, text, width) for keys, text in help_lines(keymap, listed)]
    return Content("\n").join(lines)


def _line(keys: str, text: str, width: int) -> Content:
    room = width - _INDENT
    wrapped = wrap(text, room) if room > 0 else [text]
    return Content.assemble((f"{keys:>5} ".ljust(_INDENT), "bold $accent"), ("\n" + " " * _INDENT).join(wrapped))


def sounds_text() -> Content:
    """Every sound with the key that plays it."""
    lines = [Content.styled("Sounds: press to hear", "bold")]
    lines.extend(Content.assemble((f"{key:>2}  ", "bold $accent"), name) for key, _, name in SOUNDS)
    return Content("\n").join(lines)
