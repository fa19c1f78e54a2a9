"""The commands of a running group.

They exist as a table of their own because a group is timed by other keys than one athlete: a digit is a person. What is
the same command has the same id and the same keys as on the screen of one athlete.
"""

from __future__ import annotations

from trackclock.keys.command import Command, Scope
from trackclock.keys.live import RUN

ATHLETE_KEYS: tuple[str, ...] = (*"123456789", "0", "e", "p")
"""Below the digits lie e and p, where no layout moves them; o would be read as a nought."""

ATHLETES: tuple[str, ...] = tuple(f"athlete_{number}" for number in range(1, len(ATHLETE_KEYS) + 1))
"""The ids of the commands, in the order of the athletes."""

_ALONE = {command.id: command for command in RUN}


def _same(command_id: str, title: str, footer: str, line: str, rank: int) -> Command:
    return Command(command_id, _ALONE[command_id].keys, title, footer, Scope.GROUP, help=line, rank=rank)


def _passes(number: int, key: str) -> Command:
    title = f"Athlete {number} passes; while naming, it was athlete {number}"
    is_first = number == 1
    return Command(
        f"athlete_{number}",
        (key,),
        title,
        "",
        Scope.GROUP,
        help="that athlete passes; while naming: it was that athlete" if is_first else "",
        helped_by="" if is_first else "athlete_1",
    )


GROUP: tuple[Command, ...] = (
    _same("mark", "Press: start, or somebody passes", "", "start; somebody passes, named later", 0),
    *(_passes(number, key) for number, key in enumerate(ATHLETE_KEYS, 1)),
    Command(
        "name",
        ("tab",),
        "Name the marks that are nobody's, oldest first",
        "name",
        Scope.GROUP,
        help="naming: the oldest ? first; again: back",
        rank=1,
    ),
    Command(
        "mark_before",
        ("left",),
        "Naming: the mark before",
        "which",
        Scope.GROUP,
        help="naming: another mark, named or not",
        rank=3,
        shown="←",
    ),
    Command(
        "mark_after", ("right",), "Naming: the mark after", "which", Scope.GROUP, shown="→", helped_by="mark_before"
    ),
    Command(
        "drop_mark",
        ("backspace", "delete"),
        "Naming: that mark was none",
        "drop it",
        Scope.GROUP,
        help="naming: that mark was none",
        rank=2,
        shown="bksp",
    ),
    Command(
        "nobodys",
        ("x",),
        "Naming: that mark is nobody's again",
        "nobody's",
        Scope.GROUP,
        help="naming: that mark is nobody's again",
        rank=4,
    ),
    _same("back", "Naming is over; back, while nothing runs", "back", "naming is over; back, while nothing runs", 1),
    Command(
        "all_in",
        ("enter",),
        "All are in: whoever has not passed is not waited for",
        "all in",
        Scope.GROUP,
        help="all in: the rest counts from the last one in",
        rank=3,
    ),
    Command(
        "swap",
        ("s",),
        "Swap the two newest marks",
        "swap",
        Scope.GROUP,
        help="the last two marks were the other way round",
        rank=4,
    ),
    _same("undo", "Undo", "undo", "undo; an earlier rep: again within 3 s", 2),
    _same("redo", "Redo: bring back what was undone", "redo", "bring back what was undone", 9),
    Command(
        "row_up",
        ("up",),
        "Choose the athlete above",
        "choose",
        Scope.GROUP,
        help="choose an athlete",
        rank=6,
        shown="↑",
    ),
    Command("row_down", ("down",), "Choose the athlete below", "choose", Scope.GROUP, shown="↓", helped_by="row_up"),
    Command(
        "out",
        ("o",),
        "The chosen athlete is out, or joins again",
        "out, in",
        Scope.GROUP,
        help="the chosen athlete is out, or joins",
        rank=5,
    ),
    _same("skip", "The chosen athlete skips this step", "skip", "the chosen athlete skips the step", 7),
    _same("not_ready", "Not ready: take back the GO", "not ready", "not ready: take back the GO", 5),
)
