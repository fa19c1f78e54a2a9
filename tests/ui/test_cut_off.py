"""Words that are cut off below say so, at every size of the terminal."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from trackclock.ui.widgets.cut_off import CutOff

WORDS = "Assumed: '2k easy' after the last rep is left out\nline 5: '3 x' can be for '600' or for both of them"
TEXTS = (
    WORDS,
    "one",
    "",
    "a" * 100,
    "längere Wörter, " + "走る" * 11,
    "one\ntwo\nthree\nfour",
)


class Page(App[None]):
    """A text in a few rows."""

    CSS = "CutOff { height: auto; max-height: 3; padding: 0 1; }"

    def __init__(self, text: str) -> None:
        """Show a text."""
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        """The text alone."""
        yield CutOff(Content(self.text))


async def shown(text: str, columns: int) -> tuple[list[str], int]:
    """The rows of the widget as they are painted, and how many the text has where there is room."""
    app = Page(text)
    async with app.run_test(size=(columns, 10)):
        widget = app.query_one(CutOff)
        rows = [widget.render_line(y) for y in range(widget.size.height)]
        assert all(row.cell_length <= widget.size.width for row in rows)
        behind = {None if part.style is None else part.style.bgcolor for row in rows for part in row if part.text}
        assert behind <= {widget.rich_style.bgcolor}, "the sign has the colours of what it stands for"
        return [row.text.rstrip() for row in rows], widget.get_content_height(app.size, app.size, widget.size.width)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:10])
async def test_words_end_in_a_sign_only_where_some_are_missing(text: str) -> None:
    for columns in range(4, 120, 3):
        rows, needed = await shown(text, columns)
        assert len(rows) == min(needed, 3)
        assert "".join(rows).endswith("…") is (needed > 3), (columns, rows)
        said = "".join("".join(rows).removesuffix("…").split())
        assert "".join(text.split()).startswith(said) or needed > 3, (columns, rows)
