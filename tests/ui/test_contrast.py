"""Every word on every screen stands out from what is behind it by 4.5 to 1, in both themes (WCAG 2.1, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual.app import App
from textual.pilot import Pilot

from tests.fakes import FakeWorld
from tests.ui.away import settle as settle_away
from tests.ui.test_away_snapshots import SCREENS, app_showing
from tests.ui.test_run_snapshots import STATES
from tests.ui.track import EIGHTS, Track, settle
from trackclock.core.view import Tone
from trackclock.ui.app import TrackclockApp
from trackclock.ui.themes import THEMES

LEAST = 4.5
_LINES = set("▎▊▔▁▏▕━─│┃╸▆▇▃▅▂▄▉█▋▌▍┏┓┗┛ ")
"""What is drawn and not written."""

Colour = tuple[int, int, int]


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.1)."""
    parts = [value / 255 for value in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def segments(app: App[Any]) -> Iterator[Segment]:
    """What is painted; of a dialog only the dialog, since what it covers is dimmed on purpose."""
    screen = app.screen
    strips = screen._compositor.render_strips(screen.size)
    dialog = next(iter(screen.children)).region if screen.is_modal else screen.region
    if screen.id == "_default" or screen.query("#columns"):
        dialog = screen.region
    for strip in strips[dialog.y : dialog.bottom]:
        yield from strip.crop(dialog.x, dialog.right)


def too_weak(app: App[Any]) -> list[str]:
    found: list[str] = []
    for segment in segments(app):
        style = segment.style
        if style is None or not set(segment.text) - _LINES or style.color is None or style.bgcolor is None:
            continue
        fore, back = style.color.triplet, style.bgcolor.triplet
        assert fore is not None
        assert back is not None
        ratio = contrast((fore.red, fore.green, fore.blue), (back.red, back.green, back.blue))
        if ratio < LEAST or style.dim:
            found.append(f"{segment.text.strip()!r} {ratio:.2f}")
    return found


def test_the_formula() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01), "WCAG's own example"


async def weak_in_any_theme(app: App[Any], pilot: Pilot[None]) -> dict[str, list[str]]:
    """What is too weak on the screen as it stands, in one theme after the other."""
    found = {}
    for theme in THEMES:
        app.theme = theme.name
        await settle_away(pilot)
        found[theme.name] = too_weak(app)
    return {name: words for name, words in found.items() if words}


@pytest.mark.parametrize("state", STATES)
async def test_every_word_of_the_live_screen_can_be_read(tmp_path: Path, state: str) -> None:
    world = FakeWorld(tmp_path)
    app = TrackclockApp(world, EIGHTS, "test.txt")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await STATES[state](Track(app, pilot, world))
        await pilot.pause()
        assert await weak_in_any_theme(app, pilot) == {}


@pytest.mark.parametrize("name", list(SCREENS))
async def test_every_word_of_the_other_screens_can_be_read(tmp_path: Path, name: str) -> None:
    make, keys = SCREENS[name]
    with app_showing(tmp_path, make, THEMES[0].name) as app:
        async with app.run_test(size=(120, 36)) as pilot:
            await settle_away(pilot)
            for key in keys:
                await pilot.press(key)
                await settle_away(pilot)
            assert await weak_in_any_theme(app, pilot) == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_digits_and_the_band_of_every_state_can_be_read(theme: Any) -> None:
    def colour(name: str) -> Colour:
        text = theme.variables[name]
        return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)

    for tone in ("ready", "get-ready", "work", "recovery", "rest", "overdue", "easy", "paused"):
        assert contrast(colour(f"tone-{tone}"), colour(f"tone-{tone}-field")) >= LEAST, tone
        assert contrast(colour("tone-band-text"), colour(f"tone-{tone}-band")) >= LEAST, tone
    fields = [colour(f"tone-{tone}-field") for tone in ("recovery", "rest", "get-ready", "overdue", "work")]
    assert len(set(fields)) == len(fields), "one that is overdue has a colour of its own"


def test_no_state_is_told_by_its_colour_alone() -> None:
    """Each tone has a word of its own at the head of the screen, or belongs to one that is told by its clock."""
    from trackclock.core.view.picture import _TONES
    from trackclock.core.view.steps import NAMES

    words = {tone: NAMES[kind] for kind, tone in _TONES.items()}
    told = {**words, Tone.READY: "READY", Tone.GET_READY: "GET READY", Tone.PAUSED: "PAUSED", Tone.FINISHED: "FINISHED"}
    assert set(told) == set(Tone)
    assert len(set(told.values())) == len(told)
