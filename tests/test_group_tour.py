"""The demo of a group: six runners run it to the end, and whatever slips is mended."""

from __future__ import annotations

from tests.fakes import FakeClock, FakeSpeaker, FakeStore
from trackclock.application.entrants import entrants_of, names_in
from trackclock.cli import GROUP_DEMO_SESSION
from trackclock.core.events import Undone
from trackclock.core.group import commands as group_ask
from trackclock.core.group_events import Named, Passed, Swapped
from trackclock.core.plan import StepKind
from trackclock.core.session import Phase
from trackclock.formats.bundled import load_bundled
from trackclock.group_tour import GroupTour, demo_plan
from trackclock.recorder.group import GroupRecorder

LOOK_MS = 3_000
"""Between two looks of the screen, on the demo's clock."""


def test_the_demo_is_run_to_its_end_and_each_slip_is_mended() -> None:
    plan = demo_plan(load_bundled(GROUP_DEMO_SESSION))
    clock, tour = FakeClock(), GroupTour(by_itself=True)
    entrants = entrants_of(plan, names_in(plan, ()), ())
    recorder = GroupRecorder(plan, "x.toml", entrants, clock, FakeStore(), FakeSpeaker())
    recorder.submit(group_ask.SomebodyPasses(), clock.now_ms())
    said: list[str] = []
    for _ in range(2_000):
        clock.advance(LOOK_MS)
        recorder.view(clock.now_ms())
        said.append(tour(recorder, clock.now_ms()))
        if recorder.phase is Phase.FINISHED:
            break
    assert recorder.phase is Phase.FINISHED
    assert not recorder.view(clock.now_ms()).unnamed
    reps = [step for step in plan.steps if step.kind is StepKind.REP]
    for number, one in enumerate(recorder.members):
        ran = [step for step in one.results().steps if step.step.kind is StepKind.REP]
        assert [len(step.splits) for step in ran] == [len(step.marks_mm) for step in reps]
        times = [step.time_ms for step in ran if step.time_ms is not None]
        aim = entrants[number].plan.steps[0].target
        assert aim is not None
        assert aim.low_ms is not None
        assert all(abs(ms / aim.low_ms - 1) < 0.06 for ms in times), "nobody has another one's time"
    events = [entry.event for entry in recorder.log]
    for kind in (Passed, Named, Swapped, Undone):
        assert any(isinstance(event, kind) for event in events), kind
    words = " ".join(said)
    for mended in ("takes the mark back", "names them", "swaps the two", "a session of their own"):
        assert mended in words
