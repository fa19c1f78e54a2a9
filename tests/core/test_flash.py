"""What is flashed: each press says what became of it, for two seconds; a lap stands for five, with its own delta."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.on_track import OPEN, Track, metres, plan_of, rep, seconds, sets_of
from tests.core.test_session_properties import run_plans, scripts
from trackclock.core import commands as ask
from trackclock.core.comparisons import Comparison, RepContext, lap_delta
from trackclock.core.comparisons.target import TARGET
from trackclock.core.durations import parse_duration
from trackclock.core.events import PressRefused
from trackclock.core.figures import RUNNING, cut
from trackclock.core.plan import Plan, Step, StepKind, Target
from trackclock.core.results import SplitResult, StepResult
from trackclock.core.view import Done, Flash, flash_at, flashes_of
from trackclock.core.view.flash import _REFUSALS, FAST_MS, FIGURE_MS, WORD_MS
from trackclock.ui.live.letters import can_draw, drawn_width
from trackclock.ui.sized import LEAST_WIDTH


def aimed(steps: list[Step], text: str, low_ms: int, high_ms: int | None = None) -> list[Step]:
    target = Target(text, low_ms, high_ms or low_ms)
    return [replace(step, target=target) if step.kind is StepKind.REP else step for step in steps]


EIGHTS = plan_of(aimed(sets_of(1, 3, metres(800), seconds(120)), "2:44", 164_000))
SQUATS = plan_of(sets_of(1, 3, OPEN, seconds(60)))
TEMPO = plan_of(sets_of(1, 2, seconds(600), seconds(60)))


def against_target(result: StepResult) -> Comparison | None:
    return TARGET.generate(RepContext(result.step))


def flashes(track: Track, at: float) -> tuple[Flash, ...]:
    return flashes_of(track.log, track.results(at).steps, against_target)


def shown(track: Track, at: float) -> tuple[str, str]:
    flash = flash_at(flashes(track, at), round(at * 1_000))
    return ("", "") if flash is None else (flash.done.value, "  ".join(piece.text for piece in flash.pieces))


def one_lap(plan: Plan = EIGHTS) -> Track:
    return Track(plan).press(0, 84.5)


def one_rep() -> Track:
    return one_lap().press(168.2)


def test_a_lap_stands_for_five_seconds_with_its_own_delta_and_a_finish_with_the_whole() -> None:
    track = one_lap()
    assert shown(track, 84.5) == shown(track, 89.4) == ("faster", "1:19.5  -2.5")
    assert shown(track, 89.5) == ("", "")
    track.press(168.2)
    assert shown(track, 170) == ("faster", "2:43.2  -0.8  LAP 1:23.7")
    assert [piece.rank for piece in flashes(track, 170)[0].pieces] == [0, 1, 2], "the lap goes first, then the delta"
    assert shown(track, 173.2) == ("", "")


def test_without_a_comparison_there_is_a_lap_and_no_delta_and_under_a_minute_no_nought() -> None:
    track = Track(plan_of(sets_of(1, 2, metres(200), seconds(60)))).press(0, 38.25)
    assert shown(track, 39) == ("taken", "33.2")
    assert shown(Track(SQUATS).press(0, 25.5), 26) == ("taken", "20.5")
    assert shown(Track(TEMPO).press(0, 65.3), 66) == ("taken", "1:00.3")


def test_a_rep_that_ends_by_itself_flashes_nothing() -> None:
    track = Track(TEMPO).press(0)
    assert shown(track, 605.5) == ("", "")


def refused() -> tuple[Track, float]:
    track = one_rep()
    track.do(ask.Press(), 169.5)
    return track, 169.5


def undone() -> tuple[Track, float]:
    track = one_rep()
    track.do(ask.Undo(), 169.5)
    return track, 169.5


def redone() -> tuple[Track, float]:
    track, _ = undone()
    track.do(ask.Redo(), 171)
    return track, 171


def counted() -> tuple[Track, float]:
    track, _ = refused()
    track.do(ask.CountRefused(), 171)
    return track, 171


def cut_short() -> tuple[Track, float]:
    return one_rep().press(240), 240


def gone_on() -> tuple[Track, float]:
    track = one_rep()
    track.do(ask.TogglePause(), 200)
    return track.press(230), 230


def started() -> tuple[Track, float]:
    return Track(EIGHTS).press(0), 0


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (refused, ("refused", "TOO SOON")),
        (undone, ("undone", "UNDONE")),
        (redone, ("undone", "REDONE")),
        (counted, ("counted", "COUNTED")),
        (cut_short, ("taken", "TAKEN")),
        (gone_on, ("taken", "TAKEN")),
        (started, ("taken", "TAKEN")),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_became_of_a_press_is_said_for_two_seconds(
    make: Callable[[], tuple[Track, float]], said: tuple[str, str]
) -> None:
    track, at = make()
    assert shown(track, at) == shown(track, at + 1.999) == said
    assert shown(track, at + 2) != said


def test_behind_a_refused_press_the_lap_comes_back_for_the_rest_of_its_time() -> None:
    track, at = refused()
    assert shown(track, at + 2)[1].startswith("2:43.2")
    assert shown(track, 173.2) == ("", "")


def test_a_mark_that_was_moved_is_flashed_anew_and_one_that_was_undone_no_longer() -> None:
    track = one_lap()
    track.do(ask.MoveLastMark(-500), 95)
    assert shown(track, 95) == shown(track, 99.9) == ("faster", "1:19.0  -3.0")
    track, at = undone()
    assert shown(track, at + 2) == ("", "")


def test_each_reason_has_a_word_that_fits_the_smallest_terminal() -> None:
    for word in (*_REFUSALS.values(), "UNDONE", "REDONE", "COUNTED", "TAKEN"):
        assert can_draw(word)
        assert drawn_width(word, 1) <= LEAST_WIDTH, word


def test_a_fast_clock_leaves_time_to_read() -> None:
    track = one_lap()
    assert flash_at(flashes(track, 85), 84_500 + FAST_MS * 30 - 1, speed=30) is not None
    assert flash_at(flashes(track, 85), 84_500 + FAST_MS * 30, speed=30) is None


@given(st.lists(st.integers(20_000, 300_000), min_size=1, max_size=6), st.integers(60_000, 2_000_000), st.data())
def test_a_lap_and_its_delta_give_the_lap_that_was_wanted_as_it_is_shown(
    laps: list[int], target_ms: int, data: st.DataObject
) -> None:
    high_ms = target_ms + data.draw(st.sampled_from([0, 0, 3_000]))
    total_mm = 400_000 * len(laps)
    step = replace(rep(metres(total_mm // 1_000)), target=Target("", target_ms, high_ms))
    comparison = TARGET.generate(RepContext(step))
    assert comparison is not None
    ends = [sum(laps[: n + 1]) for n in range(len(laps))]
    splits = tuple(SplitResult(400_000 * (n + 1), end, laps[n], n) for n, end in enumerate(ends))
    delta = lap_delta(comparison, splits)
    assert delta is not None
    there, before = comparison.band_at(total_mm), comparison.band_at(total_mm - 400_000) if len(laps) > 1 else None
    assert there is not None
    lap = cut(ends[-1], RUNNING) - cut(ends[-1] - laps[-1], RUNNING)
    low = cut(there.low_ms, RUNNING) - (cut(before.low_ms, RUNNING) if before else 0)
    high = cut(there.high_ms, RUNNING) - (cut(before.high_ms, RUNNING) if before else 0)
    assert delta.shown_ms == (lap - high if lap > high else min(0, lap - low))


@settings(max_examples=150, deadline=None)
@given(plan=run_plans(), script=scripts, later_ms=st.integers(0, 9_000))
def test_in_any_session_a_flash_says_what_the_log_says_and_goes(
    plan: Plan, script: list[tuple[int, ask.Command]], later_ms: int
) -> None:
    track, at_ms = Track(plan).press(0), 0
    for gap, command in script:
        at_ms += gap
        decision = track.do(command, at_ms / 1_000)
        now = track.results(at_ms / 1_000)
        found = flashes_of(track.log, now.steps, against_target)
        for flash in found:
            assert flash.lasts_ms in (WORD_MS, FIGURE_MS)
            assert all(can_draw(piece.text) for piece in flash.pieces)
            if flash.lasts_ms == FIGURE_MS:
                assert parse_duration(flash.pieces[0].text) % 100 == 0
        first = flash_at(found, at_ms)
        if isinstance(command, ask.Press) and decision.events and isinstance(decision.events[0], PressRefused):
            assert first is not None
            assert first.done is Done.REFUSED
        assert flash_at(found, at_ms + FIGURE_MS + later_ms) is None, "it goes by itself"
