"""What is painted in steps is what one painting of everything would show, in every state and at every size.

It exists because pictures are exported whole: none of them shows what a step before has left on the terminal. The
oracle is the app's own painting of everything, on an empty terminal, after it was given another size and back.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.e2e.by_hand import LOOK_KEY, SETTLE_KEY, SETTLED
from tests.e2e.terminal import AppInPty

if sys.platform == "win32":
    pytest.skip("the driver is that of Linux and macOS", allow_module_level=True)

Cell = tuple[Any, ...]

SESSIONS = (
    '''
workout = """
3 x 800m @ 2:44 with 30s
2 x 400m with 20s
cool down 2 min
"""
''',
    '''
get_ready = "0s"
goal = "mile 5:30"
workout = """
warm up 1 min
2 x (2 x 1200m at goal pace, 200m jog), 1 min between sets
3 x 1 min with 30s
cool down 1 min
"""
''',
    '''
start = "press"
press_guard = "0.3s"
workout = """
1 mile of (100m sprint, 100m jog)
3 min rest
2-4 x 600m @ 1:50 w/ 20s
3 x 5 squats, 20s rest
"""
''',
)

KEYS = (*("  " * 20), *"\rkcuuuUU-+rnaxXpvlmt[]g", *("\r" * 3))
"""All that neither opens nor leaves anything; half of them space."""
GROUP = '''
athletes = ["Ana @ 1:18", "Ben", "Chloé", "Dov @ 1:25", "Eva", "Finn"]
workout = """
9 x 800m @ 2:44 with 30s
"""
'''
FEW = GROUP.replace(', "Dov @ 1:25", "Eva", "Finn"', "")
GROUP_KEYS = (*(" " * 8), *"1234561234567ep", "\t", "\t", *"\rusbornxmt[]g\x7f", *(f"\x1b[{arrow}" for arrow in "ABCD"))
LEFT_AT_ONCE = ("READY", "FINISHED", "STOPPED")
PASSES_MS = (0, 100, 100, 700, 1_000, 2_100, 2_100, 9_000, 31_000, 79_000, 81_300, 82_000, 610_000)


class ByHand:
    """The app, its clock and its terminal, settled after each change."""

    def __init__(
        self,
        folder: Path,
        session: str | None,
        size: tuple[int, int],
        environment: dict[str, str] | None = None,
        ready: str = "READY",
    ) -> None:
        """Start it on a session, or on the list of sessions where none is given."""
        self.path, self._clock = folder / "by-hand.toml", folder / "clock"
        if session is not None:
            self.path.write_text(f'name = "By hand"{session}')
        self.now_ms, self.size, self._settled = 1_000_000, size, 0
        self._write()
        # A bell is a sound: without any, each GO is a flash that has to be waited for. After an m it is.
        given = (self._clock,) if session is None else (self._clock, self.path)
        self.app = Pty(folder, given, size, {"TRACKCLOCK_AUDIO": "bell", **(environment or {})})
        self.app.wait_for(ready)
        self.settle()

    def _write(self) -> None:
        # In one piece: the app reads it ten times a second.
        beside = self._clock.with_suffix(".new")
        beside.write_text(f"{self.now_ms} {self.size[0]} {self.size[1]}")
        beside.replace(self._clock)

    def settle(self) -> None:
        """Wait until everything that follows from the last change is painted."""
        self.app.press(SETTLE_KEY)
        self._settled += 1
        deadline = time.monotonic() + 30
        while self.app.settled < self._settled:
            assert self.app.process.poll() is None, f"it has ended:\n{self.app.text()}"
            assert time.monotonic() < deadline, f"it never stood still:\n{self.app.text()}"
            time.sleep(0.004)

    def press(self, after_ms: int, key: str) -> None:
        """Let time pass, and press; whoever looks has to settle first."""
        self.now_ms += after_ms
        self._write()
        self.app.press(LOOK_KEY + key)

    def resize(self, columns: int, rows: int) -> None:
        self.size = (columns, rows)
        self._write()
        self.app.resize(columns, rows)
        self.settle()

    def whole(self, by: int = 1) -> list[list[Cell]]:
        """Every cell after everything was painted at once, on a terminal that was empty.

        Args:
            by: how many columns the other size has more; where there are fewer, nothing that is scrolled is moved.
        """
        columns, rows = self.size
        self.app.is_blind = True
        self.resize(columns + by, rows)
        self.app.is_blind = False
        self.app.clear()
        self.resize(columns, rows)
        return self.app.cells()


class Pty(AppInPty):
    """A terminal that notes when the app stands still, and of which every cell can be had."""

    def __init__(
        self, folder: Path, given: Sequence[Path], size: tuple[int, int], environment: dict[str, str] | None
    ) -> None:
        self.settled = 0
        self.is_blind = False
        self._tail = b""
        super().__init__(
            *map(str, given),
            home=folder,
            columns=size[0],
            rows=size[1],
            environment=environment,
            module="tests.e2e.by_hand",
        )

    def take(self, data: bytes) -> None:
        if not self.is_blind:
            super().take(data)
        else:
            self.raw += data
        seen = self._tail + data
        while (end := SETTLED.format(self.settled + 1).encode()) in seen:
            self.settled += 1
            seen = seen.partition(end)[2]
        self._tail = seen[-len(end) :]

    def cells(self) -> list[list[Cell]]:
        """Every character with its colours and attributes."""
        with self._lock:
            screen = self._screen
            return [[tuple(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


def size_of(random: Random) -> tuple[int, int]:
    """From 20 x 6 to 300 x 80, most of them of a size that somebody has."""
    if random.random() < 0.15:
        return random.randint(20, 300), random.randint(6, 80)
    return random.randint(30, 130), random.randint(6, 45)


def differing(painted: list[list[Cell]], whole: list[list[Cell]]) -> str:
    """The rows that differ, as they were and as they should have been; empty if none does."""
    lines = []
    for y, (was, wanted) in enumerate(zip(painted, whole, strict=True)):
        if was != wanted:
            columns = [x for x, (here, there) in enumerate(zip(was, wanted, strict=True)) if here != there]
            texts = ("".join(cell[0] for cell in row) for row in (was, wanted))
            lines.append(f"row {y}, columns {columns[0]} to {columns[-1]}: {was[columns[0]]} for {wanted[columns[0]]}")
            lines.extend(texts)
    return "\n".join(lines)


def keys_of(random: Random, shown: str, keys: tuple[str, ...]) -> list[str]:
    """What is pressed next on this screen: never what leaves the app, and one key where a dialog is to be left."""
    if "Leave this " in shown:
        return [random.choice("n ")]
    if "esc back" in shown:
        return ["?"]
    if "Effort" in shown:
        return ["\x1b"]
    may_open = ("?", "w") if shown.lstrip().startswith(LEFT_AT_ONCE) else ("?", "w", "q")
    return [
        *random.choices(keys, k=random.randint(1, 3)),
        *([random.choice(may_open)] if random.random() < 0.1 else []),
    ]


def wander(
    seed: int, folder: Path, steps: int, session: str, keys: tuple[str, ...] = KEYS, ready: str = "READY"
) -> None:
    """Press, wait and resize at random, and compare after every few of these."""
    random = Random(seed)
    run = ByHand(folder, session, size_of(random), ready=ready)
    done: list[tuple[Any, ...]] = [run.size]
    with run.app:
        for step in range(steps):
            for key in keys_of(random, run.app.text(), keys):
                done.append((random.choice(PASSES_MS), key))
                run.press(*done[-1])
            run.settle()
            if random.random() < 0.4:
                done.append(size_of(random))
                run.resize(*done[-1])
            wrong = differing(run.app.cells(), run.whole())
            assert not wrong, f"seed {seed}, step {step}: {done}\n{wrong}"


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 15))])
def test_random_keys_and_sizes_leave_nothing_on_the_terminal(tmp_path: Path, seed: int) -> None:
    wander(seed, tmp_path, 18 if seed < 3 else 80, SESSIONS[seed % len(SESSIONS)])


@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 10))])
def test_neither_do_those_of_a_group(tmp_path: Path, seed: int) -> None:
    wander(seed, tmp_path, 10 if seed < 2 else 80, (GROUP, FEW)[seed % 2], GROUP_KEYS, "REP 1")
