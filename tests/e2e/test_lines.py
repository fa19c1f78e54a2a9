"""The text of a screen of which only what has changed is read again is the text of the whole screen."""

from __future__ import annotations

from random import Random

import pyte
import pytest

from tests.e2e.pty_process import Lines, text_on

PIECES = (
    *("plain words", "é ●", "x" * 25, "\r\n", "\n" * 3, "\x1b[{};{}H", "\x1b[{}K", "\x1b[{}J", "\x1b[{}X"),
    *("\x1b[{}L", "\x1b[{}M", "\x1b[{}P", "\x1b[{}@", "\x1bM", "\x1b[2;5r", "\x1b[?5h", "\x1b[?5l", "\x1bc"),
)


@pytest.mark.parametrize("seed", range(5))
def test_only_what_has_changed_is_read_again_and_nothing_is_missed(seed: int) -> None:
    random = Random(seed)
    screen = pyte.Screen(20, 8)
    stream, lines = pyte.Stream(screen), Lines(screen)
    for _ in range(300):
        for _ in range(random.randint(1, 4)):
            stream.feed(random.choice(PIECES).format(random.randint(0, 2), random.randint(1, 20)))
        if random.random() < 0.05:
            screen.resize(random.randint(3, 9), random.randint(5, 22))
        assert lines.text() == text_on(screen)
