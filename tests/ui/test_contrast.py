"""Every word on every screen stands out from what is behind it by 4.5 to 1, in both themes (WCAG 2.1, 1.4.3).

That holds for as many colours as there are: what is asked for, the 256 of most terminals, and the 16 of xterm and of
Linux's console, with bold taken for bright or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.pilot import Pilot
from textual.theme import Theme

from tests.fakes import FakeWorld
from tests.ui.away import come_to
from tests.ui.away import settle as settle_away
from tests.ui.palettes import SCREENS, Screen
from tests.ui.test_away_snapshots import SCREENS as AWAY
from tests.ui.test_away_snapshots import app_showing
from tests.ui.test_run_snapshots import STATES
from tests.ui.track import EIGHTS, Track, settle
from trackclock.core.view import Tone
from trackclock.ui.app import TrackclockApp
from trackclock.ui.coloured import ColouredApp
from trackclock.ui.few_colours import in_few_colours, palette_of, show_in_few
from trackclock.ui.legible import Legible, contrast
from trackclock.ui.themes import THEMES

LEAST = 4.5
_LINES = set("▎▊▔▁▏▕━─│┃╸▆▇▃▅▂▄▉█▋▌▍┏┓┗┛ ")
"""What is drawn and not written."""

_ANYTHING = Color(0, 0, 0)


def segments(app: ColouredApp) -> Iterator[Segment]:
    """What is painted; of a dialog only the dialog, since what it covers is dimmed on purpose."""
    screen = app.screen
    strips = screen._compositor.render_strips(screen.size)
    dialog = next(iter(screen.children)).region if screen.is_modal else screen.region
    if screen.id == "_default" or screen.query("#columns"):
        dialog = screen.region
    for strip in strips[dialog.y : dialog.bottom]:
        yield from strip.crop(dialog.x, dialog.right)


def words_of(app: ColouredApp) -> list[tuple[str, Style]]:
    """Everything that is written, with its style as the app asks for it."""
    found = []
    for segment in segments(app):
        style = segment.style
        if style is not None and set(segment.text) - _LINES and style.color is not None and style.bgcolor is not None:
            found.append((segment.text.strip(), style))
    return found


def suited(words: Iterable[tuple[str, Style]], screen: Screen) -> Iterator[tuple[str, Style]]:
    """The same words as they reach a kind of terminal."""
    palette = palette_of(screen.colours, {"TERM": screen.term})
    for text, style in words:
        shown = style if palette is None else Legible(palette).apply([Segment(text, style)], _ANYTHING)[0].style
        assert shown is not None
        yield text, shown


def too_weak(words: Iterable[tuple[str, Style]], screen: Screen) -> list[str]:
    found: list[str] = []
    for text, style in words:
        ratio = min(contrast(*pair) for pair in screen.shown(style))
        if ratio < LEAST or style.dim:
            found.append(f"{text!r} {ratio:.2f}")
    return found


def test_the_formula() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01), "WCAG's own example"


async def weak_in_any_theme(app: ColouredApp, pilot: Pilot[None]) -> dict[tuple[str, str], list[str]]:
    """What is too weak on the screen as it stands, by theme and kind of terminal."""
    found = {}
    for is_few in (False, True):
        if is_few:
            show_in_few(app)
        for theme in THEMES:
            app.theme = theme.name
            await settle_away(pilot)
            words = words_of(app)
            for screen in SCREENS:
                if bool(screen.palette) is is_few:
                    found[theme.name, screen.name] = too_weak(suited(words, screen), screen)
    return {place: words for place, words in found.items() if words}


@pytest.mark.parametrize("state", STATES)
async def test_every_word_of_the_live_screen_can_be_read(tmp_path: Path, state: str) -> None:
    world = FakeWorld(tmp_path)
    app = TrackclockApp(world, EIGHTS, "test.txt")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await STATES[state](Track(app, pilot, world))
        await pilot.pause()
        assert await weak_in_any_theme(app, pilot) == {}


@pytest.mark.parametrize("name", list(AWAY))
async def test_every_word_of_the_other_screens_can_be_read(tmp_path: Path, name: str) -> None:
    make, keys = AWAY[name]
    with app_showing(tmp_path, make, THEMES[0].name) as app:
        async with app.run_test(size=(120, 36)) as pilot:
            await come_to(pilot, keys)
            assert await weak_in_any_theme(app, pilot) == {}


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_digits_and_the_band_of_every_state_can_be_read(theme: Theme, screen: Screen) -> None:
    seen = in_few_colours(theme) if screen.palette else theme

    def weak(fore: str, back: str) -> list[str]:
        style = Style.from_color(*(Color.parse(seen.variables[name]).rich_color for name in (fore, back)))
        return too_weak(suited([("\u2588", style)], screen), screen)

    for tone in ("ready", "get-ready", "work", "recovery", "rest", "overdue", "easy", "paused"):
        assert weak(f"tone-{tone}", f"tone-{tone}-field") == [], tone
        assert weak("tone-band-text", f"tone-{tone}-band") == [], tone


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_one_that_is_overdue_has_a_colour_of_its_own(theme: Theme) -> None:
    fields = [theme.variables[f"tone-{tone}-field"] for tone in ("recovery", "rest", "get-ready", "overdue", "work")]
    assert len(set(fields)) == len(fields)


def test_no_state_is_told_by_its_colour_alone() -> None:
    """Each tone has a word of its own at the head of the screen, or belongs to one that is told by its clock."""
    from trackclock.core.view.picture import _TONES
    from trackclock.core.view.steps import NAMES

    words = {tone: NAMES[kind] for kind, tone in _TONES.items()}
    told = {**words, Tone.READY: "READY", Tone.GET_READY: "GET READY", Tone.PAUSED: "PAUSED", Tone.FINISHED: "FINISHED"}
    assert set(told) == set(Tone)
    assert len(set(told.values())) == len(told)
