"""What a length or a number begins: a rep, a repeat, a recovery, a warm-up, or what is no piece of a session at all.

It exists because a number is the most doubtful thing in a line: all that it can be stands in one table, in order.
"""

from __future__ import annotations

from collections.abc import Callable

from trackclock.core.notation.line.aims import aim, aim_of_some
from trackclock.core.notation.line.describe import first_work
from trackclock.core.notation.line.endings import length_of_ending
from trackclock.core.notation.line.exercises import counted, counted_by_name
from trackclock.core.notation.line.level import Found, Level
from trackclock.core.notation.line.patterns import lone_work_behind
from trackclock.core.notation.line.pauses import pause_list
from trackclock.core.notation.line.recoveries import recovery
from trackclock.core.notation.line.repeats import repeat
from trackclock.core.notation.line.totals import made_of, stated_total
from trackclock.core.notation.tree import Lead, Pause, Relative, Repeat, Work
from trackclock.core.notation.words.quantities import Measure
from trackclock.core.notation.words.vocabulary import Part

_NAMED = frozenset(
    ("runner", "runners", "races", "racers", "event", "events", "specialists", "athletes", "session", "sessions")
) | frozenset(("workout", "workouts", "training", "plan", "pbs"))
"""What a length before it only names: `800m runners`, `a 5k session`."""

_GROUNDS = frozenset(("loop", "circuit", "course", "field", "stretch"))
"""What a length behind the reps only names: `on the 800m loop`."""

STARTING = frozenset(("start", "starts", "starting", "begin", "begins"))
_EARLIEST_MS = 360_000
"""A clock time after "start" from this on can be one of the day: 6:00."""

_MEETING = frozenset(("meet", "meeting", "leave", "leaving", "arrive", "gates"))
_FURTHEST_PLACE = 4
"""How many atoms before a clock time a word such as "meet" is looked for."""

_RACES_MM = (3_000_000, 5_000_000, 10_000_000)


# --- what is no rep ---------------------------------------------------------------------------------------------------


def _total(level: Level, index: int) -> Found | None:
    """`10 miles in total`."""
    return stated_total(level, index) if level.part(index + 1) is Part.TOTAL else None


def _refuse_time_of_day(level: Level, index: int) -> None:
    """Refuse `meet at 6:30`."""
    if level.length(index).is_clock and (level.value(index + 1) in ("pm", "am") or _is_of_the_day(level, index)):
        what, instead = "'{}' seems to be a time of day", "leave it out, or put the words in [note: ...]"
        raise level.doubt(index, index, what, instead)


def _is_of_the_day(level: Level, index: int) -> bool:
    """Whether the words before a clock time say so."""
    before = [level.value(at) for at in range(max(0, index - _FURTHEST_PLACE), index)]
    is_start = any(word in STARTING for word in before[-2:])
    follows = level.part(index + 1)
    is_alone = follows is None or level.value(index + 1) == "sharp" or level.is_sign(index + 1, ",", ".", ";")
    return (is_start and is_alone and level.length(index).low >= _EARLIEST_MS) or any(
        word in _MEETING for word in before
    )


def _name(level: Level, index: int) -> Found | None:
    """`800m runners`, `the 400m loop`: the length only names something."""
    is_ground = bool(level.items) and level.value(index + 1) in _GROUNDS
    if not (is_ground or level.value(index + 1) in _NAMED) or level.part(index - 1) is Part.TIMES:
        return None
    return [level.remark(index, index + 1)], index + 2


def _other_track(level: Level, index: int) -> Found | None:
    """`on a 300m track`: a remark if it is the header's."""
    is_inside = bool(level.items) or level.depth > 1
    if level.value(index + 1) != "track" or level.length(index).measure is not Measure.DISTANCE or not is_inside:
        return None
    lap_mm = level.context.options.lap_mm
    if level.length(index).low != lap_mm:
        what = f"'{{}}': this session is for a lap of {lap_mm // 1_000} m"
        instead = f"write lap = {level.length(index).low // 1_000} into the header, or put the words in [note: ...]"
        raise level.doubt(index, index + 1, what, instead)
    return [level.remark(index, index + 1)], index + 2


def _for_some(level: Level, index: int) -> Found | None:
    """`The 1000s at 5k pace`: a target for some of the reps before."""
    is_told = bool(level.items) or (index == 0 and level.depth == 1)
    return aim_of_some(level, index) if level.length(index).is_plural and is_told else None


def _refuse_filled(level: Level, index: int) -> None:
    """Ask how often the 300 of `20 min of 300m` is run."""
    is_filled = level.part(index + 1) is Part.OF and level.part(index + 2) is Part.QUANTITY
    if is_filled and level.length(index).measure is not Measure.BARE:
        instead = "write the number, such as 10 x (300m fast, 100m jog)"
        raise level.doubt(index, index + 2, "'{}' does not say how often it is run", instead)


def _refuse_lone_number(level: Level, index: int) -> None:
    """Refuse the number of `a group of 5`."""
    is_listed = level.is_sign(index + 1, "-", "/", ",") and level.part(index + 2) is Part.QUANTITY
    if level.length(index).is_count and level.part(index - 1) is Part.OF and not level.items and not is_listed:
        level.check_words(index, index)


def _compared(level: Level, index: int) -> Found | None:
    """`5 s faster than 5k pace`: a target."""
    is_inside = bool(level.items) or level.depth > 1
    is_compared = level.part(index + 1) in (Part.FASTER, Part.SLOWER)
    is_than = level.value(index + 1).endswith(("than", "then"))
    return (
        aim(level, index)
        if is_inside and level.length(index).measure is Measure.TIME and is_compared and is_than
        else None
    )


# --- a recovery -------------------------------------------------------------------------------------------------------


def _length_of_full(level: Level, index: int) -> Found | None:
    """`Full recovery between sets, 3-6 minutes`: the length belongs to the pause that alone stands before it."""
    before = level.items[-1] if level.items else None
    if index + 1 < level.end or level.length(index).measure is not Measure.TIME or not isinstance(before, Pause):
        return None
    is_open = not before.quantities and before.relative is Relative.FULL
    if not is_open or not all(isinstance(item, Pause) for item in level.items):
        return None
    before.quantities, before.relative = [level.length(index)], None
    return [], index + 1


def _pause(level: Level, index: int) -> Found | None:
    """`90 s recovery`, but not the rep of `run 3 min rest 3 min`, `150m walk back` or `400, 200, same jog`."""
    if not level.is_pause(index) or _is_run_and_rest(level, index):
        return None
    if _is_run_and_back(level, index) or _is_last_of_list(level, index):
        return None
    return recovery(level, index)


def _is_run_and_rest(level: Level, index: int) -> bool:
    """Whether a length belongs to the word before it and the pause has its own: `run 3 min rest 3 min`."""
    has_own = level.part(index + 1) in (Part.PAUSE, Part.MODE) and level.part(index + 2) is Part.QUANTITY
    return has_own and level.value(index - 1) in ("run", "sprint")


def _is_run_and_back(level: Level, index: int) -> bool:
    """Whether the length is a rep and only the way back follows: `150m walk back`."""
    parts = [level.part(position) for position in range(index + 1, index + 4)]
    is_back = Part.BACK in parts and Part.PAUSE not in parts
    return is_back and not any(isinstance(item, (Work, Repeat)) for item in level.items)


def _is_last_of_list(level: Level, index: int) -> bool:
    """Whether the length ends a list of reps and the pause behind it has a length of its own: the same distance."""
    if not level.is_sign(index - 1, ",", "-", "/") or len(level.items) < 2:
        return False
    follows = level.past(index + 1, (Part.MODE, Part.FILLER, Part.ADJECTIVE, Part.EASY, Part.PAUSE))
    return level.part(follows) is Part.EQUAL and all(isinstance(item, Work) for item in level.items[-2:])


def _pauses(level: Level, index: int) -> Found | None:
    """`3 x 800m (3, 2 and 1 min rest)`: several recoveries that share their words."""
    is_in_bracket = level.is_beside_work and level.is_sign(index - 1, "(")
    if level.is_pause(index) or not (is_in_bracket or _is_behind_metres(level, index)):
        return None
    several = pause_list(level, index)
    if several is None or several[0][-1].measure is not Measure.TIME:
        return None
    return recovery(level, index, Lead.PAREN if is_in_bracket else Lead.WITH)


def _is_behind_metres(level: Level, index: int) -> bool:
    """Whether a time stands behind a repeat of a distance, which no rep of the same list does."""
    before = level.items[-1] if level.items else None
    work = first_work(before) if isinstance(before, Repeat) else None
    is_run = work is not None and work.quantity is not None and work.quantity.measure is not Measure.TIME
    return is_run and level.length(index).measure is Measure.TIME


# --- a rep ------------------------------------------------------------------------------------------------------------


def _refuse_race(level: Level, index: int) -> None:
    """Ask whether the 10k of `1 mile 10k` is its pace or another rep."""
    before = level.items[-1] if level.items else None
    is_race = (
        level.length(index).low in _RACES_MM
        and level.length(index).unit in ("k", "km")
        and not level.length(index).is_range
    )
    if is_race and isinstance(before, (Work, Repeat)) and level.part(index - 1) is Part.QUANTITY:
        before_text, text = level.text(index - 1), level.text(index)
        choices = (f"{before_text} @ {text}", f"{before_text}, {text}")
        raise level.doubt(index - 1, index, f"'{{}}': is {text} its pace, or another rep?", "", choices)


def _work(level: Level, index: int) -> Found:
    """`400m`: a rep."""
    work = Work(level.length(index), level.place(index, index), is_many=level.length(index).is_plural)
    return [work], lone_work_behind(level, work, index + 1)


LENGTHS: tuple[Callable[[Level, int], Found | None], ...] = (
    _total,
    made_of,
    _refuse_time_of_day,
    _name,
    _other_track,
    _for_some,
    _refuse_filled,
    _refuse_lone_number,
    counted_by_name,
    _compared,
    repeat,
    length_of_ending,
    _length_of_full,
    _pause,
    _pauses,
    counted,
    _refuse_race,
    _work,
)
"""What a length or a number can begin; the first that says so has it."""
