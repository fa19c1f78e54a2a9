"""What a length beside a rep is: a rep of its own, the recovery, a rest before the next set, or the rep's time.

It exists as one table for every sign that can stand between the two: `4 x 200m, 30s`, `1 min hard / 1 min easy`,
`800m - 2:41`. The first row that fits counts; where nothing tells two roles apart, the row asks.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NoReturn, TypeAlias

from trackclock.core.limits import SHORTEST_JOG_MS
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.phrases.times import REST_STEP_MS, is_likely, is_never_rested
from trackclock.core.notation.placing.beside import Beside, beside_of
from trackclock.core.notation.placing.levels import ends_in_pause, free_level, has_sets, innermost
from trackclock.core.notation.placing.results import aim_of_time
from trackclock.core.notation.tree import Aim, Item, Lead, Pause, Remark, Repeat, Work, last_work, levels_of, works_of
from trackclock.core.notation.words.values import Measure

LONG_JOG_MM = 800_000
LONGEST_REST_MS = 1_200_000
_SECONDS = ("s", "sec", "secs", "second", "seconds", '"')
_FURTHEST_TIME = 6
"""So many pieces at most lie between two times of a list."""

_LIST_JOINTS = ("", ",", "/", "-", "+", "and", ";", ":")
"""What can part a rep from its recovery; behind a full stop or "then" something new begins."""


Row: TypeAlias = tuple[Callable[[Beside], bool], Callable[[Beside, Context], Item]]
"""One row of the table: whether it is about a length, and what that becomes then."""


# -- what it becomes -----------------------------------------------------------------------------------------------


def _rep(beside: Beside, _context: Context) -> Item:
    return beside.work


def _recovery(beside: Beside, context: Context) -> Item:
    context.assume(beside.work.place, f"'{_described(beside.work)}' is read as the recovery")
    return pause_from(beside.work)


def _rest(beside: Beside, context: Context) -> Item:
    following = beside.following
    assert following is not None  # noqa: S101 - the row asks for a repeat there
    context.assume(
        beside.work.place, f"'{_described(beside.work)}' is read as the rest before '{following.place.text} x'"
    )
    return replace(pause_from(beside.work), is_fixed=True, is_rest=True)


def _time_of_rep(beside: Beside, context: Context) -> Item:
    place, time = beside.work.place, beside.quantity
    context.assume(place, f"'{place.text}' is read as the time of '{beside.last.place.text}'")
    return aim_of_time(time, place)


def _words(beside: Beside, context: Context) -> Item:
    place = beside.work.place
    context.assume(
        place, f"'{place.text}' is kept as words: nobody rests so long, and '{beside.last.place.text}' is run"
    )
    return Remark(place.text, place)


def _ask_time_or_rest(beside: Beside, _context: Context) -> NoReturn:
    run, time = beside.last.place, beside.work.place
    choices = (f"{run.text} in {time.text}", f"{run.text}, {time.text} rest")
    what = f"'{time.text}' can be the time of '{run.text}', or a rest behind it"
    whole = run._replace(width=time.column + time.width - run.column)
    raise failure(time, what, "", choices, whole)


def _ask(what: str, *choices: str) -> Callable[[Beside, Context], NoReturn]:
    """What asks which of several ways to write a length is meant; the length is `{}` in all of them."""

    def ask(beside: Beside, _context: Context) -> NoReturn:
        work = beside.work
        ways = tuple(choice.replace("{}", work.place.text) for choice in choices)
        raise failure(work.place, what.replace("{}", _described(work)), "", ways)

    return ask


_ask_sentence = _ask("'{}' can be the recovery, the time of the reps, or a rep", "with {} recovery", "@ {}", "1 x {}")
_ask_easy = _ask("'{}' can be run after each rep, or once behind them all", "with {} recovery", "1 x {}")
_ask_rep_or_rest = _ask("'{}' can be a rep or a rest", "{} rest", "1 x {}")
_ask_rep_or_recovery = _ask("'{}' can be a rep or the recovery", "with {} recovery", "1 x {}")


# -- when ----------------------------------------------------------------------------------------------------------


def _is_short_sentence(beside: Beside) -> bool:
    """`8 x 400m. 90 seconds.`: nothing but the full stop says that it is run."""
    work, repeat = beside.work, beside.repeat
    if repeat is None or work.joint != "." or beside.pauses or not beside.is_bare or work.notes:
        return False
    lengths = [inner.quantity for inner in works_of([repeat]) if inner.quantity is not None]
    others = [item for item in beside.items[beside.index + 1 :] if isinstance(item, (Work, Repeat, Remark, Aim))]
    is_run = all(length.measure is Measure.DISTANCE for length in lengths)
    return is_run and beside.quantity.low < SHORTEST_JOG_MS and not others


def _is_apart(beside: Beside) -> bool:
    """A sign that parts it from the rep; inside a repeat an easy length behind "then" is still its recovery."""
    is_then = beside.work.joint == "then" and beside.work.is_easy and (beside.is_repeated or _is_eased(beside))
    return not (is_then and beside.repeat is None) and beside.work.joint not in _LIST_JOINTS


def _is_eased(beside: Beside) -> bool:
    """`30 s sprint then 30 s easy`: short, and no longer than the hard rep before it."""
    longest = SHORTEST_JOG_MS if beside.is_time else LONG_JOG_MM
    is_alike = beside.quantity.measure is beside.length.measure
    return is_alike and beside.quantity.low <= min(beside.length.low, longest) and beside.is_easy_behind_hard


def _is_easy_behind_then(beside: Beside) -> bool:
    """`6 x 1 min hard, then 2 min easy`: in turn with the reps, which have no recovery, or behind them all."""
    repeat = beside.repeat
    if beside.work.joint != "then":
        return False
    is_alike = beside.quantity.measure is beside.length.measure
    is_short = is_alike and (beside.quantity.low <= 2 * beside.length.low or _is_short_in_turn(beside))
    is_open = repeat is not None and free_level(repeat) is not None and not beside.is_repeated
    return is_short and is_open and beside.is_easy_behind_hard


def _is_easiest(beside: Beside) -> bool:
    """`5 x (2 min hard, 1 min steady, 1 min easy)`: the last of a pass that gets easier."""
    is_steady = "steady" in beside.last.target.text.lower()
    return beside.work.is_easy and beside.is_repeated and beside.is_end and is_steady and beside.index > 1


def _winds_down(beside: Beside) -> bool:
    """Two easy lengths at the end of a line."""
    following = beside.following
    is_steady = "steady" in beside.work.target.text.lower()  # 5 x (1 min fast, 1 min steady, 1 min easy)
    is_followed = isinstance(following, Work) and following.is_easy and (is_steady or not beside.is_repeated)
    return is_followed and beside.is_easy_behind_hard and beside.repeat is None


def _is_between_sets(beside: Beside) -> bool:
    """An easy time of some minutes between two repeats, of which the first has its recoveries."""
    return _lies_between_repeats(beside) and beside.work.is_easy


def _lies_between_repeats(beside: Beside) -> bool:
    """Whether it is a time of some minutes between two repeats, of which the first has its recoveries."""
    repeat = beside.repeat
    is_short = beside.is_time and beside.quantity.low < LONGEST_REST_MS // 2
    is_between = isinstance(beside.following, Repeat) and not beside.is_repeated and is_short
    return is_between and repeat is not None and _is_full(beside, repeat)


def _is_before_the_same(beside: Beside) -> bool:
    """A bare time before as many reps of the same length as stand before it: `8 x 30s with 30s. 3 min. 8 x 30s`."""
    following, repeat = beside.following, beside.repeat
    if not isinstance(following, Repeat) or repeat is None or not beside.is_bare or repeat.high == 1:
        return False
    if not _lies_between_repeats(beside):
        return False
    lengths = [[work.quantity and work.quantity.low for work in works_of([one])] for one in (repeat, following)]
    return following.high == repeat.high and lengths[0] == lengths[1]


def _is_bare_between_times(beside: Beside) -> bool:
    """A bare time between repeats of times, of which the first has its recoveries."""
    is_of_times = beside.is_bare and beside.length.measure is Measure.TIME
    return is_of_times and beside.repeat is not None and beside.repeat.high > 1 and _lies_between_repeats(beside)


def _is_full(beside: Beside, repeat: Repeat) -> bool:
    """Whether a repeat has its recoveries, or they stand behind it."""
    return free_level(repeat) is None or beside.pauses >= levels_of(repeat)


def _is_steady_run(beside: Beside) -> bool:
    """An easy length that is much longer than the rep before it, the last one of a line, or behind full repeats."""
    if not beside.is_easy_behind_hard:
        return False
    is_long = beside.quantity.measure is Measure.DISTANCE and beside.quantity.low >= LONG_JOG_MM
    if is_long and "steady" in beside.work.target.text.lower():
        return True
    is_whole = beside.is_repeated and sum(isinstance(item, (Work, Repeat)) for item in beside.items) == 2
    is_longer = beside.quantity.measure is beside.length.measure and beside.quantity.low > 2 * beside.length.low
    if is_longer and not (beside.alternates or is_whole or _is_short_in_turn(beside)):
        return True
    if beside.repeat is None:
        return not (beside.is_repeated or beside.is_first or beside.alternates) and beside.is_end
    return free_level(beside.repeat) is None or (is_long and beside.work.joint != "/")


def _is_short_in_turn(beside: Beside) -> bool:
    """`8 x 100m fast, 300m slow`: so short a length behind a repeat without recoveries is run in turn with its reps."""
    repeat, longest = beside.repeat, SHORTEST_JOG_MS // 2 if beside.is_time else LONG_JOG_MM - 1
    return repeat is not None and free_level(repeat) is not None and beside.quantity.low <= longest


def _is_odd_time(beside: Beside) -> bool:
    """A clock time behind a dash that is what the rep is run in: nobody rests 2:41, or twice in a row."""
    after = beside.following
    rest = beside.items[beside.index - 1]
    is_named = isinstance(rest, Pause) and (rest.is_rest or rest.mode is not None or rest.lead is not Lead.LIST)
    has_rest = is_named and beside.pauses >= levels_of(beside.before) > 0
    is_told = beside.quantity.is_clock or is_never_rested(beside.quantity)
    if not is_told or not (beside.work.joint in ("-", ":", "") or has_rest):
        return False
    is_rested = beside.repeat is None and isinstance(after, Pause) and bool(after.quantities)
    is_odd = beside.quantity.low % REST_STEP_MS != 0 or is_rested or _is_among_times(beside)
    return is_odd and _is_likely(beside)


def _is_among_times(beside: Beside) -> bool:
    """Whether another rep of the list has a time behind the same sign that nobody rests: `1km - 3:00, 600m - 1:44`."""
    near = beside.items[max(beside.index - _FURTHEST_TIME, 0) : beside.index + _FURTHEST_TIME]
    for before, item in itertools.pairwise(near):
        if (
            isinstance(before, Work)
            and isinstance(item, Work)
            and item is not beside.work
            and item.quantity is not None
        ):
            is_odd = item.quantity.is_clock and item.quantity.low % REST_STEP_MS
            if is_odd and item.joint == beside.work.joint and item.joint in ("-", ":", ""):
                return True
    return False


def _is_pace_of_time(beside: Beside) -> bool:
    """`5 min steady [4:56]`: nobody rests 4:56, and the time that is run is told."""
    is_odd = beside.quantity.is_clock and is_never_rested(beside.quantity)
    is_timed = beside.length.measure is Measure.TIME and not beside.length.is_clock
    return is_odd and is_timed and beside.work.joint in ("", "-", ":")


def _is_round_time(beside: Beside) -> bool:
    """A round clock time behind a dash, or a long one, that the rep could be run in as well."""
    is_dashed = beside.work.joint in ("-", ":") and beside.quantity.is_clock
    return beside.repeat is None and (is_dashed or beside.quantity.low >= LONGEST_REST_MS) and _is_likely(beside)


def _is_likely(beside: Beside) -> bool:
    """Whether a runner may take so long for the rep."""
    return beside.length.measure is Measure.DISTANCE and is_likely(beside.quantity.low, beside.length.low)


def _is_pair(beside: Beside) -> bool:
    """`10 x (30s / 15s)`, `8 x (2 min : 1 min)`."""
    is_two = beside.is_repeated and len(beside.items) == 2 and beside.work.joint in ("/", ":")
    return is_two and beside.repeat is None and beside.length.measure is Measure.TIME


def _is_behind_distance(beside: Beside) -> bool:
    return beside.length.measure is Measure.DISTANCE


def _is_tempo_run(beside: Beside) -> bool:
    return _is_behind_distance(beside) and beside.repeat is not None and beside.quantity.low >= LONGEST_REST_MS


def _has_rest_already(beside: Beside) -> bool:
    """A time where all recoveries are told, and no distance follows that it could be the rest before."""
    if not _is_behind_distance(beside) or not beside.pauses or beside.pauses < levels_of(beside.before):
        return False
    following = last_work(beside.following)
    return following is None or following.quantity is None or following.quantity.measure is Measure.TIME


def _fills_sets(beside: Beside) -> bool:
    """`2 x 10 x 30/30, 3 min`: a time at the end behind sets whose reps have their recovery, and the sets none yet."""
    repeat = beside.repeat
    if repeat is None or not has_sets(repeat) or not beside.is_end or beside.quantity.low >= LONGEST_REST_MS // 2:
        return False
    if beside.pauses:
        return beside.pauses < levels_of(repeat)
    inner, free = innermost(repeat), free_level(repeat)
    return free is not None and free is not inner and bool(inner.between or ends_in_pause(inner))


def _is_behind_times(beside: Beside) -> bool:
    """A time that can be the recovery of the repeat of times before it, which has none."""
    repeat = beside.repeat
    if repeat is None or repeat.high < 2 or beside.pauses or beside.length.measure is not Measure.TIME:
        return False
    lengths = [work.quantity for work in works_of([repeat]) if work.quantity is not None]
    longest_ms = max((length.low for length in lengths if length.measure is Measure.TIME), default=0)
    is_as_long = beside.quantity.low <= (max(2 * longest_ms, LONGEST_REST_MS // 4) if beside.is_end else longest_ms)
    return is_as_long and (not beside.is_repeated or beside.is_end)


def _is_time_in_a_sentence(beside: Beside) -> bool:
    """A time in a sentence of its own behind times: `5 x 3 min. 2 min.`."""
    return beside.work.joint == "." and beside.is_bare and not beside.work.notes and _is_behind_times(beside)


def _is_told_in_seconds(beside: Beside) -> bool:
    """`4 x 3 min, 45s; ...`: seconds behind minutes in a list whose pieces are parted by stronger signs."""
    near = beside.items[max(0, beside.index - 3) : beside.index + 2]
    is_parted = beside.work.joint == "," and any(item.joint == ";" for item in near)
    is_seconds = beside.quantity.unit in _SECONDS and beside.length.unit not in _SECONDS
    return is_parted and is_seconds and beside.quantity.low * 2 <= beside.length.low and _is_behind_times(beside)


ROWS: tuple[Row, ...] = (
    (_is_short_sentence, _ask_sentence),  # a time in a sentence of its own is asked about
    (_is_time_in_a_sentence, _ask_rep_or_recovery),  # nor is it clear behind times
    (_is_easy_behind_then, _ask_easy),  # an easy time behind then is asked about
    (_is_before_the_same, _rest),  # a time between sets that are the same is a rest
    (_is_apart, _rep),  # what is parted from the rep is a rep
    (_is_easiest, _recovery),  # an easy time behind a steady one of a pass is the recovery
    (_winds_down, _rep),  # two easy lengths wind down
    (_is_between_sets, _rest),  # an easy time between repeats is a rest
    (_is_steady_run, _rep),  # a long easy run is a rep
    (lambda beside: beside.is_easy_behind_hard, _recovery),  # an easy length is the recovery
    (lambda beside: not beside.is_bare, _rep),  # a length with words of its own is a rep
    (_is_odd_time, _time_of_rep),  # an odd time is the rep's
    (_is_pace_of_time, _words),  # an odd clock time behind a time is its pace
    (_is_round_time, _ask_time_or_rest),  # a round time is asked about
    (_is_pair, _recovery),  # the second time of a pair is the recovery
    (_is_tempo_run, _rep),  # a time of twenty minutes behind a repeat is a rep
    (_has_rest_already, _ask_rep_or_rest),  # a time behind recoveries is asked about
    (_is_bare_between_times, _ask_rep_or_rest),  # and so is one between repeats of times
    (_is_behind_distance, _recovery),  # a time behind a distance is the recovery
    (_fills_sets, _recovery),  # a time behind sets of times lies between the sets
    (_is_told_in_seconds, _recovery),  # seconds behind minutes are the recovery
    (_is_behind_times, _ask_rep_or_recovery),  # a time behind a repeat of times is asked about
)
"""In order; a length that no row is about is a rep."""


def in_role(items: Sequence[Item], index: int, context: Context, *, is_repeated: bool) -> Item:
    """What a length of a level is.

    Args:
        items: the level in order, those before the index in their roles already.
        index: which of them.
        context: gets what was assumed.
        is_repeated: whether the level is the body of a repeat.

    Returns:
        The item as it was, or the pause or target that it is.

    Raises:
        NotationError: where nothing tells what it is.
    """
    beside = beside_of(items, index, is_repeated=is_repeated)
    if beside is not None:
        for fits, role in ROWS:  # a generator would cost more than most of what it asks
            if fits(beside):
                return role(beside, context)
    return items[index]


def _described(work: Work) -> str:
    return f"{work.place.text} {work.target.text if work.is_easy else ''}".strip()


def pause_from(work: Work) -> Pause:
    """The pause that a length turned out to be."""
    quantities = [work.quantity] if work.quantity is not None else []
    pause = Pause(quantities, work.place, lead=Lead.LIST, joint=work.joint)
    pause.words = work.target.text.lower() if work.is_easy else ""
    pause.is_fixed = work.is_easy
    pause.notes = list(work.notes)
    return pause
