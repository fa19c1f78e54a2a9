"""What a group's session came to: a table by athlete and by rep.

It exists so that the screen, what is printed and what is exported show the same table. Each figure is one of the
athlete's own session; only the places are of the group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trackclock.core.comparisons import Deltas, SizeKey, SizeKind, is_counting, size_key
from trackclock.core.comparisons.target import TARGET
from trackclock.core.figures import Delta, cut
from trackclock.core.plan import StepKind
from trackclock.core.progress import SessionSummary, summary_of
from trackclock.core.results import SessionResults, StepResult


@dataclass(frozen=True, slots=True)
class Ran:
    """What an athlete of a group ran.

    Attributes:
        name: of the athlete.
        session: the id of the session that is theirs.
        results: what it came to.
        deltas: one for each of `results.steps`.
    """

    name: str
    session: str
    results: SessionResults
    deltas: tuple[Deltas, ...]


@dataclass(frozen=True, slots=True)
class GroupRep:
    """A rep of the group: a column of the table.

    Attributes:
        number: from 1, in the order in which they were run.
        label: what it was: "400 m".
    """

    number: int
    label: str

    @property
    def title(self) -> str:
        """What stands above its column: `2: 400 m`."""
        return f"{self.number}: {self.label}"


@dataclass(frozen=True, slots=True)
class GroupCell:
    """A rep of one athlete.

    Attributes:
        result: what it came to.
        deltas: what it is held against.
        place: among those who started it at the same instant, from 1; who is level to the digit shares one. None
            for whoever started alone, for a rep that is not finished or does not count, and for a timed one, which
            lasts as long for everybody.
    """

    result: StepResult
    deltas: Deltas
    place: int | None = None

    @property
    def on_target(self) -> Delta | None:
        """The time against the athlete's own target; None without one."""
        return self.deltas.against(TARGET)

    @property
    def is_doubted(self) -> bool:
        """Whether nobody has said yet that it was so."""
        return (self.result.doubtful or self.result.unconfirmed) and self.result.excluded is None


@dataclass(frozen=True, slots=True)
class AthleteSummary:
    """A row of the table.

    Attributes:
        name: of the athlete.
        session: the id of the session that is theirs.
        results: what it came to.
        summary: its figures, verdicts among them.
        cells: one for each of `GroupSummary.reps`; None where that rep was not started.
        mean_ms: the mean of the reps of `GroupSummary.size`, as `SizeSummary.mean_shown_ms`; None where none counts.
    """

    name: str
    session: str
    results: SessionResults
    summary: SessionSummary
    cells: tuple[GroupCell | None, ...]
    mean_ms: int | None


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """What a group's session came to.

    Attributes:
        reps: the columns.
        athletes: the rows, in the order of their keys.
        size: what the means are of: the size over which most metres were run by all; where no rep goes by distance
            the first that has a best. None where there is neither.
    """

    reps: tuple[GroupRep, ...]
    athletes: tuple[AthleteSummary, ...]
    size: SizeKey | None

    @property
    def mean_title(self) -> str:
        """What stands above the means: `Mean 400 m`."""
        return "Mean" if self.size is None else f"Mean {self.size.describe()}"

    def column(self, index: int) -> tuple[GroupCell | None, ...]:
        """One rep of everybody."""
        return tuple(row.cells[index] for row in self.athletes)


_RepKey = tuple[int, SizeKey]
"""A rep by its step's lasting identity, and by its size: of two athletes the steps that were added may differ."""


def group_summary(members: Sequence[Ran]) -> GroupSummary:
    """Put the sessions of a group side by side.

    Args:
        members: the athletes, in the order of their keys.
    """
    started = [_reps_of(member) for member in members]
    order = _in_order([tuple(reps) for reps in started])
    labels = {key: cell.result.step.label for reps in reversed(started) for key, cell in reps.items()}
    placed = _with_places(started)
    summaries = [summary_of(member.results) for member in members]
    size = _main_size(summaries)
    rows = (
        AthleteSummary(
            member.name,
            member.session,
            member.results,
            summary,
            tuple(reps.get(key) for key in order),
            next((one.mean_shown_ms for one in summary.sizes if one.size == size), None),
        )
        for member, reps, summary in zip(members, placed, summaries, strict=True)
    )
    columns = tuple(GroupRep(number, labels[key]) for number, key in enumerate(order, start=1))
    return GroupSummary(columns, tuple(rows), size)


def _reps_of(member: Ran) -> dict[_RepKey, GroupCell]:
    return {
        (result.uid, size_key(result.step)): GroupCell(result, deltas)
        for result, deltas in zip(member.results.steps, member.deltas, strict=True)
        if result.step.kind is StepKind.REP
    }


def _in_order(runs: Sequence[Sequence[_RepKey]]) -> list[_RepKey]:
    """Every rep that anybody started, each behind the one that it followed."""
    order: list[_RepKey] = []
    for run in runs:
        place = 0
        for key in run:
            if key in order:
                place = max(place, order.index(key) + 1)
            else:
                order.insert(place, key)
                place += 1
    return order


def _with_places(started: Sequence[dict[_RepKey, GroupCell]]) -> list[dict[_RepKey, GroupCell]]:
    """Everybody's reps with their places: a wave is who started the same rep at the same instant."""
    waves = Counter((key, cell.result.started_ms) for reps in started for key, cell in reps.items())
    times: dict[tuple[_RepKey, int], list[int]] = {}
    for reps in started:
        for key, cell in reps.items():
            if (time_ms := _raced_ms(cell.result)) is not None:
                times.setdefault((key, cell.result.started_ms), []).append(time_ms)

    def placed(key: _RepKey, cell: GroupCell) -> GroupCell:
        wave, time_ms = (key, cell.result.started_ms), _raced_ms(cell.result)
        if waves[wave] < 2 or time_ms is None:
            return cell
        return replace(cell, place=1 + sum(other < time_ms for other in times[wave]))

    return [{key: placed(key, cell) for key, cell in reps.items()} for reps in started]


def _raced_ms(result: StepResult) -> int | None:
    """The time by which a rep has a place, as it is shown; None where it has none."""
    is_raced = is_counting(result) and size_key(result.step).kind is not SizeKind.TIME
    return cut(result.time_ms) if is_raced and result.time_ms is not None else None


def _main_size(summaries: Sequence[SessionSummary]) -> SizeKey | None:
    sizes = [size for summary in summaries for size in summary.sizes]
    run: Counter[SizeKey] = Counter()
    for size in sizes:
        if size.size.kind is SizeKind.DISTANCE:
            run[size.size] += size.size.amount * size.count
    if run:
        return run.most_common(1)[0][0]
    return next((size.size for size in sizes if size.best_ms is not None), None)
