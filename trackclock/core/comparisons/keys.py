"""What makes two reps, or two sessions, the same: equal size, like for like, the same workout.

It exists because a 400 must never be held against an 800, and because a session typed in anew, under another name,
must still find its past (ARCHITECTURE.md, "Like for like").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from trackclock.core.durations import format_distance, format_duration
from trackclock.core.plan import ByCycle, ByDistance, ByTime, Open, Plan, Step, StepKind

FIRST_REP = "-"
"""The recovery before the first rep of a session: there is none to prescribe."""

NO_RECOVERY = "t0"
"""Two reps that follow each other without a pause."""

_LONGEST_CYCLE = 60

_GROUNDS = (
    ("downhill", re.compile(r"\b(?:downhills?|down hill)\b")),
    ("hill", re.compile(r"\b(?:hills?|uphills?|slopes?|inclines?)\b")),
    ("stairs", re.compile(r"\bstairs\b")),
)
"""What is not run on the flat, and the words that say so; the first that fits."""


class SizeKind(StrEnum):
    """What the size of a rep is measured in; the value is its first letter in a key."""

    DISTANCE = "d"
    TIME = "t"
    OPEN = "o"


@dataclass(frozen=True, slots=True)
class SizeKey:
    """The size of a rep: two reps may only be held against each other where it is equal.

    Attributes:
        kind: what it is measured in.
        amount: the distance in millimetres or the duration in milliseconds; 0 for an open rep.
        label: of an open rep its label, of a rep with a pattern the pattern, so that a mile with jogged bends is
            never a mile; else empty.
        ground: what a rep with a distance or a duration is run over where that is not the flat (`ground_of`), so that
            100 m up a hill are never 100 m on the track; else empty.
    """

    kind: SizeKind
    amount: int
    label: str = ""
    ground: str = ""

    def as_text(self) -> str:
        """A stable form for a database column: `d800000`, `t600000`, `d100000 hill`, `o0:5 squats`."""
        ground = f" {self.ground}" if self.ground else ""
        return f"{self.kind.value}{self.amount}{ground}" + (f":{self.label}" if self.label else "")

    @classmethod
    def parse(cls, text: str) -> SizeKey:
        """Read `as_text` back.

        Raises:
            ValueError: if it is not such a text.
        """
        head, _, label = text.partition(":")
        amount, _, ground = head[1:].partition(" ")
        return cls(SizeKind(head[:1]), int(amount), label, ground)

    @property
    def distance_mm(self) -> int | None:
        """The plain distance in millimetres; None for timed and open reps, with a pattern and off the flat."""
        return self.amount if self.kind is SizeKind.DISTANCE and not self.label and not self.ground else None

    def describe(self) -> str:
        """The size as a runner says it: `800 m`, `10:00`, `100 m hill`, `5 squats`."""
        if self.kind is SizeKind.OPEN:
            return self.label
        ground = f" {self.ground}" if self.ground else ""
        if self.kind is SizeKind.TIME:
            return format_duration(self.amount) + ground
        return format_distance(self.amount) + ground + (" with a pattern" if self.label else "")


@dataclass(frozen=True, slots=True)
class LikeKey:
    """Like for like across sessions: equal size, equal prescribed recovery before it, equal place among such reps.

    Attributes:
        size: the size of the rep.
        recovery: the prescribed recovery before it: `-` for the first rep of a session, `t120000` for 2 min (pauses
            by time that adjoin are added up), `d200000 jog` for 200 m, `o walk` for an open one, `c120000` for a cycle
            of 2 min, several of them joined by `+`. How the time is spent counts only where no time is prescribed: a
            200 m walk is another recovery than a 200 m jog, whereas 90 s are 90 s.
        place: place among the reps of that size and recovery in the session, from 1.
    """

    size: SizeKey
    recovery: str
    place: int

    def as_text(self) -> str:
        """A stable form for a database column: `d800000|t120000|2`."""
        return f"{self.size.as_text()}|{self.recovery}|{self.place}"

    @classmethod
    def parse(cls, text: str) -> LikeKey:
        """Read `as_text` back.

        Raises:
            ValueError: if it is not such a text.
        """
        size, recovery, place = text.rsplit("|", 2)
        return cls(SizeKey.parse(size), recovery, int(place))


def ground_of(step: Step) -> str:
    """What a rep is run over, as far as its own words say that it is not the flat: `hill`, `downhill`, `stairs`.

    The label decides ("100 m hill", "30 s uphill", "100 m hill repeats"); where it says nothing, the notes of the step
    do ("hills" on the line above, "steep hill"). All words for the way up are one: a hill is a hill whatever it is
    called, and how steep it is nobody writes down. Empty for the flat.
    """
    return next((ground for text in (step.label, *step.notes) if (ground := _ground_in(text))), "")


@lru_cache(maxsize=256)
def _ground_in(text: str) -> str:
    """The ground that a text names; kept, since the live screen asks for the same few labels at every repaint."""
    tidy = _tidy(text)
    return next((ground for ground, words in _GROUNDS if words.search(tidy)), "")


def is_exercise(step: Step) -> bool:
    """Whether a rep is an exercise: open, and not run up or down anything.

    An open rep ends when somebody says so, wherever that is, so that it has no size and its time is held against
    nothing (`PastRep.is_comparable`). A squat is no running either; an open hill rep is.
    """
    return step.kind is StepKind.REP and isinstance(step.end, Open) and not ground_of(step)


def size_key(step: Step) -> SizeKey:
    """The size of a rep: its distance (with its pattern) or its duration, and its ground; the label of an open one."""
    if isinstance(step.end, ByDistance):
        pattern = "+".join(f"{part.distance_mm} {_tidy(part.label)}" for part in step.pattern)
        return SizeKey(SizeKind.DISTANCE, step.end.distance_mm, pattern, ground_of(step))
    if isinstance(step.end, ByTime):
        return SizeKey(SizeKind.TIME, step.end.duration_ms, ground=ground_of(step))
    return SizeKey(SizeKind.OPEN, 0, _tidy(step.label))


def like_keys(steps: Iterable[Step]) -> tuple[LikeKey | None, ...]:
    """The like-for-like key of every step, in order; None for whatever is not a rep.

    Args:
        steps: the steps of a plan as it was run, from the first one (the place of a rep depends on those before it).
            For results give `results.plan.steps`; `StepResult.position - 1` is the index.
    """
    keys: list[LikeKey | None] = []
    places: Counter[tuple[SizeKey, str]] = Counter()
    for step, recovery in _with_recoveries(steps):
        if recovery is None:
            keys.append(None)
            continue
        pair = (size_key(step), recovery)
        places[pair] += 1
        keys.append(LikeKey(*pair, places[pair]))
    return tuple(keys)


def like_keys_to_come(steps: Iterable[Step], more: int = 12) -> tuple[LikeKey, ...]:
    """The keys that the reps of a session may come to have while it runs, each once.

    Args:
        steps: the steps of the plan.
        more: how many places beyond the last one of each size and recovery, for reps and sets that are added.
    """
    keys = [key for key in like_keys(steps) if key is not None]
    last = {(key.size, key.recovery): key.place for key in keys if key.recovery != FIRST_REP}
    beyond = (LikeKey(*pair, place) for pair, end in last.items() for place in range(end + 1, end + 1 + more))
    return (*keys, *beyond)


def prescribed_recoveries_ms(steps: Iterable[Step]) -> tuple[int | None, ...]:
    """The prescribed time between the rep before and each step's start, in milliseconds.

    Returns:
        One entry a step; None for the first rep, for whatever is not a rep, and where part of the recovery goes by
        distance, ends with a cycle or is open.
    """
    times: list[int | None] = []
    for _, recovery in _with_recoveries(steps):
        is_timed = recovery is not None and recovery.startswith("t") and "+" not in recovery
        times.append(int(recovery[1:]) if recovery is not None and is_timed else None)
    return tuple(times)


def prescribed_cycles_ms(steps: Iterable[Step]) -> tuple[int | None, ...]:
    """The prescribed time from the start of the rep before to each step's start, in milliseconds.

    Returns:
        One entry a step; None for whatever is no rep behind a recovery that ends with a cycle.
    """
    recoveries = (recovery or "" for _, recovery in _with_recoveries(steps))
    return tuple(int(text[1:]) if text.startswith("c") and "+" not in text else None for text in recoveries)


def workout_key(plan: Plan) -> str:
    """What makes two sessions the same workout, whichever file they came from and whatever it is called.

    It is the sequence of (size, prescribed recovery before it) of the reps, in which whatever repeats itself at once
    is written down once: 4 x 800 m and 6 x 800 m with the same recovery are one workout run to different lengths
    (`4-6 x`, a rep added, a set dropped), and so are three sets and two. Targets, warm-up, cool-down, name and notes
    do not count. A single 800 m, without any recovery, is another workout.

    Args:
        plan: any plan; of a session see `workout_of`.

    Returns:
        A stable text for a database column; empty if the plan has no rep.
    """
    parts = [
        f"{size_key(step).as_text()}|{recovery}"
        for step, recovery in _with_recoveries(plan.steps)
        if recovery is not None
    ]
    return "; ".join(_without_repeats(parts))


def workout_of(planned: Plan, run: Plan) -> str:
    """The workout of a session: what was planned, to whatever length it was run.

    A set more, with a rest that was in no plan, and all reps but one left out are no other workout. A single rep to
    which others were added is what was run: eight times 800 m are no time trial.

    Args:
        planned: the plan as loaded.
        run: the plan as it was run.

    Returns:
        A `workout_key`.
    """
    is_one = sum(step.kind is StepKind.REP for step in planned.steps) == 1
    return workout_key(run if is_one else planned)


def describe_workout(key: str) -> str:
    """A `workout_key` in words: `800 m · 800 m after 2:00 · 400 m after 3:00`; a part that is no key as it stands."""
    return " · ".join(map(_describe_part, key.split("; "))) if key else ""


def _describe_part(part: str) -> str:
    size, _, recovery = part.rpartition("|")
    try:
        words = SizeKey.parse(size).describe()
        pauses = " and ".join(_describe_pause(pause) for pause in recovery.split("+"))
    except ValueError:
        return part
    if recovery == FIRST_REP:
        return words
    return f"{words} {pauses}" if pauses.startswith("on ") else f"{words} after {pauses}"


def _describe_pause(pause: str) -> str:
    if pause == NO_RECOVERY:
        return "no pause"
    kind, (amount, _, mode) = pause[:1], pause[1:].partition(" ")
    if kind in ("t", "c"):
        return ("on " if kind == "c" else "") + format_duration(int(amount))
    if kind == "d":
        return f"{format_distance(int(amount))} {mode}".strip()
    return f"an open {mode or 'pause'}"


def _tidy(label: str) -> str:
    return " ".join(label.casefold().split())


def _with_recoveries(steps: Iterable[Step]) -> Iterable[tuple[Step, str | None]]:
    """Each step with the prescribed recovery before it; None in its place for whatever is not a rep."""
    pauses: list[Step] = []
    had_rep = False
    for step in steps:
        if step.kind is StepKind.REP:
            yield step, _recovery_text(pauses) if had_rep else FIRST_REP
            had_rep = True
            pauses = []
        else:
            if step.is_pause:
                pauses.append(step)
            yield step, None


def _recovery_text(pauses: Sequence[Step]) -> str:
    timed_ms = sum(pause.duration_ms or 0 for pause in pauses)
    parts = [f"t{timed_ms}"] if timed_ms else []
    for pause in pauses:
        if isinstance(pause.end, ByTime):
            continue
        if isinstance(pause.end, ByCycle):
            parts.append(f"c{pause.end.cycle_ms}")
            continue
        mode = f" {pause.mode.value}" if pause.mode else ""
        parts.append((f"d{pause.end.distance_mm}" if isinstance(pause.end, ByDistance) else "o") + mode)
    return "+".join(parts) or NO_RECOVERY


def _without_repeats(parts: list[str]) -> list[str]:
    """Every run of equal cycles cut down to one, short cycles first."""
    for length in range(1, _LONGEST_CYCLE + 1):
        kept: list[str] = []
        for part in parts:
            kept.append(part)
            if len(kept) >= 2 * length and kept[-length:] == kept[-2 * length : -length]:
                del kept[-length:]
        parts = kept
    return parts
