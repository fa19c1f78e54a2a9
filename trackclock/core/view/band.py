"""What the band at the head of the live screen names in letters that are read from afar.

It exists as data because what has to go where there is no room is a matter of what it means, not of its place in a
line: of a rep the target goes first, then the set, the distance, and the number of the rep last.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackclock.core.durations import format_distance, format_duration
from trackclock.core.figures import wanted_text
from trackclock.core.limits import MILE_MM
from trackclock.core.plan import ByDistance, ByTime, Step, StepKind
from trackclock.core.session.state import Phase, RunStep, State
from trackclock.core.view.steps import count_of

_MOST_TARGET = 12
"""Letters of a target that is still read at a glance."""


@dataclass(frozen=True, slots=True)
class BandPiece:
    """One thing that the band names.

    Attributes:
        text: as it is drawn: capital letters, digits and signs; of a name the name as it is.
        rank: the larger, the sooner it is left out where there is no room.
        is_name: whether it is somebody's word ("5 squats"), which stands in plain bold text.
    """

    text: str
    rank: int = 0
    is_name: bool = False


def band_of(state: State) -> tuple[BandPiece, ...]:
    """What the band names: the rep that runs or starts next, and in a recovery the next one with its target first.

    Args:
        state: the session advanced to the instant.

    Returns:
        From left to right; nothing once no rep is left.
    """
    run = _named_rep(state)
    if run is None:
        return ()
    step, count = run.step, count_of(state, run)
    size, is_name = _size(step)
    # Who rests asks what comes and how fast; who runs, or is about to, which one it is.
    of_set, of_count, of_size, of_target = (3, 2, 0, 1) if _is_between(state) else (2, 0, 1, 3)
    pieces = (
        BandPiece(f"SET {step.set}/{step.sets}" if (step.sets or 1) > 1 else "", of_set),
        BandPiece(f"{count[0]}/{count[1]}" if count is not None else "", of_count),
        BandPiece(size, of_size, is_name),
        BandPiece(_target(step), of_target),
    )
    return tuple(piece for piece in pieces if piece.text)


def _is_between(state: State) -> bool:
    step = state.step
    is_in_rep = step is not None and step.kind is StepKind.REP
    return state.phase is Phase.RUNNING and not is_in_rep and not state.is_getting_ready


def _named_rep(state: State) -> RunStep | None:
    """The rep that runs, else the next one."""
    if state.phase not in (Phase.READY, Phase.RUNNING):
        return None
    ahead = state.steps[max(0, state.index + state.is_getting_ready) :]
    return next((run for run in ahead if run.step.kind is StepKind.REP), None)


def _size(step: Step) -> tuple[str, bool]:
    """How far, else for how long, else what it is called, which is a name."""
    match step.end:
        case ByDistance(distance_mm):
            return distance_text(distance_mm), False
        case ByTime(duration_ms):
            minutes, seconds = divmod(duration_ms // 1_000, 60)
            if minutes and seconds:
                return format_duration(duration_ms), False
            return (f"{minutes} MIN" if minutes else f"{seconds} S"), False
        case _:
            return step.label, True


def distance_text(distance_mm: int) -> str:
    """A distance as the track calls it: `800`, `1 MILE`; metres need no unit there."""
    if distance_mm % MILE_MM == 0:
        return format_distance(distance_mm).upper()
    return format_distance(distance_mm).removesuffix(" m")


def _target(step: Step) -> str:
    """The time that is wanted, as short as it is read from afar: `@ 2:44`, `@ 78-80`; empty for an effort."""
    target = step.target
    if target is None or target.low_ms is None:
        return ""
    text = wanted_text(target.low_ms, target.high_ms or target.low_ms)
    return f"@ {text}" if len(text) <= _MOST_TARGET else ""
