"""An activity as TCX: valid against the schema of its makers where that is at hand, and to the millisecond."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

import trackclock
from tests.core.on_track import Track
from tests.core.test_stretches import tracks
from tests.formats.exported import WALL_MS, activity, stopped
from trackclock.core.plan import StepKind
from trackclock.formats.activity import Activity, ActivityLap
from trackclock.formats.tcx import NAMESPACE, activity_tcx

SCHEMA = Path(trackclock.__file__).parents[2] / "shared" / "data" / "TrainingCenterDatabasev2.xsd"

LAP_ORDER = ["TotalTimeSeconds", "DistanceMeters", "Calories", "Intensity", "TriggerMethod", "Track", "Notes"]
"""Of what is written of a lap, as the schema has it; the first five have to be there."""


def tag(element: ElementTree.Element) -> str:
    namespace, _, name = element.tag.partition("}")
    assert namespace == f"{{{NAMESPACE}"
    return name


def at_ms(text: str | None) -> int:
    """An instant, from the start of the activity."""
    assert text is not None
    assert text.endswith("Z")
    when = datetime.fromisoformat(text)
    return round((when - datetime.fromtimestamp(WALL_MS / 1_000, UTC)).total_seconds() * 1_000)


def found(element: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return element.findall(f"{{{NAMESPACE}}}{name}")


def text(element: ElementTree.Element, name: str) -> str:
    (one,) = found(element, name)
    return one.text or ""


def check(of: Activity, data: bytes) -> None:
    """What holds of every file, whoever has the schema."""
    root = ElementTree.fromstring(data)
    assert tag(root) == "TrainingCenterDatabase"
    (run,) = found(found(root, "Activities")[0], "Activity")
    assert run.get("Sport") == "Running"
    names = [tag(one) for one in run]
    assert names == ["Id", *["Lap"] * len(of.laps), "Notes", *(["Creator"] if of.identity else [])]
    assert text(run, "Id") == "2026-05-01T17:30:00Z"
    laps = found(run, "Lap")
    starts_ms = [at_ms(lap.get("StartTime")) for lap in laps]
    assert starts_ms == [lap.start_ms for lap in of.laps]
    points: list[tuple[int, float | None]] = []
    for lap, was in zip(laps, of.laps, strict=True):
        parts = [tag(one) for one in lap]
        assert parts[:5] == LAP_ORDER[:5]
        assert parts == sorted(parts, key=LAP_ORDER.index)
        assert round(float(text(lap, "TotalTimeSeconds")) * 1_000) == was.timer_ms
        assert round(float(text(lap, "DistanceMeters")) * 1_000) == (was.distance_mm or 0)
        is_resting = was.kind in (StepKind.RECOVERY, StepKind.REST)
        assert text(lap, "Intensity") == ("Resting" if is_resting else "Active")
        assert text(lap, "TriggerMethod") == "Manual"
        for track in found(lap, "Track"):
            own = [(at_ms(text(one, "Time")), found(one, "DistanceMeters")) for one in found(track, "Trackpoint")]
            assert all(was.start_ms <= ms <= was.end_ms for ms, _ in own)
            stretches = [(one, two) for (one, _), (two, _) in pairwise(own)]
            assert not any(
                one < pause.end_ms and pause.start_ms < two for pause in of.pauses for one, two in stretches
            ), "where the clock stood still a track ends"
            points += [(ms, float(metres[0].text or "") if metres else None) for ms, metres in own]
    instants = [ms for ms, _ in points]
    assert instants == sorted(set(instants))
    assert (instants[0], instants[-1]) == (0, of.elapsed_ms)
    assert sum(later - earlier for earlier, later in pairwise([*starts_ms, of.elapsed_ms])) == of.elapsed_ms
    distances = [distance for _, distance in points if distance is not None]
    assert distances == sorted(distances)
    assert round(distances[-1] * 1_000) == (of.distance_mm or 0)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    if not SCHEMA.exists():
        pytest.skip("the schema is not at hand")
    return etree.XMLSchema(etree.parse(SCHEMA))


def check_schema(schema: etree.XMLSchema, data: bytes) -> None:
    assert schema.validate(etree.fromstring(data)), schema.error_log


@settings(max_examples=40, deadline=None)
@given(track=tracks())
def test_any_session_adds_up(track: Track) -> None:
    check(activity(track), activity_tcx(activity(track)))


@settings(max_examples=30, deadline=None)
@given(track=tracks())
def test_any_session_is_valid(schema: etree.XMLSchema, track: Track) -> None:
    check_schema(schema, activity_tcx(activity(track)))


def named(name: str, note: str, label: str) -> Activity:
    return Activity(name, WALL_MS, None, (ActivityLap(0, 1_250, 1_250, None, None, label),), note=note)


@given(name=st.text(), note=st.text(), label=st.text())
@example(name="\ufffe\uffff", note="\x00\x0b\x85\u2028]]>", label="\U0001fffe & <")
def test_any_words_can_stand_in_it(name: str, note: str, label: str) -> None:
    of = named(name, note, label)
    data = activity_tcx(of)
    check(of, data)
    etree.fromstring(data)  # a second reader, which is stricter with signs


def test_words_that_any_file_can_hold_are_kept() -> None:
    root = ElementTree.fromstring(activity_tcx(named("4 × 400 <m> & «co»", "héllo\n日本 🏃", "400 m \x1b[31m")))
    notes = [one.text for one in root.iter(f"{{{NAMESPACE}}}Notes")]
    assert notes == ["400 m [31m", "4 × 400 <m> & «co»\nhéllo\n日本 🏃"]


def test_what_a_session_with_pauses_looks_like(request: pytest.FixtureRequest) -> None:
    of = activity(stopped())
    data = activity_tcx(of)
    check(of, data)
    root = ElementTree.fromstring(data)
    (run,) = found(found(root, "Activities")[0], "Activity")
    assert [len(found(lap, "Track")) for lap in found(run, "Lap")] == [2, 1, 1, 2, 1, 1, 2]
    check_schema(request.getfixturevalue("schema"), data)
