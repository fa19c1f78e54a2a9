"""At every size the editor shows some of the text and some of what was understood, whatever else there is to say.

It exists because reading along is what the editor is for, and at 60 x 16 the list of the steps had no row of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.ui.away import AwayApp, settle
from tests.ui.test_editor_screen import editing
from trackclock.ui.widgets.candidates import Candidates
from trackclock.ui.widgets.keys import KeyLine
from trackclock.ui.widgets.marked_text import MarkedText
from trackclock.ui.widgets.rows import RowList

GOOD = "warm up 10 min\n4-6 x 800m @ 2:44 with 2 min jog\ncool down"
ASSUMED = "warm up 10 min\n4 x 800m\n3 x 400m\n200m\n6 strides\n3 x 600m"
WRONG = GOOD + "\n8 x 400m recovry\n3 x 800m @ 90s each x 2"
ASKED = GOOD + "\n4 x 400m, 200m"
TEXTS = {"good": GOOD, "assumed": ASSUMED, "wrong": WRONG, "asked": ASKED}

SIZES = [(40, 12), (40, 14), (60, 12), (60, 16), (63, 15), (64, 12), (64, 16), (80, 24), (99, 13), (100, 12), (120, 36)]


def seen(app: AwayApp, selector: str) -> list[str]:
    """The rows of a widget that are on the screen, as they are painted."""
    widget, screen = app.screen.query_one(selector), app.screen
    if not widget.display or not widget.region.area:
        return []
    region = widget.region.intersection(screen.region)
    rows = ["".join(segment.text for segment in strip) for strip in screen._compositor.render_strips(screen.size)]
    shown = []
    for y in range(region.y, region.bottom):
        at = screen.get_widget_at(region.x, y)[0]
        if at is widget or widget in at.ancestors:
            shown.append(rows[y][region.x : region.right].strip())
    return [row for row in shown if row]


def understood(app: AwayApp) -> list[str]:
    """The rows that say what is run."""
    steps = [row for row in seen(app, "#plan") if row[:1].isdigit()]
    return steps or seen(app, "#outline")


async def write(app: AwayApp, pilot: Pilot[None], texts: Sequence[str]) -> None:
    """First what can be read, then what is shown."""
    text = app.screen.query_one(MarkedText)
    for each in texts:
        text.load_text(each)
        text.move_cursor(text.document.end)
        await settle(pilot)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_some_of_the_text_and_of_what_it_says_is_seen(tmp_path: Path, size: tuple[int, int]) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=size, notifications=False) as pilot:
        await settle(pilot)
        app.screen.query_one(MarkedText).focus()
        for name, last in TEXTS.items():
            await write(app, pilot, [GOOD, last])
            assert app.screen.has_class("-wrong") is (name in ("wrong", "asked"))
            for has_options in (False, True):
                app.screen.set_class(has_options, "-options")
                await settle(pilot)
                state = (name, has_options)
                assert understood(app), state
                assert any("800 m" in row for row in understood(app)) or seen(app, "#plan"), state
                assert seen(app, "#text"), state
                assert app.screen.has_class("-wrong") is bool(seen(app, "#wrong")), state
                assert app.screen.query_one(Candidates).display is bool(seen(app, "#candidates")), state
                keys = next(line for line in app.screen.query(KeyLine) if line.parent is app.screen)
                assert "esc" in (said := keys.render().plain), state
                assert "to the error" not in said or app.screen.has_class("-wrong"), state
                assert "to the error" in said or not app.screen.has_class("-wrong") or size[0] < 60, state
                assert not app.screen.show_vertical_scrollbar


@pytest.mark.parametrize("size", [(40, 12), (60, 16)])
async def test_in_few_rows_the_whole_session_stands_in_short(tmp_path: Path, size: tuple[int, int]) -> None:
    app = editing(tmp_path)
    async with app.run_test(size=size, notifications=False) as pilot:
        await settle(pilot)
        await write(app, pilot, [GOOD])
        assert "warm up 10:00" in " ".join(seen(app, "#outline"))
        assert "4-6 x 800 m @ 2:44" in " ".join(seen(app, "#outline"))
        assert not app.screen.query_one("#plan", RowList).display
        assert seen(app, "#totals")
