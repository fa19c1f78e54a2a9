"""One step of intervals.icu's text: `- 800mtr 3:28-3:30/km Pace`.

What two people read in two ways is asked about: a bare `m` behind a distance of the track, which is minutes there, and
a pace without its unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NoReturn

from trackclock.core.limits import MILE_MM
from trackclock.core.plan import ByDistance, ByTime, Open, StepKind
from trackclock.formats.errors import FileError
from trackclock.formats.workout.measures import pace_of_times
from trackclock.formats.workout.model import KM_MM, Pace, WorkoutStep

_DURATION: Final = (
    r"(?:\d{1,3}h(?:\d{1,4}m)?(?:\d{1,5}s?)?|\d{1,5}m(?:\d{1,5}s?)?|\d{1,5}s|\d{1,4}'(?:\d{1,5}\")?|\d{1,5}\")"
)
_DISTANCE: Final = r"\d{1,6}(?:\.\d{1,4})?\s?(?:km|miles|mile|mi|mtr|meters|yrd|yards|y)"
AMOUNT: Final = re.compile(rf"(?<!\S)(?:(?P<distance>{_DISTANCE})|(?P<duration>{_DURATION}))(?![^\s,;])", re.IGNORECASE)
_PARTS: Final = re.compile(r"(\d+)([hms'\"]?)", re.IGNORECASE)
_SECONDS: Final = {"h": 3_600, "m": 60, "'": 60, "s": 1, '"': 1, "": 1}
_MM_PER: Final = {
    "km": KM_MM, "mi": MILE_MM, "mile": MILE_MM, "miles": MILE_MM, "mtr": 1_000, "meters": 1_000,
    "y": 914.4, "yrd": 914.4, "yards": 914.4,
}  # fmt: skip

_LAP: Final = re.compile(r"\bpress\s+lap\b", re.IGNORECASE)
_INTENSITY: Final = re.compile(r"(?<!\S)intensity=(\w{1,20})(?!\S)", re.IGNORECASE)
_EASY: Final = re.compile(r"\b(?:recover\w*|rest\w*|jog\w*|walk\w*|float\w*|stand\w*)\b", re.IGNORECASE)
_PACE: Final = re.compile(
    r"(?<!\S)(\d{1,2}:[0-5]\d)(?:-(\d{1,2}:[0-5]\d))?\s?(?:/\s?(km|mi|mile|100m|250m|400m|500m|100y))?(?:\s+pace)?(?!\S)",
    re.IGNORECASE,
)
_PER_MM: Final = {
    "km": KM_MM, "mi": MILE_MM, "mile": MILE_MM, "100y": 91_440,
    **{f"{metres}m": metres * 1_000 for metres in (100, 250, 400, 500)},
}  # fmt: skip
_BARE: Final = re.compile(r"(?<!\S)\d+(?:\.\d+)?(?!\S)(?!\s?(?:rpm|spm|bpm|w|watts?)\b)", re.IGNORECASE)
_ROUND_TRACK_M: Final = 50
_SHORTEST_TRACK_M: Final = 100
_LONGEST_MINUTES: Final = 300


@dataclass(frozen=True, slots=True)
class Reading:
    """How what can be read in two ways is read.

    Attributes:
        is_metres: whether a bare `m` of a distance of the track is metres; None to ask.
        per_mm: what a pace without a unit is told for; None to ask.
    """

    is_metres: bool | None = None
    per_mm: int | None = None


_METRES: Final = (Reading(is_metres=True), Reading(is_metres=False))
_PACES: Final = (Reading(per_mm=KM_MM), Reading(per_mm=MILE_MM))


class DoubtError(Exception):
    """Something that can be read in several ways."""

    def __init__(self, error: FileError, ways: Sequence[Reading]) -> None:
        self.error = error
        self.ways = ways
        super().__init__(str(error))


class Line:
    """One line that begins with a dash."""

    def __init__(self, line: str, number: int, file: str, reading: Reading) -> None:
        self._line, self._number, self._file, self._reading = line, number, file, reading

    def step(self, number: int, start: int, kind: StepKind | None) -> tuple[WorkoutStep, str]:
        """The step, and the words that say how hard it is.

        Args:
            number: which step it is, from 1.
            start: where it begins behind the dash.
            kind: what the steps of its section are for; None where the heading does not say.

        Raises:
            FileError: if it is none.
            DoubtError: if it can be read in two ways.
        """
        line = self._line
        amount = AMOUNT.search(line, start)
        is_lap = _LAP.search(line, start) is not None
        if amount is None and not is_lap:
            self._refuse(start, len(line), "this step has no amount", "write one such as 800mtr, 1km, 90s or 2m30s")
        cue, behind = (line[start : amount.start()], amount.end()) if amount is not None else ("", start)
        end = self._end(amount, is_lap=is_lap) if amount is not None else Open()
        pace, words = self._targets(behind)
        notes = [_LAP.sub("", cue), _INTENSITY.sub("", _LAP.sub("", words))]
        if is_lap and amount is not None and isinstance(end, Open):
            notes.append(f"about {amount[0]}")
        said = _INTENSITY.search(line, behind)
        told = _INTENSITIES.get(said[1].lower()) if said is not None else None
        if told is None and (_EASY.search(cue) or _EASY.search(words)) and kind is None:
            told = StepKind.RECOVERY
        return WorkoutStep(
            number, told or kind or StepKind.REP, end, pace, tuple(note.strip(" ,") for note in notes)
        ), words

    def _end(self, amount: re.Match[str], *, is_lap: bool) -> ByTime | ByDistance | Open:
        """How the step ends; on the lap key a distance still is one, since a press ends it here as well."""
        if (distance := amount["distance"]) is not None:
            value, unit = re.split(r"(?<=\d)\s?(?=[a-z])", distance.lower())
            return ByDistance(round(float(value) * _MM_PER[unit]))
        text = amount["duration"].lower()
        metres = int(text[:-1]) if re.fullmatch(r"\d+m", text) else 0
        is_doubtful = metres >= _SHORTEST_TRACK_M and (metres % _ROUND_TRACK_M == 0 or metres >= _LONGEST_MINUTES)
        if is_doubtful and self._reading.is_metres is None:
            what = f"'{amount[0]}' is {metres} minutes in intervals.icu, where metres are written {metres}mtr"
            raise DoubtError(self._error(*amount.span(), what, f"write {metres}mtr, or {_hours(metres)}"), _METRES)
        if is_doubtful and self._reading.is_metres:
            return ByDistance(metres * 1_000)
        seconds = sum(int(number) * _SECONDS[unit.lower()] for number, unit in _PARTS.findall(text))
        return Open() if is_lap else ByTime(seconds * 1_000)

    def _targets(self, start: int) -> tuple[Pace | None, str]:
        """A pace, and all else that stands behind the amount."""
        words = self._line[start:]
        found = _PACE.search(words)
        pace: Pace | None = None
        if found is not None:
            if found[3] is None and self._reading.per_mm is None:
                what = f"'{found[0].strip()}' does not say of what"
                error = self._error(
                    start + found.start(), start + found.end(), what, f"write {found[1]}/km or {found[1]}/mi"
                )
                raise DoubtError(error, _PACES)
            per_mm = _PER_MM[found[3].lower()] if found[3] is not None else self._reading.per_mm or KM_MM
            pace = _pace(found[1], found[2] or found[1], per_mm)
            words = f"{words[: found.start()]} {words[found.end() :]}"
        for pattern, what, instead in (
            (
                _BARE,
                "'{}' is added to the amount in intervals.icu, as seconds",
                "give it its unit, such as 145bpm, or leave it out",
            ),
            (AMOUNT, "'{}' is a second amount", "write one amount a step"),
        ):
            if (bare := pattern.search(self._line, start)) is not None and bare[0].strip() in words:
                self._refuse(*bare.span(), what.format(bare[0].strip()), instead)
        return pace, words

    def _refuse(self, start: int, end: int, what: str, instead: str) -> NoReturn:
        raise self._error(start, end, what, instead)

    def _error(self, start: int, end: int, what: str, instead: str) -> FileError:
        return FileError(
            self._file, what, instead, line=self._number, column=start + 1, width=end - start, source=self._line
        )


_INTENSITIES: Final = {
    "warmup": StepKind.WARMUP,
    "cooldown": StepKind.COOLDOWN,
    "recovery": StepKind.RECOVERY,
    "rest": StepKind.RECOVERY,
    "active": StepKind.REP,
    "interval": StepKind.REP,
}
"""What a step is for, by its flag."""


def _hours(minutes: int) -> str:
    """A time as intervals.icu writes it: `6h40m`."""
    hours, rest = divmod(minutes, 60)
    return (f"{hours}h" if hours else "") + (f"{rest}m" if rest or not hours else "")


def _pace(first: str, second: str, per_mm: int) -> Pace:
    """A pace of two clock times; of less than a kilometre it is told for one."""
    times = [int(text.partition(":")[0]) * 60_000 + int(text.partition(":")[2]) * 1_000 for text in (first, second)]
    if per_mm in (KM_MM, MILE_MM):
        return pace_of_times(times[0], times[1], per_mm)
    return pace_of_times(*(round(time * KM_MM / per_mm) for time in times))
