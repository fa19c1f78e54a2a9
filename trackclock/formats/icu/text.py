"""intervals.icu's workout text -> a plan.

It exists because runners have their sessions there as text, which looks like a coach's and means something else: `m` is
minutes in it, always. Grammar: forum.intervals.icu, threads 1163 and 123701:

    workout  = lines; an empty one ends a block
    header   = [words] Nx                 what stands below it is repeated; repeats do not nest
    step     = "-" [cue] amount [target] [words]
    amount   = 1h2m30s, 5', 30", 1'30"    or 800mtr, 1km, 1mi, 100yrd
    target   = 95-100% Pace, Z2 HR, 3:28-3:30/km Pace, 200w ...

What two people read in two ways is asked about, with both sessions (`step`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from trackclock.core.notation import Candidate, tidy
from trackclock.core.plan import Plan, StepKind
from trackclock.formats.errors import FileError, split_lines
from trackclock.formats.icu.step import AMOUNT, DoubtError, Line, Reading
from trackclock.formats.workout.model import Item, Workout, WorkoutStep, loop_of
from trackclock.formats.workout.plan import to_plan

_STEP: Final = re.compile(r"\s*[-–]\s*(?=\S)")
_TIMES: Final = re.compile(r"(?<!\S)(\d{1,9})(?:[x×](?=:?(?:\s|$))|\s[x×]\s*:?\s*$)", re.IGNORECASE)
_TIMES_LAST: Final = re.compile(r"(?<!\S)\d{1,9}\s?[x×]\s*:?\s*$", re.IGNORECASE)
_WARM: Final = re.compile(r"\s*(?:warm[\s-]?up)\b", re.IGNORECASE)
_COOL: Final = re.compile(r"\s*(?:(?:cool|warm)[\s-]?down)\b", re.IGNORECASE)
_ZONE: Final = re.compile(r"(?<!\w)Z([1-9])(?:-Z?[1-9])?(?!\w)", re.IGNORECASE)
_PERCENT: Final = re.compile(r"(?<![\w.])(?:\d{1,3}-)?(\d{1,3})\s?%")

_MARKS: Final = re.compile(r"\d\s?mtr\b|\d\s?%\s*(?:pace|l?thr|hr)\b|(?<!\w)Z[1-9](?:-Z?[1-9])?(?!\w)", re.IGNORECASE)
"""What no coach's shorthand has: `mtr`, a share of a pace or heart rate, a zone."""

_EASY_PERCENT: Final = 65


@dataclass(slots=True)
class _Section:
    """The steps under one heading.

    Attributes:
        times: how often they are passed; 0 where the heading does not say.
        kind: what its steps are for; None where the heading does not say.
        line: the line of the heading with the number of passes, from 1; 0 for none.
        words: the heading, where it may be no heading at all.
        steps: the steps, each with whether its line says what it is for.
    """

    times: int = 0
    kind: StepKind | None = None
    line: int = 0
    words: str = ""
    steps: list[tuple[WorkoutStep, str]] = field(default_factory=list)


def has_steps(text: str) -> bool:
    """Whether a text has a line that can be a step there, as tidy notation never has."""
    return any(map(_STEP.match, split_lines(text)))


def looks_like_icu(text: str) -> bool:
    """Whether a text is intervals.icu's though nothing says so: it has one of its marks, and all its steps are some."""
    lines = split_lines(text)
    steps = [line[found.end() :] for line in lines if (found := _STEP.match(line)) is not None]
    if not steps or not all(map(_is_step, steps)):
        return False
    is_led = any(_TIMES_LAST.search(line) and _STEP.match(below) for line, below in pairwise(lines))
    return is_led or any(map(_MARKS.search, steps))


def _is_step(step: str) -> bool:
    """Whether a step begins with an amount, or with a cue that has no number in it."""
    found = AMOUNT.search(step)
    return found is not None and not any(sign.isdigit() for sign in step[: found.start()])


def load_icu(text: str, file: str, name: str) -> Plan:
    """Read such a text.

    Args:
        text: what stands in the file.
        file: its name, for errors.
        name: what the session is called.

    Returns:
        The plan.

    Raises:
        FileError: for what cannot be read, or in two ways only: then with both sessions.
    """
    try:
        return _read(text, file, name, Reading())
    except DoubtError as doubt:
        raise _asking(doubt, text, file, name) from None


def _asking(doubt: DoubtError, text: str, file: str, name: str) -> FileError:
    """The error with the sessions that can be meant, reckoned when they are asked for."""
    error = doubt.error
    return FileError(
        file, error.what, error.instead, line=error.line, column=error.column, width=error.width, source=error.source,
        ask=lambda: _candidates(text, name, Reading(), doubt.ways),
    )  # fmt: skip


def _candidates(text: str, name: str, known: Reading, ways: Sequence[Reading]) -> Iterator[Candidate]:
    """A session for each way to read what is in doubt; what leaves another doubt is asked further."""
    for way in ways:
        reading = Reading(
            known.is_metres if way.is_metres is None else way.is_metres,
            known.per_mm if way.per_mm is None else way.per_mm,
        )
        try:
            plan = _read(text, "", name, reading)
        except DoubtError as further:
            yield from _candidates(text, name, reading, further.ways)
        except FileError:
            continue  # nobody meant what no plan can say
        else:
            session = tidy(plan)
            yield Candidate(session, tuple(session.split("\n")), plan.steps)


def _read(text: str, file: str, name: str, reading: Reading) -> Plan:
    reader = _Reader(file, reading)
    for number, line in enumerate(split_lines(text), 1):
        reader.take(number, line)
    body = reader.body()
    plan = to_plan(Workout("", "\n".join(reader.prose), tuple(body)), file, name)
    return replace(plan, assumptions=(*reader.assumptions, *plan.assumptions))


class _Reader:
    """Takes the lines in their order.

    Attributes:
        prose: the lines that are no part of the session.
        assumptions: what was taken for granted.
    """

    def __init__(self, file: str, reading: Reading) -> None:
        self.prose: list[str] = []
        self.assumptions: list[str] = []
        self._file = file
        self._reading = reading
        self._sections = [_Section()]
        self._count = 0

    def take(self, number: int, line: str) -> None:
        """Read one line.

        Raises:
            FileError: for a step that is none.
            DoubtError: for one that can be read in two ways.
        """
        section = self._sections[-1]
        if not line.strip():
            if section.steps:
                self._sections.append(_Section())
        elif (found := _STEP.match(line)) is not None:
            self._count += 1
            section.steps.append(
                Line(line, number, self._file, self._reading).step(self._count, found.end(), section.kind)
            )
        else:
            self._heading(number, line)

    def _heading(self, number: int, line: str) -> None:
        """A line without a dash: what it says of the steps below it, or words."""
        self._check_repeats(self._sections[-1])
        times = _TIMES.findall(line)
        is_told = _TIMES_LAST.search(line) is not None
        if len(times) > 1 and is_told:
            raise FileError(self._file, "two numbers of passes stand here", "write one, such as 6x", line=number)
        kind = StepKind.COOLDOWN if _COOL.match(line) else StepKind.WARMUP if _WARM.match(line) else None
        words = "" if is_told or kind is not None else line.strip()
        self._sections.append(_Section(int(times[-1]) if times else 0, kind, number if times else 0, words))
        if not times and words:
            self.prose.append(words)

    def _check_repeats(self, section: _Section) -> None:
        """Refuse a number of passes with nothing below it.

        Raises:
            FileError: if it stands above no step.
        """
        if section.line and not section.steps and section.words:
            self.prose.append(section.words)  # a number of something else: "10x better"
            section.line = 0
        elif section.line and not section.steps:
            what = f"{section.times}x repeats nothing: repeats are not nested here"
            raise FileError(self._file, what, "write the steps right below it, each behind a -", line=section.line)

    def body(self) -> list[Item]:
        """The steps and repeats.

        Raises:
            FileError: if there is none, or a number of passes with nothing to pass.
        """
        body: list[Item] = []
        for section in self._sections:
            self._check_repeats(section)
            steps = self._with_recoveries(section)
            if section.line:
                body.append(loop_of(self._file, steps[0].number, section.times, steps))
            else:
                body += steps
        if not body:
            raise FileError(self._file, "there is no step here", "write one a line, such as - 800mtr", line=1)
        return body

    def _with_recoveries(self, section: _Section) -> list[WorkoutStep]:
        """The steps of a section, with those of a repeat that are its recoveries.

        There is no word for them in the text: easy ones are told by their zone or share, or by having no target where
        the others have one; where nothing says it, every second one is.
        """
        steps = [step for step, _ in section.steps]
        if not section.line or len(steps) < 2 or any(step.kind is not StepKind.REP for step in steps):
            return steps
        easy = _easy_ones([_effort(step, words) for step, words in section.steps])
        if all(easy):
            return steps
        for at in (at for at, is_easy in enumerate(easy) if is_easy):
            what = f"step {steps[at].number} is taken for the recovery: nothing says so, and it is the easy one"
            self.assumptions.append(what)
            steps[at] = replace(steps[at], kind=StepKind.RECOVERY)
        return steps


def _easy_ones(efforts: Sequence[int | None]) -> list[bool]:
    """Which steps of a repeat are easy, by how hard each is."""
    known = [effort for effort in efforts if effort is not None]
    if not known:
        return [bool(at % 2) for at in range(len(efforts))]
    is_told = len(known) == len(efforts)
    return [not is_told if effort is None else effort <= _EASY_PERCENT and effort < max(known) for effort in efforts]


def _effort(step: WorkoutStep, words: str) -> int | None:
    """How hard a step is, as a rough share of the hardest; None where nothing says it."""
    if step.pace is not None:
        return 100
    if (zone := _ZONE.search(words)) is not None:
        return 60 + 10 * (int(zone[1]) - 1)
    shares = [int(share) for share in _PERCENT.findall(words)]
    return max(shares) if shares else None
