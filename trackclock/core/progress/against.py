"""A whole session against last time: the mean of what each rep is faster or slower than its like.

It exists because "am I faster than last time" is the question of a session, and one number answers it wherever it is
asked: on the list of sessions, on the session's own screen and in the JSON.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trackclock.core.comparisons import NO_HISTORY, LikeHistory, LikeKey, PastRep, SizeKind, delta_between, past_reps
from trackclock.core.comparisons.rounding import divide
from trackclock.core.figures import Difference, mean_of
from trackclock.core.results import SessionResults


@dataclass(frozen=True, slots=True)
class AgainstLast:
    """A session against last time, like for like (`comparisons.LikeKey`).

    Attributes:
        reps: how many of its reps have a like one in an earlier session; of those by distance, if there are any.
        mean: the mean of their differences as they are shown.
        mean_ms: the same to the millisecond.
        last: of each of those reps, by its position, the like one of the newest earlier session that has it.
    """

    reps: int
    mean: Difference
    mean_ms: int
    last: Mapping[int, PastRep]

    @property
    def sessions(self) -> tuple[PastRep, ...]:
        """One rep of each session that it is held against, the session with the most of them first."""
        counts = Counter(rep.session_id for rep in self.last.values())
        one_of = {rep.session_id: rep for rep in self.last.values()}
        return tuple(one_of[session_id] for session_id, _ in counts.most_common())


def against_last(results: SessionResults, history: Mapping[LikeKey, LikeHistory]) -> AgainstLast | None:
    """A session against last time.

    Args:
        results: what it came to.
        history: the like reps of the sessions that were started before it, by key.

    Returns:
        None where no rep of it that counts has been run before.
    """
    pairs = ((rep, history.get(rep.key, NO_HISTORY).last) for rep in past_reps("", 0, results))
    return against_of((rep, last) for rep, last in pairs if last is not None)


def against_of(pairs: Iterable[tuple[PastRep, PastRep]]) -> AgainstLast | None:
    """The same of each rep beside its like, timed reps only where none goes by distance.

    Returns:
        None where no two of them can be held against each other.
    """
    held = [(rep, last, delta) for rep, last in pairs if (delta := delta_between(rep, last)) is not None]
    if not held:
        return None
    # Ten minutes differ by more seconds than any lap, and how far they went is a guess: the laps decide where there are
    # any.
    held = [one for one in held if one[0].key.size.kind is SizeKind.DISTANCE] or held
    last = {rep.position: other for rep, other, _ in held}
    mean_ms = divide(sum(delta.exact_ms for *_, delta in held), len(held))
    return AgainstLast(len(held), mean_of([delta.shown() for *_, delta in held]), mean_ms, last)
