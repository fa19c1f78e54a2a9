"""The native session file: a TOML header and the workout in coach's shorthand.

It exists to turn every fault of such a file, be it TOML's, the header's or the notation's, into one place in the file.
It is the only module that imports pydantic, and is itself imported only when such a file is read: start-up is measured.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, ValidationInfo

from trackclock.core.lanes import LANES, lane_mm
from trackclock.core.limits import LAP_MM
from trackclock.core.notation import Candidate, NotationError, Options, candidates_of, parse, parse_goal
from trackclock.core.plan import FIRST_MARK_MIN_MM, WISHED_MARK_MIN_MM, Goal, Late, Plan, Rests, StartMode, Step
from trackclock.core.wished_marks import wished_marks
from trackclock.formats.athletes_text import (
    NO_GUN,
    AthletesError,
    check_aims,
    parse_stagger,
    read_athletes,
)
from trackclock.formats.errors import FileError
from trackclock.formats.gun_text import check_on_marks, gun_of, parse_delay
from trackclock.formats.header_values import (
    a_lap,
    a_split,
    auto_or_time,
    duration_ms,
    name_of_one_line,
    short_time,
    words,
)
from trackclock.formats.toml_data import parse_toml
from trackclock.formats.toml_places import Places
from trackclock.safe_text import clean_lines, printable

_MOST_METRES = 100_000

Metres = Annotated[int, Field(le=_MOST_METRES)] | Annotated[float, Field(le=_MOST_METRES, allow_inf_nan=False)]


def _is_of_a_track(lane: int | None, info: ValidationInfo) -> int | None:
    lap = info.data.get("lap")  # not there where it is at fault itself
    if lane is not None and lap is not None and _millimetres(lap) != LAP_MM:
        what = "only the lanes of a 400 m track are known"
        raise ValueError(f"{what}; write lap = 400, or leave lane out and write as lap what a lap in it is")
    return lane


def _of_a_gun(text: str, info: ValidationInfo) -> str:
    """A time of a start by gun, in a header that has one."""
    if info.field_name == "gun":
        parse_delay(text)
    else:
        check_on_marks(duration_ms(short_time(text)))
    if info.data.get("start", "gun") != "gun":  # not there where it is at fault itself
        raise ValueError('this session has no start by gun; write start = "gun" beside it, or leave it out')
    return text


def _of_a_group(text: str) -> str:
    parse_stagger(text)
    return text


class Header(BaseModel):
    """The header of a session file, with the workout's text.

    Attributes:
        name: what the session is called; the file's stem if left out.
        notes: the coach's words about the session.
        goal: the goal race, such as `mile 5:30`.
        lap: metres of one lap of the track.
        lane: the lane of a 400 m track that is run in; 1 if left out.
        split_every: metres between marks; a lap in the lane if left out; 0 for the finish only.
        get_ready: countdown after a press that leads to a rep.
        start: what happens when a timed recovery is over.
        gun: from "set" to the bang, where the reps are started by gun.
        on_your_marks: from "on your marks" to "set", where they are.
        late: of reps on a cycle: when the next one starts after a rep that took longer than the cycle.
        press_guard: `auto` or the least gap between two presses.
        athletes: who runs it, each with a target of their own behind an `@`.
        rests: from when on the pauses of a group count where their line says nothing.
        stagger: how a group starts one after the other.
        workout: the shorthand.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: Annotated[str, Field(max_length=120), AfterValidator(words), AfterValidator(name_of_one_line)] | None = None
    notes: Annotated[str, Field(max_length=4_000), AfterValidator(words)] = ""
    goal: Annotated[str, Field(max_length=120), AfterValidator(words)] | None = None
    lap: Annotated[Metres, AfterValidator(a_lap)] = 400
    lane: Annotated[Annotated[int, Field(ge=1, le=LANES)] | None, AfterValidator(_is_of_a_track)] = None
    split_every: Annotated[Metres, AfterValidator(a_split)] | None = None
    get_ready: Annotated[str, Field(max_length=40), AfterValidator(short_time)] = "5s"
    start: Literal["auto", "press", "gun"] = "auto"
    gun: Annotated[str, Field(max_length=40), AfterValidator(_of_a_gun)] | None = None
    on_your_marks: Annotated[str, Field(max_length=40), AfterValidator(_of_a_gun)] | None = None
    late: Literal["next", "now"] = "next"
    press_guard: Annotated[str, Field(max_length=40), AfterValidator(auto_or_time)] = "auto"
    athletes: Annotated[list[Annotated[str, Field(max_length=120), AfterValidator(words)]], Field(max_length=40)] = []
    rests: Literal["together", "own"] = "together"
    stagger: Annotated[str, Field(max_length=40), AfterValidator(_of_a_group)] | None = None
    workout: str


KEYS = tuple(Header.model_fields)
"""The keys of a session file."""

PROPOSALS = {
    "name": 'write text in quotes, such as name = "Tuesday 800s"',
    "notes": 'write text in quotes, such as notes = "Windy: go by effort."',
    "goal": 'write a distance and a time, such as goal = "mile 5:30"',
    "lap": "write metres from 50 on, such as lap = 400",
    "lane": f"write a lane from 1 to {LANES}, such as lane = 4",
    "split_every": "write metres, such as split_every = 200, or 0 for the finish only",
    "get_ready": 'write a time in quotes, such as get_ready = "5s"',
    "start": 'write start = "auto", start = "press" or start = "gun"',
    "gun": 'write a time or two in quotes, such as gun = "1.6-2.4s"',
    "on_your_marks": 'write a time in quotes, such as on_your_marks = "10s"',
    "late": 'write late = "next" (the next multiple of the cycle) or late = "now"',
    "press_guard": 'write press_guard = "auto" or a time in quotes, such as "0.3s"',
    "athletes": 'write names in quotes, such as athletes = ["Ana", "Ben @ 72"]',
    "rests": 'write rests = "together" (from the last one in) or rests = "own"',
    "stagger": 'write a time in quotes, such as stagger = "5s" or "20s by pace group"',
    "workout": 'write the session between """ and """',
}
"""What to write for each key, where something is wrong with its value."""


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
        goal = goal_of(header)
    except NotationError as error:
        raise _inside(error, "goal", header.goal or "", file, places) from None
    try:
        parsed = parse(header.workout, options := options_of(header, goal))
    except NotationError as error:
        ask = partial(candidates_of, header.workout, error, options)
        raise _inside(error, "workout", header.workout, file, places, ask) from None
    assumptions = tuple(places.assumption(entry, header.workout) for entry in parsed.assumptions)
    if header.athletes and header.start == "gun":
        line, column, width = places.value("start")
        raise FileError(file, *NO_GUN, line=line, column=column, width=width, source=places.line(line))
    try:
        plan = plan_of(header, goal, parsed.steps, assumptions, name)
        check_aims(plan, header.athletes)
    except AthletesError as error:
        line, column = places.inside_text_of("athletes", error.index, error.column)
        raise FileError(
            file, error.what, error.instead, line=line, column=column, width=error.width, source=places.line(line)
        ) from None
    return plan


def plan_of(
    header: Header, goal: Goal | None, steps: tuple[Step, ...], assumptions: tuple[str, ...], name: str
) -> Plan:
    """The plan that a header makes of steps; `name` stands in for a name left out.

    Raises:
        AthletesError: for athletes that cannot be.
    """
    options = options_of(header, goal)
    plan = Plan(
        name=header.name or printable(name).strip() or "session",
        steps=steps,
        assumptions=assumptions,
        notes=clean_lines(header.notes).strip(),
        goal=goal,
        lap_mm=options.lap_mm,
        split_every_mm=options.split_every_mm,
        get_ready_ms=duration_ms(header.get_ready),
        start=StartMode(header.start),
        late=Late(header.late),
        gun=gun_of(header.gun, header.on_your_marks) if header.start == "gun" else None,
        press_guard_ms=None if header.press_guard == "auto" else duration_ms(header.press_guard),
        athletes=read_athletes(header.athletes),
        stagger=None if header.stagger is None else parse_stagger(header.stagger),
    )
    return plan if header.split_every is None else replace(plan, assumptions=(*assumptions, *wished_marks(plan)))


def options_of(header: Header, goal: Goal | None) -> Options:
    """What the notation has to know of a header."""
    lap_mm = _millimetres(header.lap) if header.lane is None else lane_mm(header.lane)
    split_mm = lap_mm if header.split_every is None else _millimetres(header.split_every)
    first_min_mm = FIRST_MARK_MIN_MM if header.split_every is None else WISHED_MARK_MIN_MM
    return Options(
        lap_mm=lap_mm, split_every_mm=split_mm, first_mark_min_mm=first_min_mm, goal=goal, rests=Rests(header.rests)
    )


def _millimetres(metres: float) -> int:
    return metres * 1_000 if isinstance(metres, int) else round(metres * 1_000)


def goal_of(header: Header) -> Goal | None:
    """The goal race of a header.

    Raises:
        NotationError: if it is none.
    """
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
    what, instead = complaint(key, [entry for entry in details if str(entry["loc"][0]) == key])
    return FileError(file, what, instead, line=line, column=column, width=width, source=places.line(line))


def _order(detail: Any, places: Places) -> tuple[int, int]:
    """Complaints in the order of the file; a missing key last."""
    if detail["type"] == "missing":
        return 10**9, 0
    line, column, _ = places.key(str(detail["loc"][0]))
    return line, column


def complaint(key: str, details: list[Any]) -> tuple[str, str]:
    """What is wrong with a value, and what to write instead."""
    told = next((detail for detail in details if detail["type"] in ("value_error", "string_too_long")), details[0])
    if told["type"] == "value_error":
        what, _, instead = str(told["msg"]).removeprefix("Value error, ").partition("; ")
        return f"{key}: {what}", instead or PROPOSALS[key]
    if told["type"] == "string_too_long":
        return f"{key}: the text is too long", f"write at most {told['ctx']['max_length']} characters"
    return f"{key} has a value that it cannot have", PROPOSALS[key]
