"""What is shown of times, and everything that is reckoned from what is shown: differences, laps, means, totals.

It exists because a reader reckons with the digits in sight: 2:41.03 and 2:39.33 beside -1.6 is a contradiction, and so
are laps that do not add up to their split. The rule is one and the same in every place:

- A time is cut off, never rounded, at the decimals of its place: tenths while a rep runs, hundredths in results.
- Whatever stands beside times is reckoned from those figures, at the same decimals: a difference is that of the two
  figures, a lap that of two splits, a mean or a total is taken over the figures.
- Whatever is judged is judged by the figures that are shown: a shown difference of 0.2 s or more is never level, one
  under it always is, and a best falls only where its digits do. The exact earlier time then remains the best.

A difference is therefore made from its two times and never from a difference that was taken before. Exact
milliseconds (`Delta.exact_ms`) are for the JSON and the CSV alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trackclock.core.durations import format_duration, parse_duration

RUNNING = 1
"""Decimals while a rep runs: the clock moves ten times a second."""

RESULT = 2
"""Decimals of a time in a result, and of whatever is held against it."""

PAUSE = 1
"""Decimals of a recovery that was taken, and of what was planned beside it."""

ESTIMATE = 1
"""Decimals of what was never run: a prediction, the pace of a goal, the change a week."""

LEVEL_MS = 200
"""Differences under this are level: it is what a hand on a space bar can tell (ARCHITECTURE.md, "Under 0.2 s is
level")."""

_NOUGHT = re.compile(r"(?<![\d:.])0:0?(\d{1,2})(?![\d:])")
_CLOCK_TIME = re.compile(r"(?<![\d:.])(?:\d{1,3}:)?\d{1,3}(?:\.\d{1,3})?(?![\d:.]|/)")
_OF_A_TIME = frozenset("0123456789:.-– s")
"""A target of nothing but these is a time as it stands."""

_MINUTE_MS, _TEN_SECONDS_MS = 60_000, 10_000

_LEAST_MS = 1
"""Against a best every digit counts: whoever is a hundredth faster has it."""


def cut(ms: int, decimals: int = RESULT) -> int:
    """A time as it is shown: cut off towards zero at the last digit.

    Args:
        ms: the time in milliseconds.
        decimals: digits behind the point, 0 to 3.

    Returns:
        Whole units of the last digit, in milliseconds.
    """
    unit_ms: int = 10 ** (3 - decimals)
    whole = abs(ms) // unit_ms * unit_ms
    return -whole if ms < 0 else whole


def time_text(ms: int, decimals: int = RESULT) -> str:
    """A time that was run or is wanted, as it is shown everywhere: under a minute there is no `0:` in front of it.

    What counts down, and what a step is to last, keeps it (`durations.format_countdown`, `format_duration`): a clock
    must not grow narrower at 1:00.

    Args:
        ms: the time in milliseconds.
        decimals: digits behind the point in the place where it stands.

    Returns:
        `2:43.70`, `59.90`, `7.30`; a negative one with its sign.
    """
    text = format_duration(ms, decimals)
    if abs(ms) >= _MINUTE_MS:
        return text
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    return sign + digits.removeprefix("0:0" if abs(ms) < _TEN_SECONDS_MS else "0:")


def wanted_text(low_ms: int, high_ms: int) -> str:
    """The times that a target comes to: tenths where there are any, no unit.

    Args:
        low_ms: the fastest time wanted.
        high_ms: the slowest; equal to `low_ms` for a single time.

    Returns:
        `2:44`, `33.2`, `1:18-1:20`.
    """
    times = [time_text(ms, RUNNING) for ms in (low_ms, high_ms)]
    if all(text.endswith(".0") for text in times):
        times = [text.removesuffix(".0") for text in times]
    return "-".join(dict.fromkeys(times))


def told_text(text: str) -> str:
    """A target in somebody's words, its times put as everywhere: `0:33 and each faster` is `33 and each faster`."""
    return _NOUGHT.sub(r"\1", text)


def tells_times(text: str, low_ms: int, high_ms: int) -> bool:
    """Whether a target in somebody's words says its time itself, so that to add it would be a stammer.

    Args:
        text: the words ("0:12 and each faster", "goal pace", "3:30/km").
        low_ms: the fastest time that they come to.
        high_ms: the slowest.
    """
    if set(text) <= _OF_A_TIME:
        return True
    return {low_ms, high_ms} <= {parse_duration(found) for found in _CLOCK_TIME.findall(text)}


def with_unit(digits: str) -> str:
    """A figure with its unit: `33.20 s`; one with a colon has none."""
    return digits if ":" in digits else f"{digits} s"


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of two figures, as it is shown; made by `difference` or `Delta.shown`.

    Attributes:
        shown_ms: one figure minus the other, in milliseconds; negative is faster.
        decimals: digits behind the point of both figures, and so of this one.
        gain_ms: from how much on a faster one is faster: 0.2 s, against a best a single digit.
    """

    shown_ms: int
    decimals: int = RESULT
    gain_ms: int = LEVEL_MS

    @property
    def is_level(self) -> bool:
        """Whether it is too small to tell."""
        return -self.gain_ms < self.shown_ms < LEVEL_MS

    @property
    def is_faster(self) -> bool:
        """Whether it is faster, and not level."""
        return self.shown_ms <= -self.gain_ms

    @property
    def text(self) -> str:
        """With its sign: `-1.70`, `+0.40`, `0.00`; from a minute on `+1:02.30`."""
        sign = "" if self.shown_ms == 0 else "-" if self.shown_ms < 0 else "+"
        return sign + self._digits

    @property
    def with_unit(self) -> str:
        """As `text`, with its unit: `-1.70 s`; one with a colon has none: `+1:02.30`."""
        return with_unit(self.text)

    @property
    def size(self) -> str:
        """Without a sign, with its unit: `1.70 s`, `1:02.30`."""
        return with_unit(self._digits)

    @property
    def _digits(self) -> str:
        return time_text(abs(self.shown_ms), self.decimals)


def difference(time_ms: int, other_ms: int, decimals: int = RESULT) -> Difference:
    """One time minus another, as both are shown.

    Args:
        time_ms: the time.
        other_ms: what it is held against.
        decimals: digits behind the point in the place where they stand.
    """
    return Difference(cut(time_ms, decimals) - cut(other_ms, decimals), decimals)


@dataclass(frozen=True, slots=True)
class Delta:
    """A time and what it is held against: both, so that the difference can be shown at any number of decimals.

    Attributes:
        time_ms: the time.
        low_ms: the fastest time wanted.
        high_ms: the slowest; equal to `low_ms` for a single time.
        is_against_best: whether it is held against a best, where every digit counts.
    """

    time_ms: int
    low_ms: int
    high_ms: int
    is_against_best: bool = False

    @property
    def exact_ms(self) -> int:
        """The time minus the nearer bound, to the millisecond; 0 inside. Negative is faster. For JSON and CSV."""
        return _outside(self.time_ms, self.low_ms, self.high_ms)

    def shown(self, decimals: int = RESULT) -> Difference:
        """The same of what is shown of the time and of the bounds."""
        times = (cut(ms, decimals) for ms in (self.time_ms, self.low_ms, self.high_ms))
        return Difference(_outside(*times), decimals, _LEAST_MS if self.is_against_best else LEVEL_MS)


def _outside(time_ms: int, low_ms: int, high_ms: int) -> int:
    return time_ms - high_ms if time_ms > high_ms else min(0, time_ms - low_ms)


def is_shorter(time_ms: int, other_ms: int) -> bool:
    """Whether a time is a better one than another, which takes a digit of the result: what makes a best."""
    return cut(time_ms) < cut(other_ms)


def laps_ms(splits_ms: Iterable[int], decimals: int = RESULT) -> tuple[int, ...]:
    """The laps between splits as they are shown: they add up to each split as it is shown.

    Args:
        splits_ms: times from the start of the rep, ascending.
        decimals: digits behind the point in the place where they stand.
    """
    return tuple(later - earlier for earlier, later in pairwise([0, *(cut(ms, decimals) for ms in splits_ms)]))


def total_ms(times_ms: Iterable[int], decimals: int = RESULT) -> int:
    """What times come to as they are shown."""
    return sum(cut(ms, decimals) for ms in times_ms)


def mean_ms(times_ms: Sequence[int], decimals: int = RESULT) -> int:
    """The arithmetic mean of times as they are shown, cut off like them.

    Raises:
        ZeroDivisionError: if there are none.
    """
    return cut(total_ms(times_ms, decimals) // len(times_ms), decimals)


def mean_of(differences: Sequence[Difference]) -> Difference:
    """The arithmetic mean of differences as they are shown, cut off like them.

    Raises:
        ZeroDivisionError: if there are none.
    """
    total = sum(one.shown_ms for one in differences)
    mean = abs(total) // len(differences)
    return Difference(cut(mean if total > 0 else -mean))
