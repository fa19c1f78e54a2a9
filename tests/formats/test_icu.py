"""intervals.icu's text: `m` is minutes there, and where a runner may have meant metres both sessions are shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackclock.core.limits import MILE_MM
from trackclock.core.notation import parse, tidy
from trackclock.core.plan import ByDistance, ByTime, Open, Plan, StepKind
from trackclock.formats.errors import FileError
from trackclock.formats.icu.text import load_icu, looks_like_icu

EXAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "intervals-icu" / "examples.json"


def read(text: str) -> Plan:
    return load_icu(text, "a.icu", "a")


def lines(text: str) -> list[str]:
    return tidy(read(text)).split("\n")


def error_of(text: str) -> FileError:
    with pytest.raises(FileError) as raised:
        read(text)
    return raised.value


def test_a_session_with_sections_and_a_repeat() -> None:
    assert lines("Warmup\n- Press lap 2km\n\nMain set 6x\n- 800mtr\n- 90s\n\nCooldown\n- Press lap 2km") == [
        "warm up 2000 m",
        "6 x 800 m with 90 s recovery after each",
        "cool down 2000 m",
    ]


@pytest.mark.parametrize(
    ("amount", "end"),
    [
        ("1h", ByTime(3_600_000)),
        ("10m", ByTime(600_000)),
        ("30s", ByTime(30_000)),
        ("1h2m30s", ByTime(3_750_000)),
        ("1m30", ByTime(90_000)),
        ("5'", ByTime(300_000)),
        ('30"', ByTime(30_000)),
        ("1'30\"", ByTime(90_000)),
        ("90m", ByTime(5_400_000)),
        ("120m", ByTime(7_200_000)),
        ("400mtr", ByDistance(400_000)),
        ("400 meters", ByDistance(400_000)),
        ("0.4km", ByDistance(400_000)),
        ("1mi", ByDistance(MILE_MM)),
        ("2miles", ByDistance(2 * MILE_MM)),
        ("100yrd", ByDistance(91_440)),
        ("100Y", ByDistance(91_440)),
        ("press lap", Open()),
        ("Press lap 5m", Open()),
        ("press lap 1km", ByDistance(1_000_000)),
        ("RPE9 - not quite all out 2m", ByTime(120_000)),
    ],
)
def test_amounts(amount: str, end: object) -> None:
    assert [step.end for step in read(f"- {amount} Z2 Pace").steps] == [end]


def test_a_pace_is_a_target_and_all_else_a_note() -> None:
    plan = read(
        "- 1km 3:28-3:30/km Pace\n- 1km 5:30/mi pace\n- 1km 90-95% Pace, tall\n- 400mtr 1:24/400m\n- 5m Z2 HR 90rpm"
    )
    reps = [step for step in plan.steps if step.kind is StepKind.REP]
    assert [step.target.text if step.target else "" for step in reps] == [
        "3:28-3:30/km",
        "5:30/mile",
        "",
        "3:30/km",
        "",
    ]
    assert [step.notes for step in reps] == [(), (), ("90-95% Pace, tall",), (), ("Z2 HR 90rpm",)]


@pytest.mark.parametrize(
    ("repeated", "tidied"),
    [
        ("- 1km 3:28/km\n- 2m Z1 Pace", "3 x 1000 m @ 3:28/km with 2 min recovery after each [note: Z1 Pace]"),
        ("- 4m 100%\n- 5m recovery", "3 x 4 min [note: 100%] with 5 min recovery after each [note: recovery]"),
        ("- 5m 95-100% pace\n- 90s 60%", "3 x 5 min [note: 95-100% pace] with 90 s recovery after each [note: 60%]"),
        ("- 5m Z4\n- 90s", "3 x 5 min [note: Z4] with 90 s recovery after each"),
        ("- 1km\n- 200mtr jog", "3 x 1000 m with 200 m recovery after each [note: jog]"),
        ("- 1km\n- 1m intensity=rest\n- 5m\n- 2m intensity=rest",
         "3 x (1000 m, 1 min recovery, 1 x 5 min) with 2 min recovery after each"),
        ("- 30s Z4\n- 30s Z3", "3 x (30 s [note: Z4] into 30 s [note: Z3]) with 0 s recovery"),
        ("- 5m Z4", "3 x 5 min [note: Z4] with 0 s recovery"),
    ],
)  # fmt: skip
def test_the_recoveries_of_a_repeat_are_the_easy_steps(repeated: str, tidied: str) -> None:
    assert lines(f"3x\n{repeated}") == [tidied]


def test_what_is_taken_for_a_recovery_is_said() -> None:
    assert read("6x\n- 800mtr\n- 90s").assumptions == (
        "step 2 is taken for the recovery: nothing says so, and it is the easy one",
    )
    assert read("6x\n- 800mtr\n- 90s rest").assumptions == ()


def test_words_are_kept_as_the_notes_of_the_session() -> None:
    plan = read("Easy today, 10x better.\n\nEasy\n- 5km Z1 Pace\n")
    assert (plan.notes, len(plan.steps)) == ("Easy today, 10x better.\nEasy", 1)


@pytest.mark.parametrize("amount", ["100m", "150m", "200m", "400m", "800m", "1000m", "1609m"])
def test_a_bare_m_of_a_distance_of_the_track_is_asked_about_with_both_sessions(amount: str) -> None:
    error = error_of(f"Main set 3x\n- {amount} 90%\n- 90s")
    assert (error.line, error.column, error.width) == (2, 3, len(amount))
    assert f"'{amount}' is {amount[:-1]} minutes in intervals.icu" in error.message
    assert f"write {amount}tr" in error.message
    sessions = error.sessions()
    assert sessions[0] == tidy(read(f"3x\n- {amount}tr 90%\n- 90s"))
    if int(amount[:-1]) < 1_440:  # nobody's rep is longer than a day
        assert sessions[1] == tidy(read(f"3x\n- {int(amount[:-1]) // 60}h{int(amount[:-1]) % 60}m 90%\n- 90s"))


def test_a_pace_without_its_unit_is_asked_about() -> None:
    error = error_of("- 1km 3:30 Pace")
    assert (error.line, error.column, error.width) == (1, 7, 9)
    assert error.sessions() == ["1000 m @ 3:30/km", "1000 m @ 3:30/mile"]
    assert len(error_of("- 400m 3:30 Pace").sessions()) == 4
    assert all(parse(session).steps for session in error_of("- 400m 3:30 Pace").sessions())


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("- 5m 145 HR", (1, 6), "'145' is added to the amount in intervals.icu, as seconds"),
        ("- 1km 2", (1, 7), "'2' is added"),
        ("Warmup\n- hello", (2, 3), "this step has no amount"),
        ("- 5m 30s", (1, 6), "'30s' is a second amount"),
        ("3x\n2x\n- 5m", (1, None), "3x repeats nothing"),
        ("- 5m\n\n3x", (3, None), "3x repeats nothing"),
        ("2x 3x\n- 5m", (1, None), "two numbers of passes"),
        ("0x\n- 5m", (None, None), "step 1 repeats nothing"),
        ("999999999x\n- 5m", (None, None), "makes more than 1,000 steps"),
        ("- 0s", (None, None), "step 1 has no time"),
        ("- 99999h", (1, 3), "no amount"),
        ("- 999h", (None, None), "step 1 has no time"),
        ("just words", (1, None), "there is no step here"),
        ("", (1, None), "there is no step here"),
        ("- 1km 0:10/km Pace", (None, None), "step 1 asks for a pace that nobody runs"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_error_with_its_place(
    text: str, place: tuple[int | None, int | None], said: str
) -> None:
    error = error_of(text)
    assert said in error.message
    assert (error.line, error.column) == place
    assert error.ask is None


@pytest.mark.parametrize(
    ("text", "is_icu"),
    [
        ("Main set 6x\n- 800mtr\n- 90s", True),
        ("- 800mtr easy", True),
        ("- 10m 95-100% Pace", True),
        ("- 10m 75% HR", True),
        ("- 10m Z2", True),
        ("3x\n- 400m\n- 90s", True),
        ("- 10m easy", False),
        ("6 x 400m with 90 s recovery", False),
        ("- 4 x 800m Z4", False),
        ("- 4 x 400mtr", False),
        ("6 x 400m in Z4\nrecovery - 90 s", False),
        ("3 rounds:\n- 400m\n- 90s jog", False),
        ("2 x 400m, 60s\n- 200m\n- 100m", False),
        ("Main set 3 x\n- 400m\n- 90s", True),
        ("80% HR", False),
        ("", False),
    ],
)
def test_pasted_text_counts_as_such_by_its_marks_alone(text: str, is_icu: bool) -> None:
    assert looks_like_icu(text) is is_icu


@given(st.text("0123456789mhks%:/-'\" xX\nZtr PaceHR.", max_size=80))
def test_any_text_is_a_plan_that_reads_back_or_one_error(text: str) -> None:
    try:
        sessions = [tidy(read(text))]
    except FileError as error:
        sessions = error.sessions()
    assert all(parse(session.replace(" / ", "\n")).steps for session in sessions)


@pytest.mark.skipif(not EXAMPLES.is_file(), reason="the examples are not here")
def test_the_examples_are_the_steps_that_they_mean() -> None:
    kinds = {"easy": "rep", "recovery": "pause", "rest": "pause"}
    examples = json.loads(EXAMPLES.read_text("utf-8"))
    assert len(examples) == 6
    for example in examples:
        told = [
            inner
            for node in example["steps"]
            for inner in (node["steps"] * node["repeat"] if "repeat" in node else [node])
        ]
        found = [step for step in read(example["text"]).steps if step.end != ByTime(0)]
        assert [("pause" if step.is_pause else step.kind.value) for step in found] == [
            kinds.get(node["kind"], node["kind"]) for node in told
        ]
        assert [step.end for step in found] == [
            ByDistance(node["distance_m"] * 1_000) if "distance_m" in node else ByTime(node["time_s"] * 1_000)
            for node in told
        ]
        paces = [node["target"]["pace_s_per_km"] for node in told if "target" in node]
        targets = [step.target for step in found if step.target is not None]
        assert len(paces) in (0, len(targets))
        for pace, target, step in zip(paces, targets, [step for step in found if step.target], strict=False):
            low, high = pace if isinstance(pace, list) else (pace, pace)
            assert step.distance_mm is not None
            assert (target.low_ms, target.high_ms) == (
                low * step.distance_mm // 1_000,
                high * step.distance_mm // 1_000,
            )
