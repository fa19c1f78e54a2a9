"""How many colours a terminal has, and whether it has a screen: as Rich sees it once COLORTERM says what is so."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from trackclock.adapters.terminal import multiplexers, refusal, tell_colours

ALL, SOME, FEW = "truecolor", "256", "standard"

SCREEN = {"STY": "123.pts-0.host"}
TMUX = {"TMUX": "/tmp/tmux-0/default,1,0"}
TOLD = {"COLORTERM": "truecolor"}

TERMINALS: list[tuple[Mapping[str, str], str]] = [
    # Over ssh there is TERM and nothing else.
    *(({"TERM": term}, ALL) for term in ("alacritty", "foot", "foot-extra", "ghostty", "xterm-ghostty", "xterm-kitty")),
    *(({"TERM": term}, ALL) for term in ("kitty", "wezterm", "contour", "contour-latest", "rio", "mintty", "iterm2")),
    *(({"TERM": f"{term}-direct"}, ALL) for term in ("xterm", "alacritty", "foot", "tmux", "st", "vte", "konsole")),
    ({"TERM": "xterm-direct256"}, ALL),
    *(({"TERM": f"{term}-256color"}, SOME) for term in ("xterm", "tmux", "screen", "st", "rxvt-unicode", "konsole")),
    *(({"TERM": term}, FEW) for term in ("xterm", "linux", "screen", "tmux", "vt220", "rxvt", "st", "ansi")),
    # Where a terminal says it itself, it is believed,
    *(({"TERM": term, **TOLD}, ALL) for term in ("xterm-256color", "xterm", "screen-256color", "tmux-256color")),
    ({"TERM": "xterm-256color", "COLORTERM": "24bit"}, ALL),
    ({"TERM": "rxvt-unicode-256color", "COLORTERM": "rxvt-xpm"}, SOME),
    # but not in GNU screen, which has it from the terminal around it; nor is a part of TERM that is that one's.
    ({"TERM": "screen", **SCREEN, **TOLD}, FEW),
    ({"TERM": "screen-256color", **SCREEN, **TOLD}, SOME),
    ({"TERM": "screen.xterm-256color", **SCREEN, **TOLD}, SOME),
    ({"TERM": "screen.xterm-256color", **TOLD}, SOME),
    ({"TERM": "screen.linux", **TOLD}, FEW),
    ({"TERM": "screen.alacritty", **SCREEN, **TOLD}, FEW),
    ({"TERM": "screen.xterm-direct", **SCREEN, **TOLD}, FEW),
    # tmux makes of all colours what the terminal around it has.
    ({"TERM": "tmux-256color", **TMUX, **TOLD}, ALL),
    ({"TERM": "tmux-256color", **TMUX, **SCREEN, **TOLD}, SOME),
    # A terminal that was opened out of a screen has its own TERM.
    ({"TERM": "alacritty", **SCREEN, **TOLD}, ALL),
    # Windows Terminal, seen from Linux in it.
    ({"TERM": "xterm-256color", "WT_SESSION": "1b2c"}, ALL),
    ({"TERM": "screen-256color", "WT_SESSION": "1b2c", **SCREEN}, SOME),
    ({"TERM": "screen-256color", "WT_SESSION": "1b2c", **TMUX}, SOME),
]


def seen(environment: Mapping[str, str]) -> str | None:
    """What Textual's console makes of an environment."""
    told = dict(environment)
    tell_colours(told)
    return Console(force_terminal=True, legacy_windows=False, _environ=told).color_system


@pytest.mark.skipif(sys.platform == "win32", reason="Rich asks the console there, not the environment")
@pytest.mark.parametrize(("environment", "colours"), TERMINALS, ids=str)
def test_how_many_colours_there_are(environment: Mapping[str, str], colours: str) -> None:
    assert seen(environment) == colours


@given(
    st.fixed_dictionaries(
        {"TERM": st.sampled_from([environment["TERM"] for environment, _ in TERMINALS])},
        optional={
            "COLORTERM": st.sampled_from(["", "truecolor", "24bit", "yes", "rxvt"]),
            "STY": st.sampled_from(["", "123.pts-0.host"]),
            "TMUX": st.sampled_from(["", "/tmp/tmux"]),
            "WT_SESSION": st.sampled_from(["", "1b2c"]),
            "EDITOR": st.just("ed"),
        },
    )
)
def test_it_is_told_once_and_nothing_else_is_changed(environment: dict[str, str]) -> None:
    told = dict(environment)
    tell_colours(told)
    again = dict(told)
    tell_colours(again)
    assert again == told
    del_colours = {name: value for name, value in environment.items() if name != "COLORTERM"}
    assert {name: value for name, value in told.items() if name != "COLORTERM"} == del_colours
    ranks = [FEW, SOME, ALL]
    without = Console(force_terminal=True, legacy_windows=False, _environ=del_colours).color_system
    assert ranks.index(str(seen(environment))) >= ranks.index(str(without)), "no terminal has fewer than TERM says"


@pytest.mark.parametrize("environment", [{}, {"TERM": ""}, {"TERM": "dumb"}, {"TERM": "DUMB"}, {"TERM": "unknown"}])
def test_what_has_no_screen_is_refused_in_one_sentence_that_says_what_to_do(environment: dict[str, str]) -> None:
    found = refusal(environment, "linux")
    assert found is not None
    assert "TERM=xterm-256color" in found
    assert "\n" not in found
    assert refusal(environment, "win32") is None


@pytest.mark.parametrize("term", sorted({environment["TERM"] for environment, _ in TERMINALS}))
def test_what_has_one_is_not(term: str) -> None:
    assert refusal({"TERM": term}, "linux") is None


def test_what_stands_between() -> None:
    assert multiplexers({"TERM": "xterm"}) == ()
    assert multiplexers({"TERM": "screen", **SCREEN}) == ("GNU screen",)
    assert multiplexers({"TERM": "screen.xterm"}) == ("GNU screen",)
    assert multiplexers({"TERM": "tmux-256color", **TMUX, **SCREEN}) == ("tmux", "GNU screen")
    assert multiplexers({"TERM": "xterm-256color", "ZELLIJ": "0"}) == ("zellij",)
