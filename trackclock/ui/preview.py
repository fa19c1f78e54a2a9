"""What a change to a past session would come to, before it is made.

It exists because one deleted press can put three results right or wrong, and the runner is to see which.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.core import commands as ask
from trackclock.core.durations import format_duration
from trackclock.core.plan import StepKind
from trackclock.core.results import SessionResults, StepResult
from trackclock.core.session import Refused, decide, results_of
from trackclock.core.session.log import appended
from trackclock.recorder import Recorder
from trackclock.ui.words import clean

_PAUSES = {
    StepKind.RECOVERY: "recovery",
    StepKind.REST: "rest",
    StepKind.WARMUP: "warm-up",
    StepKind.COOLDOWN: "cool-down",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a preview.

    Attributes:
        what: which step, in words.
        before: its result now; empty where it did not exist.
        after: its result then; empty where it will not exist.
    """

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would come to.

    Attributes:
        title: the change in words.
        changes: the results that it changes.
        refusal: why it cannot be made; empty as a rule.
    """

    title: str
    changes: tuple[Change, ...] = ()
    refusal: str = ""


def preview_of(recorder: Recorder, command: ask.Command, at: int) -> Preview:
    """Work out what a change would come to, changing nothing.

    Args:
        recorder: the session.
        command: the change.
        at: when it would be made, in milliseconds from the session's first press.
    """
    decision = decide(recorder.plan, recorder.log, command, at)
    if isinstance(decision, Refused):
        return Preview("", refusal=decision.message or "that changes nothing")
    log = (*recorder.log, *appended(recorder.log, decision.events))
    before = results_of(recorder.plan, recorder.log)
    after = results_of(recorder.plan, log)
    return Preview(decision.message or "the change", changes_between(before, after))


def changes_between(before: SessionResults, after: SessionResults) -> tuple[Change, ...]:
    """The results that differ, in the order in which they were run."""
    old = {result.uid: result for result in before.steps}
    new = {result.uid: result for result in after.steps}
    uids = [*new, *(uid for uid in old if uid not in new)]
    changes: list[Change] = []
    for uid in uids:
        was, is_now = old.get(uid), new.get(uid)
        was_text = _describe(was)
        now_text = _describe(is_now)
        result = is_now or was
        if result is not None and was_text != now_text:
            results = after if is_now else before
            changes.append(Change(_name(result, results), was_text, now_text))
    if before.status is not after.status:
        changes.append(Change("the session", before.status.value, after.status.value))
    return tuple(changes)


def _name(result: StepResult, results: SessionResults) -> str:
    reps = [step for step in results.steps if step.step.kind is StepKind.REP]
    if result.step.kind is StepKind.REP:
        number = next((n for n, step in enumerate(reps, start=1) if step.uid == result.uid), 0)
        return f"rep {number} · {clean(result.step.label)}"
    number = sum(step.started_ms < result.started_ms for step in reps)
    name = _PAUSES[result.step.kind]
    return f"{name} after {number}" if result.step.is_pause and number else name


def _describe(result: StepResult | None) -> str:
    if result is None:
        return ""
    if result.skipped:
        text = "skipped"
    elif result.time_ms is None:
        text = "not finished"
    else:
        text = format_duration(result.time_ms, 2)
    if len(result.splits) > 1:
        text += " (" + " ".join(format_duration(split.lap_ms, 1) for split in result.splits) + ")"
    if result.covered_mm is not None:
        text += f", {result.covered_mm // 1_000} m"
    if result.excluded is not None:
        text += ", left out"
    elif result.doubtful:
        text += ", in doubt"
    return text
