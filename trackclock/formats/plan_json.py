"""A plan as JSON: what `check --json` prints, and reads back.

It exists apart from the other formats because scripts rely on it: the schema is stable and versioned (ARCHITECTURE.md,
"Stable and versioned").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Final

from trackclock.core.encoding import plan_from_dict
from trackclock.core.estimates import estimated_ms
from trackclock.core.lanes import lane_of
from trackclock.core.limits import LONGEST_WAIT_MS, MAX_STEPS
from trackclock.core.notation.exact import fault_of
from trackclock.core.plan import (
    ByCycle,
    ByDistance,
    ByTime,
    Goal,
    Open,
    PatternPart,
    Plan,
    PlanAthlete,
    Rests,
    Step,
    StepEnd,
    Target,
)
from trackclock.formats.athletes_text import AthletesError, athlete_text, check_aims, read_athletes, start_fault
from trackclock.formats.errors import FileError
from trackclock.formats.numbers import whole
from trackclock.safe_text import clean, clean_lines, printable

SCHEMA = 1
"""Version of the schema of `check --json`."""

_END_NAMES: Final[Mapping[type[StepEnd], str]] = {
    ByDistance: "distance",
    ByTime: "time",
    Open: "open",
    ByCycle: "cycle",
}


def plan_to_json(plan: Plan) -> dict[str, object]:
    """What `check --json` prints, as plain dicts and lists.

    Args:
        plan: the plan, as loaded or as it was run.

    Returns:
        The object, its keys in the order of the schema. A pause that ends with a cycle has `cycle_ms` beside them, a
        step that was added `planned`: false, one with notes or a pattern those; a header that is not the usual one
        what it says; and where block and group do not follow from the numbers, all steps have both.
    """
    steps = [_step(number, step) for number, step in enumerate(plan.steps, start=1)]
    places = [(step.block, step.group) for step in plan.steps]
    if places != _places(steps):
        for step, (block, group) in zip(steps, places, strict=True):
            step |= {"block": block, "group": group}
    return {
        "schema": SCHEMA,
        "name": plan.name,
        "total_distance_m": metres(plan.total_distance_mm),
        "estimated_ms": estimated_ms(plan),
        "steps": steps,
        "assumptions": list(plan.assumptions),
        **_unusual(plan),
    }


def _unusual(plan: Plan) -> dict[str, object]:
    """What the header says besides the name, where it is not what a session has that says nothing."""
    usual = Plan("", plan.steps)
    found: dict[str, tuple[object, object]] = {
        "notes": (plan.notes, usual.notes),
        "goal": (plan.goal and _goal(plan.goal), None),
        "lap_m": (metres(plan.lap_mm), metres(usual.lap_mm)),
        "lane": (lane_of(plan.lap_mm) or 1, 1),
        "split_every_m": (metres(plan.split_every_mm), metres(usual.split_every_mm)),
        "get_ready_ms": (plan.get_ready_ms, usual.get_ready_ms),
        "start": (plan.start.value, usual.start.value),
        "gun": (plan.gun and asdict(plan.gun), None),
        "press_guard_ms": (plan.press_guard_ms, usual.press_guard_ms),
        "late": (plan.late and plan.late.value, usual.late and usual.late.value),
        "athletes": ([_athlete(one) for one in plan.athletes], []),
        "stagger": (plan.stagger and asdict(plan.stagger), None),
    }
    return {key: value for key, (value, default) in found.items() if value != default}


def metres(distance_mm: int) -> int | float:
    """Millimetres as metres: an integer where it is whole, else a number with at most three decimals."""
    return distance_mm // 1_000 if distance_mm % 1_000 == 0 else distance_mm / 1_000


def _step(number: int, step: Step) -> dict[str, object]:
    distance_mm = step.distance_mm
    result: dict[str, object] = {
        "step": number,
        "kind": step.kind.value,
        "label": step.label,
        "set": step.set,
        "sets": step.sets,
        "rep": step.rep,
        "reps": step.reps,
        "end": _END_NAMES[type(step.end)],
        "distance_m": None if distance_mm is None else metres(distance_mm),
        "duration_ms": step.duration_ms,
        "optional": step.optional,
        "mode": None if step.mode is None else step.mode.value,
        "target": _target(step.target),
        "marks_m": [metres(mark) for mark in step.marks_mm],
    }
    if step.cycle_ms is not None:
        result["cycle_ms"] = step.cycle_ms
    if step.rests is Rests.OWN:
        result["rests"] = step.rests.value
    if not step.planned:
        result["planned"] = False
    if step.notes:
        result["notes"] = list(step.notes)
    if step.pattern:
        result["pattern"] = [_part(part) for part in step.pattern]
    return result


def _athlete(athlete: PlanAthlete) -> dict[str, object]:
    return {"name": athlete.name, "aim": athlete.aim or None}


def _part(part: PatternPart) -> dict[str, object]:
    return {"distance_m": metres(part.distance_mm), "label": part.label}


def _goal(goal: Goal) -> dict[str, object]:
    return {"text": goal.text, "distance_m": metres(goal.distance_mm), "time_ms": goal.time_ms}


def _target(target: Target | None) -> dict[str, object] | None:
    if target is None:
        return None
    result: dict[str, object] = {"low_ms": target.low_ms, "high_ms": target.high_ms, "text": target.text}
    if target.each_faster:
        result["each_faster"] = True
    if target.laps_ms:
        result["laps_ms"] = list(target.laps_ms)
    return result


# --- back -------------------------------------------------------------------------------------------------------------

_PROPOSAL: Final = "give what `trackclock check --json` printed"
_Plain = Mapping[str, object]


def is_plan_json(data: object) -> bool:
    """Whether JSON looks like what `check --json` prints."""
    return isinstance(data, dict) and "schema" in data and isinstance(data.get("steps"), list)


def plan_from_json(data: object, file: str, name: str) -> Plan:
    """Read what `plan_to_json` made.

    Args:
        data: what stands in the file.
        file: its name, for errors.
        name: what the session is called where it does not say so.

    Returns:
        The plan; of an older file without what it lacked: notes, the goal, the header's options.

    Raises:
        FileError: if it is of a newer schema, or no plan that can be run.
    """
    root = _object(data)
    if root.get("schema") != SCHEMA:
        raise FileError(file, "this plan has another schema than 1", "update trackclock, or print it with this one")
    steps = _objects(root.get("steps"))
    if not 0 < len(steps) <= MAX_STEPS:
        raise FileError(file, f"a session has 1 to {MAX_STEPS:,} steps, and this one {len(steps):,}", _PROPOSAL)
    places = _places(steps)
    plain = {
        "name": clean(_text(root, "name")) or clean(name) or "session",
        "steps": [_step_back(step, *place) for step, place in zip(steps, places, strict=True)],
        "assumptions": [clean(text) for text in _texts(root, "assumptions")],
        "notes": clean_lines(_text(root, "notes")),
        "goal": _goal_back(root.get("goal")),
        "athletes": [{"name": _text(one, "name"), "aim": _text(one, "aim")} for one in _objects(root.get("athletes"))],
        **{
            key: root[key]
            for key in ("get_ready_ms", "start", "gun", "press_guard_ms", "late", "stagger")
            if key in root
        },
        **{f"{key}_mm": _mm(root[f"{key}_m"]) for key in ("lap", "split_every") if f"{key}_m" in root},
    }
    try:
        plan = plan_from_dict(plain)
    except ValueError as error:
        raise FileError(file, f"this is no plan ({printable(str(error))[:120]})", _PROPOSAL) from None
    for number, step in enumerate(plan.steps, 1):
        if (fault := fault_of(step)) is not None:
            raise FileError(file, f"step {number} is none ({fault})", _PROPOSAL)
    if (trouble := _athletes_fault(plan)) is not None:
        raise FileError(file, *trouble)
    if not _is_right(plan):
        raise FileError(file, "its lap, its marks or its times are out of bounds", _PROPOSAL)
    return plan


def _athletes_fault(plan: Plan) -> tuple[str, str] | None:
    """What is wrong with those who run it, and what to write instead; None where nothing is."""
    texts = [athlete_text(one) for one in plan.athletes]
    try:
        if read_athletes(texts) != plan.athletes:
            return "its athletes have no names that can be written", _PROPOSAL
        check_aims(plan, texts)
    except AthletesError as error:
        return error.what, error.instead
    return start_fault(plan)


def _is_right(plan: Plan) -> bool:
    """Whether the options of its header are some that a session file can have."""
    split_mm, guard_ms = plan.split_every_mm, plan.press_guard_ms
    is_split = split_mm == 0 or _SHORTEST_SPLIT_MM <= split_mm <= _LONGEST_LAP_MM
    is_guard = guard_ms is None or 0 <= guard_ms <= LONGEST_WAIT_MS
    is_goal = plan.goal is None or (plan.goal.distance_mm > 0 and plan.goal.time_ms > 0)
    is_gun = plan.gun is None or max(plan.gun.marks_ms, plan.gun.high_ms) <= LONGEST_WAIT_MS
    is_stagger = plan.stagger is None or plan.stagger.gap_ms <= LONGEST_WAIT_MS
    is_lap = _SHORTEST_LAP_MM <= plan.lap_mm <= _LONGEST_LAP_MM
    return (
        is_split
        and is_guard
        and is_goal
        and is_lap
        and is_gun
        and is_stagger
        and 0 <= plan.get_ready_ms <= LONGEST_WAIT_MS
    )


_SHORTEST_LAP_MM: Final = 50_000
_SHORTEST_SPLIT_MM: Final = 10_000
_LONGEST_LAP_MM: Final = 100_000_000


def _step_back(step: _Plain, block: int, group: int) -> dict[str, object]:
    """A step as the core writes it."""
    kept = ("kind", "label", "rep", "reps", "set", "sets", "optional", "mode", "notes", "planned", "rests")
    end: dict[str, object] = {"type": step.get("end")}
    if step.get("end") == "distance":
        end["distance_mm"] = _mm(step.get("distance_m"))
    elif step.get("end") in ("time", "cycle"):
        key = "duration_ms" if step.get("end") == "time" else "cycle_ms"
        end[key] = step.get(key)
    target = step.get("target")
    parts = [
        {"distance_mm": _mm(part.get("distance_m")), "label": part.get("label")}
        for part in _objects(step.get("pattern"))
    ]
    marks = step.get("marks_m", [])
    return {
        **{key: step[key] for key in kept if key in step},
        "end": end,
        "target": {key: value for key, value in target.items() if value is not None}
        if isinstance(target, dict)
        else target,
        "marks_mm": [_mm(mark) for mark in marks] if isinstance(marks, list) else marks,
        "pattern": parts,
        "block": step.get("block", block),
        "group": step.get("group", group),
    }


def _places(steps: Sequence[_Plain]) -> list[tuple[int, int]]:
    """Block and group of each step as its kind and numbers have them: what every older file leaves unsaid."""
    places: list[tuple[int, int]] = []
    block = group = 0
    before: _Plain | None = None
    for step in steps:
        if before is not None:
            is_same = _is_same_group(before, step)
            group += not is_same
            block += not is_same and not _is_between_sets(before, step)
        places.append((block, group))
        before = step
    return places


def _is_same_group(before: _Plain, step: _Plain) -> bool:
    """Whether two steps are of one pass of the innermost repeats: reps and recoveries of one set.

    A recovery between plain reps is one on a line of its own.
    """
    kinds = {before.get("kind"), step.get("kind")}
    if "recovery" in kinds and step.get("reps") == step.get("sets") == 1:
        return False
    return kinds <= {"rep", "recovery"} and all(before.get(key) == step.get(key) for key in ("set", "sets", "reps"))


def _is_between_sets(before: _Plain, step: _Plain) -> bool:
    """Whether a rest and what it stands beside are of one block: a rest behind the last set is a block of its own."""
    rest = before if before.get("kind") == "rest" else step if step.get("kind") == "rest" else None
    return rest is not None and rest.get("sets") not in (None, 1) and rest.get("set") != rest.get("sets")


def _goal_back(goal: object) -> object:
    if not isinstance(goal, dict):
        return goal
    text = goal.get("text")
    words = clean(text) if isinstance(text, str) else text
    return {"text": words, "distance_mm": _mm(goal.get("distance_m")), "time_ms": goal.get("time_ms")}


def _mm(value: object) -> object:
    """Metres as millimetres; what is no number stays, to be refused where it stands."""
    found = whole(value, 1_000)
    return value if found is None else found


def _object(value: object) -> _Plain:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> Sequence[_Plain]:
    return [_object(item) for item in value] if isinstance(value, list) else []


def _text(root: _Plain, key: str) -> str:
    value = root.get(key)
    return value if isinstance(value, str) else ""


def _texts(root: _Plain, key: str) -> list[str]:
    value = root.get(key)
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
