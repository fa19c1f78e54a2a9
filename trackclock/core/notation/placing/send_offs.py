"""Reps that start by the clock: `10 x 400m on 2:00`, `every 3 min`, `on a 90 s cycle`, `leaving every 2:30`.

It exists as the one place that knows the words of a send-off: they become one atom before the grammar sees them, and
what that atom is for is settled as soon as it is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trackclock.core.limits import FASTEST_MS_PER_M
from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.labels import clock_text
from trackclock.core.notation.placing.totals import length_of
from trackclock.core.notation.tree import Aim, Item, Lead, Node, Pause, Place, Remark, Repeat, Scope, Work
from trackclock.core.notation.words.atoms import Atom
from trackclock.core.notation.words.lexer import Token
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part
from trackclock.core.plan import ByCycle, ByTime, Step, StepKind

_FURTHEST = 6
"""How many tokens before a time the words that make it a send-off take, and how many behind it."""

_NAME = r"(?:cycles?|turn(?: - | )?arounds?|send(?: - | )?offs?)"
_STARTING = r"(?:leav(?:e|es|ing)|go(?:es|ing)?|start(?:s|ing)?|repeat(?:ed|ing)?)"
_NAMED = rf"(?:on )?(?:an? )?{_NAME}(?: of| at| on| every| [:=])?"
_BEFORE = re.compile(rf"(?:(?:{_STARTING} )?(?:on|every)(?: an?| the)?|{_STARTING} each|{_NAMED})$")
_BEHIND = re.compile(rf"(?:- )?{_NAME}\b(?: time\b)?")
_WITH = re.compile(r"(?:with|w/|w /|off|at|@)(?: an?| the)?$")
_BEHIND_REPS = (",", "(", "-", ";")
_LONGEST_OF_REPS_MS = 480_000
_EMOM = "emom"
"""Every minute on the minute."""

_KEYS = frozenset(("on", "every", "each", "off", "offs", "sendoff", "sendoffs", "cycle", "cycles", "turn", _EMOM))
_KEYS |= {"turnaround", "turnarounds", "around"}
"""One of these words is in every send-off; a line without any is not looked at."""

_RESTING = frozenset((Part.PAUSE, Part.MODE, Part.OFF, Part.BACK, Part.EASY, Part.BETWEEN))
"""What makes the time before it a recovery: `on 90 s rest`, `1 min on 1 min off`."""


def with_send_offs(atoms: list[Atom], tokens: Sequence[Token]) -> list[Atom]:
    """The atoms of a line, each send-off made one atom.

    Args:
        atoms: the atoms of the line.
        tokens: its tokens.
    """
    if not any(token.text in _KEYS for token in tokens):
        return atoms
    found: list[Atom] = []
    index = 0
    while index < len(atoms):
        send_off = _send_off(atoms, index, tokens)
        start = None if send_off is None else _start_of(send_off, found, atoms[index])
        if send_off is None or start is None:
            found.append(atoms[index])
            index += 1
            continue
        found[start:] = [send_off]
        while index < len(atoms) and atoms[index].first <= send_off.last:
            index += 1
        if start and _is_bracketed(found[start - 1], atoms[index : index + 1]):
            del found[start - 1]
            index += 1
    return found


def _send_off(atoms: Sequence[Atom], index: int, tokens: Sequence[Token]) -> Atom | None:
    """The send-off whose time stands at an index; None if none does."""
    atom = atoms[index]
    if atom.value == _EMOM:
        return Atom(Part.SEND_OFF, "", atom.first, atom.last, Quantity(Measure.TIME, 60_000, 60_000, is_clock=True))
    if atom.part is not Part.QUANTITY or not _is_one_time(atom.quantity):
        return None
    behind = _behind(atom, tokens)
    is_named = behind > atom.last + 1
    first = _first(atom, tokens, is_named=is_named)
    is_rest = not is_named and index + 1 < len(atoms) and atoms[index + 1].part in _RESTING
    return None if first is None or is_rest else Atom(Part.SEND_OFF, "", first, behind - 1, atom.quantity)


def _start_of(send_off: Atom, found: Sequence[Atom], time: Atom) -> int | None:
    """The index of the atom that a send-off begins with; None where one reaches over its beginning."""
    near = [*found[-_FURTHEST:], time]
    offset = len(found) + 1 - len(near)
    return next((offset + at for at, atom in enumerate(near) if atom.first == send_off.first), None)


def _is_bracketed(before: Atom, behind: Sequence[Atom]) -> bool:
    """Whether the send-off is all that stands between two brackets: `10 x 400m (on 2:00)`."""
    is_open = before.part is Part.SIGN and before.value == "("
    return is_open and bool(behind) and behind[0].part is Part.SIGN and behind[0].value == ")"


def _is_one_time(quantity: Quantity | None) -> bool:
    is_time = quantity is not None and quantity.measure is Measure.TIME
    return quantity is not None and is_time and not quantity.is_range and not quantity.is_plural


def _first(atom: Atom, tokens: Sequence[Token], *, is_named: bool) -> int | None:
    """The first token of a send-off.

    Args:
        atom: its time.
        tokens: the line.
        is_named: whether the word for it follows; `20 min cycle` may be on a bicycle all the same.

    Returns:
        Its index; None where the words around the time do not make it one.
    """
    words = [token.text for token in tokens[max(0, atom.first - _FURTHEST) : atom.first]]
    for count in range(len(words), 0, -1):
        text = " ".join(words[-count:])
        if _BEFORE.match(text) or (is_named and _WITH.match(text)):
            return atom.first - count
    if not is_named or atom.quantity is None:
        return None
    is_of_reps = words[-1:] and words[-1] in _BEHIND_REPS and "x" in [token.text for token in tokens[: atom.first]]
    is_plain = atom.quantity.is_clock or (is_of_reps and atom.quantity.low <= _LONGEST_OF_REPS_MS)
    return atom.first if is_plain or tokens[atom.last + 1].text.startswith(("send", "turn", "-")) else None


def _behind(atom: Atom, tokens: Sequence[Token]) -> int:
    """The first token behind a send-off."""
    text = " ".join(token.text for token in tokens[atom.last + 1 : atom.last + 1 + _FURTHEST])
    match = _BEHIND.match(text)
    return atom.last + 1 + (len(match[0].split()) if match else 0)


def give_send_off(items: list[Item], quantity: Quantity, place: Place) -> None:
    """Give a send-off to the reps that stand before it.

    Args:
        items: what has been read of the level so far.
        quantity: the cycle.
        place: where it stands.

    Raises:
        NotationError: where it is not clear which reps it is for.
    """
    pause = Pause([quantity], place, scope=Scope.REPS, lead=Lead.WITH, is_fixed=True, is_cycle=True)
    before = next((item for item in reversed(items) if isinstance(item, Work | Repeat | Pause)), None)
    if isinstance(before, Pause):
        _jog_within(items, before, pause)
        before = next((item for item in reversed(items) if isinstance(item, Work | Repeat)), None)
    if before is None:
        what = f"there is nothing that '{place.text}' is for"
        raise failure(place, what, "write it behind the reps, such as 10 x 400m on 2:00")
    if isinstance(before, Work):
        items.append(pause)
        return
    while len(before.body) == 1 and isinstance(before.body[0], Repeat):
        before = before.body[0]
    if _fill_it(before.body, quantity):
        return
    if len(before.body) != 1 or not isinstance(before.body[0], Work):
        what = f"'{place.text}' counts from the start of one rep, and here are several"
        raise failure(place, what, "write it behind each rep, such as 3 x (400m on 2:00, 200m on 1:00)")
    if before.between and (told := before.between[0]).is_cycle and told.quantities == [quantity]:
        return  # every minute, on the minute
    if before.between:
        raise told_twice(place, before.between[0].place.text)
    before.between = [pause]


def _jog_within(items: list[Item], jog: Pause, pause: Pause) -> None:
    """Let what is jogged between reps be jogged within their cycle: `20m sprint/20m jog on 30 s`.

    Raises:
        NotationError: for a recovery of a time, and for one that is not jogged or walked.
    """
    if jog.mode is None or any(length.measure is not Measure.DISTANCE for length in jog.quantities):
        raise told_twice(pause.place, jog.place.text)
    items[:] = [item for item in items if item is not jog]
    pause.mode, pause.notes = jog.mode, [jog.place.text]


def _fill_it(body: Sequence[Node], cycle: Quantity) -> bool:
    """Whether a rep and its recovery come to a cycle: `10 x (20 s hard, 40 s easy) every minute`."""
    lengths = [length_of(node, Measure.TIME) or 0 for node in body]
    return len(lengths) > 1 and min(lengths) > 0 and sum(lengths) == cycle.low


def beside_send_off(
    items: Sequence[Item], pause: Pause, context: Context | None = None, *, is_theirs: bool = True
) -> None:
    """Let a recovery directly behind reps with a send-off take its place, where it is what is left of the cycle.

    Args:
        items: what stands before the recovery; the repeat with the send-off is changed.
        pause: the recovery.
        context: gets what was assumed.
        is_theirs: whether it is for certain that of the reps before it.

    Raises:
        NotationError: if both cannot hold.
    """
    before = next((item for item in reversed(items[-_FURTHEST:]) if not isinstance(item, Remark | Aim)), None)
    while isinstance(before, Repeat) and len(before.body) == 1 and isinstance(before.body[0], Repeat):
        before = before.body[0]
    if not isinstance(before, Repeat) or not before.between or not before.between[0].is_cycle:
        return
    cycle, work = before.between[0], before.body[0]
    if isinstance(work, Work) and _leaves(cycle.quantities[0], work.quantity, pause):
        before.between = []
        if context is not None:
            context.assume(pause.place, f"'{pause.place.text}' is what '{cycle.place.text}' leaves")
    elif is_theirs:
        raise told_twice(pause.place, cycle.place.text, cycle.place)


def _leaves(cycle: Quantity, run: Quantity | None, pause: Pause) -> bool:
    """Whether a pause is as long as what is left of a cycle: `20 s on a 60 s cycle, 40 s rest`."""
    rest = pause.quantities[0] if len(pause.quantities) == 1 else None
    if run is None or rest is None or {run.measure, rest.measure} != {Measure.TIME}:
        return False
    return run.low + rest.low == cycle.low


def told_twice(place: Place, other: str, before: Place | None = None) -> NotationError:
    """The error for a recovery that a send-off has settled already, or the other way round.

    Args:
        place: where the second of the two stands.
        other: the text of the first.
        before: its place, if one of the two can stand for both.
    """
    what = f"the recovery between these reps is told twice: '{other}' and '{place.text}'"
    instead = "leave one of them out; a send-off leaves what is left of its time"
    gap = place.column - before.column - before.width if before is not None and before.line == place.line else -1
    if before is None or not 0 <= gap <= _FURTHEST:
        return failure(place, what, instead)
    whole = before._replace(width=before.width + gap + place.width)
    return failure(place, what, instead, (other, f", {place.text}"), whole)


def check_send_off(before: Step | None, end: ByCycle, place: Place) -> None:
    """Refuse a cycle that is none of a rep, or that nobody can keep.

    Args:
        before: the step before the pause that the cycle ends.
        end: the cycle.
        place: where it stands.

    Raises:
        NotationError: if no rep stands before it, or one that takes longer.
    """
    if before is None or before.kind is not StepKind.REP:
        what = f"'{place.text}' counts from the start of a rep, and none stands before it"
        raise failure(place, what, "write it behind the rep, such as 10 x 400m on 2:00")
    taken_ms = before.end.duration_ms if isinstance(before.end, ByTime) else 0
    if before.target is not None and before.target.low_ms is not None:
        taken_ms = max(taken_ms, before.target.low_ms)
    taken_ms = max(taken_ms, (before.distance_mm or 0) * FASTEST_MS_PER_M // 1_000)
    if taken_ms > end.cycle_ms:
        what = f"'{place.text}': a rep that takes {clock_text(taken_ms)} is longer than its cycle"
        raise failure(place, what, "write a longer cycle, or a recovery such as with 90 s recovery")
