"""What a voice says of a session, and when: phrases in half-open windows, as the cues are.

It exists because a lone runner has their back to the screen: a beep says when, only words say what. The rules are
those of the cues (ARCHITECTURE.md, "Cues fall in half-open windows") and one more: a beep goes before every word
(ARCHITECTURE.md, "A beep goes before every word"). What is said is what the screen shows, figure by figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from trackclock.core.durations import format_countdown
from trackclock.core.figures import tells_times, time_text, told_text, wanted_text
from trackclock.core.plan import ByDistance, ByTime, Step, StepKind
from trackclock.core.progress import main_summary, summary_of
from trackclock.core.results import SessionResults
from trackclock.core.session import Phase, State, crossings
from trackclock.core.session.state import RunStep
from trackclock.core.sounds import Cue, Sound
from trackclock.core.view import MarkFigure, describe_pause
from trackclock.core.view.band import distance_text
from trackclock.core.view.steps import NAMES, count_of

COMING_MS = (15_000, 10_000)
"""So long before a GO what comes is said: not before the one, and not begun after the other."""

QUIET_MS = 5_000
"""No word is heard in so long before a GO, or before any other end that is counted down to."""

LONG_MS = 60_000
"""From this length on a recovery is long: at half of it what is left is said."""

NEAR_MS = 6_000
"""Of a mark so soon after the one before it only the digits are said: more would run into the next."""

AFTER_TONE_MS = 500
"""What begins with a step is said when the tone of it is over."""

TIME_STALE_MS = 1_500
"""A lap that is told later than this seems to be the next one, and what is left is less by then."""

FINISH_STALE_MS = 4_000
"""The same of a finish, which nothing follows so soon."""

REST_STALE_MS = 8_000
"""What a rest is called can wait for the time of the rep before it."""

MEAN_STALE_MS = 15_000
"""Nothing follows the mean."""


class Telling(StrEnum):
    """How much is said."""

    STARTS = "starts"
    """What comes: before each GO, and what a rest is called."""

    TIMES = "times"
    """What was run: laps, finishes, the mean."""

    ALL = "all"
    """Both, and what is left at half of a long recovery."""

    @property
    def has_starts(self) -> bool:
        """Whether what comes is said."""
        return self is not Telling.TIMES

    @property
    def has_times(self) -> bool:
        """Whether what was run is said."""
        return self is not Telling.STARTS


class Rank(IntEnum):
    """Which of two phrases goes first: a higher one cuts a lower one short, an equal one too, a lower one waits."""

    REST = 0
    LEFT = 1
    MEAN = 2
    COMING = 3
    TIME = 4


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something that is to be said.

    Attributes:
        due_ms: when, from the session's first press.
        latest_ms: after this it is stale and not begun.
        rank: what it gives way to.
        text: words and figures as the screen shows them; `pronunciation` says how they are read.
    """

    due_ms: int
    latest_ms: int
    rank: Rank
    text: str

    @property
    def key(self) -> str:
        """Identity: the same words at the same instant are the same phrase."""
        return f"{self.due_ms}:{self.rank.name.lower()}:{self.text}"


# --- what time alone brings -------------------------------------------------------------------------------------------


def phrases_between(state: State, after: int, until: int, telling: Telling) -> tuple[Phrase, ...]:
    """What time alone makes a voice say in (after, until], if nobody presses anything.

    Args:
        state: the session at or before `after`.
        after: the last instant that has been dealt with.
        until: the last instant wanted.
        telling: how much is said.

    Returns:
        The phrases, by the instant at which they are due.
    """
    due = (phrase for phrase in _timeline(state, until, telling) if after < phrase.due_ms <= until)
    return tuple(sorted(due, key=lambda phrase: (phrase.due_ms, -phrase.rank)))


def _timeline(state: State, until: int, telling: Telling) -> Iterator[Phrase]:
    yield from _within(state, telling)
    for crossed in crossings(state, until):
        yield from _within(crossed, telling)


def _within(state: State, telling: Telling) -> Iterator[Phrase]:
    """What is said in one step on its way to its end."""
    if state.phase is not Phase.RUNNING or state.is_paused:
        return
    if telling.has_starts:
        yield from _coming(state)
        yield from _rest(state)
    if telling is Telling.ALL:
        yield from _left(state)


def _coming(state: State) -> Iterator[Phrase]:
    """What comes, before a GO that the clock brings; before one that waits for a press as the pause begins."""
    following = state.next_run
    if following is None or not state.leads_to_rep or state.is_skipped:
        return
    words = coming_words(state, following)
    go_ms = state.go_ms if state.go_ms is not None else state.deadline_ms()
    began_ms = state.started_ms + AFTER_TONE_MS
    earliest_ms, latest_ms = COMING_MS
    if go_ms is None:
        if state.step is not None and state.step.is_pause:
            yield Phrase(began_ms, began_ms + latest_ms, Rank.COMING, words)
        return
    due_ms = max(go_ms - earliest_ms, began_ms)
    if due_ms <= go_ms - latest_ms:
        yield Phrase(due_ms, go_ms - latest_ms, Rank.COMING, words)


def coming_words(state: State, run: RunStep) -> str:
    """A rep that comes, in words: `rep 4 of 8, 400 in 78`, `set 2 of 3, rep 1 of 4, 200`, `last one, 400 in 78`.

    Args:
        state: the session before the rep.
        run: the rep.
    """
    step, count = run.step, count_of(state, run)
    reps = [other for other in state.steps if other.step.kind is StepKind.REP]
    parts = []
    if (step.sets or 1) > 1 and (step.rep or 1) == 1:
        parts.append(f"set {step.set} of {step.sets}")
    if len(reps) > 1 and reps[-1].uid == run.uid:
        parts.append("last one")
    elif count is not None:
        parts.append(f"rep {count[0]} of {count[1]}")
    return ", ".join((*parts, _size(step) + _target(step)))


def _size(step: Step) -> str:
    match step.end:
        case ByDistance(distance_mm):
            return distance_text(distance_mm).lower()
        case ByTime(duration_ms):
            return format_countdown(duration_ms)
        case _:
            return step.label


def _target(step: Step) -> str:
    """How fast, as the screen has it; a target that says no time in its own words."""
    target = step.target
    if target is None:
        return ""
    if target.low_ms is None:
        return f", {told_text(target.text)}"
    high_ms = target.high_ms or target.low_ms
    times = f" in {wanted_text(target.low_ms, high_ms).replace('-', ' to ')}"
    return f"{times}, each faster" if target.each_faster and tells_times(target.text, target.low_ms, high_ms) else times


def _rest(state: State) -> Iterator[Phrase]:
    """A rest is called by its name when it begins."""
    step = state.step
    if step is not None and step.kind is StepKind.REST and state.go_ms is None:
        due_ms = state.started_ms + AFTER_TONE_MS
        words = describe_pause(step)
        text = words if words.startswith(NAMES[step.kind].lower()) else f"{NAMES[step.kind].lower()}, {words}"
        yield Phrase(due_ms, due_ms + REST_STALE_MS, Rank.REST, text)


def _left(state: State) -> Iterator[Phrase]:
    """What is left at half of a long recovery or rest, in whole seconds, as the clock then shows it."""
    step, deadline_ms = state.step, state.deadline_ms()
    if step is None or deadline_ms is None or not step.is_pause or state.go_ms is not None:
        return
    length_ms = deadline_ms - state.started_ms - state.paused_ms
    if length_ms >= LONG_MS:
        left_ms = length_ms // 2 // 1_000 * 1_000
        due_ms = deadline_ms - left_ms
        if due_ms > state.started_ms:
            yield Phrase(due_ms, due_ms + TIME_STALE_MS, Rank.LEFT, f"{format_countdown(left_ms)} left")


# --- what a press, and the end, bring -------------------------------------------------------------------------------


def said_of_mark(figure: MarkFigure, against: str) -> Phrase:
    """A mark in words: the lap and its delta, at the finish the time and what it is against.

    Args:
        figure: the mark as it is shown.
        against: the short name of what it is held against.
    """
    text = figure.time
    is_near = figure.marks > 1 and figure.lap_ms < NEAR_MS
    if figure.delta is not None and not is_near:
        text += f", {signed(figure.delta.text)}"
        if figure.is_finish and against:
            text += f" against {against}"
    stale_ms = FINISH_STALE_MS if figure.is_finish else TIME_STALE_MS
    return Phrase(figure.from_ms, figure.from_ms + stale_ms, Rank.TIME, text)


def signed(difference: str) -> str:
    """A difference with its sign as a word: `minus 0.6`."""
    return difference.replace("-", "minus ").replace("+", "plus ")


def said_at_end(results: SessionResults) -> Phrase | None:
    """The mean of a session that is over; None where there is no mean of more than one rep.

    Args:
        results: what it came to.
    """
    main = main_summary(summary_of(results).sizes)
    if main is None or main.count < 2:
        return None
    due_ms = results.ended_ms + AFTER_TONE_MS
    return Phrase(due_ms, due_ms + MEAN_STALE_MS, Rank.MEAN, f"mean {time_text(main.mean_shown_ms)}")


# --- when nothing is said -------------------------------------------------------------------------------------------

_BEFORE_ZERO_MS = {Sound.THREE: 3_000, Sound.TWO: 2_000, Sound.ONE: 1_000, Sound.GO: 0}
_BEFORE_ZERO_MS |= dict.fromkeys((Sound.ON_YOUR_MARKS, Sound.SET, Sound.BANG), 0)  # each is what a runner waits for


def quiet_of(cues: Iterable[Cue]) -> tuple[tuple[int, int], ...]:
    """When nothing is said: the last 5 s before each GO, and before each other end that is counted down to.

    Args:
        cues: what is due, in any order.

    Returns:
        Each span from its first instant to zero, ascending; they do not overlap, but may touch.
    """
    zeros = sorted({cue.at + _BEFORE_ZERO_MS[cue.sound] for cue in cues if cue.sound in _BEFORE_ZERO_MS})
    spans: list[tuple[int, int]] = []
    for zero in zeros:
        start = max(zero - QUIET_MS, spans[-1][1]) if spans else zero - QUIET_MS
        spans.append((start, zero))
    return tuple(spans)
