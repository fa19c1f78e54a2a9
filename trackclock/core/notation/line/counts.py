"""A number of passes: `3 x`, `2 sets of`, `four 800s`, `5 rounds for time:`.

It exists apart from what is repeated because it is said in many ways, each told by what stands behind the number.
"""

from __future__ import annotations

from collections.abc import Callable

from trackclock.core.limits import MAX_STEPS
from trackclock.core.notation.context import failure
from trackclock.core.notation.line.exercises import STRIDES
from trackclock.core.notation.line.level import PAUSE_PARTS, Level
from trackclock.core.notation.tree import Node, Place, Repeat
from trackclock.core.notation.words.lexer import TokenKind
from trackclock.core.notation.words.values import FEWEST_BARE_METRES, Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part

_LIKELY_PASSES = 60_000
"""Thousandths of a number up to which it can be one of passes without a cross."""


_FURTHEST_LENGTH = 12
"""How many atoms behind a number of sets what is run is looked for."""

_TERRAINS = frozenset(("uphill", "downhill", "up hill", "flat", "grass", "indoor"))
"""Where something is run: behind a number they say nothing that could be run so many times."""

ADJECTIVES = frozenset((Part.ADJECTIVE, Part.EASY, Part.EFFORT))
"""What stands between a number and what is run so many times: `4 short hill sprints`."""

_HELD = frozenset((Part.QUANTITY, Part.EXERCISE, Part.KIND))
"""What makes a bracket more than words."""

_RUNS = ("run", "runs")
"""Words for reps that say nothing anywhere else."""

_SMALL_OR_MODE = (Part.FILLER, Part.ADJECTIVE, Part.EASY, Part.MODE)

_SETS = frozenset((Part.SETS, Part.REPS))
_BEFORE_COLON = frozenset((Part.FILLER, Part.WORD, Part.EACH, Part.REPS, Part.OF, Part.KIND, Part.AFTER))


def count_at(level: Level, index: int) -> tuple[Quantity, int] | None:
    """A number of passes at an index, and the index of what is repeated; None if it is something else."""
    quantity = level.quantity(index)
    if quantity is None or not quantity.is_count:
        return None
    behind = _crossed(level, index + 1)
    if behind is None and quantity.high <= _LIKELY_PASSES:
        for form in _FORMS.get(level.part(index + 1), ()):
            if (behind := form(level, index + 1)) is not None:
                break
    return (quantity, behind) if behind is not None else None


def _crossed(level: Level, index: int) -> int | None:
    """`3 x`, `2 sets x`, `3 x sets of`; but the first number of `400 x 6` is a length."""
    first = index - 1
    index += level.part(index) in _SETS and level.part(index + 1) is Part.TIMES
    if level.part(index) is not Part.TIMES:
        return None
    follows = level.quantity(index + 1)
    is_postfix = follows is not None and follows.is_count and follows.high <= _LIKELY_PASSES
    if level.length(first).low >= FEWEST_BARE_METRES and is_postfix and level.part(index + 2) is not Part.TIMES:
        return None
    if level.part(index + 1) is Part.OF and level.word(index + 1) != "of":
        return index + 2  # sets of
    is_named = level.part(index + 1) in _SETS and level.part(index + 2) is Part.OF
    return index + 3 if is_named else index + 1


def _of(level: Level, index: int) -> int | None:
    """`2 sets of`, `3 lots of`: what is repeated stands behind it, behind a colon and mere words, or below."""
    if (close := words_in_brackets(level, index + 1)) is not None and level.part(close + 1) is Part.OF:
        index = close
    is_of = level.part(index + 1) is Part.OF or level.word(index + 1) == "over"
    is_named = (close is not None or level.part(index) in _SETS) and is_of
    if not is_named and (level.part(index) is not Part.OF or level.word(index) == "of"):
        return None
    index += 1 + is_named
    if (colon := _colon(level, index)) is not None:
        return colon
    is_only_signs = all(level.is_sign(at, ";", ".", "-", ",") for at in range(index, level.end))
    return level.end if is_only_signs else index


def words_in_brackets(level: Level, index: int) -> int | None:
    """The index of the bracket that closes mere words; None if no such bracket opens."""
    if not level.is_sign(index, "("):
        return None
    close = level.closing[index]
    return close if _HELD.isdisjoint(level.parts[index:close]) else None


def _sets(level: Level, index: int) -> int | None:
    """`3 sets 4 x 200m`, `3 sets (...)`, `5 rounds for time: ...`; `3 rounds for quality` repeats what is below."""
    index += 1
    is_crossed = level.part(index) is Part.QUANTITY and level.part(index + 1) is Part.TIMES
    if is_crossed or level.is_sign(index, "("):
        return index
    if (colon := _colon(level, index)) is not None:
        return colon
    has_work = level.has_work
    if has_work or any(level.part(at) is Part.QUANTITY for at in range(index, index + _FURTHEST_LENGTH)):
        return None
    while index < level.end and not level.is_sign(index, ":", "(", "."):
        index += 1
    return index + level.is_sign(index, ":", ".")


def _colon(level: Level, index: int) -> int | None:
    """The colon behind mere words; None if something else stands before it."""
    behind = level.past(index, _BEFORE_COLON)
    return behind if level.is_sign(behind, ":") else None


def _bracket(level: Level, index: int) -> int | None:
    """`3 (400m, 200m)`: a bracket that begins with a rep and holds more than its length."""
    if not level.is_sign(index, "("):
        return None
    inside = range(index + 1, level.closing[index])
    first = next((at for at in inside if level.part(at) in PAUSE_PARTS | {Part.QUANTITY}), index)
    lengths = sum(level.part(at) is Part.QUANTITY for at in inside[:_FURTHEST_LENGTH])
    is_one = level.atoms[index].glued and first == index + 1 and level.closing[index] == index + 2
    if level.part(first) is not Part.QUANTITY or level.is_pause(first) or (lengths < 2 and not is_one):
        return None
    place = level.place(index - 1)
    level.context.assume(place, f"'{place.text} (...)' is read as '{place.text} x (...)'")
    return index


def _length(level: Level, index: int) -> int | None:
    """`four 800`, `6 400s`, `3 1 km`, `8 3 min reps`: a number and a length in a row."""
    follows = level.quantity(index)
    if follows is None:
        return None
    if follows.is_count:
        is_word = level.tokens[level.atoms[index - 1].first].kind is TokenKind.WORD
        return index if is_word and follows.low >= FEWEST_BARE_METRES else None
    is_named = level.part(index + 1) in (Part.REPS, Part.KIND) or level.word(index + 1) in _RUNS
    is_run = follows.is_plural or follows.measure is Measure.DISTANCE or is_named
    is_jogged = level.part(level.past(index + 1, _SMALL_OR_MODE)) is Part.REPS and level.part(index + 1) is Part.MODE
    is_pause = level.is_pause(index) and not is_jogged and level.part(index + 1) is not Part.REPS
    return index if (is_run or is_jogged) and not is_pause and level.end_of(index) is None else None


def _kind(level: Level, index: int) -> int | None:
    """`6 strides`, `4-6 strides`, `4 short hill sprints`, `8 hard 400m reps`."""
    named = min(level.past(index, ADJECTIVES), index + 2)
    is_kind = level.part(named) is Part.KIND and level.value(named) not in _TERRAINS
    is_told = not level.length(index - 1).is_range or level.value(named) in STRIDES
    follows = level.quantity(named) if named > index else None
    if follows is not None:
        is_kind = not (follows.is_count or level.is_pause(named)) and level.end_of(named) is None
    return index if is_kind and is_told else None


_FORMS: dict[Part | None, tuple[Callable[[Level, int], int | None], ...]] = {
    Part.SETS: (_of, _sets),
    Part.REPS: (_of,),
    Part.OF: (_of,),
    Part.SIGN: (_bracket,),
    Part.QUANTITY: (_length,),
    **dict.fromkeys(ADJECTIVES | {Part.KIND}, (_kind,)),
}
"""What may stand behind a number of passes without a cross, and who looks whether it does."""


def passes(quantity: Quantity, place: Place) -> tuple[int, int]:
    """The number of passes, least and most, which are neither none nor more than a plan can have steps."""
    low, high = quantity.low // 1_000, quantity.high // 1_000
    if low < 1:
        raise failure(place, f"'{place.text}' repeats nothing", "write how often it is run, from 1 on")
    if high > MAX_STEPS:
        what = f"{high} repeats are more than a session can have"
        raise failure(place, what, f"a session has at most {MAX_STEPS:,} steps")
    return low, high


def repeat_of(quantity: Quantity, place: Place, body: list[Node], *, is_group: bool) -> Repeat:
    """So many passes through a body; with an empty one it is still to come."""
    low, high = passes(quantity, place)
    return Repeat(low, high, body, place, is_group=is_group)
