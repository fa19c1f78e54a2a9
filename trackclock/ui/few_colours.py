"""What is shown otherwise in a terminal of 256 or 16 colours, or of none.

It exists because there the nearest colour is taken: a tint becomes the background itself, and brown on white yellow.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from textual.theme import Theme

from trackclock.ui.coloured import ColouredApp
from trackclock.ui.legible import OF_256, OF_CONSOLE, OF_XTERM, Legible, Palette
from trackclock.ui.themes import THEMES

FEW = "-few-colours"
"""The class of the app: what is chosen is turned round (see `app.tcss`)."""

NO_BANDS = "-no-bands"
"""Beside it where a band cannot have a colour of its own: what heads a screen is turned round as well."""

_CONSOLE: Final = "linux"
"""What TERM is on Linux's own console."""


def palette_of(colours: str | None, environment: Mapping[str, str]) -> Palette | None:
    """Which colours a terminal has; None if it has all of them, or none.

    Args:
        colours: what Rich calls their number.
        environment: the environment variables.
    """
    match colours:
        case "256":
            return OF_256
        case "standard":
            return OF_CONSOLE if environment.get("TERM") == _CONSOLE else OF_XTERM
        case _:
            return None


def suit(app: ColouredApp) -> None:
    """Suit the colours to the terminal: what is read can be read there, what is chosen and what heads a screen seen."""
    has_none = "NO_COLOR" in os.environ or app.console.color_system is None
    palette = None if has_none else palette_of(app.console.color_system, os.environ)
    if palette is not None:
        app.colour_filters = (Legible(palette),)
    if has_none or palette not in (None, OF_256):
        # The console shows white behind a word as the grey that is a band's.
        show_in_few(app, has_bands=palette is OF_XTERM)
    elif palette is not None:
        app.refresh_css(animate=False)


def show_in_few(app: ColouredApp, *, has_bands: bool = True) -> None:
    """Show what is chosen and what heads a screen by something else than a tint.

    Args:
        app: the app.
        has_bands: whether there is a colour for what heads a screen.
    """
    for theme in THEMES:
        app.register_theme(in_few_colours(theme))
    app.add_class(FEW)
    app.set_class(not has_bands, NO_BANDS)
    app.refresh_css(animate=False)


def in_few_colours(theme: Theme) -> Theme:
    """A theme whose colours stay apart among 16: bands are blue on black and grey on white, keys blue on white."""
    if theme.dark:
        return replace(theme, panel="#000080")
    return replace(theme, panel="#c0c0c0", accent="#000080", warning="#800000")
