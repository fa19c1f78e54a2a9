"""What a comparison is made of: a band of times at each mark, and the reps of the past that it comes from.

It exists so that each comparison is only a few lines that fill one shape, and every screen reads that one shape.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trackclock.core.comparisons.keys import LikeKey, SizeKind, like_keys
from trackclock.core.comparisons.rounding import divide
from trackclock.core.figures import Delta, is_shorter
from trackclock.core.plan import Step, StepKind
from trackclock.core.results import SessionResults, StepResult

AVERAGE_OF = 10
"""The average is taken over this many of the newest like reps, so that it follows the runner's form."""


@dataclass(frozen=True, slots=True)
class Band:
    """The times wanted at one point.

    Attributes:
        low_ms: the fastest of them.
        high_ms: the slowest; equal to `low_ms` for a single time.
    """

    low_ms: int
    high_ms: int

    def delta(self, time_ms: int) -> Delta:
        """A time held against these."""
        return Delta(time_ms, self.low_ms, self.high_ms)


_START = (0, Band(0, 0))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The times that a rep is held against.

    Attributes:
        finish: at the end of the rep.
        marks: distance in millimetres and band at every known mark, ascending, the finish included; empty for a rep
            that does not end by distance.
        covered_mm: of a timed rep the distance that was covered, which is what its time is held against.
    """

    finish: Band
    marks: tuple[tuple[int, Band], ...] = ()
    covered_mm: int | None = None

    def band_at(self, distance_mm: int) -> Band | None:
        """The band at a distance, interpolated linearly between the marks around it.

        Returns:
            None beyond the finish and for a rep without distances.
        """
        before = _START
        for mark, band in self.marks:
            if distance_mm <= mark:
                span, part = mark - before[0], distance_mm - before[0]
                return Band(
                    before[1].low_ms + divide((band.low_ms - before[1].low_ms) * part, span),
                    before[1].high_ms + divide((band.high_ms - before[1].high_ms) * part, span),
                )
            before = (mark, band)
        return None


@dataclass(frozen=True, slots=True)
class PastRep:
    """A rep of an earlier session that counts.

    Attributes:
        session_id: the session that it was run in.
        day: its local date, in days since 1970-01-01.
        position: number of the step in that session, from 1.
        key: what it is like.
        time_ms: how long it took.
        splits: distance in millimetres and time from the start of every mark taken, ascending, the finish included;
            empty for timed and open reps.
        covered_mm: the distance covered in a timed rep, given afterwards.
        recovery_ms: how long the recovery before it really took; None for the first rep.
        edited: whether a repair has changed it.
        session: what the session is called.
        unconfirmed: whether it was imported and nobody has confirmed it: it is no best.
    """

    session_id: str
    day: int
    position: int
    key: LikeKey
    time_ms: int
    splits: tuple[tuple[int, int], ...] = ()
    covered_mm: int | None = None
    recovery_ms: int | None = None
    edited: bool = False
    session: str = ""
    unconfirmed: bool = False

    @property
    def is_comparable(self) -> bool:
        """Whether it has a size that its time says anything about.

        A timed rep has it once its distance is known. An open one has none: how long a set of squats takes says nothing
        about form, and an open hill rep ends wherever the runner says, at the gate today and at the oak next week. Give
        it a distance ("100 m hill") and it is compared.
        """
        kind = self.key.size.kind
        return kind is SizeKind.DISTANCE or (kind is SizeKind.TIME and bool(self.covered_mm))

    def is_better_than(self, other: PastRep) -> bool:
        """Whether it is faster than a rep of equal size, both comparable; a timed rep is where it covered more.

        By the figures of the results (`figures.is_shorter`): of two whose digits are the same neither is.
        """
        if self.key.size.kind is SizeKind.TIME:
            return (self.covered_mm or 0) > (other.covered_mm or 0)
        return is_shorter(self.time_ms, other.time_ms)


@dataclass(frozen=True, slots=True)
class LikeHistory:
    """The like reps of earlier sessions.

    Attributes:
        newest: at most `AVERAGE_OF` of them, newest session first.
        best: the best of them all; the earliest where the figures of several are equal.
    """

    newest: tuple[PastRep, ...] = ()
    best: PastRep | None = None

    @property
    def last(self) -> PastRep | None:
        """The one of the newest earlier session that has it."""
        return self.newest[0] if self.newest else None


NO_HISTORY = LikeHistory()
"""What a rep has that was never run before."""


@dataclass(frozen=True, slots=True)
class RepContext:
    """What a comparison may look at.

    Attributes:
        step: the rep that is run.
        before: the results of the same session before it, in order.
        history: the like reps of earlier sessions.
    """

    step: Step
    before: tuple[StepResult, ...] = ()
    history: LikeHistory = NO_HISTORY


@dataclass(frozen=True, slots=True, eq=False)
class ComparisonGenerator:
    """One thing that a time is held against: how it is called, and how its times are worked out.

    Attributes:
        kind: its name in the JSON; never changed.
        name: what the screens call it.
        short_name: the same in a line or as the head of a column.
        generate: the times of a rep's comparison; None where the rep has none.
        tight_name: the head of a narrow column; empty where the short name is narrow enough.
        has_column: whether finished reps have a delta against it, in the tables and in the JSON.
        leads: whether a running rep is held against it before any other, because somebody asked for it.
        is_best: whether it is a best: every digit counts, and to beat it is a new one.
    """

    kind: str
    name: str
    short_name: str
    generate: Callable[[RepContext], Comparison | None]
    tight_name: str = ""
    has_column: bool = True
    leads: bool = False
    is_best: bool = False


def is_counting(result: StepResult) -> bool:
    """Whether a result is a rep that counts: run to its end, not skipped, not left out by the runner, not in doubt.

    Nothing else decides it: a rep that does not count is held against nothing and nothing is held against it, and it
    takes part in no mean, fade, spread, verdict, trend, best, prediction or pace. The legs have run it all the same
    (`progress.volume`), and the screens show it with what is the matter with it.
    """
    return (
        result.step.kind is StepKind.REP
        and result.time_ms is not None
        and not result.skipped
        and result.excluded is None
        and not result.doubtful
    )


def distance_splits(result: StepResult) -> tuple[tuple[int, int], ...]:
    """Distance and time of the marks of a distance rep, ascending, the finish included; empty for any other.

    A rep that was ended by enter before its last mark still has its finish: the distance and the whole time.
    """
    distance_mm = result.step.distance_mm
    if distance_mm is None or result.time_ms is None:
        return ()
    inner = [
        (split.distance_mm, split.split_ms)
        for split in result.splits
        if split.distance_mm is not None and split.distance_mm < distance_mm
    ]
    return (*inner, (distance_mm, result.time_ms))


def past_reps(session_id: str, day: int, results: SessionResults) -> tuple[PastRep, ...]:
    """The reps of one session that later ones may be held against: what a cache of the history stores.

    Args:
        session_id: the session.
        day: its local date, in days since 1970-01-01.
        results: what it came to.
    """
    keys = like_keys(results.plan.steps)
    return tuple(
        PastRep(
            session_id,
            day,
            result.position,
            key,
            result.time_ms,
            distance_splits(result),
            result.covered_mm if result.step.duration_ms is not None else None,
            result.recovery_ms,
            result.edited,
            results.plan.name,
            result.unconfirmed,
        )
        for result in results.steps
        if is_counting(result) and result.time_ms is not None and (key := keys[result.position - 1]) is not None
    )


def comparison_with(time_ms: int, splits: tuple[tuple[int, int], ...], covered_mm: int | None) -> Comparison:
    """A comparison with one rep as it was run."""
    marks = tuple((distance, Band(split_ms, split_ms)) for distance, split_ms in splits)
    return Comparison(Band(time_ms, time_ms), marks, covered_mm)
