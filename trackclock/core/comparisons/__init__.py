"""What a time is held against: one small generator a comparison, the keys that say what is like what, the deltas.

It exists because a delta is only worth reading where both sides of it are alike (ARCHITECTURE.md, "Like for like").
"""

from trackclock.core.comparisons.deltas import (
    NO_DELTAS,
    Deltas,
    delta_between,
    delta_of,
    deltas_at,
    deltas_of,
)
from trackclock.core.comparisons.keys import (
    LikeKey,
    SizeKey,
    SizeKind,
    describe_workout,
    ground_of,
    is_exercise,
    like_keys,
    like_keys_to_come,
    size_key,
    workout_key,
    workout_of,
)
from trackclock.core.comparisons.known import COMPARISONS, CYCLE, TABLED
from trackclock.core.comparisons.live import LiveDelta, Pace, lap_delta, live_delta, pace_of
from trackclock.core.comparisons.model import (
    AVERAGE_OF,
    NO_HISTORY,
    Band,
    Comparison,
    ComparisonGenerator,
    LikeHistory,
    PastRep,
    RepContext,
    is_counting,
    past_reps,
)

__all__ = [
    "AVERAGE_OF",
    "COMPARISONS",
    "CYCLE",
    "NO_DELTAS",
    "NO_HISTORY",
    "TABLED",
    "Band",
    "Comparison",
    "ComparisonGenerator",
    "Deltas",
    "LikeHistory",
    "LikeKey",
    "LiveDelta",
    "Pace",
    "PastRep",
    "RepContext",
    "SizeKey",
    "SizeKind",
    "delta_between",
    "delta_of",
    "deltas_at",
    "deltas_of",
    "describe_workout",
    "ground_of",
    "is_counting",
    "is_exercise",
    "lap_delta",
    "like_keys",
    "like_keys_to_come",
    "live_delta",
    "pace_of",
    "past_reps",
    "size_key",
    "workout_key",
    "workout_of",
]
