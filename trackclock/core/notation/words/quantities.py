"""Numbers with their units: tokens -> lengths, times and counts.

It exists so that the many ways to write a length, from "1'30" to "two and a half miles", are one thing to the rest.
A function is given a line and the index of a token. What it finds it returns with the index behind it; None is nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.words.lexer import Token, TokenKind
from trackclock.core.notation.words.measures import SIZES, hyphenated, past_dot, unit_at
from trackclock.core.notation.words.token_line import TokenLine
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import LAP_UNITS, MANY_M, MS_UNITS, NUMBER_WORDS, UM_UNITS, word_set

MAX_DISTANCE_MM = 1_000_000_000
"""The longest distance that is taken for meant: 1000 km."""

MAX_TIME_MS = 48 * 3_600_000
"""The longest time that is taken for meant: two days."""


_MOST_BARE = 10**15
MOST = {Measure.DISTANCE: MAX_DISTANCE_MM, Measure.TIME: MAX_TIME_MS, Measure.BARE: _MOST_BARE}
"""The most that is taken for meant, by what is counted."""


_BEHIND_LONE_UNIT = word_set("@ at hard easy fast tempo steady jog moderate in tt")
"""What makes a "mile" at the beginning of a phrase one mile that is run."""

_LEADS_LONE_UNIT = word_set("run ran running do did doing was is with so then and plus by workout session")
"""What a "mile" behind it begins a phrase in the same way."""

_BEFORE_LONE_UNIT = word_set("easy steady gentle relaxed slow hard fast")
"""What makes a "mile" behind it one that is run, where nothing stands before."""

_TIMED = {"time": ("trial",), "for": ("time",)}
"""Two words behind a "mile" that make it one that is run."""

_PARTS_LIST = word_set(", - + / and then ;")
_ENDS_LIST = word_set(", - + / and then ; . ) with w off for @ at in") | {"\n"}
"""What stands before and behind a "mile" that is one length of a list."""

_FEWEST_M = 20_000
"""So few of a capital M, in thousandths, are miles."""

_THOUSANDS = Lazily(r"\d{1,2}\.\d00")
"""Metres with a point before the last three digits, as they are written on the Continent: `1.500 m`."""

_METRES, _FEWEST_METRES = frozenset(unit for unit, um in UM_UNITS.items() if um == UM_UNITS["m"]), 200_000
"""A bare number from this on, in thousandths, is one of metres in a list of lengths."""

_BEHIND_LONE_ENDING = word_set("warm warmup cool cooldown wu cd")
"""What makes a "mile" one mile anywhere: `then mile cool down`."""

MINUTE_WORDS = word_set("min mins minute minutes")
_SECOND_WORDS = word_set("s sec secs seconds")
PAUSE_WORDS = word_set("rest rec recs recovery recoveries jog walk break float")
_BEHIND_SECONDS = word_set(". , ; ) with w/ @ hard easy fast effort efforts") | {"\n", ""}
"""What stands behind `2 min 30` where the 30 are seconds, and nothing that they count."""

_PARTS = {"half": 500, "quarter": 250}
_PARTS_MORE = {**_PARTS, "quarters": 250, "third": 333, "thirds": 333}
_TIMES_PART = {"a": 1, "one": 1, "two": 2, "three": 3}
"""Parts of a unit in thousandths, and how many of them can be told behind "and"."""

_VULGAR = frozenset("½¼¾⅓⅔")

_JOINS_NUMBER = _VULGAR | {"/", "and", "-", "'s", "'"}
"""What behind a number can make a fraction of it, a half more, a plural or a hyphenated length."""

MOST_MINUTES = 20_000
"""A bare number under this beside a clock time is minutes, `2-2:30`, and `8m 35s` is a time; in thousandths."""

Found = tuple[Quantity, int]


def single(line: TokenLine, index: int) -> Found | None:
    """One value with its unit; remembered, since several rules ask for the same one.

    Raises:
        NotationError: for a number that no session can mean.
    """
    try:
        return line.singles[index]
    except KeyError:
        found = line.singles[index] = _read(line, index)
        return found


def _read(line: TokenLine, index: int) -> Found | None:
    token = line.at(index)
    if token.kind is TokenKind.NUMBER:
        # What stands most often: a number that nothing belongs to.
        following, milli = line.text(index + 1), token.milli
        is_lone = following not in SIZES and following not in _JOINS_NUMBER and line.text(index + 2) != "/"
        if is_lone and milli <= _MOST_BARE:
            return _bare(milli), index + 1
    found = _clock(line, index, token) if token.kind is TokenKind.CLOCK else _measured(line, index)
    if found is not None and found[0].high > MOST[found[0].measure]:
        width = line.tokens[found[1] - 1].end - token.offset
        what = f"'{line.source[token.offset : token.offset + width][:40]}' is too much for one session"
        raise NotationError(token.line, token.column, what, "write at most 1000 km or 48 hours", width=width)
    return found


def _bare(milli: int) -> Quantity:
    """A bare number, made the short way: a named tuple's own constructor costs twice as much."""
    return tuple.__new__(Quantity, (Measure.BARE, milli, milli, "", False, False))


def _clock(line: TokenLine, index: int, token: Token) -> Found:
    """`1:30`, and `1:30 min` or `0:45 sec`; but not the min of `7:30 min/mile`."""
    after = index + 1
    is_minutes = line.text(after) in MINUTE_WORDS and line.text(after + 1) != "/"
    if is_minutes or line.text(after) in _SECOND_WORDS:
        after = past_dot(line, after + 1)
    return Quantity(Measure.TIME, token.milli, token.milli, is_clock=True), after


def _measured(line: TokenLine, index: int) -> Found | None:
    """A number with what it counts: `800m`, `1 min 30`, `20-minute`, `400s`, `a mile and a half`, or a bare number."""
    number = _number(line, index)
    if number is None:
        return None
    milli, after = number
    if line.is_glued(after, "'s"):
        return Quantity(Measure.BARE, milli, milli, "s", is_plural=True), after + 1
    unit = unit_at(line, after) or hyphenated(line, after)
    if unit is None:
        return _bare(milli), after
    measure, size, text, behind = unit
    if text == "s" and line.at(after).glued and milli >= 100_000 and milli % 50_000 == 0:
        return Quantity(Measure.BARE, milli, milli, "s", is_plural=True), behind
    if text == "m":
        if (minutes := _minutes_as_m(line, milli, behind)) is not None:
            return minutes
        size, text = _few_of_m(line, behind - 1, size, milli)
    elif text in MINUTE_WORDS and (clock := _with_point(line, index, after, behind)) is not None:
        return clock
    value = _sized(milli, measure, text, size)
    if text in ("m's", "mtr's") or (milli == 1_000 and text in ("ks", "k's")):
        return Quantity(measure, value, value, text, is_plural=True), behind
    if milli == 1_000 and (more := _part_more(line, index, behind)) is not None:
        value, behind = value * more[0] // 1_000, more[1]
    elif measure is Measure.TIME:
        value, behind = _with_smaller(line, value, size, behind)
    return Quantity(measure, value, value, text), behind


def _with_point(line: TokenLine, index: int, after: int, behind: int) -> Found | None:
    """`2.40 min`, whose point is a colon.

    Raises:
        NotationError: where it can be a part of a minute as well, as in `2.50 min`.
    """
    token = line.at(index)
    whole, _, part = token.text.partition(".")
    if after != index + 1 or len(part) != len("40") or not "00" < part < "60" or not whole:
        return None
    if part in ("25", "50"):
        text = line.source[token.offset : line.at(behind - 1).end]
        choices = (f"{whole}:{part}", f"{whole}.{part.rstrip('0')} min")
        what, instead = f"'{text}' can be {whole} min {part} s, or a part of a minute", "write " + " or ".join(choices)
        raise NotationError(token.line, token.column, what, instead, width=len(text), candidates=choices)
    value = int(whole) * 60_000 + int(part) * 1_000
    return Quantity(Measure.TIME, value, value, is_clock=True), behind


def _few_of_m(line: TokenLine, index: int, size: int, milli: int) -> tuple[int, str]:
    """What an m behind a few is: a capital one is a mile."""
    is_mile = milli < _FEWEST_M and line.source[line.at(index).offset] == MANY_M
    return (UM_UNITS[MANY_M], MANY_M) if is_mile else (size, "m")


def _number(line: TokenLine, index: int) -> tuple[int, int] | None:
    """A number in thousandths."""
    token = line.at(index)
    if token.kind is TokenKind.NUMBER:
        if token.milli < _FEWEST_M and line.text(index + 1) in _METRES and _THOUSANDS.made.fullmatch(token.text):
            return token.milli * 1_000, index + 1
        return _fraction(line, index) or _with_fraction(line, token.milli, index + 1)
    reader = _WORD_NUMBERS.get(token.text)
    return reader(line, index) if reader is not None else None


def _fraction(line: TokenLine, index: int) -> tuple[int, int] | None:
    """A part of a unit, or of that behind a range or a list: `1/2 mile`, `1/16 - 1/8 mile`, `2-1-1/2-1 min`."""
    over, under = line.at(index), line.at(index + 2)
    if over.text in _VULGAR and _is_of_unit(line, index + 1):
        return over.milli, index + 1
    if not line.is_glued(index + 1, "/") or not line.is_glued(index + 2, "2", "3", "4", "8", "16"):
        return None
    behind = index + 3
    is_ranged = line.text(behind) in ("-", "to", "or") and _fraction(line, behind + 1) is not None
    is_part = over.kind is TokenKind.NUMBER and over.milli < under.milli and (is_ranged or _is_of_unit(line, behind))
    return (over.milli * 1_000 // under.milli, behind) if is_part else None


def _is_of_unit(line: TokenLine, behind: int) -> bool:
    """Whether a unit stands behind a fraction, or the next number of a list that ends with one."""
    is_listed = line.text(behind) in (",", "-") and line.at(behind + 1).kind is TokenKind.NUMBER
    return hyphenated(line, behind) is not None or (is_listed and line.text(behind + 2) not in ("x", "times"))


def _with_fraction(line: TokenLine, milli: int, after: int) -> tuple[int, int]:
    """A number with what it is more than whole: `2 ½ miles`, `1 1/2 miles`, `1-1/2 miles`, `two and a half`."""
    is_hyphened = line.texts[after] == "-" and line.text(after + 2) == "/"
    if is_hyphened and line.text(after - 2) == "-" and line.at(after - 3).kind is TokenKind.NUMBER:
        return milli, after  # 2-1-1/2-1 minutes
    if (part := _fraction(line, after + is_hyphened)) is not None:
        return milli + part[0], part[1]
    return _more(line, milli, after) or (milli, after)


def _more(line: TokenLine, milli: int, index: int) -> tuple[int, int] | None:
    """A number with the part behind it: `two and a half`, `1-and-a-half`, and the index behind that."""
    is_hyphened = line.text(index) == "-"
    index += is_hyphened
    if line.text(index) != "and":
        return None
    index += is_hyphened
    if (fraction := _fraction(line, index + 1)) is not None:  # 3 and 1/2 miles
        return milli + fraction[0], fraction[1]
    times = _TIMES_PART.get(line.text(index + 1), 0)
    part = index + 1 + (times > 0) * (1 + is_hyphened)
    each = _PARTS_MORE.get(line.text(part))
    return None if each is None else (milli + max(times, 1) * each, part + 1)


def _part_more(line: TokenLine, index: int, behind: int) -> tuple[int, int] | None:
    """`a mile and a half` in thousandths of the unit; but not `a mile and half a lap`."""
    more = _more(line, 1_000, behind) if line.at(index).kind is TokenKind.WORD else None
    is_other = more is not None and unit_at(line, more[1] + (line.text(more[1]) in ("a", "an", "of"))) is not None
    return None if is_other else more


def _spelled(line: TokenLine, index: int) -> tuple[int, int] | None:
    """`three`, `twenty-five`, `two hundred`."""
    value, after = NUMBER_WORDS[line.text(index)], index + 1
    if (parts := _several_parts(line, value, after)) is not None:
        return parts
    if value >= 20:
        ones = after + (line.text(after) == "-")
        more = NUMBER_WORDS.get(line.text(ones), 0)
        if 0 < more < 10:
            value, after = value + more, ones + 1
    if line.text(after) == "hundred":
        value, after = value * 100, after + 1
    return _with_fraction(line, value * 1_000, after)


def _several_parts(line: TokenLine, value: int, after: int) -> tuple[int, int] | None:
    """`three-quarter mile`, `three quarters of a mile`; but not `three quarter miles`, which are as many reps."""
    is_hyphened = line.is_glued(after, "-")
    each, behind = _PARTS_MORE.get(line.text(after + is_hyphened), 0), after + is_hyphened + 1
    is_of = line.text(behind) == "of"
    if not each or each * value >= 1_000 or not (is_hyphened or is_of):
        return None
    behind += is_of
    behind += line.text(behind) in ("a", "an")
    return (value * each, behind) if unit_at(line, behind) is not None else None


def _lone_unit(line: TokenLine, index: int) -> tuple[int, int] | None:
    """The one that is not said: `mile at 6:00`, `mile warm up`, `half mile, mile`, `mile for time`."""
    lead, following = line.at(index - 1), line.text(index + 1)
    is_first = index == 0 or lead.kind is TokenKind.SIGN or lead.text in _LEADS_LONE_UNIT
    is_run = following in _BEHIND_LONE_UNIT or (line.text(index + 2) in _TIMED.get(following, ()))
    is_rested = lead.text == "the" and line.text(index - 2) in ("after", "between")
    is_rested = is_rested and (line.text(index - 3) in MS_UNITS or line.text(index - 3) in PAUSE_WORDS)
    is_rested |= line.text(index - 4 - (lead.text == "the")) == "between" and "and" in (lead.text, line.text(index - 2))
    is_easy = lead.text in _BEFORE_LONE_UNIT and (index == 1 or line.at(index - 2).kind is TokenKind.SIGN)
    is_one = following in _BEHIND_LONE_ENDING or (is_first and is_run) or is_rested or is_easy
    return (1_000, index) if is_one or _is_listed(line, index, is_first=is_first) else None


def _is_listed(line: TokenLine, index: int, *, is_first: bool) -> bool:
    """Whether a unit alone is one of a list of lengths: its first, or one behind others."""
    lead, following = line.text(index - 1), line.text(index + 1)
    if is_first and following in _PARTS_LIST:
        is_next = _is_long(line, index + 2) or line.at(index + 2).kind in (TokenKind.NUMBER, TokenKind.CLOCK)
        if is_next:
            return True
    before = index - 2 - (line.text(index - 2) in _PARTS_LIST)
    return lead in _PARTS_LIST and following in _ENDS_LIST and _is_long(line, before)


def _is_long(line: TokenLine, index: int) -> bool:
    """Whether a length of a list ends at an index: a unit of distance, or a bare number of metres."""
    token = line.at(index)
    is_metres = token.kind is TokenKind.NUMBER and token.milli >= _FEWEST_METRES
    return token.text in UM_UNITS or token.text in LAP_UNITS or is_metres


def _part(line: TokenLine, index: int) -> tuple[int, int] | None:
    """`half a mile`, `quarter of a mile`, `half-mile`."""
    after = index + 1
    after += line.text(after) in ("-", "of")
    after += line.text(after) in ("a", "an")
    return (_PARTS[line.text(index)], after) if unit_at(line, after) is not None else None


def _article(line: TokenLine, index: int) -> tuple[int, int] | None:
    """`a mile`, `a couple of minutes`; but not `a second time` and `a second 3k`."""
    if line.text(index + 1) == "couple":
        index += 1 + (line.text(index + 2) == "of")
        return (2_000, index + 1) if unit_at(line, index + 1, words_only=True) is not None else None
    behind = line.at(index + 2)
    is_ordinal = line.text(index + 1) == "second" and (behind.milli > 0 or behind.text in _SECOND)
    return None if is_ordinal or unit_at(line, index + 1, words_only=True) is None else (1_000, index + 1)


_SECOND = frozenset((*NUMBER_WORDS, "time", "set", "round", "lap", "mile", "rep", "effort", "block", "pass", "one"))
"""What there is a second one of."""

_WORD_NUMBERS: dict[str, Callable[[TokenLine, int], tuple[int, int] | None]] = {
    **dict.fromkeys(NUMBER_WORDS, _spelled),
    **dict.fromkeys(("mile", "lap", "kilometre", "kilometer"), _lone_unit),
    **dict.fromkeys(_PARTS, _part),
    **dict.fromkeys(("a", "an", "another"), _article),
}
"""What reads the number that a word begins."""

OPENERS = frozenset(_WORD_NUMBERS)
"""The words that a quantity can begin with: no other is asked."""


def _with_smaller(line: TokenLine, value: int, size: int, index: int) -> tuple[int, int]:
    """A time with what stands behind its hours or minutes: "1 min 30 s", "1'30", "1min30", "1h 5 min 20 s"."""
    after = index + (line.text(index) == "and")
    token = line.at(after)
    if size < 60_000 or token.kind is not TokenKind.NUMBER or token.milli >= 60_000:
        return value, index
    unit = unit_at(line, after + 1)
    if unit is not None and unit.text == "m" and size == MS_UNITS["h"]:  # 1h15m
        unit = unit._replace(measure=Measure.TIME, size=MS_UNITS["min"])
    if unit is not None:
        is_smaller = unit.measure is Measure.TIME and unit.size < size
        value += token.milli * unit.size // 1_000 if is_smaller else 0
        return _with_smaller(line, value, unit.size, unit.after) if is_smaller else (value, index)
    if len(token.text) != 2 or after != index:
        return value, index
    if token.glued:
        return value + token.milli * (size // 60_000), after + 1
    is_rested = line.text(index + 1) in PAUSE_WORDS
    if line.text(index - 1) not in MINUTE_WORDS or not (is_rested or line.text(index + 1) in _BEHIND_SECONDS):
        return value, index
    if is_rested and (line.at(index - 3).kind is not TokenKind.WORD or line.text(index - 3) in _BEFORE_REP):
        raise _one_or_two(line, index)
    return value + token.milli * (size // 60_000), after + 1  # with a generous 1 minute 30 recovery


_BEFORE_REP = frozenset(("x", "times", "in", "at", "of", "by", "run"))
"""Words before a time that is run, so that what stands behind it can be rested."""


def _one_or_two(line: TokenLine, index: int) -> NotationError:
    """The question whether the 30 of `2 minutes 30 rest` makes them two and a half, or is a length of its own."""
    first, second, pause = line.at(index - 2), line.at(index), line.text(index + 1)
    choices = (f"{first.text}:{second.text} {pause}", f"{first.text} min, {second.text} sec {pause}")
    what = f"'{line.source[first.offset : second.end][:40]}' can be one length or two"
    width, instead = second.end - first.offset, "write " + " or ".join(choices)
    return NotationError(first.line, first.column, what, instead, width=width, candidates=choices)


def _minutes_as_m(line: TokenLine, milli: int, index: int) -> Found | None:
    """`2m30`, `2m30s` and `8m 35s`: an m that can only mean minutes."""
    token = line.at(index)
    if token.kind is not TokenKind.NUMBER or len(token.text) != 2 or token.milli >= 60_000:
        return None
    has_unit = line.is_glued(index + 1, "s", "sec", "secs", '"')
    if not token.glued and not (has_unit and milli < MOST_MINUTES):
        return None
    value = milli * 60 + token.milli
    return Quantity(Measure.TIME, value, value, "min"), index + 1 + has_unit


def in_unit(milli: int, of: Quantity, lap_mm: int) -> Quantity:
    """A bare number in the unit of another quantity, as the 8 of `8-10 minutes`; minutes beside a clock time."""
    measure, size = SIZES[of.unit or "min"]
    value = _sized(milli, measure, of.unit, size or lap_mm * 1_000)
    return Quantity(measure, value, value, of.unit)


def _sized(milli: int, measure: Measure, unit: str, size: int) -> int:
    """Thousandths of a unit in milliseconds or millimetres; those of `a 400 lap` are metres."""
    size = UM_UNITS["m"] if unit == "lap" and milli >= _FEWEST_METRES else size
    return milli * size // (1_000 if measure is Measure.TIME else 1_000_000)
