"""A length that nothing joins to what stands before it: whether it is run or told of, nobody but its writer knows.

It exists because a story has lengths as well (`on Wednesday, and my usual 12 miler`), and running one of them unasked
is the worst that a reader of sessions can do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.message.stories import SENTENCE, is_story
from trackclock.core.notation.tree import Lead, Node, Pause, Place, Repeat, Work
from trackclock.core.notation.words.values import Measure

_NAMES = (
    r"main set|set|block|part|ladder|pyramid|session|workout|sprints|strides|hills?|tempo|fartlek|intervals|reps|speed"
    r"|finish(?:er)?"
)
_JOINING = Lazily(
    rf"(?:^|[.;])\W*(?:then )?(?:{_NAMES})(?: \w{{1,3}})?\s*:\s*$"
    r"|\b(?:then|plus|followed|next|finish(?:ing)?)\b"
    r"|(?:\b(?:with|and|after|into|w/)|[+&,;/])(?: (?:about|around|roughly|approx\.?|another))?\s*$",
    re.IGNORECASE,
)
"""What leads on to the next piece: somewhere before it, or right before it."""

_HOW = Lazily(
    r"\W*(?:\([^()]*\)|(?:(?:at|an?|very|nice|and|easy|steady|gentle|light|slow|moderate|brisk|hard|fast|flat|out|tempo"
    r"|threshold|marathon|sprint|pace|effort|jog|run|walk|running|jogging|walking|warm|cool|up|down)\W*)+)\W*",
    re.IGNORECASE,
)
"""How a length before it is run, and nothing else: what stands behind is the next of a list."""

_MORE = Lazily(r"\b(?:another|more|last|final|extra|again|one)\b|[\d)]\s*[x×*]\s*$", re.IGNORECASE)
"""What says of a length before it that it is run beside the others."""

_POINTING = Lazily(r"\b(?:the|that|this|these|those|each|every)\s*$", re.IGNORECASE)
"""What points back at a length, right before it."""

_LOOSE = ("", ":", ".")
"""The joints that do not say that what follows is run as well."""

_OTHER_DAYS = frozenset(("tomorrow", "yesterday", "ago"))
"""Words of whoever tells of another day's run."""

_ROUGHLY = Lazily(
    r"(?:^|[.,;:)–-]|\b(?:m|s|[a-z]{3,}|x ?\d{1,2}))\s*\(?(?:approx\w*\.?|about|around|roughly|~)\s*$", re.IGNORECASE
)
"""What leads to a length that all before it comes to, or that is run: `6 x 400m, 90s rest. Approx. 20 min`."""

_WORDS = Lazily(r"[^\W\d_]|\(")


def refuse_told(nodes: Sequence[Node], context: Context) -> None:
    """Ask about a length in a sentence that tells of something else: `Last year this took me 52 min`.

    Args:
        nodes: all that is run, a whole session.
        context: what the reading shares.

    Raises:
        NotationError: with the session without it, and with it.
    """
    works = [node for node in nodes if not isinstance(node, Pause)]
    for place in (_last_length(node) for node in works if len(works) > 1 and _is_single(node)):
        before, behind = _sentence_around(place, context)
        is_end = place is _last_length(works[-1]) and not behind.strip(" .!)")
        if is_end and _ROUGHLY.search(context.line(place.line)[: place.column - 1]) is not None:
            raise _told_or_run(place, "can be run, or be what all before it comes to")
        if is_story(f"{before}1{behind}") or not _OTHER_DAYS.isdisjoint(f"{before}{behind}".lower().split()):
            raise _told_or_run(place, "can be run, or only be told of")


def refuse_apart(before: Node, after: Node, context: Context) -> None:
    """Ask about a length that only words part from what is run beside it, where no recovery was named between them.

    Args:
        before: what is run first.
        after: what stands behind it; one of the two is one length without a number of times.
        context: what the reading shares.

    Raises:
        NotationError: with sessions in which either of the two is left out, and the one in which both are run.
    """
    singles = [node for node in (after, before) if _is_single(node)]
    if isinstance(after, Pause) or not singles:
        return
    first, last = _last_length(before), after.place
    line = context.line(first.line) if first.line == last.line and after.joint in _LOOSE else ""
    between = line[first.column - 1 + first.width : last.column - 1]
    if after.joint == ".":
        between = between.rpartition(".")[2] if singles[0] is after else ""
    if _WORDS.search(between) is None or _JOINING.search(between) is not None:
        return
    if _HOW.made.fullmatch(between) is not None and _measure_of(before) is _measure_of(after):
        return
    left_out = {id(after): f"{first.text}{between}[note: {last.text.strip('()')}]"}
    left_out[id(before)] = f"[note: {first.text}]{between}{last.text}"
    told, other = (last, first) if singles[0] is after else (first, last)
    raise failure(
        told,
        f"'{told.text}' is not joined to '{other.text}': it can be run, or only be told of",
        f"write [note: {told.text.strip('()')}], or 'then' between what is run",
        (*(left_out[id(node)] for node in singles), f"{first.text}{between}+ {last.text}"),
        whole=Place(first.line, first.column, last.column + last.width - first.column, told.text),
    )


def refuse_again(before: Node, after: Node, context: Context) -> None:
    """Ask about a length that has just been run: one more rep, or how it is run: `16 x 100. Sprint 100m, jog 100m`.

    It is asked about behind reps that have no recovery of their own, and where a word points back at it, `the 100m`.

    Args:
        before: what is run first.
        after: what stands behind it, with no recovery named between them.
        context: what the reading shares.

    Raises:
        NotationError: with the length as words about the reps, and as one more of them.
    """
    again = after.body[0] if isinstance(after, Repeat) and _is_single(after) else after
    reps = before.body[0] if isinstance(before, Repeat) and len(before.body) == 1 else before
    if not isinstance(reps, Work) or not isinstance(again, Work) or after.joint not in _LOOSE:
        return
    if reps.quantity is None or again.quantity is None or reps.quantity[:3] != again.quantity[:3]:
        return
    place = again.place
    told, _ = _sentence_around(place, context)
    is_open = (
        isinstance(before, Repeat) and before.high > 1 and all(pause.lead is Lead.ASSUMED for pause in before.between)
    )
    if (is_open or _POINTING.search(told)) and not (_JOINING.search(told) or _MORE.search(told)):
        raise _told_or_run(place, "can be one more rep, or tell how those before it are run")


def _sentence_around(place: Place, context: Context) -> tuple[str, str]:
    """What stands in the sentence of a length before it and behind it."""
    line, start = context.line(place.line), place.column - 1
    sentence = next(found for found in SENTENCE.made.finditer(line) if found.end() > start)
    return line[sentence.start() : start], line[start + place.width : sentence.end()]


def _told_or_run(place: Place, doubt: str) -> NotationError:
    """The question whether a length is words about the session, or run."""
    choices = (f"[note: {place.text}]", f"1 x {place.text}")
    return failure(place, f"'{place.text}' {doubt}", "", choices)


def _is_single(node: Node) -> bool:
    """Whether a piece is one length without a number of times, alone in brackets or not."""
    if isinstance(node, Repeat) and node.is_group and node.high == 1 and len(node.body) == 1:
        node = node.body[0]
    return isinstance(node, Work)


def _measure_of(node: Node) -> Measure | None:
    """What the last length of a piece measures."""
    while isinstance(node, Repeat):
        node = next((inner for inner in reversed(node.body) if isinstance(inner, Work)), node.body[-1])
    return node.quantity.measure if isinstance(node, Work) and node.quantity is not None else None


def _last_length(node: Node) -> Place:
    """Where the last length of a piece stands."""
    while isinstance(node, Repeat):
        node = next((inner for inner in reversed(node.body) if not isinstance(inner, Pause)), node.body[-1])
    return node.place
