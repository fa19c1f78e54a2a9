"""Which laps were reps: the table of rules, in the order in which they are asked.

| what the laps are like | what is made of them |
|---|---|
| the runner has said which laps were reps | those are, each by itself |
| the file marks a pause (rest, recovery) | its marks stand: active is a rep, and several in a row are the laps of one |
| and it marks no warm-up and no cool-down | active laps slower by 20 %, or of no distance, are that at either end |
| all laps but the last are of 1 km, or of a mile, and the watch ran on between them | auto-laps: one run with splits |
| the watch was stopped for 10 s or more behind most laps | each lap is a rep, what it stood still its pause |
| a group of laps is faster than the rest by 20 % or more | those are reps, several in a row the laps of one |
| anything else | one run |

Where no pause is marked, a warm-up and a cool-down that are marked stand all the same, and the rules are asked about
the laps between them. What comes before the first rep is the warm-up, what comes behind the last the cool-down, what is
between two reps a recovery; nearly twice as long as most of them it is a rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby, pairwise
from statistics import median_low
from typing import Final

from trackclock.core.imported.laps import WHOLE_SECONDS_MS, RecordedLap
from trackclock.core.limits import MILE_MM
from trackclock.core.plan import StepKind

AUTO_LAP_MM: Final = (1_000_000, MILE_MM)
"""What watches are set to take a lap at, unasked."""

AUTO_LAP_OFF_MM: Final = 10_000
"""An auto-lap is as long as it was set, and a second's way more at the most; a press is nearer to the line than that by
chance alone."""

FASTER_PERCENT: Final = 20
"""Reps are faster than what lies between them by at least this: as 5:00 a kilometre is than 6:00."""

STOOD_MS: Final = 10_000
"""A watch that stood still for this between two laps was stopped for a recovery."""

REST_PERCENT: Final = 180
"""A pause of this much of the median pause is a rest between sets."""

_PAUSES = (StepKind.RECOVERY, StepKind.REST)


class Rule(StrEnum):
    """What the kinds were told by, in words for a preview."""

    SAID = "as you said"
    MARKED = "as the file marks them"
    AUTO_LAPS = "auto-laps: one run with its splits"
    STOPPED = "the watch was stopped between them"
    PACE = "told by their pace"
    ONE_RUN = "nothing tells reps from recoveries: one run"


def kinds_of(laps: Sequence[RecordedLap], reps: frozenset[int] | None = None) -> tuple[tuple[StepKind, ...], Rule]:
    """What each lap was for.

    Args:
        laps: on one clock; at least one.
        reps: numbers of the laps that were reps, where the runner says so.

    Returns:
        One kind a lap, and the rule that told them. Neighbouring reps are laps of one rep, unless the runner said which
        are reps, or the watch stood still between them and nothing is marked (`goes_on`).
    """
    if reps is not None:
        return _around([lap.number in reps for lap in laps], laps), Rule.SAID
    if any(lap.kind in _PAUSES for lap in laps):
        return _marked(laps), Rule.MARKED
    first = next((n for n, lap in enumerate(laps) if lap.kind is not StepKind.WARMUP), len(laps))
    last = next((n for n in range(len(laps), first, -1) if laps[n - 1].kind is not StepKind.COOLDOWN), first)
    between, rule = _unmarked(laps[first:last])
    kinds = [*[StepKind.WARMUP] * first, *between, *[StepKind.COOLDOWN] * (len(laps) - last)]
    return tuple(kinds), rule


def _unmarked(laps: Sequence[RecordedLap]) -> tuple[Sequence[StepKind], Rule]:
    if not laps:
        return (), Rule.MARKED
    if are_auto_laps(laps):
        return [StepKind.REP] * len(laps), Rule.AUTO_LAPS
    if _are_stopped_between(laps):
        return [StepKind.REP] * len(laps), Rule.STOPPED
    fast = _fast(laps)
    if fast is None:
        return [StepKind.REP] * len(laps), Rule.ONE_RUN
    return _around(fast, laps), Rule.PACE


def goes_on(before: RecordedLap, rule: Rule) -> bool:
    """Whether a rep goes on in the lap behind one of its laps, where that is a rep's as well."""
    if rule in (Rule.SAID, Rule.STOPPED):
        return False
    return rule is not Rule.PACE or _stood_ms(before) < STOOD_MS


def are_auto_laps(laps: Sequence[RecordedLap]) -> bool:
    """Whether a watch has taken the laps by itself: all of one kilometre or mile, but for what was left at the end."""
    whole, rest = laps[:-1], laps[-1]
    if len(whole) < 2 or _are_stopped_between(laps):
        return False
    return any(
        all(_is_near(lap.distance_mm, length_mm) for lap in whole)
        and (rest.distance_mm or 0) <= length_mm + AUTO_LAP_OFF_MM
        for length_mm in AUTO_LAP_MM
    )


def _are_stopped_between(laps: Sequence[RecordedLap]) -> bool:
    stopped = sum(_stood_ms(lap) >= STOOD_MS for lap in laps[:-1])
    return stopped > 1 and stopped * 2 > len(laps) - 1


def _is_near(distance_mm: int | None, length_mm: int) -> bool:
    return distance_mm is not None and 0 <= distance_mm - length_mm + 1_000 <= AUTO_LAP_OFF_MM + 1_000


def _stood_ms(lap: RecordedLap) -> int:
    """How long the watch stood still at the end of a lap."""
    last = lap.pauses[-1] if lap.pauses else None
    return last.length_ms if last is not None and lap.end_ms - last.end_ms <= WHOLE_SECONDS_MS else 0


def _marked(laps: Sequence[RecordedLap]) -> tuple[StepKind, ...]:
    """As the file says; what it says of no lap, and a pause before the first rep, follows from the place."""
    is_rep = [lap.kind is StepKind.REP or lap.kind is None for lap in laps]
    if not any(lap.kind in (StepKind.WARMUP, StepKind.COOLDOWN) for lap in laps):
        is_rep = _without_slow_ends(is_rep, laps)
    around = _around(is_rep, laps)
    first = is_rep.index(True) if True in is_rep else len(laps)
    kinds = []
    for place, (lap, kind) in enumerate(zip(laps, around, strict=True)):
        is_early_pause = lap.kind in _PAUSES and place < first
        is_said = lap.kind is not None and (lap.kind is not StepKind.REP or is_rep[place])
        kinds.append(lap.kind if lap.kind is not None and is_said and not is_early_pause else kind)
    if {*kinds}.issuperset(_PAUSES):
        return tuple(kinds)
    # Most files have one word for both: the longer ones are the rests.
    return tuple(
        kind if kind not in _PAUSES else told if told in _PAUSES else StepKind.RECOVERY
        for kind, told in zip(kinds, around, strict=True)
    )


def _without_slow_ends(is_rep: Sequence[bool], laps: Sequence[RecordedLap]) -> list[bool]:
    """The reps without what was jogged before and behind them: some formats have no word for that."""
    paces = [_pace(lap) for lap in laps]
    known = [pace for one, pace in zip(is_rep, paces, strict=True) if one and pace is not None]
    found = list(is_rep)
    if not known:
        return found
    slow = median_low(known) * (100 + FASTER_PERCENT)
    for places in (range(len(laps)), range(len(laps) - 1, -1, -1)):
        for place in places:
            pace = paces[place]
            if is_rep[place] and pace is not None and pace * 100 < slow:
                break
            found[place] = False
    return found


def _fast(laps: Sequence[RecordedLap]) -> Sequence[bool] | None:
    """Which laps are reps by their pace; None where no gap in it parts them.

    Of all gaps of `FASTER_PERCENT` or more between the paces in order, it is the fastest, unless a slower one leaves
    more reps which recoveries part. What the slower one adds at either end of the activity does not count for it: a
    jogged warm-up is no rep beside walked recoveries.
    """
    paces = [_pace(lap) for lap in laps]
    known = sorted(pace for pace in paces if pace is not None)
    bounds = [faster for faster, slower in pairwise(known) if slower * 100 >= faster * (100 + FASTER_PERCENT)]
    if known and None in paces:
        bounds.append(known[-1])
    candidates = [[pace is not None and pace <= bound for pace in paces] for bound in bounds]
    return max(candidates, key=lambda fast: _reps_parted(fast, candidates[0]), default=None)


def _reps_parted(fast: Sequence[bool], fastest: Sequence[bool]) -> int:
    """How many groups of fast laps there are, without those at either end that are not among the fastest."""
    count, place = 0, 0
    for is_fast, group in groupby(fast):
        before, place = place, place + len(list(group))
        is_at_end = before == 0 or place == len(fast)
        count += is_fast and not (is_at_end and not all(fastest[before:place]))
    return count


def _pace(lap: RecordedLap) -> int | None:
    """Milliseconds a kilometre; None for a lap that went nowhere, as far as anybody knows."""
    if not lap.distance_mm or not lap.timer_ms:
        return None
    return lap.timer_ms * 1_000_000 // lap.distance_mm


def _around(is_rep: Sequence[bool], laps: Sequence[RecordedLap]) -> tuple[StepKind, ...]:
    """What lies before, between and behind the reps."""
    places = [place for place, one in enumerate(is_rep) if one]
    if not places:
        return tuple(StepKind.WARMUP for _ in laps)
    inner = range(places[0], places[-1])
    between = [laps[place].elapsed_ms for place in inner if not is_rep[place]]
    kinds: list[StepKind] = []
    for place, lap in enumerate(laps):
        if is_rep[place]:
            kinds.append(StepKind.REP)
        elif place < places[0]:
            kinds.append(StepKind.WARMUP)
        elif place > places[-1]:
            kinds.append(StepKind.COOLDOWN)
        else:
            kinds.append(_pause_kind(lap.elapsed_ms, between))
    return tuple(kinds)


def _pause_kind(length_ms: int, all_ms: Sequence[int]) -> StepKind:
    is_rest = len(all_ms) > 2 and length_ms * 100 >= median_low(all_ms) * REST_PERCENT
    return StepKind.REST if is_rest else StepKind.RECOVERY
