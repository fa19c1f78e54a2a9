"""What the screens that offer words that were left have in common: the line, its two keys, and looking for them.

It exists so that an unsaved text is offered alike in the list, in the editor and in the note.
"""

from __future__ import annotations

from textual.content import Content

from trackclock.application.keeping import discard
from trackclock.kept_words import KeptWords, WordsKind
from trackclock.keys import Scope, commands_of
from trackclock.ui.access import services_of
from trackclock.ui.background import Background
from trackclock.ui.widgets.offer_line import OfferLine
from trackclock.ui.words import clean, local_text, plural

WORDS_KEYS = commands_of(Scope.WORDS)

_KINDS = {WordsKind.SESSION: "Unsaved draft", WordsKind.NOTE: "Unsaved note"}


class OffersWords(Background):
    """A mixin for screens with an `OfferLine` called `left-words`; see `Background` for its place among the bases."""

    left: tuple[KeptWords, ...] = ()
    """What is offered, newest first."""

    def is_wanted(self, words: KeptWords) -> bool:
        """Whether words are offered here."""
        raise NotImplementedError

    def restore(self, words: KeptWords) -> None:
        """Bring words back."""
        raise NotImplementedError

    def look_for_words(self) -> None:
        """Offer what was left, if anything was."""
        words = services_of(self).words

        def question() -> tuple[KeptWords, ...]:
            return tuple(each for each in words.left() if self.is_wanted(each))

        self.ask(question, self.offer_words, group="left words")

    def offer_words(self, left: tuple[KeptWords, ...]) -> None:
        """Offer the newest of these; none: nothing."""
        self.left = left
        line = self.query_one("#left-words", OfferLine)
        if not left:
            line.offer(None)
        else:
            newest = left[0]
            when = local_text(newest.written_wall_ms, newest.utc_offset_s)
            more = f" (and {plural(len(left) - 1, 'other')})" if len(left) > 1 else ""
            line.offer(Content.assemble((_KINDS[newest.kind], "bold"), f" of {when}{more}: {clean(newest.title)}"))
        self.screen.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys count while something is offered."""
        if action in ("restore_words", "discard_words"):
            return bool(self.left)
        return super().check_action(action, parameters)

    def action_restore_words(self) -> None:
        """Bring the newest back."""
        if self.left:
            self.restore(self.left[0])

    def action_discard_words(self) -> None:
        """Throw the newest away."""
        if self.left:
            services, words = services_of(self), self.left[0]
            self.offer_words(())
            self.ask(
                lambda: discard(services, words),
                lambda _: self.look_for_words(),
                group="discard words",
                is_awaited=True,
            )
