"""A recovery where it is told by its own words, and the questions that it can raise.

It exists apart from `pauses`, which reads the words of one, because here what stands before it counts.
"""

from __future__ import annotations

from trackclock.core.notation.line.level import Found, Level
from trackclock.core.notation.line.pauses import read_pause
from trackclock.core.notation.placing.send_offs import refuse_beside_send_off
from trackclock.core.notation.tree import Lead, Pause, Repeat, Work
from trackclock.core.notation.words.quantities import Measure
from trackclock.core.notation.words.vocabulary import Part


def recovery(level: Level, index: int, lead: Lead = Lead.LIST) -> Found:
    """`90 s recovery`, `full recovery between sets`.

    Raises:
        NotationError: where it may be that of the reps, or is told twice.
    """
    pause, behind = read_pause(level, index, lead)
    _refuse_whose_length(level, pause, index)
    if lead is Lead.WITH:
        refuse_beside_send_off(level.items, pause)
    return [pause], behind


def off(level: Level, index: int) -> Found | None:
    """`off 90 s`, `off 2 min jog`."""
    is_told = level.part(index + 1) is Part.QUANTITY or level.is_pause(index)
    return recovery(level, index, Lead.WITH) if is_told else None


def _refuse_whose_length(level: Level, pause: Pause, index: int) -> None:
    """Ask whether the 400 of `2x400 rest` is run or is the recovery."""
    before = level.items[-1] if len(level.items) > 1 else None
    work = before.body[0] if isinstance(before, Repeat) and len(before.body) == 1 else None
    is_bare = isinstance(work, Work) and work.quantity is not None and work.quantity.measure is Measure.BARE
    is_told = pause.quantities or pause.relative is not None or pause.mode is not None
    is_glued = level.part(index) is Part.PAUSE and level.part(index - 1) is Part.QUANTITY
    if is_bare and is_glued and not is_told:
        text, name = level.text(index - 1), level.text(index)
        choices = (f"{text}m with {text}m {name}", f"{text}m, open {name}")
        what = f"'{text} {name}' can be a length that is run, or that of the {name}"
        raise level.doubt(index - 1, index, what, "", choices)
