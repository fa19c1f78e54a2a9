"""Puts one picture of a session into the widgets of the live screen, and touches none that says the same as before.

It exists apart from the screen so that what is painted when is in one place: digits at each tick, the bar once a
second, everything else when it changes (ARCHITECTURE.md, "Repaint only what changed").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container

from trackclock.core.session import Phase, initial_state
from trackclock.core.view import (
    BandPiece,
    Counting,
    LiveView,
    RepRow,
    Tone,
    Urgency,
    coming_index,
    describe_run,
    flash_at,
)
from trackclock.recorder import Saving
from trackclock.ui.access import keymap_of
from trackclock.ui.live import status
from trackclock.ui.live.big_clock import BigClock, clock_text
from trackclock.ui.once_shown import once_shown
from trackclock.ui.run import parts
from trackclock.ui.run.big_line import BigLine
from trackclock.ui.run.rep_list import RepList
from trackclock.ui.run.rows import TALL_ROWS, letter_rows, rep_rows
from trackclock.ui.spoken import words_of
from trackclock.ui.way_back import has_way_back
from trackclock.ui.widgets.line import Line, Part

if TYPE_CHECKING:
    from textual.screen import Screen

    from trackclock.application.services import Services
    from trackclock.core.plan import Plan
    from trackclock.core.session import RunStep, State
    from trackclock.core.view import Flash
    from trackclock.recorder import Recorder
    from trackclock.ui.run.summary_panel import SummaryPanel

MESSAGE_MS = 6_000
"""How long a message stands."""

FLASH_S = 0.4
"""How long the screen flashes for a GO that cannot be heard."""

_MOST_LINES = 40
"""No terminal shows more of the plan than this."""

_LEAST_OF_ALL = 9
"""The rank of what goes before anything else in the band."""

_TONES = {tone: f"-{tone.value.replace('_', '-')}" for tone in Tone}


class Painter:
    """The widgets of the live screen, and what each shows."""

    def __init__(self, screen: Screen[None], services: Services, plan: Plan) -> None:
        """Find the widgets.

        Args:
            screen: the mounted live screen.
            services: for the state of sound, store and keep-awake.
            plan: the session as loaded.
        """
        self._screen = screen
        self._services = services
        self._plan_name = plan.name
        self._initial = initial_state(plan)
        self._listed: tuple[RunStep, ...] | None = None
        self._head = screen.query_one("#head", Line)
        self._big = screen.query_one("#big", BigLine)
        self._under = screen.query_one("#under", Line)
        self._clock = screen.query_one("#clock", BigClock)
        self._second = screen.query_one("#second", BigClock)
        self._second_colour = "-level"
        self._has_second = True
        self._facts = screen.query_one("#facts", Line)
        self._coming = screen.query_one("#coming", Line)
        self._reps = screen.query_one(RepList)
        self._progress = screen.query_one("#progress", Line)
        self._message = screen.query_one("#message", Line)
        self._status = screen.query_one("#status", Line)
        self._small = screen.query_one("#small", Line)
        self._keys = screen.query_one("#keys", Line)
        self._holder = screen.query_one("#summary", Container)
        self._is_bigless = False
        self._band_colour = ""
        self._listed_rows = 0
        self._tone: Tone | None = None
        self._urgency = Urgency.CALM
        self._was_up = False
        self._message_until_ms = 0
        self._shown_s: int | None = None
        self._total_ms = 0
        self.summary: SummaryPanel | None = None
        """There once the last rep is over."""
        self._summarised: tuple[RepRow, ...] = ()

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

    def paint(self, view: LiveView, now_ms: int, recorder: Recorder | None) -> None:
        """Show one instant.

        Args:
            view: its picture.
            now_ms: the reading of the clock that it belongs to.
            recorder: the session; None before the first frame.
        """
        if self._message_until_ms and now_ms >= self._message_until_ms:
            self.clear_message()
        rows = recorder.rows() if recorder is not None else ()
        last = rows[-1] if rows else None
        if view.counting is not Counting.STILL:
            self._was_up = view.counting is Counting.UP
        second, second_colour = parts.second_clock(view, last)
        self._paint_room(view, recorder, has_second=bool(second) or parts.expects_delta(view))
        self._clock.show(clock_text(view.clock_ms, view.counting, was_counting_up=self._was_up))
        self._facts.show(parts.facts_parts(view, last, has_figure=not self._second.display))
        self._paint_second(second, second_colour)
        self._head.show(parts.head_parts(view, has_sets=not self._under.display))
        self._under.show(parts.under_parts(view, self._plan_name))
        saving = self._saving(recorder, now_ms) if recorder is not None else Saving.SAVED
        self._paint_band(view, recorder, now_ms, saving)
        self._coming.show(parts.coming_parts(view))
        self._paint_keys(view)
        self._paint_progress(view, recorder.session_ms(now_ms) if recorder is not None else 0)
        if recorder is not None:
            self._paint_status(recorder, saving)
            self._paint_reps(rows)
        if not view.rep_number:
            self._paint_plan(recorder.state if recorder is not None else self._initial)
        self._share_rows()

    def _paint_keys(self, view: LiveView) -> None:
        """What the keys do now."""
        has_plot = self.summary is not None and self.summary.can_toggle_plot
        keymap, can_go = keymap_of(self._screen), has_way_back(self._screen)
        self._keys.show(parts.key_parts(view, keymap, has_plot=has_plot, has_way_back=can_go))

    def _paint_plan(self, state: State) -> None:
        """What is ahead, below the line that says what is next, as long as there are no reps to show."""
        ahead = state.steps[coming_index(state) + 1 : _MOST_LINES]
        if ahead != self._listed:
            self._listed = ahead
            self._reps.show_plan([describe_run(state, run) for run in ahead])

    def _paint_room(self, view: LiveView, recorder: Recorder | None, *, has_second: bool) -> None:
        """The colours of tone and urgency; where the smaller digits will say nothing, the large ones have their room.

        Both in one change of classes, since for each Textual styles every widget of the screen anew, at a press too.
        """
        before, self._tone = self._tone, view.tone
        classes = {}
        if has_second is not self._has_second:
            self._has_second = has_second
            classes["-single"] = not has_second
        if view.urgency is not self._urgency:
            classes |= {f"-{self._urgency.value}": False, f"-{view.urgency.value}": True}
            self._urgency = view.urgency
        if before is not view.tone:
            classes |= {_TONES[tone]: tone is view.tone for tone in (before, view.tone) if tone is not None}
            if view.tone is Tone.WORK and before is not None and status.is_silent(self._services.speaker):
                classes["-flash"] = True
                self._screen.set_timer(FLASH_S, lambda: self._screen.remove_class("-flash"))
        if classes:
            self._screen.update_classes(classes)
        if before is not view.tone:
            self._follow(view.tone, recorder)

    def _paint_second(self, text: str, colour: str) -> None:
        self._second.show(text)
        if colour != self._second_colour:
            self._second.remove_class(self._second_colour)
            self._second.add_class(colour)
            self._second_colour = colour

    def fit(self, columns: int, rows: int) -> None:
        """Share out the rows of a terminal of another size."""
        self._shown_s, self._listed_rows = None, 0
        self._big.styles.height = letter_rows(columns, rows) + (1 if rows >= TALL_ROWS else 0)
        self._share_rows()

    def _share_rows(self) -> None:
        """The list of reps has the rows that it fills, the digits have the others."""
        rows = rep_rows(*self._screen.size, self._reps.line_count)
        if rows != self._listed_rows:
            self._listed_rows = rows
            self._reps.styles.height = rows

    def _paint_band(self, view: LiveView, recorder: Recorder | None, now_ms: int, saving: Saving) -> None:
        """What became of the press just made, for a while, else a log in danger, else the rep that runs or comes."""
        flash: Flash | None = None
        danger: tuple[BandPiece, ...] = ()
        if recorder is not None:  # before the first frame nothing may open the store
            flash = self._flash(recorder, now_ms)
            danger = self._danger(view, recorder, saving)
        colour = flash.done.value if flash is not None else "danger" if danger else ""
        if colour != self._band_colour:
            for band in (self._head, self._big):
                band.remove_class(f"-{self._band_colour}")
                if colour:
                    band.add_class(f"-{colour}")
            self._band_colour = colour
        pieces = flash.pieces if flash is not None else danger or view.band
        if recorder is not None and view.tone is Tone.READY and self._services.speaker.is_muted:
            pieces = (*pieces, BandPiece("MUTED", _LEAST_OF_ALL))
        self._big.show(pieces)
        is_bigless = not pieces or (pieces is view.band and view.tone is Tone.COOLDOWN)
        if is_bigless is not self._is_bigless:
            self._is_bigless = is_bigless
            self._screen.set_class(is_bigless, "-bigless")

    def _flash(self, recorder: Recorder, now_ms: int) -> Flash | None:
        """What became of the press just made, for a while."""
        return flash_at(recorder.flashes(), recorder.session_ms(now_ms), self._services.speed)

    def _danger(self, view: LiveView, recorder: Recorder, saving: Saving) -> tuple[BandPiece, ...]:
        """What is said in the place of the next rep."""
        return parts.danger_pieces(view, saving, bool(recorder.log), self._services.store.fault)

    def forget_total(self) -> None:
        """The plan may have grown or shrunk: the bar starts from a new whole."""
        self._shown_s, self._total_ms = None, 0

    def _paint_progress(self, view: LiveView, elapsed_ms: int) -> None:
        second = view.left_ms // 1_000
        if second != self._shown_s:
            self._shown_s = second
            self._total_ms = max(self._total_ms, view.left_ms + elapsed_ms)
            self._progress.show(parts.progress_parts(view, self._total_ms, self._screen.size.width))

    def _saving(self, recorder: Recorder, now_ms: int) -> Saving:
        saving = recorder.saving(now_ms)
        if self._services.speed > 1 and saving is not Saving.SAVED and self._services.store.fault is None:
            return Saving.PENDING  # on a fast clock every commit takes too long
        return saving

    def _paint_status(self, recorder: Recorder, saving: Saving) -> None:
        has_begun = recorder.phase is not Phase.READY
        services = self._services
        self._status.show(
            status.status_parts(
                saving,
                has_begun,
                services.store,
                services.speaker,
                services.keep_awake if has_begun else None,
                keymap_of(self._screen),
            )
        )
        if self._small.display:
            saved = None if self._status.display else status.safety_part(saving, has_begun, services.store.fault)
            self._small.show(status.small_parts(*self._screen.size, saved))

    def _paint_reps(self, rows: tuple[RepRow, ...]) -> None:
        self._reps.show(rows)
        if self.summary is not None and self.summary.is_mounted and rows != self._summarised:
            self._summarised = rows
            self.summary.refresh_summary()

    def _follow(self, tone: Tone, recorder: Recorder | None) -> None:
        """The summary comes with the end of the session."""
        if tone in (Tone.COOLDOWN, Tone.FINISHED) and recorder is not None:
            self._show_summary(recorder)
        if tone is Tone.FINISHED:
            once_shown(self._screen, self._focus_reps)

    def _focus_reps(self) -> None:
        """The arrow keys move through the reps; the list takes no text, so that space is never typed."""
        if self.summary is not None and self._tone is Tone.FINISHED:
            for reps in self.summary.query("#reps"):
                reps.focus()

    def _show_summary(self, recorder: Recorder) -> None:
        if self.summary is not None or not self._holder.is_attached:
            return
        self.summary = self._make_summary(recorder)
        self._summarised = recorder.rows()
        self._holder.mount(self.summary)

    def _make_summary(self, recorder: Recorder) -> SummaryPanel:
        from trackclock.ui.run.summary_panel import SummaryPanel

        return SummaryPanel(recorder)
