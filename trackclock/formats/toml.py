"""The native session file: a TOML header and the workout in coach's shorthand.

It exists to turn every fault of such a file, be it TOML's, the header's or the notation's, into one place in the file.
It is the only module that imports pydantic, and is itself imported only when such a file is read: start-up is measured.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from trackclock.core.durations import parse_duration
from trackclock.core.limits import LONGEST_WAIT_MS
from trackclock.core.notation import Candidate, NotationError, Options, candidates_of, parse, parse_goal
from trackclock.core.plan import FIRST_MARK_MIN_MM, WISHED_MARK_MIN_MM, Goal, Late, Plan, StartMode, Step
from trackclock.core.wished_marks import wished_marks
from trackclock.formats.errors import FileError
from trackclock.formats.toml_data import parse_toml
from trackclock.formats.toml_places import Places
from trackclock.safe_text import clean, clean_lines, has_controls, printable

_MOST_METRES = 100_000


def _words(text: str) -> str:
    """Text without control characters; marks that turn its direction are left out of the plan, as in the workout."""
    if has_controls(text):
        raise ValueError("it holds control characters; delete them")
    return text


def _name(text: str) -> str:
    """A name of one line."""
    stripped = clean(text)
    if not stripped:
        raise ValueError("it is empty; write what the session is called, or leave the key out")
    return stripped


def _duration(text: str) -> int:
    """A time of the header in milliseconds."""
    try:
        return parse_duration(text)
    except ValueError:
        raise ValueError(f'\'{printable(text[:40])}\' is not a time; write one such as "5s" or "0.3s"') from None


def _short_time(text: str) -> str:
    """A time that a runner can be asked to wait."""
    if _duration(text) > LONGEST_WAIT_MS:
        raise ValueError('it is too long; write at most "10 min"')
    return text


def _press_guard(text: str) -> str:
    """`auto` or a time."""
    return text if text == "auto" else _short_time(text)


Metres = Annotated[int, Field(le=_MOST_METRES)] | Annotated[float, Field(le=_MOST_METRES, allow_inf_nan=False)]


def _is_a_lap(metres: float) -> float:
    if metres < 50:
        raise ValueError("a lap is at least 50 m; write metres, such as lap = 400")
    return metres


def _is_a_split(metres: float) -> float:
    if metres < 0 or 0 < metres < 10:
        raise ValueError("marks lie at least 10 m apart; write metres, or 0 for the finish only")
    return metres


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
        late: of reps on a cycle: when the next one starts after a rep that took longer than the cycle.
        press_guard: `auto` or the least gap between two presses.
        workout: the shorthand.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: Annotated[str, Field(max_length=120), AfterValidator(_words), AfterValidator(_name)] | None = None
    notes: Annotated[str, Field(max_length=4_000), AfterValidator(_words)] = ""
    goal: Annotated[str, Field(max_length=120), AfterValidator(_words)] | None = None
    lap: Annotated[Metres, AfterValidator(_is_a_lap)] = 400
    split_every: Annotated[Metres, AfterValidator(_is_a_split)] | None = None
    get_ready: Annotated[str, Field(max_length=40), AfterValidator(_short_time)] = "5s"
    start: Literal["auto", "press"] = "auto"
    late: Literal["next", "now"] = "next"
    press_guard: Annotated[str, Field(max_length=40), AfterValidator(_press_guard)] = "auto"
    workout: str


KEYS = tuple(Header.model_fields)
"""The keys of a session file."""

_PROPOSALS = {
    "name": 'write text in quotes, such as name = "Tuesday 800s"',
    "notes": 'write text in quotes, such as notes = "Windy: go by effort."',
    "goal": 'write a distance and a time, such as goal = "mile 5:30"',
    "lap": "write metres from 50 on, such as lap = 400",
    "split_every": "write metres, such as split_every = 200, or 0 for the finish only",
    "get_ready": 'write a time in quotes, such as get_ready = "5s"',
    "start": 'write start = "auto" or start = "press"',
    "late": 'write late = "next" (the next multiple of the cycle) or late = "now"',
    "press_guard": 'write press_guard = "auto" or a time in quotes, such as "0.3s"',
    "workout": 'write the session between """ and """',
}


@dataclass(frozen=True, slots=True)
class Fields:
    """The header as it is typed into a form: text in every field, empty for the default.

    Attributes:
        name: what the session is called.
        notes: the coach's words.
        goal: the goal race.
        lap: metres of one lap.
        split_every: metres between marks.
        get_ready: the countdown.
        start: `auto` or `press`.
        late: `next` or `now`.
        press_guard: `auto` or a time.
    """

    name: str = ""
    notes: str = ""
    goal: str = ""
    lap: str = ""
    split_every: str = ""
    get_ready: str = ""
    start: str = ""
    late: str = ""
    press_guard: str = ""


@dataclass(frozen=True, slots=True)
class HeaderFault:
    """One thing that is wrong with one key of a header.

    Attributes:
        key: the key.
        what: what is wrong.
        instead: what to write instead.
        column: column inside the value, from 1.
        width: how many characters are at fault.
    """

    key: str
    what: str
    instead: str
    column: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class ReadHeader:
    """A header that was read from a form.

    Attributes:
        header: the header; the defaults where something is wrong.
        goal: the goal race.
        faults: what is wrong with it.
    """

    header: Header
    goal: Goal | None
    faults: tuple[HeaderFault, ...]

    @property
    def options(self) -> Options:
        """What the notation has to know of it."""
        return _options(self.header, self.goal)

    def plan(self, steps: tuple[Step, ...], assumptions: tuple[str, ...], name: str) -> Plan:
        """The plan that it makes of steps; `name` stands in for a name left out."""
        return _plan(self.header, self.goal, steps, assumptions, name)


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
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    data = parse_toml(text, file, 'write KEY = VALUE, text in quotes, and the workout between """ and """')
    places = Places(text)
    try:
        header = Header.model_validate(data)
    except ValidationError as error:
        raise _header_error(error, file, places) from None
    try:
        goal = _goal(header)
    except NotationError as error:
        raise _inside(error, "goal", header.goal or "", file, places) from None
    try:
        parsed = parse(header.workout, options := _options(header, goal))
    except NotationError as error:
        ask = partial(candidates_of, header.workout, error, options)
        raise _inside(error, "workout", header.workout, file, places, ask) from None
    assumptions = tuple(places.assumption(entry, header.workout) for entry in parsed.assumptions)
    return _plan(header, goal, parsed.steps, assumptions, name)


def read_fields(fields: Fields) -> ReadHeader:
    """Read the header that was typed into a form.

    Args:
        fields: what stands in the fields.

    Returns:
        The header, with its faults instead of an exception.
    """
    faults: list[HeaderFault] = []
    data: dict[str, Any] = {"workout": ""}
    for key in ("name", "notes", "goal", "lap", "split_every", "get_ready", "start", "late", "press_guard"):
        text = getattr(fields, key).strip()
        if not text:
            continue
        if key in ("lap", "split_every"):
            number = re.fullmatch(r"(\d{1,6})(\.\d{1,3})?\s*(?:m|metres|meters)?", text)
            if number is None:
                faults.append(HeaderFault(key, f"{key}: '{printable(text[:40])}' is no number of metres", _hint(key)))
                continue
            data[key] = float(number[1] + number[2]) if number[2] else int(number[1])
        else:
            data[key] = text
    try:
        header = Header.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        for key in dict.fromkeys(str(detail["loc"][0]) for detail in details):
            what, instead = _complaint(key, [detail for detail in details if str(detail["loc"][0]) == key])
            faults.append(HeaderFault(key, what, instead, width=len(str(data.get(key, " ")))))
            data.pop(key, None)
        header = Header.model_validate(data)
    goal: Goal | None = None
    try:
        goal = _goal(header)
    except NotationError as error:
        faults.append(HeaderFault("goal", error.what, error.instead, error.column, error.width))
    return ReadHeader(header, goal, tuple(faults))


def _hint(key: str) -> str:
    """What to type into a field, without the key and the quotes of the file."""
    return re.sub(r'\w+ = "?([^",]*)"?', r"\1", _PROPOSALS[key])


def _plan(header: Header, goal: Goal | None, steps: tuple[Step, ...], assumptions: tuple[str, ...], name: str) -> Plan:
    options = _options(header, goal)
    plan = Plan(
        name=header.name or printable(name).strip() or "session",
        steps=steps,
        assumptions=assumptions,
        notes=clean_lines(header.notes).strip(),
        goal=goal,
        lap_mm=options.lap_mm,
        split_every_mm=options.split_every_mm,
        get_ready_ms=_duration(header.get_ready),
        start=StartMode(header.start),
        late=Late(header.late),
        press_guard_ms=None if header.press_guard == "auto" else _duration(header.press_guard),
    )
    return plan if header.split_every is None else replace(plan, assumptions=(*assumptions, *wished_marks(plan)))


def _options(header: Header, goal: Goal | None) -> Options:
    lap_mm = _millimetres(header.lap)
    split_mm = lap_mm if header.split_every is None else _millimetres(header.split_every)
    first_min_mm = FIRST_MARK_MIN_MM if header.split_every is None else WISHED_MARK_MIN_MM
    return Options(lap_mm=lap_mm, split_every_mm=split_mm, first_mark_min_mm=first_min_mm, goal=goal)


def _millimetres(metres: float) -> int:
    return metres * 1_000 if isinstance(metres, int) else round(metres * 1_000)


def _goal(header: Header) -> Goal | None:
    if header.goal is None or not header.goal.strip():
        return None
    return parse_goal(header.goal, _millimetres(header.lap))


def _inside(
    error: NotationError,
    key: str,
    value: str,
    file: str,
    places: Places,
    ask: Callable[[], Iterable[Candidate]] | None = None,
) -> FileError:
    """An error inside a value's text, at its place in the file."""
    line, column = places.inside(key, error.line, error.column, value)
    return FileError(
        file, error.what, error.instead, line=line, column=column, width=error.width, source=places.line(line),
        ask=ask,
    )  # fmt: skip


def _header_error(error: ValidationError, file: str, places: Places) -> FileError:
    """The first complaint about the header, at its key or value."""
    details: list[Any] = list(error.errors(include_url=False, include_input=False))
    details.sort(key=lambda detail: _order(detail, places))
    detail = details[0]
    key, kind = str(detail["loc"][0]), detail["type"]
    if kind == "missing":
        last = places.last_line
        what, instead = f"the key '{key}' is missing", 'write workout = """ ... """ with the session between the quotes'
        return FileError(file, what, instead, line=last, column=1, source=places.line(last) or " ")
    if kind == "extra_forbidden":
        line, column, width = places.key(key)
        near = difflib.get_close_matches(key.lower()[:60], KEYS, n=1, cutoff=0.6)
        instead = f"did you mean '{near[0]}'?" if near else f"the keys are {', '.join(KEYS)}"
        what = f"the key '{key[:60]}' is not known"
        return FileError(file, what, instead, line=line, column=column, width=width, source=places.line(line))
    line, column, width = places.value(key)
    what, instead = _complaint(key, [entry for entry in details if str(entry["loc"][0]) == key])
    return FileError(file, what, instead, line=line, column=column, width=width, source=places.line(line))


def _order(detail: Any, places: Places) -> tuple[int, int]:
    """Complaints in the order of the file; a missing key last."""
    if detail["type"] == "missing":
        return 10**9, 0
    line, column, _ = places.key(str(detail["loc"][0]))
    return line, column


def _complaint(key: str, details: list[Any]) -> tuple[str, str]:
    """What is wrong with a value, and what to write instead."""
    told = next((detail for detail in details if detail["type"] in ("value_error", "string_too_long")), details[0])
    if told["type"] == "value_error":
        what, _, instead = str(told["msg"]).removeprefix("Value error, ").partition("; ")
        return f"{key}: {what}", instead or _PROPOSALS[key]
    if told["type"] == "string_too_long":
        return f"{key}: the text is too long", f"write at most {told['ctx']['max_length']} characters"
    return f"{key} has a value that it cannot have", _PROPOSALS[key]
