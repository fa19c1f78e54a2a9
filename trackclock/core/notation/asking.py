"""A question with its answers: whole sessions to choose from, where a text can be read in more than one way.

It exists because nobody knows what "5m rest" was meant to be but whoever wrote it, and whole sessions are what they
can choose from without knowing the notation. Who writes a thing in one way writes it so again: an answer settles every
doubt of a text alike, by the first of the choices each time, or by the second, or by putting aside what is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

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
"""So many texts are read at most for one question, and of a long one ..."""

_MOST_CHARACTERS = 40_000
"""... as many as have so many characters together, so that no text makes a question slow."""

_MOST_DOUBTS = 8
"""What has more is no session with a doubt, but another text."""

_LONGEST_PAUSE_MS, _SHORTEST_MM = 1_200_000, 20_000

_COOL_DOWN = Lazily(r"\W*(?:(?:cool|warm)[ -]?down\b|CD\b)", re.IGNORECASE)
_WITHOUT_COLON = Lazily(r"\d{1,2}[0-5]\d")
"""`238` where `2:38` was meant."""

_COUNT = Lazily(r"\b(\d{1,2})\s+(?:sets|rounds|reps|repeats|times)\b", re.IGNORECASE)
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
    """Tries the ways in which what is in doubt can be settled.

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
        is_either = error.line <= len(lines) and _keeps_one(lines[error.line - 1], error)
        for settle in () if error.is_foreign else _CHOICES if is_either else _WAYS:
            candidate = self._answer(lines, error, settle)
            if candidate is not None and len(found) < MOST_CANDIDATES:
                found.setdefault(_what_is_run(candidate.steps), candidate)
        return list(found.values())

    def _answer(self, lines: tuple[str, ...], error: NotationError, settle: _Way) -> Candidate | None:
        """The session in which every doubt is settled in the same way; None where that makes none."""
        meant: list[_Meant] = []
        for earlier in range(_MOST_DOUBTS):
            settled = settle(lines, error, earlier) or (_put_aside(lines, error, earlier) if earlier else None)
            if settled is None or self.left <= 0:
                return None
            behind = _behind(lines, error)
            lines, is_meant = settled
            meant.append(is_meant)
            self.left -= 1
            try:
                steps = steps_of("\n".join(lines), self.options)
            except NotationError as found:
                if found.what == error.what and _behind(lines, found) == behind:
                    return None
                error = found
                continue
            is_answer = _is_likely(steps) and all(is_meant(steps) for is_meant in meant)
            session = self._tidy(steps) if is_answer else "{"
            return Candidate(session, lines, steps) if not session.startswith("{") else None
        return None

    def _tidy(self, steps: tuple[Step, ...]) -> str:
        options = self.options
        return tidy(Plan("", steps, goal=options.goal, lap_mm=options.lap_mm, split_every_mm=options.split_every_mm))


def _behind(lines: tuple[str, ...], error: NotationError) -> int:
    """How much of a text stands behind a doubt, which tells it from others whatever is written before it."""
    return sum(map(len, lines[error.line - 1 :])) - error.column


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

_Settled: TypeAlias = tuple[tuple[str, ...], _Meant]
"""A text with one doubt less, and what has to come of it."""

_Way: TypeAlias = Callable[[tuple[str, ...], NotationError, int], _Settled | None]
"""Settles one doubt of a text, before which it settled so many; None where it cannot."""

_Span: TypeAlias = Callable[[str, int, int], tuple[int, int]]
"""What of a line is put aside where the columns between two are in doubt."""


def _keeps_one(line: str, error: NotationError) -> bool:
    """Whether each of two choices keeps a part of what was written: nothing else can be meant."""
    return bool(error.left_out) or (len(error.candidates) == 2 and all(choice in line for choice in error.candidates))


def _choose(number: int) -> _Way:
    """The way to settle each doubt by the choice of a number, from 0, or to keep the session of that number."""

    def settle(lines: tuple[str, ...], error: NotationError, earlier: int) -> _Settled | None:
        if error.line > len(lines):
            return None
        line = lines[error.line - 1]
        chosen = int(earlier < number) if _keeps_one(line, error) else number  # the first session, or all others
        if error.left_out:
            first, behind = error.left_out[chosen]
            return tuple(_without(lines, first - 1, (behind or len(lines) + 1) - 1)), bool
        written = list(_rewritten(line, error))
        if chosen >= len(written):
            return None
        line, is_meant = written[chosen]
        return (*lines[: error.line - 1], line, *lines[error.line :]), is_meant

    return settle


def _aside(span: _Span) -> _Way:
    """The way to put aside what is in doubt: what is not the session, such as the story of a race, has figures too."""

    def settle(lines: tuple[str, ...], error: NotationError, _earlier: int) -> _Settled | None:
        if error.left_out or error.line > len(lines):
            return None
        line, start = lines[error.line - 1], error.column - 1
        first, behind = span(line, start, min(start + error.width, len(line)))
        aside, rest = line[first:behind].strip(), line[:first] + line[behind:]
        kept = (f"# {aside}", rest) if rest.strip() else (f"# {aside}",)
        return (*lines[: error.line - 1], *kept, *lines[error.line :]), bool

    return settle


def _other_count(lines: tuple[str, ...], error: NotationError, _earlier: int) -> _Settled | None:
    """The way to take a second number of sets for the first: `3 sets ...; 4 sets for the fit`."""
    line = lines[error.line - 1] if error.line <= len(lines) else ""
    start = error.column - 1
    told = _COUNT.made.search(line, start)
    if told is None or told.start() > start + error.width:
        return None
    aside = _aside(_between(_SENTENCE))(lines, error, 0)
    for index, other in enumerate(lines):
        first = _COUNT.made.search(other)
        if first is not None and (index, first.start()) < (error.line - 1, start) and aside is not None:
            settled, is_meant = aside
            at = next(at for at, kept in enumerate(settled) if first[0] in kept and not kept.startswith("# "))
            written = settled[at].replace(first[0], told[1] + first[0][len(first[1]) :], 1)
            return (*settled[:at], written, *settled[at + 1 :]), is_meant
    return None


def _between(edge: Lazily) -> _Span:
    """The piece of a line from one edge to the next."""

    def span(line: str, start: int, end: int) -> tuple[int, int]:
        edges = [0, *(found.end() for found in edge.made.finditer(line)), len(line)]
        return max(at for at in edges if at <= start), min(at for at in edges if at >= end)

    return span


_put_aside: Final = _aside(lambda _line, start, end: (start, end))

_CHOICES: tuple[_Way, ...] = tuple(_choose(number) for number in range(MOST_CANDIDATES))

_WAYS: tuple[_Way, ...] = (
    *_CHOICES,
    _other_count,
    _put_aside,
    _aside(lambda line, start, _end: (start, len(line))),
    _aside(_between(_SENTENCE)),
    _aside(_between(_CLAUSE)),
    _aside(lambda line, _start, _end: (0, len(line))),
)
"""The likeliest first."""


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
    told = {_plain_unit(choice) for choice in error.candidates}
    for choice, is_meant in _ways(line, start, end):
        if _plain_unit(choice) not in told:
            yield f"{before}{choice}{behind}", is_meant


def _plain_unit(choice: str) -> str:
    """What is written for a place without its blank, and with one spelling for seconds."""
    return choice.replace(" ", "").removesuffix("ec")


def _ways(line: str, start: int, end: int) -> Iterator[tuple[str, _Meant]]:
    """What can be meant by the length that stands at a place."""
    quantity, last = _length_at(line, start)
    if quantity is None or last > end or _COUNT.made.match(line, start):
        return
    text, rest, low = line[start:last], line[last:end], quantity.low
    if quantity.measure is Measure.BARE:
        clock = f"{text[:-2]}:{text[-2:]}" if _WITHOUT_COLON.made.fullmatch(text) else ""
        others = (clock, f"@ {clock}") if clock else (f"{text} min",)
        yield from ((f"{way}{rest}", bool) for way in (f"{text} m", f"{text} s", *others))
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
