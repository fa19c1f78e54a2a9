"""Hypothesis strategies for the words of the core, shared by every test that wants "any plan" or "any log".

They make values that the types allow and the fold may not: use them for files and stores, not for running sessions.
"""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from trackclock.core.encoding import EVENT_TYPES
from trackclock.core.events import Entry, Event, Log
from trackclock.core.group_events import GroupMember
from trackclock.core.plan import (
    ByCycle,
    ByDistance,
    ByTime,
    Goal,
    Gun,
    Open,
    PatternPart,
    Plan,
    PlanAthlete,
    Stagger,
    Step,
    StepEnd,
    StepKind,
    Target,
)
from trackclock.ports import SessionHeader, StoredSession

millis = st.integers(0, 40_000_000)
"""Times as they happen: up to eleven hours."""

texts = st.text(max_size=12)

ends: st.SearchStrategy[StepEnd] = st.one_of(
    st.builds(ByTime, millis), st.builds(ByDistance, st.integers(1, 50_000_000)), st.just(Open())
)


@cache
def _of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field's type."""
    if hint is bool:
        return st.booleans()
    if hint is int:
        return millis
    if hint is str:
        return texts
    if hint == StepEnd:
        return ends
    if hint is Step:
        return _built(Step)
    if hint is Gun:
        return st.builds(lambda marks, low, more: Gun(marks, low, low + more), millis, millis, millis)
    if hint is Stagger:
        return st.builds(Stagger, st.integers(1, 600_000), st.booleans())
    if hint in (Target, PatternPart, Goal, GroupMember, PlanAthlete):
        return _built(hint)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    if get_origin(hint) is tuple:
        return st.lists(_of(get_args(hint)[0]), max_size=3).map(tuple)
    if get_origin(hint) in (Union, UnionType):
        return st.one_of([st.none() if arm is NoneType else _of(arm) for arm in get_args(hint)])
    raise AssertionError(f"no strategy for {hint}")


def _built(cls: type[Any], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any instance of a dataclass of the core."""
    hints = get_type_hints(cls)
    parts = {field.name: _of(hints[field.name]) for field in fields(cls) if field.init and field.name not in given}
    return st.builds(cls, **parts, **given)


cycles: st.SearchStrategy[ByCycle] = st.builds(ByCycle, st.integers(1, 40_000_000))

steps: st.SearchStrategy[Step] = _built(Step) | _built(
    Step, kind=st.sampled_from([StepKind.RECOVERY, StepKind.REST]), end=cycles
)

plans: st.SearchStrategy[Plan] = _built(Plan, steps=st.lists(steps, min_size=1, max_size=4).map(tuple))

events: st.SearchStrategy[Event] = st.one_of([_built(cls) for cls in EVENT_TYPES.values()])


@st.composite
def logs(draw: st.DrawFn, max_size: int = 8) -> Log:
    """A log with gapless numbers and well-formed batches, of any events."""
    log: list[Entry] = []
    drawn = draw(st.lists(st.tuples(events, st.booleans()), min_size=1, max_size=max_size))
    for seq, (event, joins) in enumerate(drawn):
        batch = log[-1].batch if log and joins else seq
        log.append(Entry(seq, batch, event))
    return tuple(log)


ids = st.from_regex(r"[0-9]{8}T[0-9]{6}-[a-z]{4}", fullmatch=True)

headers: st.SearchStrategy[SessionHeader] = st.builds(
    SessionHeader,
    id=ids,
    plan=plans,
    source=texts,
    started_wall_ms=st.integers(0, 4_000_000_000_000),
    utc_offset_s=st.integers(-50_000, 50_000),
    clock_ms=millis,
    boot_id=texts,
    athlete=st.none() | texts,
    group=st.none() | texts,
)

stored_sessions: st.SearchStrategy[StoredSession] = st.builds(StoredSession, headers, logs())
