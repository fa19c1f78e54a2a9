"""What a line begins with: a bullet, a number of a list, a heading with a day or a date.

It exists because a pasted message is a list under dates, and neither is part of the session.
"""

from __future__ import annotations

from trackclock.core.notation.errors import NotationError
from trackclock.core.notation.message.passes import number_of
from trackclock.core.notation.words.lexer import Token, TokenKind
from trackclock.core.notation.words.vocabulary import LAP_UNITS, MS_UNITS, UM_UNITS

SAYS_NOTHING = frozenset(("set", "session", "workout", "main", "track", "the", "part"))
"""Words of a heading that say only that this is the session."""

_LONGEST_HEADING, _LONGEST_LIST = 10, 12
_HEADINGS = SAYS_NOTHING | frozenset(("week", "day", "round", "block", "date", "option", "group", "wk", "step", "rep"))
_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_DAYS |= frozenset(("mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"))
_MONTHS = frozenset(("january", "february", "march", "april", "may", "june", "july", "august", "september"))
_MONTHS |= frozenset(("october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept"))
_MONTHS |= frozenset(("sep", "oct", "nov", "dec"))
"""First words of a heading that tells the place of a line and nothing about it."""

_BETWEEN = frozenset(("of", "the", "night", "evening", "morning", "no", "and", "am", "pm"))
_LONGEST_DAY_MILLI, _FIRST_YEAR_MILLI, _LAST_YEAR_MILLI = 60_000, 1_990_000, 2_100_000
_BEHIND_NUMBER = (".", ")", ":", "/")
_ORDINALS = frozenset(("first", "second", "third", "fourth", "fifth", "final", "last", "1st", "2nd", "3rd", "4th"))
_BULLETS = frozenset(("-", "bullet", "#", "+", ",", ";", ".", ":", "=", "_"))
"""Signs that a list puts before its lines."""


def without_bullet(tokens: list[Token]) -> list[Token]:
    """The line without the dash or dot of a list.

    Raises:
        NotationError: for `-3 x`, which repeats nothing.
    """
    if (
        len(tokens) > 2
        and tokens[0].text == "-"
        and tokens[1].kind is TokenKind.NUMBER
        and tokens[1].glued
        and tokens[2].text in ("x", "times")
    ):
        first = tokens[0]
        what = f"'-{tokens[1].text}' repeats nothing"
        raise NotationError(first.line, first.column, what, "write how often it is run, from 1 on", width=2)
    bullets = 0
    while bullets < len(tokens) and tokens[bullets].text in _BULLETS:
        bullets += 1
    return tokens[bullets:] if bullets else tokens  # cut once: a line of nothing but dots is cut no 10,000 times


def without_number(tokens: list[Token]) -> tuple[int, list[Token]]:
    """The number that a list gives a line (`2.`, `2)`, `(2)`, `b)`, `ii.`), 0 for none, and the rest of the line."""
    if len(tokens) < 3:
        return 0, tokens
    if tokens[0].text == "(" and len(tokens) > 3 and tokens[2].text == ")" and not tokens[3].glued:
        is_count = tokens[3].text in ("x", "times")
        number = 0 if is_count else _label_of(tokens[1])
        return (number, tokens[3:]) if 0 < number <= _LONGEST_LIST else (0, tokens)
    is_label = tokens[1].glued and tokens[1].text in _BEHIND_NUMBER and not tokens[2].glued
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


def split_heading(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """The heading of a line that says only where it belongs (`Set 1:`, `Tuesday 5th May:`, `A:`), and the rest."""
    if not tokens:
        return [], tokens
    first = tokens[0].text
    if tokens[0].kind is not TokenKind.WORD:
        is_date = len(tokens) > 1 and tokens[1].text in _MONTHS and _is_day(tokens, 0)
        return _dated(tokens) if is_date else ([], tokens)
    if first in _ORDINALS and len(tokens) > 2 and tokens[1].text in _HEADINGS and tokens[2].text in (":", "-"):
        return tokens[:2], tokens[3:]
    is_letter = len(first) == 1 and first in "abcdef"
    if first not in _HEADINGS and first not in _DAYS and first not in _MONTHS and not is_letter:
        return [], tokens
    for index, token in enumerate(tokens[:_LONGEST_HEADING]):
        if token.text == ":" and index + 1 < len(tokens):
            return tokens[:index], tokens[index + 1 :]
        if (token.kind not in (TokenKind.WORD, TokenKind.NUMBER) and token.text != "#") or token.text in ("x", "of"):
            break
    return _dated(tokens) if not is_letter else ([], tokens)


def _dated(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """The day, date or number that a line begins with, `Session 1`, `Thursday 14 May -`; the rest may be empty."""
    end, has_number = 0, False
    while end < min(len(tokens), _LONGEST_HEADING) and _is_of_date(tokens, end):
        is_letter = end == 1 and len(tokens[end].text) == 1 and tokens[end].text in "abcdef"
        has_number = has_number or is_letter or tokens[end].text[:1].isdigit()
        end += 1
    while end and tokens[end - 1].text in _BETWEEN and tokens[end - 1].text not in ("am", "pm"):
        end -= 1
    behind = end
    while behind < len(tokens) and tokens[behind].text in ("-", ":", ",", "."):
        behind += 1
    is_told = has_number or tokens[0].text in _DAYS
    is_parted = behind > end or behind == len(tokens)
    if not end or not is_told or not is_parted:
        return [], tokens
    return tokens[:end], tokens[behind:]


def _is_of_date(tokens: list[Token], index: int) -> bool:
    """Whether a token is part of a day, a date or the number of a session."""
    token = tokens[index]
    if token.kind is TokenKind.WORD:
        is_named = token.text in _HEADINGS or token.text in _DAYS or token.text in _MONTHS
        if index == 1 and len(token.text) == 1 and token.text in "abcdef":
            return tokens[0].text in _HEADINGS
        return is_named or token.text in _BETWEEN or token.text[:1].isdigit()
    if token.kind is TokenKind.CLOCK:
        return index + 1 < len(tokens) and tokens[index + 1].text in ("am", "pm")
    if token.text == "." and index and tokens[index - 1].text == "no":
        return token.glued
    if token.text == "#":
        return index + 1 < len(tokens) and tokens[index + 1].glued and _is_day(tokens, index + 1)
    if token.text in ("(", ")"):
        return token.text == ")" or (index + 1 < len(tokens) and tokens[index + 1].text in _HEADINGS)
    if token.text in ("/", ".") and token.glued:
        return index + 1 < len(tokens) and _is_day(tokens, index + 1) and tokens[index + 1].glued
    return token.kind is TokenKind.NUMBER and _is_day(tokens, index)


def _is_day(tokens: list[Token], index: int) -> bool:
    """Whether a number can be that of a day, a month, a year or a session, by what follows it."""
    token = tokens[index]
    follows = tokens[index + 1].text if index + 1 < len(tokens) else ""
    behind = tokens[index + 2] if index + 2 < len(tokens) else None
    if token.kind is not TokenKind.NUMBER or token.milli % 1_000:
        return False
    is_unit = follows in UM_UNITS or follows in MS_UNITS or follows in LAP_UNITS or follows in ("x", "times", "by", "'")
    is_list = follows in (",", "-", "to", "+") and behind is not None and behind.kind is TokenKind.NUMBER
    is_day = token.milli <= _LONGEST_DAY_MILLI or _FIRST_YEAR_MILLI <= token.milli <= _LAST_YEAR_MILLI
    return is_day and not is_unit and not (is_list and token.milli <= _LONGEST_DAY_MILLI and follows != "-")
