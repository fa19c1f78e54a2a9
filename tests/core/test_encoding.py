"""Plans and events survive the way to primitives and back, and nothing else is taken for one."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import events, plans
from trackclock.core.encoding import (
    EVENT_TYPES,
    entry_from_dict,
    entry_to_dict,
    event_from_dict,
    event_to_dict,
    plan_from_dict,
    plan_to_dict,
)
from trackclock.core.events import (
    Annotation,
    Cause,
    Correction,
    Entry,
    Event,
    Repaired,
    SessionEvent,
    SplitMarked,
    TimingEvent,
)
from trackclock.core.group_events import GroupEvent
from trackclock.core.plan import ByDistance, Plan, Step, StepKind

PLAN = Plan("p", (Step(StepKind.REP, ByDistance(800_000), "800 m", marks_mm=(400_000, 800_000)),))


@given(plans)
def test_plan_survives_json(plan: Plan) -> None:
    assert plan_from_dict(json.loads(json.dumps(plan_to_dict(plan)))) == plan


@given(events)
def test_event_survives_json(event: Event) -> None:
    assert event_from_dict(json.loads(json.dumps(event_to_dict(event)))) == event


def test_every_event_has_a_name() -> None:
    known = {*get_args(TimingEvent), *get_args(Annotation), *get_args(Correction), *get_args(GroupEvent)}
    assert set(EVENT_TYPES.values()) == known
    assert set(get_args(SessionEvent | GroupEvent)) == known


def test_form_in_files_stays_as_it_is() -> None:
    assert event_to_dict(SplitMarked(82_100, Cause.SPACE, 0)) == {
        "type": "split_marked",
        "at": 82_100,
        "cause": "space",
        "mark": 0,
    }
    assert entry_to_dict(Entry(7, 6, Repaired(9, Cause.REPAIR, (1, 2), "x"))) == {
        "seq": 7,
        "batch": 6,
        "event": {"type": "repaired", "at": 9, "cause": "repair", "masked": [1, 2], "what": "x"},
    }


def test_defaults_that_mean_something_are_written() -> None:
    plain = plan_to_dict(PLAN)
    assert plain["get_ready_ms"] == 5_000
    assert plain["start"] == "auto"
    assert "goal" not in plain
    assert "total_distance_mm" not in plain


@given(events)
def test_entry_survives(event: Event) -> None:
    entry = Entry(3, 2, event)
    assert entry_from_dict(entry_to_dict(entry)) == entry


@pytest.mark.parametrize(
    ("plain", "word"),
    [
        (None, "object"),
        ([], "object"),
        ({}, "type"),
        ({"type": "teleported", "at": 1}, "teleported"),
        ({"type": ["seen"], "at": 1}, "type"),
        ({"type": "time", "duration_ms": 1}, "type"),
        ({"type": "seen"}, "event.at"),
        ({"type": "seen", "at": "1"}, "event.at"),
        ({"type": "seen", "at": True}, "event.at"),
        ({"type": "seen", "at": 1.0}, "event.at"),
        ({"type": "seen", "at": 2**63}, "event.at"),
        ({"type": "seen", "at": 1, "more": 1}, "more"),
        ({"type": "paused", "at": 1, "cause": "sneeze"}, "event.cause"),
        ({"type": "paused", "at": 1, "cause": {}}, "event.cause"),
        ({"type": "repaired", "at": 1, "cause": "key", "masked": 3, "what": ""}, "event.masked"),
        ({"type": "repaired", "at": 1, "cause": "key", "masked": [0, "x"], "what": ""}, "event.masked[1]"),
    ],
)
def test_bad_event_is_refused(plain: object, word: str) -> None:
    with pytest.raises(ValueError, match=word.replace("[", r"\[")):
        event_from_dict(plain)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"steps": []}, "at least one step"),
        ({"steps": "x"}, "plan.steps"),
        ({"name": None}, "plan.name"),
        ({"start": "later"}, "plan.start"),
        ({"total_distance_mm": 1}, "total_distance_mm"),
        ({"steps": [{"kind": "rep", "label": "", "end": {"type": "distance", "distance_mm": 0}}]}, "short"),
        ({"steps": [{"kind": "rep", "label": "", "end": {"type": "seen", "at": 0}}]}, "end.type"),
        ({"steps": [{"kind": "rep", "label": "", "end": {"type": "open"}, "optional": 1}]}, "true or false"),
    ],
)
def test_bad_plan_is_refused(change: dict[str, Any], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        plan_from_dict({**plan_to_dict(PLAN), **change})


@pytest.mark.parametrize("numbers", [{"seq": -1, "batch": -1}, {"seq": 1, "batch": 2}, {"seq": 1}, {"batch": 0}])
def test_bad_entry_is_refused(numbers: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="entry"):
        entry_from_dict({**numbers, "event": {"type": "seen", "at": 0}})


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_nonsense_is_a_value_error_and_nothing_else(plain: object) -> None:
    with pytest.raises(ValueError):
        event_from_dict(plain)
    with pytest.raises(ValueError):
        plan_from_dict(plain)
