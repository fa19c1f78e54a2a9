"""Whom and what day the reps of a message are for: groups, ages, days, teams.

It exists because sessions for different runners or days are not run one after the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trackclock.core.notation.context import failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.message.chat import LONGEST_MESSAGE, without_remarks
from trackclock.core.notation.tree import Place

_WHO = (
    r"(?:(?:group|option|beginners?|novices?|intermediates?|improvers?|advanced|elites?|juniors?|seniors?)\b"
    r"[^:\d]{0,20}[\dA-Da-d]?"
    r"|[a-z-]{1,12} groups?"
    r"|(?:men|women|boys|girls|ladies|milers|sprinters|vets|masters|newcomers|improvers)(?: only)?"
    r"|(?:\d{3,4}m?|half marathon|marathon|[a-z-]{3,12}) runners|u-?\d\ds?|under[ -]?\d\ds?|sub[ -]?\d\d(?::\d\d)?)"
)
_AUDIENCE = Lazily(rf"\W*{_WHO}(?:\s*[:–—)-]|\s+(?=\d+ ?[x×]))", re.IGNORECASE)
"""What a line begins with that is for some of the runners only."""

_NAMING = Lazily(r"[:–—)-]|\bgroups?\b|[a-z\d] +\d+ ?[x×]", re.IGNORECASE)
"""One of these is in every line that names runners."""

_GROUP = Lazily(r"\W*(?:[a-d]|fast(?:er)?|slow(?:er)?|middle|red|blue|green|yellow) groups?\b", re.IGNORECASE)
_AUDIENCE_INSIDE = Lazily(r"[,;./|(]" + _AUDIENCE.pattern, re.IGNORECASE)
_NUMBERED = Lazily(
    r"^\W*(?:u-?\d\ds?|under[ -]?\d\ds?|sub[ -]?\d\d(?::\d\d)?|\d{3,4}m? runners)(?:\s*[:–—-]|\s+(?=\d+ ?[x×]))",
    re.IGNORECASE,
)
"""Those whose name has a number that is no length."""

_A_DAY = r"(?P<day>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?|(?:week|day) ?\d{1,2})"
_DAY = Lazily(
    rf"^\W*{_A_DAY}\b"
    r"(?=\s*(?:[:–—,(-]|$|\d|[a-z]+\s*[:–—-]))",
    re.IGNORECASE | re.MULTILINE,
)
"""A day, or the number of a week, that a line begins with."""

_DAY_INSIDE = Lazily(rf"[,;./|]\s*{_A_DAY}\s*[:–—-](?=.*\d)", re.IGNORECASE)

_OR = Lazily(r"\W*or\b", re.IGNORECASE)
_TEAMS = Lazily(
    r"\b(?:paarlauf|relays?|teams? of (?:\d|two|three|four|five)|in (?:pairs|teams|threes|twos)|with a partner)\b",
    re.IGNORECASE,
)
_REPS = Lazily(r"\d ?[x×] ?\d|\d ?(?:m|metres|laps?)\b", re.IGNORECASE)
_OTHER_WEEK = Lazily(
    r"(?:^|[.,;(]|\bbut|\band)\W*(?P<when>(?:last|next) (?:week|time|month|year|(?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)day)"
    r"|yesterday|tomorrow)\b(?! of)[^.\n\d]{0,40}\d{1,2} ?[x×] ?\d",
    re.IGNORECASE,
)
_OF_THE_DAY = Lazily(
    r"\W*(?:start(?:ing)? )?time\s*[:–-]\s*(?P<clock>(?:[01]?\d|2[0-3])[:.][0-5]\d)\s*$", re.IGNORECASE
)
_AROUND = " \t:-–—•*,;./|"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a line says of whom or when it is for, and where it does."""

    name: str
    line: int


class Audience:
    """What the lines of one message say of whom they are for, as they are read."""

    def __init__(self) -> None:
        self._who: _Said | None = None
        self._who_runs: _Said | None = None
        """Whom the last line with reps was for; None where nothing said so."""
        self._day = _Said("", 1)
        self._day_of_reps: _Said | None = None
        """The day of the last line with reps."""
        self._first = 0
        """The first line with reps; 0 before it."""

    def meet(self, text: str, number: int, place: Place | None) -> None:
        """Take note of a line.

        Args:
            text: the line.
            number: its number, from 1.
            place: where what it says to run stands; None where it says nothing to run.

        Raises:
            NotationError: if a line above was for others, or for another day.
        """
        text = without_remarks(text)
        if (found := _DAY.match(text)) is not None:
            self._day = _Said(_name_of(found["day"]), number)
            other = _DAY_INSIDE.search(text, found.end()) if len(text) <= LONGEST_MESSAGE else None
            if other is not None and place is not None:
                raise _parted(text, number, place, other.start(), (self._day.name, _name_of(other["day"])), "days")
        if place is not None:
            self._refuse_choice(text, number, place)
            self._refuse_other_day(place)
            self._first = self._first or number
        if len(text) <= LONGEST_MESSAGE and _NAMING.search(text) is not None:
            self._meet_runners(text, number, place)
        if place is not None and self._who is not None:
            before, self._who_runs = self._who_runs, self._who
            if before is not None and before.name.lower() != self._who.name.lower():
                raise _either(place, before, self._who, "runners")

    def _refuse_choice(self, text: str, number: int, place: Place) -> None:
        if self._first and _OR.match(text) is not None:
            what = "'or' leaves two sessions to choose from"
            left_out = ((number, 0), (self._first, number))
            raise failure(place, what, "keep the lines above it, or those from here on", left_out=left_out)

    def _refuse_other_day(self, place: Place) -> None:
        before, self._day_of_reps = self._day_of_reps, self._day
        is_known = before is not None and before.name
        if is_known and before is not None and before.name.split()[-1:] != self._day.name.split()[-1:]:
            raise _either(place, before, self._day, "days")

    def _meet_runners(self, text: str, number: int, place: Place | None) -> None:
        """Note whom a line names.

        Raises:
            NotationError: if what is run in it is not for one kind of runners.
        """
        match = _AUDIENCE.match(text) or _GROUP.match(text)
        inside = _AUDIENCE_INSIDE.search(text, match.end() if match is not None else 0)
        if match is None:
            if inside is not None and place is not None:
                who = inside[0].strip(_AROUND + "(")
                what = f"what is told behind '{who}' is for some of the runners only"
                raise failure(place, what, "leave out what is for others", (text[: inside.start()].strip(),), place)
            return
        name = match[0].strip(_AROUND)
        if inside is not None and place is not None and (second := inside[0].strip(_AROUND)).lower() != name.lower():
            raise _parted(text, number, place, inside.start(), (name, second), "runners")
        self._who = _Said(name, number)


def _parted(text: str, number: int, place: Place, at: int, names: tuple[str, str], whose: str) -> NotationError:
    """The question which part of a line is wanted, the one before a column from 0 or the one from there on."""
    what = f"'{names[0]}' and '{names[1]}' are sessions for different {whose}"
    choices = (text[:at].strip(), text[at:].strip(_AROUND))
    whole = Place(number, 1, len(text), text)
    return failure(place, what, f"keep what is for '{names[0]}' or for '{names[1]}'", choices, whole)


def _either(place: Place, one: _Said, other: _Said, whose: str) -> NotationError:
    """The question which lines are wanted of those for two kinds of runners, or for two days."""
    what = f"'{one.name}' and '{other.name}' are sessions for different {whose}"
    instead = f"keep the lines of '{one.name}' or of '{other.name}'"
    return failure(place, what, instead, left_out=((other.line, 0), (one.line, other.line)))


def _name_of(day: str) -> str:
    """One spelling for a day: `Tues`, `tuesday`."""
    word = day.rstrip("0123456789").strip().title()
    number = day[len(day.rstrip("0123456789")) :]
    return f"{word} {number}" if number else word[:3]


_LETTERED = Lazily(r"^\W*(?:option|group|plan|choice) ?[\da-d]\)", re.IGNORECASE)
"""`Option 1)`, whose bracket was never opened."""


def without_ages(line: str) -> str:
    """A line without `U15:` or `Sub 20:` before it, whose numbers are no lengths; the rest keeps its place."""
    if not _has(line, "u1", "u2", "u-", "under", "sub", "runners", "option", "group", "plan", "choice"):
        return line
    found = _NUMBERED.match(line) or _LETTERED.match(line)
    return line if found is None else " " * found.end() + line[found.end() :]


def _has(text: str, *words: str) -> bool:
    """Whether one of the words is in a text: without one, no pattern need be made or tried."""
    lower = text.lower()
    return any(word in lower for word in words)


def refuse_teams(text: str, number: int) -> None:
    """Ask who runs what where a line tells of a relay, or of two runners in turn.

    Raises:
        NotationError: if it does.
    """
    found = (
        _TEAMS.search(text) if _has(text, "pairs", "team", "relay", "paarlauf", "threes", "twos", "partner") else None
    )
    if found is None or _REPS.search(text) is None:
        return
    place = Place(number, found.start() + 1, len(found[0]), found[0])
    what = f"'{found[0]}': the reps of a team are not those of one runner"
    raise failure(place, what, "write what one runner does, such as 5 x 300m with 90 s recovery")


def refuse_other_weeks(text: str, number: int) -> None:
    """Ask whether reps are for now that a line tells of last week or the next.

    Raises:
        NotationError: if there are such.
    """
    found = _OTHER_WEEK.search(text) if _has(text, "last ", "next ", "yesterday", "tomorrow") else None
    if found is None:
        return
    start = found.start("when")
    shown = text[start:].strip()
    place = Place(number, start + 1, len(shown), shown)
    what = f"the reps behind '{found['when']}' seem to be those of another day"
    raise failure(place, what, "put '# ' before those words, or leave them out", (f"# {shown}",))


def refuse_time_of_day(text: str, number: int) -> None:
    """Ask what a line means that says "Time: 18:30" and nothing else.

    Raises:
        NotationError: if it does.
    """
    found = _OF_THE_DAY.match(text) if _has(text, "time") else None
    if found is None:
        return
    start, shown = len(text) - len(text.lstrip()), text.strip()
    place = Place(number, start + 1, len(shown), shown)
    clock = found["clock"].replace(".", ":")
    choices = (f"# {shown}", f"{clock} run")
    what = f"'{shown}' can be a time of day, or how long is run"
    raise failure(place, what, f"write '# {shown}' for a remark, or '{clock} run'", choices)
