"""What a live screen wants of the past: like reps to be held against, and a session that nobody said goodbye to.

It exists apart from the screen because all of it is read in a thread, after the first frame.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.screen import Screen

from trackclock.core.session import Phase
from trackclock.errors import TrackclockError
from trackclock.ui.access import go_on_with, shell_of
from trackclock.ui.run import parts
from trackclock.ui.widgets.line import Line

if TYPE_CHECKING:
    from trackclock.application.unfinished import Offer
    from trackclock.core.comparisons import LikeHistory, LikeKey
    from trackclock.core.plan import Plan
    from trackclock.recorder import Recorder


_ASKED = {"keep": "keep_running", "carry_on": "carry_on", "save": "file_away"}
"""The command of each answer that an offer may not have."""


class PastReader:
    """Reads the past for one live screen, and asks about an unfinished session in one line."""

    def __init__(
        self,
        screen: Screen[None],
        plan: Plan,
        recorder: Recorder,
        show_message: Callable[..., None],
        show_now: Callable[[], None],
        *,
        wants_offer: bool,
    ) -> None:
        """Prepare.

        Args:
            screen: the live screen.
            plan: the session as it was loaded.
            recorder: the session.
            show_message: says something on it, `is_warning` in a warning's colour.
            show_now: paints it anew.
            wants_offer: whether an unfinished session may be offered on it.
        """
        self._screen = screen
        self._shell = shell_of(screen)
        self._services = self._shell.services
        self._recorder = recorder
        self._plan = plan
        self._show_message = show_message
        self._show_now = show_now
        self._wants_offer = wants_offer
        self.offer: Offer | None = None
        """What is offered now."""

    def read(self) -> None:
        """Read in a thread."""
        self._screen.run_worker(self._load, thread=True, exit_on_error=False, group="past")

    def answer(self, answer: str) -> None:
        """The runner has decided: "keep", "carry_on", "save" or "dismiss"."""
        offer = self.offer
        if offer is None or _ASKED.get(answer, "") not in ("", *offer.answers):
            return
        self.drop()
        if answer == "save":
            self._screen.run_worker(lambda: self._save(offer), thread=True, exit_on_error=False, group="past")
        elif answer != "dismiss":
            go_on_with(self._shell, offer, keep_running=answer == "keep")

    def drop(self) -> None:
        """Offer nothing any more."""
        self.offer = None
        self._screen.remove_class("-offered")

    # --- in a thread ------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        import trackclock.ui.run.summary_panel  # noqa: F401 - so that the last press does not wait for it
        from trackclock.core.comparisons import like_keys_to_come

        keys = like_keys_to_come(self._plan.steps)
        start = self._recorder.start
        # A session that is picked up is in the history itself: it must not be held against its own reps.
        # One that has not begun is held against what lies before now, whatever a wrong clock has dated ahead.
        before_ms = start.wall_ms if start is not None else self._services.clock.wall_ms()
        history = self._services.history_of(self._recorder.athlete)
        try:
            found = history.like(keys, before_wall_ms=before_ms)
            offer = self._find() if self._wants_offer else None
        except TrackclockError as error:
            self._say(str(error), is_warning=True)
        else:
            self._screen.app.call_from_thread(self._take, found, offer)
        if self._services.autopilot is None:
            self._services.store.check()

    def _find(self) -> Offer | None:
        from trackclock.application.unfinished import find_offer

        return find_offer(self._services)

    def _save(self, offer: Offer) -> None:
        from trackclock.application.unfinished import save_as_it_is

        try:
            is_saved = save_as_it_is(self._services, offer)
        except TrackclockError as error:
            self._say(str(error), is_warning=True)
            return
        self._say("saved as it is; the history has it" if is_saved else "another running trackclock has that session")

    def _say(self, text: str, *, is_warning: bool = False) -> None:
        self._screen.app.call_from_thread(self._show_message, text, is_warning=is_warning)

    # --- back on the loop -------------------------------------------------------------------------------------------

    def _take(self, found: Mapping[LikeKey, LikeHistory], offer: Offer | None) -> None:
        self._recorder.set_history(found)
        if offer is not None and self._recorder.phase is Phase.READY:
            self.offer = offer
            line = self._screen.query_one("#offer", Line)
            name, keymap = offer.stored.header.plan.name, self._shell.keymap
            line.show(parts.offer_parts(name, offer.seen, keymap, offer.answers))
            self._screen.add_class("-offered")
        self._show_now()
