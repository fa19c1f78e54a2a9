"""What a session comes to, and what a total is made of.

It exists because a total is said before its parts, behind them, in brackets and with a colon, and is never run twice.
"""

from __future__ import annotations

from itertools import filterfalse

from trackclock.core.notation.context import failure
from trackclock.core.notation.line.level import END_PARTS, Found, Level
from trackclock.core.notation.placing.attach import settle
from trackclock.core.notation.placing.totals import filled_by, fit, is_whole_run, length_of, not_made_of
from trackclock.core.notation.tree import Aim, End, Item, Pause, Remark, Repeat, Whole, Work
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part, word_set

_MADE_OF = frozenset(
    ("consisting", "consists", "comprising", "comprises", "comprised", "made", "based", "broken", "split", "divided",
     "composed", "structured", "follows")
)  # fmt: skip
"""What parts a total from the pieces that it is made of."""

_TURNS = frozenset(("rotating", "alternating", "alternate", "alternates", "switching", "as"))
"""What says that the pieces are run in turn until a length is over."""

_HOLDING = word_set("including incl inc containing incorporating include includes featuring within")
_HOLDING |= {"incl .", "inc ."}
"""What says that the reps behind it are a part of the run before it."""

_FURTHEST_PARTS = 12
"""So many atoms behind a total its pieces are looked for."""

_MOST_BEFORE = 6
"""So many pieces, of words and warm-ups, stand before a total at most."""

_BETWEEN = frozenset(
    (Part.FILLER, Part.OF, Part.IN, Part.ON, Part.AS, Part.WITH, Part.WORD, Part.KIND, Part.ADJECTIVE, Part.AT)
)
_SUM = frozenset((Part.TOTAL, Part.FILLER, Part.OF))


def _past(level: Level, index: int) -> int | None:
    """The index behind a word or sign that may stand between a total and its pieces; None behind the last of them."""
    is_into = level.value(index) in ("into", "following")
    return index + 1 if level.part(index) in _BETWEEN or is_into or level.is_sign(index, ",", ":", "-") else None


def _said(level: Level, index: int) -> Whole | None:
    """What a word between a total and its pieces says; None where it says nothing of it."""
    word = level.word(index)
    if word in _MADE_OF or word == "following":
        return Whole.MADE
    if word in _TURNS:
        return Whole.TURNS
    if level.part(index) is Part.OF and level.part(index + 1) is Part.QUANTITY:
        return Whole.OF
    if word in _HOLDING:
        return Whole.HOLDING
    return Whole.WITH if level.part(index) is Part.WITH else None


def _brings_reps(level: Level, index: int) -> bool:
    """Whether "with" brings in reps and no recovery: `with 6 x 1 min`, `with 1 min hard, 1 min easy`."""
    if level.part(index + 1) is Part.TIMES or level.is_sign(index, "("):
        return True
    is_hard = level.part(index + 1) in (Part.EFFORT, Part.ON) and level.length(index).measure is Measure.TIME
    return is_hard and not level.is_pause(index)


def _is_bare(work: Work) -> bool:
    """Whether a rep is a mere number."""
    return work.quantity is None or work.quantity.measure is Measure.BARE


def give_whole(level: Level, work: Work, first: int, index: int) -> int:
    """Mark the first length of a line that is said to be made of what follows; the index behind the words for it.

    `12 miles, consisting of 2 x 3 miles`, `24 min run in which you alternate ...`, `10 miles including 3 x 1 mile`.
    """
    if len(level.items) > _MOST_BEFORE or level.depth > 1 or level.has_work or _is_bare(work) or work.pattern:
        return index
    said, position = _said_between(level, first, index)
    is_followed = level.part(position) is Part.QUANTITY or level.is_sign(position, "(")
    is_last = position == level.end
    if is_last and level.is_sign(position - 1, ":"):
        said = Whole.HOLDING if said is Whole.WITH else said or Whole.COLON
    if not (said and (is_followed or is_last or level.part(position) in END_PARTS)):
        return index
    if said is Whole.WITH and not (is_followed and _brings_reps(level, position)):
        return index
    work.whole = said
    return position


def _said_between(level: Level, first: int, index: int) -> tuple[Whole, int]:
    """What the words between a length and its pieces say, from one index or, of what joins them, another one on."""
    position = index
    said = next((said for at in range(first, index) if (said := _said(level, at))), Whole.UNSAID)
    while position < min(level.end, index + _FURTHEST_PARTS) and (behind := _past(level, position)) is not None:
        said = said if said in (Whole.MADE, Whole.TURNS, Whole.HOLDING) else _said(level, position) or said
        position = behind
    return said, position


def stated_total(level: Level, index: int) -> Found:
    """`= 5,600 metres`, `total 10 miles`: a sum, which is kept as a note; `Tuesday = 4 x 400m` tells the session."""
    position = index
    if level.is_sign(index, "=") and level.part(index + 2) is Part.TIMES:
        return [], index + 1
    while level.part(position) in _SUM or level.is_sign(position, ":", "~", "=", "-"):
        position += 1
    quantity = level.quantity(position)
    if quantity is not None:
        says_total = any(level.part(at) is Part.TOTAL for at in range(index, position + 2))
        if quantity.measure is Measure.TIME and not says_total and fit(quantity, level.items) != 1:
            instead = "write R = 90s for a recovery, or total 40 min"
            raise level.no_meaning(index, position, instead)
        position = level.past(position + 1, _SUM | {Part.KIND})
    place = level.place(index, position - 1)
    return [Remark(place.text.lstrip("= "), place)], position


def is_before_parts(level: Level) -> bool:
    """Whether nothing but one length, and words for it, stands before a colon."""
    items = level.items
    return bool(items) and isinstance(items[0], Work) and all(isinstance(item, Remark) for item in items[1:])


def colon(level: Level, index: int) -> Found:
    """`40 min: 10 min easy, 20 min tempo, 10 min easy`: a total and what it is made of."""
    total = level.items[0]
    inner = level.inside(index + 1, level.end)
    if not any(isinstance(item, (Work, Repeat, End)) for item in inner):
        return inner, level.end
    if isinstance(inner[0], Repeat) and not inner[0].body:
        raise not_made_of(total.place, inner[0].place.text)
    is_run = isinstance(total, Work) and total.measure not in (None, Measure.TIME)
    if is_plain_time(inner[0]) and (len(inner) == 1 or is_run):
        inner[0].joint = "," if len(inner) == len(level.items) == 1 and is_run else ":"
    elif isinstance(total, Work) and not total.whole and not _is_bare(total):
        total.whole = Whole.COLON
    return inner, level.end


def parts_of(level: Level, total: Item | None, inner: list[Item]) -> list[Item] | None:
    """The parts of a total in brackets, which take its place; None if they are none.

    `Fartlek 4 miles (1 mile warm-up, 2 miles fartlek, 1 mile warm down)`, `20 min fartlek (1 min fast / 1 min easy)`;
    of `3 x 5 min (3 min hard, 2 min easy)` each rep is made of them.
    """
    whole, work = total, total
    while isinstance(work, Repeat) and len(work.body) == 1 and not work.between:
        whole, work = work, work.body[0]
    quantity = work.quantity if isinstance(work, Work) else None
    if quantity is None or not isinstance(work, Work) or not (len(inner) > 1 or isinstance(inner[0], Repeat)):
        return None
    inner = list(filterfalse(_says_turns, inner))
    parts = _filled(level, work, quantity, inner)
    if not isinstance(whole, Repeat) or not isinstance(total, Repeat):
        if parts is None and quantity.measure is Measure.TIME:
            _refuse_uneven(work, inner)
        level.items[len(level.items) - (parts is not None) :] = []
        return parts
    if parts is None:
        return None
    level.items.pop()
    for item in parts[1:]:
        item.joint = "into" if isinstance(item, Work) else item.joint
    whole.body, whole.is_group = settle(parts, level.context), True
    return [total]


def _filled(level: Level, work: Work, quantity: Quantity, inner: list[Item]) -> list[Item] | None:
    """What a length is made of; None if it is not made of that: reps in brackets may be run inside a longer run."""
    parts = filled_by(work, quantity, inner, level.context, settle)
    has_reps = any(isinstance(item, Repeat) and item.body for item in inner)
    if parts is None and has_reps and work is level.last and work.whole is Whole.UNSAID and is_whole_run(work):
        work.whole = Whole.WITH
    return parts


def _says_turns(item: Item) -> bool:
    """Whether words only say that what stands beside them is run in turn."""
    return isinstance(item, Remark) and item.text.lower() in _TURNS


def _refuse_uneven(work: Work, inner: list[Item]) -> None:
    """Refuse times in brackets that go into the one before them no whole number of times.

    Raises:
        NotationError: if all that stands there has a time.
    """
    told = [item for item in inner if not isinstance(item, Aim)]
    if all(isinstance(item, Work | Pause) and length_of(item, Measure.TIME) for item in told):
        what = f"'{work.place.text}' is no whole number of times what stands in brackets"
        raise failure(work.place, what, "write how often it is run, such as 10 x (1 min hard, 1 min easy)")


def held_in(total: Item | None, told: str, inner: list[Item]) -> list[Item] | None:
    """The reps in brackets that are a part of the run before them: `5 miles (including 6 x 400m, 200m jog)`."""
    is_held = isinstance(total, Work) and not _is_bare(total) and any(isinstance(item, Repeat) for item in inner)
    if not is_held or not isinstance(total, Work) or told.lower().split()[0] not in _HOLDING | {"with", "w"}:
        return None
    total.whole = Whole.HOLDING
    return inner


def is_plain_time(item: Item) -> bool:
    """Whether an item is a bare time, which behind a distance is its recovery."""
    return isinstance(item, Work) and item.is_bare and item.measure is Measure.TIME
