"""Advice: by its rules, never without a session, and never without what it comes from."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from trackclock.core.progress import Advice, DayKind, SessionLoad, next_days


def hard(day: int, effort: int | None = None) -> SessionLoad:
    return SessionLoad(str(day), day, 0, 0, 600_000, effort)


def easy(day: int) -> SessionLoad:
    return SessionLoad(str(day), day, 0, 0, 1_800_000, 3)


@given(
    st.lists(st.tuples(st.integers(60, 105), st.sampled_from([None, 3, 7, 9])), max_size=20),
    st.one_of(st.none(), st.integers(98, 115)),
)
def test_advice_comes_from_what_was_run_and_says_which_days(
    days: list[tuple[int, int | None]], race_day: int | None
) -> None:
    loads = [SessionLoad(str(n), day, 0, 0, 600_000, effort) for n, (day, effort) in enumerate(days)]
    advice = next_days(loads, 100, 6, race_day)
    run = {day for day, _ in days if day <= 100}
    assert (not advice) == (not run), "without a session there is nothing to go by"
    advised: dict[int, DayKind] = {}
    for one in advice:
        named = [piece for piece in one.because if isinstance(piece, int)]
        assert named or one.because == ("0 of 3 in seven days",), "each line names the days that it comes from"
        assert not one.rule.endswith("."), "what it comes from follows"
        for number, piece in enumerate(one.because):
            if not isinstance(piece, int):
                continue
            is_advised = one.because[number + 1 : number + 2] == (" as advised",)
            assert (piece in run) or (piece in advised) or piece == race_day
            if is_advised:
                assert advised[piece] is not DayKind.REST
        advised[one.day] = one.kind
    for one, after in pairwise(advice):
        assert (one.kind, after.kind) != (DayKind.HARD, DayKind.HARD)


def test_without_a_session_there_is_no_advice() -> None:
    assert next_days([], 100) == ()
    assert next_days([hard(101)], 100) == (), "nor with one that a wrong clock has dated ahead"


def kinds(advice: tuple[Advice, ...]) -> list[DayKind]:
    return [one.kind for one in advice]


def test_hard_and_easy_days_take_turns_up_to_three_hard_ones_a_week() -> None:
    advice = next_days([hard(100)], 100, 8)
    assert [one.day for one in advice] == list(range(101, 109))
    assert kinds(advice) == [
        DayKind.EASY,
        DayKind.HARD,
        DayKind.EASY,
        DayKind.HARD,
        DayKind.EASY,
        DayKind.REST,
        DayKind.HARD,
        DayKind.EASY,
    ]
    assert (advice[0].rule, advice[0].because) == ("No two hard days on end", ("hard on ", 100))
    assert advice[2].because == ("hard on ", 102, " as advised")


def test_a_day_without_a_session_may_still_have_one() -> None:
    advice = next_days([hard(98)], 100, 1)
    assert (advice[0].day, advice[0].kind) == (100, DayKind.HARD)


def test_an_all_out_effort_wants_two_days() -> None:
    assert kinds(next_days([hard(100, 9)], 100, 3)) == [DayKind.REST, DayKind.EASY, DayKind.HARD]


def test_three_hard_sessions_in_seven_days_are_enough() -> None:
    loads = [hard(95), hard(97), hard(99)]
    [advice] = next_days(loads, 101, 1)
    assert advice.rule == "At most 3 hard sessions in seven days"
    assert advice.because == ("hard on ", 95, ", ", 97, ", ", 99)


def test_after_a_break_the_first_day_is_easy() -> None:
    advice = next_days([hard(80)], 100, 2)
    assert kinds(advice) == [DayKind.EASY, DayKind.HARD]
    assert advice[0].because == ("20 days since ", 80)
    assert kinds(next_days([hard(86)], 100, 1)) == [DayKind.HARD]


def test_six_days_on_end_want_a_rest() -> None:
    assert kinds(next_days([easy(day) for day in range(94, 100)], 100, 1)) == [DayKind.REST]


def test_before_a_race_nothing_is_hard_and_after_it_comes_a_rest() -> None:
    assert kinds(next_days([easy(99)], 100, 7, race_day=104)) == [
        DayKind.HARD,
        DayKind.EASY,
        DayKind.EASY,
        DayKind.REST,
        DayKind.RACE,
        DayKind.REST,
        DayKind.EASY,
    ]
