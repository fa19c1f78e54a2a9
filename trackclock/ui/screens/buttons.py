"""Press a button, see what it sends, and give it to a command.

It exists because nobody knows what a clicker, a shutter or a pedal sends, and a name guessed wrongly into a file does
nothing. Every key is only shown here, but for the space of a session under way, which counts everywhere; escape twice
leaves, whatever keys commands have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.errors import TrackclockError
from trackclock.keys import Command, Scope, commands_of
from trackclock.keys.heard import does_on_run_screen, key_of_event, repeats
from trackclock.keys.names import quoted, shown
from trackclock.keys.registry import COMMANDS
from trackclock.ui.access import SPACE_COUNTS, is_space_the_sessions, keymap_of, services_of, shell_of
from trackclock.ui.away.screen import AwayScreen
from trackclock.ui.widgets.keys import KeyLine, bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import MUTED_STYLE, SLOWER_STYLE, clean

_KEYS = commands_of(Scope.BUTTONS)
_CHOOSE, _AGREE, _BACK = _KEYS
_CAN_HAVE = tuple(one for one in (*commands_of(Scope.RUN), *commands_of(Scope.EVERYWHERE)) if one.keys)
"""What a button can be given, the mark first: what counts while a session runs."""

_COLUMNS = (Column("Command", 16, grows=True), Column("Keys", 20, rank=1))
_MOUSE = {1: "left", 2: "middle", 3: "right"}
_ESCAPE = "escape"
_MOST_TIMES = 64
_ASK = "Press a key of the keyboard, or a button of a clicker, a shutter, a pedal."
_NEVER = "If nothing appears, it sends no key, or the desktop takes it: volume, media and brightness never arrive."


class ButtonsScreen(AwayScreen[None]):
    """Shows what arrives; tab leads to the commands that it can be given to."""

    DEFAULT_CSS = """
    ButtonsScreen > #head { text-style: bold; }
    ButtonsScreen > #seen { height: auto; padding: 0 1; min-height: 6; }
    ButtonsScreen > #list { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(_KEYS)]
    AUTO_FOCUS = ""
    keys = _KEYS
    hears_all = True
    """Whether keys that mean nothing are to be shown all the same."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        super().__init__()
        self._raw = ""
        self._times_ms: list[int] = []
        self._is_choosing = False

    def compose(self) -> ComposeResult:
        """What arrived, the commands, the keys."""
        counts = f": {SPACE_COUNTS}" if is_space_the_sessions(self) else ""
        yield Static(f"Press the button{counts}", id="head")
        yield Static(id="seen")
        yield RowList(_COLUMNS, id="list")
        yield KeyLine(_KEYS)

    def on_mount(self) -> None:
        """List the commands, and wait."""
        self._show_commands()
        self._listen()

    # --- hearing ------------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Show the key, and let it do nothing else; but for the one that leads to the commands, and escape twice."""
        if self._is_choosing:
            return
        event.stop()
        event.prevent_default()
        keymap = keymap_of(self)
        if event.key in keymap.keys(_CHOOSE) and self._raw:
            self.action_choose()
            return
        if event.key == self._raw and event.key in (_ESCAPE, *keymap.keys(_BACK)):
            self.dismiss(None)
            return
        if event.key != self._raw:
            self._raw, self._times_ms = event.key, []
        self._times_ms.append(services_of(self).clock.stamp_ms(event.time))
        del self._times_ms[:-_MOST_TIMES]
        self._show_seen()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Say that a button of a mouse is no key."""
        if event.widget is not self and self._is_choosing:
            return
        name = _MOUSE.get(event.button, "another")
        self._raw, self._times_ms = "", []
        self._say(("a mouse button", "bold"), f" ({name}, {event.button}): it cannot be given to a command.")

    def on_paste(self, event: events.Paste) -> None:
        """Say that a button which sends text is no key."""
        event.stop()
        self._raw, self._times_ms = "", []
        self._say(("text", "bold"), f" of {len(event.text)} characters at once: it cannot be given to a command.")

    @property
    def _key(self) -> str:
        """The key by which a command could be given; empty if none could."""
        return key_of_event(self._raw) if self._raw else ""

    def _show_seen(self) -> None:
        keymap, key = keymap_of(self), self._key
        if not key:
            self._say(
                (clean(self._raw), "bold"), " does not arrive in every terminal: it cannot be given to a command."
            )
            return
        self._say(
            (shown(key), "bold $accent"),
            (f"   in the file: {quoted(key)}, for Textual: {clean(self._raw)}", MUTED_STYLE),
            f"\n{repeats(self._times_ms)}",
            f"\nWhile a session runs: {does_on_run_screen(key, keymap)}",
            ("\nesc again leaves" if self._raw == _ESCAPE else "", SLOWER_STYLE),
        )

    def _say(self, *parts: str | tuple[str, str]) -> None:
        self.query_one("#seen", Static).update(Content.assemble(*parts, ("\n" + _NEVER, MUTED_STYLE)))

    def _listen(self) -> None:
        """Show keys again."""
        self._turn_to(is_choosing=False)
        if self._raw:
            self._show_seen()
        else:
            self._say(_ASK)

    def _turn_to(self, *, is_choosing: bool) -> None:
        """To the commands, or to what arrives: only in the list is a key more than something to be shown."""
        self._is_choosing = is_choosing
        self.set_focus(self.query_one("#list", RowList) if is_choosing else None)
        self.query_one(KeyLine).show((_AGREE, replace(_BACK, footer="back")) if is_choosing else (_CHOOSE, _BACK))

    # --- giving -------------------------------------------------------------------------------------------------------

    def _show_commands(self) -> None:
        rows = self.query_one("#list", RowList)
        rows.show(len(_CAN_HAVE), self._cells, cursor=rows.cursor)

    def _cells(self, index: int) -> Sequence[Content | str]:
        command = _CAN_HAVE[index]
        keys = ", ".join(map(shown, keymap_of(self).keys(command)))
        return (f"{command.title}", Content.styled(keys, MUTED_STYLE))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key can be given once one is seen, to the command under the cursor."""
        if action == "choose":
            return bool(self._key) and not self._is_choosing
        if action == "agree":
            return self._is_choosing
        return super().check_action(action, parameters)

    def action_choose(self) -> None:
        """Go to the commands."""
        key = self._key
        if not key:
            return
        self._turn_to(is_choosing=True)
        self._say("Which command is ", (shown(key), "bold $accent"), "?")

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Give it to the command that was clicked."""
        event.stop()
        if self._is_choosing:
            self.action_agree()
        elif self._key:
            self.action_choose()

    def action_agree(self) -> None:
        """Write the line into the user's own file, and let it count."""
        command, key = _CAN_HAVE[self.query_one("#list", RowList).cursor], self._key
        self._turn_to(is_choosing=False)
        try:
            self._give(command, key)
        except TrackclockError as error:
            self._say(("Not written: ", SLOWER_STYLE), clean(str(error).partition("\n")[0]))
        self._raw, self._times_ms = "", []

    def _give(self, command: Command, key: str) -> None:
        from trackclock.application.config_edit import give_key
        from trackclock.application.config_file import FILE

        folder = services_of(self).config_dir
        before, keymap = keymap_of(self), give_key(folder, command.id, key)
        shell_of(self).take_keys(keymap)
        self._show_commands()
        had_it = [each for each in COMMANDS if key in before.keys(each) and key not in keymap.keys(each)]
        lost = {each.id: f"{shown(key)} no longer: {each.title}" for each in reversed(had_it)}  # once in any scope
        self._say(
            (shown(key), "bold $accent"),
            f" is now: {command.title}",
            *(f"\n{clean(text)}" for text in sorted(lost.values())[:2]),
            (f"\nWritten into {clean(str(folder / FILE))}.", MUTED_STYLE),
        )

    # --- leaving ------------------------------------------------------------------------------------------------------

    def action_back(self) -> None:
        """From the commands back to the keys."""
        if self._is_choosing:
            self._listen()
        else:
            self.dismiss(None)

    def ask_to_leave(self) -> None:
        """Leave at once: there is nothing to lose."""
        self.dismiss(None)
