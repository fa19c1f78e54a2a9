"""The native session file: a TOML header and the workout in coach's shorthand; read and written.

It exists to turn every fault of such a file, be it TOML's, the header's or the notation's, into one place in the file.
It is the only module that imports pydantic, and is itself imported only when such a file is read: start-up is measured.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from trackclock.core.durations import parse_duration
from trackclock.core.notation import NotationError, Options, parse, parse_goal
from trackclock.core.plan import Goal, Plan, StartMode
from trackclock.formats.errors import FileError, printable, split_lines
from trackclock.formats.toml_places import Places

_MOST_METRES = 100_000
_LONGEST_GET_READY_MS = 600_000


def _clean(text: str) -> str:
    """Text without what a terminal would act on."""
    if printable(text.replace("\n", " ").replace("\r", " ").replace("\t", " ")) != re.sub(r"[\n\r\t\u00a0]", " ", text):
        raise ValueError("it holds control characters; delete them")
    return text


def _name(text: str) -> str:
    """A name of one line."""
    stripped = " ".join(text.split())
    if not stripped:
        raise ValueError("it is empty; write what the session is called, or leave the key out")
    return stripped


def _duration(text: str) -> int:
    """A time of the header in milliseconds."""
    try:
        return parse_duration(text)
    except ValueError:
        raise ValueError(f'\'{text}\' is not a time; write one such as "5s" or "0.3s"') from None


def _get_ready(text: str) -> str:
    if _duration(text) > _LONGEST_GET_READY_MS:
        raise ValueError('it is too long; write at most "10 min"')
    return text


def _press_guard(text: str) -> str:
    if text != "auto" and _duration(text) > _LONGEST_GET_READY_MS:
        raise ValueError('it is too long; write at most "10 min"')
    return text


class Header(BaseModel):
    """The header of a session file, with the workout's text.

    Attributes:
        name: what the session is called; the file's stem if left out.
        notes: the coach's words about the session.
        goal: the goal race, such as `mile 5:30`.
        lap: metres of one lap.
        split_every: metres between marks; as `lap` if left out; 0 for the finish only.
        get_ready: countdown after a press that leads to a rep.
        start: what happens when a timed recovery is over.
        press_guard: `auto` or the least gap between two presses.
        workout: the shorthand.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: Annotated[str, AfterValidator(_clean), AfterValidator(_name), Field(max_length=120)] | None = None
    notes: Annotated[str, AfterValidator(_clean), Field(max_length=4_000)] = ""
    goal: Annotated[str, AfterValidator(_clean), Field(max_length=120)] | None = None
    lap: Annotated[int, Field(ge=50, le=_MOST_METRES)] | Annotated[float, Field(ge=50, le=_MOST_METRES)] = 400
    split_every: (
        Annotated[int, Field(ge=0, le=_MOST_METRES)] | Annotated[float, Field(ge=0, le=_MOST_METRES)] | None
    ) = None
    get_ready: Annotated[str, AfterValidator(_get_ready)] = "5s"
    start: Literal["auto", "press"] = "auto"
    press_guard: Annotated[str, AfterValidator(_press_guard)] = "auto"
    workout: str


KEYS = tuple(Header.model_fields)
"""The keys of a session file."""


def load_toml(text: str, file: str, name: str) -> Plan:
    """Read a native session file.

    Args:
        text: what stands in the file.
        file: the file's name, for errors.
        name: what the session is called if it does not say so.

    Returns:
        The plan.

    Raises:
        FileError: if it cannot be read.
    """
    text = text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(error, file, text) from None
    except (RecursionError, ValueError) as error:
        raise FileError(file, f"this is not TOML ({str(error)[:80]})", "write KEY = VALUE lines", line=1) from None
    places = Places(text)
    try:
        header = Header.model_validate(data)
    except ValidationError as error:
        raise _header_error(error, file, places) from None
    goal = _goal(header, file, places)
    options = _options(header, goal)
    try:
        parsed = parse(header.workout, options)
    except NotationError as error:
        line, column = places.inside("workout", error.line, error.column, header.workout)
        raise FileError(
            file, error.what, error.instead, line=line, column=column, width=error.width, source=places.line(line),
            candidates=error.candidates,
        ) from None  # fmt: skip
    return Plan(
        name=header.name or printable(name).strip() or "session",
        steps=parsed.steps,
        assumptions=tuple(places.assumption(entry) for entry in parsed.assumptions),
        notes=header.notes.strip(),
        goal=goal,
        lap_mm=options.lap_mm,
        split_every_mm=options.split_every_mm,
        get_ready_ms=_duration(header.get_ready),
        start=StartMode(header.start),
        press_guard_ms=None if header.press_guard == "auto" else _duration(header.press_guard),
    )


def _options(header: Header, goal: Goal | None) -> Options:
    lap_mm = _millimetres(header.lap)
    split_mm = lap_mm if header.split_every is None else _millimetres(header.split_every)
    return Options(lap_mm=lap_mm, split_every_mm=split_mm, goal=goal)


def _millimetres(metres: float) -> int:
    return metres * 1_000 if isinstance(metres, int) else round(metres * 1_000)


def _goal(header: Header, file: str, places: Places) -> Goal | None:
    if header.goal is None or not header.goal.strip():
        return None
    try:
        return parse_goal(header.goal, _millimetres(header.lap))
    except NotationError as error:
        line, column = places.inside("goal", error.line, error.column, header.goal)
        raise FileError(
            file, error.what, error.instead, line=line, column=column, width=error.width, source=places.line(line)
        ) from None


def _syntax_error(error: tomllib.TOMLDecodeError, file: str, text: str) -> FileError:
    """TOML's own complaint, with its place taken out of its words."""
    words = str(error)
    lines = split_lines(text)
    match = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$", words)
    what = words[: match.start()] if match else words
    if match and match[1]:
        line, column = int(match[1]), int(match[2])
    else:
        line = len(lines)
        column = len(lines[-1]) + 1
    line = min(line, len(lines))
    what = f"this is not TOML: {what[:1].lower()}{what[1:]}"
    instead = 'write KEY = VALUE, text in quotes, and the workout between """ and """'
    return FileError(file, what, instead, line=line, column=column, source=lines[line - 1] or " ")


def _header_error(error: ValidationError, file: str, places: Places) -> FileError:
    """The first complaint about the header, at its key or value."""
    details = error.errors(include_url=False, include_context=True, include_input=False)
    details.sort(
        key=lambda detail: places.key(str(detail["loc"][0]))[:2] if detail["type"] != "missing" else (10**9, 0)
    )
    detail = details[0]
    key = str(detail["loc"][0])
    kind = detail["type"]
    if kind == "missing":
        last = places.last_line
        what, instead = f"the key '{key}' is missing", 'write workout = """ ... """ with the session between the quotes'
        return FileError(file, what, instead, line=last, column=1, source=places.line(last) or " ")
    if kind == "extra_forbidden":
        line, column, width = places.key(key)
        near = difflib.get_close_matches(key.lower(), KEYS, n=1, cutoff=0.6)
        instead = f"did you mean '{near[0]}'?" if near else f"the keys are {', '.join(KEYS)}"
        what = f"the key '{key[:60]}' is not known"
        return FileError(file, what, instead, line=line, column=column, width=width, source=places.line(line))
    line, column, width = places.value(key)
    what, instead = _complaint(key, [entry for entry in details if str(entry["loc"][0]) == key])
    return FileError(file, what, instead, line=line, column=column, width=width, source=places.line(line))


_PROPOSALS = {
    "name": 'write text in quotes, such as name = "Tuesday 800s"',
    "notes": 'write text in quotes, such as notes = "Windy: go by effort."',
    "goal": 'write a distance and a time, such as goal = "mile 5:30"',
    "lap": "write metres from 50 on, such as lap = 400",
    "split_every": "write metres, such as split_every = 200, or 0 for the finish only",
    "get_ready": 'write a time in quotes, such as get_ready = "5s"',
    "start": 'write start = "auto" or start = "press"',
    "press_guard": 'write press_guard = "auto" or a time in quotes, such as "0.3s"',
    "workout": 'write the session between """ and """',
}


def _complaint(key: str, details: list) -> tuple[str, str]:  # type: ignore[type-arg]
    """What is wrong with a value, and what to write instead."""
    detail = details[0]
    message = str(detail["msg"])
    if detail["type"] == "value_error":
        message = message.removeprefix("Value error, ")
        what, _, instead = message.partition("; ")
        return f"{key}: {what}", instead or _PROPOSALS[key]
    if detail["type"] == "string_too_long":
        return f"{key}: the text is too long", f"write at most {detail['ctx']['max_length']} characters"
    return f"{key} has a value that it cannot have", _PROPOSALS[key]
