"""What a length or a number begins: a rep, a repeat, a recovery, a warm-up, or what is no piece of a session at all.

It exists because a number is the most doubtful thing in a line: all that it can be stands in one table, in order.
"""

from __future__ import annotations

from trackclock.core.lanes import track_lap_mm
from trackclock.core.notation.line.aims import aim, aim_of_some
from trackclock.core.notation.line.endings import length_of_ending
from trackclock.core.notation.line.exercises import counted, work_behind
from trackclock.core.notation.line.level import Found, Level, Rule
from trackclock.core.notation.line.pause_lists import pause_list
from trackclock.core.notation.line.pauses import recovery
from trackclock.core.notation.line.repeats import repeat
from trackclock.core.notation.line.shares import share
from trackclock.core.notation.line.totals import give_whole, stated_total
from trackclock.core.notation.tree import Lead, Pause, Relative, Repeat, Work, first_work
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part

_SESSIONS = ("session", "sessions", "workout", "workouts")
_NAMED = frozenset(("runner", "runners", "races", "racers", "event", "events", "specialists", "athletes", "training"))
_NAMED |= {*_SESSIONS, "plan", "pbs", "group", "groups", "squad", "squads", "lot"}
_NAMED |= {"crew", "gang", "guys", "lads", "boys", "girls", "team"}
"""What a length before it only names: `800m runners`, `a 5k session`."""

_OF_REPS = frozenset(("interval", "intervals", "repeat", "repeats", "rep", "reps", "repetition", "series", "sprint"))
"""What a session may be called by, behind its length."""

_GROUNDS = frozenset(("loop", "circuit", "course", "field", "stretch"))
"""What a length behind the reps only names: `on the 800m loop`."""

STARTING = frozenset(("start", "starts", "starting", "begin", "begins"))
_EARLIEST_MS = 360_000
"""A clock time after "start" from this on can be one of the day: 6:00."""

_MEETING = frozenset(("meet", "meeting", "leave", "leaving", "arrive", "gates"))
_FURTHEST_OUT = 12
"""How many atoms before a time that is run back the word "out" is looked for."""

_FURTHEST_PLACE = 4
"""How many atoms before a clock time a word such as "meet" is looked for."""

_RACES_MM = (3_000_000, 5_000_000, 10_000_000)


def _refuse_time_of_day(level: Level, index: int) -> None:
    """Refuse `meet at 6:30`."""
    if not level.length(index).is_clock:
        return
    before = [level.value(at) for at in range(max(0, index - _FURTHEST_PLACE), index)]
    is_lone = level.part(index + 1) in (None, Part.SIGN, Part.WORD) and level.length(index).low >= _EARLIEST_MS
    is_start = is_lone and not STARTING.isdisjoint(before[-2:])
    is_of_the_day = is_start or not _MEETING.isdisjoint(before) or level.value(index + 1) in ("pm", "am")
    if is_of_the_day:
        raise level.doubt(
            index, index, "'{}' seems to be a time of day", "leave it out, or put the words in [note: ...]"
        )


def _name(level: Level, index: int) -> Found | None:
    """`800m runners`, `the 400m loop`, `a 400m repeat session`: the length only names something."""
    name, last = level.value(index + 1), index + 1
    if name in _OF_REPS and level.value(index + 2) in _SESSIONS and level.length(index).measure is Measure.DISTANCE:
        name, last = level.value(index + 2), index + 2
    is_ground = name in _GROUNDS and bool(level.items)
    if not (is_ground or name in _NAMED) or level.part(index - 1) is Part.TIMES:
        return None
    return [level.remark(index, last)], last + 1


def _other_track(level: Level, index: int) -> Found | None:
    """`on a 300m track`: a remark if it is the header's."""
    if level.value(index + 1) != "track" or level.length(index).measure is not Measure.DISTANCE:
        return None
    if not level.items and level.depth == 1:
        return None
    lap_mm = track_lap_mm(level.context.options.lap_mm)
    if level.length(index).low != lap_mm:
        what = f"'{{}}': this session is for a lap of {lap_mm // 1_000} m"
        instead = f"write lap = {level.length(index).low // 1_000} into the header, or put the words in [note: ...]"
        raise level.doubt(index, index + 1, what, instead)
    return [level.remark(index, index + 1)], index + 2


def _for_some(level: Level, index: int) -> Found | None:
    """`The 1000s at 5k pace`, `2 @ 80, 2 @ 78`: a target for some of the reps before."""
    if level.parts[index + 1] in (Part.AT, Part.IN) and (found := share(level, index)) is not None:
        return found
    is_told = bool(level.items) or (index == 0 and level.depth == 1)
    return aim_of_some(level, index) if level.length(index).is_plural and is_told else None


def _refuse_lone_number(level: Level, index: int) -> None:
    """Refuse the number of `a group of 5`."""
    if level.part(index - 1) is not Part.OF or level.items or not level.length(index).is_count:
        return
    if not level.is_sign(index + 1, "-", "/", ",") or level.part(index + 2) is not Part.QUANTITY:
        level.check_words(index, index)


def _compared(level: Level, index: int) -> Found | None:
    """`5 s faster than 5k pace`: a target."""
    if level.part(index + 1) not in (Part.FASTER, Part.SLOWER) or not level.value(index + 1).endswith(("than", "then")):
        return None
    is_inside = bool(level.items) or level.depth > 1
    return aim(level, index) if is_inside and level.length(index).measure is Measure.TIME else None


def _pause(level: Level, index: int) -> Found | None:
    """`90 s recovery`, but not the rep of `run 3 min rest 3 min`, `150m walk back` or `400, 200, same jog`."""
    if not level.is_pause(index):
        return None
    follows = [level.part(position) for position in range(index + 1, index + 4)]
    has_own = follows[0] in (Part.PAUSE, Part.MODE) and follows[1] is Part.QUANTITY
    is_run = has_own and level.value(index - 1) in ("run", "sprint")
    is_in_turn = isinstance(level.last, Pause) and level.last.relative is Relative.BACK  # 20m, walk back, 40m walk back
    is_there_and_back = Part.BACK in follows and Part.PAUSE not in follows and (is_in_turn or not level.has_work)
    is_way_back = follows[0] is Part.BACK and any(level.word(at) == "out" for at in range(max(index - 8, 0), index))
    is_rep = is_run or is_there_and_back or is_way_back or _is_last_of_list(level, index)
    return None if is_rep else recovery(level, index)


def _run_back(level: Level, index: int) -> Found | None:
    """`2 minutes out, one minute rest, 2 minutes back`: what is run back, where another length was run out."""
    is_back = level.value(index + 1) == "back" and level.part(index + 2) is not Part.MODE
    if not is_back or all(level.word(at) != "out" for at in range(max(index - _FURTHEST_OUT, 0), index)):
        return None
    return [Work(level.length(index), level.place(index), notes=[level.text(index + 1)], is_spoken_for=True)], index + 2


def _is_last_of_list(level: Level, index: int) -> bool:
    """Whether the length ends a list of reps and the pause behind it has a length of its own: the same distance."""
    if not level.is_sign(index - 1, ",", "-", "/") or len(level.items) < 2:
        return False
    follows = level.past(index + 1, (Part.MODE, Part.FILLER, Part.ADJECTIVE, Part.EASY, Part.PAUSE))
    return level.part(follows) is Part.EQUAL and all(isinstance(item, Work) for item in level.items[-2:])


def _pauses(level: Level, index: int) -> Found | None:
    """`3 x 800m (3, 2 and 1 min rest)`, `3 x 800m 90, 60 s rest`: several recoveries that share their words."""
    is_in_bracket = level.beside is not None and level.is_sign(index - 1, "(")
    work = first_work(level.last) if isinstance(level.last, Repeat) else None
    is_behind_metres = work is not None and work.measure not in (None, Measure.TIME)
    is_time = level.length(index).measure is Measure.TIME
    if level.is_pause(index) or not (is_in_bracket or (is_behind_metres and is_time)):
        return None
    several = pause_list(level, index)
    if several is None or several[0][-1].measure is not Measure.TIME:
        return None
    *times, last = several[0]
    passes = level.last.low if isinstance(level.last, Repeat) else 0
    if len(times) == passes and not last.is_clock and all(time.is_clock or time.low % 5_000 for time in times):
        return None  # the times of the reps, and then their recovery
    return recovery(level, index, Lead.PAREN if is_in_bracket else Lead.WITH)


def _refuse_race(level: Level, index: int) -> None:
    """Ask whether the 10k of `1 mile 10k` is its pace or another rep."""
    quantity = level.length(index)
    is_race = quantity.low in _RACES_MM and quantity.unit in ("k", "km") and not quantity.is_range
    if is_race and isinstance(level.last, (Work, Repeat)) and level.part(index - 1) is Part.QUANTITY:
        before_text, text = level.text(index - 1), level.text(index)
        choices = (f"{before_text} @ {text}", f"{before_text}, {text}")
        raise level.doubt(index - 1, index, f"'{{}}': is {text} its pace, or another rep?", "", choices)


def _work(level: Level, index: int) -> Found:
    """`400m`: a rep."""
    work = Work(level.length(index), level.place(index), is_many=level.length(index).is_plural)
    behind = work_behind(level, work, index + 1)
    close = level.closing[behind] if level.is_sign(behind, "(") else behind
    if close > behind and level.part(close + 1) is Part.WITH and Part.TIMES not in level.parts[behind:close]:
        give_whole(level, work, index + 1, close + 1)  # 6 miles (9:40) with 10 x 60m
        return [work], behind
    return [work], give_whole(level, work, index + 1, behind)


LENGTHS: tuple[Rule, ...] = (
    lambda level, index: stated_total(level, index) if level.part(index + 1) is Part.TOTAL else None,
    *(_refuse_time_of_day, _name, _other_track, _for_some, _refuse_lone_number),
    lambda level, index: counted(level, index) if level.part(index + 1) in (Part.OF, Part.REPS) else None,
    *(_compared, repeat, length_of_ending, _run_back, _pause, _pauses, counted, _refuse_race, _work),
)
"""What a length or a number can begin; the first that says so has it."""
