"""What is shown in the demo of a group: six runners, a coach with one keyboard, and three slips that are mended.

It exists apart from the tour of one runner because a coach presses for all of them: most by their digits, two who come
together without a name, one by mistake, two the wrong way round. Nothing here decides what becomes of a press.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import Final

from trackclock.core.commands import key_of
from trackclock.core.group import commands as group_ask
from trackclock.core.group.commands import GroupCommand
from trackclock.core.plan import Plan, PlanAthlete, StepKind
from trackclock.core.session import Phase, State
from trackclock.demo import SimulatedRunner
from trackclock.recorder.group import GroupRecorder

_AIMS: Final = {"Ana": "1:57", "Ben": "2:02", "Chloe": "2:03", "Dov": "2:06", "Eva": "2:08", "Finn": "2:14"}
"""Who runs in the demo, and what they are to run."""

_FORMS: Final = (0.98, 1.0, 0.995, 1.01, 1.015, 1.03)
_NAMES: Final = tuple(_AIMS)
_UNNAMED: Final = (1, 2)
_SWAPPED: Final = (3, 4)
_MISTAKEN: Final = 5
_LOOK_MS: Final = 30_000
"""So long a slip stands before it is mended: a second at the speed of the demo."""

_SOON_MS: Final = 12_000
"""So long until the mark that was one too many, and again until it is taken back: nobody else passes meanwhile."""

_BEGUN: Final = "Each digit is an athlete: it marks that one's pass, and each row has its split against its own target."
_RESTING: Final = "The rest counts from the last one in; then one GO for all."
_OVER: Final = "Each has a session of their own now, with its splits; this one only until the demo is left."


@dataclass(frozen=True, slots=True)
class _Deed:
    """Something that is done or said at an instant, in milliseconds from the first press; `then` if it is taken."""

    at_ms: int
    command: GroupCommand
    words: str = ""
    then: _Deed | None = None


class GroupTour:
    """What the screen of a group calls at every tick of a demo.

    Attributes:
        by_itself: whether it begins and ends without a key.
    """

    def __init__(self, *, by_itself: bool = False) -> None:
        """Take six runners.

        Args:
            by_itself: whether it begins and ends without a key.
        """
        self.by_itself = by_itself
        self._runners = tuple(SimulatedRunner(seed, form) for seed, form in enumerate(_FORMS, 1))
        self._mending: deque[_Deed] = deque()
        self._pressed: set[tuple[int, int, int]] = set()
        self._told: set[str] = set()

    def __call__(self, recorder: GroupRecorder, now_ms: int) -> str:
        """Press whatever has fallen due.

        Args:
            recorder: of the group.
            now_ms: the reading of the clock.

        Returns:
            What is to be said from now on; empty to go on saying what was said.
        """
        if not recorder.log:
            return ""
        words, now = "", recorder.session_ms(now_ms)
        while (deed := self._take_due(recorder, now)) is not None:
            words = deed.words or words
            is_done = recorder.submit(deed.command, recorder.clock_ms(deed.at_ms)).is_accepted
            if is_done and deed.then is not None:
                self._mending.append(deed.then)
        return words or self._caption(recorder)

    def _take_due(self, recorder: GroupRecorder, now: int) -> _Deed | None:
        """The earliest that is due by an instant, of what mends a slip and of who passes; it is done with then."""
        passing = min(
            (
                (due_ms, athlete)
                for athlete, one in enumerate(recorder.members)
                if (due_ms := self._due_ms(athlete, one.state)) is not None
            ),
            default=None,
        )
        if self._mending and (passing is None or self._mending[0].at_ms <= passing[0]):
            return self._mending.popleft() if self._mending[0].at_ms <= now else None
        if passing is None:
            return self._go_on(recorder, now)
        due_ms, athlete = passing
        return self._passes(recorder, athlete, due_ms) if due_ms <= now else None

    def _due_ms(self, athlete: int, state: State) -> int | None:
        """When an athlete passes next, from the first press; None while they do not run, or have passed already."""
        run = state.run
        if (
            run is None
            or run.step.kind is not StepKind.REP
            or state.phase is not Phase.RUNNING
            or state.is_getting_ready
        ):
            return None
        if (athlete, run.uid, state.next_mark() or 0) in self._pressed:
            return None  # without a name so far
        return self._runners[athlete].next_press_ms(state)

    def _go_on(self, recorder: GroupRecorder, now: int) -> _Deed | None:
        """The coach presses where all wait for it."""
        view = recorder.view(recorder.clock_ms(now))
        is_waited_for = bool(view.space) and view.clock_ms is None and view.phase is Phase.RUNNING
        return _Deed(now, group_ask.SomebodyPasses()) if is_waited_for else None

    def _passes(self, recorder: GroupRecorder, athlete: int, due_ms: int) -> _Deed:
        """An athlete is at a mark: their digit, or the slip that belongs here."""
        state = recorder.members[athlete].state
        run, mark = state.steps[state.index], state.next_mark() or 0
        self._pressed.add((athlete, run.uid, mark))
        is_finish = mark == len(run.step.marks_mm) - 1
        number = run.step.rep or 1
        if number == 1 and athlete == _MISTAKEN and mark == 0:
            self._press_by_mistake(due_ms)
        if number == 2 and is_finish and athlete in _UNNAMED:
            return self._press_unnamed(athlete, due_ms)
        if number == 3 and is_finish and athlete == _SWAPPED[0]:
            return self._press_the_wrong_one(recorder, due_ms)
        return _Deed(due_ms, group_ask.Passes(athlete))

    def _press_by_mistake(self, due_ms: int) -> None:
        """Soon after the last one has passed, a digit is pressed once more, and taken back."""
        words = f"… and {key_of('undo')} takes the mark back, and says which."
        undo = _Deed(due_ms + 2 * _SOON_MS, group_ask.UndoNewest(is_confirmed=True), words)
        oops = f"Oops: {_NAMES[0]} was nowhere near …"
        self._mending.append(_Deed(due_ms + _SOON_MS, group_ask.Passes(0), oops, undo))

    def _press_unnamed(self, athlete: int, due_ms: int) -> _Deed:
        """Two come together: two presses without a name, which they get while the others run."""
        at_ms = due_ms + _LOOK_MS
        words = f"… and {key_of('name')} names them, oldest first, while the clock runs on."
        self._mending.append(_Deed(at_ms, group_ask.NameOldest(athlete), words))
        return _Deed(due_ms, group_ask.SomebodyPasses(), "Two at once: a press each, to the millisecond, named later …")

    def _press_the_wrong_one(self, recorder: GroupRecorder, due_ms: int) -> _Deed:
        """Two who come one after the other are taken for each other, and swapped."""
        first, second = _SWAPPED
        later_ms = self._runners[second].finish_ms(recorder.members[second].state)
        words = f"… and {key_of('swap')} swaps the two."
        swap = _Deed(later_ms + _SOON_MS // 2, group_ask.SwapLast(), words)
        words = f"{_NAMES[first]} and {_NAMES[second]}: one was taken for the other …"
        return _Deed(due_ms, group_ask.Passes(second), then=_Deed(later_ms, group_ask.Passes(first), words, swap))

    def _caption(self, recorder: GroupRecorder) -> str:
        """What is seen for the first time."""
        if self._mending:
            return ""
        words = _OVER
        if recorder.phase is Phase.RUNNING:
            is_run = any(self._due_ms(athlete, one.state) is not None for athlete, one in enumerate(recorder.members))
            words = _BEGUN if is_run else _RESTING if self._pressed else ""
        if words in self._told:
            return ""
        self._told.add(words)
        return words


def demo_plan(plan: Plan) -> Plan:
    """The reps of a plan and what lies between them, for the six, each with a time of their own.

    Nobody watches six people warm up.
    """
    steps = tuple(one for one in plan.steps if one.kind not in (StepKind.WARMUP, StepKind.COOLDOWN))
    return replace(plan, steps=steps, athletes=tuple(PlanAthlete(name, aim) for name, aim in _AIMS.items()))
