"""How long a lap is in each lane of a standard track.

It exists because a runner in lane 4 who counts laps runs further than one in lane 1: what is told in laps is of the
lane, what is told in metres is as long as it says.
"""

from __future__ import annotations

import math
from typing import Final

from trackclock.core.limits import LAP_MM

_STRAIGHT_M: Final = 84.39
_RADIUS_M: Final = 36.50
_LANE_WIDTH_M: Final = 1.22
_FROM_KERB_M: Final = 0.30
_FROM_LINE_M: Final = 0.20

LANES: Final = 8
"""Lanes of a standard track."""


def lane_mm(lane: int) -> int:
    """One lap of a standard track in a lane, in millimetres, to the centimetre as it is published.

    Two straights of 84.39 m and a full circle. Lane 1 is measured 0.30 m outward from the kerb, whose edge has a radius
    of 36.50 m; every other 0.20 m outward from the line on its inside, and a lane is 1.22 m wide:

        lane 1          2 * 84.39 + 2 * pi * (36.50 + 0.30)
        lanes 2 to 8    2 * 84.39 + 2 * pi * (36.50 + 1.22 * (lane - 1) + 0.20)

    Source: World Athletics, Technical Rules 14.2 (where a lane is measured) and 14.4 (its width), which older editions
    count as 160; the straights and the radius are those of its standard track (Track and Field Facilities Manual, 2.2).
    Lane 1 comes to 400.001 m, which is published as 400.00.

    Args:
        lane: 1 to `LANES`.
    """
    outward_m = _FROM_KERB_M if lane == 1 else _LANE_WIDTH_M * (lane - 1) + _FROM_LINE_M
    length_m = 2 * _STRAIGHT_M + 2 * math.pi * (_RADIUS_M + outward_m)
    return round(length_m * 100) * 10


_LANE_OF: Final = {lane_mm(lane): lane for lane in range(1, LANES + 1)}


def lane_of(lap_mm: int) -> int | None:
    """The lane of a standard track that a lap is of; None for a lap of any other track.

    A plan keeps the lap alone: its marks follow from that, and so does the lane.
    """
    return _LANE_OF.get(lap_mm)


def track_lap_mm(lap_mm: int) -> int:
    """What a track is called by, in millimetres: the lap in lane 1 of the track that a lap is of."""
    return LAP_MM if lap_mm in _LANE_OF else lap_mm
