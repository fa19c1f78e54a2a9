"""Running workouts of Zwift: lengths as the file says they are, and both sessions where it does not say."""

from __future__ import annotations

import pytest

from trackclock.core.notation import tidy
from trackclock.core.plan import Plan
from trackclock.formats.errors import FileError
from trackclock.formats.zwo import LIMITS, read_workout

BODY = """
<Warmup Duration="1000" PowerLow="0.6" PowerHigh="0.75" pace="1"><textevent timeoffset="0" message="Hello"/></Warmup>
<SteadyState Duration="800" Power="0.95" pace="2"/>
<IntervalsT Repeat="6" OnDuration="400" OffDuration="200" OnPower="1.1" OffPower="0.6" pace="2"/>
<textevent timeoffset="0" message="not a step"/>
<Cooldown Duration="1609" PowerLow="0.75" PowerHigh="0.6"/>
"""


def document(body: str = BODY, told: str = "<durationType>distance</durationType>", sport: str = "run") -> bytes:
    head = f"<name>Ladder</name><description>All out.</description><sportType>{sport}</sportType>{told}"
    return f"<workout_file>{head}<workout>{body}</workout></workout_file>".encode()


def read(data: bytes) -> Plan:
    return read_workout(data, "a.zwo", "a")


def error_of(data: bytes) -> FileError:
    with pytest.raises(FileError) as raised:
        read(data)
    assert "\n" not in str(raised.value)
    return raised.value


def test_a_workout_by_distance() -> None:
    plan = read(document())
    assert (plan.name, plan.notes) == ("Ladder", "All out.")
    assert tidy(plan).split("\n") == [
        "warm up 1000 m [note: Hello] [note: 60-75 % of mile pace]",
        "800 m [note: 95 % of 5k pace]"
        " into 6 x 400 m [note: 110 % of 5k pace] with 200 m recovery after each [note: 60 % of 5k pace]",
        "cool down 1 mile [note: 60-75 % of race pace]",
    ]


def test_a_workout_by_time() -> None:
    body = '<SteadyState Duration="90.5" Power="1"/><FreeRide Duration="60"/><MaxEffort Duration="30"/>'
    assert tidy(read(document(body, "<durationType>time</durationType>"))) == (
        "90.5 s [note: 100 % of race pace] into 1 min into 30 s"
    )


def test_where_nothing_says_what_a_length_is_both_sessions_are_shown() -> None:
    error = error_of(document('<SteadyState Duration="400" Power="1" pace="3"/>', told=""))
    assert "seconds or metres" in error.message
    assert error.sessions() == ["400 m [note: 100 % of 10k pace]", "6:40 [note: 100 % of 10k pace]"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (document(sport="bike"), "a workout for the bike"),
        (document(sport=""), "which is one for the bike"),
        (document('<RestDay Duration="1"/>'), "step 1 is 'RestDay', which trackclock does not know"),
        (document('<SteadyState Duration="-5"/>'), "step 1 has no distance"),
        (document("<SteadyState/>"), "step 1 has no distance"),
        (document('<SteadyState Duration="NaN"/>'), "step 1 has no distance"),
        (document('<SteadyState Duration="inf"/>'), "step 1 has no distance"),
        (document('<SteadyState Duration="far"/>', told=""), "step 1 has no time"),
        (document('<IntervalsT Repeat="999999999" OnDuration="1" OffDuration="1"/>'), "more than 1,000 steps"),
        (document('<IntervalsT Repeat="0" OnDuration="1" OffDuration="1"/>'), "step 1 repeats nothing"),
        (document('<SteadyState Duration="400"/>' * 1_001), "more than 1,000 steps"),
        (document(""), "there is no step in this workout"),
        (b"<workout_file/>", "this XML is no Zwift workout"),
        (b"<a><workout/></a>", "this XML is no Zwift workout"),
        (b"<!DOCTYPE a><workout_file/>", "declares a document type"),
        (document() + b" " * LIMITS.max_bytes, "larger than 256 kB"),
        (document()[:-20], "this is not XML"),
    ],
)
def test_what_is_none_is_one_line(data: bytes, said: str) -> None:
    error = error_of(data)
    assert said in error.message
    assert error.ask is None


def test_a_thousand_lines_of_encouragement_are_no_thousand_notes() -> None:
    events = "".join(f'<textevent timeoffset="{n}" message="Go {n}"/>' for n in range(1_000))
    plan = read(document(f'<SteadyState Duration="400">{events}</SteadyState>'))
    assert len(plan.steps[0].notes) == 12
