"""What the laps of an activity are taken for: warm-up, reps with their splits, recoveries, cool-down.

It exists apart from the session that is made of them so that a preview can show it before anything is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from trackclock.core.imported import distances
from trackclock.core.imported.kinds import Rule, goes_on, kinds_of
from trackclock.core.imported.laps import Correction, RecordedLap
from trackclock.core.plan import StepKind

NO_CORRECTION = Correction()

ROUND_MS = 15_000
"""What is meant to last some time, a rep or a recovery, is meant to last a multiple of this."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One step of the session that the laps come to.

    Attributes:
        kind: what it is.
        laps: what was recorded of it; one, or the laps of a rep.
        marks_mm: of a rep whose distance is known the end of each lap, from its start, or its finish alone where its
            laps cannot be placed; else empty.
        covered_mm: of a rep by time how far it went as it was measured; else None.
    """

    kind: StepKind
    laps: tuple[RecordedLap, ...]
    marks_mm: tuple[int, ...] = ()
    covered_mm: int | None = None

    @property
    def start_ms(self) -> int:
        """Its start, from that of the activity."""
        return self.laps[0].start_ms

    @property
    def end_ms(self) -> int:
        """Its end."""
        return self.laps[-1].end_ms

    @property
    def timer_ms(self) -> int:
        """How long it took, pauses not counted."""
        return sum(lap.timer_ms for lap in self.laps)

    @property
    def measured_mm(self) -> int | None:
        """How far it went as it was measured; None where that is not known of every lap."""
        known = [lap.distance_mm for lap in self.laps if lap.distance_mm]
        return sum(known) if len(known) == len(self.laps) else None

    @property
    def distance_mm(self) -> int | None:
        """Of a rep the distance that it is taken for; None where none is known, and for whatever is no rep."""
        return self.marks_mm[-1] if self.marks_mm else None


def pieces_of(laps: Sequence[RecordedLap], correction: Correction = NO_CORRECTION) -> tuple[tuple[Piece, ...], Rule]:
    """What laps are taken for.

    Args:
        laps: on one clock (`laps.on_one_clock`); at least one.
        correction: what the runner knows better.

    Returns:
        The pieces in order, which abut, and the rule that told reps from recoveries.
    """
    kinds, rule = kinds_of(laps, correction.reps)
    pieces: list[Piece] = []
    for lap, kind in zip(laps, kinds, strict=True):
        before = pieces[-1] if pieces else None
        is_rep = kind is StepKind.REP
        if is_rep and before is not None and before.kind is kind and goes_on(before.laps[-1], rule):
            pieces[-1] = replace(before, laps=(*before.laps, lap))
        else:
            pieces.append(Piece(kind, (lap,)))
    return _with_marks(pieces, rule, correction.distance_mm), rule


def _with_marks(pieces: Sequence[Piece], rule: Rule, distance_mm: int | None) -> tuple[Piece, ...]:
    """Say how far each rep went."""
    timed = _timed(pieces) if distance_mm is None and rule not in (Rule.AUTO_LAPS, Rule.ONE_RUN) else frozenset()
    marked = [
        replace(piece, covered_mm=piece.measured_mm)
        if place in timed
        else replace(piece, marks_mm=_marks_of(piece, rule, distance_mm))
        for place, piece in enumerate(pieces)
    ]
    known = [piece for piece in marked if piece.marks_mm]
    if distance_mm is not None or rule in (Rule.AUTO_LAPS, Rule.ONE_RUN):
        return tuple(marked)
    meant = distances.mile_or_not([piece.marks_mm[-1] for piece in known], [piece.measured_mm or 0 for piece in known])
    moved_mm = {piece.laps[0].number: one - piece.marks_mm[-1] for piece, one in zip(known, meant, strict=True)}
    return tuple(
        replace(piece, marks_mm=tuple(mark + moved_mm.get(piece.laps[0].number, 0) for mark in piece.marks_mm))
        for piece in marked
    )


def _timed(pieces: Sequence[Piece]) -> frozenset[int]:
    """The places of the reps that ended by time: by no hand are they so many times 15 s, to the millisecond.

    In a file whose times are whole seconds that can be chance, unless several reps are all of one such time.
    """
    reps = [(place, piece.timer_ms) for place, piece in enumerate(pieces) if piece.kind is StepKind.REP]
    is_exact = any(lap.timer_ms % 1_000 for piece in pieces for lap in piece.laps)
    is_one_time = len(reps) > 1 and len({time_ms for _, time_ms in reps}) == 1
    if not (is_exact or is_one_time):
        return frozenset()
    return frozenset(place for place, time_ms in reps if time_ms and time_ms % ROUND_MS == 0)


def _marks_of(piece: Piece, rule: Rule, distance_mm: int | None) -> tuple[int, ...]:
    """The marks of a rep; none for whatever is no rep, and where nobody knows how far it went."""
    if piece.kind is not StepKind.REP:
        return ()
    measured = [lap.distance_mm or 0 for lap in piece.laps]
    if distance_mm is not None:
        return _ascending(distances.scaled([one or 1 for one in measured], distance_mm))
    if piece.measured_mm is None:
        return ()
    if rule is Rule.AUTO_LAPS:
        whole = [distances.taken(one) for one in measured[:-1]]
        return tuple(accumulate([*whole, distances.whole_metres(measured[-1])]))
    if rule is Rule.ONE_RUN and not distances.is_known(piece.measured_mm):
        return tuple(accumulate(map(distances.whole_metres, measured)))
    return _ascending(distances.taken_together(measured))


def _ascending(marks_mm: tuple[int, ...]) -> tuple[int, ...]:
    """Marks that lie one behind the other; where they do not, the finish alone."""
    are_so = all(before < after for before, after in pairwise((0, *marks_mm)))
    return marks_mm if are_so else marks_mm[-1:]
