"""What is shown in the demo: a session with three slips in it, and in captions what is seen and which key mends it.

It exists apart from the simulated runner because that one never slips: this one hands on what it presses, late, too
early or not at all, and then does what a runner would. Nothing here decides what becomes of a press.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from trackclock.core import commands as ask
from trackclock.core.commands import key_of
from trackclock.core.plan import ByTime, Plan, StepKind
from trackclock.core.session import Phase, State
from trackclock.demo import SimulatedRunner
from trackclock.recorder import Recorder


class _Slip(StrEnum):
    EARLY = "early"
    MISSED = "missed"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class _Deed:
    """Something that is done or said at an instant, in milliseconds from the session's first press."""

    at_ms: int
    command: ask.Command | None
    words: str = ""


_LATE_MS: Final = 3_000
_STEP_MS: Final = 500
_LOOK_MS: Final = 40_000
"""So long a slip stands before it is mended: more than a second at the speed of the demo."""

_EARLY_AT, _MENDED_AT = 0.6, 0.93
"""At which part of the rep somebody presses who is not at the line, and when that is taken back."""

_KINDS: Final = {
    StepKind.WARMUP: "The warm-up counts down. The runner presses space on coming to the line.",
    StepKind.REP: "Space at each mark and at the finish: each split stands against the target and against last time.",
    StepKind.RECOVERY: "The recovery counts down by itself: 10 s, then 3, 2, 1, GO.",
    StepKind.REST: "A rest between the sets; it counts down as a recovery does.",
    StepKind.COOLDOWN: "All reps are run: the summary, and beside it the cool-down.",
}
_GET_READY: Final = "A press leads to a countdown: the rep starts at GO, to the millisecond."
_TIMED: Final = "A rep by time ends by itself."
_OVER: Final = "That was a whole session. It is kept with its splits; this one only until the demo is left."


class Tour:
    """What the live screen calls at every tick of a demo.

    Attributes:
        by_itself: whether it begins and ends without a key.
    """

    def __init__(self, runner: SimulatedRunner, *, by_itself: bool = False) -> None:
        """Take a runner.

        Args:
            runner: who runs.
            by_itself: whether it begins and ends without a key.
        """
        self.by_itself = by_itself
        self._runner = runner
        self._slips: dict[int, _Slip] | None = None
        self._mending: deque[_Deed] = deque()
        self._place: tuple[int, Phase, bool] | None = None
        self._told: set[str] = set()

    def __call__(self, recorder: Recorder, now_ms: int) -> str:
        """Press whatever has fallen due.

        Args:
            recorder: of the session.
            now_ms: the reading of the clock.

        Returns:
            What is to be said from now on; empty to go on saying what was said.
        """
        if not recorder.log:
            return ""
        if self._slips is None:
            self._slips = _slips_of(recorder.plan)
        words = ""
        while (deed := self._next(recorder.state)) is not None:
            at_ms = recorder.clock_ms(deed.at_ms)
            if at_ms > now_ms:
                break
            if self._mending and self._mending[0] is deed:
                self._mending.popleft()
            words = deed.words or words
            if deed.command is not None and not recorder.submit(deed.command, at_ms).is_accepted:
                break
        place = _place_of(recorder.state)
        if words or self._mending or place == self._place:
            self._place = place
            return words
        self._place = place
        return self._caption(recorder.state)

    def _next(self, state: State) -> _Deed | None:
        """What is done next; while a slip is being mended, nothing else."""
        if self._mending:
            return self._mending[0]
        due_ms = self._runner.next_press_ms(state)
        if due_ms is None:
            return None
        slip = self._slips.get(state.index) if self._slips and _is_in_rep(state) else None
        mark = state.next_mark()
        if slip is None or mark is None:
            return _Deed(due_ms, ask.Press())
        marks = len(state.steps[state.index].step.marks_mm)
        if slip is _Slip.MISSED and mark == 0:
            return self._miss(state, due_ms)
        if slip is _Slip.EARLY and mark == marks - 1:
            return self._press_early(state, due_ms)
        if slip is _Slip.LATE and mark == marks - 1:
            return self._press_late(state, due_ms)
        return _Deed(due_ms, ask.Press())

    def _miss(self, state: State, due_ms: int) -> _Deed:
        """Nobody presses at the first mark; the press at the finish is taken for it, until that is said."""
        self._take(state)
        finish_ms = self._runner.finish_ms(state)
        self._mending.extend(
            (
                _Deed(due_ms, None, "At this mark nobody pressed."),
                _Deed(finish_ms, ask.Press(), "The press at the finish was taken for the mark that was missed …"),
                _Deed(
                    finish_ms + _LOOK_MS,
                    ask.CountAsNextMark(),
                    f"… and {key_of('next_mark')} says so: now it is the finish, at its own instant.",
                ),
            )
        )
        return self._mending[0]

    def _press_early(self, state: State, due_ms: int) -> _Deed:
        """Somebody presses who is not at the line, and it is taken back."""
        self._take(state)
        whole_ms = due_ms - state.started_ms
        self._mending.extend(
            (
                _Deed(
                    state.started_ms + round(whole_ms * _EARLY_AT),
                    ask.Press(),
                    "Oops: a press, and nobody is at the line. It was taken for the finish …",
                ),
                _Deed(
                    state.started_ms + round(whole_ms * _MENDED_AT),
                    ask.Undo(is_confirmed=True),
                    f"… and {key_of('undo')} takes it back: the rep runs on, its clock has never stood still.",
                ),
            )
        )
        return self._mending[0]

    def _press_late(self, state: State, due_ms: int) -> _Deed:
        """The finish is pressed too late, and moved to where it was."""
        self._take(state)
        late_ms = due_ms + _LATE_MS
        self._mending.append(_Deed(late_ms, ask.Press(), "That press came three seconds late …"))
        words = f"… and {key_of('earlier')} makes it half a second earlier each time."
        for number in range(_LATE_MS // _STEP_MS):
            self._mending.append(_Deed(late_ms + _LOOK_MS + number * 6_000, ask.MoveLastMark(-_STEP_MS), words))
        return self._mending[0]

    def _take(self, state: State) -> None:
        """A slip happens once."""
        if self._slips is not None:
            del self._slips[state.index]

    def _caption(self, state: State) -> str:
        """What is seen for the first time."""
        words = _words_of(state)
        if words in self._told:
            return ""
        self._told.add(words)
        return words


def _slips_of(plan: Plan) -> dict[int, _Slip]:
    """Which reps something goes wrong in, by their place in the plan; the first of all is seen to go well."""
    reps = [(index, step) for index, step in enumerate(plan.steps) if step.kind is StepKind.REP]
    long = [index for index, step in reps if len(step.marks_mm) == 2][1:]
    short = [index for index, step in reps if len(step.marks_mm) == 1]
    return {**dict(zip(long, (_Slip.EARLY, _Slip.MISSED), strict=False)), **dict.fromkeys(short[:1], _Slip.LATE)}


def _is_in_rep(state: State) -> bool:
    is_rep = state.step is not None and state.step.kind is StepKind.REP
    return is_rep and state.phase is Phase.RUNNING and not state.is_getting_ready


def _place_of(state: State) -> tuple[int, Phase, bool]:
    return state.index, state.phase, state.is_getting_ready


def _words_of(state: State) -> str:
    if state.phase is not Phase.RUNNING:
        return _OVER
    if state.is_getting_ready or state.step is None:
        return _GET_READY
    if state.step.kind is StepKind.REP and isinstance(state.step.end, ByTime):
        return _TIMED
    return _KINDS.get(state.step.kind, "")
