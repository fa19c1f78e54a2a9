"""Units that were left out: what "400", "8 x 400's" and "w/ 90" count.

It exists because coaches name a unit once, or never, and the rules for that must be the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from trackclock.core.limits import MILE_MM
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.phrases.times import is_likely
from trackclock.core.notation.tree import End, Item, Lead, Pause, Place, Repeat, Scope, Work, works_of
from trackclock.core.notation.words.quantities import MAX_DISTANCE_MM, MOST, in_unit
from trackclock.core.notation.words.values import FEWEST_BARE_METRES, Measure, Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS, MANY_M, MS_UNITS, UM_UNITS
from trackclock.core.plan import StepKind

SHORTEST_REP_MM = 20_000
"""A rep or recovery shorter than this, told in `m`, is rather told in minutes."""

SHORTEST_REST_MM = 50_000
SHORTEST_WARMUP_MM = 200_000
_FLYING_STEP_MS = 10_000
_FEWEST_SECONDS, _QUARTER, _LONGEST_BARE_SECONDS = 5_000, 250, 180_000
_SECONDS, _MINUTES = (frozenset(unit for unit, ms in MS_UNITS.items() if ms == size) for size in (1_000, 60_000))
_MOST_FAR, _FEWEST_LISTED = 60_000, 20_000
"""So many kilometres or miles at most, and metres at least, are a length; in thousandths."""

_MOST_LAPS = 12_000
"""So many laps, in thousandths, are one rep of a ladder: `1, 2, 3 laps`."""

_MOST_BARE_MINUTES = 6_000
"""A rest of so few of something is told in minutes: `5 x 1k, 2 rest`; in thousandths."""

_FEWEST_FAR_METRES = 300_000
"""A round number from this on is metres of a rest too: nobody counts so many seconds."""

_FEWEST_BARE_SECONDS = 15_000
"""So few seconds, in thousandths of a bare number, are no recovery: they are minutes."""

_LIST_JOINTS = (",", "/", "-", "+", "and")
_LATER = (";", "then")
_MOST_MILES = 6_000
"""Up to so many thousandths the number of a warm-up may be miles."""

_MOST_BARE_TIME = 99_000
"""A greater number without a unit is metres, whatever time stands beside it; in thousandths."""

_MOST_BARE_LATER = 20_000
"""A list of recoveries up to this counts minutes; in thousandths."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SETS = Lazily(r"\b(?:sets|rounds)\b", re.IGNORECASE)
_METRES = re.compile(r"(?<=\d) ?[mM](?![a-zA-Z])")
_SPRINTS = ("sprint", "sprints", "acceleration", "accelerations", "flying", "accels")


def resolve_units(items: Sequence[Item], context: Context) -> None:
    """Give every length of a level its unit.

    Args:
        items: the level, which is changed.
        context: gets what was assumed.

    Raises:
        NotationError: where a unit is missing and nothing says which, or where `m` cannot be metres.
    """
    _carry_units(items, context)
    works = list(works_of(items))
    has_sprints = any(word in _SPRINTS for work in works for word in work.words)
    for work in works:
        if work.quantity is not None:
            work.quantity = _rep_quantity(work.quantity, work, context, is_sprint=has_sprints)
    told: Quantity | None = None
    for pause, run in _pauses_of(items):
        told = _give_unit(pause, told, run, context) or told
    for item in items:
        if isinstance(item, End) and item.quantity is not None:
            item.quantity = end_quantity(item.quantity, item, context)


def _give_unit(pause: Pause, told: Quantity | None, run: Quantity | None, context: Context) -> Quantity | None:
    """Give the lengths of a pause their unit, where one beside it is told; the last that has one."""
    is_named = bool(pause.numbers) or pause.selector is not None or pause.scope is Scope.SETS
    is_bare = [quantity.measure for quantity in pause.quantities] == [Measure.BARE]
    if told is not None and is_bare and (is_named or pause.lead is Lead.PAREN):
        pause.quantities = [_scaled(pause.quantities[0], told, context.options.lap_mm) or pause.quantities[0]]
    last = pause.quantities[-1] if pause.quantities else None
    unit = _unit_of_list(pause.quantities)
    if unit and last is not None:
        context.assume(pause.place, f"'{pause.place.text}' has no unit; it is read as {unit}")
        size = 60 if unit == "minutes" else 1
        last = last._replace(measure=Measure.TIME, low=last.low * size, high=last.high * size, unit=unit)
        pause.quantities[-1] = last
    like = run if last is not None and _is_in_unit_of_rep(last, pause, run) else last
    pause.quantities = [_pause_quantity(quantity, like, pause, context) for quantity in pause.quantities]
    return last if last is not None and last.measure is not Measure.BARE else None


def _unit_of_list(quantities: Sequence[Quantity]) -> str:
    """What a list of recoveries without a unit counts; empty where it has one, or counts neither."""
    if len(quantities) < 2 or any(quantity.measure is not Measure.BARE for quantity in quantities):
        return ""
    if all(map(_is_bare_seconds, quantities)):
        return "seconds"
    is_small = all(quantity.is_count and 0 < quantity.high <= _MOST_BARE_LATER for quantity in quantities)
    return "minutes" if is_small and min(quantity.low for quantity in quantities) < 10_000 else ""


def _is_bare_seconds(quantity: Quantity) -> bool:
    """Whether a number without a unit in a list of recoveries can be seconds."""
    return quantity.measure is Measure.BARE and not quantity.is_plural and 10_000 <= quantity.low <= 180_000


def _is_in_unit_of_rep(quantity: Quantity, pause: Pause, run: Quantity | None) -> bool:
    """Whether a bare number takes the unit of the rep before it: `5 mins (2)`, `3 x 2 miles with .5 jog`."""
    if run is None or quantity.measure is not Measure.BARE or quantity.is_plural:
        return False
    if run.measure is Measure.TIME:
        is_minutes = MS_UNITS.get(run.unit) == MS_UNITS["min"] and quantity.low * 60 <= 2 * run.low
        is_told = pause.lead is Lead.PAREN or pause.place.text.endswith(" off")
        return is_minutes and is_told and quantity.low < _FEWEST_BARE_SECONDS
    if UM_UNITS.get(run.unit) == UM_UNITS["yards"] and pause.mode is not None:
        return quantity.low >= FEWEST_BARE_METRES
    is_far = UM_UNITS.get(run.unit, 0) >= UM_UNITS["km"] and quantity.low < _MOST_BARE_MINUTES
    return pause.mode is not None and is_far and quantity.low % 1_000 != 0


def _pauses_of(items: Sequence[Item], run: Quantity | None = None) -> Iterator[tuple[Pause, Quantity | None]]:
    """The pauses of a level in order, those inside repeats too, each with the length of the rep before it."""
    for item in items:
        if isinstance(item, Work):
            run = item.quantity
        elif isinstance(item, Pause):
            yield item, run
        elif isinstance(item, Repeat):
            yield from _pauses_of(item.body, run)
            run = next((work.quantity for work in works_of(item.body)), run)
            yield from _pauses_of(item.between, run)


def _carry_units(items: Sequence[Item], context: Context) -> None:
    """Take a missing unit from the next length of the same list ("20, 30, 40 seconds"), else from the one before."""
    entries = [(work, joint) for work, joint in _joined_works(items) if work.quantity is not None]
    _carry_back(entries, context.options.lap_mm)
    last: Quantity | None = None
    for work, joint in entries:
        quantity = work.quantity
        if quantity is None or quantity.measure is not Measure.BARE:
            last = quantity
        elif last is not None and (joint in _LIST_JOINTS or _goes_on_in_minutes(quantity, last, joint)):
            scaled = _scaled(quantity, last, context.options.lap_mm, is_behind=True)
            if scaled is not None:
                context.assume(work.place, f"'{work.place.text}' has no unit; it is taken in that of the one before it")
                work.quantity = last = scaled


def _goes_on_in_minutes(quantity: Quantity, last: Quantity, joint: str) -> bool:
    """Whether a number behind a stronger sign is one more step of a ladder: `5 minutes (2 min); then 4; then 3`."""
    is_step = quantity.is_count and quantity.low < _FEWEST_BARE_SECONDS
    return joint in _LATER and is_step and last.unit in _MINUTES


def _carry_back(entries: Sequence[tuple[Work, str]], lap_mm: int) -> None:
    """Give lengths without a unit that of the next one of their list, with the words behind it."""
    known: tuple[Work, Quantity] | None = None
    following_joint = ""
    told = (at for at, (work, _) in enumerate(entries) if work.quantity and work.quantity.unit in _SECONDS)
    seconds = next(told, len(entries))  # 20 s, 40, 20, then 12 min
    for index in range(len(entries) - 1, -1, -1):
        work, joint = entries[index]
        quantity = work.quantity
        if quantity is not None and quantity.measure is not Measure.BARE:
            is_apart = index > 1 and entries[index - 1][1] in ("-", "/") and joint != entries[index - 1][1]
            known = None if is_apart else (work, quantity)
        elif quantity is not None and known is not None and following_joint in _LIST_JOINTS:
            is_behind = index > seconds and quantity.low >= _FEWEST_BARE_SECONDS and known[1].unit in _MINUTES
            work.quantity = quantity if is_behind else _scaled(quantity, known[1], lap_mm) or quantity
            if work.quantity is not quantity:
                _carry_words(known[0], work)
        following_joint = joint


def _joined_works(items: Sequence[Item], joint: str | None = None) -> Iterator[tuple[Work, str]]:
    """The reps of a level with the sign before each; the first rep of a repeat has the sign before the repeat."""
    for item in items:
        if isinstance(item, Work):
            yield item, item.joint if joint is None else joint
        elif isinstance(item, Repeat):
            yield from _joined_works(item.body, item.joint if joint is None else joint)
        joint = None


def _carry_words(named: Work, work: Work) -> None:
    """The words behind the last length of a list are for all of it: `20, 30, 40 seconds uphill`."""
    if not work.is_spoken_for and not work.target.parts:
        work.words, work.target, work.is_spoken_for = list(named.words), named.target, named.is_spoken_for


def _scaled(quantity: Quantity, known: Quantity, lap_mm: int, *, is_behind: bool = False) -> Quantity | None:
    """A bare number in the unit of another length, where that is likely."""
    if quantity.is_plural:
        return None
    if known.measure is Measure.TIME:
        if known.is_clock or known.unit not in MS_UNITS:
            return None
        size = MS_UNITS[known.unit]
        most = _LONGEST_BARE_SECONDS if size == 1_000 else _MOST_BARE_TIME
        if not (_FEWEST_SECONDS if size == 1_000 else _QUARTER) <= quantity.low <= most:
            return None
    elif known.unit in LAP_UNITS:
        if quantity.low > _MOST_LAPS or quantity.low % 1_000 != 0:
            return None
    elif known.unit not in UM_UNITS or _is_unlikely(quantity, known, is_behind=is_behind):
        return None
    low, high = (in_unit(number, known, lap_mm).low for number in (quantity.low, quantity.high))
    return quantity._replace(measure=known.measure, low=low, high=high, unit=known.unit)


def _is_unlikely(quantity: Quantity, known: Quantity, *, is_behind: bool) -> bool:
    """Whether nobody runs so many of the metres or kilometres of another length."""
    if UM_UNITS[known.unit] >= UM_UNITS["km"]:
        return quantity.low > _MOST_FAR
    is_short = quantity.low < FEWEST_BARE_METRES < known.low and is_behind
    return quantity.low < _FEWEST_LISTED or is_short or _is_odd(quantity) or (is_behind and _is_clock(quantity, known))


def _is_odd(quantity: Quantity) -> bool:
    """Whether a number is one of a few metres that nobody runs: `800m, 238` is rather a time without its colon."""
    return quantity.low % 5_000 != 0 and quantity.low < 10_000_000


def _is_clock(quantity: Quantity, known: Quantity) -> bool:
    """Whether a number is a time without its colon that the length before can be run in: `900m - 345`."""
    minutes, seconds = divmod(quantity.low // 1_000, 100)
    is_round = quantity.low % 10_000 == 0
    return not is_round and minutes > 0 and seconds < 60 and is_likely((minutes * 60 + seconds) * 1_000, known.low)


def _rep_quantity(quantity: Quantity, work: Work, context: Context, *, is_sprint: bool) -> Quantity:
    """The length of a rep with its unit; where sprints are run it may be of a few metres."""
    place = work.place
    if quantity.measure is Measure.BARE:
        number = _number(quantity.low)
        is_long = quantity.low >= FEWEST_BARE_METRES
        is_round = is_long and quantity.low <= MAX_DISTANCE_MM and quantity.low % 10_000 == 0
        if is_long and quantity.is_plural and quantity.low % 100_000 != 0 and quantity.unit == "s":
            choices = (f"{number}m", f"{number} sec")
            what = f"'{place.text}' can be {number} metres or {number} seconds"
            raise failure(place, what, "", choices)
        if not is_round:
            raise _no_unit(place, number, "m" if quantity.low >= SHORTEST_REP_MM else "min")
        said = "reps of that many metres" if quantity.is_plural else "metres"
        context.assume(place, f"'{number}' has no unit; it is read as {said}")
        return quantity._replace(measure=Measure.DISTANCE, unit="metres")
    check_length(quantity, place)
    if quantity.low <= 0:
        raise failure(place, f"'{place.text}' is no length", "write a length above zero")
    if quantity.unit == "s" and "flying" in work.words and quantity.low % _FLYING_STEP_MS == 0:
        number = _number(quantity.low)
        context.assume(place, f"'{place.text}' is read as {number} metres with a flying start")
        return quantity._replace(measure=Measure.DISTANCE, unit="metres")
    is_absurd = quantity.measure is Measure.DISTANCE and quantity.unit == "m" and quantity.low < SHORTEST_REP_MM
    if is_absurd and not is_sprint:
        raise _minutes_or_metres(place, quantity)
    return _few(quantity, place, context, is_short=is_sprint)


def _few(quantity: Quantity, place: Place, context: Context, *, is_short: bool = False) -> Quantity:
    """So few of a capital M as miles: `4M tempo`; with `is_short` they are metres after all: `3 x 10M sprints`."""
    if quantity.unit != MANY_M:
        return quantity
    if is_short:
        low, high = (value * 1_000 // MILE_MM for value in (quantity.low, quantity.high))
        return quantity._replace(low=low, high=high, unit="m")
    context.assume(place, f"'{place.text}' is read as miles")
    return quantity


def _pause_quantity(quantity: Quantity, last: Quantity | None, pause: Pause, context: Context) -> Quantity:
    """The length of a pause with its unit."""
    place = pause.place
    if quantity.measure is Measure.BARE and last is not None and last.measure is not Measure.BARE:
        scaled = _scaled(quantity, last, context.options.lap_mm)
        if scaled is not None:
            return scaled
    if quantity.measure is Measure.BARE:
        return _bare_pause(quantity, pause, context)
    check_length(quantity, place)
    is_metres = quantity.measure is Measure.DISTANCE and quantity.unit == "m"
    is_still = pause.is_rest and pause.mode is None and quantity.low < SHORTEST_REST_MM
    is_unclear = quantity.unit == MANY_M and pause.mode is None
    if (is_metres and (quantity.low < SHORTEST_REP_MM or is_still)) or is_unclear:
        raise _minutes_or_metres(place, _few(quantity, place, context, is_short=True))
    if quantity.low <= 0 and (quantity.measure is Measure.DISTANCE or (quantity.is_clock and pause.lead is Lead.PAREN)):
        raise failure(place, f"'{place.text}' is no length", "write a length above zero, or 'no recovery'")
    return _few(quantity, place, context)


_BARE_PAUSES: tuple[tuple[str, Callable[[Quantity, Pause], bool]], ...] = (
    ("metres", lambda bare, it: _is_far(bare, it)),
    ("minutes", lambda bare, it: it.is_rest and it.mode is None and 1_000 <= bare.low <= _MOST_BARE_MINUTES),
    ("seconds", lambda bare, it: _FEWEST_BARE_SECONDS <= bare.low < FEWEST_BARE_METRES and it.mode in (None, "stand")),
)
"""What a number without a unit counts in a pause, in order."""


def _bare_pause(quantity: Quantity, pause: Pause, context: Context) -> Quantity:
    """A number without a unit as metres, minutes or seconds, by its size and by how the pause is spent."""
    number = _number(quantity.low)
    if quantity.is_plural and quantity.unit == "s" and not (pause.mode and "'s" in pause.place.text):  # jog 400's
        return quantity._replace(measure=Measure.TIME, unit="s")
    unit = next((unit for unit, is_so in _BARE_PAUSES if is_so(quantity, pause)), None)
    if unit is None:
        raise _no_unit(pause.place, number, "min" if quantity.low < _FEWEST_BARE_SECONDS else "m")
    context.assume(pause.place, f"'{number}' has no unit; it is read as {unit}")
    if unit == "metres":
        return quantity._replace(measure=Measure.DISTANCE, unit=unit)
    size, name = (60, "min") if unit == "minutes" else (1, "sec")
    return quantity._replace(measure=Measure.TIME, low=quantity.low * size, high=quantity.high * size, unit=name)


def _is_far(quantity: Quantity, pause: Pause) -> bool:
    """Whether a number is metres: of a jog, or a round number that nobody counts seconds by."""
    is_jog = pause.mode is not None and quantity.low >= SHORTEST_REST_MM and pause.mode != "stand"
    is_distance = quantity.low >= FEWEST_BARE_METRES and quantity.low % 50_000 == 0
    is_far = quantity.low >= _FEWEST_FAR_METRES and quantity.low % FEWEST_BARE_METRES == 0
    return is_jog or (is_distance and not pause.is_rest) or is_far


def check_length(quantity: Quantity, place: Place) -> None:
    """Refuse a length that no session can mean, whatever unit it was given.

    Raises:
        NotationError: for more than 1000 km or two days.
    """
    if quantity.high > MOST[quantity.measure] and quantity.measure is not Measure.BARE:
        raise failure(place, f"'{place.text}' is too much for one session", "write at most 1000 km or 48 hours")


def end_quantity(quantity: Quantity, item: End, context: Context) -> Quantity:
    """The length of a warm-up or cool-down with its unit.

    Raises:
        NotationError: as `resolve_units`.
    """
    name = "warm-up" if item.kind is StepKind.WARMUP else "cool-down"
    number = _number(quantity.low)
    if quantity.measure is Measure.BARE:
        if quantity.low >= 400_000 and not quantity.is_plural:
            context.assume(item.place, f"'{number}' has no unit; it is read as metres")
            return quantity._replace(measure=Measure.DISTANCE, unit="metres")
        miles = "mile" if number == "1" else "miles"
        units = (miles, "km", "min") if quantity.high <= _MOST_MILES else ("min", "km")
        choices = tuple(_with_unit(item.place.text, unit) for unit in units)
        instead = f"write {number} {units[0]} or {number} {units[1]}"
        raise failure(item.place, f"the {name} has no unit", instead, choices)
    check_length(quantity, item.place)
    if quantity.low <= 0:
        raise failure(item.place, f"the {name} has no length", "write a length above zero")
    if quantity.measure is Measure.DISTANCE and quantity.unit == "m" and quantity.low < SHORTEST_WARMUP_MM:
        raise _minutes_or_metres(item.place, quantity)
    return _few(quantity, item.place, context)


def _with_unit(text: str, unit: str) -> str:
    """What was written with a unit behind its number: `2WU` as `2 miles WU`; behind it all where that is a word."""
    told = _NUMBER.sub(rf"\g<0> {unit} ", text, count=1)
    return " ".join(told.split()) if told != text else f"{text} {unit}"


def _number(milli: int) -> str:
    """Thousandths as a decimal number."""
    whole, rest = divmod(milli, 1_000)
    return f"{whole}.{rest:03}".rstrip("0") if rest else str(whole)


def _no_unit(place: Place, number: str, unit: str) -> Exception:
    if _SETS.made.search(place.text):
        return failure(place, f"'{place.text}' is one more number of sets", "keep the one that is run")
    units = (" min", " sec") if unit == "min" else ("m", " sec")
    instead = f"write {number}{units[0]} or {number}{units[1]}"
    choices = tuple(_NUMBER.sub(rf"\g<0>{unit}", place.text, count=1) for unit in units)
    return failure(place, f"'{place.text}' has no unit", instead, choices)


def _minutes_or_metres(place: Place, quantity: Quantity) -> Exception:
    number = _number(quantity.low)
    choices = tuple(_METRES.sub(unit, place.text) for unit in (" min", " metres"))
    what = f"'{place.text}': {number} min or {number} metres?"
    return failure(place, what, f"write {number} min or {number} metres", choices)
