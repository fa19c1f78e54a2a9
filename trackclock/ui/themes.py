"""The colours: a dark theme for indoors and dusk, and one for sunlight.

They exist apart from the style sheet because the tone of an instant (work, recovery, rest) is a colour that every
theme has to name, and because a laptop in the sun needs black on white and nothing in between.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="dark",
    primary="#4aa3ff",
    secondary="#8a6bff",
    accent="#ffd24a",
    success="#3ddc84",
    warning="#ffb020",
    error="#ff5a5a",
    foreground="#e8ecf1",
    background="#0b0e12",
    surface="#12171d",
    panel="#1b222b",
    dark=True,
    variables={
        "tone-band-text": "#05080b",
        "tone-ready": "#c9d4e0",
        "tone-ready-band": "#c9d4e0",
        "tone-ready-field": "#0b0e12",
        "tone-get-ready": "#ffb020",
        "tone-get-ready-band": "#ffb020",
        "tone-get-ready-field": "#221803",
        "tone-work": "#3ddc84",
        "tone-work-band": "#3ddc84",
        "tone-work-field": "#06180e",
        "tone-recovery": "#5cb8ff",
        "tone-recovery-band": "#5cb8ff",
        "tone-recovery-field": "#06131f",
        "tone-overdue": "#ff8ad8",
        "tone-overdue-band": "#ff8ad8",
        "tone-overdue-field": "#2a0820",
        "tone-rest": "#c39bff",
        "tone-rest-band": "#c39bff",
        "tone-rest-field": "#130b20",
        "tone-easy": "#7fd6cf",
        "tone-easy-band": "#7fd6cf",
        "tone-easy-field": "#071514",
        "tone-paused": "#9aa7b4",
        "tone-paused-band": "#9aa7b4",
        "tone-paused-field": "#101418",
        "ahead": "#3ddc84",
        "ahead-losing": "#9ad9b2",
        "behind": "#ff6b6b",
        "behind-gaining": "#ffb0a3",
        "best": "#ffd24a",
        "text-success": "#3ddc84",
        "text-error": "#ff6b6b",
        "text-warning": "#ffd24a",
        "text-muted": "#8894a1",
        "faint": "#8894a1",
    },
)

SUN = Theme(
    name="sun",
    primary="#003a8c",
    secondary="#4a1d8f",
    accent="#7a4a00",
    success="#00602b",
    warning="#8a4b00",
    error="#b00000",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#e6e6e6",
    dark=False,
    text_alpha=1.0,
    variables={
        "tone-band-text": "#ffffff",
        "tone-ready": "#000000",
        "tone-ready-band": "#000000",
        "tone-ready-field": "#ffffff",
        "tone-get-ready": "#000000",
        "tone-get-ready-band": "#8a4b00",
        "tone-get-ready-field": "#ffd98a",
        "tone-work": "#000000",
        "tone-work-band": "#00602b",
        "tone-work-field": "#b9f2cd",
        "tone-recovery": "#000000",
        "tone-recovery-band": "#003a8c",
        "tone-recovery-field": "#cfe4ff",
        "tone-overdue": "#000000",
        "tone-overdue-band": "#8a0058",
        "tone-overdue-field": "#ffc4e8",
        "tone-rest": "#000000",
        "tone-rest-band": "#4a1d8f",
        "tone-rest-field": "#e6d9ff",
        "tone-easy": "#000000",
        "tone-easy-band": "#005a56",
        "tone-easy-field": "#d3f2ef",
        "tone-paused": "#000000",
        "tone-paused-band": "#3a3a3a",
        "tone-paused-field": "#dddddd",
        "ahead": "#00602b",
        "ahead-losing": "#00602b",
        "behind": "#b00000",
        "behind-gaining": "#b00000",
        "best": "#7a4a00",
        "text-success": "#00602b",
        "text-error": "#b00000",
        "text-warning": "#7a4a00",
        "text-muted": "#333333",
        "faint": "#333333",
    },
)

THEMES = (DARK, SUN)
"""In the order in which one key cycles through them."""


def following(name: str) -> str:
    """The name of the theme after this one; the first where it is not one of ours."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
