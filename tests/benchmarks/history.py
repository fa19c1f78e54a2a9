"""The screens of the past, at none, a thousand and ten thousand sessions of 12 reps and 4 splits.

It exists because the cost of an opened screen must grow with what it shows and not with what is stored. What is
measured is what the user sees: from the write of the key to the output that shows what was asked for, with the
imports of a first opening. Beside it stands an empty Textual app that pushes a screen with one line, and beside an
order another order of the same list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.start import EMPTY
from tests.benchmarks.table import Row
from tests.benchmarks.watch import Shows, Watched, text_of
from tests.benchmarks.world import World

ESCAPE = "\x1b"
COLUMNS, ROWS = 120, 36
LIST_AIM_MS, WORKOUT_AIM_MS, MEMORY_AIM_MB = 100, 150, 150
BY_NAME = "the list by name"
READY = text_of("bundled", "Gym", "About")


@dataclass(frozen=True, slots=True)
class Opening:
    """One screen that is opened, from the screen before.

    Attributes:
        name: what it is called in the table.
        key: what opens it.
        pattern: what its text matches once it shows what was asked for.
        back: how often escape is pressed after it.
        aim_ms: how long it may take; None without an aim.
        beside: the one that it is compared with; empty for a screen of the empty app.
    """

    name: str
    key: str
    pattern: str
    back: int
    aim_ms: int | None = None
    beside: str = ""

    def shows(self) -> Shows:
        """Whether a screen is this one."""
        wanted = re.compile(self.pattern, re.MULTILINE)
        return lambda text: wanted.search(text) is not None


OPENINGS = (
    Opening("the list, first time", "h", r"^ \w{3} [ \d]\d \w{3} \d\d:\d\d +\S", 0, LIST_AIM_MS),
    Opening("a workout over time, first time", "o", r"^ \d{4}-\d\d-\d\d +\d+:\d\d\.\d\d", 1, WORKOUT_AIM_MS),
    Opening("all workouts, first time", "w", r"^ 12 x \d+ m, \d+ s +\d+ +\d{4}-\d\d-\d\d", 1, LIST_AIM_MS),
    Opening("a workout over time, again", "o", r"^ \d{4}-\d\d-\d\d +\d+:\d\d\.\d\d", 2),
    Opening("the list, again", "h", r"^ \w{3} [ \d]\d \w{3} \d\d:\d\d +\S", 0),
    Opening(BY_NAME, "s", r"^ History .* · by name", 0),
    Opening("the list by reps", "s", r"^ History .* · most reps first", 0, beside=BY_NAME),
    Opening("the list by last time", "s", r"^ History .* · most gained on last", 1, LIST_AIM_MS, beside=BY_NAME),
    Opening("bests, first time", "b", r"^ Bests +\d+ distances?", 1),
)
OPENINGS_OF_NONE = (Opening("the list, first time", "h", r"No sessions yet", 1, LIST_AIM_MS),)


def rows(world: World) -> list[Row]:
    """The section."""
    home = world.folder("history")
    rounds = world.pick(2, 7)
    took: dict[int, dict[str, list[float]]] = {size: defaultdict(list) for size in world.sizes}
    memory: dict[int, list[float]] = {size: [] for size in world.sizes}
    pushed: list[float] = []
    empty_memory: list[float] = []
    for _ in range(rounds):
        with Watched(EMPTY, home, columns=COLUMNS, rows=ROWS) as app:
            app.wait_for(text_of("hello"))
            pushed.append(_open_ms(app, "h", text_of("second")))
            empty_memory.append(app.most_memory_mb())
        for size in world.sizes:
            memory[size].append(_round(world, home, size, took[size]))
    lines = [
        _row(opening, size, took[size], took[size].get(opening.beside, pushed))
        for opening in OPENINGS
        for size in world.sizes
        if opening.name in took[size]
    ]
    lines.extend(
        Row(
            f"memory after all of it: {size:,} sessions",
            f"{median(memory[size]):.0f} MB",
            f"empty app {median(empty_memory):.0f} MB",
            median(memory[size]) / median(empty_memory),
            f"<= {MEMORY_AIM_MB} MB",
            median(memory[size]) <= MEMORY_AIM_MB,
        )
        for size in world.sizes
    )
    return lines


def _round(world: World, home: Path, size: int, took: Mapping[str, list[float]]) -> float:
    """Open everything once; returns the largest resident size that the app ever had."""
    environment = {"TRACKCLOCK_DATA_DIR": str(world.history(size))}
    with Watched(("-m", "trackclock"), home, columns=COLUMNS, rows=ROWS, environment=environment) as app:
        app.wait_for(READY)
        for opening in OPENINGS if size else OPENINGS_OF_NONE:
            took[opening.name].append(_open_ms(app, opening.key, opening.shows()))
            for _ in range(opening.back):
                app.type(ESCAPE)
                app.wait_until_quiet()
        memory = app.most_memory_mb()
        app.leave()
    return memory


def _open_ms(app: Watched, key: str, shows: Shows) -> float:
    """From a key to the screen that it opens."""
    assert not shows(app.screen()), f"it is there already:\n{app.screen()}"
    at_ns = app.type(key)
    return (app.wait_for(shows) - at_ns) / 1e6


def _row(opening: Opening, size: int, took: Mapping[str, Sequence[float]], beside: Sequence[float]) -> Row:
    ours = median(took[opening.name])
    base = median(beside)
    aim = opening.aim_ms
    return Row(
        f"{opening.name}: {size:,} sessions",
        f"{ours:.0f} ms",
        f"{opening.beside or 'a screen of the empty app'} {base:.0f} ms",
        ours / base,
        f"<= {aim} ms" if aim else "",
        ours <= aim if aim else None,
    )
