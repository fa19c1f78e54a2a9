"""A question with its answers: whole sessions to choose from, where a text can be read in more than one way.

It exists because nobody knows what "5m rest" was meant to be but whoever wrote it, and whole sessions are what they
can choose from without knowing the notation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import TypeAlias

from trackclock.core.notation.context import Options
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.reading import steps_of
from trackclock.core.notation.words.atoms import Reader
from trackclock.core.notation.words.lexer import split_lines, tokenize
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import Part
from trackclock.core.notation.writing.printer import tidy
from trackclock.core.plan import Plan, Step, StepKind

MOST_CANDIDATES = 4
"""Nobody chooses among more."""

_MOST_READINGS = 40
"""So many ways to write a short text are tried at most, and of a long one ..."""

_MOST_CHARACTERS = 40_000
"""... as many as have so many characters together, so that no text makes a question slow."""

_LONGEST_PAUSE_MS, _SHORTEST_MM = 1_200_000, 20_000

_COOL_DOWN = Lazily(r"\W*(?:(?:cool|warm)[ -]?down\b|CD\b)", re.IGNORECASE)

_REWRITTEN = 40
"""How far a text is from what was meant for each doubtful place that is written otherwise, and ..."""

_PUT_ASIDE = 25
"""... for each that is put aside, besides a step for each character of it: what keeps more is asked first."""

_TOLD = 200
"""How much farther away it is to put aside what is known to be meant in one of several ways."""

_FARTHEST = 400
"""So far from what was written nobody looks for it, and ..."""

_NEAR = 150
"""... so much farther than the nearest answer nobody either."""

_CLAUSE = Lazily(r"[,;:]\s+|\s+[-–—]+\s+|\s*[()]\s*|[.!?]\s+")
_SENTENCE = Lazily(r"[.!?]\s+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the sessions that a text may mean.

    Attributes:
        session: the whole session in tidy notation, which reads back without a question.
        lines: the text as it was written, with the doubtful place written so that it says this session.
        steps: what is run.
    """

    session: str
    lines: tuple[str, ...]
    steps: tuple[Step, ...]


def candidates_of(text: str, error: NotationError, options: Options | None = None) -> tuple[Candidate, ...]:
    """The sessions that a text may mean where it cannot be read.

    Args:
        text: the text.
        error: why it cannot be read.
        options: what the session's header says.

    Returns:
        The likeliest first, no two alike; empty where no small change of the text makes a session of it.
    """
    return tuple(Asker(options or Options(), len(text)).ask(tuple(split_lines(text)), error))


class Asker:
    """Tries the ways in which a doubtful place can be written.

    Attributes:
        options: what the session's header says.
        left: how many more texts may be read.
    """

    def __init__(self, options: Options, size: int) -> None:
        self.options = options
        self.left = min(_MOST_READINGS, _MOST_CHARACTERS // max(size, 1))

    def ask(self, lines: tuple[str, ...], error: NotationError) -> list[Candidate]:
        """The sessions behind one question."""
        found: dict[tuple[Step, ...], Candidate] = {}
        nearest = _FARTHEST
        for distance, candidate in self._answers(lines, error):
            nearest = min(nearest, distance)
            if len(found) == MOST_CANDIDATES or distance > nearest + _NEAR:
                break
            found.setdefault(_what_is_run(candidate.steps), candidate)
        remarks = _remarks(lines)
        return sorted(found.values(), key=lambda candidate: _remarks(candidate.lines) - remarks)

    def _answers(self, lines: tuple[str, ...], error: NotationError) -> Iterator[tuple[int, Candidate]]:
        """Each way to write a doubtful place may leave another in doubt; what is nearest to the text comes first."""
        tries: list[_Try] = []
        told = {lines}

        def put(lines: tuple[str, ...], error: NotationError, so_far: int, meant: tuple[_Meant, ...]) -> None:
            for way in _ways_to_write(lines, error):
                distance = so_far + way.distance
                if distance <= _FARTHEST and way.lines not in told:
                    told.add(way.lines)
                    heappush(tries, _Try(distance, len(told), way.lines, error.what, (*meant, way.is_meant)))

        put(lines, error, 0, ())
        while tries and self.left > 0:
            tried = heappop(tries)
            self.left -= 1
            try:
                steps = steps_of("\n".join(tried.lines), self.options)
            except NotationError as found:
                if found.what != tried.why:
                    put(tried.lines, found, tried.distance, tried.meant)
                continue
            is_meant = all(is_meant(steps) for is_meant in tried.meant)
            if is_meant and _is_likely(steps) and not (session := self._tidy(steps)).startswith("{"):
                yield tried.distance, Candidate(session, tried.lines, steps)

    def _tidy(self, steps: tuple[Step, ...]) -> str:
        options = self.options
        return tidy(Plan("", steps, goal=options.goal, lap_mm=options.lap_mm, split_every_mm=options.split_every_mm))


def _remarks(lines: tuple[str, ...]) -> int:
    return sum(line.startswith("#") for line in lines)


def _what_is_run(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps as far as they differ for who runs them: not by their notes."""
    return tuple(replace(step, notes=()) for step in steps)


def _is_likely(steps: tuple[Step, ...]) -> bool:
    """Whether a session can be meant: nobody runs no rep, runs or jogs 3 m, or has recoveries of an hour."""
    pauses = [step.duration_ms or 0 for step in steps if step.is_pause]
    lengths = [step.distance_mm for step in steps if step.distance_mm is not None]
    has_work = any(step.kind is StepKind.REP for step in steps)
    return (
        has_work and max(pauses, default=0) <= _LONGEST_PAUSE_MS and min(lengths, default=_SHORTEST_MM) >= _SHORTEST_MM
    )


_Meant: TypeAlias = Callable[[tuple[Step, ...]], bool]
"""Whether what was written in another way shows in the steps: a number that is gone was not what anybody meant."""


@dataclass(frozen=True, slots=True)
class _Way:
    """Another way to write a text.

    Attributes:
        distance: how far it is from what was written.
        lines: the text.
        is_meant: whether its steps show what was changed.
    """

    distance: int
    lines: tuple[str, ...]
    is_meant: _Meant = bool


@dataclass(frozen=True, slots=True, order=True)
class _Try:
    """A text that is still to be read: the nearest first, of two as near the one that came first."""

    distance: int
    number: int
    lines: tuple[str, ...] = field(compare=False)
    why: str = field(compare=False)
    meant: tuple[_Meant, ...] = field(compare=False)


def _ways_to_write(lines: tuple[str, ...], error: NotationError) -> Iterator[_Way]:
    """A text without what is for others, else with its doubtful place written in other ways or put aside."""
    if error.line > len(lines) or error.is_foreign:
        return
    for first, behind in error.left_out:
        yield _Way(0, tuple(_without(lines, first - 1, (behind or len(lines) + 1) - 1)))
    if error.left_out:
        return
    above, line, below = lines[: error.line - 1], lines[error.line - 1], lines[error.line :]
    for written, is_meant in _rewritten(line, error):
        yield _Way(_REWRITTEN, (*above, written, *below), is_meant)
    start, end = error.column - 1, error.column - 1 + error.width
    is_told = bool(error.candidates) and not line[start:end].isdigit()
    for length, parts in _put_aside(line, start, end):
        yield _Way(_PUT_ASIDE + length + is_told * _TOLD, (*above, *parts, *below))


def _put_aside(line: str, start: int, end: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """A line with its doubtful place as a remark above it, or the clause around it, the sentence, all of it.

    What is not the session, such as the story of a race, has figures as well; whoever reads the sessions knows.
    """
    last = (start, min(end, len(line)))
    yield _aside(line, *last)
    for edge in (_CLAUSE, _SENTENCE):
        edges = [0, *(found.end() for found in edge.made.finditer(line)), len(line)]
        first, behind = max(e for e in edges if e <= start), min(e for e in edges if e >= last[1])
        if (first, behind) != last:
            last = (first, behind)
            yield _aside(line, *last)


def _aside(line: str, start: int, end: int) -> tuple[int, tuple[str, ...]]:
    """A line without a piece, which stands above it as a remark; with the length of the piece."""
    aside, rest = line[start:end].strip(), line[:start] + line[end:]
    return len(aside), (f"# {aside}", rest) if rest.strip() else (f"# {aside}",)


def _without(lines: tuple[str, ...], first: int, behind: int) -> Iterator[str]:
    """The lines with some of them as remarks; the end of a session is for everybody."""
    for index, line in enumerate(lines):
        is_left_out = first <= index < behind and line.strip() and _COOL_DOWN.match(line) is None
        yield f"# {line}" if is_left_out else line


def _rewritten(line: str, error: NotationError) -> Iterator[tuple[str, _Meant]]:
    """A line with its doubtful place written in other ways, the likeliest first, each with what has to come of it."""
    start, width = error.span[0] - 1, error.span[1]
    for choice in error.candidates:
        yield f"{line[:start]}{choice}{line[start + width :]}", bool
    start, end = error.column - 1, error.column - 1 + error.width
    before, piece, behind = line[:start], line[start:end], line[end:]
    if len(error.candidates) > 1 and not piece.isdigit():
        return
    if len(error.candidates) < 2:
        for choice, is_meant in _ways(line, start, end):
            yield f"{before}{choice}{behind}", is_meant


def _ways(line: str, start: int, end: int) -> Iterator[tuple[str, _Meant]]:
    """What can be meant by the length that stands at a place."""
    quantity, last = _length_at(line, start)
    if quantity is None or last > end:
        return
    text, rest, low = line[start:last], line[last:end], quantity.low
    if quantity.measure is Measure.BARE:
        yield from ((f"{text} {unit}{rest}", bool) for unit in ("m", "s", "min"))
        return
    yield f"with {text} recovery{rest}", lambda steps: any(step.is_pause and _length(step) == low for step in steps)
    yield f"1 x {text}{rest}", lambda steps: any(not step.is_pause and _length(step) == low for step in steps)
    if quantity.measure is Measure.TIME:
        yield f"@ {text}{rest}", lambda steps: any(step.target and step.target.low_ms == low for step in steps)


def _length(step: Step) -> int | None:
    """Milliseconds or millimetres; None for a step that ends on a press."""
    return step.duration_ms if step.duration_ms is not None else step.distance_mm


def _length_at(line: str, start: int) -> tuple[Quantity | None, int]:
    """The length that begins at a column, and where it ends in the line."""
    try:
        tokens = tokenize(line)
        atoms = Reader(tokens, line, Options().lap_mm).read()
    except NotationError:
        return None, 0
    for atom in atoms:
        if atom.part is Part.QUANTITY and tokens[atom.first].offset == start:
            return atom.quantity, tokens[atom.last].end
    return None, 0
