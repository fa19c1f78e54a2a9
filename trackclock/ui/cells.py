"""Text measured in the columns of the terminal: cut off with a sign, filled up, and behind what is out of sight.

It exists because names may be written in characters of two columns, which neither `len` nor `ljust` knows, and of which
half cannot be shown; and because a figure that is cut off without a sign reads as another one.
"""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.content import Content

_SIGN = "…"


def cut(content: Content, width: int, *, pad: bool = False) -> Content:
    """As much as there is room for, with the sign right behind it where there is more.

    Args:
        content: the text.
        width: the room in columns.
        pad: whether it is filled up with blanks.
    """
    if content.cell_length <= width or width <= 0:
        return content.truncate(max(0, width), pad=pad)
    kept = set_cell_size(content.plain, width - 1)
    if content.plain.startswith(kept):
        return content.truncate(width, ellipsis=True)
    return Content(f"{kept[:-1]}{_SIGN} ", list(content.truncate(width, ellipsis=True).spans))


def cut_text(text: str, width: int) -> str:
    """The same of a text without colours."""
    return cut(Content(text), width).plain


def filled(text: str, width: int) -> str:
    """A text with blanks behind it, up to so many columns."""
    return text + " " * (width - cell_len(text))


def behind(line: Content, left: int) -> Content:
    """What stands behind so many columns, the first of them a sign where a word or a wide character is torn there."""
    plain = line.plain
    beyond = set_cell_size(plain, left)
    if not plain.startswith(beyond):  # half of a wide character
        return Content(_SIGN) + line[len(set_cell_size(plain, left + 1)) :]
    seen = line[len(beyond) :]
    if beyond[-1:].isspace() or not beyond or not seen.plain or seen.plain[0].isspace():
        return seen
    width = 1 if seen.plain.startswith(set_cell_size(seen.plain, 1)) else 2
    first = len(set_cell_size(seen.plain, width))
    return Content(_SIGN.rjust(width), list(seen[:first].spans)) + seen[first:]
