"""The numbers that more than one module goes by, each with its reason and where it comes from.

It exists because a limit that stands twice is mended once. What only one module needs stays in that module.
"""

from __future__ import annotations

from typing import Final

LAP_MM: Final = 400_000
"""One lap of a standard track, in millimetres (World Athletics, Technical Rules, 160.1)."""

MILE_MM: Final = 1_609_344
"""The statute mile, in millimetres (exact since the international yard of 1959)."""

DAY_MS: Final = 86_400_000
"""A day, as the calendar of local dates has it: dates are counted in these since 1970-01-01."""

FASTEST_MS_PER_M: Final = 80
"""Nobody runs a metre in less: 0.08 s; the world's best sprinters need 0.081 s at top speed (ARCHITECTURE.md, "The
press guard").

A press that says so is refused, a result that says so is doubted, a target or goal that asks for it is an error."""

LIKELY_FASTEST_MS_PER_M: Final = 120
"""What a rep is likely to be run in begins here, 2:00 a kilometre: which of two numbers on a coach's page is a time."""

LIKELY_SLOWEST_MS_PER_M: Final = 420
"""And it ends here, 7:00 a kilometre; slower than that is a recovery or the time of day."""

SHORTEST_JOG_MS: Final = 300_000
"""A jog of at least this before or after everything is a warm-up or cool-down; a shorter one is a recovery."""

LONGEST_WAIT_MS: Final = 600_000
"""The longest countdown, and the longest gap between two presses, that a session file may ask for."""

STALE_GO_MS: Final = 1_000
"""A GO later than this is told on the screen and not played (ARCHITECTURE.md, "Cues fall in half-open windows")."""

MAX_STEPS: Final = 1_000
"""The most steps that a plan may unroll to, and that a session may grow to on the track: 500 reps and recoveries.
More is a slip of a digit or of a key, and each look at a session goes through all of them."""
