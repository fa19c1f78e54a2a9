"""In 16 colours, and without any, what is chosen and what heads a screen stands apart, in both themes."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from textual.widgets import Static

from tests.ui.away import AwayApp, services_in, settle
from tests.ui.palettes import SCREENS, Screen
from tests.ui.past import past_clock, season
from trackclock.ui.few_colours import in_few_colours, show_in_few, suit
from trackclock.ui.screens.history import HistoryScreen
from trackclock.ui.themes import THEMES
from trackclock.ui.widgets.rows import RowList


def of_16(colour: str) -> int:
    """Which of the 16 is taken for a colour."""
    found = Color.parse(colour).downgrade(ColorSystem.STANDARD).number
    assert found is not None
    return found


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_bands_fields_and_keys_are_three_colours_of_the_16(theme: object) -> None:
    from textual.theme import Theme

    assert isinstance(theme, Theme)
    few = in_few_colours(theme)
    names = (few.background, few.panel, few.foreground, few.accent)
    assert all(names)
    assert len({of_16(name) for name in names if name}) == 4
    assert of_16(few.variables["faint"]) not in (of_16(few.background or ""), of_16(few.panel or ""))


@pytest.mark.parametrize("theme", ["dark", "sun"])
@pytest.mark.parametrize("has_bands", [True, False])
async def test_the_line_under_the_cursor_is_turned_round(tmp_path: Path, theme: str, has_bands: bool) -> None:
    clock = past_clock()
    store, _ = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), HistoryScreen, theme)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        rows = app.screen.query_one("#list", RowList)
        assert not any(segment.style and segment.style.reverse for segment in rows.render_line(2))
        show_in_few(app, has_bands=has_bands)
        await settle(pilot)
        turned = [
            all(segment.style is not None and segment.style.reverse for segment in rows.render_line(y)) for y in (2, 3)
        ]
        assert turned == [True, False]
        head = app.screen.query_one("#head", Static)
        assert head.styles.text_style.reverse is (None if has_bands else True)
    store.close()


@pytest.mark.parametrize("theme", ["dark", "sun"])
@pytest.mark.parametrize("screen", [one for one in SCREENS if one.palette], ids=lambda screen: screen.name)
async def test_what_heads_a_screen_is_seen_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme: str, screen: Screen
) -> None:
    monkeypatch.delenv("COLORTERM", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", screen.term)
    clock = past_clock()
    store, _ = season(tmp_path, clock)
    app = AwayApp(services_in(tmp_path, clock, store), HistoryScreen, theme)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        suit(app)
        await settle(pilot)
        strips = app.screen._compositor.render_strips(app.screen.size)
        behind = [
            {pair[1] for _, style, _ in strips[y] if style and style.color for pair in screen.shown(style)}
            for y in (0, 4)
        ]
        assert behind[0].isdisjoint(behind[1])
    store.close()
