"""With the automatic guard a big key that is held down is one press, in every state and at every rate of repeats."""

from __future__ import annotations

import pytest

from tests.fakes import FakeClock, FakeSpeaker, FakeStore
from trackclock.core import commands as ask
from trackclock.formats.load import load_text
from trackclock.recorder import Recorder

REPS = "4 x 400m with 60 sec recoveries"
PRESS, PAUSE = ask.Press(), ask.TogglePause()

STATES: dict[str, tuple[str, list[tuple[ask.Command, int]], int]] = {
    "ready": (REPS, [], 1_000),
    "split": ("2 x 800m with 60 sec recoveries", [(PRESS, 1_000)], 86_000),
    "finish": (REPS, [(PRESS, 1_000)], 86_000),
    "cut": (REPS, [(PRESS, 1_000), (PRESS, 86_000)], 116_000),
    "paused": (REPS, [(PRESS, 1_000), (PRESS, 86_000), (PAUSE, 96_000)], 116_000),
    "paused within 2 s": (REPS, [(PRESS, 1_000), (PRESS, 86_000), (PAUSE, 87_000)], 87_500),
    "timed rep": ("4 x 3 min with 60 sec recoveries", [(PRESS, 1_000)], 86_000),
    "exercise": ("5 squats\n8 lunges\n400m", [(PRESS, 1_000)], 20_000),
    "warm-up": ("warm up 10 min\n400m", [(PRESS, 1_000)], 100_000),
}
"""What is run, what was done before, and when the key is pressed that is then held."""

RATES_MS = ((250, 33), (250, 90), (375, 90), (500, 33), (660, 40), (1_000, 90))
"""The first repeat of a clicker, of macOS, of X11 and of Windows, and how often they repeat then (`ui/holds.py`)."""


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("delay_ms", "repeat_ms"), RATES_MS)
def test_a_held_big_key_is_one_press(state: str, delay_ms: int, repeat_ms: int) -> None:
    workout, before, at_ms = STATES[state]
    plan = load_text(f'workout = """\n{workout}\n"""\n', is_toml=True)
    recorder = Recorder(plan, "held.toml", FakeClock(0), FakeStore(), FakeSpeaker())
    for command, then_ms in before:
        assert recorder.submit(command, then_ms).is_accepted
    arrivals_ms = (at_ms, *range(at_ms + delay_ms, at_ms + 6_000, repeat_ms))
    accepted = [recorder.submit(PRESS, arrival_ms).is_accepted for arrival_ms in arrivals_ms]
    assert accepted == [True] + [False] * (len(accepted) - 1)
