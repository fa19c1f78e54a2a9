"""What a line begins with: a bullet, a number of a list, a heading with a day or a date.

It exists because a pasted message is a list under dates, and neither is part of the session. What a token can be in a
heading is one letter (`_LETTERS`), so that each form of a heading is one pattern over these letters (`_FORMS`).
"""

from __future__ import annotations

import re

from trackclock.core.notation.message.passes import number_of
from trackclock.core.notation.words.lexer import Token, TokenKind
from trackclock.core.notation.words.vocabulary import LAP_UNITS, MS_UNITS, NUMBER_WORDS, UM_UNITS, word_set

SAYS_NOTHING = frozenset(("set", "session", "workout", "main", "track", "the", "part"))
"""Words of a heading that say only that this is the session."""

MONTHS = word_set(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sept sep oct nov dec"
)

_LETTERS = {
    "H": "set session workout main track the part week day round block date option group wk step rep",
    "D": "today tonight monday tuesday wednesday thursday friday saturday sunday"
    " mon tue tues wed weds thu thur thurs fri sat sun",
    "M": " ".join(MONTHS),
    "B": "night evening morning no and",
    "P": "am pm",
    "o": "of",
    "f": "first second third fourth fifth final last",
    "l": "a b c d e f",
    "x": "x",
    "s": "total volume mileage distance time",
    "r": "rest rests recovery recoveries rec break",
    "n": "one two three four five six seven eight nine ten eleven twelve",
}
"""Words of a heading, days, months, what stands between them.

A number that can be of a day or a session is `n`, another one `N`; `i` is `1st`; `t` is a time of day, `T` another one.
A year is `y`. What names a sum, `s`, or a recovery, `r`, is no heading.
"""

_LETTER_OF = {word: letter for letter, words in _LETTERS.items() for word in words.split()}
_DATE = r"(?:[HDMBPointy)/]|#(?=n)|(?<=B)\.|\((?=[Hn])|(?<=[DMni]),(?=[DMni])|,(?=M|y)|(?<=[yn]),(?=w?H:))"
_FORMS = (
    re.compile(r"(?P<heading>[fi]H)[:=-]"),  # `2nd set:`
    # `Set 1:`, `A:`, `Week 3 hill session:`, `Session 2 (Tuesday):`
    re.compile(r"(?P<heading>[HDMl][HDMBPflinyNw#]{0,8}(?:\([DM][BPtw]?\))?)(?::|(?<=[iny])=)(?=.)"),
    re.compile(  # `Session 1`, `Thursday 14 May -`; the rest may be empty
        rf"(?=[HDM]|[in]M)(?=D|Hl|{_DATE}{{1,10}}?(?<=[inty]))(?P<heading>(?:Hl)?{_DATE}{{0,10}})(?<![Bo])"
        r"(?:[-:,.=~]+|$)"
    ),
    re.compile(r"(?P<heading>(?P<day>D,?H?)?(?:[ni]o?M|Mi))(?=[nN]|(?(day)[wH]|(?!)))"),  # `Tue 7 September 16 x 200m`
)
_YEAR = re.compile(r"20[0-4]\d|19[5-9]\d")
_LONGEST_HEADING, _LONGEST_LIST = 14, 12
_LONGEST_DAY_MILLI, _FIRST_YEAR_MILLI, _LAST_YEAR_MILLI = 60_000, 1_990_000, 2_100_000
_LONGEST_SUM = 4
"""A line of fewer tokens behind an equals sign is a sum: `= 5 km`."""

_NO_DAYS = UM_UNITS.keys() | MS_UNITS.keys() | LAP_UNITS | {"x", "times", "by", "'"}
_OFF = frozenset(("rest", "off", "restday", "swim", "bike", "cycle", "gym", "yoga", "crosstrain", "strength"))
_RUNNING = frozenset(("run", "jog", "between", "sets", "reps", "recovery", "easy", "interval", "tempo", "track"))
_LONGEST_DAY_OFF = 8
"""Words of a line that only says that a day has no run."""

_LARGEST_WORD = 20
_BEHIND_NUMBER = frozenset((":", "-", "=", "~", ".", ",", "("))
"""What stands behind the number of a heading that is a word: `Session one.`"""

_BULLETS = frozenset((">", "-", "bullet", "#", "+", ",", ";", ".", ":", "=", "_"))
"""Signs that a list puts before its lines."""


def without_bullet(tokens: list[Token]) -> list[Token]:
    """The line without the dash or dot of a list, which can stand right before its number: `-3 x 400m`."""
    begins = [token.text for token in tokens[:2]]
    if begins[:1] == ["="] and begins != ["=", ">"] and len(tokens) < _LONGEST_SUM:
        return tokens
    bullets = 0
    while bullets < len(tokens) and tokens[bullets].text in _BULLETS:
        bullets += 1
    return tokens[bullets:] if bullets else tokens  # cut once: a line of nothing but dots is cut no 10,000 times


def without_number(tokens: list[Token]) -> tuple[int, list[Token]]:
    """The number that a list gives a line (`2.`, `2)`, `(2)`, `b)`, `ii.`), 0 for none, and the rest of the line."""
    if len(tokens) < 3:
        return 0, tokens
    if tokens[0].text == "(" and len(tokens) > 3 and tokens[2].text == ")" and not tokens[3].glued:
        number = 0 if tokens[3].text in ("x", "times") else _label_of(tokens[1])
        return (number, tokens[3:]) if 0 < number <= _LONGEST_LIST else (0, tokens)
    is_label = tokens[1].glued and tokens[1].text in (".", ")", ":", "/") and not tokens[2].glued
    number = _label_of(tokens[0]) if is_label else 0
    return (number, tokens[2:]) if number else (0, tokens)


def _label_of(token: Token) -> int:
    """The number that a label of a list stands for; 0 if it is none."""
    if token.kind is TokenKind.NUMBER:
        is_whole = token.milli < 30_000 and token.milli % 1_000 == 0 and "." not in token.text
        return token.milli // 1_000 if is_whole else 0
    return number_of(token.text) if token.kind is TokenKind.WORD else 0


def number_in(heading: list[Token]) -> int:
    """The number of a step that its heading gives it: `Step 2:`; 0 where it gives none."""
    is_step = len(heading) == 2 and heading[0].text == "step"
    return _label_of(heading[1]) if is_step else 0


def is_day_off(heading: list[Token], tokens: list[Token]) -> bool:
    """Whether a day has no run, `Tuesday: rest`, `Fri - off or swim`: words of which one says so, and no number."""
    has_day = any(_LETTER_OF.get(token.text) == "D" for token in heading)
    words = {token.text for token in tokens if token.kind is TokenKind.WORD}
    is_short = len(tokens) <= _LONGEST_DAY_OFF and not any(token.kind is TokenKind.NUMBER for token in tokens)
    return has_day and is_short and not _OFF.isdisjoint(words) and _RUNNING.isdisjoint(words)


def split_heading(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """The heading of a line that says only where it belongs (`Set 1:`, `Tuesday 5th May:`, `A:`), and the rest."""
    if not tokens or _letter(tokens, 0) not in "HDMlfin":
        return [], tokens
    letters = "".join(_letter(tokens, index) for index in range(min(len(tokens), _LONGEST_HEADING)))
    for form in _FORMS:
        if (found := form.match(letters)) is not None:
            return tokens[: found.end("heading")], tokens[found.end() :]
    return [], tokens


def _letter(tokens: list[Token], index: int) -> str:
    """What a token can be in a heading."""
    token = tokens[index]
    follows = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.kind is TokenKind.WORD:
        if NUMBER_WORDS.get(token.text, 99) <= _LARGEST_WORD and follows and follows.text in _BEHIND_NUMBER:
            return "n"
        return _LETTER_OF.get(token.text) or ("i" if token.text[0].isdigit() else "w")
    if token.kind is TokenKind.NUMBER:
        is_year = _FIRST_YEAR_MILLI <= token.milli <= _LAST_YEAR_MILLI
        return "N" if not _is_day(tokens, index) else "y" if is_year else "n"
    if token.kind is TokenKind.CLOCK:
        return "t" if follows is not None and follows.text in ("am", "pm") else "T"
    if token.text in ("/", "."):  # inside a date: `14.5.`
        is_inside = token.glued and follows is not None and follows.glued and _letter(tokens, index + 1) == "n"
        return "/" if is_inside else token.text.replace("/", "?")
    return token.text if token.text in ("#", ":", "-", ",", "(", ")", "=", "~") else "?"


def _is_day(tokens: list[Token], index: int) -> bool:
    """Whether a number can be that of a day, a month, a year or a session, by what follows it."""
    milli = tokens[index].milli
    follows, behind = (tokens[at].text if at < len(tokens) else "" for at in (index + 1, index + 2))
    if milli % 1_000 or follows in _NO_DAYS:
        return False
    is_list = follows in (",", "to", "+") and behind[:1].isdigit() and _YEAR.fullmatch(behind) is None
    return (milli <= _LONGEST_DAY_MILLI and not is_list) or _FIRST_YEAR_MILLI <= milli <= _LAST_YEAR_MILLI
