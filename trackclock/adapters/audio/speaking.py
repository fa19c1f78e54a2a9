"""What is said between the beeps: phrases whose words are samples already, begun at their instant or not at all.

It exists beside the agenda because words follow other rules: a beep goes before every word (ARCHITECTURE.md, "A beep
goes before every word"), a phrase may wait for another one and for its words, and one that has waited too long is
dropped.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from trackclock.adapters.audio.tones import RATE_HZ

_NS = 1_000_000_000
_FADE = RATE_HZ * 3 // 1_000
"""Samples over which words fade where they are broken off."""

_PAUSE = ","
_SILENCE = array("h", bytes(2 * RATE_HZ * 120 // 1_000))
"""What a comma between two pieces is: 120 ms."""

_REMEMBERED = 2_000
"""How many keys of phrases that were said or dropped are kept."""


class Phrase(NamedTuple):
    """A phrase on its way to the device.

    Attributes:
        at_ns: when, in nanoseconds on the session's clock.
        latest_ns: after this it is not begun.
        rank: what is due cuts what has the same rank, or a lower one, short.
        key: its identity.
        pieces: the names of its words, one after the other; a comma is a short silence.
    """

    at_ns: int
    latest_ns: int
    rank: int
    key: str
    pieces: tuple[str, ...]


class _Current:
    """A phrase that is being said."""

    __slots__ = ("at_ns", "data", "is_broken", "position", "rank", "starts_ns")

    def __init__(self, phrase: Phrase, data: array[int], starts_ns: int) -> None:
        self.data = data
        self.rank = phrase.rank
        self.at_ns = phrase.at_ns
        self.starts_ns = starts_ns
        self.position = 0
        self.is_broken = True
        """Whether it begins, or goes on behind a beep: it fades in."""


class Speech:
    """The phrases to come. It has no clock; but for `words`, only the thread that makes the samples may touch it."""

    def __init__(self) -> None:
        """Nothing is to be said."""
        self.words: dict[str, array[int]] = {}
        """The samples of each word or phrase, at full volume; anybody may add to them."""
        self.gain = 1.0
        """How much of their loudness is kept."""
        self._scheduled: list[Phrase] = []
        self._asked: list[Phrase] = []
        self._quiet: tuple[tuple[int, int], ...] = ()
        self._current: _Current | None = None
        self._done: OrderedDict[str, None] = OrderedDict()

    def schedule(self, phrases: Iterable[Phrase], quiet: Sequence[tuple[int, int]]) -> None:
        """Replace what time brings, and when nothing is said, in nanoseconds."""
        self._scheduled = [phrase for phrase in phrases if phrase.key not in self._done]
        self._quiet = tuple(quiet)

    def say(self, phrase: Phrase) -> None:
        """Add one phrase beside the schedule."""
        if phrase.key not in self._done and all(phrase.key != other.key for other in self._asked):
            self._asked.append(phrase)

    def hush(self) -> None:
        """Say nothing more, nor the rest of what is being said."""
        self._scheduled, self._asked, self._current = [], [], None

    def break_off(self) -> None:
        """Say no more of the phrase that is being said."""
        self._current = None

    def pass_by(self, until_ns: int) -> None:
        """Let everything that is due before an instant pass unheard, what is being said too."""
        self._current = None
        for phrase in self._due(until_ns):
            self._drop(phrase)

    def is_due(self, until_ns: int) -> bool:
        """Whether there is anything to be done before an instant."""
        return self._current is not None or any(
            phrase.at_ns < until_ns for phrases in (self._scheduled, self._asked) for phrase in phrases
        )

    def fill(self, block: memoryview[int], first_ns: int, busy: Sequence[tuple[int, int]]) -> None:
        """Put words into a block of samples, where no beep is.

        Args:
            block: the samples, the beeps in them already.
            first_ns: when the first of them is heard.
            busy: from which sample to which one a beep sounds, ascending.
        """
        count = len(block)
        self._begin(first_ns, first_ns + count * _NS // RATE_HZ)
        start = 0
        for busy_from, busy_to in (*busy, (count, count)):
            self._speak(block, first_ns, start, min(busy_from, count))
            if busy_from < busy_to and self._current is not None:
                self._current.is_broken = True
            start = max(start, busy_to)

    def _begin(self, first_ns: int, until_ns: int) -> None:
        """Begin the foremost of what is due, if it can be."""
        for phrase in self._due(until_ns):
            starts_ns = max(phrase.at_ns, first_ns)
            if starts_ns > phrase.latest_ns or self._is_overtaken(phrase):
                self._drop(phrase)
            elif (words := self._words_of(phrase)) is not None and self._may_begin(phrase, words, starts_ns):
                self._drop(phrase)
                data = array("h")
                for word in words:
                    data += word
                self._current = _Current(phrase, data, starts_ns)

    def _is_overtaken(self, phrase: Phrase) -> bool:
        """Whether newer words of the same rank are being said."""
        current = self._current
        return current is not None and current.rank == phrase.rank and current.at_ns > phrase.at_ns

    def _words_of(self, phrase: Phrase) -> list[array[int]] | None:
        """The samples of its words, None while one is missing; looked up once, as another thread may take them away."""
        words = [_SILENCE if piece == _PAUSE else self.words.get(piece) for piece in phrase.pieces]
        found = [word for word in words if word is not None]
        return found if len(found) == len(words) else None

    def _may_begin(self, phrase: Phrase, words: Sequence[array[int]], starts_ns: int) -> bool:
        if self._current is not None and self._current.rank > phrase.rank:
            return False
        ends_ns = starts_ns + sum(map(len, words)) * _NS // RATE_HZ
        return not any(starts_ns < to_ns and ends_ns > from_ns for from_ns, to_ns in self._quiet)

    def _due(self, until_ns: int) -> list[Phrase]:
        """What is due before an instant, the foremost first."""
        due = [
            phrase
            for phrases in (self._scheduled, self._asked)
            for phrase in phrases
            if phrase.at_ns < until_ns and phrase.key not in self._done
        ]
        return sorted(due, key=lambda phrase: (-phrase.rank, -phrase.at_ns))

    def _drop(self, phrase: Phrase) -> None:
        """It is begun, or never will be."""
        self._done[phrase.key] = None
        if len(self._done) > _REMEMBERED:
            self._done.popitem(last=False)
        self._scheduled = [other for other in self._scheduled if other.key != phrase.key]
        self._asked = [other for other in self._asked if other.key != phrase.key]

    def _speak(self, block: memoryview[int], first_ns: int, start: int, end: int) -> None:
        """Go on with the phrase between two samples of a block that nothing else is in."""
        current = self._current
        if current is None:
            return
        if current.position == 0:
            start = max(start, (current.starts_ns - first_ns) * RATE_HZ // _NS)
        stop = min((self._frames(first_ns, from_ns) for from_ns, to_ns in self._quiet if to_ns > first_ns), default=end)
        is_cut = stop < end
        length = min(max(0, min(end, stop) - start), len(current.data) - current.position)
        if length > 0:
            piece = current.data[current.position : current.position + length]
            if self.gain != 1.0:
                piece = array("h", [int(value * self.gain) for value in piece])
            current.position += length
            is_over = current.position == len(current.data)
            _soften(piece, is_begun=current.is_broken, is_broken=not is_over and start + length < len(block))
            current.is_broken = False
            block[start : start + length] = piece
        if is_cut or current.position == len(current.data):
            self._current = None

    @staticmethod
    def _frames(first_ns: int, at_ns: int) -> int:
        return (at_ns - first_ns) * RATE_HZ // _NS


def _soften(piece: array[int], *, is_begun: bool, is_broken: bool) -> None:
    """Let a piece fade in where words begin, and out where a beep or the end of a block's room breaks them off."""
    length = min(_FADE, len(piece) // 2)
    for index in range(length):
        if is_begun:
            piece[index] = piece[index] * index // length
        if is_broken:
            piece[-1 - index] = piece[-1 - index] * index // length
