"""Letters and digits on a grid of half rows, for the band at the head of the live screen.

They exist beside the digits of the clock because the band needs words ("TOO SOON") as well as numbers, in as few rows
as three: a fixed grid of five half rows stays sharp there, where seven bars would close up. Larger ones are the same
grid, each of its dots so many columns wide and half rows high.
"""

from __future__ import annotations

from functools import lru_cache

DOTS_HIGH = 5
"""Half rows of the smallest letters: three rows, with half a row to spare."""

_DRAWN = {
    "0": "###,#.#,#.#,#.#,###",
    "1": ".#,##,.#,.#,.#",
    "2": "###,..#,###,#..,###",
    "3": "###,..#,.##,..#,###",
    "4": "#.#,#.#,###,..#,..#",
    "5": "###,#..,###,..#,###",
    "6": "###,#..,###,#.#,###",
    "7": "###,..#,..#,.#.,.#.",
    "8": "###,#.#,###,#.#,###",
    "9": "###,#.#,###,..#,###",
    "A": ".#.,#.#,###,#.#,#.#",
    "B": "##.,#.#,##.,#.#,##.",
    "C": ".##,#..,#..,#..,.##",
    "D": "##.,#.#,#.#,#.#,##.",
    "E": "###,#..,##.,#..,###",
    "F": "###,#..,##.,#..,#..",
    "G": ".##,#..,#.#,#.#,.##",
    "H": "#.#,#.#,###,#.#,#.#",
    "I": "#,#,#,#,#",
    "J": "..#,..#,..#,#.#,.#.",
    "K": "#.#,#.#,##.,#.#,#.#",
    "L": "#..,#..,#..,#..,###",
    "M": "#...#,##.##,#.#.#,#...#,#...#",
    "N": "#..#,##.#,#.##,#..#,#..#",
    "O": ".#.,#.#,#.#,#.#,.#.",
    "P": "##.,#.#,##.,#..,#..",
    "Q": ".##.,#..#,#..#,#.##,.###",
    "R": "##.,#.#,##.,#.#,#.#",
    "S": ".##,#..,.#.,..#,##.",
    "T": "###,.#.,.#.,.#.,.#.",
    "U": "#.#,#.#,#.#,#.#,###",
    "V": "#.#,#.#,#.#,#.#,.#.",
    "W": "#...#,#...#,#.#.#,##.##,#...#",
    "X": "#.#,#.#,.#.,#.#,#.#",
    "Y": "#.#,#.#,.#.,.#.,.#.",
    "Z": "###,..#,.#.,#..,###",
    " ": ".,.,.,.,.",
    "/": "..#,..#,.#.,#..,#..",
    ":": ".,#,.,#,.",
    ".": ".,.,.,.,#",
    "-": "...,...,###,...,...",
    "+": "...,.#.,###,.#.,...",
    "=": "...,###,...,###,...",
    "@": ".###.,#...#,#.###,#.#.#,#.###",
}
_BLOCKS = {"..": " ", "#.": "▀", ".#": "▄", "##": "█"}


def can_draw(text: str) -> bool:
    """Whether each of its characters has a shape here; small letters have none, as names are left to plain text."""
    return all(char in _DRAWN for char in text)


def scale_for(rows: int) -> int:
    """How many columns and half rows a dot has where the letters have so many rows; 0 where they have no room."""
    return rows * 2 // DOTS_HIGH


def drawn_width(text: str, scale: int) -> int:
    """The columns that a text takes, one dot between two characters."""
    dots = sum(len(_DRAWN[char].partition(",")[0]) for char in text) + max(0, len(text) - 1)
    return dots * scale


@lru_cache(maxsize=256)
def drawn(text: str, scale: int, rows: int) -> tuple[str, ...]:
    """A text in large characters.

    Args:
        text: of characters that have a shape.
        scale: columns and half rows of a dot.
        rows: of the terminal; at least `scale * DOTS_HIGH / 2`.

    Returns:
        So many strings of `drawn_width` characters; what is left of the height stays free at the foot.
    """
    dots = ["".join(dot * scale for dot in ".".join(parts)) for parts in zip(*map(_lines, text), strict=True)]
    halves = [line for line in dots for _ in range(scale)]
    halves += ["." * drawn_width(text, scale)] * (rows * 2 - len(halves))
    return tuple(
        "".join(_BLOCKS[upper + lower] for upper, lower in zip(halves[y], halves[y + 1], strict=True))
        for y in range(0, rows * 2, 2)
    )


def _lines(char: str) -> list[str]:
    return _DRAWN[char].split(",")
