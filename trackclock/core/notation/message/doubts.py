"""Lines that are asked about before they are read: what they tell of may be no session of this runner, or none at all.

It exists because the reps of a team, of another day, or a time behind "Time:" look as all others do.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from trackclock.core.notation.context import failure
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.message.chat import LONGEST_MESSAGE
from trackclock.core.notation.tree import Place


class Doubt(NamedTuple):
    """What a line can tell that is asked about.

    Attributes:
        keys: one of these is in every such line, in small letters: without one, no pattern need be made or tried.
        pattern: what such a line looks like; `told` is the place of the question.
        what: the question, with the groups of the pattern.
        instead: what to write instead.
        choices: the ways to write it.
    """

    keys: tuple[str, ...]
    pattern: Lazily
    what: str
    instead: str
    choices: tuple[str, ...] = ()


DOUBTS = (
    Doubt(  # `Time: 18:30`
        ("time",),
        Lazily(
            r"\s*(?P<told>(?:[^\w\s]\W*)?(?:start(?:ing)? )?time\s*[:–-]"
            r"\s*(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d))\s*$",
            re.IGNORECASE,
        ),
        "'{told}' can be a time of day, or how long is run",
        "write '# {told}' for a remark, or '{h}:{m} run'",
        ("# {told}", "{h}:{m} run"),
    ),
    Doubt(  # `paarlauf: 8 x 300m`
        ("pairs", "team", "relay", "paarlauf", "threes", "twos", "partner"),
        Lazily(
            r"(?=.*(?:\d ?[x×] ?\d|\d ?(?:m|metres|laps?)\b)).*?\b(?P<told>paarlauf|relays?"
            r"|teams? of (?:\d|two|three|four|five)|in (?:pairs|teams|threes|twos)|with a partner)\b",
            re.IGNORECASE | re.DOTALL,
        ),
        "'{told}': the reps of a team are not those of one runner",
        "write what one runner does, such as 5 x 300m with 90 s recovery",
    ),
    Doubt(  # `6 x 800m, 8 x 800m (depending on fitness)`
        ("depending on",),
        Lazily(
            r".*?(?P<told>(?P<one>\d{1,2} ?[x×] ?\d+\w*)(?:, ?| or )(?P<two>\d{1,2} ?[x×] ?\d+\w*)[^\n]{0,40}"
            r"\bdepending on\b[^\n.)]*\)?)",
            re.IGNORECASE | re.DOTALL,
        ),
        "'{told}' leaves open which of them is run",
        "keep one, such as {one}",
        ("{one}", "{two}"),
    ),
    Doubt(  # `last week 6 x 800m`
        ("last ", "next ", "yesterday", "tomorrow"),
        Lazily(
            r".*?(?:^|[.,;(]|\bbut|\band)\W*(?P<told>(?P<when>(?:last|next) (?:week|time|month|year|(?:mon|tues|wednes"
            r"|thurs|fri|satur|sun)day)|yesterday|tomorrow)\b(?! of)[^.\n\d]{0,40}\d{1,2} ?[x×] ?\d.*\S)",
            re.IGNORECASE | re.DOTALL,
        ),
        "the reps behind '{when}' seem to be those of another day",
        "put '# ' before those words, or leave them out",
        ("# {told}",),
    ),
)


_PERSONS = (
    r"(?<=\w )(?:runners?|marathoners?|milers?|sprinters?|beg+in+ers?|novices?|juniors?|seniors?|advanced|locals)\b"
)
_SOURCES = Lazily(
    rf"{_PERSONS}|\b(?:said|says|calls? for|called for|recommends?|recommended|suggests?|suggested|version)\b",
    re.IGNORECASE,
)
"""Words of whoever tells what somebody else wants to be run."""

_TWO_SESSIONS = (
    *("runner", "marathoner", "miler", "sprinter", "ginner", "novice", "junior", "senior", "advanced", "locals"),
    *("said", "says", "call", "recommend", "suggest", "version", "did", "if "),
)
"""One of these is in every such line."""

_IF = Lazily(r"^\W*if\b[^:,\d]*[:,]?\s*", re.IGNORECASE)
_OTHERS = Lazily(
    rf"\b(?:the|our)\b[^,.;\d]*{_PERSONS}[^,.;\d]*\b(?:were|are|do|did|will|have|had|ran|run)\b", re.IGNORECASE
)
"""Others, and what they run."""

_DID = Lazily(r"\bdid\b", re.IGNORECASE)
_REPS = Lazily(r"\d ?[x×] ?(?:up to |about )?\d")
_CLAUSE = Lazily(
    r"[.;\n](?!\d)|\bbut\b|,\s(?=(?:(?:and )?(?:my|the|his|her|our)|another|if)\b)|\band(?= \d+ ?[x×])", re.IGNORECASE
)


def _refuse_two_sessions(line: str, number: int) -> None:
    """Ask about `The book said 8 x 800m, the web 6 x 800m`, and about what is run only if something is so.

    Raises:
        NotationError: where a line tells of two sessions.
    """
    starts = [0, *(found.end() for found in _CLAUSE.made.finditer(line))]
    clauses = [line[start:end] for start, end in zip(starts, [*starts[1:], len(line)], strict=True)]
    told = [at for at, clause in enumerate(clauses) if _REPS.search(clause) is not None]
    sources = [at for at in told if _SOURCES.search(clauses[at]) is not None or _DID.search(clauses[at]) is not None]
    sources = sources if any(_SOURCES.search(clauses[at]) is not None for at in sources) else []
    others = (at for at in told[1:] if _IF.match(clauses[at]) is not None or _OTHERS.search(clauses[at]) is not None)
    other = next(others, sources[1] if len(sources) > 1 else 0)
    if not other:
        return
    one, two = line[: starts[other]].strip(" ,;"), _IF.sub(lambda _: "", line[starts[other] :]).strip()
    one = one[: -len("but")].strip(" ,;") if one.lower().endswith(" but") else one
    place = Place(number, 1, len(line), line)
    shown = clauses[other].strip()
    what = f"'{shown}' can be another session than the one before it"
    raise failure(place, what, "keep the one that is run", (one, two, f"{one.rstrip('.')}. {two}"), place)


def refuse_doubtful_line(line: str, number: int) -> None:
    """Ask about a line that tells of a team, of another day, of two sessions, or of a time of day alone.

    Raises:
        NotationError: if it does.
    """
    lower = line.lower()
    is_two = lower.count("x") + lower.count("×") > 1
    if is_two and len(line) <= LONGEST_MESSAGE and any(key in lower for key in _TWO_SESSIONS):
        _refuse_two_sessions(line, number)
    for doubt in DOUBTS:
        found = doubt.pattern.match(line) if any(key in lower for key in doubt.keys) else None
        if found is not None:
            place = Place(number, found.start("told") + 1, len(found["told"]), found["told"])
            what, instead, *choices = (
                text.format(**found.groupdict()) for text in (doubt.what, doubt.instead, *doubt.choices)
            )
            raise failure(place, what, instead, tuple(choices))
