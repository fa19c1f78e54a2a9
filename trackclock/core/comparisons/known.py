"""Every comparison there is, in one tuple.

It exists so that a new one is a file of its own and a line here: the deltas, the tables, the JSON and the key that
cycles through them go by this tuple.
"""

from __future__ import annotations

from trackclock.core.comparisons import average, best, last_session, previous_rep, target
from trackclock.core.comparisons.model import ComparisonGenerator

COMPARISONS: tuple[ComparisonGenerator, ...] = (
    previous_rep.PREVIOUS_REP,
    target.TARGET,
    last_session.LAST_SESSION,
    best.BEST,
    average.AVERAGE,
)
"""All of them, in the order of the columns of a table."""

TABLED = tuple(comparison for comparison in COMPARISONS if comparison.has_column)
"""Those whose deltas are worked out for every finished rep: in the tables and in the JSON."""

CYCLE = tuple(sorted(COMPARISONS, key=lambda comparison: not comparison.leads))
"""All of them, in the order in which one key cycles through them and in which a running rep takes the first it has."""
