"""A workout of Garmin Connect as JSON -> a plan.

It exists because that is what runners and their scripts fetch from there, in the dialect of today (`workoutSegments`,
seconds and metres) and in an older one (`UserWorkoutJson`, with units, repeats told by groups) that RunnerUp writes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from trackclock.core.limits import MAX_STEPS, MILE_MM
from trackclock.core.plan import ByDistance, ByTime, Open, Plan, StepKind
from trackclock.formats.errors import FileError
from trackclock.formats.numbers import whole
from trackclock.formats.workout.measures import between, exact_distance_mm, pace_of_speeds
from trackclock.formats.workout.model import DEEPEST, Item, Pace, Workout, WorkoutStep, loop_of, refusal, too_many_steps
from trackclock.formats.workout.plan import to_plan
from trackclock.safe_text import clean

OLD_ROOT: Final = "com.garmin.connect.workout.json.UserWorkoutJson"
"""The key that the older dialect stands under."""

_Object = Mapping[str, object]

_MOST_TOLD: Final = 2 * MAX_STEPS
"""Each repeat holds a step at least, so that no workout has more of both."""

_SPORTS: Final = ("", "running", "other", "walking", "hiking", "cardio_training")
_KINDS: Final[Mapping[str, StepKind]] = {
    "warmup": StepKind.WARMUP,
    "cooldown": StepKind.COOLDOWN,
    "rest": StepKind.RECOVERY,
    "recovery": StepKind.RECOVERY,
}
_MS_PER: Final[Mapping[str, int]] = {"": 1_000, "s": 1_000, "second": 1_000, "ms": 1, "minute": 60_000}
_MM_PER: Final[Mapping[str, int]] = {
    "": 1_000, "meter": 1_000, "m": 1_000, "centimeter": 10, "millimeter": 1, "kilometer": 1_000_000,
    "mile": MILE_MM, "miles": MILE_MM,
}  # fmt: skip
_MM_S_PER: Final[Mapping[str, int]] = {
    "": 1_000, "meterspersecond": 1_000, "centimeterspersecond": 10, "centimeterspermillisecond": 10_000,
    "meterspermillisecond": 1_000_000,
}  # fmt: skip
_NUMBER: Final = re.compile(r"-?\d{1,12}(?:\.\d{1,12})?", re.ASCII)
_AGAIN: Final = "export the workout once more"
_INSTEAD: Final = "let it end by time, by distance or on the lap key"


def is_garmin(data: object) -> bool:
    """Whether JSON looks like such a workout."""
    return isinstance(data, dict) and not {"workoutSegments", "workoutSteps", OLD_ROOT}.isdisjoint(data)


def read_workout(data: object, file: str, name: str) -> Plan:
    """Read a workout.

    Args:
        data: what stands in the file.
        file: its name, for errors.
        name: what the session is called where the workout has no name.

    Returns:
        The plan.

    Raises:
        FileError: if it is of another sport, holds no steps, or says what no plan can say.
    """
    root = _object(data)
    root = _object(root[OLD_ROOT]) if OLD_ROOT in root else root
    sport = _key(root, "sportType", "sportTypeKey")
    if sport not in _SPORTS:
        what = f"this is a workout for {clean(sport.replace('_', ' '))[:40]}, and trackclock times runs"
        raise FileError(file, what, "give one for running")
    reader = _Reader(file)
    if "workoutSegments" in root:
        segments = map(_object, _list(root["workoutSegments"]))
        body = [item for segment in segments for item in reader.nested(_steps(segment), 1)]
    else:
        body = reader.grouped([_object(step) for step in _steps(root)])
    return to_plan(Workout(_text(root, "workoutName"), _text(root, "description"), tuple(body)), file, name)


class _Reader:
    """Reads the steps in their order and counts them."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._number = 0

    def nested(self, steps: Sequence[object], depth: int) -> list[Item]:
        """The steps of today's dialect, in which a repeat holds its own.

        Raises:
            FileError: for what no plan can say.
        """
        items: list[Item] = []
        for step in map(_object, steps):
            self._number += 1
            number = self._number
            if number > _MOST_TOLD:
                raise too_many_steps(self._file, number)
            if not _is_repeat(step):
                items.append(self._step(number, step))
                continue
            if depth > DEEPEST:
                what = f"is nested deeper than {DEEPEST} repeats"
                raise refusal(self._file, number, what, "write fewer repeats in one another")
            count = whole(step.get("numberOfIterations")) or whole(step.get("endConditionValue")) or 0
            body = self.nested(_steps(step), depth + 1)
            items.append(loop_of(self._file, number, count, body, skips_last=step.get("skipLastRestStep") is True))
        return items

    def grouped(self, steps: Sequence[_Object]) -> list[Item]:
        """The steps of the older dialect: one list, in which each step names the repeat that it belongs to.

        Raises:
            FileError: for what no plan can say, and for a group that is not there or holds itself.
        """
        if len(steps) > _MOST_TOLD:
            raise too_many_steps(self._file, _MOST_TOLD + 1)
        if all(whole(step.get("stepOrder")) is not None for step in steps):
            steps = sorted(steps, key=lambda step: whole(step.get("stepOrder")) or 0)
        numbered = list(enumerate(steps, 1))
        groups = {_number(step, "groupId"): number for number, step in numbered if _is_repeat(step)}
        inside: dict[int, list[tuple[int, _Object]]] = {}
        for number, step in numbered:
            parent = _number(step, "parentGroupId")
            if parent is not None and parent not in groups:
                raise refusal(self._file, number, "belongs to a repeat that is not there", _AGAIN)
            at = 0 if parent is None else groups[parent]
            if at and at >= number:
                raise refusal(self._file, number, "belongs to a repeat that follows it", _AGAIN)
            inside.setdefault(at, []).append((number, step))
        done: dict[int, list[Item]] = {}
        repeats = [0, *(number for number, step in numbered if _is_repeat(step))]
        for number in reversed(repeats):  # a repeat stands before what it holds
            done[number] = [self._made(number, step, done) for number, step in inside.get(number, [])]
        return done[0]

    def _made(self, number: int, step: _Object, done: Mapping[int, Sequence[Item]]) -> Item:
        """A step of the older dialect, or a repeat with what it holds."""
        if not _is_repeat(step):
            return self._step(number, step)
        count = whole(_decimal(step.get("endConditionValue"))) or 0
        return loop_of(self._file, number, count, done[number])

    def _step(self, number: int, step: _Object) -> WorkoutStep:
        kind = _KINDS.get(_key(step, "stepType", "stepTypeKey"), StepKind.REP)
        pace, notes = _targets(step)
        return WorkoutStep(number, kind, self._end(number, step), pace, (_text(step, "description"), *notes))

    def _end(self, number: int, step: _Object) -> ByTime | ByDistance | Open:
        ends = _key(step, "endCondition", "conditionTypeKey") or _text(step, "endConditionTypeKey")
        value = _decimal(step.get("endConditionValue"))
        unit = _text(step, "endConditionUnitKey").lower()
        if ends == "lap.button":
            return Open()
        if ends in ("time", "fixed.rest") and unit in _MS_PER:
            return ByTime(whole(value, _MS_PER[unit]) or 0)
        if ends == "distance" and unit in _MM_PER:
            return ByDistance(exact_distance_mm(whole(value, _MM_PER[unit]) or 0))
        told = clean(f"{ends.replace('.', ' ')} {unit if ends in ('time', 'fixed.rest', 'distance') else ''}")[:40]
        raise refusal(self._file, number, f"ends by {told or 'nothing'}, which no stopwatch can tell", _INSTEAD)


def _targets(step: _Object) -> tuple[Pace | None, list[str]]:
    """What a step is to be run in, and what is only told; today's dialect can tell two."""
    pace: Pace | None = None
    notes: list[str] = []
    for target, value, zone in (
        ("targetType", "targetValue", "zoneNumber"),
        ("secondaryTargetType", "secondaryTargetValue", "secondaryZoneNumber"),
    ):
        kind = _key(step, target, "workoutTargetTypeKey") or _text(step, f"{target}Key")
        one, two = (_decimal(step.get(f"{value}{which}")) for which in ("One", "Two"))
        per = _MM_S_PER.get(_text(step, f"{value}UnitKey").lower())
        speeds = (whole(one, per), whole(two, per)) if per is not None else (None, None)
        is_pace = kind in ("pace.zone", "speed.zone") and speeds[0] and speeds[1]
        found = pace_of_speeds(speeds[0], speeds[1]) if is_pace and speeds[0] and speeds[1] else None
        if found is not None and pace is None:
            pace = found
        elif said := _in_words(kind, one, two, whole(step.get(zone))):
            notes.append(said)
    return pace, notes


_TARGETS: Final[Mapping[str, tuple[str, str]]] = {
    "heart": ("HR", "bpm"),
    "power": ("power", "W"),
    "cadence": ("cadence", "spm"),
    "pace": ("pace", "m/s"),
    "speed": ("speed", "m/s"),
}
"""What a target is called and what its values count, by how its key begins."""


def _in_words(kind: str, one: float | None, two: float | None, zone: int | None) -> str:
    """A target that a stopwatch cannot act on; empty where there is none."""
    named = next((named for key, named in _TARGETS.items() if kind.startswith(key)), None)
    if named is None:
        return "" if kind in ("", "no.target", "open") else f"target {kind.replace('.', ' ')}"
    bounds = [_short(value) for value in (one, two) if value]
    if not bounds:
        return f"{named[0]} zone {zone}" if zone else ""
    return f"{named[0]} {between(bounds[0], bounds[-1], named[1])}"


def _short(value: float) -> int | float:
    return int(value) if value == int(value) else round(value, 3)


# --- what stands in another's JSON, and need not be what it should be -------------------------------------------------


def _object(value: object) -> _Object:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []


def _steps(holder: _Object) -> Sequence[object]:
    return _list(holder.get("workoutSteps"))


def _text(holder: _Object, key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def _key(holder: _Object, key: str, inner: str) -> str:
    """A word that today's dialect has inside an object, and the older one beside it."""
    return (_text(_object(holder.get(key)), inner) or _text(holder, inner)).lower()


def _is_repeat(step: _Object) -> bool:
    return _text(step, "type") == "RepeatGroupDTO" or _key(step, "stepType", "stepTypeKey") == "repeat"


def _decimal(value: object) -> int | float | None:
    """A number, also one that stands in quotes as in the older dialect."""
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value.strip()) else None
    return value if isinstance(value, int | float) and whole(value) is not None else None


def _number(step: _Object, key: str) -> int | None:
    return whole(_decimal(step.get(key)))
