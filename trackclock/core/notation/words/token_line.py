"""The tokens of one line, looked at by their number.

It exists so that a rule may look beside it without asking first whether anything stands there.
"""

from __future__ import annotations

from trackclock.core.notation.words.lexer import Token, TokenKind
from trackclock.core.notation.words.values import Quantity

NO_TOKEN = Token(TokenKind.NEWLINE, "\n", 0, 0, 0, 0, False)
"""What stands before and behind a line."""

_PADDING = (NO_TOKEN,) * 8


class TokenLine:
    """The tokens of one line.

    Attributes:
        tokens: the tokens, without the line break.
        source: the whole text, for what is quoted from it.
        lap_mm: one lap of the track.
        texts: the texts of the tokens, with some of what is behind the line.
        singles: the values that were read, by the index of their first token; each with the index behind it.
        ranges: the same for values and ranges of them.
    """

    def __init__(self, tokens: list[Token], source: str, lap_mm: int) -> None:
        self.tokens = tokens
        self.source = source
        self.lap_mm = lap_mm
        self.singles: dict[int, tuple[Quantity, int] | None] = {}
        self.ranges: dict[int, tuple[Quantity, int] | None] = {}
        # The padding answers for what lies a little beyond the line at either end: an index of -1 is in it as well.
        self._padded = [*tokens, *_PADDING]
        self.texts = [token.text for token in self._padded]

    def at(self, index: int) -> Token:
        """A token; one that is no part of the text beyond its ends."""
        try:
            return self._padded[index]
        except IndexError:
            return NO_TOKEN

    def text(self, index: int) -> str:
        """What a token says."""
        try:
            return self.texts[index]
        except IndexError:
            return "\n"

    def is_glued(self, index: int, *texts: str) -> bool:
        """Whether one of the texts stands there without a blank before it."""
        token = self.at(index)
        return token.glued and token.text in texts
