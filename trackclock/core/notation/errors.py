"""What the notation says when it cannot read a text.

It exists so that every refusal carries a place, a reason and a way out: nothing is ever misread in silence.
"""

from __future__ import annotations

from trackclock.errors import TrackclockError, with_way_out


class NotationError(TrackclockError):
    """A piece of text that cannot be read in one way only.

    Attributes:
        line: line of the text, from 1.
        column: column of the first character at fault, from 1, in characters.
        width: how many characters are at fault, at least 1.
        what: what is wrong.
        instead: what to write instead; empty where nothing can be proposed.
        candidates: the readings to choose from, each as text for the same place; empty where there are none.
        span: column and width of what the candidates stand for.
        left_out: the lines that can be left out, each choice as its first and the one behind its last, both from 1;
            0 behind the last means to the end.
        is_foreign: whether the text is in another language, so that nothing in it can be asked about.
    """

    def __init__(
        self,
        line: int,
        column: int,
        what: str,
        instead: str = "",
        *,
        width: int = 1,
        candidates: tuple[str, ...] = (),
        span: tuple[int, int] | None = None,
        left_out: tuple[tuple[int, int], ...] = (),
        is_foreign: bool = False,
    ) -> None:
        self.line = line
        self.column = column
        self.width = max(width, 1)
        self.what = what
        self.instead = instead
        self.candidates = candidates
        self.span = span or (column, self.width)
        self.left_out = left_out
        self.is_foreign = is_foreign
        super().__init__(f"{line}:{column}: {self.message}")

    @property
    def message(self) -> str:
        """What is wrong and what to write instead, without the place."""
        return with_way_out(self.what, self.instead)
