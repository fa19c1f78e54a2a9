"""What a rep or a pause says of itself, whichever pass it is in: how it ends, its label, its target, its marks.

It exists apart from the numbers since it is the same for all passes of a repeat.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from trackclock.core.limits import FASTEST_MS_PER_M, LIKELY_FASTEST_MS_PER_M, LIKELY_SLOWEST_MS_PER_M, MAX_STEPS
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.labels import label, time_text
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.targets import SLOWEST_MS_PER_M, TargetPart, TargetSpec, resolve
from trackclock.core.notation.tree import Lead, Pause, Place, Relative, Work
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import UM_UNITS
from trackclock.core.plan import ByCycle, ByDistance, ByTime, Open, PatternPart, StepEnd, Target, marks_mm

LONGEST_LABEL = 120

_marks = lru_cache(maxsize=256)(marks_mm)
"""Reckoned once for each distance, as a hostile text has 1,000 of 100 km."""

_SHORTEST_PACE_MM = 1_000_000
"""A time can be that of each unit from a kilometre on."""

_MILLION = 1_000_000
_SHARES = {
    Relative.EQUAL: _MILLION,
    Relative.BACK: _MILLION,
    Relative.HALF: _MILLION // 2,
    Relative.DOUBLE: 2 * _MILLION,
}
"""Millionths of the rep before it that a pause without a number is long."""


class Said(NamedTuple):
    """What a rep says of itself, as the fields of `Step`."""

    end: StepEnd
    label: str
    target: Target | None
    marks_mm: tuple[int, ...]
    pattern: tuple[PatternPart, ...]
    notes: tuple[str, ...]


def said_of(work: Work, index: int, context: Context) -> Said:
    """What a rep says of itself.

    Args:
        work: the rep.
        index: which pass it is in, from 0, for a target that is a list of times.
        context: gets what was assumed.

    Raises:
        NotationError: for a target that nobody can run, or more marks than anyone can press.
    """
    end: StepEnd = Open() if work.quantity is None else end_of(work.quantity, work.place, context)
    distance = end.distance_mm if isinstance(end, ByDistance) else None
    if work.is_guessed and isinstance(end, Open):
        context.assume(work.place, f"no length is named for '{work.place.text}'; each ends on a press")
    target = resolve(_as_pace(work, distance, context), distance, context.options.goal, index)
    if target is not None:
        _check_target(target, distance, work, context)
    return Said(
        end,
        label(end, " ".join(work.words), "rep")[:LONGEST_LABEL],
        target,
        _marks_of(distance, work.place, context) if distance is not None else (),
        tuple(PatternPart(quantity.low, words or "run") for quantity, words in work.pattern),
        tuple(work.notes),
    )


def _marks_of(distance_mm: int, place: Place, context: Context) -> tuple[int, ...]:
    every = context.options.split_every_mm
    if every > 0 and distance_mm // every > MAX_STEPS:
        what = f"'{place.text}' has more than {MAX_STEPS:,} marks"
        raise failure(place, what, "write a shorter length, or a greater distance between marks")
    return _marks(distance_mm, every, context.options.first_mark_min_mm)


def end_of(quantity: Quantity, place: Place, context: Context) -> StepEnd:
    """How a length ends; of a range the low end, which is stated."""
    is_time = quantity.measure is Measure.TIME
    end = ByTime(quantity.low) if is_time else ByDistance(max(quantity.low, 1))
    if quantity.is_range:
        context.assume(place, f"'{place.text}' is a range; {label(end, '', '')} is taken")
    return end


def _as_pace(work: Work, distance: int | None, context: Context) -> TargetSpec:
    """The target of `3 x 3 miles at 5:40` as that of each mile: nobody runs so far in that time."""
    spec, unit = work.target, work.quantity.unit if work.quantity is not None else ""
    per_mm = UM_UNITS.get(unit, 0) // 1_000
    if distance is not None and any(part.per_mm and part.times_ms for part in spec.parts):
        return _as_time(work, distance, context)
    if distance is None or per_mm < _SHORTEST_PACE_MM or distance <= per_mm:
        return spec
    fastest, slowest = LIKELY_FASTEST_MS_PER_M * per_mm // 1_000, LIKELY_SLOWEST_MS_PER_M * per_mm // 1_000
    parts: list[TargetPart] = []
    for part in spec.parts:
        low, high = part.times_ms or (0, 0)
        is_pace = not part.per_mm and fastest <= low <= high <= slowest and low * 1_000 < FASTEST_MS_PER_M * distance
        parts.append(part._replace(per_mm=per_mm) if is_pace else part)
        if is_pace:
            place = Place(spec.line, spec.column, spec.width, spec.text)
            context.assume(place, f"'{part.text}' is read as the time of each {label(ByDistance(per_mm), '', '')}")
    return replace(spec, parts=tuple(parts))


def _as_time(work: Work, distance: int, context: Context) -> TargetSpec:
    """The target of `10 x 400m at 1:15 per mile` as the time of the rep: nobody runs a mile so fast."""
    spec, parts = work.target, list(work.target.parts)
    for index, part in enumerate(parts):
        low = part.times_ms[0] if part.times_ms is not None else 0
        is_flown = part.per_mm and low * 1_000 < FASTEST_MS_PER_M * part.per_mm
        if is_flown and LIKELY_FASTEST_MS_PER_M * distance <= low * 1_000 <= LIKELY_SLOWEST_MS_PER_M * distance:
            parts[index] = part._replace(per_mm=0)
            place = Place(spec.line, spec.column, spec.width, spec.text)
            context.assume(place, f"nobody runs '{part.text}': it is read as the time of {work.place.text}")
    return replace(spec, parts=tuple(parts))


def _check_target(target: Target, distance: int | None, work: Work, context: Context) -> None:
    """Refuse what nobody runs, and state what was not said."""
    spec = work.target
    place = Place(spec.line, spec.column, spec.width, spec.text)
    is_clock = any(part.times_ms is not None and not part.per_mm for part in spec.parts)
    if target.low_ms is None or target.high_ms is None or distance is None:
        if is_clock:
            context.assume(place, f"'{spec.text}' is kept as words: it says no time for {work.place.text}")
        return
    if target.low_ms * 1_000 < FASTEST_MS_PER_M * distance:
        what = f"nobody runs {work.place.text} in {time_text(target.low_ms)}"
        raise failure(place, what, "write a time for the whole rep, such as @ 2:44, or a pace, such as @ 3:30/km")
    if is_clock and target.high_ms * 1_000 > SLOWEST_MS_PER_M * distance and "pace" in spec.text.lower():
        context.assume(place, f"'{spec.text}' is kept as words: it says no time for {work.place.text}")
    elif is_clock and target.high_ms * 1_000 > SLOWEST_MS_PER_M * distance:
        choices = (f"{spec.text}/km", f"{spec.text}/mile")
        what = f"'{spec.text}' is too slow for {work.place.text} to be its time"
        raise failure(place, what, f"if it is a pace, write @ {choices[0]} or @ {choices[1]}", choices)
    if any(part.offset_ms != (0, 0) and not part.offset_per_mm and part.race_mm for part in spec.parts):
        context.assume(place, f"the seconds of '{spec.text}' are for the whole rep")


_BACK_TO = Lazily(
    r"\b(?:back|down|up|return)\b[^.,;(]*?\bto (?:(?:the|your|our|his|her|their|my|same|a) )*(?P<where>[^\W\d]+)",
    re.IGNORECASE,
)
_WHERE_IT_BEGAN = ("start", "begin", "line", "bottom", "top", "foot", "base", "block", "where", "recover", "rest")


def pause_end(pause: Pause, before: Work | None, context: Context) -> StepEnd:
    """How a pause ends: by its own length, by that of the rep before it, else on a press."""
    if pause.is_cycle:
        return ByCycle(pause.quantities[0].low)
    if pause.quantities:
        return end_of(pause.quantities[0], pause.place, context)
    if pause.relative is Relative.NONE:
        return ByTime(0)
    quantity = before.quantity if before is not None else None
    if quantity is not None and pause.relative in _SHARES:
        share = pause.share.low if pause.share is not None else _SHARES[pause.relative]
        length = (quantity.low * share + _MILLION // 2) // _MILLION
        if pause.relative is Relative.BACK and _leads_elsewhere(pause):
            return Open()
        if quantity.measure is Measure.DISTANCE and _is_by_distance(pause):
            end = ByDistance(max(length, 1))
            context.assume(pause.place, f"'{pause.place.text}' is read as {label(end, '', '')}")
            return end
        if quantity.measure is Measure.TIME and pause.relative is not Relative.BACK and not _is_of_way(pause):
            return ByTime(length)
    if pause.lead is not Lead.ASSUMED and pause.relative not in (Relative.FULL, Relative.BACK):
        context.assume(pause.place, f"'{pause.place.text}' has no length; it ends on a press")
    return Open()


def _is_by_distance(pause: Pause) -> bool:
    """Whether a relative pause is as far as the rep, and not as long."""
    text = pause.place.text.lower()
    if _TOOK.search(text):
        return False
    if pause.relative is Relative.BACK or "distance" in text or "as far" in text or _is_of_way(pause):
        return True
    return "time" not in text and ("jog" in text or pause.mode not in (None, "stand"))


_TOOK = Lazily(r"\btook\b|\bit takes\b|\blasting\b")
"""What says that a relative pause is one by its time."""


def _is_of_way(pause: Pause) -> bool:
    """Whether a relative pause is a part of the way, `walk half the way back`: so far, whatever that takes."""
    return " way" in pause.place.text.lower()


def _leads_elsewhere(pause: Pause) -> bool:
    """Whether somebody goes back to another place than the one where the rep began: `jog back to the car park`."""
    found = _BACK_TO.search(pause.place.text)
    return found is not None and not found["where"].lower().startswith(_WHERE_IT_BEGAN)
