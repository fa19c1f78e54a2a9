"""Digits made of blocks, at any size.

They exist because a clock beside the track has to be read from five metres: a character font cannot grow, seven bars
can. Each character is drawn on a grid of half rows, which are about as high as a column is wide.
"""

from __future__ import annotations

from functools import lru_cache

_SEGMENTS = {
    "0": "abcdef",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
}
_NARROW = ":.,"
_LEAST_ROWS = 3
"""In fewer rows no digit can be told from another."""

_LOW_WIDTH = 14
"""Up to this width digits may be wider than they are high."""
_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def stroke(width: int) -> int:
    """How thick the bars of a digit of that width are, in columns and in half rows."""
    return max(1, round(width * 0.27))


def gap(width: int) -> int:
    """The space between two characters, in columns."""
    return max(1, round(width * 0.14))


def char_width(char: str, width: int) -> int:
    """How many columns a character takes where a digit takes `width`."""
    if char in _NARROW:
        return stroke(width)
    if char in "+-":
        return max(3, round(width * 0.7))
    return width


def text_width(text: str, width: int) -> int:
    """How many columns a text takes where a digit takes `width`, the gaps included."""
    return sum(char_width(char, width) for char in text) + gap(width) * max(0, len(text) - 1)


def fit(text: str, columns: int, rows: int) -> tuple[int, int]:
    """The largest size at which a text fits.

    Args:
        text: what is shown.
        columns: the room.
        rows: the room.

    Returns:
        Width of a digit in columns, and its height in rows; the width is 0 where not even the smallest fits.
    """
    if rows < _LEAST_ROWS:
        return 0, 1
    # Upright where there is room both ways; in a low terminal wider, in a narrow one higher, rather than small.
    widest = max(round(rows * 2 * 0.8), min(round(rows * 2 * 1.2), _LOW_WIDTH))
    for width in range(min(columns, widest), 2, -1):
        if text_width(text, width) <= columns:
            return width, min(rows, max(_LEAST_ROWS, round(width * 3.2 / 2)))
    return 0, 1


@lru_cache(maxsize=256)
def glyph(char: str, width: int, height: int, *, is_lowered: bool = False) -> tuple[str, ...]:
    """One character.

    Args:
        char: a digit, or one of `:.+-`; anything else is blank.
        width: columns of a digit.
        height: rows.
        is_lowered: whether its topmost half row stays free.

    Returns:
        `height` strings of `char_width(char, width)` characters.
    """
    columns, pixels = char_width(char, width), height * 2 - is_lowered
    # Bars that lie are thinner where the digits are low, or the eyes of an 8 would close.
    upright, lying = stroke(width), min(stroke(width), max(1, pixels // 5))
    rows = [[False] * columns] * is_lowered
    rows += [[_is_on(char, x, y, columns, pixels, upright, lying) for x in range(columns)] for y in range(pixels)]
    return tuple(
        "".join(_BLOCKS[upper, lower] for upper, lower in zip(rows[y], rows[y + 1], strict=True))
        for y in range(0, height * 2, 2)
    )


@lru_cache(maxsize=256)
def changes(
    old: str, new: str, width: int, height: int, *, is_lowered: bool = False
) -> tuple[tuple[int, int, str], ...]:
    """What has to be painted where one character takes the place of another of the same width.

    Args:
        old: the character that is there.
        new: the one that takes its place.
        width: columns of a digit.
        height: rows.
        is_lowered: as for `glyph`.

    Returns:
        Column and row within the character, and the text from there on: one piece for each row that differs.
    """
    found: list[tuple[int, int, str]] = []
    before, after = (glyph(char, width, height, is_lowered=is_lowered) for char in (old, new))
    for y, (was, now) in enumerate(zip(before, after, strict=True)):
        differing = [x for x, (here, there) in enumerate(zip(was, now, strict=True)) if here != there]
        if differing:
            found.append((differing[0], y, now[differing[0] : differing[-1] + 1]))
    return tuple(found)


def _is_on(char: str, x: int, y: int, columns: int, pixels: int, upright: int, lying: int) -> bool:
    """Whether one half cell belongs to the character."""
    if char == ":":
        return _within(y, pixels // 3, lying) or _within(y, pixels - pixels // 3, lying)
    if char in ".,":
        return y >= pixels - lying
    if char == "-":
        return _within(y, pixels // 2, lying)
    if char == "+":
        is_upright = _within(x, columns // 2, upright) and abs(y - pixels // 2) <= columns // 2
        return is_upright or _within(y, pixels // 2, lying)
    if char == "1":
        start = max(0, (columns - upright) // 2)
        is_flag = y < lying and start - upright <= x < start
        return start <= x < start + upright or is_flag or y >= pixels - lying
    if char not in _SEGMENTS or _is_corner(char, x, y, columns, pixels, upright):
        return False
    return any(_in_segment(name, x, y, columns, pixels, upright, lying) for name in _SEGMENTS[char])


def _in_segment(name: str, x: int, y: int, columns: int, pixels: int, upright: int, lying: int) -> bool:
    """Whether it lies in one of the seven bars, named as on every seven-segment display."""
    top = (pixels - lying) // 2
    match name:
        case "a":
            return y < lying
        case "d":
            return y >= pixels - lying
        case "g":
            return top <= y < top + lying
        case "b":
            return x >= columns - upright and y < top + lying
        case "c":
            return x >= columns - upright and y >= top
        case "e":
            return x < upright and y >= top
        case _:
            return x < upright and y < top + lying


def _is_corner(char: str, x: int, y: int, columns: int, pixels: int, upright: int) -> bool:
    """The outermost corners of large digits are left out: that reads as round from afar."""
    if upright < 3 or y not in (0, pixels - 1):
        return False
    return char not in "47" and x in (0, columns - 1)


def _within(position: int, centre: int, thick: int) -> bool:
    start = centre - thick // 2
    return start <= position < start + thick
