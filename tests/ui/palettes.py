"""What a terminal shows of a style: the colours of its palette, whatever was asked for.

It exists apart from the app's own tables, so that one can be held against the other. The 16 are not the same
everywhere: these are xterm's own (its resources `color0` to `color15`) and those of Linux's console (console_codes(4)),
which has no bright backgrounds. Bold makes the first eight bright on both of them (xterm's `boldColors`), and on others
it does not.
"""

from __future__ import annotations

from dataclasses import dataclass

from rich.color import ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style

Colour = tuple[int, int, int]

CUBE = (0, 95, 135, 175, 215, 255)
"""The steps of the 6 x 6 x 6 colours from 16 on (xterm's 256colres.pl)."""


def of_256(number: int) -> Colour:
    """One of the 240 that are the same everywhere."""
    assert number >= 16
    if number >= 232:
        return (8 + 10 * (number - 232),) * 3
    red, green, blue = (number - 16) // 36, (number - 16) // 6 % 6, (number - 16) % 6
    return CUBE[red], CUBE[green], CUBE[blue]


XTERM: tuple[Colour, ...] = (
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

CONSOLE: tuple[Colour, ...] = (
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


@dataclass(frozen=True, slots=True)
class Screen:
    """A kind of terminal.

    Attributes:
        name: of the kind.
        system: how many colours it takes.
        palette: of the 16; empty for those that have more.
        has_bright_backgrounds: whether the last eight can be behind text.
        term: what TERM says of it.
        colours: what Rich calls their number.
    """

    name: str
    system: ColorSystem
    term: str
    colours: str
    palette: tuple[Colour, ...] = ()
    has_bright_backgrounds: bool = True

    def shown(self, style: Style) -> list[tuple[Colour, Colour]]:
        """The pairs of text and background that a style may come to: one, or two where bold may make it bright."""
        fore, back = style.color, style.bgcolor
        assert fore is not None
        assert back is not None
        if self.system is ColorSystem.TRUECOLOR:
            return [(_triplet(fore.triplet), _triplet(back.triplet))]
        front, behind = fore.downgrade(self.system).number, back.downgrade(self.system).number
        assert front is not None
        assert behind is not None
        if self.system is ColorSystem.EIGHT_BIT:
            return [(of_256(front), of_256(behind))]
        if not self.has_bright_backgrounds:
            return self._on_the_console(front, behind, is_bold=bool(style.bold), is_turned=bool(style.reverse))
        fronts = [front, front + 8] if style.bold and front < 8 else [front]
        return [(self.palette[one], self.palette[behind]) for one in fronts]

    def _on_the_console(
        self, front: int, behind: int, *, is_bold: bool, is_turned: bool
    ) -> list[tuple[Colour, Colour]]:
        """As vt.c has it: bright and bold are one bit of the letter, which stays with it when a style is turned.

        A program that calls itself Linux's console may show a bright background all the same.
        """
        bit = 8 if is_bold or front >= 8 else 0
        letter, field = (behind % 8, front % 8) if is_turned else (front % 8, behind % 8)
        real = self.palette[letter + bit], self.palette[field]
        return [real] if is_turned else [real, (self.palette[front], self.palette[behind])]


def _triplet(triplet: ColorTriplet | None) -> Colour:
    assert triplet is not None
    return triplet.red, triplet.green, triplet.blue


ALL = Screen("truecolor", ColorSystem.TRUECOLOR, "xterm-direct", "truecolor")
SCREENS = (
    ALL,
    Screen("256 colours", ColorSystem.EIGHT_BIT, "xterm-256color", "256"),
    Screen("16 of xterm", ColorSystem.STANDARD, "xterm", "standard", XTERM),
    Screen("16 of Linux's console", ColorSystem.STANDARD, "linux", "standard", CONSOLE, has_bright_backgrounds=False),
)
