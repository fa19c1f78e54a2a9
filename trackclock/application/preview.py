"""What a change to a past session would come to, before it is made.

It exists because one deleted press can put three results right or wrong, and the runner is to see which.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.application.dates import local_text
from trackclock.core import commands as ask
from trackclock.core.durations import format_duration
from trackclock.core.events import Log
from trackclock.core.figures import RESULT, laps_ms, time_text
from trackclock.core.plan import StepKind
from trackclock.core.results import SessionResults, Status, StepResult
from trackclock.core.session import Refused, decide, results_of
from trackclock.core.session.log import appended
from trackclock.ports import athlete_of, start_of
from trackclock.recorder import Recorder
from trackclock.safe_text import clean

_PAUSES = {
    StepKind.RECOVERY: "recovery",
    StepKind.REST: "rest",
    StepKind.WARMUP: "warm-up",
    StepKind.COOLDOWN: "cool-down",
}


REOPENED = "This opens the session again: it is not finished then, and its clock runs."
"""What is said where a change takes back what ended a session."""


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
        warning: what else has to be known before; empty as a rule.
    """

    title: str
    changes: tuple[Change, ...] = ()
    refusal: str = ""
    warning: str = ""


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
    changes = changes_between(before, after)
    changes = (*_date_change(recorder, log), *_athlete_change(recorder, log), *changes)
    is_reopened = before.status is not Status.UNFINISHED and after.status is Status.UNFINISHED
    return Preview(decision.message or "the change", changes, warning=REOPENED if is_reopened else "")


def _date_change(recorder: Recorder, log: Log) -> tuple[Change, ...]:
    header, was = recorder.header, recorder.start
    if header is None or was is None:
        return ()
    is_now = start_of(header, log)
    if is_now == was:
        return ()
    return (Change("began", *(local_text(start.wall_ms, start.utc_offset_s) for start in (was, is_now))),)


def _athlete_change(recorder: Recorder, log: Log) -> tuple[Change, ...]:
    header, was = recorder.header, recorder.athlete
    is_now = athlete_of(header, log) if header is not None else was
    return (Change("run by", *(clean(name or "you") for name in (was, is_now))),) if is_now != was else ()


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
            changes.append(Change(name_of(result, results), was_text, now_text))
    if before.ended_ms != after.ended_ms:
        changes.append(Change("in all", *(format_duration(results.ended_ms) for results in (before, after))))
    if before.status is not after.status:
        changes.append(Change("the session", before.status.value, after.status.value))
    return tuple(changes)


def name_of(result: StepResult, results: SessionResults) -> str:
    """A step in words: `rep 2 · 800 m`, `recovery after 2`, `cool-down`."""
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
        text = time_text(result.time_ms, RESULT)
    if len(result.splits) > 1:
        laps = laps_ms(split.split_ms for split in result.splits)
        text += " (" + " ".join(time_text(lap, RESULT) for lap in laps) + ")"
    if result.covered_mm is not None:
        text += f", {result.covered_mm // 1_000} m"
    if result.excluded is not None:
        text += ", left out"
    elif result.doubtful:
        text += ", in doubt"
    elif result.unconfirmed:
        text += ", not confirmed"
    return text
