"""Every key of the app in one place: its palette entry, its footer text and its line of help.

It exists so that a key, what the palette calls it and what the help says of it can never disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from textual.binding import Binding

from trackclock.core import commands as ask
from trackclock.core.events import Cause
from trackclock.core.session.offers import STEP_MS
from trackclock.core.view import Tone

OFFSET_STEP_MS = 20
"""By how much one press of { or } makes up for a loudspeaker that is late, as those on Bluetooth are."""


class Scope(StrEnum):
    """Where a command can be given."""

    LIVE = "live"
    """On the run screen, while a session is ready, running or just over."""
    APP = "app"
    """Everywhere."""


@dataclass(frozen=True, slots=True)
class AppCommand:
    """Something that the user can ask for.

    Attributes:
        id: its name in actions and tests.
        keys: the keys that give it, in Textual's words; the first is the one shown.
        shown: that key as a person reads it.
        title: what the palette calls it.
        footer: two or three words for the line at the bottom.
        help: a sentence for the help screen and the palette.
        helped_by: the command whose line of help speaks for this one too; empty for a line of its own.
        scope: where it can be given.
        make: what the recorder is asked; None where the app does it itself.
        tones: the states in which the footer names it, of the run screen; empty for none.
        rank: the larger, the sooner the footer leaves it out where there is no room.
    """

    id: str
    keys: tuple[str, ...]
    shown: str
    title: str
    footer: str
    help: str
    scope: Scope = Scope.LIVE
    make: Callable[[], ask.Command] | None = None
    tones: frozenset[Tone] = frozenset()
    helped_by: str = ""
    rank: int = 9


@dataclass(frozen=True, slots=True)
class Named:
    """What the footer says of one key, or of two that belong together.

    Attributes:
        id: the command of the first of them.
        keys: as a person reads them.
        text: what they do.
        rank: the larger, the sooner it is left out where there is no room.
    """

    id: str
    keys: str
    text: str
    rank: int


_WORK = frozenset({Tone.WORK})
_ALL = frozenset(Tone)
_BEGUN = _ALL - {Tone.READY}
_BEFORE_THE_END = _ALL - {Tone.COOLDOWN, Tone.FINISHED}
_RUNNING = _BEFORE_THE_END - {Tone.READY}

COMMANDS: tuple[AppCommand, ...] = (
    AppCommand(
        "press",
        ("space",),
        "space",
        "Press: start, split, finish, go on",
        "",
        "start, split, finish, cut: what is due",
        make=ask.Press,
    ),
    AppCommand(
        "finish",
        ("enter",),
        "enter",
        "The rep is finished",
        "finished",
        "rep finished: press of last 15 s, or now",
        make=ask.FinishRep,
        tones=_WORK,
        rank=3,
    ),
    AppCommand(
        "next_mark",
        ("k",),
        "k",
        "That press was the next mark",
        "missed one",
        "that press was the next mark: one missed",
        make=ask.CountAsNextMark,
        tones=_WORK,
        rank=4,
    ),
    AppCommand(
        "count",
        ("c",),
        "c",
        "Count the refused press",
        "count it",
        "count the press that was refused",
        make=ask.CountRefused,
        tones=_RUNNING,
        rank=3,
    ),
    AppCommand(
        "undo",
        ("u",),
        "u",
        "Undo",
        "undo",
        "undo; an earlier step: again within 3 s",
        make=ask.Undo,
        tones=_BEGUN,
        rank=2,
    ),
    AppCommand("redo", ("U",), "U", "Redo", "redo", "bring back what was undone", make=ask.Redo, tones=_BEGUN, rank=10),
    AppCommand(
        "earlier",
        ("minus",),
        "-",
        "Last mark half a second earlier",
        "0.5 s",
        "the last mark 0.5 s earlier",
        make=lambda: ask.MoveLastMark(-STEP_MS),
        tones=_BEGUN,
        rank=5,
    ),
    AppCommand(
        "later",
        ("plus", "equals_sign"),
        "+",
        "Last mark half a second later",
        "later",
        "later",
        make=lambda: ask.MoveLastMark(STEP_MS),
        helped_by="earlier",
    ),
    AppCommand(
        "not_ready",
        ("r",),
        "r",
        "Not ready: take back the GO",
        "not ready",
        "not ready: take back the GO",
        make=ask.NotReady,
        tones=frozenset({Tone.GET_READY, Tone.WORK}),
        rank=5,
    ),
    AppCommand(
        "skip",
        ("n",),
        "n",
        "Skip this step",
        "skip",
        "skip the step; its recovery follows",
        make=ask.Skip,
        tones=_RUNNING,
        rank=7,
    ),
    AppCommand(
        "add_rep",
        ("a",),
        "a",
        "One more rep",
        "one more",
        "one more rep",
        make=ask.AddRep,
        tones=_RUNNING,
        rank=6,
    ),
    AppCommand(
        "add_set",
        ("A",),
        "A",
        "One more set",
        "one more set",
        "one more set",
        make=ask.AddSet,
        helped_by="add_rep",
    ),
    AppCommand(
        "drop_reps",
        ("x",),
        "x",
        "Drop the remaining reps of the set",
        "last rep",
        "no more reps in this set",
        make=ask.DropReps,
        tones=_RUNNING,
        rank=6,
    ),
    AppCommand(
        "drop_sets",
        ("X",),
        "X",
        "Drop the remaining sets",
        "last set",
        "no more sets",
        make=ask.DropSets,
        helped_by="drop_reps",
    ),
    AppCommand(
        "pause",
        ("p",),
        "p",
        "Pause or go on",
        "pause",
        "pause a countdown or an open recovery",
        make=ask.TogglePause,
        tones=_RUNNING - _WORK,
        rank=3,
    ),
    AppCommand(
        "compare",
        ("v",),
        "v",
        "Hold the rep against the next comparison",
        "against",
        "hold the rep against another time",
        tones=_BEFORE_THE_END,
        rank=8,
    ),
    AppCommand(
        "pacer",
        ("l",),
        "l",
        "Sound pacer: off, or how often it ticks",
        "pacer",
        "sound pacer: off, each 100, 50, 200 m, mark",
        tones=_BEFORE_THE_END,
        rank=9,
    ),
    AppCommand(
        "note",
        ("w",),
        "w",
        "Write a note and rate the effort",
        "note",
        "after the last rep: a note and the effort",
        tones=frozenset({Tone.COOLDOWN, Tone.FINISHED}),
        rank=3,
    ),
    AppCommand(
        "plot",
        ("g",),
        "g",
        "Show or hide the plot of the reps",
        "plot",
        "after the last rep: the reps as a plot",
        tones=frozenset({Tone.FINISHED}),
        rank=3,
    ),
    AppCommand("mute", ("m",), "m", "Mute or unmute", "mute", "mute or unmute", Scope.APP, tones=_ALL, rank=8),
    AppCommand(
        "quieter",
        ("left_square_bracket",),
        "[",
        "Quieter",
        "volume",
        "quieter",
        Scope.APP,
        tones=_ALL,
        rank=11,
    ),
    AppCommand("louder", ("right_square_bracket",), "]", "Louder", "louder", "louder", Scope.APP, helped_by="quieter"),
    AppCommand(
        "sound_later",
        ("left_curly_bracket",),
        "{",
        f"Sounds {OFFSET_STEP_MS} ms later",
        "sound lag",
        f"sounds {OFFSET_STEP_MS} ms later",
        Scope.APP,
        tones=_ALL,
        rank=13,
    ),
    AppCommand(
        "sound_sooner",
        ("right_curly_bracket",),
        "}",
        f"Sounds {OFFSET_STEP_MS} ms sooner, for a loudspeaker that is late",
        "sound sooner",
        "sooner (Bluetooth lag)",
        Scope.APP,
        helped_by="sound_later",
    ),
    AppCommand(
        "theme",
        ("t",),
        "t",
        "Next theme (sunlight, dark)",
        "theme",
        "theme: dark, sunlight",
        Scope.APP,
        tones=_ALL,
        rank=10,
    ),
    AppCommand(
        "help",
        ("question_mark",),
        "?",
        "Help: every key and every sound",
        "help",
        "help: keys and sounds",
        Scope.APP,
        tones=_ALL,
        rank=1,
    ),
    AppCommand(
        "redraw",
        ("ctrl+l",),
        "ctrl+l",
        "Redraw the screen",
        "",
        "redraw the screen",
        Scope.APP,
    ),
    AppCommand(
        "leave", ("q",), "q", "Leave", "leave", "leave (asks while a session runs)", Scope.APP, tones=_ALL, rank=1
    ),
)
"""In the order of the help screen."""


def _keys(command: AppCommand) -> list[str]:
    """Its key, and those of the commands that share its line."""
    return [command.shown, *(other.shown for other in COMMANDS if other.helped_by == command.id)]


HELP_LINES: tuple[tuple[str, str], ...] = tuple(
    (
        " ".join(_keys(command)),
        "; ".join([command.help, *(other.help for other in COMMANDS if other.helped_by == command.id)]),
    )
    for command in COMMANDS
    if not command.helped_by
)
"""Keys and text of every line of the help screen."""

BY_ID = {command.id: command for command in COMMANDS}


_BOUND_BY_THE_APP = ("press", "redraw")
"""Space counts on every screen, and so does what puts a screen in order: no widget and no dialog is asked first."""


def bindings(scope: Scope, *, is_priority: bool) -> list[Binding]:
    """The bindings of one scope, each running the action `app.command('ID')`.

    Priority bindings are looked up in the order in which the keys arrive, before any widget sees them.
    """
    return [
        Binding(",".join(command.keys), f"app.command('{command.id}')", command.title, show=False, priority=is_priority)
        for command in COMMANDS
        if command.scope is scope and command.id not in _BOUND_BY_THE_APP
    ]


@lru_cache(maxsize=256)
def footer(tone: Tone, offered: frozenset[ask.Command]) -> tuple[Named, ...]:
    """What the bottom line of the run screen names in a state, the press itself left out; asked for at each tick.

    Args:
        tone: the state.
        offered: the commands of the session that do something now; what the app does itself always does.
    """
    found: list[Named] = []
    for command in COMMANDS:
        if tone not in command.tones or not command.footer or command.helped_by:
            continue
        pair = (command, *(other for other in COMMANDS if other.helped_by == command.id))
        held = [one for one in pair if one.make is None or one.make() in offered]
        if held:
            keys = " ".join(one.shown for one in held)
            found.append(Named(held[0].id, keys, held[0].footer, command.rank))
    return tuple(found)


def press(cause: Cause = Cause.SPACE) -> ask.Press:
    """The one big key."""
    return ask.Press(cause)
