"""A plan -> tidy notation, which reads back as the same plan.

It exists so that what was pasted can be kept in one clean form, and so that the notation can be held to its word.
"""

from __future__ import annotations

from trackclock.core.plan import Plan


def tidy(plan: Plan) -> str:
    """The workout of a plan in tidy notation.

    Args:
        plan: the plan.

    Returns:
        Lines of notation, without a last line break.
    """
    return "\n".join(step.label for step in plan.steps)
