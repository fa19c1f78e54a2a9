"""What space does in each state: the column of that name in ARCHITECTURE.md, "The table of states".

It exists as one table because the press that is decided and the word that stands beside the key must never differ:
both are read from the same row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trackclock.core.durations import format_distance
from trackclock.core.events import (
    Cause,
    Reason,
    RecoveryCut,
    RepFinished,
    Resumed,
    SessionStarted,
    SplitMarked,
    StepEnded,
)
from trackclock.core.plan import ByTime, StepKind
from trackclock.core.session.decision import Accepted, Decision, Refused
from trackclock.core.session.guard import REASONS, is_early_cut
from trackclock.core.session.state import Phase, State


@dataclass(frozen=True, slots=True)
class SpaceUse:
    """What space does in one state of the table.

    Attributes:
        state: the state, in the words of the table.
        is_in: whether a session advanced to an instant is in it, unless a row above has it.
        words: what the screen says that space does, in two or three words; empty where it does nothing.
        decide: what a press at the instant comes to, the guard apart.
    """

    state: str
    is_in: Callable[[State, int], bool]
    words: Callable[[State], str]
    decide: Callable[[State, int, Cause], Decision]


def use_of(state: State, at: int) -> SpaceUse:
    """The row that holds for a session advanced to `at`."""
    return next(use for use in SPACE_USES if use.is_in(state, at))


def go_after(state: State, at: int) -> int:
    """When the next step begins after a press at `at`: after `get_ready` where that is a rep, else at once.

    A timed pause that is nearly over keeps its deadline where that is sooner (ARCHITECTURE.md, "The table of states").
    """
    if not state.leads_to_rep:
        return at
    go_ms = at + state.plan.get_ready_ms
    deadline = state.deadline_ms()
    if state.step is not None and state.step.is_pause and not state.waits and deadline is not None and at < deadline:
        return min(go_ms, deadline)
    return go_ms


def _to_go(words: str) -> Callable[[State], str]:
    """The words of a press after which a rep begins, and that the press itself is the GO where nothing counts down."""
    return lambda state: f"{words}: GO" if state.leads_to_rep and not state.plan.get_ready_ms else words


def _says(words: str) -> Callable[[State], str]:
    return lambda _: words


def _is_over(state: State, _: int) -> bool:
    return state.phase not in (Phase.READY, Phase.RUNNING)


def _is_before_first(state: State, _: int) -> bool:
    return state.step is None


def _is_in(kind: StepKind) -> Callable[[State, int], bool]:
    return lambda state, _: state.step is not None and state.step.kind is kind


def _is_in_timed_rep(state: State, _: int) -> bool:
    step = state.step
    return step is not None and step.kind is StepKind.REP and isinstance(step.end, ByTime)


def _is_before_finish(state: State, _: int) -> bool:
    step, mark = state.step, state.next_mark()
    return step is not None and step.kind is StepKind.REP and (mark is None or mark == len(step.marks_mm) - 1)


def _is_in_timed_pause(state: State, at: int) -> bool:
    step, deadline = state.step, state.deadline_ms()
    return step is not None and not state.waits and step.is_ended_by_clock and deadline is not None and at < deadline


def _split_words(state: State) -> str:
    step, mark = state.step, state.next_mark()
    return f"split at {format_distance(step.marks_mm[mark])}" if step is not None and mark is not None else "split"


def _start(state: State, at: int, cause: Cause) -> Decision:
    first_is_rep = state.steps[0].step.kind is StepKind.REP
    return Accepted((SessionStarted(at, cause, at + state.plan.get_ready_ms if first_is_rep else at),))


def _resume(_: State, at: int, cause: Cause) -> Decision:
    return Accepted((Resumed(at, cause),))


def _refuse(words: str) -> Callable[[State, int, Cause], Decision]:
    return lambda _state, _at, _cause: Refused(words)


def _split(state: State, at: int, cause: Cause) -> Decision:
    return Accepted((SplitMarked(at, cause, state.next_mark()),))


def _split_without_distance(_: State, at: int, cause: Cause) -> Decision:
    return Accepted((SplitMarked(at, cause, None),))


def _finish(_: State, at: int, cause: Cause) -> Decision:
    return Accepted((RepFinished(at, cause),))


def _cut(state: State, at: int, cause: Cause) -> Decision:
    return Accepted((RecoveryCut(at, cause, go_after(state, at)),))


def _end(state: State, at: int, cause: Cause) -> Decision:
    return Accepted((StepEnded(at, cause, go_after(state, at)),))


SPACE_USES = (
    SpaceUse("ready", lambda state, _: state.phase is Phase.READY, _to_go("start"), _start),
    SpaceUse("finished", _is_over, _says(""), _refuse("the session is over")),
    SpaceUse("paused", lambda state, _: state.is_paused, _says("go on"), _resume),
    SpaceUse("get ready", lambda state, _: state.is_getting_ready, _says(""), _refuse(REASONS[Reason.GET_READY])),
    SpaceUse(
        "start taken back",
        _is_before_first,
        lambda state: "get ready" if state.plan.get_ready_ms else "start: GO",
        _end,
    ),
    SpaceUse("timed rep", _is_in_timed_rep, _says("split"), _split_without_distance),
    SpaceUse("rep at its last mark, open rep, exercise", _is_before_finish, _says("finish"), _finish),
    SpaceUse("distance rep", _is_in(StepKind.REP), _split_words, _split),
    SpaceUse(
        "cool-down",
        _is_in(StepKind.COOLDOWN),
        lambda state: "end the session" if state.next_run is None else "end the cool-down",
        _end,
    ),
    SpaceUse("warm-up", _is_in(StepKind.WARMUP), _to_go("end the warm-up"), _end),
    SpaceUse("recovery that has just begun", is_early_cut, _to_go("twice: cut short"), _cut),
    SpaceUse("timed recovery or rest", _is_in_timed_pause, _to_go("cut short"), _cut),
    SpaceUse(
        "any other recovery or rest",
        lambda _state, _at: True,
        lambda state: _to_go("next rep")(state) if state.leads_to_rep else "go on",
        _end,
    ),
)
"""The table: of the rows that fit, the first counts, and the last fits always."""
