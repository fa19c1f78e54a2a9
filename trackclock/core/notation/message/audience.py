"""Whom and what day the reps of a message are for: groups, ages, days, teams.

It exists because sessions for different runners or days are not run one after the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trackclock.core.notation.context import failure
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.message.chat import LONGEST_MESSAGE, SHORT_DAY, without_remarks
from trackclock.core.notation.tree import Place

_FAST = r"(?:sub[ -]?)?\d\d?:\d\d(?: ?(?:[-–]|to) ?\d\d?:\d\d)?\+? (?:milers?|marathoners?|(?:5|10) ?k runners?)"
_FAST += r"|(?:u-?|under[ -]?)\d\ds?|sub[ -]?\d\d(?::\d\d)?"
_WHO = (
    r"(?:(?:group|option|beginners?|novices?|intermediates?|improvers?|advanced|elites?|juniors?|seniors?)\b"
    r"[^:\d]{0,20}[\dA-Da-d]?"
    r"|[a-z-]{1,12} groups?"
    r"|(?:men|women|boys|girls|ladies|milers|sprinters|vets|masters|newcomers|improvers)(?: only)?"
    r"|(?:\d{3,4}m?|\d{1,2}k|half marathon|marathon|[a-z-]{3,12}) (?:runners|squad|lot|crew)"
    rf"|(?:\d{{3,4}}m?|\d{{1,2}}k) group|{_FAST})"
)
_AUDIENCE = Lazily(rf"\W*{_WHO}(?:\s*[:–—)-]|\s+(?=\d+ ?[x×]))", re.IGNORECASE)
"""What a line begins with that is for some of the runners only."""

_NAMING = Lazily(r"[:–—)-]|\bgroups?\b|[a-z\d] +\d+ ?[x×]", re.IGNORECASE)
"""One of these is in every line that names runners."""

_GROUP = Lazily(r"\W*(?:[a-d]|fast(?:er)?|slow(?:er)?|middle|red|blue|green|yellow) groups?\b", re.IGNORECASE)
_AUDIENCE_INSIDE = Lazily(r"[,;./|(]" + _AUDIENCE.pattern, re.IGNORECASE)
_NUMBERED = Lazily(
    rf"^[^\w#]*(?:{_FAST}|\d{{3,4}}m? runners)(?:\s*[:–—-]|\s+(?=\d+ ?[x×]))",
    re.IGNORECASE,
)
"""Those whose name has a number that is no length."""

_A_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?(?: [ap]m)?|(?:week|day) ?\d{1,2}"
_A_DAY += r"|[ap]m(?=\s*[:–-])"
_A_DATE = rf"{SHORT_DAY}|(?:1[3-9]|2\d|3[01])/[01]?\d|[0-3]?\d/(?:[5679]|1[0-2])"
_DAY = Lazily(
    rf"^\W*(?P<day>{_A_DAY}|{_A_DATE})\b"
    r"(?=\s*(?:[:–—,(-]|$|\d|[a-z]+\s*[:–—-]|(?:is|was|we|will|it)\b))",
    re.IGNORECASE | re.MULTILINE,
)
"""A day, or the number of a week, that a line begins with."""

_DAY_INSIDE = Lazily(rf"[,;./|]\s*(?P<day>{_A_DAY})\s*[:–—-](?=.*\d)", re.IGNORECASE)

_OR = Lazily(r"\W*or\b", re.IGNORECASE)
_AROUND = " \t:-–—•*,;./|"


@dataclass(slots=True)
class _Named:
    """Days, or runners, as the lines name them.

    Attributes:
        whose: "days" or "runners".
        now: the name that holds for the next line with reps, and the line where it stands; None before the first.
        of_reps: the name that held for the last line with reps.
    """

    whose: str
    now: tuple[str, int] | None = None
    of_reps: tuple[str, int] | None = None

    def meet(self, name: str, line: int) -> None:
        """Take note of a name."""
        self.now = (name, line)

    def refuse_both(self, text: str, place: Place, at: int, other: str) -> None:
        """Ask which part of a line is wanted, the one before a column from 0 or the one from there on.

        Raises:
            NotationError: if another name stands there than before it.
        """
        name, line = self.now or ("", 0)
        if name.lower() != other.lower():
            what = f"'{name}' and '{other}' are sessions for {self._differing(name, other)}"
            choices = (text[:at].strip(), text[at:].strip(_AROUND))
            whole = Place(line, 1, len(text), text)
            raise failure(place, what, f"keep what is for '{name}' or for '{other}'", choices, whole)

    def _differing(self, one: str, other: str) -> str:
        """In what two names differ, in words."""
        is_half = _halves(one)[1] != _halves(other)[1] and _key(_halves(one)[0]) == _key(_halves(other)[0])
        return "two halves of a day" if is_half else f"different {self.whose}"

    def run(self, place: Place) -> None:
        """Ask which lines are wanted.

        Raises:
            NotationError: if the reps above were for others, or for another day, than those that stand here.
        """
        before, self.of_reps = self.of_reps, self.now
        if before is None or self.now is None or _is_same(before[0], self.now[0]):
            return
        (one, start), (other, behind) = before, self.now
        what = f"'{one}' and '{other}' are sessions for {self._differing(one, other)}"
        instead = f"keep the lines of '{one}' or of '{other}'"
        raise failure(place, what, instead, left_out=((behind, 0), (start, behind)))


def _is_same(one: str, other: str) -> bool:
    """Whether two names are for the same runners or day; a day without its half is either half of it."""
    (day, half), (other_day, other_half) = _halves(one), _halves(other)
    return (_key(day) == _key(other_day) or not (day and other_day)) and (
        half == other_half or not (half and other_half)
    )


def _halves(name: str) -> tuple[str, str]:
    """The day of a name and its half, `Tue am`, either of which may be left out."""
    half = name[-2:].lower() if name[-2:].lower() in ("am", "pm") and name[-3:-2] in ("", " ") else ""
    return name[: len(name) - len(half)].strip(), half


def _key(name: str) -> str:
    """What tells two names apart: of `Week 2` the number, as the heading of a session may name a week and a day."""
    return name.split()[-1] if name[-1:].isdigit() else name.lower()


class Audience:
    """What the lines of one message say of whom they are for, as they are read."""

    def __init__(self) -> None:
        self._days, self._runners = _Named("days"), _Named("runners")
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
        is_short = len(text) <= LONGEST_MESSAGE
        if (day := _DAY.match(text)) is not None:
            self._days.meet(_name_of(day["day"]), number)
            other = _DAY_INSIDE.search(text, day.end()) if is_short and place is not None else None
            if other is not None and place is not None:
                self._days.refuse_both(text, place, other.start(), _name_of(other["day"]))
        if is_short and _NAMING.search(text) is not None:
            self._meet_runners(text, number, place)
        if place is not None:
            if self._first and _OR.match(text) is not None:
                what, instead = (
                    "'or' leaves two sessions to choose from",
                    "keep the lines above it, or those from here on",
                )
                raise failure(place, what, instead, left_out=((number, 0), (self._first, number)))
            self._days.run(place)
            self._runners.run(place)
            self._first = self._first or number

    def _meet_runners(self, text: str, number: int, place: Place | None) -> None:
        """Note whom a line names.

        Raises:
            NotationError: if what is run in it is not for one kind of runners.
        """
        found = _AUDIENCE.match(text) or _GROUP.match(text)
        inside = _AUDIENCE_INSIDE.search(text, found.end() if found is not None else 0)
        if found is not None:
            self._runners.meet(found[0].strip(_AROUND), number)
        if inside is None or place is None:
            return
        if found is not None:
            self._runners.refuse_both(text, place, inside.start(), inside[0].strip(_AROUND))
        else:
            what = f"what is told behind '{inside[0].strip(_AROUND + '(')}' is for some of the runners only"
            raise failure(place, what, "leave out what is for others", (text[: inside.start()].strip(),), place)


def _name_of(day: str) -> str:
    """One spelling for a day: `Tues`, `tuesday`."""
    if any(sign.isdigit() for sign in day[:-2]):
        return day  # a date
    day, half = _halves(day)
    word = day.rstrip("0123456789")
    number = day[len(word) :]
    return f"{word.strip().title()} {number}" if number else f"{word.title()[:3]} {half}".strip()


_LETTERED = Lazily(r"^\W*(?:option|group|plan|choice) ?[\da-d]\)", re.IGNORECASE)
"""`Option 1)`, whose bracket was never opened."""

_AGE_KEYS = ("u1", "u2", "u-", "under", "sub", "runners", "miler", "marathoner", "option", "group", "plan", "choice")


def without_ages(line: str) -> str:
    """A line without `U15:` or `Sub 20:` before it, whose numbers are no lengths; the rest keeps its place."""
    lower = line.lower()
    if not any(key in lower for key in _AGE_KEYS):
        return line
    found = _NUMBERED.match(line) or _LETTERED.match(line)
    return line if found is None else " " * found.end() + line[found.end() :]
