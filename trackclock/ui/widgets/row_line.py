"""One line of a list: its cells side by side, and what is in sight of them.

It exists apart from the list, which knows what the cells are and where the cursor is.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content, Span

from trackclock.ui.cells import behind, cut

GAP = 2
"""Cells between two columns."""


def side_by_side(cells: Sequence[Content | str], widths: Sequence[int], are_right: Sequence[bool]) -> Content:
    """Cells side by side; put together by hand, since a table has hundreds and is waited for.

    Args:
        cells: what stands in each.
        widths: of each, in columns.
        are_right: whether the text of each stands on the right.
    """
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for number, (cell, width, is_right) in enumerate(zip(cells, widths, are_right, strict=False)):
        content = Content(cell) if isinstance(cell, str) else cell
        if content.cell_length > width:
            content = cut(content, width)
        spare = width - content.cell_length
        before = spare if is_right else 0
        after = 0 if number == len(widths) - 1 else spare - before + GAP
        spans += [Span(at + before + span.start, at + before + span.end, span.style) for span in content.spans]
        parts.append(f"{' ' * before}{content.plain}{' ' * after}")
        at += len(parts[-1])
    return Content("".join(parts), spans)


def in_sight(line: Content, left: int, room: int) -> Content:
    """What is seen of a line that is scrolled aside; a word that is torn at an edge has a sign there.

    Args:
        line: all of it.
        left: how many columns lie beyond the left edge.
        room: how many there are from there on.
    """
    if room <= 0:
        return Content("")
    seen = behind(line, left)
    is_cut = bool(seen.plain[len(cut(seen, room).plain) - 1 :].strip())
    return cut(seen, room) if is_cut else seen.truncate(room)
