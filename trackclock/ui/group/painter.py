"""Puts one picture of a group into the widgets of its screen, and touches none that says the same as before.

It exists apart from the screen so that what is painted when is in one place: the clock at each tick, a row when its
figure or its mark changes (ARCHITECTURE.md, "Repaint only what changed").
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trackclock.core.durations import format_duration
from trackclock.core.figures import total_ms
from trackclock.core.group.picture import AthleteRow, Doing, GroupView
from trackclock.core.plan import StepKind
from trackclock.core.session import Phase
from trackclock.core.view import Counting, Tone
from trackclock.recorder import Saving
from trackclock.ui.access import keymap_of
from trackclock.ui.group import parts
from trackclock.ui.group.athlete_line import AthleteLine, shown_of
from trackclock.ui.group.naming import in_reach
from trackclock.ui.group.rooms import first_shown, share
from trackclock.ui.live import status
from trackclock.ui.live.big_clock import BigClock, clock_text
from trackclock.ui.spoken import words_of
from trackclock.ui.way_back import has_way_back
from trackclock.ui.widgets.line import Line, Part

if TYPE_CHECKING:
    from textual.screen import Screen

    from trackclock.application.services import Services
    from trackclock.core.results import SessionResults
    from trackclock.recorder.group import GroupRecorder

MESSAGE_MS = 6_000
"""How long a message stands."""

FLASH_S = 0.4
"""How long the screen flashes for a GO that cannot be heard."""

_STILL = "-:--"
"""What the clock shows while nothing counts."""

_TONES = {tone: f"-{tone.value.replace('_', '-')}" for tone in Tone}


class GroupPainter:
    """The widgets of the screen of a group, and what each shows."""

    def __init__(self, screen: Screen[None], services: Services) -> None:
        """Find the widgets.

        Args:
            screen: the mounted screen.
            services: for the state of sound, store and keep-awake.
        """
        self._screen = screen
        self._services = services
        self._head = screen.query_one("#head", Line)
        self._clock = screen.query_one("#clock", BigClock)
        self._unnamed = screen.query_one("#unnamed", Line)
        self._lines = tuple(screen.query(AthleteLine))
        self._more = screen.query_one("#more", Line)
        self._message = screen.query_one("#message", Line)
        self._status = screen.query_one("#status", Line)
        self._keys = screen.query_one("#keys", Line)
        self._small = screen.query_one("#small", Line)
        self._keys_seen: tuple[object, ...] = ()
        self._rows_seen: dict[AthleteLine, tuple[object, ...]] = {}
        self._tone: Tone | None = None
        self._is_in_danger = False
        self._message_until_ms = 0
        self._room = share(*screen.size, len(self._lines))
        self._first = 0
        self._totals: tuple[str, ...] = ()
        self._totalled: tuple[int, ...] = ()

    # --- messages ---------------------------------------------------------------------------------------------------

    def show_message(self, text: str, *, is_warning: bool = False, stays: bool = False) -> None:
        """Say something for a few seconds, or until something else is said or done."""
        until_ms = self._services.clock.now_ms() + MESSAGE_MS * self._services.speed
        self._message_until_ms = 0 if stays else until_ms
        self._message.show([Part(words_of(self._screen, text), "bold $warning" if is_warning else "bold")])
        self._screen.add_class("-told")

    def clear_message(self) -> None:
        """Say it no longer."""
        self._message_until_ms = 0
        self._message.show([])
        self._screen.remove_class("-told")

    # --- pictures ---------------------------------------------------------------------------------------------------

    def fit(self, columns: int, rows: int) -> None:
        """Share out the rows of a terminal of another size."""
        self._room = room = share(columns, rows, len(self._lines))
        self._screen.set_class(not room.shown, "-tiny")
        self._screen.set_class(not room.has_message, "-low")
        self._screen.set_class(room.has_more, "-more")
        for index, line in enumerate(self._lines):
            line.display = index < room.shown
            line.styles.height = room.each

    def paint(
        self, view: GroupView, now_ms: int, recorder: GroupRecorder | None, chosen: int | None, naming: int | None
    ) -> None:
        """Show one instant.

        Args:
            view: its picture.
            now_ms: the reading of the clock that it belongs to.
            recorder: the group; None before the first frame.
            chosen: the athlete whose row is chosen; None for nobody.
            naming: the mark that the digits name; None while they do not.
        """
        if self._message_until_ms and now_ms >= self._message_until_ms:
            self.clear_message()
        saving = self._saving(recorder, now_ms) if recorder is not None else Saving.SAVED
        self._paint_tone(view)
        self._clock.show(clock_of(view))
        self._paint_head(view, saving, has_begun=recorder is not None and bool(recorder.log))
        width = max(1, self._screen.size.width - 2)
        self._unnamed.show(parts.unnamed_parts(view, naming, width))
        self._paint_rows(view, recorder, chosen, naming)
        self._paint_keys(view, naming)
        if recorder is not None:
            self._paint_status(recorder, saving)

    def _paint_keys(self, view: GroupView, naming: int | None) -> None:
        """The keys that do something; put together only where that can be other ones than before."""
        keymap = keymap_of(self._screen)
        told = tuple((row.doing, row.last.mark if row.last is not None else None) for row in view.rows)
        tone = parts.tone_of(view)
        seen = (id(keymap), view.phase, view.space, naming, view.unnamed, view.is_getting_ready, tone, told)
        if seen != self._keys_seen:
            self._keys_seen = seen
            can_go, has_summary = has_way_back(self._screen), self._services.group_autopilot is None
            said = parts.key_parts(view, naming, keymap, has_way_back=can_go, has_summary=has_summary)
            self._keys.show(said)

    def _paint_tone(self, view: GroupView) -> None:
        tone, before = parts.tone_of(view), self._tone
        if tone is before:
            return
        self._tone = tone
        classes = {_TONES[one]: one is tone for one in (before, tone) if one is not None}
        if tone is Tone.WORK and before is not None and status.is_silent(self._services.speaker):
            classes["-flash"] = True
            self._screen.set_timer(FLASH_S, lambda: self._screen.remove_class("-flash"))
        self._screen.update_classes(classes)

    def _paint_head(self, view: GroupView, saving: Saving, *, has_begun: bool) -> None:
        """The rep; a log in danger goes before its target, and is red."""
        told = parts.head_parts(view)
        is_in_danger = has_begun and status.is_unsaved(saving, self._services.store.fault)
        if is_in_danger:
            told = [Part("NOT SAVED", "bold"), *told]
        self._head.show(told)
        if is_in_danger is not self._is_in_danger:
            self._is_in_danger = is_in_danger
            self._head.set_class(is_in_danger, "-danger")

    def _paint_rows(
        self, view: GroupView, recorder: GroupRecorder | None, chosen: int | None, naming: int | None
    ) -> None:
        keymap = keymap_of(self._screen)
        flashed = {athlete for athlete, _ in view.flashed}
        named = (
            next((one.athlete for one in in_reach(view) if one.mark == naming), None) if naming is not None else None
        )
        self._first = first_shown(self._first, self._room.shown, len(view.rows), chosen)
        width = parts.name_width([row.name for row in view.rows])
        self._count_up(view, recorder)
        for line, row in zip(self._lines, view.rows[self._first :], strict=False):
            if not line.display:
                break
            is_flashed, total = row.athlete in flashed, self._totals[row.athlete] if self._totals else ""
            said = (id(keymap), _still(row), is_flashed, row.athlete == chosen, row.athlete == named, total, width)
            if self._rows_seen.get(line) == said:
                continue
            self._rows_seen[line] = said
            shown = shown_of(
                row,
                parts.athlete_key(row.athlete, keymap),
                is_flashed=is_flashed,
                is_chosen=row.athlete == chosen,
                is_named=row.athlete == named,
                total=total,
            )
            line.show(shown, width)
        if self._room.has_more:
            self._more.show(parts.more_parts(len(view.rows) - self._room.shown, keymap))

    def _count_up(self, view: GroupView, recorder: GroupRecorder | None) -> None:
        """What the reps of each came to, once anybody is done; anew only where something was written."""
        if recorder is None or not any(row.doing is Doing.DONE for row in view.rows):
            return
        written = tuple(len(one.log) for one in recorder.members)
        if written != self._totalled:
            self._totalled = written
            self._totals = tuple(total_of(one.results()) for one in recorder.members)

    def _saving(self, recorder: GroupRecorder, now_ms: int) -> Saving:
        saving = recorder.saving(now_ms)
        if self._services.speed > 1 and saving is not Saving.SAVED and self._services.store.fault is None:
            return Saving.PENDING  # on a fast clock every commit takes too long
        return saving

    def _paint_status(self, recorder: GroupRecorder, saving: Saving) -> None:
        has_begun = recorder.phase is not Phase.READY
        services = self._services
        awake = services.keep_awake if has_begun else None
        keymap = keymap_of(self._screen)
        self._status.show(status.status_parts(saving, has_begun, services.store, services.speaker, awake, keymap))
        if not self._room.shown:
            saved = status.safety_part(saving, has_begun, services.store.fault)
            self._small.show(status.small_parts(*self._screen.size, saved))


def counting_of(view: GroupView) -> Counting:
    """Which way the group's clock runs."""
    if view.clock_ms is None:
        return Counting.STILL
    return Counting.DOWN if view.is_down else Counting.UP


def clock_of(view: GroupView) -> str:
    """What the group's clock shows."""
    if view.clock_ms is None:
        return "0:00" if view.phase is Phase.READY else _STILL
    return clock_text(view.clock_ms, counting_of(view))


def total_of(results: SessionResults) -> str:
    """What the reps of an athlete came to, in whole seconds as everything beside it."""
    times = [
        one.time_ms
        for one in results.steps
        if one.step.kind is StepKind.REP and not one.skipped and one.time_ms is not None
    ]
    return format_duration(total_ms(times)) if times else ""


def _still(row: AthleteRow) -> AthleteRow:
    """A row as long as its figure shows the same whole second, counted up or down."""
    figure_ms = row.figure_ms
    if figure_ms is None:
        return row
    return replace(row, figure_ms=-(-figure_ms // 1_000) if row.is_down else figure_ms // 1_000)
