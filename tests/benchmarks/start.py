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


def measure(contenders: Sequence[Contender], home: Path, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Start each in turn, round after round.

    Returns:
        For each name: milliseconds to the first frame and to the screen that can be used, one pair a round.
    """
    found: dict[str, list[tuple[float, float]]] = {contender.name: [] for contender in contenders}
    for turn in range(-1, rounds):
        for contender in contenders:
            with Watched(contender.arguments, home, environment=contender.environment) as app:
                shown_ns = app.wait_for(anything), app.wait_for(contender.is_usable)
            if turn >= 0:  # the first round only fills the caches of the machine
                frame, usable = (round((at_ns - app.started_ns) / 1e6, 2) for at_ns in shown_ns)
                found[contender.name].append((frame, usable))
    return found


def rows(world: World) -> list[Row]:
    """The section."""
    size = world.sizes[-1]
    contenders = (
        Contender("empty app", EMPTY, text_of("hello")),
        Contender("list of sessions", ("-m", "trackclock"), text_of("bundled", "Gym", "About")),
        Contender(
            "run sessions/pavey.toml", ("-m", "trackclock", "run", "sessions/pavey.toml"), text_of("READY", "SPACE")
        ),
        Contender(
            f"list, {size:,} sessions in the history",
            ("-m", "trackclock"),
            text_of("bundled", "Gym", "About"),
            {"TRACKCLOCK_DATA_DIR": str(world.history(size))},
        ),
    )
    found = measure(contenders, world.folder("start"), world.pick(3, 11))
    base = [pair[0] for pair in found["empty app"]]
    lines: list[Row] = []
    for contender in contenders[1:]:
        frames = [pair[0] for pair in found[contender.name]]
        ratio = paired_ratio(frames, base)
        lines.append(_row(f"first frame: {contender.name}", frames, base, ratio, "empty app", f"{AIM}", ratio <= AIM))
    for contender in contenders[1:]:
        usable = [pair[1] for pair in found[contender.name]]
        lines.append(_row(f"all there: {contender.name}", usable, base, paired_ratio(usable, base), "empty app"))
    none, many = ([pair[0] for pair in found[contenders[index].name]] for index in (1, 3))
    ratio = paired_ratio(many, none)
    lines.append(
        _row(f"first frame: {size:,} sessions", many, none, ratio, "no session", f"{AIM_LARGE}", ratio <= AIM_LARGE)
    )
    return lines


def _row(
    what: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    ratio: float,
    beside: str,
    aim: str = "",
    is_met: bool | None = None,
) -> Row:
    return Row(what, f"{median(ours):.0f} ms", f"{beside} {median(theirs):.0f} ms", ratio, aim and f"<= {aim}", is_met)
