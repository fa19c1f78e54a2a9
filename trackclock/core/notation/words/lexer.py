"""Text -> tokens with their places.

It exists so that everything behind it works on numbers, words and signs, and can still point at the character.
One regular expression without nested repetition reads each token, so the cost is linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from trackclock.core.notation.errors import NotationError
from trackclock.safe_text import clean


class TokenKind(StrEnum):
    """What a token is."""

    NUMBER = "number"
    CLOCK = "clock"
    WORD = "word"
    SIGN = "sign"
    RAW = "raw"
    NEWLINE = "newline"


class Token(NamedTuple):
    """One piece of the text.

    Attributes:
        kind: what it is.
        text: the piece, lower case and with one spelling for every dash, cross and prime.
        offset: place in the text that was cut, from 0.
        end: place behind it.
        line: line, from 1.
        column: column, from 1.
        glued: whether it follows the token before it without a space.
        milli: thousandths of a number, or the milliseconds of a clock time; 0 otherwise.
    """

    kind: TokenKind
    text: str
    offset: int
    end: int
    line: int
    column: int
    glued: bool
    milli: int = 0


_LONGEST_NUMBER = 12

_PRIMES = {"'": "'", "’": "'", "′": "'", "‘": "'", "´": "'", "`": "'", '"': '"', "”": '"', "″": '"', "“": '"', "„": '"'}
_SIGNS = {
    "–": "-", "—": "-", "‒": "-", "−": "-", "‐": "-", "‑": "-", "―": "-", "·": "bullet", "•": "bullet", "▪": "bullet",
    "◦": "bullet", "●": "bullet", "‣": "bullet", "■": "bullet", "➢": "bullet", "…": ".", "[": "(", "]": ")", "|": ",",
    "→": ";", "≈": "~", "?": ".", "!": ".", "，": ",", "：": ":",
}  # fmt: skip
_BEHIND_FOOTNOTE = ("", "\n", "\r", ")", "]", ".", ",", ";")
"""What stands behind an asterisk that points to a note at the foot of the page."""

_CROSSES = {"×", "✕", "✖", "⨯", "✗", "✘", "*", "╳"}
_VULGAR = {"½": 500, "¼": 250, "¾": 750, "⅓": 333, "⅔": 667}
_PLAIN_SIGNS = frozenset(",;:./-()+&@%=~#_<>\\")

_TOKEN = re.compile(
    r" *(?:(?P<space>[^\S\r\n]+)"
    r"|(?P<word>(?![wcrbWCRB]/|[vV]?[vV][oO]2|[½¼¾⅓⅔]|(?<=\d)[xX](?i:mile|lap))[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<clock>(?<![\d:.])\d{1,3}:\d{2}(?::\d{2})?(?:\.\d{1,3})?(?![\d:]))"
    r"|(?P<ordinal>(?<![\d.,:])\d{1,2}(?i:st|nd|rd|th)(?!\w)|(?:1/2|½)(?=[ -]?(?i:marathon)))"
    r"|(?P<thousands>(?<![\d,.])\d{1,2},\d{3}(?![\d,])(?=[^\S\r\n]*[mkyMKY]))"
    r"|(?P<number>\d+(?:\.\d+)?(?:[½¼¾⅓⅔])?|\.\d+|[½¼¾⅓⅔])"
    r"|(?P<newline>\r\n|\n|\r)"
    r"|(?P<raw>\[(?i:note):(?:[^\[\]\\\r\n]|\\[^\r\n]){0,2000}\])"
    r"|(?P<money>[$£€]\d{1,4}(?:[.,]\d{2})?(?![\w.]))"
    r"|(?P<short>(?<![\w:.]):\d{2}(?![\d:]))"
    r"|(?P<with>(?<!\w)(?i:w/(?:(?:up|u|d|o|out)(?!\w))?|(?:c/d|r/i|b/w)(?!\w)))"
    r"|(?P<plural>(?<=\d)['’][sS](?!\w))"
    r"|(?P<vo2>(?<!\w)(?i:v?vo2(?:[^\S\r\n]?max)?)(?!\w))"
    r"|(?P<cross>(?<=\d)[xX](?=(?i:mile|lap)))"
    r"|(?P<rare>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<other>.))",
    re.DOTALL,
)
"""What stands most often stands first, since the alternatives are tried in turn; a `rare` word only looked like w/.

The blanks before a piece are read together with it, which halves the number of matches.
"""

_GLUED: dict[str, tuple[str, ...]] = {
    unit + word: (unit, word)
    for unit in ("m", "k", "km", "s", "sec", "secs", "min", "mins")
    for word in ("pace", "effort", "jog", "walk", "rest", "rec", "recovery", "float", "hard", "easy")
} | {"j": ("jog",), "jg": ("jog",), "mj": ("m", "jog"), "mjg": ("m", "jog")}
"""Two words without a blank behind a number, `5kpace`, `200mjog`, and the letter for a jog, `400j`."""

_WORDS = frozenset(("word", "rare", "with", "vo2", "cross", "money"))


def plain(text: str) -> str:
    """Text to be shown: blanks made single, nothing that harms a terminal, and without marks of where a line may break.

    A page that was copied is full of those, and with them equal words would not be equal.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return clean(_BREAK_MARKS.sub("", text))


_BREAK_MARKS = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphen, blank of no width, word joiner and byte order mark."""


def _clock_ms(text: str) -> int | None:
    """`m:ss`, `h:mm:ss` or `:ss`, with a fraction, in milliseconds; None where it is no time."""
    whole, _, fraction = text.partition(".")
    parts = [int(part or 0) for part in whole.split(":")]
    if any(part >= 60 for part in parts[1:]) and not text.startswith(":"):
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + part
    return seconds * 1_000 + int(fraction.ljust(3, "0") if fraction else 0)


def _number_milli(text: str) -> int:
    """Thousandths of a decimal number that may end in a vulgar fraction; digits beyond are cut off."""
    milli = 0
    if text[-1] in _VULGAR:
        milli, text = _VULGAR[text[-1]], text[:-1]
    if not text:
        return milli
    whole, _, fraction = text.partition(".")
    return milli + int(whole or 0) * 1_000 + int(fraction.ljust(3, "0")[:3])


def tokenize(text: str, line: int = 1) -> list[Token]:
    """Cut a text into tokens.

    Args:
        text: any text at all.
        line: number of its first line.

    Returns:
        The tokens in order, line breaks included; blanks, quotation marks and pictographs are dropped.

    Raises:
        NotationError: for a control character or a time that no clock shows.
    """
    tokens: list[Token] = []
    take = tokens.append
    line_start, previous_end, quoted = 0, -1, ""
    for match in _TOKEN.finditer(text):
        group = match.lastgroup or "other"
        offset, end = match.span(group)
        piece = text[offset:end]
        column = offset - line_start + 1
        kind, value, milli = TokenKind.SIGN, piece, 0
        if group in _WORDS:
            kind, value = TokenKind.WORD, piece.lower()
            if group == "vo2":
                value = "vo2max"
            elif "’" in value:
                value = value.replace("’", "'")
        elif group == "number" or group == "thousands":
            if end - offset > _LONGEST_NUMBER:
                raise NotationError(line, column, "this number is too long", "write a shorter one", width=len(piece))
            kind = TokenKind.NUMBER
            milli = int(piece) * 1_000 if piece.isdecimal() else _number_milli(piece.replace(",", ""))
        elif group == "newline":
            take(_token((TokenKind.NEWLINE, "\n", offset, end, line, column, False, 0)))
            line, line_start, previous_end, quoted = line + 1, end, -1, ""
            continue
        elif group == "clock" or group == "short":
            clock = _clock_ms(piece)
            if clock is None:
                what, instead = f"'{piece}' is not a time", "write minutes:seconds with seconds under 60, such as 1:30"
                raise NotationError(line, column, what, instead, width=len(piece))
            kind, milli = TokenKind.CLOCK, clock
        elif group == "space":
            if any((char < " " and char != "\t") or "\x7f" <= char <= "\x9f" for char in piece):
                raise _control(piece[0], line, column)
            continue
        elif group == "raw":
            kind = TokenKind.RAW
            for place, char in enumerate(piece):
                if unicodedata.category(char) in ("Cc", "Cs"):
                    raise _control(char, line, column + place)
        elif group == "plural":
            kind, value = TokenKind.WORD, "'s"
        elif group == "ordinal":
            kind, value = TokenKind.WORD, "half" if piece in ("1/2", "½") else piece.lower()
        elif piece in _PRIMES and (quote := _quote(text, offset, quoted)) is not None:
            quoted = quote
            continue
        elif piece not in _PLAIN_SIGNS:
            seen = _sign(piece, tokens[-1] if tokens and previous_end == offset else None, line, column)
            if seen is None:
                continue
            value = seen
            if piece == "*" and (not tokens or tokens[-1].kind is TokenKind.NEWLINE):
                value = "bullet"
            elif piece == "*" and text[end : end + 1] in _BEHIND_FOOTNOTE:
                continue
            if value == "x":
                kind = TokenKind.WORD
        if group == "word" and previous_end == offset and value in _GLUED:
            behind = _GLUED[value]
            middle = offset + len(behind[0]) if len(behind) > 1 else end
            take(_token((kind, behind[0], offset, middle, line, column, True, 0)))
            if len(behind) > 1:
                take(_token((kind, behind[1], middle, end, line, column + middle - offset, True, 0)))
            previous_end = end
            continue
        take(_token((kind, value, offset, end, line, column, previous_end == offset, milli)))
        previous_end = end
    return tokens


def _quote(text: str, offset: int, quoted: str) -> str | None:
    """The sign that is still open behind a sign that only quotes, as in `'split 400' - 300m`; None where it counts."""
    sign, before, behind = _PRIMES[text[offset]], text[offset - 1 : offset], text[offset + 1 : offset + 2]
    if quoted == sign and not behind.isalnum():
        return ""
    return sign if behind.isalpha() and not before.strip() else None


def _token(fields: tuple[TokenKind, str, int, int, int, int, bool, int]) -> Token:
    """A token from its fields in order, made the short way: a named tuple's own constructor costs twice as much."""
    return tuple.__new__(Token, fields)


def _sign(char: str, before: Token | None, line: int, column: int) -> str | None:
    """One spelling for a sign, None for one that says nothing; `before` is the token that it is glued to."""
    if char in _PRIMES:
        is_prime = before is not None and (before.kind is TokenKind.NUMBER or before.text == "'")
        return _PRIMES[char] if is_prime else None
    if char in _SIGNS:
        return _SIGNS[char]
    if char in _CROSSES:
        return "x"
    category = unicodedata.category(char)
    if category in ("Cc", "Cs"):
        raise _control(char, line, column)
    if category in ("Cf", "So", "Sk", "Mn", "Me", "Lm", "Cn", "Co"):
        return None
    what = f"the sign '{char}' says nothing here"
    raise NotationError(line, column, what, "leave it out, or put the words in [note: ...]")


def _control(char: str, line: int, column: int) -> NotationError:
    """The error for a character that no terminal may be sent."""
    return NotationError(line, column, f"the control character U+{ord(char):04X}", "delete it")
