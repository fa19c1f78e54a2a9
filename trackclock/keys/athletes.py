"""The commands of the screen on which those are chosen who run a session as a group.

They exist apart from the other screens' as a group has a table of its own: what is chosen here is timed by those keys.
"""

from __future__ import annotations

from trackclock.keys.command import Command, Scope

ATHLETES = (
    Command("run", ("enter",), "Get ready with those who are chosen", "start", Scope.ATHLETES, "run"),
    Command(
        "choose_athlete",
        ("c",),
        "This athlete is there, or is not (the space bar does the same)",
        "there or not",
        Scope.ATHLETES,
        "choose",
        shown="space",
    ),
    Command("new", ("n",), "Add an athlete to your file of settings", "new", Scope.ATHLETES, "new", rank=2),
    Command(
        "rename",
        ("r",),
        "Another name for this athlete, who keeps the history",
        "rename",
        Scope.ATHLETES,
        "rename",
        rank=4,
    ),
    Command(
        "delete",
        ("x", "delete"),
        "Take this athlete out of your file of settings",
        "delete",
        Scope.ATHLETES,
        "delete",
        rank=5,
    ),
    Command(
        "stagger",
        ("s",),
        "Start together, one after the other, or by pace group",
        "starts",
        Scope.ATHLETES,
        "stagger",
        rank=1,
    ),
    Command("rests", ("o",), "Rests as planned, together, or each their own", "rests", Scope.ATHLETES, "rests", rank=1),
    Command("back", ("escape",), "Back", "back", Scope.ATHLETES, "back", rank=0),
)
