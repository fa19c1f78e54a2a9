"""The header of a session file as it is typed into a form, each fault in its field.

It exists apart from the file because a form is read with every keystroke, and raises nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from trackclock.core.notation import NotationError, Options
from trackclock.core.plan import Goal, Plan, Step
from trackclock.formats.athletes_text import NO_GUN, AthletesError, check_aims, join_line, read_athletes, split_line
from trackclock.formats.toml import KEYS, PROPOSALS, Header, complaint, goal_of, options_of, plan_of
from trackclock.safe_text import printable


@dataclass(frozen=True, slots=True)
class Fields:
    """The header as it is typed into a form: text in every field, empty for the default.

    Attributes:
        name: what the session is called.
        notes: the coach's words.
        goal: the goal race.
        lap: metres of one lap of the track.
        lane: the lane that is run in.
        split_every: metres between marks.
        get_ready: the countdown.
        start: `auto`, `press` or `gun`.
        gun: from "set" to the bang.
        on_your_marks: from "on your marks" to "set".
        late: `next` or `now`.
        press_guard: `auto` or a time.
        athletes: names parted by commas, each with a target of their own behind an `@`.
        rests: `together` or `own`.
        stagger: the time from one start to the next.
    """

    name: str = ""
    notes: str = ""
    goal: str = ""
    lap: str = ""
    lane: str = ""
    split_every: str = ""
    get_ready: str = ""
    start: str = ""
    gun: str = ""
    on_your_marks: str = ""
    late: str = ""
    press_guard: str = ""
    athletes: str = ""
    rests: str = ""
    stagger: str = ""


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
        return options_of(self.header, self.goal)

    def plan(self, steps: tuple[Step, ...], assumptions: tuple[str, ...], name: str) -> Plan:
        """The plan that it makes of steps; `name` stands in for a name left out."""
        return plan_of(self.header, self.goal, steps, assumptions, name)

    def fault_of(self, plan: Plan) -> HeaderFault | None:
        """What is wrong with the aims of a plan that it made; None if nothing is."""
        try:
            check_aims(plan, self.header.athletes)
        except AthletesError as error:
            return _athletes_fault(error, self.header.athletes)
        return None


def read_fields(fields: Fields) -> ReadHeader:
    """Read the header that was typed into a form.

    Args:
        fields: what stands in the fields.

    Returns:
        The header, with its faults instead of an exception.
    """
    faults: list[HeaderFault] = []
    data: dict[str, Any] = {"workout": ""}
    for key in (key for key in KEYS if key != "workout"):
        text = getattr(fields, key).strip()
        if not text:
            continue
        if key == "lane":
            data[key] = int(text) if re.fullmatch(r"[0-9]{1,3}", text) else text
        elif key in ("lap", "split_every"):
            number = re.fullmatch(r"(\d{1,6})(\.\d{1,3})?\s*(?:m|metres|meters)?", text)
            if number is None:
                faults.append(HeaderFault(key, f"{key}: '{printable(text[:40])}' is no number of metres", _hint(key)))
                continue
            data[key] = float(number[1] + number[2]) if number[2] else int(number[1])
        elif key == "athletes":
            data[key] = split_line(text)
        else:
            data[key] = text
    try:
        header = Header.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        for key in dict.fromkeys(str(detail["loc"][0]) for detail in details):
            what, instead = complaint(key, [detail for detail in details if str(detail["loc"][0]) == key])
            faults.append(HeaderFault(key, what, instead, width=len(str(data.get(key, " ")))))
            data.pop(key, None)
        header = Header.model_validate(data)
    goal: Goal | None = None
    try:
        goal = goal_of(header)
    except NotationError as error:
        faults.append(HeaderFault("goal", error.what, error.instead, error.column, error.width))
    try:
        read_athletes(header.athletes)
        if header.athletes and header.start == "gun":
            faults.append(HeaderFault("start", *NO_GUN))
    except AthletesError as error:
        faults.append(_athletes_fault(error, header.athletes))
        header = header.model_copy(update={"athletes": []})
    return ReadHeader(header, goal, tuple(faults))


def _athletes_fault(error: AthletesError, texts: list[str]) -> HeaderFault:
    """What is wrong with one of the athletes, at its place in their line."""
    before = len(join_line([*texts[: error.index], ""]))
    return HeaderFault("athletes", error.what, error.instead, before + error.column, error.width)


def _hint(key: str) -> str:
    """What to type into a field, without the key and the quotes of the file."""
    return re.sub(r'\w+ = "?([^",]*)"?', r"\1", PROPOSALS[key])
