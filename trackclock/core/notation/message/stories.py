"""Sentences that tell of somebody or of another time, with a figure in them: they are asked about.

It exists because "My goal is 4:59 by July" has a time in it that looks as a rep does, and whoever wrote it runs none.
What tells of running in the way of a session is never taken for a story.
"""

from __future__ import annotations

import re

from trackclock.core.notation.context import failure
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.tree import Place

_WORDS = (
    "my his her their our he she goal goals race races raced racing yesterday felt splits pr prs best record"
    " hoping hope want wanted ran went came finished won place since ago season year month took was were usual usually"
    " weekly measures"
)
_TELLING = frozenset(_WORDS.split())
"""Words of whoever tells something; one of them is in every story."""

_FEWEST_WORDS = 3
"""Fewer words tell nothing: `goal 4:59`."""

SENTENCE = Lazily(r"[^.!?;\n()]*(?:[.:](?=\d)[^.!?;\n()]*)*")
"""A sentence or what stands in brackets; a full stop inside a number ends none."""

_SESSION = Lazily(
    r"\d ?[x×*✕] ?\(?\d|\bx ?\d|\d ?x\b|\d ?(?:times|laps?|sets?|reps?|rounds?|repeats?|intervals?|efforts?|lots"
    r"|strides)\b|\b(?:twice|recover\w*|rest\w*|jog\w*|off|between|pace|tempo|warm\w*|cool\w*|sets?|reps?|repeats?"
    r"|sprint\w*|strides?|drills?|intervals?|easy|hard|steady|fast|quick\w*|slow\w*|walk\w*|hills?|effort\w*|ladder"
    r"|pyramid|fartlek|then|followed|each|every|workout|session)\b"
    r"|\b(?:or|do|did|doing|managed?|complete|repeat) (?:about |only |just |at least )?\d\d?(?![\d:.])"
    r"|\d ?(?:[-–] ?\d+ ?)?(?:m|km|k|mi|miles?|met(?:er|re)s?|y|yds?|yards?|s|secs?|seconds?|mins?|minutes?|h|hrs?"
    r"|hours?)\b|\d ?['’′\"”″]|@|(?<![\d.:])\d{3,}(?![\d.:])",
    re.IGNORECASE,
)
"""What tells of what is to be run: counts, lengths with a unit, numbers that can be metres, words of sessions."""

_TIMES = Lazily(
    r"\b(?:goals?|targets?|times|splits)(?:(?!race|last|year|week)[^.;\d]){0,20}\b(?:was|were|being|is|are|went)"
    r"(?: about| around| like this)?:? \d[\d:.]*(?:(?:,? (?:and )?(?:finally )?|[,/-])\d[\d:.]*)*$",
    re.IGNORECASE,
)
"""What times were run or wanted: of the reps, where some stand before it."""

_WORD = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"\d")


def refuse_story(line: str, number: int) -> None:
    """Ask about a sentence with figures that are none of a session.

    Raises:
        NotationError: if the line has one.
    """
    if _TELLING.isdisjoint(_WORD.findall(line.lower())):
        return
    for found in SENTENCE.made.finditer(line):
        told = found[0].strip(" \t,:-–—")
        is_of_reps = _TIMES.search(told) is not None and _SESSION.search(line[: found.start()]) is not None
        if is_story(told) and not is_of_reps:
            place = Place(number, line.index(told, found.start()) + 1, len(told), told)
            what = f"'{told}' tells of something else than the session"
            raise failure(place, what, "leave it out, or put it on a line of its own behind '# '")


def is_story(sentence: str) -> bool:
    """Whether a sentence has figures, and tells of something else than what is to be run."""
    words = _WORD.findall(sentence.lower())
    return (
        len(words) >= _FEWEST_WORDS
        and not _TELLING.isdisjoint(words)
        and _DIGIT.search(sentence) is not None
        and _SESSION.search(sentence) is None
    )
