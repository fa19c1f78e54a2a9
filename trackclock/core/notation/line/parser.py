"""One line of atoms -> its items: reps, repeats, pauses, targets and words, in the order of the text.

It exists to know each piece by its first words; what belongs to what is settled afterwards (`placing`). A new way to
begin a piece is a row in `BEGINS`.
"""

from __future__ import annotations

from trackclock.core.limits import MAX_STEPS
from trackclock.core.notation.context import Context
from trackclock.core.notation.line.aims import aim, aim_of_some
from trackclock.core.notation.line.brackets import bracket
from trackclock.core.notation.line.describe import describe, is_prefix
from trackclock.core.notation.line.endings import described_ending, ending
from trackclock.core.notation.line.exercises import described_exercise, exercise
from trackclock.core.notation.line.lengths import LENGTHS
from trackclock.core.notation.line.level import END_PARTS, PAUSE_LEADS, WISH_PARTS, Found, Level, Rule, whole_line
from trackclock.core.notation.line.multipliers import multiplier
from trackclock.core.notation.line.pauses import after_number, recovery
from trackclock.core.notation.line.shares import share
from trackclock.core.notation.line.totals import colon, is_before_parts, stated_total
from trackclock.core.notation.line.words import alternative, brought_in, raw_note, refuse_part_of_rep, words
from trackclock.core.notation.placing.send_offs import give_send_off
from trackclock.core.notation.tree import End, Item, Lead, Node, Remark, Repeat, Work, first_work
from trackclock.core.notation.words.lexer import Token
from trackclock.core.notation.words.vocabulary import Part
from trackclock.core.plan import Rests

_MOST_ITEMS = 2 * MAX_STEPS
"""A line with more pieces than reps and recoveries of the longest session is refused as it is read."""

_JOINTS = {",": ",", ";": ";", ".": ".", "/": "/", "-": "-", "+": "+", "bullet": ","}
_JOINTS |= {":": ":", "then": "then", "into": "into"}
_WEIGHTS = {"": 0, "and": 1, "-": 1, "/": 1, "+": 1, ",": 2, ":": 2, "then": 3, "into": 3, ";": 3, ".": 4}
"""The signs and words between two pieces; of several the heaviest counts."""


def read_line(context: Context, tokens: list[Token]) -> list[Item]:
    """All items of a line; the context gets what was assumed.

    Raises:
        NotationError: for what cannot be read in one way.
    """
    return _read_level(whole_line(context, tokens, _read_level), 0)


def _read_level(level: Level, index: int) -> list[Item]:
    """The items of a level from an index on; the one place where they are put together."""
    steps = 0
    prefix: list[int] = []
    while index < level.end:
        if len(level.items) > _MOST_ITEMS or steps > MAX_STEPS:
            what = f"this makes more than {MAX_STEPS:,} steps"
            raise level.doubt(index, index, what, f"a session has at most {MAX_STEPS:,} steps")
        joint = _joint_at(level, index)
        if joint == ":" and index + 1 < level.end and is_before_parts(level):
            items, index = colon(level, index)
            level.items.extend(items)
        elif joint:
            level.joint = max(level.joint, joint, key=_WEIGHTS.__getitem__)
            index += 1
        elif is_prefix(level, index):
            prefix.append(index)
            index += 1
        else:
            items, index = _read_piece(level, index)
            for item in items:
                item.joint = item.joint or level.joint
                steps += _fewest_steps(item)
            if items:
                _give_prefix(level, prefix, items[0])
                prefix, level.joint = [], ""
            level.items.extend(items)
    level.items.extend(level.remark(left, left) for left in prefix)
    return level.items


def _joint_at(level: Level, index: int) -> str:
    """The sign or word between two pieces; empty for what begins one."""
    part = level.part(index)
    if part is Part.AND:
        return "and"
    return _JOINTS.get(level.value(index), "") if part in (Part.SIGN, Part.THEN) else ""


def _give_prefix(level: Level, prefix: list[int], item: Item) -> None:
    """Hand the words that stood before a length to what came of it."""
    work = first_work(item)
    for index in prefix:
        if work is not None:
            describe(level, work, index)
        elif isinstance(item, End):
            item.notes.append(level.text(index))


def _fewest_steps(item: Item | Node) -> int:
    """How many reps an item makes at the least, known before what belongs to it is settled."""
    if isinstance(item, Repeat):
        return item.low * sum(_fewest_steps(child) for child in item.body)
    return int(isinstance(item, Work))


def _read_piece(level: Level, index: int) -> Found:
    """One item or more from here on, and the index behind them."""
    for reader in BEGINS.get(level.atoms[index].part, ()):
        if (found := reader(level, index)) is not None:
            return found
    return words(level, index)


def _of_reps_before(level: Level, index: int) -> Found | None:
    """`first 4 at 72`; what cannot be told of the reps before is asked about, unless it is one more piece in a row."""
    if level.part(index) is Part.FILLER:
        return share(level, index + 1) if level.value(index) == "the" else None
    refuse_part_of_rep(level, index)
    return share(level, index)


def _sign(level: Level, index: int) -> Found:
    """A bracket, a total, a target, or a sign that says nothing."""
    rule = _SIGNS.get(level.value(index))
    found = rule(level, index) if rule is not None else None
    if found is None:
        raise level.no_meaning(index, index)
    return found


def _send_off(level: Level, index: int) -> Found:
    """`on 2:00`: the reps before it start by the clock."""
    give_send_off(level.items, level.length(index), level.place(index))
    return [], index + 1


def _rests(level: Level, index: int) -> Found:
    """`own rest`, `together`: from when on the pauses of the line count in a group."""
    place = level.place(index)
    level.context.rests[place.line] = (Rests(level.value(index)), place)
    return [], index + 1


def _effort_in_words(level: Level, index: int) -> Found | None:
    """`..., fast feet`: a word for an effort that begins words."""
    is_words = level.part(index + 1) is Part.WORD and level.joint in ("and", ".", ",")
    return words(level, index) if is_words else None


def _same_in_words(level: Level, index: int) -> Found | None:
    """`same route`: words, unless it tells a recovery as "same rest" does."""
    if level.value(index).endswith(("recovery", "rest", "jog")) or level.part(index + 1) in (Part.PAUSE, Part.MODE):
        return None
    is_before_words = level.part(index + 1) in (Part.WORD, Part.KIND, Part.EFFORT, Part.NAME)
    is_behind_words = not level.joint and bool(level.items) and isinstance(level.items[-1], Remark)
    return words(level, index) if is_before_words or is_behind_words else None


def _back_in_words(level: Level, index: int) -> Found | None:
    """`back at the track`: words, where there is nothing to come back from."""
    if level.items and not level.has_work:
        return words(level, index)
    is_alone = not level.items or level.value(index) == "back"
    return words(level, index) if is_alone and level.part(index + 1) in (Part.FILLER, Part.WORD) else None


def _refuse_as(level: Level, index: int) -> None:
    """Refuse `as 200m, 200m` behind what it is not the pattern of; `10 x 300m as 2 x 5 x 300m` tells the sets."""
    if isinstance(level.last, Repeat) and level.part(index + 2) in (Part.TIMES, Part.SETS, Part.OF):
        return
    if level.part(index + 1) is Part.QUANTITY:
        instead = "write what is repeated in brackets, as in 4 x (200m, 200m jog)"
        raise level.no_meaning(index, index + 1, instead)


def _refuse_until(level: Level, index: int) -> None:
    """Refuse `repeat until tired`."""
    if level.value(index + 1) in ("until", "till"):
        instead = "write the number of passes, such as repeat 3 times"
        raise level.doubt(index, index + 1, "'{}' does not say how often", instead)


_SIGNS: dict[str, Rule] = {"(": bracket, "=": stated_total, "@": aim}
_SIGNS |= dict.fromkeys(("~", "#", "_", "'", '"', "\\"), lambda _level, index: ([], index + 1))

BEGINS: dict[Part, tuple[Rule, ...]] = {
    Part.QUANTITY: LENGTHS,
    Part.SIGN: (_sign,),
    Part.WORD: (described_ending, _of_reps_before, multiplier, described_exercise),
    **dict.fromkeys((Part.EASY, Part.ADJECTIVE), (described_ending, described_exercise)),
    Part.KIND: (described_exercise,),
    Part.FILLER: (described_exercise, _of_reps_before),
    Part.RAW: (raw_note,),
    **dict.fromkeys(END_PARTS, (ending,)),
    **dict.fromkeys(PAUSE_LEADS | {Part.NONE}, (recovery,)),
    Part.FULL: (described_ending, recovery),
    Part.EQUAL: (_same_in_words, recovery),
    Part.BACK: (_back_in_words, recovery),
    Part.AFTER: (after_number,),
    Part.OFF: (
        lambda level, index: (
            recovery(level, index, Lead.WITH) if level.quantity(index + 1) or level.is_pause(index) else None
        ),
    ),
    Part.SEND_OFF: (_send_off,),
    Part.RESTS: (_rests,),
    Part.WITH: (brought_in,),
    **dict.fromkeys(WISH_PARTS | {Part.AT, Part.IN, Part.AIM, Part.NAME, Part.PACE}, (aim,)),
    Part.EFFORT: (described_ending, _effort_in_words, aim),
    Part.EACH: (aim_of_some, Level.refuse_send_off),
    Part.AS: (_refuse_as,),
    Part.REPEAT: (_refuse_until, multiplier),
    Part.TIMES: (multiplier,),
    Part.TOTAL: (stated_total,),
    Part.EXERCISE: (exercise,),
    Part.OR: (alternative,),
}
"""What a piece begins with, and who reads it: the first that knows it. Whatever nobody knows is words."""
