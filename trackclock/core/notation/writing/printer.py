"""A plan -> tidy notation, which reads back as the same plan.

It exists so that what was pasted can be kept in one clean form, and so that the notation can be held to its word: what
was printed is read again, and where the shorthand cannot say it the exact form is printed instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from trackclock.core.notation.context import Options
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.exact import steps_to_exact
from trackclock.core.notation.labels import length_text
from trackclock.core.notation.placing.units import SHORTEST_REP_MM, SHORTEST_REST_MM, SHORTEST_WARMUP_MM
from trackclock.core.notation.reading import steps_of
from trackclock.core.notation.writing.rollup import Leaf, Loop, Piece, plain_pause, roll_up
from trackclock.core.plan import (
    FIRST_MARK_MIN_MM,
    WISHED_MARK_MIN_MM,
    ByCycle,
    ByDistance,
    ByTime,
    Open,
    Plan,
    Rests,
    Step,
    StepKind,
)

_ASKED_BELOW_MM = {
    StepKind.WARMUP: SHORTEST_WARMUP_MM,
    StepKind.REP: SHORTEST_REP_MM,
    StepKind.RECOVERY: SHORTEST_REST_MM,
    StepKind.REST: SHORTEST_REST_MM,
    StepKind.COOLDOWN: SHORTEST_WARMUP_MM,
}
"""A length below this with an `m` is asked about, as it may be minutes."""

_ESCAPED = re.compile(r"[\[\]\\]")
_ESCAPE = r"\\\g<0>"


def tidy(plan: Plan) -> str:
    """The workout of a plan in tidy notation.

    Args:
        plan: any plan.

    Returns:
        Lines of notation, without a last line break. Read with the same goal, lap and distance between marks it gives
        the same steps: in shorthand, or for a plan that was changed while it was run one JSON object a step.
    """
    text = _shorthand(plan.steps)
    if _reads_back(text, plan):
        return text
    apart = _shorthand(plan.steps, is_apart=True)
    return apart if apart != text and _reads_back(apart, plan) else steps_to_exact(plan.steps)


def _reads_back(text: str, plan: Plan) -> bool:
    """Whether a text gives the steps of a plan."""
    # A plan does not say whether its distance between marks was written down or is the lap; its marks do.
    for first_min_mm in (FIRST_MARK_MIN_MM, WISHED_MARK_MIN_MM):
        options = Options(plan.lap_mm, plan.split_every_mm, first_min_mm, plan.goal)
        try:
            if steps_of(text, options) == plan.steps:
                return True
        except NotationError:
            return False
    return False


def _shorthand(steps: Sequence[Step], *, is_apart: bool = False) -> str:
    """The steps as shorthand, block by block; it may fail to say all of them.

    With `is_apart` exercises are said to be done once, so that none is read as a part of the warm-up above it.
    """
    is_told = any(step.rests is Rests.OWN for step in steps)
    return "\n".join(
        _line(of_block, is_apart=is_apart) + (_rests(of_block) if is_told else "")
        for of_block in (list(block) for _, block in groupby(steps, key=lambda step: step.block))
    )


def _rests(steps: Sequence[Step]) -> str:
    """From when on the pauses of a block count in a group, whatever the header says of it."""
    told = [step.rests for step in steps if step.is_pause and step.cycle_ms is None]
    return f", {'own rest' if Rests.OWN in told else 'together'}" if told else ""


def _line(steps: list[Step], *, is_apart: bool) -> str:
    """One block."""
    first = steps[0]
    if first.kind in (StepKind.WARMUP, StepKind.COOLDOWN):
        return " ".join(_ending(step) for step in steps)
    pieces = roll_up(steps)
    is_mixed = len({type(step.end) for step in steps if step.kind is StepKind.REP}) > 1 or len(pieces) > 1
    return _pieces(pieces, is_mixed=is_mixed, is_apart=is_apart)


def _ending(step: Step) -> str:
    name = "warm up" if step.kind is StepKind.WARMUP else "cool down"
    return f"{name} {_length(step) or 'open'}" + _notes(step)


def _length(step: Step) -> str:
    """A step's length; where so few `m` would rather be minutes, the unit is written out."""
    text = length_text(step.end)
    is_short = step.distance_mm is not None and step.distance_mm < _ASKED_BELOW_MM[step.kind]
    return f"{text}etres" if is_short else text


def _notes(step: Step) -> str:
    """The notes as `[note: ...]`, which keeps them as they are."""
    return "".join(f" [note: {_ESCAPED.sub(_ESCAPE, note)}]" for note in step.notes)


def _pieces(pieces: Sequence[Piece], *, is_mixed: bool, is_apart: bool = False) -> str:
    """Pieces one after the other."""
    goes_on = [_goes_on(before, after) for before, after in pairwise(pieces)]
    text = _piece(pieces[0], is_mixed=is_mixed and not (goes_on and goes_on[0]))
    if is_apart and isinstance(pieces[0], Leaf) and not pieces[0].step.is_pause and not text.startswith(("1 x ", "(")):
        text = f"1 x {text}"
    for before, is_led, piece in zip(pieces, goes_on, pieces[1:], strict=False):
        is_counted = (is_mixed and not is_led) or _is_open(before)
        text += (" into " if is_led else ", ") + _piece(piece, is_mixed=is_counted)
    return text


def _is_open(piece: Piece) -> bool:
    """Whether it is a pause without a length, which a time behind it would be taken for."""
    return isinstance(piece, Leaf) and piece.step.is_pause and isinstance(piece.step.end, Open)


def _goes_on(before: Piece, after: Piece) -> bool:
    """Whether one rep alone goes on into what follows, without a pause."""
    is_rep = isinstance(before, Leaf) and not before.step.is_pause
    return is_rep and not (isinstance(after, Leaf) and after.step.is_pause)


def _piece(piece: Piece, *, is_mixed: bool) -> str:
    if isinstance(piece, Loop):
        return _loop(piece)
    if piece.step.is_pause:
        return _pause(piece.step)
    text = _rep(piece.step, [piece.step])
    if piece.step.optional and not piece.is_in_range:
        return f"({text})"
    is_plain_time = isinstance(piece.step.end, ByTime) and is_mixed
    return f"1 x {text}" if is_plain_time else text


def _loop(loop: Loop) -> str:
    """A repeat with the pauses between its passes."""
    count = str(loop.high) if loop.low == loop.high else f"{loop.low}-{loop.high}"
    only = loop.body[0] if len(loop.body) == 1 else None
    is_set = any(pause.kind is StepKind.REST for pause in loop.pauses)
    if isinstance(only, Leaf):
        text, is_set = _rep(only.step, [leaf.step for leaf in loop.first_leaves]), False
        if loop.pauses and isinstance(loop.pauses[0].end, ByCycle):
            return f"{count} x {text} {_pause(loop.pauses[0])}"
    elif only is not None:
        text, is_set = f"({_loop(only)})", True
    else:
        ends = {type(step.end) for step in loop.steps if step.kind is StepKind.REP}
        text = f"({_pieces(loop.body, is_mixed=len(ends) > 1)})"
    if is_set:
        return f"{count} x {text}" + _between(loop, "", "after each set" if loop.is_after else "between sets")
    return f"{count} x {text}" + _between(loop, "with ", "after each" if loop.is_after else "")


def _between(loop: Loop, lead: str, scope: str) -> str:
    """The pauses between the passes: one for all, or one for each gap."""
    if not loop.pauses:
        return ""
    if len({plain_pause(pause) for pause in loop.pauses}) > 1:
        texts = [_length(pause) or "open" for pause in loop.pauses[:-1]]
        return f" with {', '.join(texts)}, {_pause(loop.pauses[-1], scope)}"
    text = _pause(loop.pauses[0], scope)
    return f" {lead}{text}" if lead else f", {text}"


def _pause(step: Step, scope: str = "") -> str:
    """A pause with its words, and always with one that makes it a pause."""
    length = _length(step)
    if isinstance(step.end, ByCycle):
        return length + _notes(step)
    words = step.label.removeprefix(length_text(step.end)).strip()
    name = "rest" if step.kind is StepKind.REST else "recovery"
    if not words.endswith(name):
        words = f"{words} {name}".strip()
    if isinstance(step.end, Open) and not {"back", "down"} & set(words.split()):  # these say how far the way is
        words = f"open {words}"
    return f"{length} {words} {scope}".strip() + _notes(step)


def _rep(step: Step, all_steps: Sequence[Step]) -> str:
    """A rep with what it is called, its target and its notes."""
    text = length = _length(step)
    if step.pattern and step.distance_mm is not None:
        parts = ", ".join(f"{length_text(ByDistance(part.distance_mm))} {part.label}" for part in step.pattern)
        text = f"{length} of ({parts})"
    text = f"{text} {step.label.removeprefix(length_text(step.end)).strip()}".strip()
    targets = [each.target for each in all_steps]
    if step.target is not None:
        shown = step.target.text
        if any(target != targets[0] for target in targets):
            shown = ", ".join(target.text for target in targets if target is not None)
        text += f" @ {shown}"
    return text + _notes(step)
