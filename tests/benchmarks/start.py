"""Start-up: from the start of the process to the first painted frame, and to a screen that can be used.

It exists because a runner who stands at the line has no patience; the measure is an empty Textual app.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.benchmarks.table import Row, paired_ratio
from tests.benchmarks.watch import Shows, Watched, anything, text_of
from tests.benchmarks.world import World

AIM = 1.15
AIM_LARGE = 1.2
EMPTY = ("-m", "tests.benchmarks.apps.empty")
PAVEY = str(Path(__file__).resolve().parents[2] / "sessions" / "pavey.toml")
READY = text_of("bundled", "Gym", "About")


@dataclass(frozen=True, slots=True)
class Contender:
    """Something that is started.

    Attributes:
        name: what it is called in the table.
        arguments: what Python is given.
        is_usable: the screen that can be used.
        environment: on top of the usual one.
    """

    name: str
    arguments: Sequence[str]
    is_usable: Shows
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Start:
    """How one start went, in milliseconds.

    Attributes:
        frame: to the first painted frame.
        busy: how long it had been on a processor by then: says the same, and does not mind who else was.
        usable: to the screen that can be used.
    """

    frame: float
    busy: float
    usable: float


def start(contender: Contender, home: Path) -> Start:
    """Start it once."""
    with Watched(contender.arguments, home, environment=contender.environment) as app:
        frame_ns = app.wait_for(anything)
        busy_ns = app.busy_until_shown_ns()
        usable_ns = app.wait_for(contender.is_usable)
    return Start((frame_ns - app.started_ns) / 1e6, busy_ns / 1e6, (usable_ns - app.started_ns) / 1e6)


def measure(ours: Contender, theirs: Contender, home: Path, rounds: int) -> tuple[list[Start], list[Start]]:
    """Start both, one right after the other, round after round, each first in every other round.

    Returns:
        The starts of each, one for each round.
    """
    found: dict[str, list[Start]] = {ours.name: [], theirs.name: []}
    for turn in range(-1, rounds):
        for contender in (ours, theirs) if turn % 2 else (theirs, ours):
            one = start(contender, home)
            if turn >= 0:  # the first round only fills the caches of the machine
                found[contender.name].append(one)
    return found[ours.name], found[theirs.name]


def rows(world: World) -> list[Row]:
    """The section."""
    size = world.sizes[-1]
    home, rounds = world.folder("start"), world.pick(3, 11)
    empty = Contender("empty app", EMPTY, text_of("hello"))
    plain = Contender("list of sessions", ("-m", "trackclock"), READY)
    ready = Contender("run sessions/pavey.toml", ("-m", "trackclock", "run", PAVEY), text_of("READY", "SPACE"))
    long = Contender(
        f"list, {size:,} sessions in the history",
        ("-m", "trackclock"),
        READY,
        {"TRACKCLOCK_DATA_DIR": str(world.history(size))},
    )
    frames: list[Row] = []
    busy: list[Row] = []
    usable: list[Row] = []
    for ours, theirs, aim in ((plain, empty, AIM), (ready, empty, AIM), (long, empty, AIM), (long, plain, AIM_LARGE)):
        here, there = measure(ours, theirs, home, rounds)
        pair = [(one.frame, other.frame) for one, other in zip(here, there, strict=True)]
        frames.append(_row(f"first frame: {ours.name}", pair, theirs.name, aim))
        pair = [(one.busy, other.busy) for one, other in zip(here, there, strict=True)]
        busy.append(_row(f"processor time by then: {ours.name}", pair, theirs.name))
        pair = [(one.usable, other.usable) for one, other in zip(here, there, strict=True)]
        usable.append(_row(f"all there: {ours.name}", pair, theirs.name))
    return [*frames, *busy, *usable]


def _row(what: str, pairs: Sequence[tuple[float, float]], beside: str, aim: float | None = None) -> Row:
    here, there = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    ratio = paired_ratio(here, there)
    return Row(
        what,
        f"{median(here):.0f} ms",
        f"{beside} {median(there):.0f} ms",
        ratio,
        f"<= {aim}" if aim else "",
        ratio <= aim if aim else None,
    )
