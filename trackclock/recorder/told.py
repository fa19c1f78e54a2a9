"""What is told: the phrases of a running session on their way to the voice.

It exists beside `heard.py` because a voice may be missing, slow or silent where the cues are not: it is told last of
all, after the cues have been sent, and of nothing that they wait for.
"""

from __future__ import annotations

from collections.abc import Sequence

from trackclock.core.comparisons import COMPARISONS
from trackclock.core.cues import cues_between
from trackclock.core.session import Phase
from trackclock.core.speech import Phrase, Telling, phrases_between, quiet_of, said_at_end, said_of_mark
from trackclock.ports import ScheduledPhrase, Voice
from trackclock.recorder.running_log import RunningLog
from trackclock.recorder.standing import Standing

HORIZON_MS = 40_000
"""Phrases are sent this far ahead: time for a slow engine to render them."""

SENT_ANEW_MS = 10_000
"""What is ahead is sent anew at least this often."""

WAITS_MS = 15_000
"""So long after its instant a phrase may still wait for its turn."""

BESIDE_TIMES = tuple(f"against {comparison.short_name}" for comparison in COMPARISONS)
"""What is said beside the figures of a time."""


class Told:
    """Sends the phrases of one session to the voice; times count from its first press."""

    def __init__(self, running: RunningLog, standing: Standing) -> None:
        """Take the session, and what its reps are held against; nobody speaks yet."""
        self._running = running
        self._standing = standing
        self._voice: Voice | None = None
        self._telling = Telling.ALL
        self._sent_until: int | None = None
        self._last_mark: tuple[int, int] | None = None
        self._is_end_told = False

    def set_voice(self, voice: Voice | None, telling: Telling) -> None:
        """Have a voice tell so much from the next poll on; None for silence.

        What has happened so far is not told: whoever listens now has not asked for it.
        """
        if self._voice is not None and voice is not self._voice:
            self._voice.hush()
        if voice is not None and self._voice is None:
            self._leave_out()
            voice.get_ready(BESIDE_TIMES)
        self._voice, self._telling, self._sent_until = voice, telling, None

    def silence(self) -> None:
        """Say nothing more."""
        if self._voice is not None:
            self._voice.hush()

    def follow(self, now: int) -> None:
        """The log has grown: tell what that has brought, and anew what time brings."""
        if self._voice is None:
            return
        self._send(self._voice, now)
        news = self._news()
        for phrase in news if self._telling.has_times else ():
            if now <= phrase.latest_ms:
                self._voice.say(self._scheduled(phrase))

    def keep_ahead(self, now: int) -> None:
        """Send the next phrases where the voice has few left."""
        if self._voice is None:
            return
        if self._sent_until is None or now + HORIZON_MS - self._sent_until >= SENT_ANEW_MS:
            self._send(self._voice, now)

    def _leave_out(self) -> None:
        self._last_mark = self._mark()[0] if self._running.log else None
        self._is_end_told = self._running.state.phase is Phase.FINISHED

    def _mark(self) -> tuple[tuple[int, int] | None, Phrase | None]:
        """The newest mark: what tells it from every other and from itself before it was mended, and its words."""
        figure, against = self._standing.newest_mark()
        return (None, None) if figure is None else ((figure.seq, figure.from_ms), said_of_mark(figure, against))

    def _news(self) -> Sequence[Phrase]:
        """What is new since this was asked for the last time."""
        phrases = []
        mark, phrase = self._mark()
        if phrase is not None and mark != self._last_mark:
            phrases.append(phrase)
        self._last_mark = mark
        if self._running.state.phase is Phase.FINISHED and not self._is_end_told:
            self._is_end_told = True
            if (mean := said_at_end(self._standing.results())) is not None:
                phrases.append(mean)
        return phrases

    def _send(self, voice: Voice, now: int) -> None:
        self._sent_until = now + HORIZON_MS
        state = self._running.state
        if state.phase is not Phase.RUNNING:
            voice.schedule((), ())
            return
        # What was due a little while ago may wait behind other words: it is cancelled where it is not named again.
        due = phrases_between(state, now - WAITS_MS, now + HORIZON_MS, self._telling)
        # What begins at the end of the horizon must not run into a countdown behind it.
        quiet = quiet_of(cues_between(state, now, now + HORIZON_MS + SENT_ANEW_MS))
        origin_ms = self._running.origin_ms
        spans = [(start + origin_ms, end + origin_ms) for start, end in quiet]
        voice.schedule([self._scheduled(phrase) for phrase in due if phrase.latest_ms >= now], spans)

    def _scheduled(self, phrase: Phrase) -> ScheduledPhrase:
        origin_ms = self._running.origin_ms
        times = phrase.due_ms + origin_ms, phrase.latest_ms + origin_ms
        return ScheduledPhrase(f"{origin_ms}:{phrase.key}", *times, int(phrase.rank), phrase.text)
