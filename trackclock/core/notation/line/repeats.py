"""Repeats: `3 x 400m`, `3 x 400/800/800`, `8-12 x 300 x 200`, `3 sets of: 600m, 400m`.

It exists because an x means three things: a number of passes, rep x recovery, and a mere separator.
"""

from __future__ import annotations

from trackclock.core.limits import MILE_MM
from trackclock.core.notation.context import failure
from trackclock.core.notation.line.counts import ADJECTIVES, count_at, repeat_of, words_in_brackets
from trackclock.core.notation.line.describe import describe, tail
from trackclock.core.notation.line.exercises import counted, work_behind
from trackclock.core.notation.line.level import Found, Level
from trackclock.core.notation.line.two_lengths import is_ratio, pair, rep_and_recovery
from trackclock.core.notation.phrases.counts import SETS
from trackclock.core.notation.placing.attach import settle
from trackclock.core.notation.placing.cuts import PARTING
from trackclock.core.notation.placing.results import is_seconds_behind
from trackclock.core.notation.tree import (
    End,
    Item,
    Multiplier,
    Node,
    Pause,
    Place,
    Remark,
    Repeat,
    Scope,
    Work,
    first_work,
)
from trackclock.core.notation.words.values import FEWEST_BARE_METRES, Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

MAX_LEVELS = 8
"""How many numbers of passes may stand before one length."""

_COUNTED = frozenset((Part.TIMES, Part.SETS, Part.REPS, Part.OF))
"""What behind a number makes it one of passes, whatever follows."""

_BEFORE_LENGTH = ADJECTIVES | {Part.KIND, Part.REPS, Part.OF, Part.EXERCISE}
"""What may stand between a number of passes and the length: `6 x hard 400m`."""

_LISTING = (",", "+", "/", "-", ")")
"""The signs before the next length of a list."""

_UNITS = {"mile": MILE_MM, "miles": MILE_MM, "km": 1_000_000, "k": 1_000_000}
_LAPS = frozenset(("lap", "laps"))

_LONGEST_PLACE = 4
"""Atoms of the name of a place before what is run there."""

_SHORTEST_OF_SET = 200_000
"""Millimetres, or thousandths of a bare number, from which on the second length of a set is a rep and no recovery."""

_MISSING = "write what is repeated, such as 3 x 400m"


def repeat(level: Level, index: int) -> Found | None:
    """Numbers of passes and what is repeated; None where the number is a mere length."""
    follows = level.part(index + 1)
    if follows is Part.TIMES and (listed := _parted_by_crosses(level, index)) is not None:
        return listed
    if not level.length(index).is_count:
        return None
    if follows not in _COUNTED and (level.is_pause(index) or level.end_of(index)):
        return None
    counts: list[tuple[Quantity, Place]] = []
    position = index
    while (found := count_at(level, position)) is not None and not (counts and found[0].low >= FEWEST_BARE_METRES):
        counts.append((found[0], level.place(position)))
        if len(counts) > MAX_LEVELS:
            what = f"repeats are nested more than {MAX_LEVELS} deep"
            raise level.doubt(index, found[1] - 1, what, "multiply some of them out")
        position = level.past(found[1], (Part.FILLER,))
    if not counts:
        return None
    if level.is_sign(position, ":"):
        return labelled(level, counts[0], position + 1)
    return _repeated(level, index, counts, position)


def _repeated(level: Level, index: int, counts: list[tuple[Quantity, Place]], position: int) -> Found:
    """What stands behind its numbers of passes, of which the first stands at an index."""
    last = position - 1
    while last > index and level.part(last) is not Part.QUANTITY:
        last -= 1
    is_set = _is_set(level, last, position)
    notes: list[Item] = _bracketed(level, index, position)
    while (close := words_in_brackets(level, position)) is not None:
        notes += _bracketed(level, position, close + 1)
        position = close + 1
    if is_set and len(counts) == 1 and (end := _end_of_list(level, position)) is not None:
        header, behind = labelled(level, counts[0], position, end)
        return [*notes, *header], behind
    body, behind = _body(level, counts[-1][1], position, is_set=is_set)
    if not body:
        return [*notes, _without_body(level, counts, index, behind)], behind
    is_group = level.is_sign(position, "(")
    if level.word(index + 1).startswith(SETS) and not is_group:
        _refuse_loose_set(level, position, behind, body)
    is_group = is_group or sum(isinstance(node, Work) for node in body) > 1
    if is_group and level.part(index + 1) is Part.OF and all(count[0].high == 1_000 for count in counts):
        return [*notes, *body], behind
    for quantity, place in reversed(counts):
        body = [repeat_of(quantity, place, body, is_group=is_group)]
        is_group = False
    return [*notes, body[0]], behind


def _parted_by_crosses(level: Level, index: int) -> Found | None:
    """`400 x 800 x 1200`: three lengths or more with mere separators between them."""
    quantities: list[Quantity] = []
    behind = index
    while (quantity := level.quantity(behind)) is not None:
        quantities.append(quantity)
        behind += 2
        if level.part(behind - 1) is not Part.TIMES:
            break
    behind = index + 2 * len(quantities) - 1
    shortest = min(
        FEWEST_BARE_METRES if quantity.measure is Measure.DISTANCE else quantity.low for quantity in quantities
    )
    if len(quantities) < 3 or shortest < FEWEST_BARE_METRES:
        return None
    whole = level.place(index, behind - 1)
    if len(quantities) % 2 == 0 and quantities[::2] == quantities[1::2]:
        texts = [level.text(at) for at in range(index, behind, 2)]
        choices = (", ".join(texts), ", ".join(f"{text}, {text} jog" for text in texts[::2]))
        what = "'{}' can be reps with recoveries as long, or a list of reps"
        raise level.doubt(index, behind - 1, what, "", choices)
    level.context.assume(whole, f"'{whole.text}' is read as a list of lengths")
    return [*_works(level, quantities, index, "/")], behind


def _works(level: Level, quantities: list[Quantity], index: int, joint: str) -> list[Work]:
    """Reps with a sign between every two, from the first of them on."""
    works = [Work(quantity, level.place(index + 2 * at, index + 2 * at)) for at, quantity in enumerate(quantities)]
    for work in works[1:]:
        work.joint = joint
    return works


def _is_set(level: Level, index: int, position: int) -> bool:
    """Whether `3 sets of` or `3 rounds of` stands between two places: what follows may be a list with commas."""
    is_named = any(level.word(at).startswith(SETS) for at in range(index + 1, position))
    return is_named and level.part(position - 1) is Part.OF


def _bracketed(level: Level, first: int, behind: int) -> list[Item]:
    """The words in brackets of a stretch, `3 sets (depending on the weather) of`."""
    return [
        Remark(level.text(at + 1, close - 1), level.place(at, close))
        for at in range(first, behind)
        if (close := words_in_brackets(level, at)) is not None
    ]


def _without_body(level: Level, counts: list[tuple[Quantity, Place]], index: int, behind: int) -> Item:
    """A number of passes with nothing behind it: it is for what stands before, or for the lines below."""
    quantity, place = counts[0]
    has_work = level.has_work or (level.is_sign(index - 1, "(") and behind == level.end)
    if len(counts) > 1 or not (has_work or behind >= len(level.atoms)):
        raise level.doubt(index, behind - 1, "a length is missing after '{}'", _MISSING)
    header = repeat_of(quantity, place, [], is_group=True)
    return Multiplier(header.low, header.high, place) if has_work else header


def _end_of_list(level: Level, index: int) -> int | None:
    """Where the list that is a set ends, `2 sets of 500m, 60s, 300m`; None for one length with what belongs to it."""
    first, position, has_pause = level.quantity(index), index + 1, False
    if first is None or level.is_pause(index) or level.part(index + 1) is Part.TIMES:
        return None
    is_list = False
    while position < level.end and not level.is_sign(position, ";", ".") and level.part(position) is not Part.THEN:
        quantity = level.quantity(position)
        if quantity is not None and level.part(position + 1) is not Part.TIMES:
            is_run = _is_next_run(level, index, position)
            is_list = is_list or (is_run and has_pause)
            has_pause = has_pause or not is_run
        position += 1
    return position if is_list else None


def _is_next_run(level: Level, first: int, index: int) -> bool:
    """Whether a length is one more rep of a list; an easy one behind a hard one is its recovery."""
    is_next = level.is_sign(index - 1, *_LISTING) or level.part(index - 1) is Part.AND
    if not is_next or level.length(index).measure is not level.length(first).measure:
        return False
    is_eased = level.part(index + 1) is Part.EASY and level.part(first + 1) is not Part.EASY
    return not (is_eased or level.is_pause(index)) and level.end_of(index) is None


def _refuse_loose_set(level: Level, index: int, behind: int, body: list[Node]) -> None:
    """Ask whether the 200 of `2 sets of 3 x 400m, 200m` belongs to the sets.

    Raises:
        NotationError: with the set as one list, and with what follows run once.
    """
    last = _first_of(body)
    measure = last.quantity.measure if last is not None and last.quantity is not None else None
    for at in range(behind, level.end):
        if level.is_sign(at, ";", ".", "(", ":") or level.part(at) in (Part.THEN, Part.BETWEEN, Part.SETS):
            return
        length = level.quantity(at) if level.is_sign(at - 1, ",", "+") or level.part(at - 1) is Part.AND else None
        if length is None or level.is_pause(at) or level.end_of(at) is not None:
            continue
        if level.part(at + 1) is Part.TIMES or (length.measure is measure and measure is Measure.DISTANCE):
            start = index if level.part(index - 1) is not Part.TIMES else index - 2
            first, rest = level.text(start, at - 2), level.text(at, level.end - 1)
            choices = (f"({first}, then {rest})", f"{first}, then {rest}")
            told = level.text(at, at + 2 * (level.part(at + 1) is Part.TIMES))
            what = f"'{told}' can belong to each set, or be run behind them"
            raise level.doubt(start, level.end - 1, what, "put a set in brackets, or write 'then'", choices)


def labelled(level: Level, count: tuple[Quantity, Place], index: int, end: int | None = None) -> tuple[list[Item], int]:
    """`3 sets of: 600m, 400m, 200m`: all that follows is repeated, ends and the rest between sets apart."""
    end = level.end if end is None else end
    inner = level.inside(index, end)
    inner, later = _header_and_later(inner)
    outside = [
        item for item in inner if isinstance(item, End) or (isinstance(item, Pause) and item.scope is Scope.SETS)
    ]
    body = settle([item for item in inner if item not in outside], level.context)
    quantity, place = count
    header = repeat_of(quantity, place, body, is_group=True)
    if _first_of(body) is None and index < end:
        raise failure(place, f"a length is missing after '{place.text}'", _MISSING)
    return [header, *outside, *later], end


def _header_and_later(items: list[Item]) -> tuple[list[Item], list[Item]]:
    """What a header repeats, and what is run behind it: `2 sets: 4 x 400m. 3 min between sets, then 4 x 200m`."""
    of_sets = (at for at, item in enumerate(items) if isinstance(item, Pause) and item.scope is Scope.SETS)
    told = next(of_sets, len(items))
    later = next((at for at in range(told + 1, len(items)) if _is_parted(items[at])), len(items))
    while later - 1 > told and isinstance(rest := items[later - 1], Pause) and rest.scope is Scope.UNSAID:
        later -= 1
    return items[:later], items[later:]


def _is_parted(item: Item) -> bool:
    """Whether a rep or repeat is parted from what stands before it by more than a comma."""
    return isinstance(item, (Work, Repeat)) and item.joint in PARTING


def _first_of(body: list[Node]) -> Work | None:
    """The first rep of a body."""
    return next((work for node in body if (work := first_work(node)) is not None), None)


def _body(level: Level, count: Place, index: int, *, is_set: bool) -> tuple[list[Node], int]:
    """What stands behind "3 x": a bracket, a length, a list of lengths or an exercise; empty for nothing."""
    if level.is_sign(index, "("):
        close = level.closing[index]
        if close == index + 4 and level.part(index + 2) is Part.TIMES and is_ratio(level, index + 1, close):
            works = _works(level, [level.length(index + 1), level.length(index + 3)], index + 1, "x")
            return rep_and_recovery(level, works, index + 1)[0], close + 1
        body = settle(level.inside(index + 1, close), level.context, passes=True)
        if _first_of(body) is None and level.has_work:
            return [], index  # 400m 6 times (60s jog)
        if _first_of(body) is None:
            what = "there is no rep in this bracket"
            raise level.doubt(index, close, what, "write a length, such as (4 x 200m, 30s)")
        return body, close + 1
    length = level.past(index, _BEFORE_LENGTH)
    if level.part(length) is Part.QUANTITY and (length == index or not level.is_pause(length)):
        body, behind = _lengths(level, count, length, is_set=is_set)
        work = _first_of(body)
        for described in range(index, length):
            if work is not None and level.part(described) not in (Part.REPS, Part.OF):
                describe(level, work, described)
        return body, behind
    if (work := unit_alone(level, index)) is not None:
        return [work], tail(level, work, index + 1)
    while level.part(index) in ADJECTIVES and level.part(index + 1) in ADJECTIVES | {Part.KIND}:
        index += 1
    if (named := _named_kind(level, index)) is not None:
        work = Work(None, level.place(index, named - 1), words=[level.text(index, named - 1).lower()], is_guessed=True)
        return [work], tail(level, work, named)
    if level.part(index) not in (Part.KIND, Part.EXERCISE):
        return [], index
    work = Work(None, level.place(index), is_guessed=level.part(index) is Part.KIND)
    return [work], tail(level, work, index)


def _named_kind(level: Level, index: int) -> int | None:
    """The index behind `Box Hill` and `5th St. hill repeats`: reps that are called by a place, behind a cross."""
    if level.part(index - 1) is not Part.TIMES or level.part(index) is not Part.WORD:
        return None
    named = index
    while named < index + _LONGEST_PLACE and (level.part(named) is Part.WORD or level.is_sign(named, ".")):
        named += 1
    behind = level.past(named, (Part.KIND, Part.REPEAT, Part.REPS))
    return behind if level.part(named) is Part.KIND else None


def unit_alone(level: Level, index: int) -> Work | None:
    """`3 x mile`, `lap`: a unit that is a length by itself."""
    value = level.value(index)
    size = level.context.options.lap_mm if value in _LAPS else _UNITS.get(value, 0)
    return Work(Quantity(Measure.DISTANCE, size, size, value), level.place(index)) if size else None


def _lengths(level: Level, count: Place, index: int, *, is_set: bool) -> tuple[list[Node], int]:
    """One length behind "3 x", or several that are parted by slashes, dashes or crosses."""
    if (named := counted(level, index)) is not None:
        return [item for item in named[0] if isinstance(item, Work)], named[1]
    lengths = _joined(level, index)
    works = _works(level, lengths, index, level.value(index + 1))
    if len(works) == 1:
        return [works[0]], work_behind(level, works[0], index + 1)
    if level.part(index + 1) is Part.TIMES:
        if len(works) == 2:
            return rep_and_recovery(level, works, index)
        choice = f"({', '.join(work.place.text for work in works)})"
        what = f"'{count.text} x {{}}' can be read in more than one way"
        raise level.doubt(index, index + 2 * len(works) - 2, what, f"write {count.text} x {choice}", (choice,))
    first, second = lengths[:2]
    is_other = second.measure is not first.measure and Measure.BARE not in (first.measure, second.measure)
    if is_other or is_seconds_behind(second, first):
        return [works[0]], tail(level, works[0], index + 1)
    is_listed = is_set and min(first.low, second.low) >= _SHORTEST_OF_SET
    if len(works) == 2 and not is_listed:
        return pair(level, count, works, index)
    behind = tail(level, works[-1], index + 2 * len(works) - 1)
    for work in works:
        work.target = works[-1].target
    return settle(list[Item](works), level.context), behind


def _joined(level: Level, index: int) -> list[Quantity]:
    """The lengths of `600m x 90s`, `400/800/800`, `30s/30s`: those with the same sign between every two."""
    first, joint = level.quantity(index), level.value(index + 1)
    lengths = [first] if first is not None else []
    is_cross = level.part(index + 1) is Part.TIMES
    is_two = level.is_sign(index + 1, ":") and is_ratio(level, index)
    is_list = level.is_sign(index + 1, "/", "-", "+")
    if not (is_cross or is_two or is_list):
        return lengths
    position = index + 2
    while level.value(position - 1) == joint and (quantity := level.quantity(position)) is not None:
        is_other = level.is_pause(position) or level.part(position + 1) is Part.TIMES
        if (is_other and not is_cross) or level.end_of(position):
            break
        lengths.append(quantity)
        position += 2
    return lengths
