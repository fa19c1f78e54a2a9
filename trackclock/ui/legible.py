"""Words stay legible in a terminal that has not the colours that were asked for.

It exists because such a terminal takes the nearest colour for the word and the nearest for what is behind it, each for
itself: brown on white becomes yellow on white. Here the two are looked at as the pair that will be seen
(ARCHITECTURE.md, "Read in the colours that there are").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Background
from textual.filter import LineFilter

LEAST: Final = 4.5
"""The least contrast of a word with what is behind it (WCAG 2.1, 1.4.3)."""

_RGB = tuple[int, int, int]

_FIRST_FIXED: Final = 16
"""Of 256 colours so many are the 16, which every terminal and user has of their own; no other is taken for them."""

_STEPS: Final = (0, 95, 135, 175, 215, 255)
_GREYS: Final = 232

_ASKED: Final[tuple[_RGB, ...]] = (
    (0, 0, 0),
    (170, 0, 0),
    (0, 170, 0),
    (170, 85, 0),
    (0, 0, 170),
    (170, 0, 170),
    (0, 170, 170),
    (170, 170, 170),
    (85, 85, 85),
    (255, 85, 85),
    (85, 255, 85),
    (255, 255, 85),
    (85, 85, 255),
    (255, 85, 255),
    (85, 255, 255),
    (255, 255, 255),
)
"""The 16 of the VGA, which Rich takes for those of every terminal: asked for one of these, it writes its number."""

_XTERM: Final[tuple[_RGB, ...]] = (
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
)
"""The 16 as xterm shows them (ctlseqs.txt; its resources `color0` to `color15`)."""

_BRIGHT: Final = 8

_WRITTEN: Final = re.compile("[^\\s\u2500-\u259f]").search
"""Whether something is written, and not only drawn with lines and blocks."""


@dataclass(frozen=True)
class Palette:
    """The colours that a terminal has.

    Attributes:
        system: what Rich calls it.
        asked: what has to be asked for to get a colour, by its number.
        shown: what is seen then.
        is_brightened: whether bold may make one of the first eight its bright one; which, in a turned style, differs.
        dark_backgrounds: whether what is behind a word is never bright.
    """

    system: ColorSystem
    asked: Mapping[int, _RGB]
    shown: Mapping[int, _RGB]
    is_brightened: bool = False
    dark_backgrounds: bool = False

    def number(self, color: Color) -> int:
        """What a colour becomes."""
        return color.downgrade(self.system).number or 0

    def contrast(self, number: int, behind: int) -> float:
        """How far two of its colours stand apart, 1 to 21."""
        return contrast(self.shown[number], self.shown[behind])

    def nearest(self, fore: Color, behind: int) -> int:
        """The colour nearest to the one asked for that can be read; black or white always can."""
        wanted = fore.get_truecolor()

        def distance(number: int) -> int:
            return sum((one - other) ** 2 for one, other in zip(self.shown[number], wanted, strict=True))

        return min((number for number in self.certain if self.contrast(number, behind) >= LEAST), key=distance)

    @cached_property
    def certain(self) -> Sequence[int]:
        """The colours that can be had: those that are not taken for another when they are asked for."""
        return [number for number, rgb in self.asked.items() if self.number(Color.from_rgb(*rgb)) == number]


def _of_256(number: int) -> _RGB:
    """One of the 240 that are the same in every terminal: 6 x 6 x 6, then 24 greys (xterm's 256colres.pl)."""
    if number >= _GREYS:
        return (8 + 10 * (number - _GREYS),) * 3
    red, rest = divmod(number - _FIRST_FIXED, 36)
    green, blue = divmod(rest, 6)
    return _STEPS[red], _STEPS[green], _STEPS[blue]


_FIXED: Final = {number: _of_256(number) for number in range(_FIRST_FIXED, 256)}

OF_256: Final = Palette(ColorSystem.EIGHT_BIT, _FIXED, _FIXED)
"""What most terminals without all colours have."""

OF_XTERM: Final = Palette(ColorSystem.STANDARD, dict(enumerate(_ASKED)), dict(enumerate(_XTERM)), is_brightened=True)
"""The 16 of a terminal of which nothing else is known."""

OF_CONSOLE: Final = Palette(
    ColorSystem.STANDARD, dict(enumerate(_ASKED)), dict(enumerate(_ASKED)), is_brightened=True, dark_backgrounds=True
)
"""The 16 of Linux's own console, without bright backgrounds (console_codes(4))."""


class Legible(LineFilter):
    """Gives a word another colour where the nearest one could not be read on what is behind it.

    What is drawn and not written is a word only where it stands out in all colours, as large digits do: a frame is left
    as faint as it is meant to be.
    """

    def __init__(self, palette: Palette) -> None:
        """For one palette."""
        super().__init__()
        self._palette = palette
        self._suited = lru_cache(maxsize=1_024)(self._suit)

    def apply(self, segments: list[Segment], background: Background) -> list[Segment]:
        """The same text, in colours that can be told apart."""
        return [
            Segment(text, style and self._suited(style, background, is_word=bool(_WRITTEN(text))), control)
            for text, style, control in segments
        ]

    def _suit(self, style: Style, background: Background, *, is_word: bool) -> Style:
        palette = self._palette
        if style.bgcolor is None:
            style += Style(bgcolor=background.rich_color)
        if palette.is_brightened and style.reverse:
            style += Style(color=style.bgcolor, bgcolor=style.color, reverse=False)
        fore, back = style.color, style.bgcolor
        if back is None:
            return style
        is_read = is_word or _stands_out(fore, back)
        behind = palette.number(back)
        if palette.dark_backgrounds and behind >= _BRIGHT:
            behind -= _BRIGHT
            style += Style(bgcolor=Color.from_rgb(*palette.asked[behind]))
        return self._read(style, fore, behind) if fore is not None and is_read else style

    def _read(self, style: Style, fore: Color, behind: int) -> Style:
        """A style that can be read on one of the palette's colours."""
        palette = self._palette
        number = palette.number(fore)
        if palette.contrast(number, behind) < LEAST:
            number = palette.nearest(fore, behind)
            style += Style(color=Color.from_rgb(*palette.asked[number]))
        is_brightened = palette.is_brightened and style.bold and number < _BRIGHT
        if is_brightened and palette.contrast(number + _BRIGHT, behind) < LEAST:
            style += Style(bold=False)  # rather plain than grey on grey
        return style


def _stands_out(fore: Color | None, back: Color) -> bool:
    """Whether it is meant to be read."""
    front, behind = fore and fore.triplet, back.triplet
    return front is not None and behind is not None and contrast(tuple(front), tuple(behind)) >= LEAST


def contrast(one: Iterable[int], other: Iterable[int]) -> float:
    """How far two colours stand apart, 1 to 21 (WCAG 2.1, "contrast ratio")."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(rgb: Iterable[int]) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.1)."""
    parts = (value / 255 for value in rgb)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
