"""The repairs of a whole session: the date and start of one whose clock was wrong, and a step that was left running.

It exists beside the repairs of a rep because neither has anything to do with a rep: a session may even have none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.application.preview import name_of
from trackclock.application.start_text import PROPOSAL, start_of_text
from trackclock.core import commands as ask
from trackclock.core.durations import format_duration, parse_duration
from trackclock.core.session.shortening import can_be_shortened
from trackclock.formats.session_text import UNCONFIRMED
from trackclock.keys import Scope, commands_of
from trackclock.recorder import Recorder
from trackclock.ui.access import services_of
from trackclock.ui.away.dialog import Dialog, parsed
from trackclock.ui.widgets.keys import bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import MUTED_STYLE, local_text

_KEYS = commands_of(Scope.MEND_SESSION)
_MOST_ROWS = 11


class MendSessionScreen(Dialog[ask.Command | None]):
    """Gives back the repair that is wanted, or None."""

    DEFAULT_CSS = """
    MendSessionScreen > Vertical { width: 78; max-height: 95%; }
    MendSessionScreen.-low > Vertical { max-height: 100%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(_KEYS)]
    AUTO_FOCUS = "RowList"

    def __init__(self, recorder: Recorder, refusal_of: Callable[[ask.Command], str]) -> None:
        """Open the repairs of a session.

        Args:
            recorder: the session; it has begun.
            refusal_of: says why a repair cannot be made, empty if it can: only then is this dialog closed.
        """
        super().__init__()
        start = recorder.start
        assert start is not None  # noqa: S101 - the callers' part
        self._start = start
        self._refusal_of = refusal_of
        results = recorder.results()
        self._unconfirmed = tuple(
            step.uid for step in results.steps if (step.unconfirmed or step.doubtful) and step.excluded is None
        )
        self._is_imported = results.origin is not None
        self.answers = tuple(key for key in _KEYS if key.id != "confirm" or self._can_be_confirmed)
        names = {step.uid: name_of(step, results) for step in results.steps}
        found = can_be_shortened(recorder.plan, recorder.log)
        self._steps = [(uid, names[uid], time_ms) for uid, time_ms in found.items() if uid in names]

    @property
    def _can_be_confirmed(self) -> bool:
        return self._is_imported and bool(self._unconfirmed)

    def body(self) -> ComposeResult:
        """What can be mended."""
        yield Static(Content.styled("Mend the session", "bold"))
        yield RowList((Column("What", 16, grows=True), Column("Now", 16, is_right=True)), is_choosable=False)
        yield Static("A step that was left running can be made shorter. No time of a rep changes.")
        if self._can_be_confirmed:
            yield Static(Content.styled(f"{UNCONFIRMED.capitalize()}.", MUTED_STYLE))

    def on_mount(self) -> None:
        """List what can be mended."""
        rows = self.query_one(RowList)
        rows.styles.height = min(len(self._steps) + 2, _MOST_ROWS)
        rows.show(len(self._steps) + 1, self._cells)

    @property
    def _start_text(self) -> str:
        return local_text(self._start.wall_ms, self._start.utc_offset_s)

    def _cells(self, index: int) -> Sequence[Content | str]:
        if index == 0:
            return ("date and start", self._start_text)
        _, name, time_ms = self._steps[index - 1]
        return (name, format_duration(time_ms))

    def action_change(self) -> None:
        """Type another value for what is under the cursor."""
        cursor = self.query_one(RowList).cursor
        if cursor == 0:
            self._ask_start()
        elif cursor <= len(self._steps):
            self._ask_time(*self._steps[cursor - 1])

    def action_confirm(self) -> None:
        """Say that all reps of an imported session were so."""
        if not self._can_be_confirmed:
            self.notify("There is no imported rep to confirm.")
            return
        command = ask.ConfirmReps(self._unconfirmed)
        if trouble := self._refusal_of(command):
            self.notify(trouble, severity="warning", markup=False)
        else:
            self.dismiss(command)

    def _ask_start(self) -> None:
        clock, start, now = services_of(self).clock, self._start, self._start_text

        def make(text: str) -> ask.Command | None:
            return ask.DateSession(*start_of_text(text, start, clock)) if text != now else None

        title = "When did it begin? Its own clock and every time stay as they are."
        self.ask_for(title, now, PROPOSAL, make, self._refusal_of)

    def _ask_time(self, uid: int, name: str, time_ms: int) -> None:
        otherwise, now = "That is not a time; write it as 10:00 or 10 min", format_duration(time_ms)

        def make(text: str) -> ask.Command | None:
            return ask.ShortenStep(uid, parsed(parse_duration, text, otherwise)) if text != now else None

        self.ask_for(f"How long did it really take: {name}?", now, "such as 10:00", make, self._refusal_of)
