"""A group at an instant, and what a decision about it looks like.

It exists apart from the rules because every command answers in this shape, and each kind of rule is a file of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.core import commands as ask
from trackclock.core.events import Event, Log
from trackclock.core.group.marks import GroupState, state_of
from trackclock.core.group.starts import Standing
from trackclock.core.plan import Plan
from trackclock.core.session.state import State
from trackclock.core.session.transitions import state_at


@dataclass(frozen=True, slots=True)
class Member:
    """One athlete's session as a decision sees it.

    Attributes:
        name: of the athlete.
        plan: theirs.
        log: theirs.
        after_ms: how long after the first they start.
        known: their session at some instant, as it was folded already; None where nobody has.
    """

    name: str
    plan: Plan
    log: Log
    after_ms: int
    known: State | None = None

    def state_at(self, at: int) -> State:
        """Their session at an instant."""
        if self.known is not None and self.known.now_ms == at:
            return self.known
        return state_at(self.plan, self.log, at)


@dataclass(frozen=True, slots=True)
class Order:
    """Something that is asked of an athlete's session.

    Attributes:
        athlete: whose.
        command: what.
    """

    athlete: int
    command: ask.Command


@dataclass(frozen=True, slots=True)
class GroupDecision:
    """What a command comes to.

    Attributes:
        events: for the group's log, as one batch; empty where it does not hold.
        orders: for the sessions of the athletes, in order.
        message: what the screen says.
        is_accepted: whether it holds.
        needs_confirmation: whether the same command, confirmed, would hold.
        told: in words, what the one order was, to be undone by the group; empty as a rule.
    """

    events: tuple[Event, ...] = ()
    orders: tuple[Order, ...] = ()
    message: str = ""
    is_accepted: bool = True
    needs_confirmation: bool = False
    told: str = ""


def refused(message: str, *, needs_confirmation: bool = False) -> GroupDecision:
    """A command that changes nothing, and why."""
    return GroupDecision(message=message, is_accepted=False, needs_confirmation=needs_confirmation)


@dataclass(frozen=True)
class Group:
    """A group at an instant, for deciding.

    Attributes:
        plan: the group's.
        log: the group's.
        members: everybody, in the order of the keys.
        at: the instant.
    """

    plan: Plan
    log: Log
    members: tuple[Member, ...]
    at: int

    def state(self) -> GroupState:
        """Whose each mark is."""
        return state_of(self.log)

    def standings(self, state: GroupState) -> tuple[Standing, ...]:
        """Everybody's session at the instant."""
        return tuple(
            Standing(one.state_at(self.at), one.after_ms, state.of(number), state.is_in(number))
            for number, one in enumerate(self.members)
        )
