"""The goal race: "mile 5:30" -> its distance and time, and the times that follow from it.

It exists because 'goal pace' means a time for every distance as soon as the goal is known.
"""

from __future__ import annotations

from trackclock.core.limits import FASTEST_MS_PER_M, LAP_MM, MILE_MM
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.words.atoms import Atom, Reader
from trackclock.core.notation.words.lexer import TokenKind, tokenize
from trackclock.core.notation.words.values import Measure
from trackclock.core.notation.words.vocabulary import Part
from trackclock.core.plan import Goal

RACES_MM: dict[str, int] = {"marathon": 42_195_000, "half marathon": 21_097_500, "half": 21_097_500, "hm": 21_097_500}
"""Races that are called by a name (World Athletics, Technical Rules, 55 and 260)."""

_SLOWEST_MS_PER_M = 1_000
_SAY_GOAL = frozenset(("goal", "race", "target", ":", "-", "=", ","))
_PROPOSAL = "write a distance and a time, such as mile 5:30, 5k 19:30 or 1500m 4:10"


def parse_goal(text: str, lap_mm: int = LAP_MM) -> Goal:
    """Read a goal race.

    Args:
        text: a distance and a time in either order, such as `mile 5:30`, `5k 19:30`, `1500m 4:10`.
        lap_mm: one lap of the track, for a goal told in laps.

    Returns:
        The goal.

    Raises:
        NotationError: if it is not one.
    """
    distance: int | None = None
    time: int | None = None
    reader = Reader([token for token in tokenize(text) if token.kind is not TokenKind.NEWLINE], text, lap_mm)
    for atom in reader.read():
        token = reader.tokens[atom.first]
        piece = text[token.offset : reader.tokens[atom.last].end]
        is_mm, is_ms = _lengths(atom, piece)
        if atom.part is Part.PACED and atom.quantity is not None and (distance, time) == (None, None):
            distance, time = atom.per_mm, atom.quantity.low
        elif is_mm is not None and distance is None:
            distance = is_mm
        elif is_ms is not None and time is None:
            time = is_ms
        elif _SAY_GOAL.isdisjoint((piece.lower(), atom.value)) and atom.part not in (Part.FILLER, Part.IN, Part.AIM):
            raise NotationError(
                token.line, token.column, f"'{piece}' is no part of a goal", _PROPOSAL, width=len(piece)
            )
    width = max(len(text), 1)
    if distance is None or time is None:
        raise NotationError(1, 1, "a goal needs a distance and a time", _PROPOSAL, width=width)
    if not FASTEST_MS_PER_M <= time * 1_000 // distance <= _SLOWEST_MS_PER_M:
        what = "nobody runs that distance in that time"
        raise NotationError(1, 1, what, "write hours as in marathon 3:15:00", width=width)
    return Goal(text=" ".join(text.split()), distance_mm=distance, time_ms=time)


def _lengths(atom: Atom, piece: str) -> tuple[int | None, int | None]:
    """The distance in millimetres, or the time in milliseconds, that a piece of a goal tells; `1500` is metres."""
    quantity = atom.quantity
    if atom.part is Part.QUANTITY and quantity is not None and not quantity.is_range:
        if quantity.measure is Measure.TIME:
            return None, quantity.low
        return (quantity.low if quantity.measure is Measure.DISTANCE or quantity.low >= 100_000 else None), None
    if piece.lower() == "mile":
        return MILE_MM, None
    return RACES_MM.get(atom.value) if atom.part is Part.NAME else None, None


def goal_time_ms(goal: Goal, distance_mm: int) -> int:
    """The time for a distance at goal pace, in milliseconds, rounded half up.

    Args:
        goal: the goal race.
        distance_mm: the distance.

    Returns:
        The time at the goal's even pace.
    """
    return (2 * goal.time_ms * distance_mm + goal.distance_mm) // (2 * goal.distance_mm)
