"""The offer to go on with a session that nobody said goodbye to: its line, its keys, and looking for it.

It exists apart from the list of sessions, which only gives it a place: whether there is one is asked of the history.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from trackclock.errors import TrackclockError
from trackclock.keys import Command
from trackclock.ui.access import go_on_with, keymap_of, services_of, shell_of
from trackclock.ui.background import Background
from trackclock.ui.widgets.keys import KeyLine

if TYPE_CHECKING:
    from trackclock.application.unfinished import Offer
    from trackclock.ports import SessionStore


class OffersSession(Background):
    """A mixin for a screen with a container `offer`, in which are a text `offered` and a `KeyLine`."""

    offer_keys: ClassVar[Sequence[Command]]
    """What can be answered to any offer; one that is an answer to this one is shown (`Offer.answers`)."""

    _offer: Offer | None = None

    def look_for_session(self, then: Callable[[str], None]) -> None:
        """Offer a session that is unfinished, if there is one; `then` takes what has to be said of the history."""
        services = services_of(self)

        def question() -> tuple[Offer | None, str]:
            from trackclock.application.unfinished import find_offer

            try:
                offer, trouble = find_offer(services), ""
            except TrackclockError as error:
                offer, trouble = None, str(error)
            services.store.check()
            return offer, _bad_news(services.store, trouble)

        def show(found: tuple[Offer | None, str]) -> None:
            self._show_offer(found[0])
            then(found[1])

        self.ask(question, show, group="unfinished")

    def _show_offer(self, offer: Offer | None) -> None:
        self._offer = offer
        self.set_class(offer is not None, "-offer")
        if offer is not None:
            what = "session" if offer.group is None else "group"
            self.query_one("#offered", Static).update(Content.assemble((f"Unfinished {what}: ", "bold"), offer.text))
            keys = [key for key in self.offer_keys if key.id in offer.answers]
            self.query_one("#offer KeyLine", KeyLine).show(keys)
        self.screen.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of the unfinished session count while it is offered."""
        if action in ("keep_running", "carry_on", "file_away"):
            return self._offer is not None and action in self._offer.answers
        return super().check_action(action, parameters)

    def action_keep_running(self) -> None:
        """Go on with the unfinished session as if nothing had happened."""
        self._pick_up(keep_running=True)

    def action_carry_on(self) -> None:
        """Go on with the unfinished session from where it stopped."""
        self._pick_up(keep_running=False)

    def _pick_up(self, *, keep_running: bool) -> None:
        if self._offer is not None:
            offer = self._offer
            self._show_offer(None)
            go_on_with(shell_of(self), offer, keep_running=keep_running)

    def action_file_away(self) -> None:
        """Save the unfinished session as it is; it can still be gone on with from the history."""
        if self._offer is None:
            return
        services = services_of(self)
        offer = self._offer
        self._show_offer(None)

        def question() -> bool:
            from trackclock.application.unfinished import save_as_it_is

            return save_as_it_is(services, offer)

        def then(is_saved: bool) -> None:
            filed = f"Filed as it is: {keymap_of(self).key_of('history')} opens the history."
            self.notify(filed if is_saved else "Another trackclock has this session.")

        self.ask(question, then, group="dismiss", is_awaited=True)


def _bad_news(store: SessionStore, trouble: str) -> str:
    """What has to be said of the history, each thing once."""
    fault = f"Nothing can be saved: {store.fault}." if store.fault is not None and store.fault != trouble else ""
    return " ".join(part for part in (fault, trouble, store.notice) if part)
