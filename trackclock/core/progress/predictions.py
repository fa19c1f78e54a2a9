"""What the sessions point to for the mile (or another race), each prediction named by its method.

It exists because a prediction without its method and its range is a guess that looks like a fact; so outside its range
none is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from trackclock.core.comparisons import PastRep, SizeKey, SizeKind
from trackclock.core.comparisons.rounding import divide
from trackclock.core.figures import laps_ms
from trackclock.core.limits import MILE_MM
from trackclock.core.progress.formulas import riegel_time_ms, vdot_time_ms
from trackclock.core.progress.load import HARD_EFFORT

MAX_AGE_DAYS = 42
"""A session points nowhere after six weeks: Daniels lets a VDOT stand for four to six before it is tested again."""

PREDICTOR_WORKOUT = "d600000|-; d600000|t300000"
"""The `workout_key` of 600 m reps with 5 min."""

_PREDICTOR_REPS = 4
_PREDICTOR_MM = 600_000
_PREDICTOR_RECOVERY_MS = 300_000
_RECOVERY_TOLERANCE_MS = 30_000
_LONGEST_STRIDE_MM = 200_000
_LONGEST_STRIDE_MS = 30_000


class Method(StrEnum):
    """How a prediction was made."""

    MILE_PREDICTOR = "mile_predictor"
    VDOT = "vdot"
    RIEGEL = "riegel"
    SUM_OF_BEST = "sum_of_best"


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """What a screen says beside a prediction.

    Attributes:
        name: the method's name.
        source: where it comes from.
        validity: where it holds; outside, no prediction is made.
    """

    name: str
    source: str
    validity: str


METHODS: Mapping[Method, MethodFacts] = {
    Method.MILE_PREDICTOR: MethodFacts(
        "Mean of 4 x 600 m with 5 min",
        'Runner\'s World UK, "How to predict your mile (or 1500m) time"',
        "the mile; four reps that count, each recovery within 30 s of 5 min",
    ),
    Method.VDOT: MethodFacts(
        "Daniels-Gilbert VDOT from a time trial",
        'J. Daniels and J. Gilbert, "Oxygen Power", 1979',
        "1,500 m to the marathon, 3.5 min to 4 h, VDOT 30 to 85",
    ),
    Method.RIEGEL: MethodFacts(
        "Riegel's formula from a time trial",
        'P. S. Riegel, "Athletic Records and Human Endurance", American Scientist 69, 1981',
        "races of 3.5 to 230 min",
    ),
    Method.SUM_OF_BEST: MethodFacts(
        "Sum of the best laps",
        "as LiveSplit's sum of best segments",
        "the same distance, run in at least two sessions with every mark taken",
    ),
}
"""Name, source and range of every method."""


@dataclass(frozen=True, slots=True)
class PastSession:
    """An earlier session as predictions, trends and tables need it.

    Attributes:
        session_id: the session.
        day: its local date, in days since 1970-01-01.
        workout: its `workout_key`.
        reps: the reps that count, in order.
        effort: how hard the runner found it, 1 to 10; None if unrated.
    """

    session_id: str
    day: int
    workout: str
    reps: tuple[PastRep, ...]
    effort: int | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """A time that the sessions point to.

    Attributes:
        method: how it was made; `METHODS` has its name, source and range.
        distance_mm: the race.
        time_ms: the predicted time.
        day: date of the newest session behind it.
        sessions: the ids of the sessions behind it.
    """

    method: Method
    distance_mm: int
    time_ms: int
    day: int
    sessions: tuple[str, ...]

    @property
    def facts(self) -> MethodFacts:
        """Name, source and range of the method."""
        return METHODS[self.method]


def time_trial(session: PastSession) -> PastRep | None:
    """The one rep over a plain distance that counts of a session that has nothing else but strides.

    Strides are reps of up to 200 m or 30 s: they belong to the warm-up of a race.

    Returns:
        None for any other session, and where the runner rated it as less than hard: a jogged mile is no trial. Nor is
        what was imported and nobody has confirmed: a prediction takes the fastest, as a best does.
    """
    if session.effort is not None and session.effort < HARD_EFFORT:
        return None
    planned = [size for size in _sizes(session.workout) if not _is_stride(size)]
    run = [rep for rep in session.reps if not _is_stride(rep.key.size)]
    if len(planned) != 1 or len(run) != 1 or run[0].key.size.distance_mm is None or run[0].unconfirmed:
        return None
    return run[0]


def mile_predictor(session: PastSession) -> Prediction | None:
    """The mean pace of 4 x 600 m with 5 min, held for the mile: the mean of the four times x 1609.344 / 600.

    Returns:
        None unless exactly four reps of that workout count, and each recovery really took 5 min, give or take 30 s.
        Imported ones have to be confirmed.
    """
    reps = [rep for rep in session.reps if not rep.unconfirmed]
    if session.workout != PREDICTOR_WORKOUT or len(reps) != _PREDICTOR_REPS:
        return None
    for rep in reps[1:]:
        if rep.recovery_ms is None or abs(rep.recovery_ms - _PREDICTOR_RECOVERY_MS) > _RECOVERY_TOLERANCE_MS:
            return None
    total_ms = sum(rep.time_ms for rep in reps)
    time_ms = divide(total_ms * MILE_MM, _PREDICTOR_REPS * _PREDICTOR_MM)
    return Prediction(Method.MILE_PREDICTOR, MILE_MM, time_ms, session.day, (session.session_id,))


def session_predictions(session: PastSession, distance_mm: int = MILE_MM) -> tuple[Prediction, ...]:
    """What one session by itself points to, by every method in whose range it lies.

    Args:
        session: the session.
        distance_mm: the race.
    """
    found: list[Prediction] = []
    if distance_mm == MILE_MM and (predicted := mile_predictor(session)):
        found.append(predicted)
    trial = time_trial(session)
    trial_mm = trial.key.size.distance_mm if trial else None
    if trial is None or trial_mm is None:
        return tuple(found)
    for method, formula in ((Method.VDOT, vdot_time_ms), (Method.RIEGEL, riegel_time_ms)):
        time_ms = formula(trial_mm, trial.time_ms, distance_mm)
        if time_ms is not None:
            found.append(Prediction(method, distance_mm, time_ms, session.day, (session.session_id,)))
    return tuple(found)


def sum_of_best(sessions: Iterable[PastSession], distance_mm: int = MILE_MM) -> Prediction | None:
    """The best lap between each pair of marks, whichever session it was run in, added up.

    Args:
        sessions: the sessions, in any order.
        distance_mm: the race; only reps of exactly this distance count, and only those with the marks of the newest;
            no imported one that nobody has confirmed.

    Returns:
        None unless reps of two sessions or more have every mark, an inner one at least.
    """
    confirmed = (rep for session in sessions for rep in session.reps if not rep.unconfirmed)
    reps = sorted(
        (rep for rep in confirmed if rep.key.size.distance_mm == distance_mm),
        key=lambda rep: (rep.day, rep.session_id, rep.position),
    )
    longest = max((len(rep.splits) for rep in reps), default=0)
    whole = [rep for rep in reps if len(rep.splits) == longest]
    if longest < 2:
        return None
    marks = [mark for mark, _ in whole[-1].splits]
    whole = [rep for rep in whole if [mark for mark, _ in rep.splits] == marks]
    if len({rep.session_id for rep in whole}) < 2:
        return None
    laps = [_laps_ms(rep) for rep in whole]
    behind: list[PastRep] = []
    total_ms = 0
    for segment in range(longest):
        fastest = min(range(len(whole)), key=lambda index: laps[index][segment])
        total_ms += laps[fastest][segment]
        behind.append(whole[fastest])
    sessions_behind = tuple(dict.fromkeys(rep.session_id for rep in behind))
    return Prediction(Method.SUM_OF_BEST, distance_mm, total_ms, max(rep.day for rep in behind), sessions_behind)


def predictions(sessions: Sequence[PastSession], today: int, distance_mm: int = MILE_MM) -> tuple[Prediction, ...]:
    """What the sessions of the last six weeks point to: of each method the fastest, for a bad day says less.

    Args:
        sessions: earlier sessions in any order.
        today: the date, in days since 1970-01-01.
        distance_mm: the race.

    Returns:
        At most one prediction a method, in the order of `Method`; none outside a method's range.
    """
    recent = [session for session in sessions if 0 <= today - session.day <= MAX_AGE_DAYS]
    found = [prediction for session in recent for prediction in session_predictions(session, distance_mm)]
    if best_laps := sum_of_best(recent, distance_mm):
        found.append(best_laps)
    fastest: dict[Method, Prediction] = {}
    for prediction in sorted(found, key=lambda one: (one.time_ms, -one.day)):
        fastest.setdefault(prediction.method, prediction)
    return tuple(fastest[method] for method in Method if method in fastest)


def _sizes(workout: str) -> list[SizeKey | None]:
    """The sizes of a `workout_key`; None for one that cannot be told, as where a label has a semicolon."""
    sizes: list[SizeKey | None] = []
    for part in workout.split("; "):
        try:
            sizes.append(SizeKey.parse(part.rpartition("|")[0]))
        except ValueError:
            sizes.append(None)
    return sizes


def _is_stride(size: SizeKey | None) -> bool:
    if size is None:
        return False
    if size.kind is SizeKind.TIME:
        return size.amount <= _LONGEST_STRIDE_MS
    return size.distance_mm is not None and size.distance_mm <= _LONGEST_STRIDE_MM


def _laps_ms(rep: PastRep) -> tuple[int, ...]:
    """Its laps as its session shows them, so that whoever adds up the best of those comes to the same."""
    return laps_ms(split_ms for _, split_ms in rep.splits)
