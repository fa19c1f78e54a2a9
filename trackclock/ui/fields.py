"""What the editor says of its file, of its fields and of what is wrong in them.

It exists apart from the screen so that the words can be read in one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from trackclock.application.problems import Problem, problem_words
from trackclock.ui.words import MUTED_STYLE, SLOWER_STYLE, clean

if TYPE_CHECKING:
    from trackclock.application.draft import Draft
    from trackclock.application.editing import Edited

HINTS: dict[str, str] = {
    "name": "what it is called",
    "goal": "mile 5:30",
    "notes": "what the coach says",
    "lap": "400",
    "lane": "1",
    "split_every": "400",
    "get_ready": "5s",
    "start": "auto",
    "late": "next",
    "press_guard": "auto",
    "gun": "1.6-2.4s",
    "on_your_marks": "10s",
    "athletes": "Ana, Ben @ 72",
    "rests": "together",
    "stagger": "5s",
}
"""What an empty one says."""

EXAMPLE = "warm up 10 min\n3 x 800m @ 2:44 with 2 min recoveries\n3 mins rest\n3 x 400m with 90 sec recoveries"
"""What the empty text says."""

_PROBLEMS_SHOWN = 2


def problems_text(problems: Sequence[Problem]) -> Content:
    """The first problems as the editor shows them, and how many more there are."""
    lines = [Content.assemble(("! ", "bold"), problem_words(problem)) for problem in problems[:_PROBLEMS_SHOWN]]
    if len(problems) > _PROBLEMS_SHOWN:
        lines.append(Content(f"  and {len(problems) - _PROBLEMS_SHOWN} more"))
    return Content("\n").join(lines)


def head_text(edited: Edited, draft: Draft) -> Content:
    """What the line at the top says of a file as it stands in the editor."""
    what = "New session" if edited.file is None else f"{'Copy of' if edited.is_copy else 'Edit'} {edited.file.name}"
    parts: list[str | tuple[str, str]] = [(clean(what), "bold")]
    if draft.is_raw:
        parts.append(("  the file as it stands", MUTED_STYLE))
    if draft != edited.saved:
        parts.append(("  not saved", SLOWER_STYLE))
        if fault := edited.fault:
            parts.append((f", nor kept as a draft: {clean(fault)}", SLOWER_STYLE))
    elif edited.saved_as:
        parts.append((f"  saved as {clean(edited.saved_as)}", MUTED_STYLE))
    return Content.assemble(*parts)
