"""What is repeated and how often, where it is told by more than a number: the steps of a list, a time that it lasts.

It exists because a plan's list is numbered for the sake of its last line, "repeat steps 2 and 3 five times", and a
watch tells beginners when twenty minutes are up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trackclock.core.notation.context import Context, failure
from trackclock.core.notation.lazily import Lazily
from trackclock.core.notation.tree import Multiplier, Place
from trackclock.core.notation.words.atoms import Reader
from trackclock.core.notation.words.lexer import Token
from trackclock.core.notation.words.values import Measure, Quantity
from trackclock.core.notation.words.vocabulary import NUMBER_WORDS, REPEAT_WORDS, Part

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
_LABEL = r"(?:\d{1,2}|[a-hA-H]|[ivIV]{1,4})"
_DOT = r"[.)]?"
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(word for word, value in NUMBER_WORDS.items() if value <= 20)})"
_STEPS = r"(?:(?:steps?|numbers?|lines?|parts?|points?|items?|nos?\.?|#) ?)"
_TIMES = (
    r"(?:until (?:you have|you've|they have been|having) \w+(?: (?:them|it|this|these))?(?: out)? )?"
    r"(?:for )?(?:a total of |(?P<another>another ))?"
    rf"(?:[x×] ?(?P<x>\d{{1,2}})|(?P<count>{_COUNT})(?: \(\w{{1,8}}\))? ?(?P<more>more )?"
    r"(?:x|times|rounds|sets|reps|passes)"
    r"|(?P<word>once|twice|thrice)(?P<again> (?:more|again))?)(?: in (?:all|total))?"
)
"""`five times`, `for a total of x 4`, `another 3 rounds`."""

_AGAIN = Lazily(
    rf"^\W*(?:(?:\d{{1,2}}|[a-h])[.)] ?)?(?:step \d+ ?[-:–] ?)?(?:then |now )?"
    rf"(?:(?:(?:go |come )?back|go|return) to {_STEPS}?(?P<back>{_LABEL}),? (?:(?:and|&) )?(?:then )?repeat"
    rf"|(?:repeat|redo|do)(?: again)? (?:all )?(?:from )?(?P<steps>{_STEPS})?(?P<first>{_LABEL})\b{_DOT}"
    rf"(?: ?(?P<joint>-|–|to|and|&|through|thru|,) ?{_STEPS}?(?P<last>{_LABEL})\b{_DOT})?)"
    r"(?: until (?:you|we)(?:['’]ve| have)?(?: [a-z]{1,9}){1,5}(?= a total))?"
    rf"(?:(?:[ ,:=–-]{{1,3}}|(?=[x×]))(?:{_TIMES}|again))?"
    rf"(?:[ ,(–-]{{1,3}}(?:making|so|giving|for) (?:a total of )?(?P<sum>{_COUNT})(?: [a-z]{{1,8}}){{0,3}})?\W*$",
    re.IGNORECASE,
)
"""`Repeat steps 2 and 3 five times`, `repeat 1-3 twice`, `go back to 2 and repeat 3 times`."""

_SOME = Lazily(
    rf"^\W*(?:\d{{1,2}}[.)] ?)?(?:then |now )?repeat (?:all |these |those |the )?(?:above |last |previous |first )?"
    rf"(?P<some>{_COUNT}) (?:above |previous )?(?:steps|lines|parts|intervals|exercises)(?: above)?[ ,:–-]{{1,3}}"
    rf"{_TIMES}\W*$",
    re.IGNORECASE,
)
"""`Repeat the above two steps 5 times`, of lines without numbers as well."""

_REPS = Lazily(r"^\W*(?:number of )?(?:reps|repetitions|repeats)\s*[:=–-]\s*(?P<count>\d{1,2})\W*$", re.IGNORECASE)
"""A line that says how many reps there are, and another one what a rep is."""

_NUMBERS = "|".join(NUMBER_WORDS)
_ONE = rf"(?:\d[\d.:]*|{_NUMBERS})"
_SIZE = rf"(?P<length>{_ONE}(?: ?(?:-|–|to|or) ?{_ONE})? ?-?[a-zA-Z'’\"”]+)"
_OBJECT = (
    r"(?:this|these|it|all|that|them|the|above|pattern|set|cycle|sequence|circuit|[a-z]{2,8}/\w{1,12}|like this"
    r"|in this way|doing this|up|going|routine|intervals?|process|drill|entire|whole|workout"
    r"|exercise|combination)"
)
"""What is repeated until a length is reached."""

_REACHED = (
    r"(?: (?:a total of|an?|the|about|around|entire|whole|full|at least|we|you|(?:you|we)['’]ve|(?:have )?(?:reach"
    rf"|get to|hit|run|done|did|cover(?:ed)?|reached|completed)))* ?{_SIZE}(?: (?:are|is|have|has|up|over|passed|done"
    r"|gone|run|elapsed|in total|total|reached|in all|altogether|of this))*"
)
"""A length as what is reached, behind "until"."""

_LASTS = rf"[,:]? (?:until|till|for|up to|throughout){_REACHED})"
_VERBS = "do|run|keep|attempt|try|maintain|perform"
_UNTIL = Lazily(
    r"(?:^|[,.;:(+–-]|\b(?:and|then)|(?<=[\s)]))\s{0,3}"
    rf"(?P<clause>(?:(?:repeat(?:ed|ing)?|keep (?:going|repeating|alternating|cycling)|continu(?:e|ing)|carry on"
    rf"|alternat(?:e|ing)|cycle|go on)(?: {_OBJECT}){{0,4}}"
    rf"|(?:{_VERBS}) (?:this|these|it|that|the)(?: {_OBJECT}){{0,4}}){_LASTS}[\s.!):]*$",
    re.IGNORECASE,
)
"""`repeat until 20 minutes are up`, `keep going for 20 minutes`, `repeat until you reach 3 km`."""

_AMID = Lazily(
    r"[.;,] (?P<clause>(?:(?:continue|keep going|carry on)(?=[^.;,]* unti?l )"
    rf"|(?:then |and )?repeat (?:this|these|it|that|the)|(?:{_VERBS}) (?:this|these|it|that))"
    rf"(?: {_OBJECT}){{0,4}}{_LASTS}(?=[.;,!] +(?!x\b|\d+ ?x|more|with)\w| (?:then|before)\b)",
    re.IGNORECASE,
)
"""`Do this for 20 minutes.`, with something behind it that is run once."""

_TOWARD = Lazily(
    rf"(?P<clause>\b(?:aim for|work (?:towards?|up to)|build up to|for) (?:a total of )?{_SIZE} of (?:this|these)"
    rf"(?: {_OBJECT})*)(?=[\s.!):]*$|[.,;][^\d]*$)",
    re.IGNORECASE,
)
"""`Work towards 20 minutes of this routine`."""

_ON_OFF = Lazily(
    r"\d.*\b(?<!cool |oled |ling )(?:off|slow|float)\b[ ,]*(?P<clause>(?:for|until|till"
    rf"|x)(?: a total of)? {_SIZE}(?: in total)?)[\s.!]*$",
    re.IGNORECASE,
)
"""`2 min on, 1 min off for 24 minutes`."""

_LENGTH = r"\d[\d.:]* ?(?!x\b)[a-z'\"’”]+"
_TWO_UNTIL = Lazily(
    rf"{_LENGTH}.*{_LENGTH}(?:(?![,.;:]|\b(?:rest|recover\w*|wait|each time|so on)\b).)*[ ,]{{1,2}}"
    rf"(?P<clause>(?:until|till){_REACHED})[\s.!]*$",
    re.IGNORECASE,
)
"""`2 min hard, 1 min easy until 24 minutes`, but not `2 x 850m, rest until 2 min have passed`."""

_ABOUT = r"(?:exactly |about |around |approx\w*\.? |~ ?)?"
_SUMS = (
    Lazily(
        rf"^\W*(?P<clause>total(?: (?:time|duration|workout|session))?(?:\s*[:=–-]\s*| (?:of )?){_ABOUT}{_SIZE})\W*$",
        re.IGNORECASE,
    ),
    Lazily(rf"^\W*(?P<clause>{_ABOUT}{_SIZE} (?:(?:in )?total|in all|altogether))\W*$", re.IGNORECASE),
)
"""`Total time: 20 minutes`, which is as long as what stands above, or as that as often as it fits."""

_LASTING = (_UNTIL, _AMID, _TOWARD, _ON_OFF, _TWO_UNTIL, *_SUMS)

_STEP_KEYS = Lazily(r"\breps\b|\bsteps?\b|go to|return to|repe|redo|back to|\b[Dd]o (?:th|it)", re.IGNORECASE)
_KEYS = Lazily(
    r"\b(?:unti?ll?|till|o(?:n|ff)|repeat|keep |cycle|aim for|work |total|build up|continu|carry on|alternat|go on"
    r"|altogether|(?:do|run|keep|attempt|try|maintain|perform) (?:th|it))|in all",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lasting:
    """A length up to which something is repeated.

    Attributes:
        quantity: the length.
        place: where that is said.
        start: where the words begin in the line, from 0.
        end: where they end.
        is_sum: whether it is told of all lines, with no word that anything is repeated.
    """

    quantity: Quantity
    place: Place
    start: int
    end: int
    is_sum: bool


def number_of(label: str) -> int:
    """The number of a step by its label in a list: `2`, `b`, `ii`; 0 where it is none."""
    label = label.lower()
    if label.isdecimal():
        return int(label)
    if label in _ROMAN:
        return _ROMAN.index(label) + 1
    return ord(label) - ord("a") + 1 if len(label) == 1 and "a" <= label <= "h" else 0


def steps_again(text: str, line: int) -> Multiplier | None:
    """The steps of a list that a line says are repeated: the last so many as a negative number, none for all around.

    Raises:
        NotationError: if it does not say how often.
    """
    if _STEP_KEYS.search(text) is None:
        return None
    shown = text.strip()
    place = Place(line, len(text) - len(text.lstrip()) + 1, len(shown), shown)
    if (found := _REPS.match(text)) is not None:
        return Multiplier(int(found["count"]), int(found["count"]), place, is_all=True)
    if (found := _SOME.match(text)) is not None:
        return _steps(found, -_number(found["some"]), 0, place)
    found = _AGAIN.match(text)
    return _named_steps(found, place) if found is not None else None


def _named_steps(found: re.Match[str], place: Place) -> Multiplier | None:
    """The steps that are named by their labels, once more where no number is told; none for `repeat 3 times`."""
    first, last, back = found["first"], found["last"], found["back"]
    is_from = "from" in place.text.lower()
    is_told = _times_in(found) is not None
    is_letter = not (first or "").isdecimal()
    is_range = last is not None and (is_told or is_letter or found["joint"] in ("and", "&"))
    is_one = is_told and (is_from or is_letter)
    if not (is_range or is_one or back or found["steps"]):
        return None
    if not is_told and last is None and "again" not in place.text.lower():
        what = f"'{place.text}' does not say how often"
        raise failure(place, what, "write the number of passes behind it, such as repeat steps 2-3 five times")
    is_to_end = last is None and (back is not None or is_from)
    return _steps(found, number_of(back or first), 0 if is_to_end else number_of(last or first), place)


def _times_in(found: re.Match[str]) -> str | None:
    """How often, as it is written; None where it is not."""
    return found["x"] or found["count"] or found["word"]


def _steps(found: re.Match[str], first: int, last: int, place: Place) -> Multiplier:
    told = _times_in(found)
    count = _number(told) + bool(found["another"] or found["more"] or found["again"]) if told else 2
    if (total := found.groupdict().get("sum")) is not None:
        if _number(total) not in (count, count + 1):
            what = f"'{place.text}' does not come to {total}"
            raise failure(place, what, f"write repeat steps 2-3 {total} times")
        count = _number(total)
    return Multiplier(count, count, place, is_all=True, steps=(first, last))


def _number(told: str) -> int:
    return int(told) if told.isdecimal() else NUMBER_WORDS.get(told.lower()) or REPEAT_WORDS[told.lower()]


def lasting(text: str, tokens: Sequence[Token], context: Context) -> Lasting | None:
    """The length up to which a line says that something is repeated."""
    ways = (one for one in _LASTING if one is not _TWO_UNTIL or "till" in text.lower() or "until" in text.lower())
    told = next(((one, at) for one in ways if (at := one.search(text))), None) if _KEYS.search(text) else None
    if told is None:
        return None
    found, is_sum = told[1], told[0] in _SUMS
    length, said = (
        [token for token in tokens if found.start(part) <= token.offset < found.end(part)]
        for part in ("length", "clause")
    )
    atoms = Reader(length, context.source, context.options.lap_mm).read() if length else []
    quantity = atoms[0].quantity if atoms and atoms[0].part is Part.QUANTITY else None
    if quantity is None or quantity.measure is Measure.BARE:
        return None
    if is_sum and quantity.measure is not Measure.TIME:
        return None
    return Lasting(quantity, context.place(said[0], said[-1]), *found.span("clause"), is_sum)
