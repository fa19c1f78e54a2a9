"""What a group's log has come to: whose each mark is, who is out, which starts are fixed.

It exists so that whose a mark is follows from the log alone, whatever was said first, swapped or undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from trackclock.core.causes import Cause
from trackclock.core.events import Log
from trackclock.core.group_events import (
    AllIn,
    AthleteIn,
    AthleteOut,
    GoGiven,
    GroupEnded,
    GroupFormed,
    GroupMember,
    MarkDropped,
    Named,
    Passed,
    Swapped,
    Told,
    Unnamed,
)
from trackclock.core.session.log import counting


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody passed.

    Attributes:
        number: its number, the seq of its `Passed`.
        at: its instant.
        athlete: whose it is; None for nobody's yet.
        is_dropped: whether nobody passed after all.
    """

    number: int
    at: int
    athlete: int | None = None
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """A start that is fixed for the group, or that waits for a press.

    Attributes:
        go_ms: the start of those who start first; None where it waits.
        by_coach: whether a press has said so, and not the arithmetic of the rest.
    """

    go_ms: int | None
    by_coach: bool


@dataclass(frozen=True, slots=True)
class GroupState:
    """A group as its log has it.

    Attributes:
        members: who is there, in the order of their keys; empty before the first press.
        marks: every mark by its number, dropped ones too.
        out: who is out.
        given: the starts that are fixed, by the uid of the step.
        all_in_ms: when it was said that nobody else is waited for.
        told: what was asked of single athletes and still counts, as (athlete, batch of their log).
        is_ended: whether the group was left.
    """

    members: tuple[GroupMember, ...] = ()
    marks: Mapping[int, Mark] = field(default_factory=dict)
    out: frozenset[int] = frozenset()
    given: Mapping[int, Given] = field(default_factory=dict)
    all_in_ms: tuple[int, ...] = ()
    told: frozenset[tuple[int, int]] = frozenset()
    is_ended: bool = False

    def of(self, athlete: int) -> tuple[int, ...]:
        """The instants of an athlete's marks, ascending."""
        return tuple(sorted(mark.at for mark in self.marks.values() if mark.athlete == athlete and not mark.is_dropped))

    def unnamed(self) -> tuple[Mark, ...]:
        """The marks that are nobody's, oldest first."""
        nobodys = (mark for mark in self.marks.values() if mark.athlete is None and not mark.is_dropped)
        return tuple(sorted(nobodys, key=_order))

    def named(self) -> tuple[Mark, ...]:
        """The marks that are somebody's, oldest first."""
        somebodys = (mark for mark in self.marks.values() if mark.athlete is not None and not mark.is_dropped)
        return tuple(sorted(somebodys, key=_order))

    def start_before(self, at: int) -> int:
        """The newest start of the group up to an instant; the first press where there is none."""
        starts = (one.go_ms for one in self.given.values() if one.go_ms is not None and one.go_ms <= at)
        return max(starts, default=0)

    def is_in(self, athlete: int) -> bool:
        """Whether an athlete is there."""
        return athlete not in self.out

    @property
    def present(self) -> tuple[int, ...]:
        """Who is there, in the order of their keys."""
        return tuple(athlete for athlete in range(len(self.members)) if athlete not in self.out)


def _order(mark: Mark) -> tuple[int, int]:
    return mark.at, mark.number


def state_of(log: Log) -> GroupState:
    """Fold a group's log."""
    entries = counting(log)
    marks: dict[int, Mark] = {}
    given: dict[int, Given] = {}
    out: set[int] = set()
    for entry in entries:
        match entry.event:
            case Passed(at):
                marks[entry.seq] = Mark(entry.seq, at)
            case Named() | Unnamed() | Swapped() | MarkDropped():
                _move(marks, entry.event)
            case GoGiven(_, cause, step, go_ms):
                given[step] = Given(go_ms, by_coach=cause is not Cause.GROUP)
            case AthleteOut(_, _, athlete):
                out.add(athlete)
            case AthleteIn(_, _, athlete):
                out.discard(athlete)
    events = [entry.event for entry in entries]
    return GroupState(
        members=next((event.members for event in events if isinstance(event, GroupFormed)), ()),
        marks=marks,
        out=frozenset(out),
        given=given,
        all_in_ms=tuple(event.at for event in events if isinstance(event, AllIn)),
        told=frozenset((event.athlete, event.batch) for event in events if isinstance(event, Told)),
        is_ended=any(isinstance(event, GroupEnded) for event in events),
    )


def _move(marks: dict[int, Mark], event: Named | Unnamed | Swapped | MarkDropped) -> None:
    """Give marks to whom they belong; one that an undo has taken away is nobody's to give."""
    match event:
        case Named(_, _, number, athlete):
            _change(marks, number, athlete=athlete, is_dropped=False)
        case Unnamed(_, _, number):
            _change(marks, number, athlete=None, is_dropped=False)
        case MarkDropped(_, _, number):
            _change(marks, number, athlete=None, is_dropped=True)
        case Swapped(_, _, one, other):
            if one in marks and other in marks:
                first, second = marks[one].athlete, marks[other].athlete
                _change(marks, one, athlete=second, is_dropped=False)
                _change(marks, other, athlete=first, is_dropped=False)


def _change(marks: dict[int, Mark], number: int, *, athlete: int | None, is_dropped: bool) -> None:
    if number in marks:
        marks[number] = replace(marks[number], athlete=athlete, is_dropped=is_dropped)


def changed_marks(
    before: GroupState, after: GroupState, athletes: Iterable[int]
) -> dict[int, tuple[int, tuple[int, ...], frozenset[int]]]:
    """What a change of whose the marks are means for each athlete's session.

    Args:
        before: the group before the change.
        after: the group after it.
        athletes: everybody's place.

    Returns:
        For each athlete of whom anything changes the instant of the first change, the marks from then on, and those
        among them that are new.
    """
    found: dict[int, tuple[int, tuple[int, ...], frozenset[int]]] = {}
    for athlete in athletes:
        old, new = set(before.of(athlete)), set(after.of(athlete))
        if old != new:
            since_ms = min(old ^ new)
            found[athlete] = since_ms, tuple(at for at in after.of(athlete) if at >= since_ms), frozenset(new - old)
    return found
