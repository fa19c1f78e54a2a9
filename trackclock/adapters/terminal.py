"""What the environment tells of the terminal: whether it has a screen, and how many colours.

It exists because Rich knows the colours by COLORTERM, which ssh does not hand on, and which GNU screen hands on though
it does not have them; and because a terminal without a screen is better refused in words than filled with codes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Final

_NO_SCREEN: Final = ("dumb", "unknown")
"""What TERM is where nothing can be drawn, such as the shell of an editor."""

_ALL_COLOURS: Final = re.compile(
    r"(?:alacritty|contour|foot|ghostty|iterm2|kitty|mintty|rio|wezterm|xterm-ghostty|xterm-kitty)(?:-.*)?"
    r"|(?!screen).*-(?:direct|truecolor)\d*"
)
"""What TERM is in terminals that have all colours in every version in use. A name that ends in `direct` says so by the
convention of terminfo (user_caps(5), `RGB`)."""


def refusal(environment: Mapping[str, str], system: str = sys.platform) -> str | None:
    """Why the app cannot be shown on this terminal, and what to do; None where it can.

    Args:
        environment: the environment variables.
        system: as `sys.platform` has it; on Windows there is no TERM.
    """
    if system == "win32":
        return None
    term = environment.get("TERM", "")
    if not term:
        return "TERM is not set, so that nothing is known of this terminal; name it, for instance TERM=xterm-256color"
    if term.lower() in _NO_SCREEN:
        return (
            f"this terminal has no screen to draw on (TERM is {term}); run it in another one, or name this one if it "
            "can do more, for instance TERM=xterm-256color"
        )
    return None


def multiplexers(environment: Mapping[str, str]) -> tuple[str, ...]:
    """What may stand between the app and the terminal; one that runs in another has both."""
    are_there = {
        "tmux": bool(environment.get("TMUX")),
        "GNU screen": _is_in_screen(environment),
        "zellij": "ZELLIJ" in environment,
    }
    return tuple(name for name, is_there in are_there.items() if is_there)


def tell_colours(environment: MutableMapping[str, str]) -> None:
    """Put into COLORTERM what is so; to be called before Textual reads it.

    Args:
        environment: the environment variables.
    """
    if _is_in_screen(environment):
        # Inherited from the terminal outside: before version 5 it shows no colour that is asked for so.
        environment.pop("COLORTERM", None)
    if _has_all_colours(environment):
        environment["COLORTERM"] = "truecolor"


def _has_all_colours(environment: Mapping[str, str]) -> bool:
    """Whether it is a terminal of which that is known, whatever COLORTERM says."""
    if environment.get("WT_SESSION") and not multiplexers(environment):
        return True  # Windows Terminal, from within Linux
    return _ALL_COLOURS.fullmatch(environment.get("TERM", "").lower()) is not None


def _is_in_screen(environment: Mapping[str, str]) -> bool:
    """Whether this is GNU screen; STY is not handed on by ssh, but its own form of TERM is."""
    return bool(environment.get("STY")) or environment.get("TERM", "").startswith("screen.")
