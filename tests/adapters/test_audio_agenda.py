"""What is still to be played: once, at its instant, never stale."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trackclock.adapters.audio.agenda import NS_PER_MS, Agenda, Cue
from trackclock.core.sounds import Sound


def cue(key: str, at_ms: int, sound: Sound = Sound.ONE, *, is_event: bool = False) -> Cue:
    return Cue(at_ms * NS_PER_MS, key, sound, is_event)


def heard(agenda: Agenda, now_ms: int, until_ms: int) -> list[str]:
    return [due.cue.key for due in agenda.due(now_ms * NS_PER_MS, until_ms * NS_PER_MS) if due.is_heard]


def test_a_cue_is_due_in_its_window_only() -> None:
    agenda = Agenda()
    agenda.schedule([cue("b", 200), cue("a", 100)])
    assert heard(agenda, 0, 100) == []
    assert heard(agenda, 100, 200) == ["a"]
    assert heard(agenda, 200, 300) == ["b"]
    assert heard(agenda, 300, 400) == []


def test_a_new_schedule_cancels_what_it_does_not_name() -> None:
    agenda = Agenda()
    agenda.schedule([cue("a", 100), cue("b", 200)])
    agenda.schedule([cue("b", 250), cue("c", 300)])
    assert heard(agenda, 0, 1_000) == ["b", "c"]


def test_the_same_key_is_played_once_however_often_it_is_sent() -> None:
    agenda = Agenda()
    agenda.schedule([cue("a", 100)])
    assert heard(agenda, 90, 110) == ["a"]
    agenda.schedule([cue("a", 100), cue("a", 120)])
    agenda.play(cue("a", 100, is_event=True))
    assert heard(agenda, 110, 200) == []


def test_a_key_twice_in_one_window_is_played_once() -> None:
    agenda = Agenda()
    agenda.schedule([cue("a", 100)])
    agenda.play(cue("a", 100, is_event=True))
    agenda.play(cue("a", 101, is_event=True))
    assert heard(agenda, 90, 110) == ["a"]


def test_an_event_outlives_a_new_schedule() -> None:
    agenda = Agenda()
    agenda.play(cue("mark", 100, Sound.MARK, is_event=True))
    agenda.schedule([])
    assert heard(agenda, 100, 120) == ["mark"]


def test_a_stale_pip_is_dropped_for_good() -> None:
    agenda = Agenda()
    agenda.schedule([cue("late", 0), cue("in time", 100)])
    assert heard(agenda, 151, 160) == ["in time"]
    agenda.schedule([cue("late", 0)])
    assert heard(agenda, 160, 200) == []


def test_of_stale_gos_only_the_newest_is_played_and_only_within_a_second() -> None:
    agenda = Agenda()
    agenda.schedule([cue("old", 0, Sound.GO), cue("new", 300, Sound.GO)])
    assert heard(agenda, 1_000, 1_020) == ["new"]
    agenda.schedule([cue("older still", 400, Sound.GO)])
    assert heard(agenda, 1_401, 1_420) == []


def test_what_answers_a_press_may_come_late() -> None:
    agenda = Agenda()
    agenda.play(cue("mark", 0, Sound.MARK, is_event=True))
    assert heard(agenda, 900, 920) == ["mark"]
    agenda.play(cue("another", 0, Sound.MARK, is_event=True))
    assert heard(agenda, 1_001, 1_020) == []


def test_what_is_due_while_muted_is_never_made_up_for() -> None:
    agenda = Agenda()
    agenda.schedule([cue("a", 100, Sound.GO), cue("b", 200)])
    agenda.is_muted = True
    assert heard(agenda, 90, 110) == []
    agenda.is_muted = False
    assert heard(agenda, 110, 210) == ["b"]


def test_what_another_has_played_is_done() -> None:
    agenda = Agenda()
    agenda.schedule([cue("a", 100), cue("b", 200)])
    agenda.mark_done("a")
    assert agenda.pending() == ([cue("b", 200)], [])
    assert heard(agenda, 0, 1_000) == ["b"]


@given(
    instants=st.lists(st.integers(0, 5_000), max_size=30),
    cuts=st.lists(st.integers(1, 400), min_size=1, max_size=60),
    resend=st.booleans(),
)
def test_every_cue_exactly_once_however_time_is_sliced(instants: list[int], cuts: list[int], resend: bool) -> None:
    cues = [cue(str(index), at_ms) for index, at_ms in enumerate(instants)]
    agenda = Agenda()
    agenda.schedule(cues)
    now_ms, played = 0, []
    for cut in [*cuts, 6_000]:
        if resend:
            agenda.schedule(cues)
        played += heard(agenda, now_ms, now_ms + cut)
        now_ms += cut
    assert sorted(played, key=int) == [str(index) for index in range(len(instants))]
