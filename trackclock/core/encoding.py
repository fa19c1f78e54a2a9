"""Plans and events to plain dicts of primitives and back.

The store and the backup file both write what this makes, so that there is one form of a log and one place that
refuses a bad one. Every field is written, except those whose empty value (none, no, "", no items) is also their
default: a default that means something may change one day, and an old log must still read the same then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from trackclock.core import events, group_events
from trackclock.core.events import Entry, Event, SessionEvent
from trackclock.core.plan import ByCycle, ByDistance, ByTime, Open, Plan, Step

INT_LIMIT: Final = 2**63
"""Integers of a file lie below this in size: it is what a database column holds."""

Plain: TypeAlias = dict[str, object]
"""Primitives, lists and dicts with string keys, as JSON has them."""

_Decoder: TypeAlias = Callable[[object, str], Any]

EVENT_TYPES: Final[Mapping[str, type[Any]]] = {
    "session_started": events.SessionStarted,
    "split_marked": events.SplitMarked,
    "rep_finished": events.RepFinished,
    "recovery_cut": events.RecoveryCut,
    "step_ended": events.StepEnded,
    "step_skipped": events.StepSkipped,
    "press_refused": events.PressRefused,
    "paused": events.Paused,
    "resumed": events.Resumed,
    "go_taken_back": events.GoTakenBack,
    "rep_added": events.RepAdded,
    "set_added": events.SetAdded,
    "reps_dropped": events.RepsDropped,
    "sets_dropped": events.SetsDropped,
    "rep_restarted": events.RepRestarted,
    "session_stopped": events.SessionStopped,
    "delay_drawn": events.DelayDrawn,
    "seen": events.Seen,
    "note_written": events.NoteWritten,
    "effort_rated": events.EffortRated,
    "rep_excluded": events.RepExcluded,
    "rep_included": events.RepIncluded,
    "distance_given": events.DistanceGiven,
    "session_dated": events.SessionDated,
    "athlete_given": events.AthleteGiven,
    "session_imported": events.SessionImported,
    "repaired": events.Repaired,
    "go_held": events.GoHeld,
    "undone": events.Undone,
    "redone": events.Redone,
    "group_formed": group_events.GroupFormed,
    "passed": group_events.Passed,
    "named": group_events.Named,
    "unnamed": group_events.Unnamed,
    "swapped": group_events.Swapped,
    "mark_dropped": group_events.MarkDropped,
    "all_in": group_events.AllIn,
    "go_given": group_events.GoGiven,
    "told": group_events.Told,
    "athlete_out": group_events.AthleteOut,
    "athlete_in": group_events.AthleteIn,
    "group_ended": group_events.GroupEnded,
}
"""The name of every event in files; a class may be renamed, these names may not."""

_NEWER: Final = "a newer trackclock may have written it; update trackclock"
"""What is said of names that are not known here: they are no damage, and nothing is to be guessed of them."""

_END_TYPES: Final[Mapping[str, type[Any]]] = {
    "time": ByTime,
    "distance": ByDistance,
    "open": Open,
    "cycle": ByCycle,
}
_TAGS: Final[Mapping[type[Any], str]] = {cls: tag for tag, cls in (*EVENT_TYPES.items(), *_END_TYPES.items())}
_BY_TAG: Final[Mapping[str, type[Any]]] = {**EVENT_TYPES, **_END_TYPES}


def plan_to_dict(plan: Plan) -> Plain:
    """A plan as primitives; distances in millimetres, times in milliseconds."""
    return cast(Plain, _encode(plan))


def plan_from_dict(plain: object) -> Plan:
    """The plan that `plan_to_dict` made this of.

    Raises:
        ValueError: if a field is unknown, missing or bad; the message begins with where ("plan.steps[2].end").
    """
    plan = cast(Plan, _decoder(Plan)(plain, "plan"))
    if not plan.steps:
        raise ValueError("plan.steps: a plan has at least one step")
    if plan.gun is not None and not (plan.gun.marks_ms >= 0 and 0 <= plan.gun.low_ms <= plan.gun.high_ms):
        raise ValueError("plan.gun: its times run from the shorter to the longer")
    if plan.stagger is not None and plan.stagger.gap_ms <= 0:
        raise ValueError("plan.stagger: its gap is above zero")
    for number, step in enumerate(plan.steps):
        if _is_too_short(step):
            raise ValueError(f"plan.steps[{number}].end: a step cannot be that short")
        if step.cycle_ms is not None and not step.is_pause:
            raise ValueError(f"plan.steps[{number}].end: only a recovery or rest ends with a cycle")
    return plan


def _is_too_short(step: Step) -> bool:
    lengths = (step.distance_mm, step.cycle_ms)
    return (step.duration_ms or 0) < 0 or any(length is not None and length <= 0 for length in lengths)


def event_to_dict(event: Event) -> Plain:
    """An event as primitives: its `type` (a name of `EVENT_TYPES`), its instant `at`, and its other fields."""
    return cast(Plain, _encode(event))


def event_from_dict(plain: object) -> Event:
    """The event that `event_to_dict` made this of.

    Raises:
        ValueError: if its type or a field is unknown, or a field is missing or bad.
    """
    return cast(Event, _decoder(SessionEvent | group_events.GroupEvent)(plain, "event"))


def entry_to_dict(entry: Entry) -> Plain:
    """A line of a log as primitives: `seq`, `batch` and `event` (which may have a `batch` of its own)."""
    return {"seq": entry.seq, "batch": entry.batch, "event": event_to_dict(entry.event)}


def entry_from_dict(plain: object) -> Entry:
    """The entry that `entry_to_dict` made this of.

    Raises:
        ValueError: as `event_from_dict`, and where the numbers cannot be those of an entry.
    """
    found = _mapping(plain, "entry")
    if found.keys() != {"seq", "batch", "event"}:
        raise ValueError("entry: expected seq, batch and event")
    seq, batch = _int(found["seq"], "entry.seq"), _int(found["batch"], "entry.batch")
    if not 0 <= batch <= seq:
        raise ValueError("entry.batch: a batch begins at or before its entries")
    return Entry(seq, batch, event_from_dict(found["event"]))


def _encode(value: object) -> object:
    """Any value of the core as primitives."""
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    cls: Any = type(value)
    plain: Plain = {"type": _TAGS[cls]} if cls in _TAGS else {}
    for name, _, default in _fields(cls):
        item = getattr(value, name)
        if not (_is_empty(default) and item == default):
            plain[name] = _encode(item)
    return plain


def _is_empty(default: object) -> bool:
    """Whether a default says that nothing is there (zero does say something)."""
    return default is None or default is False or default == "" or default == ()


@cache
def _fields(cls: type[Any]) -> tuple[tuple[str, Any, object], ...]:
    """Name, type and default of each field that is written."""
    hints = get_type_hints(cls)
    return tuple((field.name, hints[field.name], field.default) for field in fields(cls) if field.init)


@cache
def _decoder(hint: Any) -> _Decoder:
    """What reads a value of that type, made once for each type."""
    if hint is int:
        return _int
    if hint is str:
        return _str
    if hint is bool:
        return _bool
    if get_origin(hint) is tuple:
        return _tuple_decoder(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        members = [member for member in get_args(hint) if member is not NoneType]
        read = _tagged_decoder(frozenset(members)) if len(members) > 1 else _decoder(members[0])
        return _optional_decoder(read) if NoneType in get_args(hint) else read
    if is_dataclass(hint):
        return _object_decoder(hint)
    return _enum_decoder(cast(type[StrEnum], hint))


def _int(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -INT_LIMIT <= value < INT_LIMIT:
        raise ValueError(f"{where}: expected a whole number, found {_shown(value)}")
    return value


def _str(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{where}: expected text, found {_shown(value)}")
    return value


def _bool(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{where}: expected true or false, found {_shown(value)}")
    return value


def _mapping(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: expected an object, found {_shown(value)}")
    return value


def _shown(value: object) -> str:
    """A bad value, short enough for a message."""
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _optional_decoder(read: _Decoder) -> _Decoder:
    return lambda value, where: None if value is None else read(value, where)


def _tuple_decoder(hint: Any) -> _Decoder:
    read = _decoder(hint)

    def decode(value: object, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError(f"{where}: expected a list, found {_shown(value)}")
        return tuple([read(item, f"{where}[{number}]") for number, item in enumerate(value)])

    return decode


def _enum_decoder(cls: type[StrEnum]) -> _Decoder:
    members: Mapping[object, StrEnum] = {member.value: member for member in cls}

    def decode(value: object, where: str) -> StrEnum:
        if not isinstance(value, str) or value not in members:
            newer = f" ({_NEWER})" if isinstance(value, str) else ""
            raise ValueError(f"{where}: expected one of {', '.join(map(str, members))}, found {_shown(value)}{newer}")
        return members[value]

    return decode


def _tagged_decoder(members: frozenset[type[Any]]) -> _Decoder:
    def decode(value: object, where: str) -> Any:
        rest = dict(_mapping(value, where))
        tag = rest.pop("type", None)
        cls: Any = _BY_TAG.get(tag) if isinstance(tag, str) else None
        if cls not in members:
            newer = f" ({_NEWER})" if cls is None and isinstance(tag, str) and tag else ""
            raise ValueError(f"{where}.type: unknown: {_shown(tag)}{newer}")
        return _decoder(cls)(rest, where)

    return decode


def _object_decoder(cls: Any) -> _Decoder:
    readers = {name: (_decoder(hint), default) for name, hint, default in _fields(cls)}

    def decode(value: object, where: str) -> Any:
        plain = _mapping(value, where)
        for name in plain:
            if name not in readers:
                raise ValueError(f"{where}: unknown field {_shown(name)} ({_NEWER})")
        found: dict[str, Any] = {}
        for name, (read, default) in readers.items():
            if name in plain:
                found[name] = read(plain[name], f"{where}.{name}")
            elif default is MISSING:
                raise ValueError(f"{where}.{name}: missing")
        return cls(**found)

    return decode
