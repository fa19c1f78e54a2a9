"""A workout from a watch (.fit) -> a plan.

It exists apart from the reading of such a file: what its messages mean is another question than whether they are
whole. Format: developer.garmin.com/fit/file-types/workout. Seen in real files: steps before the message of the workout,
rest and recovery for the same thing, repeats that point back at the step they begin with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from trackclock.core.plan import ByDistance, ByTime, Open, Plan, StepKind
from trackclock.formats.errors import FileError
from trackclock.formats.fit.reading import WORKOUT_LIMITS, Message, read_fit
from trackclock.formats.workout.measures import between, exact_distance_mm, pace_of_speeds
from trackclock.formats.workout.model import Item, Pace, Workout, WorkoutStep, loop_of, refusal
from trackclock.formats.workout.plan import to_plan

_SPORTS: Final = ("", "running", "generic", "training", "walking", "hiking", "all")
_INTENSITIES: Final[Mapping[str, StepKind]] = {
    "warmup": StepKind.WARMUP,
    "cooldown": StepKind.COOLDOWN,
    "rest": StepKind.RECOVERY,
    "recovery": StepKind.RECOVERY,
}
_INDEX: Final = 0x0FFF
"""What of a step's index is its number; the other bits are flags."""

_POWERS: Final = ("power", "power_3s", "power_10s", "power_30s", "power_lap")
_HEARTS: Final = ("heart_rate", "heart_rate_lap")
_SPEEDS: Final = ("speed", "speed_lap")

_ABOVE_PERCENT_HEART: Final = 100
_ABOVE_PERCENT_POWER: Final = 1_000
"""Up to this a heart rate or a power is a percentage; above it beats or watts, with this put on."""

_INSTEAD: Final = "let it end by time, by distance or on the lap key"


def read_workout(data: bytes, file: str, name: str) -> Plan:
    """Read a workout.

    Args:
        data: the file.
        file: its name, for errors.
        name: what the session is called where the workout has no name.

    Returns:
        The plan.

    Raises:
        FileError: if it is damaged, no workout, one of another sport, or says what no plan can say.
    """
    found = read_fit(data, file, "workout", WORKOUT_LIMITS, ("workout", "workout_step"))
    about = next(iter(found.named("workout")), None)
    messages = _in_order(found.named("workout_step"), file)
    sport = about.word("sport") if about is not None else ""
    if sport not in _SPORTS:
        what = f"this is a workout for {sport.replace('_', ' ')[:40]}, and trackclock times runs"
        raise FileError(file, what, "give one for running")
    told = about.number("num_valid_steps") if about is not None else None
    if told is not None and told > len(messages):
        what = f"{told} steps are announced and {len(messages)} are in the file"
        raise FileError(file, what, "fetch it from the watch or the service once more")
    title = about.word("wkt_name") if about is not None else ""
    notes = about.word("wkt_description") if about is not None else ""
    return to_plan(Workout(title, notes, _body(messages, file)), file, name)


def _in_order(messages: Sequence[Message], file: str) -> list[tuple[int, Message]]:
    """The steps by their index, each with it; in the order of the file where they have none.

    Raises:
        FileError: if two steps have one index.
    """
    found = [message.number("message_index") for message in messages]
    indices = [index & _INDEX for index in found if index is not None]
    if len(indices) < len(messages):
        return list(enumerate(messages))
    if len(set(indices)) < len(indices):
        raise FileError(file, "two steps of the workout have the same number", "make the workout anew, and export it")
    return sorted(zip(indices, messages, strict=True), key=lambda pair: pair[0])


def _body(messages: Sequence[tuple[int, Message]], file: str) -> tuple[Item, ...]:
    """The steps with their repeats, each of which takes the steps from where it points to up to itself.

    Raises:
        FileError: if one points nowhere, ahead, or into the middle of another.
    """
    body: list[tuple[int, Item]] = []  # each with the index that it begins with
    for number, (index, message) in enumerate(messages, 1):
        if not message.word("duration_type").startswith("repeat"):
            body.append((index, _step(number, message, file)))
            continue
        if message.word("duration_type") != "repeat_until_steps_cmplt":
            what = f"repeats until {_readable(message).removeprefix('repeat until ')}, which no stopwatch can tell"
            raise refusal(file, number, what, "give it a number of passes")
        first = message.number("duration_step")
        at = next((at for at, (begins, _) in enumerate(body) if begins == first), None)
        if at is None:
            raise refusal(
                file, number, "repeats from a step that is not there", "let it repeat steps that stand before it"
            )
        loop = loop_of(file, number, message.number("repeat_steps") or 0, [item for _, item in body[at:]])
        body[at:] = [(body[at][0], loop)]
    return tuple(item for _, item in body)


def _step(number: int, message: Message, file: str) -> WorkoutStep:
    kind = _INTENSITIES.get(message.word("intensity"), StepKind.REP)
    pace, notes = _targets(message)
    said = tuple(message.word(key) for key in ("wkt_step_name", "notes"))
    return WorkoutStep(number, kind, _end(number, message, file), pace, (*said, *notes))


def _end(number: int, message: Message, file: str) -> ByTime | ByDistance | Open:
    kind = message.word("duration_type")
    if kind in ("time", "repetition_time", "time_only"):
        return ByTime(_first(message, "duration_time", "duration_value"))
    if kind == "distance":
        return ByDistance(exact_distance_mm(_first(message, "duration_distance", "duration_value") * 10))
    if kind == "open":
        return Open()
    raise refusal(file, number, f"ends by {_readable(message) or 'nothing'}, which no stopwatch can tell", _INSTEAD)


def _readable(message: Message) -> str:
    """How a step ends, in words."""
    return "".join(sign for sign in message.word("duration_type").replace("_", " ") if sign.isalnum() or sign == " ")[
        :40
    ]


def _first(message: Message, *keys: str) -> int:
    """The first of several fields that is there; 0 where none is."""
    return next((value for key in keys if (value := message.number(key)) is not None), 0)


def _targets(message: Message) -> tuple[Pace | None, list[str]]:
    """What a step is to be run in, and what is only told: a step can have two targets."""
    pace: Pace | None = None
    notes: list[str] = []
    for prefix in ("", "secondary_"):
        kind = message.word(f"{prefix}target_type")
        bounds = _bounds(message, prefix, kind)
        if bounds is not None and kind in _SPEEDS and pace is None and (found := pace_of_speeds(*bounds)) is not None:
            pace = found
        elif said := _in_words(message, prefix, kind, bounds):
            notes.append(said)
    return pace, notes


def _bounds(message: Message, prefix: str, kind: str) -> tuple[int, int] | None:
    """The lower and the upper value of a target; None where it is told by its zone, or not at all."""
    low, high = (
        _first(message, f"{prefix}custom_target_{kind}_{end}", f"{prefix}custom_target_value_{end}")
        for end in ("low", "high")
    )
    return (low, high) if low > 0 or high > 0 else None


def _in_words(message: Message, prefix: str, kind: str, bounds: tuple[int, int] | None) -> str:
    """A target that a stopwatch cannot act on; empty where there is none."""
    is_heart, is_power = kind in _HEARTS, kind in _POWERS
    name = "HR" if is_heart else "power" if is_power else kind.partition("_")[0]
    if kind in ("", "open"):
        return ""
    if bounds is None:
        short = {"HR": "hr"}.get(name, name)
        zone = _first(message, f"{prefix}target_{short}_zone", f"{prefix}target_value")
        return f"{name} zone {zone}" if zone > 0 else ""
    if is_heart:
        return f"HR {_share_or(bounds, _ABOVE_PERCENT_HEART, '% of the highest', 'bpm')}"
    if is_power:
        return f"power {_share_or(bounds, _ABOVE_PERCENT_POWER, '% of FTP', 'W')}"
    return f"{name} {between(*bounds, unit='').strip()}"


def _share_or(bounds: tuple[int, int], most: int, share: str, unit: str) -> str:
    """A percentage, or what it stands for above it: the two are told apart by their size."""
    low, high = bounds
    if high > most:
        return between(max(low - most, 0) or high - most, high - most, unit)
    return between(low, high, share)
