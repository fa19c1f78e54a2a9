"""The repairs of one rep: its marks, the presses around it, its distance, whether it counts.

It exists as a list of presses because a repair is always about one of them: another time for it, gone, or one missed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from trackclock.core import commands as ask
from trackclock.core.durations import format_distance, parse_duration, parse_metres
from trackclock.core.events import (
    Entry,
    PressRefused,
    RecoveryCut,
    RepFinished,
    SessionStarted,
    SplitMarked,
    StepEnded,
)
from trackclock.core.figures import time_text
from trackclock.core.plan import ByTime, StepKind
from trackclock.core.session.log import timing_entries
from trackclock.core.view import RepRow
from trackclock.formats.session_text import DOUBTFUL, UNCONFIRMED
from trackclock.keys import Scope, commands_of
from trackclock.recorder import Recorder
from trackclock.ui import navigation
from trackclock.ui.access import keymap_of
from trackclock.ui.away.dialog import Dialog, parsed
from trackclock.ui.widgets.keys import bindings_of
from trackclock.ui.widgets.rows import Column, RowList
from trackclock.ui.words import MUTED_STYLE, SLOWER_STYLE, clean

_KEYS = commands_of(Scope.MEND)

_MOST_ROWS = 11


@dataclass(frozen=True, slots=True)
class PressLine:
    """A press in or around a rep.

    Attributes:
        entry: the log's.
        since_ms: when it was, from the start of the rep, pauses not counted.
        text: what it was taken for.
    """

    entry: Entry
    since_ms: int
    text: str

    @property
    def is_mark(self) -> bool:
        """Whether it has a time that can be typed."""
        return isinstance(self.entry.event, SplitMarked | RepFinished)


def presses_of(recorder: Recorder, row: RepRow) -> tuple[PressLine, ...]:
    """Every press from the start of a rep to the start of the next one, refused ones too, in order."""
    result = row.result
    steps = recorder.results().steps
    later = [
        step.started_ms for step in steps if step.started_ms > result.started_ms and step.step.kind is StepKind.REP
    ]
    until = min(later, default=None)
    lines: list[PressLine] = []
    for entry in timing_entries(recorder.log):
        at = entry.event.at
        if at < result.started_ms or (until is not None and at >= until):
            continue
        text = _taken_for(entry, row)
        if text:
            split = next((split for split in result.splits if split.seq == entry.seq), None)
            since_ms = split.split_ms if split is not None else at - result.started_ms
            lines.append(PressLine(entry, since_ms, text))
    return tuple(lines)


def _taken_for(entry: Entry, row: RepRow) -> str:
    event = entry.event
    marks = row.result.step.marks_mm
    if isinstance(event, SplitMarked):
        if event.mark is None or event.mark >= len(marks):
            return "split"
        return f"{format_distance(marks[event.mark])} mark"
    if isinstance(event, RepFinished):
        return "finish"
    if isinstance(event, RecoveryCut):
        return "recovery cut short"
    if isinstance(event, StepEnded):
        return "recovery ended"
    if isinstance(event, PressRefused):
        return f"refused ({event.reason.value.replace('_', ' ')})"
    return "start of the session" if isinstance(event, SessionStarted) else ""


class MendScreen(Dialog[ask.Command | None]):
    """Gives back the repair that is wanted, or None."""

    DEFAULT_CSS = """
    MendScreen > Vertical { width: 78; max-height: 95%; }
    MendScreen.-low > Vertical { max-height: 100%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(_KEYS)]
    AUTO_FOCUS = "RowList"

    def __init__(self, recorder: Recorder, row: RepRow, refusal_of: Callable[[ask.Command], str]) -> None:
        """Open the repairs of a rep.

        Args:
            recorder: the session.
            row: the rep.
            refusal_of: says why a repair cannot be made, empty if it can: only then is this dialog closed.
        """
        super().__init__()
        self._recorder = recorder
        self._refusal_of = refusal_of
        self._row = row
        self._presses = presses_of(recorder, row)
        is_named = {"distance": self._is_timed, "confirm": self._is_doubted or self._is_unconfirmed}
        self.answers = tuple(key for key in _KEYS if is_named.get(key.id, True))

    @property
    def _is_timed(self) -> bool:
        return isinstance(self._row.result.step.end, ByTime)

    @property
    def _is_doubted(self) -> bool:
        result = self._row.result
        return result.doubtful and result.excluded is None

    @property
    def _is_unconfirmed(self) -> bool:
        result = self._row.result
        return result.unconfirmed and result.excluded is None

    def body(self) -> ComposeResult:
        """The rep and its presses."""
        result = self._row.result
        time = time_text(result.time_ms, 2) if result.time_ms is not None else "not finished"
        yield Static(
            Content.assemble((f"Mend rep {self._row.number} · {clean(result.step.label)}", "bold"), f"  {time}")
        )
        if self._is_doubted:
            yield Static(Content.styled(DOUBTFUL.capitalize(), SLOWER_STYLE))
        elif self._is_unconfirmed:
            yield Static(Content.styled(f"{UNCONFIRMED.capitalize()} (the whole session: s)", MUTED_STYLE))
        yield RowList((Column("Time", 9, is_right=True), Column("Press", 20, grows=True)), is_choosable=False)

    def on_mount(self) -> None:
        """List the presses."""
        rows = self.query_one(RowList)
        rows.styles.height = max(2, min(len(self._presses) + 1, _MOST_ROWS))
        rows.show(len(self._presses), self._cells)

    def _cells(self, index: int) -> Sequence[Content | str]:
        press = self._presses[index]
        return (time_text(press.since_ms, 2), press.text)

    @property
    def _chosen(self) -> PressLine | None:
        rows = self.query_one(RowList)
        return self._presses[rows.cursor] if rows.cursor < len(self._presses) else None

    def action_type_time(self) -> None:
        """Type the time of the mark under the cursor."""
        press = self._chosen
        if press is None or not press.is_mark:
            key = keymap_of(self).key_of("delete_press")
            self.notify(f"Only a mark or a finish has a time of its own; {key} deletes a press.")
            return
        title = f"Time of the {press.text}, from the start of the rep"
        self._ask_time(
            title,
            time_text(press.since_ms, 3),
            lambda ms: ask.MoveMark(press.entry.seq, press.entry.event.at + ms - press.since_ms),
        )

    def action_insert(self) -> None:
        """Type the time of a press that was missed."""
        started_ms = self._row.result.started_ms
        self._ask_time(
            "Time of the missed press, from the start of the rep", "", lambda ms: ask.InsertPress(started_ms + ms)
        )

    def _ask_time(self, title: str, value: str, make: Callable[[int], ask.Command]) -> None:
        def read(text: str) -> ask.Command:
            return make(parsed(parse_duration, text, "That is not a time; write it as 1:22.4 or 82.4"))

        self.ask_for(title, value, "such as 1:22.4", read, self._refusal_of)

    def _give(self, command: ask.Command) -> None:
        """Give a repair back if it can be made, else say why not and stay."""
        if trouble := self._refusal_of(command):
            self.notify(trouble, severity="warning", markup=False)
        else:
            self.dismiss(command)

    def action_delete(self) -> None:
        """Delete the press under the cursor."""
        press = self._chosen
        if press is None or isinstance(press.entry.event, SessionStarted):
            self.notify("There is no press to delete here.")
        else:
            self._give(ask.DeletePress(press.entry.seq))

    def action_exclude(self) -> None:
        """Leave the rep out with a reason, or let it count again."""
        result = self._row.result
        if result.excluded is not None:
            self._give(ask.IncludeRep(result.uid))
            return
        title, hint = "Why is this rep left out?", "such as: stopped for a child on the track"
        self.ask_for(title, "", hint, lambda reason: ask.ExcludeRep(result.uid, reason), self._refusal_of)

    def action_confirm(self) -> None:
        """Say that a rep was so that seems too fast to be true, or that a watch has measured."""
        if self._is_doubted or self._is_unconfirmed:
            self._give(ask.ConfirmReps((self._row.result.uid,)))
        else:
            self.notify("Nobody doubts this rep.")

    def action_distance(self) -> None:
        """Say how far a timed rep went."""
        result = self._row.result
        if not self._is_timed:
            self.notify("Only a timed rep is given a distance; this one has its own.")
            return

        def make(text: str) -> ask.Command:
            otherwise = "That is not a distance; write metres, such as 310"
            return ask.GiveDistance(result.uid, parsed(parse_metres, text, otherwise) if text else None)

        value = format_distance(result.covered_mm) if result.covered_mm is not None else ""
        self.ask_for("How far did it go, in metres?", value, "such as 310", make, self._refusal_of)

    def action_session(self) -> None:
        """Open the repairs of the session itself."""

        def then(command: ask.Command | None) -> None:
            if command is not None:
                self.dismiss(command)

        self.app.push_screen(navigation.mend_session(self._recorder, self._refusal_of), then)
