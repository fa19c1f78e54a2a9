"""Sessions as coaches and clubs wrote them, against careful readings.

The lines belong to others and lie outside the project; where they are absent the test is skipped.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from trackclock.core.notation import NotationError, Parsed, parse, tidy
from trackclock.core.plan import Open, Plan, RecoveryMode, Step, StepKind

CORPUS = Path(__file__).parents[2].parent / "shared" / "data" / "coach-lines.tsv"
PAUSES = ("recovery", "rest")
LEAST_RIGHT_PERCENT = 90
MOST_WRONG_PERCENT = 3


@dataclass
class Line:
    """One line of the corpus."""

    text: str
    steps: list[dict[str, Any]]
    flags: list[str]

    @property
    def is_hard(self) -> bool:
        return "hard" in self.flags

    @property
    def is_unreadable(self) -> bool:
        """Whether refusing is the right answer: a fragment without a rep, or a length that nobody can know."""
        flat = list(flatten(self.steps))
        return not any(step["kind"] not in PAUSES for step in flat) or any("unknown" in step for step in flat)


def lines() -> list[Line]:
    if not CORPUS.exists():
        return []
    rows = [row.split("\t") for row in CORPUS.read_text(encoding="utf-8").split("\n")[1:] if row]
    found = []
    for text, _, reading in rows:
        plain = json.loads(reading)
        found.append(Line(text.replace("\\n", "\n"), plain["steps"], plain["flags"]))
    return found


def bounds(value: Any) -> tuple[float, float]:
    return (value[0], value[1]) if isinstance(value, list) else (value, value)


def flatten(steps: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The reading step by step, without the pause behind the last pass of a repeat (the text does not say it)."""
    for step in steps:
        if "steps" not in step:
            yield dict(step)
            continue
        low, high = bounds(step["repeat"] or 1)
        for index in range(int(high)):
            body = list(flatten(step["steps"]))
            if index == high - 1 and len(body) > 1 and body[-1]["kind"] in PAUSES:
                body.pop()
            for inner in body:
                inner["optional"] = inner.get("optional", False) or index >= low
                inner["is_last_pass"] = index == high - 1
            yield from body


def split(steps: list[Any], is_pause: Any) -> tuple[list[Any], list[list[Any]]]:
    """Reps and the like, and the pauses in the gap behind each."""
    works: list[Any] = []
    gaps: list[list[Any]] = []
    for step in steps:
        if is_pause(step):
            if gaps:
                gaps[-1].append(step)
        else:
            works.append(step)
            gaps.append([])
    return works, gaps[:-1]


def size_fault(wanted: dict[str, Any], step: Step) -> str | None:
    if "distance_m" in wanted:
        low, high = bounds(wanted["distance_m"])
        if step.distance_mm is None and str(wanted.get("mode", "")).endswith(("back", "down")):
            return None if isinstance(step.end, Open) else "length"
        is_right = step.distance_mm is not None and low - 1 <= step.distance_mm / 1_000 <= high + 1
        return None if is_right else f"{low}-{high} m"
    if "time_s" in wanted:
        low, high = bounds(wanted["time_s"])
        is_right = step.duration_ms is not None and low <= step.duration_ms / 1_000 <= high
        return None if is_right else f"{low}-{high} s"
    return None if isinstance(step.end, Open) else "open"


def work_fault(wanted: dict[str, Any], step: Step) -> str | None:
    kinds = {"warmup": StepKind.WARMUP, "cooldown": StepKind.COOLDOWN}
    if step.kind is not kinds.get(wanted["kind"], StepKind.REP):
        return f"kind {wanted['kind']}"
    if (fault := size_fault(wanted, step)) is not None:
        return fault
    if bool(wanted.get("optional")) != step.optional:
        return "optional"
    target = wanted.get("target")
    if target is not None and step.target is None and not step.notes:
        return f"target {target}"
    if target is not None and "time_s" in target:
        low, high = bounds(target["time_s"])
        found = (step.target.low_ms, step.target.high_ms) if step.target is not None else None
        return None if found == (low * 1_000, high * 1_000) else f"target {target}"
    return None


def gap_fault(wanted: list[dict[str, Any]], pauses: list[Step], before: dict[str, Any]) -> str | None:
    if not wanted:
        is_open = all(isinstance(pause.end, Open) for pause in pauses)
        return None if is_open or before.get("is_last_pass") else "no pause"
    if len(pauses) != 1:
        return f"{len(pauses)} pauses"
    told = wanted[-1]
    if (fault := size_fault(told, pauses[0])) is not None:
        return fault
    mode = str(told.get("mode") or "").replace("_", "/").split("/")[0]
    if mode in set(RecoveryMode) and pauses[0].mode != mode:
        return f"mode {mode}"
    return None


def fault_of(line: Line, parsed: Parsed) -> str | None:
    """What is misread; None if nothing is."""
    wanted, wanted_gaps = split(list(flatten(line.steps)), lambda step: step["kind"] in PAUSES)
    found, found_gaps = split(list(parsed.steps), lambda step: step.is_pause)
    for number, (want, step) in enumerate(zip_longest(wanted, found), start=1):
        if want is None or step is None:
            return f"{len(wanted)} reps wanted, {len(found)} found"
        if (fault := work_fault(want, step)) is not None:
            return f"rep {number}: {fault} wanted, found {step}"
    for number, (want_gap, pauses) in enumerate(zip(wanted_gaps, found_gaps, strict=True), start=1):
        if (fault := gap_fault(want_gap, pauses, wanted[number - 1])) is not None:
            return f"gap {number}: {fault} wanted, found {[pause.label for pause in pauses]}"
    return None


def verdict(line: Line) -> tuple[str, str]:
    """`right`, `refused` or `wrong`, and why."""
    try:
        parsed = parse(line.text)
    except NotationError as error:
        return ("right" if line.is_unreadable else "refused"), str(error)
    if line.is_unreadable:
        return "wrong", "it was read, but says too little"
    fault = fault_of(line, parsed)
    return ("right", "") if fault is None else ("wrong", fault)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_what_coaches_wrote_is_read_right_or_refused() -> None:
    counts: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    report: list[str] = []
    for line in lines():
        outcome, why = verdict(line)
        counts[line.is_hard][outcome] += 1
        if outcome != "right":
            report.append(f"{outcome}{' (hard)' if line.is_hard else ''}: {line.text!r}: {why}")
    print(*report, f"plain: {dict(counts[False])}", f"hard: {dict(counts[True])}", sep="\n")
    total = counts[False].total()
    assert total > 0
    assert counts[False]["right"] * 100 >= LEAST_RIGHT_PERCENT * total, report
    assert counts[False]["wrong"] * 100 < MOST_WRONG_PERCENT * total, report
    assert counts[True]["wrong"] == 0, report


@pytest.mark.parametrize("line", lines(), ids=lambda line: line.text[:40])
def test_what_coaches_wrote_survives_being_tidied(line: Line) -> None:
    try:
        parsed = parse(line.text)
    except NotationError as error:
        assert error.what  # noqa: PT017 - the refusal is the outcome, and it has to say why
        return
    text = tidy(Plan("x", parsed.steps))
    assert parse(text).steps == parsed.steps
    assert not text.startswith("{")
