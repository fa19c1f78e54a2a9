"""Whatever is written on whatever, in whatever terminal, can be read; what could be read anyway is left as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Background

from tests.fakes import FakeWorld
from tests.ui.palettes import ALL, SCREENS, Screen
from tests.ui.test_contrast import LEAST, too_weak, words_of
from tests.ui.test_run_snapshots import STATES
from tests.ui.track import EIGHTS, Track, settle
from trackclock.ui.app import TrackclockApp
from trackclock.ui.few_colours import palette_of, suit
from trackclock.ui.legible import Legible, Palette, contrast
from trackclock.ui.live.big_clock import BigClock

LIMITED = [screen for screen in SCREENS if screen is not ALL]
BEHIND = Background(0, 0, 0)

colours = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: Color.from_rgb(*rgb))
styles = st.builds(Style, color=colours, bgcolor=colours, bold=st.booleans(), reverse=st.booleans())


def palette(screen: Screen) -> Palette:
    found = palette_of(screen.colours, {"TERM": screen.term})
    assert found is not None
    return found


def suited(screen: Screen, style: Style, text: str = "800 m") -> Style:
    found = Legible(palette(screen)).apply([Segment(text, style)], BEHIND)[0].style
    assert found is not None
    return found


def weakest(screen: Screen, style: Style) -> float:
    return min(contrast(*pair) for pair in screen.shown(style))


@pytest.mark.parametrize("screen", LIMITED, ids=lambda screen: screen.name)
@given(style=styles)
def test_any_word_on_anything_can_be_read(screen: Screen, style: Style) -> None:
    found = suited(screen, style)
    assert weakest(screen, found) >= LEAST
    if not style.reverse and screen.has_bright_backgrounds:
        assert found.bgcolor == style.bgcolor
    assert suited(screen, found) == found
    if weakest(screen, style) >= LEAST and not style.reverse and screen.has_bright_backgrounds:
        assert found == style


@pytest.mark.parametrize("screen", LIMITED, ids=lambda screen: screen.name)
@given(style=styles)
def test_what_is_drawn_is_as_faint_as_it_was_meant(screen: Screen, style: Style) -> None:
    found = suited(screen, style, "\u2594\u2588 ")
    if weakest(ALL, style) < LEAST:
        assert {found.color, found.bgcolor} <= {style.color, style.bgcolor} or not screen.has_bright_backgrounds
        assert found.bold == style.bold
    else:
        assert weakest(screen, found) >= LEAST


@pytest.mark.parametrize("screen", LIMITED, ids=lambda screen: screen.name)
def test_every_pair_of_its_own_colours(screen: Screen) -> None:
    """None of them is taken for another one, so that what was chosen is what is seen."""
    own = palette(screen)
    asked = [Color.from_rgb(*own.asked[number]) for number in own.certain]
    assert len(asked) >= (16 if screen.palette else 200)
    for front in asked[:: 1 if screen.palette else 7]:
        for back in asked[:: 1 if screen.palette else 11]:
            for bold in (False, True):
                assert weakest(screen, suited(screen, Style(color=front, bgcolor=back, bold=bold))) >= LEAST


@pytest.mark.parametrize("screen", LIMITED, ids=lambda screen: screen.name)
async def test_the_app_paints_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: Screen) -> None:
    monkeypatch.delenv("COLORTERM", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", screen.term)
    world = FakeWorld(tmp_path)
    app = TrackclockApp(world, EIGHTS, "test.txt")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await STATES["nearly_over"](Track(app, pilot, world))
        app.theme = "sun"
        await settle(pilot)
        assert bool(too_weak(words_of(app), screen)) is bool(screen.palette)
        suit(app)
        await settle(pilot)
        assert too_weak(words_of(app), screen) == []
        clock = app.screen.query_one(BigClock)
        digits = {style for line in clock.render_lines(clock.size.region) for _, style, _ in line if style}
        assert digits
        assert all(weakest(screen, style) >= LEAST for style in digits)
