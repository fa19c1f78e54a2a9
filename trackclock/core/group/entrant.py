"""Who is timed in a group, before the first press."""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.core.plan import Plan

MOST: int = 12
"""So many athletes have a key: ten digits and two more."""


@dataclass(frozen=True, slots=True)
class Entrant:
    """One athlete who is to be timed.

    Attributes:
        name: as their history has it; no two in a group have the same.
        plan: the group's plan with this athlete's own targets: the same steps.
        after_ms: how long after the first they start.
        is_in: whether they are there from the start.
    """

    name: str
    plan: Plan
    after_ms: int = 0
    is_in: bool = True
