"""The app on terminals that are not like the others: colours are asked for as each has them, and no screen, no app."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.e2e.terminal import AppInPty

ALL, OF_256 = b"38;2;", b"38;5;"


@pytest.mark.parametrize(
    ("environment", "has"),
    [
        ({"TERM": "xterm-ghostty", "COLORTERM": ""}, [ALL]),
        ({"TERM": "screen.xterm-256color", "STY": "1.pts-0.x"}, [OF_256]),
        ({"TERM": "linux", "COLORTERM": ""}, []),
    ],
    ids=["ssh from ghostty", "GNU screen", "Linux's console"],
)
def test_colours_are_asked_for_as_the_terminal_has_them(
    tmp_path: Path, environment: Mapping[str, str], has: list[bytes]
) -> None:
    with AppInPty("run", "pavey", home=tmp_path, environment=environment) as app:
        app.wait_for("SPACE start")
        assert [way for way in (ALL, OF_256) if way in app.raw] == has


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_without_a_screen_is_refused_in_words(tmp_path: Path, term: str) -> None:
    with AppInPty("run", "pavey", home=tmp_path, columns=200, environment={"TERM": term}) as app:
        assert app.process.wait(20) == 1
    shown = app.text()
    assert shown.startswith("trackclock: ")
    assert "TERM=xterm-256color" in shown
    assert b"\x1b[?1049h" not in app.raw
    assert not (tmp_path / "data").exists()
