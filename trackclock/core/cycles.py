"""When a send-off is due: the arithmetic of a recovery that ends when the cycle of the rep before it is over.

It exists so that the clock on the track and the estimate beforehand reckon with one and the same rule.
"""

from __future__ import annotations

from trackclock.core.plan import Late


def cycle_over_ms(cycle_ms: int, since_ms: int, late: Late | None) -> int:
    """How long after the start of a rep the next one begins (ARCHITECTURE.md, "Send-offs").

    Args:
        cycle_ms: the cycle; above zero.
        since_ms: how long after its start the rep was finished, or whatever else the wait begins with; zero or more.
        late: what happens to a rep that took longer than the cycle; None is the next multiple.

    Returns:
        The cycle, in milliseconds; after a rep that took longer the next multiple of it, or `since_ms` itself.
    """
    if since_ms <= cycle_ms:
        return cycle_ms
    return since_ms if late is Late.NOW else -(-since_ms // cycle_ms) * cycle_ms
