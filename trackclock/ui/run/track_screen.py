"""The lines of a session on the track, and the room that each has in a terminal of any size.

It exists apart from the live screen because whoever watches sees the same lines, and gives none of the keys.
"""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from trackclock.ui.live.big_clock import BigClock
from trackclock.ui.once_shown import once_shown
from trackclock.ui.run.big_line import BigLine
from trackclock.ui.run.painter import Painter
from trackclock.ui.run.rep_list import RepList
from trackclock.ui.run.rows import LOW_ROWS, SMALL_ROWS, TALL_ROWS
from trackclock.ui.sized import LEAST_HEIGHT, LEAST_WIDTH
from trackclock.ui.widgets.line import Line

_ROWS = (9, 7, 5)
"""In a terminal that is too small, lines go where there are fewer rows than these."""


class TrackScreen(Screen[None]):
    """The lines of one session, which a painter fills."""

    CSS_PATH = "run.tcss"

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._painter: Painter | None = None

    def compose(self) -> ComposeResult:
        """Every line of the screen."""
        # Textual renders every widget whose clip touches what has changed: in a container of its own, what stands still
        # is left alone while the digits run.
        with Container(id="top"):
            yield Line(id="offer")
            yield Line(id="head", classes="band")
            yield BigLine(id="big", classes="band")
            yield Line(id="under")
        with Container(id="middle"):
            yield BigClock(id="clock")
            yield BigClock("", id="second")
            yield Line(id="facts")
        yield Container(id="summary")
        with Container(id="low"):
            yield Line(id="coming")
            yield RepList(id="reps")
            yield Line(separator="", id="progress")
            yield Line(is_wrapping=True, id="message")
            yield Line(id="status")
            yield Line(separator="  ", id="keys")
            yield Line(separator=" ", id="small")

    def on_resize(self, event: events.Resize) -> None:
        """Give each line the room that there is; where there is hardly any, the clock has it."""
        width, height = event.size
        self.set_class(height < SMALL_ROWS, "-small")
        self.set_class(width < LEAST_WIDTH or height < LEAST_HEIGHT, "-tiny")
        for rows in _ROWS:
            self.set_class(height < rows, f"-under-{rows}")
        self.set_class(height < LOW_ROWS, "-low")
        self.set_class(height >= TALL_ROWS, "-tall")
        if self._painter is not None:
            self._painter.fit(width, height)
        once_shown(self, self.show_now)

    def show_now(self) -> None:
        """Look again at once: something outside the session has changed."""
        raise NotImplementedError

    def on_summary_view_arranged(self) -> None:
        """The bottom line names the key of the plot where it does something."""
        self.show_now()
