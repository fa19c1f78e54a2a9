"""What is shown otherwise in a terminal of 16 colours, or of none.

It exists because there the nearest colour is taken: a tint becomes the background itself, and brown on white yellow.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

from textual.app import App
from textual.theme import Theme

from trackclock.ui.themes import THEMES

FEW = "-few-colours"
"""The class of the app: what is chosen is turned round (see `app.tcss`)."""

NONE = "-no-colours"
"""Beside it where there is no colour at all: what heads a screen is turned round as well."""


def suit(app: App[Any]) -> None:
    """Show what is chosen and what heads a screen by something else than a tint, where this terminal has none."""
    has_none = "NO_COLOR" in os.environ or app.console.color_system is None
    if has_none or app.console.color_system in ("standard", "windows"):
        show_in_few(app, has_none=has_none)


def show_in_few(app: App[Any], *, has_none: bool = False) -> None:
    """Do so.

    Args:
        app: the app.
        has_none: whether there is no colour at all.
    """
    for theme in THEMES:
        app.register_theme(in_few_colours(theme))
    app.add_class(FEW)
    app.set_class(has_none, NONE)
    app.refresh_css(animate=False)


def in_few_colours(theme: Theme) -> Theme:
    """A theme whose colours stay apart among 16: bands are blue on black and grey on white, keys blue on white."""
    if theme.dark:
        return replace(theme, panel="#000080")
    return replace(theme, panel="#c0c0c0", accent="#000080", warning="#800000")
