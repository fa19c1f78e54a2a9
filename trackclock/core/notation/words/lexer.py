"""Text -> tokens with their places.

It exists so that everything behind it works on numbers, words and signs, and can still point at the character.
One regular expression without nested repetition finds each piece, so the cost is linear in the text; `_MAKERS` says
what becomes of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple, TypeAlias

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

_PRIMES = {**dict.fromkeys("'’′‘´`", "'"), **dict.fromkeys('"”″“„', '"')}
_CROSSES = frozenset("×✕✖⨯✗✘*╳")
_SIGNS = {
    **{sign: sign for sign in ",;:./-()+&@%=~#_<>\\"},
    **dict.fromkeys("–—‒−‐‑―", "-"),
    **dict.fromkeys("·•▪◦●‣■➢", "bullet"),
    **dict.fromkeys("…?!", "."),
    **dict.fromkeys("|，", ","),
    "&": "and",
    **dict(zip("[]{}→≈：", "()();~:", strict=True)),
}
"""One spelling for every sign that says something by itself."""

_SILENT = frozenset(("Cf", "So", "Sk", "Mn", "Me", "Lm", "Cn", "Co"))
"""Unicode's categories of what says nothing: pictographs, accents that stand alone, signs without a width."""

_BEHIND_FOOTNOTE = ("", "\n", "\r", ")", "]", ".", ",", ";")
"""What stands behind an asterisk that points to a note at the foot of the page."""

_VULGAR = {"½": 500, "¼": 250, "¾": 750, "⅓": 333, "⅔": 667}

_NOTE = r"\[(?i:note):(?:[^\[\]\\\r\n]|\\[^\r\n]){0,2000}\]"
_VEILED = re.compile(_NOTE)
_IN_NOTE = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # what may not be there is still found

_TOKEN = re.compile(
    r" *(?:(?P<space>[^\S\r\n]+)"
    r"|(?P<word>(?![wcrbWCRB]/|[vV]?[vV][oO]2|[½¼¾⅓⅔]|(?<=\d)[xX](?:[½¼¾⅓⅔]|(?i:mile|lap|half|quarter|one|two|three))|[lL][tT][12](?!\w))[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<clock>(?<![\d:.])\d{1,3}:\d{2}(?::\d{2})?(?:\.\d{1,3})?(?![\d:])|(?<![\w:.]):\d{2}(?![\d:]))"
    r"|(?P<ordinal>(?<![\d.,:])\d{1,2}(?i:st|nd|rd|th)(?!\w))"
    r"|(?P<half>(?:1/2|½)(?=[^\S\r\n]*-?(?i:marathon)))"
    r"|(?P<number>(?<![\d,.])\d{1,2},\d{3}(?!\d|,\d)(?:(?=[^\S\r\n]*-?[mkyMKY])|(?<=00)(?<!the \d,\d\d\d))"
    r"|(?<![\d,.])\d{1,2}[ '’]000(?=[^\S\r\n]*m(?!\w|[’'])|[^\S\r\n]*-?m(?:et|tr))"
    r"|\d+(?:\.\d+)?(?:[½¼¾⅓⅔])?|\.\d+|[½¼¾⅓⅔])"
    r"|(?P<newline>\r\n|\n|\r)"
    rf"|(?P<raw>{_NOTE})"
    r"|(?P<plural>(?<=\d)['’][sS](?!\w))"
    r"|(?P<vo2>(?<!\w)(?i:v?vo2(?:[^\S\r\n]?max)?)(?!\w))"
    r"|(?P<rare>[$£€]\d{1,4}(?:[.,]\d{2})?(?![\w.])"
    r"|(?<!\w)(?i:w/(?:(?:up|u|down|dn|d|o|out)(?!\w))?|(?:c/d|r/i|b/[wnt]|lt[12])(?!\w)|b/(?=(?:reps?|sets?|each)\b))"
    r"|(?<=\d)[xX](?=[½¼¾⅓⅔]|(?i:mile|lap|half|quarter|one|two|three))|[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>.))",
    re.DOTALL,
)
"""What stands most often stands first, since the alternatives are tried in turn.

The blanks before a piece are read together with it, which halves the number of matches. A `rare` word is a price, an
abbreviation with a stroke (`w/`), the x of `4xmile`, or a word that only looked like one of these.
"""

_GLUED: dict[str, tuple[str, str]] = (
    {
        unit + word: (unit, word)
        for unit in ("m", "k", "km", "s", "sec", "secs", "min", "mins")
        for word in ("x", "pace", "effort", "jog", "walk", "rest", "rec", "recovery", "float", "hard", "easy")
    }
    | {f"{unit}{letter}p": (unit, "pace") for unit in ("k", "km", "m") for letter in ("", "r", "g")}
    | {"j": ("", "jog"), "jg": ("", "jog"), "mj": ("m", "jog"), "mjg": ("m", "jog")}
)
"""A unit and a word without a blank behind a number, `5kpace`, `200mjog`, `10KP`, and the letter for a jog, `400j`."""

_BETWEEN_THOUSANDS = re.compile("[, '’]")
_UNIT_AND_WORD = re.compile(
    "(?:(miles?|minutes?|seconds?|(?:kilo)?met(?:er|re)s?)([a-z]{4,})"
    "|(m|km|mins?|secs?|s|k)(with|easy|steady|warm|cool|warmup|cooldown|tempo|threshold))"
)
_LONGEST_UNIT = len("with")
"""A unit and the word behind it where a blank was left out: `400mwith`, `2 milestempo`; shorter words are units."""

_BREAK_MARKS = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphen, blank of no width, word joiner and byte order mark."""


def split_lines(text: str) -> list[str]:
    """The lines of a text, whichever of the three line breaks it has."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def plain(text: str) -> str:
    """Text to be shown: blanks made single, nothing that harms a terminal, and without marks of where a line may break.

    A page that was copied is full of those, and with them equal words would not be equal.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return clean(_BREAK_MARKS.sub("", text))


def veiled(line: str) -> str:
    """A line whose notes, `[note: ...]`, say nothing: what is in them is for whoever reads it and no part of the text.

    Every other character keeps its place.
    """
    if "[" not in line:
        return line
    return _VEILED.sub(lambda found: f"{found[0][:6]}{_IN_NOTE.sub('n', found[0][6:-1])}]", line)


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
    cut = _Cut(text, line)
    for match in _TOKEN.finditer(text):
        group = match.lastgroup or "sign"
        offset, end = match.span(group)
        _MAKERS[group](cut, text[offset:end], offset, end)
    return cut.tokens


class _Cut:
    """A text that is being cut: the tokens so far, and the place that was reached.

    Each method is given one piece of the text with its place, and takes a token from it, several, or none.
    """

    __slots__ = ("line", "line_start", "quote", "reached", "text", "tokens")

    def __init__(self, text: str, line: int) -> None:
        self.text, self.line = text, line
        self.tokens: list[Token] = []
        self.line_start = 0
        self.reached = -1
        self.quote = ""  # the quotation mark that is open

    def take(self, kind: TokenKind, text: str, offset: int, end: int, milli: int = 0) -> None:
        """One more token, made the short way: a named tuple's own constructor costs twice as much."""
        fields = (kind, text, offset, end, self.line, offset - self.line_start + 1, self.reached == offset, milli)
        self.tokens.append(tuple.__new__(Token, fields))
        self.reached = end

    def word(self, piece: str, offset: int, end: int) -> None:
        """A word; behind a number two that are written as one."""
        text = piece.lower()
        if self.reached == offset and (text in _GLUED or len(text) > _LONGEST_UNIT):
            unit, text = _GLUED.get(text) or _halves(text)
            if unit:
                self.take(TokenKind.WORD, unit, offset, offset + len(unit))
                offset += len(unit)
        self.take(TokenKind.WORD, text if text.isascii() else text.replace("’", "'"), offset, end)

    def rare(self, piece: str, offset: int, end: int) -> None:
        """A word that is never cut in two."""
        self.take(TokenKind.WORD, piece.lower().replace("’", "'"), offset, end)

    def number(self, piece: str, offset: int, end: int) -> None:
        """A number, with a comma before its thousands or a vulgar fraction at its end."""
        if end - offset > _LONGEST_NUMBER:
            raise self.error(piece, offset, "this number is too long", "write a shorter one")
        milli = int(piece) * 1_000 if piece.isdecimal() else _number_milli(_BETWEEN_THOUSANDS.sub("", piece))
        self.take(TokenKind.NUMBER, piece, offset, end, milli)

    def clock(self, piece: str, offset: int, end: int) -> None:
        """A time as a clock shows it."""
        milli = _clock_ms(piece)
        if milli is None:
            instead = "write minutes:seconds with seconds under 60, such as 1:30"
            raise self.error(piece, offset, f"'{piece}' is not a time", instead)
        self.take(TokenKind.CLOCK, piece, offset, end, milli)

    def newline(self, _: str, offset: int, end: int) -> None:
        """The end of a line, and of what was quoted in it."""
        self.reached = -1
        self.take(TokenKind.NEWLINE, "\n", offset, end)
        self.line, self.line_start, self.reached, self.quote = self.line + 1, end, -1, ""

    def space(self, piece: str, offset: int, _: int) -> None:
        """Blanks, which say nothing unless they are none."""
        if any(unicodedata.category(char) == "Cc" and char != "\t" for char in piece):
            raise self.control(piece[0], offset)

    def raw(self, piece: str, offset: int, end: int) -> None:
        """A note that is kept as it is, unless a terminal may not be sent it."""
        for place, char in enumerate(piece, offset):
            if unicodedata.category(char) in ("Cc", "Cs"):
                raise self.control(char, place)
        self.take(TokenKind.RAW, piece, offset, end)

    def sign(self, char: str, offset: int, end: int) -> None:
        """Any other character: a sign, a quotation mark, something that says nothing, or an error."""
        if (sign := _SIGNS.get(char)) is not None:
            self.take(TokenKind.SIGN, sign, offset, end)
        elif char in _PRIMES:
            self.prime(char, offset, end)
        elif char in _CROSSES:
            self.cross(char, offset, end)
        elif (category := unicodedata.category(char)) in ("Cc", "Cs"):
            raise self.control(char, offset)
        elif category not in _SILENT:
            what = f"the sign '{char}' says nothing here"
            raise self.error(char, offset, what, "leave it out, or put the words in [note: ...]")

    def prime(self, char: str, offset: int, end: int) -> None:
        """A prime behind a number: minutes or seconds. Any other is a quotation mark, as in `'split 400' - 300m`."""
        sign, before, behind = _PRIMES[char], self.text[offset - 1 : offset], self.text[end : end + 1]
        if self.quote == sign and not behind.isalnum():
            self.quote = ""
        elif behind.isalpha() and not before.strip():
            self.quote = sign
        elif self.reached == offset and (self.tokens[-1].kind is TokenKind.NUMBER or self.tokens[-1].text == "'"):
            self.take(TokenKind.SIGN, sign, offset, end)

    def cross(self, char: str, offset: int, end: int) -> None:
        """The word x; an asterisk can be a bullet, or point to the foot of the page."""
        if char != "*":
            self.take(TokenKind.WORD, "x", offset, end)
        elif not self.tokens or self.tokens[-1].kind is TokenKind.NEWLINE:
            self.take(TokenKind.SIGN, "bullet", offset, end)
        elif self.text[end : end + 1] not in _BEHIND_FOOTNOTE:
            self.take(TokenKind.WORD, "x", offset, end)

    def error(self, piece: str, offset: int, what: str, instead: str) -> NotationError:
        """What is wrong with a piece."""
        return NotationError(self.line, offset - self.line_start + 1, what, instead, width=len(piece))

    def control(self, char: str, offset: int) -> NotationError:
        """What is wrong with a character that no terminal may be sent."""
        return self.error(char, offset, f"the control character U+{ord(char):04X}", "delete it")


_Maker: TypeAlias = Callable[[_Cut, str, int, int], None]


def _always(text: str) -> _Maker:
    """What makes one word of every piece of a kind."""
    return lambda cut, _, offset, end: cut.take(TokenKind.WORD, text, offset, end)


_MAKERS: dict[str, _Maker] = {
    "space": _Cut.space,
    "word": _Cut.word,
    "clock": _Cut.clock,
    "ordinal": _Cut.rare,
    "half": _always("half"),
    "number": _Cut.number,
    "newline": _Cut.newline,
    "raw": _Cut.raw,
    "plural": _always("'s"),
    "vo2": _always("vo2max"),
    "rare": _Cut.rare,
    "sign": _Cut.sign,
}
"""What becomes of a piece, by the group of `_TOKEN` that found it."""


def _halves(text: str) -> tuple[str, str]:
    """A unit and a word that are written as one; no unit and the word as it is for any other."""
    found = _UNIT_AND_WORD.fullmatch(text)
    return ("", text) if found is None else (found[1] or found[3], found[2] or found[4])


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
    milli = _VULGAR.get(text[-1], 0)
    whole, _, fraction = (text[:-1] if milli else text).partition(".")
    return milli + int(whole or 0) * 1_000 + int(fraction.ljust(3, "0")[:3])
