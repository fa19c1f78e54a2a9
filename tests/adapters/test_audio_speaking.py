"""Words between the beeps: no sample of a beep is touched, none is heard in quiet, nothing stale, nothing twice."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trackclock.adapters.audio.agenda import NS_PER_MS, Agenda, Cue
from trackclock.adapters.audio.mixer import Mixer
from trackclock.adapters.audio.speaking import Phrase
from trackclock.adapters.audio.tones import RATE_HZ, all_samples
from trackclock.core.sounds import Sound

NS = 1_000_000_000
PER_MS = RATE_HZ // 1_000
FULL = all_samples(10)
LOUD = 12_345
"""No tone has a sample of this height for long: what is so loud is a word."""


class Desk:
    """Two mixers with the same beeps, one of which speaks as well."""

    def __init__(self, block: int = 480) -> None:
        self.block = block
        self.silent, self.speaking = (Mixer(Agenda(), FULL, lambda *_: None) for _ in range(2))
        self.plain, self.samples = array("h"), array("h")

    def word(self, name: str, length_ms: int) -> str:
        self.speaking.speech.words[name] = array("h", [LOUD] * (length_ms * PER_MS))
        return name

    def beeps(self, cues: Iterable[tuple[int, Sound]]) -> None:
        for mixer in (self.silent, self.speaking):
            mixer.agenda.schedule([Cue(at * NS_PER_MS, f"{at}", sound) for at, sound in cues])

    def schedule(self, phrases: Iterable[Phrase], quiet: Iterable[tuple[int, int]] = ()) -> None:
        self.speaking.speech.schedule(phrases, [(from_ms * NS_PER_MS, to_ms * NS_PER_MS) for from_ms, to_ms in quiet])

    def run(self, until_ms: int) -> None:
        while len(self.samples) < until_ms * PER_MS:
            first_ns = len(self.samples) * NS // RATE_HZ
            self.plain.frombytes(bytes(self.silent.block(first_ns, self.block)))
            self.samples.frombytes(bytes(self.speaking.block(first_ns, self.block)))

    def words(self) -> list[tuple[int, int]]:
        """From which millisecond to which one words are heard, gaps of under 2 ms left out."""
        spans: list[tuple[int, int]] = []
        for ms in range(len(self.samples) // PER_MS):
            piece = slice(ms * PER_MS, (ms + 1) * PER_MS)
            if self.samples[piece] != self.plain[piece] and max(self.samples[piece]) > 1:
                if spans and ms - spans[-1][1] < 2:
                    spans[-1] = (spans[-1][0], ms + 1)
                else:
                    spans.append((ms, ms + 1))
        return spans


def phrase(at_ms: int, *pieces: str, latest_ms: int | None = None, rank: int = 3, key: str = "") -> Phrase:
    latest = at_ms + 1_000 if latest_ms is None else latest_ms
    return Phrase(at_ms * NS_PER_MS, latest * NS_PER_MS, rank, key or f"{at_ms}:{pieces}", pieces)


@pytest.mark.parametrize("block", [64, 480, 1_152, 4_801])
def test_a_phrase_begins_at_its_sample_and_its_pieces_follow_each_other(block: int) -> None:
    desk = Desk(block)
    desk.schedule([phrase(333, desk.word("78", 100), desk.word("point 2", 50), ",", desk.word("minus", 70))])
    desk.run(1_000)
    assert desk.words() == [(333, 483), (603, 673)]
    assert max(desk.samples) == LOUD


def test_words_stand_still_while_a_beep_sounds_and_go_on_behind_it() -> None:
    desk = Desk()
    desk.beeps([(300, Sound.TEN_SECONDS)])
    desk.schedule([phrase(100, desk.word("long", 600))])
    desk.run(1_500)
    length_ms = len(FULL[Sound.TEN_SECONDS]) // PER_MS
    assert desk.words() == [(100, 300), (300 + length_ms, 700 + length_ms)]
    beep = slice(300 * PER_MS, 300 * PER_MS + len(FULL[Sound.TEN_SECONDS]))
    assert desk.samples[beep] == FULL[Sound.TEN_SECONDS]


def test_a_go_ends_them() -> None:
    desk = Desk()
    desk.beeps([(300, Sound.GO)])
    desk.schedule([phrase(100, desk.word("long", 600))])
    desk.run(1_500)
    assert desk.words() == [(100, 300)]


def test_what_does_not_fit_before_a_countdown_is_not_begun_and_what_is_being_said_is_broken_off() -> None:
    desk = Desk()
    desk.schedule([phrase(100, desk.word("long", 600))], quiet=[(500, 5_500)])
    desk.run(1_000)
    assert desk.words() == []
    desk = Desk()
    desk.schedule([phrase(100, desk.word("long", 600))])
    desk.run(200)
    desk.schedule([], quiet=[(305, 5_305)])  # a press has cut the recovery short
    desk.run(6_000)
    assert desk.words() == [(100, 305)]


def test_a_higher_rank_cuts_a_lower_one_and_a_lower_one_waits_until_it_is_stale() -> None:
    desk = Desk()
    name = desk.word("word", 400)
    desk.schedule([phrase(100, name, rank=1), phrase(200, name, rank=4), phrase(250, name, rank=0, latest_ms=700)])
    desk.schedule([phrase(100, name, rank=1), phrase(200, name, rank=4), phrase(250, name, rank=0, latest_ms=700)])
    desk.run(1_500)
    assert desk.words() == [(100, 1_000)]
    desk = Desk()
    desk.word("word", 400)
    desk.schedule([phrase(100, name, rank=4), phrase(150, name, rank=2, latest_ms=400)])
    desk.run(1_500)
    assert desk.words() == [(100, 500)]


def test_a_phrase_waits_for_its_words_and_is_dropped_when_they_come_too_late() -> None:
    for comes_ms, heard in ((900, [(900, 950)]), (1_200, [])):
        desk = Desk()
        desk.schedule([phrase(100, "word", latest_ms=1_100)])
        desk.run(comes_ms)
        desk.word("word", 50)
        desk.run(2_000)
        assert desk.words() == heard


def test_muted_it_passes_unheard_and_hushed_it_ends() -> None:
    desk = Desk()
    desk.schedule([phrase(100, desk.word("word", 400))])
    desk.speaking.agenda.is_muted = True
    desk.run(200)
    desk.speaking.agenda.is_muted = False
    desk.run(1_000)
    assert desk.words() == []
    desk.schedule([phrase(1_100, "word", key="second"), phrase(1_400, "word", key="third")])
    desk.run(1_200)
    desk.speaking.speech.hush()
    desk.run(2_000)
    assert desk.words() == [(1_100, 1_200)]


def test_words_are_as_loud_as_the_volume_says() -> None:
    desk = Desk()
    desk.schedule([phrase(100, desk.word("word", 400))])
    desk.speaking.speech.gain = 0.5
    desk.run(600)
    assert max(desk.samples) == int(LOUD * 0.5)


drawn = st.lists(st.tuples(st.integers(0, 3_000), st.integers(20, 900), st.integers(0, 1_500), st.integers(0, 4)))
sounds = st.lists(st.tuples(st.integers(0, 4_000), st.sampled_from(Sound)), max_size=8, unique_by=lambda cue: cue[0])
spans = st.lists(st.tuples(st.integers(0, 4_000), st.integers(1, 1_500)), max_size=3)


@settings(max_examples=20, deadline=None)
@given(phrases=drawn, cues=sounds, quiet=spans, again=st.lists(st.integers(0, 4_000), max_size=4), block=st.just(1_440))
def test_no_beep_is_touched_and_quiet_is_quiet_whatever_is_said(
    phrases: list[tuple[int, int, int, int]],
    cues: list[tuple[int, Sound]],
    quiet: list[tuple[int, int]],
    again: list[int],
    block: int,
) -> None:
    desk = Desk(block)
    desk.beeps(cues)
    due = [
        phrase(at, desk.word(f"{index}", length), latest_ms=at + patience, rank=rank, key=f"{index}")
        for index, (at, length, patience, rank) in enumerate(phrases)
    ]
    calm = [(from_ms, from_ms + length) for from_ms, length in quiet]
    for at in sorted({*again, 0}):
        desk.run(at)
        desk.schedule([one for one in due if one.latest_ns >= at * NS_PER_MS], calm)
    desk.run(5_000)
    assert all(heard == beep for heard, beep in zip(desk.samples, desk.plain, strict=True) if abs(beep) > 1)
    for from_ms, to_ms in calm:
        piece = slice(from_ms * PER_MS, min(to_ms * PER_MS, len(desk.plain)))
        assert desk.samples[piece] == desk.plain[piece]
    most = sum(length for _, length, _, _ in phrases)
    assert sum(to_ms - from_ms for from_ms, to_ms in desk.words()) <= most + 2 * len(phrases) + 2 * len(cues)
