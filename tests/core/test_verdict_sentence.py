"""The sentence of a verdict, read back, says what a second pair of eyes finds in the same list of reps."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from tests.core.by_hand import Run, pause, rep, results_of_runs
from trackclock.core.comparisons import deltas_of
from trackclock.core.figures import LEVEL_MS
from trackclock.core.plan import Step, Target
from trackclock.core.progress import Verdict, verdicts_of
from trackclock.core.results import SessionResults
from trackclock.formats.sentences import describe_verdict, describe_verdict_briefly
from trackclock.formats.session_json import session_to_json

_BROKEN = re.compile(r"by rep (?P<number>\d+) \((?P<delta>\+[\d.]+) s on rep (?P<on>\d+)\)")
_KEPT = re.compile(r"(each faster|none slower).*? for (?P<run>\d+) of (?P<count>\d+) reps")
_ASKED = Target("each faster", each_faster=True)


@dataclass(frozen=True)
class Row:
    """A rep as the list of reps has it."""

    number: int
    time_ms: int


@st.composite
def sessions(draw: st.DrawFn) -> SessionResults:
    """Reps of two sizes, some left out, given up or in doubt; many of them within a hand's reach of each other."""
    steps: list[Step] = []
    runs: list[Run | int] = []
    for index in range(draw(st.integers(2, 9))):
        steps += [*([pause(90)] if index else []), rep(draw(st.sampled_from([400, 400, 800])), _ASKED)]
        time_ms = 80_000 + 10 * draw(st.integers(-45, 45))
        runs.append(
            draw(
                st.sampled_from(
                    [time_ms] * 4 + [Run(time_ms, excluded="wind"), Run(None, skipped=True), Run(3_000, doubtful=True)]
                )
            )
        )
    return results_of_runs(steps, runs)


def counting(results: SessionResults, size: str) -> list[Row]:
    """The reps of a size that count, with their numbers in the list."""
    reps = [result for result in results.steps if result.step.label in ("400 m", "800 m")]
    return [
        Row(number, result.time_ms)
        for number, result in enumerate(reps, start=1)
        if result.step.label == size
        and result.time_ms is not None
        and not (result.skipped or result.excluded or result.doubtful)
    ]


def first_break(rows: list[Row]) -> tuple[int, int] | None:
    """Places of the first rep that is slower than the fastest before it, and of that one."""
    for place in range(1, len(rows)):
        fastest = min(range(place), key=lambda index: rows[index].time_ms)
        if rows[place].time_ms - rows[fastest].time_ms >= LEVEL_MS:
            return place, fastest
    return None


@given(sessions())
def test_the_sentence_says_which_rep_broke_the_run_and_by_how_much(results: SessionResults) -> None:
    verdicts = verdicts_of(results)
    assert {verdict.size.describe() for verdict in verdicts} == {
        size for size in ("400 m", "800 m") if len(counting(results, size)) > 1
    }
    for verdict in verdicts:
        rows = counting(results, verdict.size.describe())
        for sentence in (describe_verdict(verdict), describe_verdict_briefly(verdict)):
            _check(sentence, verdict, rows)
        _check_json(results, verdict, rows)


def _check(sentence: str, verdict: Verdict, rows: list[Row]) -> None:
    found, broken = _BROKEN.search(sentence), first_break(rows)
    assert (found is None) == (broken is None), sentence
    if found is None or broken is None:
        assert f"all {len(rows)}" in sentence or f"of {len(rows)} level" in sentence
        return
    place, fastest = broken
    assert (int(found["number"]), int(found["on"])) == (rows[place].number, rows[fastest].number), sentence
    assert round(float(found["delta"]) * 1_000) == rows[place].time_ms - rows[fastest].time_ms, sentence
    kept = _KEPT.search(sentence)
    assert kept is None or (int(kept["run"]), int(kept["count"])) == (place, len(rows)), sentence


def _check_json(results: SessionResults, verdict: Verdict, rows: list[Row]) -> None:
    [plain] = [one for one in _summary(results)["each_faster"] if one["size"] == verdict.size.describe()]
    broken = first_break(rows)
    by_ms = None if broken is None else rows[broken[0]].time_ms - rows[broken[1]].time_ms
    assert plain["broke_by_ms"] == by_ms
    assert (plain["broke_at_step"] is None, plain["broke_against_step"] is None) == (broken is None,) * 2


def _summary(results: SessionResults) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = session_to_json("a", 0, 0, results, deltas_of(results, {}))["summary"]  # type: ignore[assignment]
    return found


def test_the_numbers_are_those_of_the_list_and_what_is_left_out_is_in_no_count() -> None:
    runs: list[Run | int] = [80_000, Run(70_000, excluded="a dog"), 79_900, 80_050, 80_150]
    steps = [step for index in range(5) for step in ([pause(90)] if index else []) + [rep(400, _ASKED)]]
    [verdict] = verdicts_of(results_of_runs(steps, runs))
    assert describe_verdict_briefly(verdict) == "400 m: broken by rep 5 (+0.25 s on rep 3)"
    assert describe_verdict(verdict) == (
        "400 m: none slower than the last for 3 of 4 reps, then broken by rep 5 (+0.25 s on rep 3)"
    )
