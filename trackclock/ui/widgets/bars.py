"""Bars in the cells of a list, in eighths of a cell.

It exists because weeks beside each other are compared by length at a glance, in every terminal and without colour.
"""

from __future__ import annotations

_EIGHTHS = " ▏▎▍▌▋▊▉█"


def bar(value: int, most: int, width: int) -> str:
    """A bar as long as its share of the largest value.

    Args:
        value: zero or more.
        most: what fills the whole width; a value above zero is always seen.
        width: in cells.

    Returns:
        At most `width` cells; empty for zero.
    """
    if value <= 0 or most <= 0:
        return ""
    eighths = max(1, min(value, most) * width * 8 // most)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")
