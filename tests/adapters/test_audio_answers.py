"""A GO by press gets a stream of its own, and is heard in another way wherever there is none; so is all else."""

from __future__ import annotations

from array import array
from collections.abc import Generator
from queue import Empty, SimpleQueue

import pytest

from trackclock.adapters.audio import answers as answers_module
from trackclock.adapters.audio.agenda import NS_PER_MS, STALE_EVENT_NS, Agenda, Cue, Due
from trackclock.adapters.audio.answers import Answers
from trackclock.adapters.audio.mixer import Mixer, up_to
from trackclock.adapters.audio.tones import RATE_HZ, TONES, samples
from trackclock.adapters.clock import now_ns
from trackclock.core.sounds import Sound

SOUNDS = {sound: samples(sound) for sound in TONES}


class FakeStream:
    """Takes what it is fed in pieces, as a sound system does."""

    def __init__(self, room: Room) -> None:
        self.room = room

    def start(self, feed: Generator[bytes, int, None], /) -> None:
        if self.room.is_broken:
            raise OSError("the sound system is gone")
        played = b""
        for piece in iter(lambda: next_piece(feed), None):
            played += piece
        self.room.played.put(array("h", played))

    def close(self) -> None:
        self.room.closed.put(self)


def next_piece(feed: Generator[bytes, int, None]) -> bytes | None:
    try:
        return feed.send(960)
    except StopIteration:
        return None


class Room:
    """Answers, and all that comes of them."""

    def __init__(self) -> None:
        self.is_broken = False
        self.played: SimpleQueue[array[int]] = SimpleQueue()
        self.closed: SimpleQueue[FakeStream] = SimpleQueue()
        self.reports: SimpleQueue[Due] = SimpleQueue()
        self.instead: SimpleQueue[Cue] = SimpleQueue()
        self.mixer = Mixer(Agenda(), SOUNDS, lambda due, _: self.reports.put(due))
        self.opened: SimpleQueue[FakeStream] = SimpleQueue()
        self.answers = Answers(self.open, self.mixer, self.instead.put)
        self.answers.start()
        self.opened.get(timeout=5)

    def open(self) -> FakeStream:
        stream = FakeStream(self)
        self.opened.put(stream)
        return stream

    def play(self, cue: Cue) -> None:
        """Play it as soon as a stream waits, which is a moment after it was opened."""
        for _ in range(1_000_000):
            if self.answers.play(cue):
                return
        raise AssertionError("no stream ever waited")


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setattr(answers_module, "_ENDS_S", 0)
    monkeypatch.setattr(answers_module, "_LET_GO_S", 0)
    return Room()


def answer(key: str = "a", at_ns: int | None = None, sound: Sound = Sound.GO) -> Cue:
    return Cue(now_ns() if at_ns is None else at_ns, key, sound, is_event=True)


def test_an_answer_is_played_whole_and_a_successor_opened(room: Room) -> None:
    for key in ("a", "b"):
        cue = answer(key)
        room.play(cue)
        assert room.played.get(timeout=5) == SOUNDS[Sound.GO]
        assert room.reports.get(timeout=5) == Due(cue, is_heard=True)
        assert room.opened.get(timeout=5) is not room.closed.get(timeout=5)
    assert room.instead.empty()


def test_what_comes_while_no_stream_waits_is_left_to_others() -> None:
    room = Room()  # where a sound takes its time
    room.play(answer("a"))
    assert not room.answers.play(answer("b"))
    assert room.played.get(timeout=5) == SOUNDS[Sound.GO]


def test_what_is_muted_stale_not_yet_due_or_no_start_is_left_to_others(room: Room) -> None:
    now = now_ns()
    assert not room.answers.play(answer(at_ns=now - STALE_EVENT_NS - 1))
    assert not room.answers.play(answer(at_ns=now + 200 * NS_PER_MS))
    assert not room.answers.play(answer(sound=Sound.MARK))
    room.mixer.agenda.is_muted = True
    assert not room.answers.play(answer())
    room.mixer.agenda.is_muted = False
    room.play(answer())
    room.played.get(timeout=5)


def test_a_stream_that_does_not_start_costs_neither_the_cue_nor_the_next_one(room: Room) -> None:
    room.is_broken = True
    cue = answer("a")
    room.play(cue)
    assert room.instead.get(timeout=5) == cue
    with pytest.raises(Empty):
        room.reports.get_nowait()
    room.is_broken = False
    room.play(answer("b"))
    assert room.played.get(timeout=5) == SOUNDS[Sound.GO]


def test_a_stream_that_cannot_be_opened_is_tried_again(monkeypatch: pytest.MonkeyPatch, room: Room) -> None:
    monkeypatch.setattr(answers_module, "_RETRY_S", 0)
    failures = iter(range(3))

    def fail_first() -> FakeStream:
        if next(failures, None) is not None:
            raise OSError("the sound system is busy")
        return FakeStream(room)

    second = Answers(fail_first, room.mixer, room.instead.put)
    second.start()
    room.answers = second
    room.play(answer())
    assert room.played.get(timeout=5) == SOUNDS[Sound.GO]


def test_an_answer_gives_way_to_the_cue_that_follows(room: Room) -> None:
    room.mixer.agenda.schedule([Cue(now_ns() + 150 * NS_PER_MS, "tick", Sound.PACE)])
    room.play(answer())
    heard = room.played.get(timeout=5)
    assert 100 * RATE_HZ // 1_000 <= len(heard) <= 154 * RATE_HZ // 1_000
    assert abs(heard[-1]) < 1_000


def test_sounds_that_start_close_together_are_both_let_ring() -> None:
    sound = SOUNDS[Sound.GO]
    assert up_to(sound, 99 * NS_PER_MS) is sound
    assert up_to(sound, -5 * NS_PER_MS) is sound
    assert up_to(sound, 300 * NS_PER_MS) is sound
    cut = up_to(sound, 120 * NS_PER_MS)
    assert len(cut) == 123 * RATE_HZ // 1_000
    assert cut[: 120 * RATE_HZ // 1_000] == sound[: 120 * RATE_HZ // 1_000]
