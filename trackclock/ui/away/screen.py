"""The base of every screen around the live one: its head, its list, what is said where there is nothing, the way back.

It exists so that these screens look and leave alike; what else several of them do are the parts beside it, each of
which a screen names among its bases, behind this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from trackclock.keys import spoken
from trackclock.ui import navigation
from trackclock.ui.access import keymap_of, services_of
from trackclock.ui.away.whose import OfAthlete
from trackclock.ui.background import Background
from trackclock.ui.kept_keyboard import KeepsKeyboard
from trackclock.ui.sized import LEAST_HEIGHT, LEAST_WIDTH, TooSmall
from trackclock.ui.spoken import words_of
from trackclock.ui.way_back import NO_WAY_BACK, has_way_back
from trackclock.ui.words import clean

if TYPE_CHECKING:
    from trackclock.ports import History

Result = TypeVar("Result")

FEW_ROWS = 16
"""In fewer rows a screen leaves out what is wanted least; it has the class `-few-rows` then."""


class AwayScreen(Screen[Result], KeepsKeyboard, Background):
    """A screen of at least 40 columns and 12 rows; its children are hidden where there is less room.

    What it is composed of has one of these names: `head`, `list` for what has the keyboard, `empty` for what is said
    in place of the list.
    """

    DEFAULT_CSS = """
    AwayScreen {
        layout: vertical;
        & > #head { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }
        & > #list { padding: 0 1; }
        & > #empty { height: 1fr; content-align: center middle; text-align: center; display: none; }
        &.-empty > #list { display: none; }
        &.-empty > #empty { display: block; }
        &.-too-small { overflow: hidden hidden; layers: default too-small; }
        &.-too-small > * { display: none !important; }
        &.-too-small > TooSmall { display: block !important; }
    }
    """

    only_leads_on = False
    """Whether it is passed by on the way back from a session that began there."""

    AUTO_FOCUS = "#list"
    COMMANDS = {navigation.palette}  # noqa: RUF012 - Textual's own way

    def on_resize(self, event: events.Resize) -> None:
        """Show the message instead of the screen where there is no room."""
        width, height = event.size
        is_too_small = width < LEAST_WIDTH or height < LEAST_HEIGHT
        if is_too_small:
            found = self.query_children(TooSmall)
            message = found.first() if found else TooSmall()
            message.show(width, height)
            if not found and self.is_attached:
                self.mount(message)
        self.set_class(is_too_small, "-too-small")
        self.set_class(height < FEW_ROWS, "-few-rows")

    def show_head(self, *parts: Content | str | tuple[str, str]) -> None:
        """Say at the top what is shown, and whose it is where that is not whoever the history belongs to."""
        athlete = services_of(self).athlete if isinstance(self, OfAthlete) else None
        whose = Content.styled(f"{clean(athlete)} ", "bold $accent") if athlete is not None else ""
        self.query_one("#head", Static).update(Content.assemble(whose, *parts))

    def show_empty(self, words: str, *, is_empty: bool) -> None:
        """Say in place of the list that there is nothing in it, or show the list."""
        self.set_class(is_empty, "-empty")
        self.query_one("#empty", Static).update(Content(spoken(words, keymap_of(self))))

    def action_bests(self) -> None:
        """Show the bests."""
        self.app.push_screen(navigation.bests())

    def action_goal(self) -> None:
        """Show the goal."""
        self.app.push_screen(navigation.goal())

    def action_back(self) -> None:
        """Back to where one came from; where there is nothing, it is said what leaves."""
        if has_way_back(self):
            self.dismiss(None)
        else:
            self.notify(words_of(self, NO_WAY_BACK), markup=False)


class Reading(Background):
    """A mixin for screens that show what is on the disk, which any screen above may change.

    A key waits until it has been read for the first time; what is read again later holds nothing up.
    """

    opens_with = frozenset({"load"})

    _was_in_front = False

    @property
    def history(self) -> History:
        """The past."""
        return services_of(self).history

    def load(self) -> None:
        """Read what is shown, and show it; the cursor stays where it is."""
        raise NotImplementedError

    def begin(self) -> None:
        """Read for the first time."""
        self.load()

    def may_load_again(self) -> bool:
        """Whether it is read again now that it is back in front."""
        return True

    def on_mount(self) -> None:
        """Read for the first time."""
        self.begin()

    def on_screen_resume(self) -> None:
        """Read again, unless this is the first time that the screen is in front."""
        if self._was_in_front and self.may_load_again():
            self.load()
        self._was_in_front = True
