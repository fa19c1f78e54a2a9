"""A past activity as a session: the laps' own times to the millisecond, whatever they are taken for."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackclock.core import commands as ask
from trackclock.core.comparisons import past_reps
from trackclock.core.events import Cause, RepFinished, SessionImported
from trackclock.core.imported import Correction, Origin, Piece, on_one_clock, pieces_of, session_of
from trackclock.core.imported.distances import KNOWN_MM, snapped, taken_together
from trackclock.core.imported.kinds import Rule
from trackclock.core.imported.laps import WHOLE_SECONDS_MS, RecordedLap
from trackclock.core.imported.pieces import NO_CORRECTION
from trackclock.core.limits import MILE_MM
from trackclock.core.pauses import Pause
from trackclock.core.plan import ByDistance, ByTime, Open, StepKind
from trackclock.core.progress import performances_of, predictions
from trackclock.core.progress.predictions import PastSession
from trackclock.core.results import SessionResults, Status
from trackclock.core.session import Accepted, Refused, decide, results_of
from trackclock.core.session.log import appended, newest_ms, origin_of, undo_stack

ORIGIN = Origin("morning.fit", "fit", "garmin 4315", "3948", "2026-05-01T06:30:00Z")
WARMUP, REP, RECOVERY, REST, COOLDOWN = (
    StepKind.WARMUP,
    StepKind.REP,
    StepKind.RECOVERY,
    StepKind.REST,
    StepKind.COOLDOWN,
)


def laps_of(*told: tuple[float, float | None] | tuple[float, float | None, StepKind]) -> tuple[RecordedLap, ...]:
    """Laps of seconds, metres and, where the file says so, kind; one behind the other, without pauses."""
    starts = accumulate((round(one[0] * 1_000) for one in told), initial=0)
    return on_one_clock(
        [
            RecordedLap(
                number,
                start_ms,
                round(one[0] * 1_000),
                round(one[0] * 1_000),
                None if one[1] is None else round(one[1] * 1_000),
                one[2] if len(one) > 2 else None,
            )
            for number, (one, start_ms) in enumerate(zip(told, starts, strict=False), start=1)
        ],
        (),
    )


def shape(pieces: tuple[Piece, ...]) -> list[tuple[StepKind, int | None, int]]:
    """Kind, distance in metres and number of laps of each piece."""
    return [
        (piece.kind, None if piece.distance_mm is None else piece.distance_mm // 1_000, len(piece.laps))
        for piece in pieces
    ]


def results(laps: tuple[RecordedLap, ...], correction: Correction = NO_CORRECTION) -> SessionResults:
    made = session_of(pieces_of(laps, correction)[0], ORIGIN)
    return results_of(made.plan, made.log)


# --- which laps are reps ----------------------------------------------------------------------------------------------

INTERVALS = laps_of(
    (612.3, 2010), (81.42, 403), (90.1, 151), (80.97, 398), (91.2, 160), (82.05, 391), (420, 1300)
)  # fmt: skip


def test_reps_are_told_from_jogs_by_their_pace() -> None:
    pieces, rule = pieces_of(INTERVALS)
    assert rule is Rule.PACE
    assert shape(pieces) == [
        (WARMUP, None, 1),
        (REP, 400, 1),
        (RECOVERY, None, 1),
        (REP, 400, 1),
        (RECOVERY, None, 1),
        (REP, 400, 1),
        (COOLDOWN, None, 1),
    ]
    made = session_of(pieces, ORIGIN)
    assert made.plan.name == "3 x 400 m"
    assert [step.end for step in made.plan.steps if step.kind is RECOVERY] == [ByTime(90_000)] * 2


def test_a_jogged_warm_up_is_no_rep_beside_walked_recoveries() -> None:
    reps = ((60, 300), (120, 90), (61, 305), (118, 85), (59, 296))
    kinds = [WARMUP, REP, RECOVERY, REP, RECOVERY, REP, COOLDOWN]
    assert [piece.kind for piece in pieces_of(laps_of((600, 1800), *reps, (600, 1700)))[0]] == kinds
    # With a walk before the cool-down, too.
    walked = laps_of((600, 1800), *reps, (120, 95), (600, 1700))
    assert [piece.kind for piece in pieces_of(walked)[0]] == [*kinds, COOLDOWN]


def test_reps_of_two_paces_are_all_reps() -> None:
    laps = laps_of((230, 1000), (150, 350), (228, 1000), (150, 360), (33, 200), (90, 180), (32.5, 200))
    assert [piece.distance_mm for piece in pieces_of(laps)[0] if piece.kind is REP] == [
        1_000_000,
        1_000_000,
        200_000,
        200_000,
    ]


@pytest.mark.parametrize("length_m", [1000.0, 1609.344])
def test_auto_laps_are_one_run_with_its_splits(length_m: float) -> None:
    laps = laps_of((290, length_m), (301, length_m + 0.8), (288.5, length_m), (420, length_m + 2), (120, 431.2))
    pieces, rule = pieces_of(laps)
    assert rule is Rule.AUTO_LAPS
    assert [(piece.kind, len(piece.laps)) for piece in pieces] == [(REP, 5)]
    length_mm = round(length_m * 1_000)
    assert pieces[0].marks_mm == (*(length_mm * n for n in (1, 2, 3, 4)), length_mm * 4 + 431_000)
    assert [split.lap_ms for split in results(laps).steps[0].splits] == [290_000, 301_000, 288_500, 420_000, 120_000]


def test_kilometres_between_which_the_watch_was_stopped_are_reps() -> None:
    laps = [
        RecordedLap(number, (number - 1) * 330_000, 330_000 if number < 4 else 230_000, 230_000, 1_000_000)
        for number in range(1, 5)
    ]
    pieces, rule = pieces_of(on_one_clock(laps, ()))
    assert rule is Rule.STOPPED
    assert shape(pieces) == [(REP, 1000, 1)] * 4


def test_the_files_own_marks_stand_and_laps_in_a_row_are_those_of_one_rep() -> None:
    laps = laps_of(
        (600, 2000, WARMUP),
        (82, 402, REP),
        (80, 399, REP),
        (60, 100, RECOVERY),
        (83, 404, REP),
        (79, 397, REP),
        (58, 110, RECOVERY),
        (300, 900, COOLDOWN),
    )
    pieces, rule = pieces_of(laps)
    assert rule is Rule.MARKED
    assert [piece.marks_mm for piece in pieces if piece.kind is REP] == [(400_000, 800_000)] * 2
    assert [piece.kind for piece in pieces] == [WARMUP, REP, RECOVERY, REP, RECOVERY, COOLDOWN]
    assert [[split.lap_ms for split in step.splits] for step in results(laps).steps if step.splits] == [
        [82_000, 80_000],
        [83_000, 79_000],
    ]


def test_what_is_only_marked_as_active_is_no_rep_where_it_was_jogged_at_either_end() -> None:
    """A TCX has no word for warm-up and cool-down; a lap without a distance there was none either."""
    reps = [(81, 402, REP), (90, 120, RECOVERY), (80, 398, REP), (90, 110, RECOVERY), (82, 401, REP)]
    for before, behind in (((600, 1900, REP), (400, 1200, REP)), ((600, None, REP), (400, None, REP))):
        pieces, rule = pieces_of(laps_of(before, *reps, behind))
        assert rule is Rule.MARKED
        assert [piece.kind for piece in pieces] == [WARMUP, REP, RECOVERY, REP, RECOVERY, REP, COOLDOWN]
    without = [(seconds, None, kind) for seconds, _, kind in reps]
    assert [piece.kind for piece in pieces_of(laps_of(*without))[0]] == [REP, RECOVERY, REP, RECOVERY, REP]


def test_a_long_pause_among_short_ones_is_the_rest_between_sets() -> None:
    one_set = [(40.0, 200.0, REP), (60.0, 50.0, REST), (41.0, 204.0, REP), (61.0, 50.0, REST), (40.5, 198.0, REP)]
    laps = laps_of(*one_set, (300.0, 200.0, REST), *one_set)
    made = session_of(pieces_of(laps)[0], ORIGIN)
    reps = [step for step in made.plan.steps if step.kind is REP]
    assert [(step.set, step.sets, step.rep, step.reps) for step in reps] == [
        (number, 2, rep, 3) for number in (1, 2) for rep in (1, 2, 3)
    ]
    assert [step.kind for step in made.plan.steps].count(REST) == 1


def test_a_rep_by_time_is_no_distance_that_it_came_near_to() -> None:
    """3 min to the millisecond were no press: what was measured of them is the distance that they covered."""
    laps = laps_of((180, 803, REP), (60, 120, REST), (180, 811, REP), (60, 120, REST), (81.32, 401, REP))
    made = session_of(pieces_of(laps)[0], ORIGIN)
    assert made.plan.name == "2 x 3 min, 400 m"
    reps = [step for step in results_of(made.plan, made.log).steps if step.step.kind is REP]
    assert [(step.step.end, step.covered_mm) for step in reps] == [
        (ByTime(180_000), 803_000),
        (ByTime(180_000), 811_000),
        (ByDistance(400_000), None),
    ]
    # In whole seconds a 400 of 90 s is a 400; six reps of one time are not six times chance.
    assert shape(pieces_of(laps_of((90, 401, REP), (60, 100, REST), (82, 399, REP)))[0])[::2] == [(REP, 400, 1)] * 2
    alike = laps_of((180, 803, REP), (60, 100, REST), (180, 798, REP))
    assert [step.step.end for step in results(alike).steps][::2] == [ByTime(180_000)] * 2


def test_without_distances_nothing_is_invented() -> None:
    laps = laps_of((80, None), (90, None), (81, None))
    pieces, rule = pieces_of(laps)
    assert (rule, [piece.kind for piece in pieces]) == (Rule.ONE_RUN, [REP])
    (step,) = results(laps).steps
    assert (step.step.end, step.time_ms, step.covered_mm) == (ByTime(251_000), 251_000, None)
    assert [split.lap_ms for split in step.splits] == [80_000, 90_000]


def test_the_runner_knows_better() -> None:
    laps = laps_of((80, None), (90, None), (81, None), (95, None))
    correction = Correction(frozenset({1, 3}), 400_000)
    pieces, rule = pieces_of(laps, correction)
    assert rule is Rule.SAID
    assert shape(pieces) == [(REP, 400, 1), (RECOVERY, None, 1), (REP, 400, 1), (COOLDOWN, None, 1)]
    assert session_of(pieces, ORIGIN).plan.name == "2 x 400 m"


# --- distances --------------------------------------------------------------------------------------------------------


def test_a_distance_is_the_known_one_within_3_percent_and_else_its_own() -> None:
    for known in KNOWN_MM:
        assert snapped(known) == known
    # Where two are nearer to each other than that, the nearer one is taken.
    assert [snapped(mm) for mm in (388_000, 387_999, 412_000, 412_001)] == [400_000, None, 400_000, None]
    assert snapped(1_605_000) == MILE_MM
    assert snapped(1_604_000) == 1_600_000


@pytest.mark.parametrize(
    ("measured_m", "marks_m"),
    [
        ((403, 399), (400, 800)),
        ((409.34, 400, 400, 400), (409.344, 809.344, 1209.344, 1609.344)),
        ((404, 404, 404, 404), (400, 800, 1200, 1600)),
        ((201, 398, 402), (200, 600, 1000)),
        ((431, 580), (420, 1000)),
        ((173.4,), (173,)),
    ],
)
def test_the_laps_of_a_rep_are_counted_back_from_its_finish(
    measured_m: tuple[float, ...], marks_m: tuple[float, ...]
) -> None:
    marks = taken_together([round(one * 1_000) for one in measured_m])
    assert [mark / 1_000 for mark in marks] == list(marks_m)


def test_a_mile_and_1600_m_are_one_distance_in_a_session() -> None:
    laps = laps_of((330, 1603), (200, 500), (331, 1606), (200, 500), (332, 1607))
    assert {piece.distance_mm for piece in pieces_of(laps)[0] if piece.kind is REP} == {MILE_MM}


# --- every lap to the millisecond -------------------------------------------------------------------------------------


@st.composite
def activities(draw: st.DrawFn) -> tuple[tuple[RecordedLap, ...], tuple[Pause, ...]]:
    """Laps as a watch writes them: starts in whole seconds, lengths exact, with pauses in them and between them."""
    kinds = st.none() | st.sampled_from(StepKind)
    is_marked = draw(st.booleans())
    laps: list[RecordedLap] = []
    pauses: list[Pause] = []
    now_ms = 0
    for number in range(1, draw(st.integers(1, 9)) + 1):
        timer_ms = draw(st.integers(0, 400_000))
        stood_ms = draw(st.sampled_from([0, 0, 0, 1, 12_345]))
        if stood_ms and draw(st.booleans()):
            pauses.append(Pause(now_ms // 1_000 * 1_000 + draw(st.integers(0, timer_ms)), stood_ms))
        distance_mm = draw(st.none() | st.integers(0, 2_100_000) | st.sampled_from([400_000, 403_000, 1_000_000]))
        start_ms = now_ms // 1_000 * 1_000
        kind = draw(kinds) if is_marked else None
        laps.append(RecordedLap(number, start_ms, timer_ms + stood_ms, timer_ms, distance_mm, kind))
        now_ms += timer_ms + stood_ms + draw(st.sampled_from([0, 0, 0, 7_000]))
    return tuple(laps), tuple(pauses)


corrections = st.builds(
    Correction,
    st.none() | st.frozensets(st.integers(1, 9), min_size=1, max_size=4),
    st.none() | st.integers(1, 20_000_000),
)


@given(activities(), corrections)
def test_results_have_exactly_the_times_of_the_laps(
    activity: tuple[tuple[RecordedLap, ...], tuple[Pause, ...]], correction: Correction
) -> None:
    laps = on_one_clock(*activity)
    for one, following in pairwise(laps):
        assert following.start_ms == one.end_ms
    if not laps:
        return
    pieces, _ = pieces_of(laps, correction)
    assert [lap for piece in pieces for lap in piece.laps] == list(laps)
    made = session_of(pieces, ORIGIN)
    found = results_of(made.plan, made.log)
    assert found.status is Status.FINISHED
    assert found.ended_ms == laps[-1].end_ms
    assert len(found.steps) == len(pieces)
    for piece, result in zip(pieces, found.steps, strict=True):
        elapsed_ms = sum(lap.elapsed_ms for lap in piece.laps)
        assert (result.started_ms, result.step.kind) == (piece.start_ms, piece.kind)
        assert result.time_ms == (elapsed_ms if result.step.is_pause else piece.timer_ms)
        assert result.paused_ms == elapsed_ms - piece.timer_ms
        assert result.unconfirmed is (piece.kind is REP)
        if len(result.splits) == len(piece.laps):
            assert [split.lap_ms for split in result.splits] == [lap.timer_ms for lap in piece.laps]


@given(activities())
def test_the_clock_of_the_laps_is_that_of_the_file(
    activity: tuple[tuple[RecordedLap, ...], tuple[Pause, ...]],
) -> None:
    """Each lap has its own two times, and what lies between two of them is a pause of the first."""
    laps = {lap.number: lap for lap in on_one_clock(*activity)}
    for one, following in pairwise(activity[0]):
        gap_ms = following.start_ms - one.start_ms - one.elapsed_ms
        stood_ms = gap_ms if gap_ms > WHOLE_SECONDS_MS else 0
        if one.number in laps:
            assert laps[one.number].elapsed_ms == one.elapsed_ms + stood_ms
            assert laps[one.number].timer_ms == one.timer_ms


# --- where it came from, and what it counts for -----------------------------------------------------------------------


def test_the_log_says_where_it_came_from_and_no_undo_takes_that_back() -> None:
    made = session_of(pieces_of(INTERVALS)[0], ORIGIN)
    assert origin_of(made.log) == SessionImported(
        0, Cause.IMPORTED, "morning.fit", "fit", "garmin 4315", "3948", "2026-05-01T06:30:00Z"
    )
    assert undo_stack(made.log) == ((), ())
    refused = decide(made.plan, made.log, ask.Undo(is_confirmed=True), newest_ms(made.log) + 1)
    assert isinstance(refused, Refused)


def test_it_is_mended_as_any_other_session_is() -> None:
    """A finish moved changes its rep and the recovery behind it, and no other time of the watch."""
    made = session_of(pieces_of(INTERVALS)[0], ORIGIN)
    finish = next(entry for entry in made.log if isinstance(entry.event, RepFinished))
    command = ask.MoveMark(finish.seq, finish.event.at + 500)
    decision = decide(made.plan, made.log, command, newest_ms(made.log) + 1)
    assert isinstance(decision, Accepted)
    log = (*made.log, *appended(made.log, decision.events))
    before, after = (results_of(made.plan, one).steps for one in (made.log, log))
    moved = [(now.time_ms or 0) - (was.time_ms or 0) for was, now in zip(before, after, strict=True)]
    assert moved == [0, 500, -500, 0, 0, 0, 0]
    assert [step.edited for step in after] == [False, True, *[False] * 5]
    assert len(undo_stack(log)[0]) == 1


def test_what_nobody_has_confirmed_is_compared_and_no_best() -> None:
    made = session_of(pieces_of(INTERVALS)[0], ORIGIN)
    reps = past_reps("a", 0, results_of(made.plan, made.log))
    assert [rep.time_ms for rep in reps] == [81_420, 80_970, 82_050]
    assert [performances_of(rep) for rep in reps] == [()] * 3
    uids = tuple(step.uid for step in results_of(made.plan, made.log).steps if step.step.kind is REP)
    decision = decide(made.plan, made.log, ask.ConfirmReps(uids), newest_ms(made.log) + 1)
    assert isinstance(decision, Accepted)
    log = (*made.log, *appended(made.log, decision.events))
    confirmed = past_reps("a", 0, results_of(made.plan, log))
    assert [len(performances_of(rep)) for rep in confirmed] == [1, 1, 1]
    assert len(undo_stack(log)[0]) == 1, "the three are confirmed as one, and undone as one"


def test_nothing_is_predicted_from_a_run_that_nobody_has_confirmed() -> None:
    laps = laps_of((300, MILE_MM / 1_000))
    made = session_of(pieces_of(laps)[0], ORIGIN)
    reps = past_reps("a", 0, results_of(made.plan, made.log))
    session = PastSession("a", 0, f"d{MILE_MM}|-", reps, None)
    assert predictions([session], 0) == ()
    whole = replace(session, reps=tuple(replace(rep, unconfirmed=False) for rep in reps))
    assert predictions([whole], 0, 1_500_000) != ()


def test_a_recovery_that_was_no_round_time_and_no_known_distance_was_open() -> None:
    laps = laps_of((80, 400, REP), (100.3, 171, RECOVERY), (80, 400, REP), (140, 171, RECOVERY), (80, 400, REP))
    ends = [step.step.end for step in results(laps).steps]
    assert ends[1::2] == [Open(), Open()]
    jogged = laps_of((80, 400, REP), (100.3, 203, RECOVERY), (80, 400, REP), (117, 199, RECOVERY), (80, 400, REP))
    assert [step.step.end for step in results(jogged).steps][1::2] == [ByDistance(200_000)] * 2
