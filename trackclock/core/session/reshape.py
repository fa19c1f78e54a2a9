"""Reps and sets added or dropped while the session runs.

It exists because a range ("4-6 x") is a choice made on the track, and a plan that cannot follow it would lie.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter

from trackclock.core.plan import Open, Step, StepKind
from trackclock.core.session.changing import changed
from trackclock.core.session.state import Phase, RunStep, State

_UID = attrgetter("uid")
_UID_RUN = attrgetter("run.uid")
_GROUP = attrgetter("step.group")


def current_group(state: State) -> tuple[int, int] | None:
    """The (block, group) that adding and dropping speak of.

    It is that of the current rep or of the pause between reps, else of the newest rep that is over; None before the
    first rep.
    """
    step = state.step
    if step is not None and state.phase is Phase.RUNNING and _has_reps(state, step.group) and step.rep is not None:
        return step.block, step.group
    for outcome in reversed(state.outcomes):
        if outcome.run.step.kind is StepKind.REP:
            return outcome.run.step.block, outcome.run.step.group
    return None


def _has_reps(state: State, group: int) -> bool:
    from_here = (*state.steps[max(state.index - 1, 0) :], *state.steps)  # its own reps are next to it
    return any(run.step.group == group and run.step.kind is StepKind.REP for run in from_here)


def can_drop_reps(state: State) -> bool:
    """Whether reps of the current set are still to come."""
    return drop_reps(state).steps != state.steps


def can_drop_sets(state: State) -> bool:
    """Whether sets of the current block are still to come."""
    return drop_sets(state).steps != state.steps


def can_add(state: State) -> bool:
    """Whether one more rep or set has a place: during its set, or in the pause right behind it."""
    group = current_group(state)
    if group is None or state.phase not in (Phase.RUNNING, Phase.FINISHED):
        return False
    last = _last_rep(state, lambda step: (step.block, step.group) == group)
    if last >= state.index:
        return True
    # Behind the set the running pause becomes the recovery before the new rep; any further on it is too late.
    between = state.steps[last + 1 : state.index]
    return all(run.step.group == group[1] for run in between) and not _is_rep(state.step)


def drop_reps(state: State) -> State:
    """Leave out the reps of the set that have not begun, with the recoveries before them."""
    group = current_group(state)
    if group is None:
        return state
    return _drop(state, lambda step: (step.block, step.group) == group)


def drop_sets(state: State) -> State:
    """Leave out the sets of the block that have not begun, with the rests before them."""
    group = current_group(state)
    if group is None:
        return state
    return _drop(state, lambda step: step.block == group[0] and step.group != group[1])


def _drop(state: State, is_dropped: Callable[[Step], bool]) -> State:
    """Drop the steps behind the current one, and the current one itself where it is a pause that led to them.

    The pause that has begun is then the pause to whatever comes next, from the finish of the last rep on.
    """
    step = state.step
    ahead = [run for run in state.steps[state.index + 1 :] if not is_dropped(run.step)]
    dropped = [run for run in state.steps[state.index + 1 :] if is_dropped(run.step)]
    if not any(run.step.kind is StepKind.REP for run in dropped):
        return state
    kept = state.steps[: state.index + 1]
    following = state.next_run
    if step is None or not step.is_pause or following is None or not is_dropped(following.step):
        return changed(state, steps=(*kept, *ahead))
    if ahead and _is_rep(ahead[0].step):
        return changed(state, steps=(*kept, *ahead))
    return changed(state, steps=(*kept[:-1], *ahead), go_ms=None, waits=False, is_skipped=False)


def add_rep(state: State) -> State:
    """Put one more rep with its recovery at the end of the set.

    Where the set is over, the pause that has begun becomes the recovery before the added rep.
    """
    group = current_group(state)
    if group is None:
        return state
    template = _counted(state, state.steps[_last_rep(state, lambda step: (step.block, step.group) == group)].step)
    members = (run.step for run in state.steps if (run.step.block, run.step.group) == group)
    pause = next((step for step in members if step.is_pause), None)
    reps = (template.reps or 1) + 1
    rep = replace(template, rep=reps, reps=reps, optional=False, planned=False)
    if pause is None:
        recovery = replace(_open_pause(StepKind.RECOVERY, template), planned=False)
    else:
        recovery = replace(pause, rep=template.rep, reps=reps, set=template.set, optional=False, planned=False)
    state = _with_count(state, group, reps)
    return _insert(state, lambda step: (step.block, step.group) == group, recovery, (rep,))


def length_of_set(state: State) -> int:
    """How many steps one more set would add: its reps and recoveries, and the rest before it."""
    group = current_group(state)
    return 0 if group is None else 1 + len(_steps_of_set(state, group))


LENGTH_OF_REP = 2
"""How many steps one more rep adds: itself and a recovery."""


def _steps_of_set(state: State, group: tuple[int, int]) -> list[Step]:
    """The steps of a set from its first rep to its last."""
    members = [_counted(state, run.step) for run in state.steps if (run.step.block, run.step.group) == group]
    reps = [index for index, step in enumerate(members) if step.kind is StepKind.REP]
    return members[reps[0] : reps[-1] + 1] if reps else []


def add_set(state: State) -> State:
    """Put one more set with its rest behind the last set of the block."""
    group = current_group(state)
    if group is None:
        return state
    block = [run.step for run in state.steps if run.step.block == group[0]]
    members = _steps_of_set(state, group)
    if not members:
        return state
    fresh = 1 + max(map(_GROUP, state.steps))
    sets = (members[0].sets or 1) + 1
    copies = tuple(replace(step, set=sets, sets=sets, group=fresh, optional=False, planned=False) for step in members)
    with_reps = {run.step.group for run in state.steps if run.step.kind is StepKind.REP}
    between = next((step for step in block if step.group not in with_reps and step.is_pause), None)
    last = _counted(state, next(step for step in reversed(block) if step.kind is StepKind.REP))
    rest = between or _open_pause(StepKind.REST, last)
    rest = replace(rest, rep=last.rep, reps=last.reps, set=last.set, sets=sets, optional=False, planned=False)
    rest = replace(rest, group=fresh + 1)
    state = _with_count(state, (group[0], None), sets)
    return _insert(state, lambda step: step.block == group[0], rest, copies)


def open_recovery(state: State, after: Step) -> RunStep:
    """An open recovery behind a rep, not in the plan, with a uid of its own."""
    return RunStep(_next_uid(state), replace(_open_pause(StepKind.RECOVERY, after), planned=False))


def _open_pause(kind: StepKind, after: Step) -> Step:
    label = "recovery" if kind is StepKind.RECOVERY else "rest"
    return Step(kind, Open(), label, after.rep, after.reps, after.set, after.sets, after.block, after.group)


def _next_uid(state: State) -> int:
    ran = max(map(_UID_RUN, state.outcomes), default=-1)
    return 1 + max(ran, len(state.plan.steps) - 1, max(map(_UID, state.steps), default=-1))


def _is_rep(step: Step | None) -> bool:
    return step is not None and step.kind is StepKind.REP


def _last_rep(state: State, belongs: Callable[[Step], bool]) -> int:
    last_first = range(len(state.steps) - 1, -1, -1)
    return next(
        (index for index in last_first if _is_rep(state.steps[index].step) and belongs(state.steps[index].step)), -1
    )


def _with_count(state: State, of: tuple[int, int | None], count: int) -> State:
    return changed(state, counts=tuple({**dict(state.counts), of: count}.items()))


def _counted(state: State, step: Step) -> Step:
    """A step with the newest counts of its set and block."""
    return _with_counts(step, dict(state.counts)) if state.counts else step


def _with_counts(step: Step, counts: dict[tuple[int, int | None], int]) -> Step:
    if step.rep is None:
        return step
    reps = counts.get((step.block, step.group), step.reps)
    sets = counts.get((step.block, None), step.sets)
    return step if (reps, sets) == (step.reps, step.sets) else replace(step, reps=reps, sets=sets)


def counted(state: State) -> State:
    """Say the newest counts of reps and sets in every step, those that are over included.

    Once for any number of added reps: a log of many would else be folded in the square of its length.
    """
    counts = dict(state.counts)

    def with_counts(run: RunStep) -> RunStep:
        step = _with_counts(run.step, counts)
        return run if step is run.step else RunStep(run.uid, step)

    steps = tuple(with_counts(run) for run in state.steps)
    outcomes = tuple(replace(outcome, run=with_counts(outcome.run)) for outcome in state.outcomes)
    return changed(state, steps=steps, outcomes=outcomes)


def _insert(state: State, belongs: Callable[[Step], bool], pause: Step, steps: tuple[Step, ...]) -> State:
    """Put a pause and what follows it behind the last rep that belongs.

    A recovery that stands behind that rep already ("after each") leads to the added steps, and the new pause
    trails in its stead. Where the place is the current one, the pause that has begun becomes the new one.
    """
    uid = _next_uid(state)
    place = _last_rep(state, belongs) + 1
    added: tuple[Step, ...] = (pause, *steps)
    has_trailing = place < len(state.steps) and state.steps[place].step.is_pause and belongs(state.steps[place].step)
    if has_trailing and place >= state.index:
        place += 1
        added = (*steps, pause)
    place = max(place, state.index)
    runs = tuple(RunStep(uid + offset, step) for offset, step in enumerate(added))
    inserted = changed(state, steps=(*state.steps[:place], *runs, *state.steps[place:]))
    if place != state.index:
        return inserted
    began_ms = state.outcomes[-1].ended_ms if state.outcomes else state.started_ms
    return changed(inserted, phase=Phase.RUNNING, started_ms=began_ms, go_ms=None, waits=False, is_skipped=False)
