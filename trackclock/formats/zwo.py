"""A running workout of Zwift (.zwo) -> a plan.

It exists because coaches hand such files out for the treadmill, and the same session is run on the track. A length is
a distance or a time as `durationType` says; where the file does not say, it is asked about with both sessions. Elements
and attributes: github.com/h4l/zwift-workout-file-reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from trackclock.core.notation import Candidate, tidy
from trackclock.core.plan import ByDistance, ByTime, Plan, StepKind
from trackclock.formats.errors import FileError
from trackclock.formats.guarded_xml import Limits, read_xml, text_of
from trackclock.formats.numbers import whole
from trackclock.formats.workout.measures import between, exact_distance_mm
from trackclock.formats.workout.model import Item, Workout, WorkoutStep, loop_of, refusal
from trackclock.formats.workout.plan import to_plan
from trackclock.safe_text import clean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LIMITS: Final = Limits(max_bytes=256 * 1024, max_nodes=20_000)
"""Workouts with a line of encouragement every minute come to some 50 kB."""

_KINDS: Final[Mapping[str, StepKind]] = {
    "warmup": StepKind.WARMUP,
    "cooldown": StepKind.COOLDOWN,
    "steadystate": StepKind.REP,
    "ramp": StepKind.REP,
    "freeride": StepKind.REP,
    "freerun": StepKind.REP,
    "maxeffort": StepKind.REP,
}
_NO_STEPS: Final = frozenset(("textevent", "textnotification", "gameplayevent"))
_RACES: Final[Mapping[str, str]] = {
    "1": "mile pace", "2": "5k pace", "3": "10k pace", "4": "half marathon pace", "5": "marathon pace",
}  # fmt: skip
"""The race whose pace a share is of, by the number of `pace`."""

_EXPORT: Final = "export it once more as a running workout"


def read_workout(data: bytes, file: str, name: str) -> Plan:
    """Read a workout.

    Args:
        data: the file.
        file: its name, for errors.
        name: what the session is called where the workout has no name.

    Returns:
        The plan.

    Raises:
        FileError: if it is no such XML, of another sport, or says what no plan can say; where nothing says whether its
            lengths are times or distances, with both sessions.
    """
    root = read_xml(data, file, LIMITS, _EXPORT)
    workout = root.find("workout")
    if root.tag != "workout_file" or workout is None:
        raise FileError(file, "this XML is no Zwift workout", _EXPORT)
    sport = text_of(root, "sportType").lower()
    if sport != "run":
        told = f"for the {clean(sport)[:20]}" if sport else "of Zwift without a sport, which is one for the bike"
        raise FileError(file, f"this is a workout {told}, and trackclock times runs", "give one for running")
    told = text_of(root, "durationType").lower()
    if told in ("time", "distance"):
        return _plan(root, workout, file, name, is_distance=told == "distance")
    what = "nothing says whether the lengths in it are seconds or metres"
    instead = "write <durationType>distance</durationType> into it, or <durationType>time</durationType>"
    _plan(root, workout, file, name, is_distance=False)  # what is wrong either way is told first
    raise FileError(file, what, instead, ask=lambda: _candidates(root, workout, name))


def _candidates(root: Element, workout: Element, name: str) -> Iterator[Candidate]:
    """The session in metres, and that in seconds."""
    for is_distance in (True, False):
        try:
            plan = _plan(root, workout, "", name, is_distance=is_distance)
        except FileError:
            continue  # nobody meant what no plan can say
        session = tidy(plan)
        yield Candidate(session, tuple(session.split("\n")), plan.steps)


def _plan(root: Element, workout: Element, file: str, name: str, *, is_distance: bool) -> Plan:
    body: list[Item] = []
    count = 0
    for element in workout:
        if element.tag.lower() in _NO_STEPS:
            continue
        count += 1
        body.append(_Piece(element, count, file, is_distance=is_distance).item())
    return to_plan(Workout(text_of(root, "name"), text_of(root, "description"), tuple(body)), file, name)


class _Piece:
    """One element of a workout."""

    def __init__(self, element: Element, number: int, file: str, *, is_distance: bool) -> None:
        self._element, self._number, self._file, self._is_distance = element, number, file, is_distance
        self._values = {key.lower(): value for key, value in element.attrib.items()}

    def item(self) -> Item:
        """Its step, or its repeat of two.

        Raises:
            FileError: for an element that no plan can say.
        """
        tag = self._element.tag.lower()
        if tag == "intervalst":
            body = [self._step(StepKind.REP, "on", self._said()), self._step(StepKind.RECOVERY, "off", ())]
            return loop_of(self._file, self._number, whole(self._value("repeat")) or 0, body)
        if tag not in _KINDS:
            what = f"is '{clean(self._element.tag)[:40]}', which trackclock does not know"
            raise refusal(self._file, self._number, what, "leave it out of the workout")
        return self._step(_KINDS[tag], "", self._said())

    def _step(self, kind: StepKind, part: str, said: tuple[str, ...]) -> WorkoutStep:
        value = self._value(f"{part}duration")
        if self._is_distance:
            end: ByTime | ByDistance = ByDistance(exact_distance_mm(whole(value, 1_000) or 0))
        else:
            end = ByTime(whole(value, 1_000) or 0)
        return WorkoutStep(self._number, kind, end, None, (*said, self._effort(part)))

    def _effort(self, part: str) -> str:
        """How hard it is: a share of the pace of a race."""
        keys = (f"{part}power", f"power{part}low", f"power{part}high")
        shares = [share for key in keys if (share := whole(self._value(key), 100))]
        race = _RACES.get(self._values.get("pace", ""), "race pace")
        return between(shares[0], shares[-1], f"% of {race}") if shares else ""

    def _said(self) -> tuple[str, ...]:
        """What is shown while it is run."""
        events = (child for child in self._element if child.tag.lower() in _NO_STEPS)
        return tuple(event.get("message", "") or event.get("text", "") for event in events)

    def _value(self, key: str) -> float | None:
        """A number of an attribute; None where it is none."""
        try:
            return float(self._values[key])
        except (KeyError, ValueError):
            return None
