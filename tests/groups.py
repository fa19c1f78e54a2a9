"""A group that was really run: through the recorder of groups, into any store.

It exists so that what is shown, exported and mended afterwards is looked at in logs as they really come to be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.fakes import FakeClock, FakeSpeaker
from trackclock.core.group.commands import NameOldest, Passes, SomebodyPasses
from trackclock.core.group.entrant import Entrant
from trackclock.core.plan import Plan, StepKind
from trackclock.ports import SessionStore
from trackclock.recorder.group import GroupRecorder


def run_group(
    store: SessionStore,
    clock: FakeClock,
    plans: Mapping[str, Plan],
    times_ms: Sequence[Sequence[int]],
    *,
    unnamed: int = 0,
    plan: Plan | None = None,
    note: str = "",
) -> GroupRecorder:
    """Run a group whose reps have one mark each; everybody is in together, and the recorder is left at the end.

    Args:
        store: where the logs go.
        clock: moved to the end.
        plans: each athlete's plan, by name, in the order of their keys.
        times_ms: rep by rep what each athlete takes.
        unnamed: how many of the passes of each rep, the first ones, are pressed with the one big key and named after
            the last of them; the names are right.
        plan: the group's; the first athlete's if left out.
        note: of the group.
    """
    entrants = [Entrant(name, one) for name, one in plans.items()]
    the_plan = plan or entrants[0].plan
    recorder = GroupRecorder(the_plan, "group.toml", entrants, clock, store, FakeSpeaker())
    assert recorder.submit(SomebodyPasses(), clock.now_ms()).is_accepted
    uids = [uid for uid, step in enumerate(the_plan.steps) if step.kind is StepKind.REP]
    for uid, times in zip(uids, times_ms, strict=False):
        given = recorder.state.given[uid].go_ms
        assert given is not None
        passes = sorted((time_ms, athlete) for athlete, time_ms in enumerate(times))
        for place, (time_ms, athlete) in enumerate(passes):
            clock.advance(recorder.clock_ms(given + time_ms) - clock.now_ms())
            command = SomebodyPasses() if place < unnamed else Passes(athlete)
            said = recorder.submit(command, clock.now_ms())
            assert said.is_accepted, said.message
        for _, athlete in passes[:unnamed]:
            said = recorder.submit(NameOldest(athlete), clock.advance(1_000))
            assert said.is_accepted, said.message
    if note:
        recorder.write_note(note, clock.now_ms())
    recorder.leave(clock.advance(5_000))
    return recorder
