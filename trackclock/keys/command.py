"""What can be asked for by a key: its name, its keys, its words, and where it can be asked for.

It exists so that a key, what the palette calls it, and what footer, help and README say of it can never disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trackclock.core import commands as ask


class Scope(StrEnum):
    """Where a command can be given."""

    EVERYWHERE = "everywhere"
    RUN = "run"
    """On the run screen, while a session is ready, running or just over."""
    GROUP = "group"
    """On the screen of a group, from before its first press to after its last."""
    OFFER = "offer"
    """While an unfinished session is offered, on the run screen, in the list and in a dialog of its own."""
    WORDS = "words"
    """While unsaved words are offered."""
    SESSIONS = "sessions"
    ATHLETES = "athletes"
    """Where those are chosen who run a session as a group."""
    HISTORY = "history"
    WORKOUTS = "workouts"
    WORKOUT = "workout"
    BESTS = "bests"
    VOLUME = "volume"
    """What was run week by week and month by month, and the calendar of the year."""
    GOAL = "goal"
    SESSION = "session"
    """One session of the past."""
    GROUP_SUMMARY = "group summary"
    """What a group's session came to, by athlete and by rep."""
    MARKS = "marks"
    """The marks of a group, to say whose they were."""
    WHOSE = "whose"
    """The list of those whose sessions there are."""
    EDITOR = "editor"
    NOTE = "note"
    MEND = "mend"
    MEND_SESSION = "mend session"
    PREVIEW = "preview"
    RESUME = "resume"
    QUESTION = "question"
    SAVING = "saving"
    """The question on the way out of what is not saved."""
    LINE = "line"
    """A dialog that asks for one line of text."""
    UNSAVED = "unsaved"
    BUTTONS = "buttons"
    """Where a button is pressed to see what it sends."""
    EXPORT = "export"
    """The question as what a session is to be written into a file."""
    HELP = "help"


PLACES: tuple[frozenset[Scope], ...] = (
    frozenset({Scope.RUN, Scope.OFFER, Scope.EVERYWHERE}),
    frozenset({Scope.GROUP, Scope.EVERYWHERE}),
    frozenset({Scope.SESSIONS, Scope.OFFER, Scope.WORDS, Scope.EVERYWHERE}),
    *(
        frozenset({scope, Scope.EVERYWHERE})
        for scope in (
            Scope.ATHLETES,
            Scope.HISTORY,
            Scope.WORKOUTS,
            Scope.WORKOUT,
            Scope.BESTS,
            Scope.VOLUME,
            Scope.GOAL,
            Scope.SESSION,
            Scope.GROUP_SUMMARY,
            Scope.MARKS,
        )
    ),
    frozenset({Scope.BUTTONS, Scope.EVERYWHERE}),
    frozenset({Scope.EDITOR, Scope.WORDS, Scope.EVERYWHERE}),
    frozenset({Scope.NOTE, Scope.WORDS}),
    frozenset({Scope.RESUME, Scope.OFFER}),
    *(
        frozenset({scope})
        for scope in (
            Scope.MEND,
            Scope.MEND_SESSION,
            Scope.PREVIEW,
            Scope.QUESTION,
            Scope.SAVING,
            Scope.LINE,
            Scope.UNSAVED,
            Scope.WHOSE,
            Scope.EXPORT,
            Scope.HELP,
        )
    ),
)
"""The scopes that can be active together: within one place no key has two commands."""

LIVE = frozenset({Scope.RUN, Scope.GROUP})
"""Where a session runs: its keys count before any widget sees them, and nothing is there to move in."""

TYPING = frozenset({Scope.EDITOR, Scope.WORDS, Scope.NOTE, Scope.LINE, Scope.UNSAVED})
"""Where letters are typed, so that no command can be a letter."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the user can ask for in one scope; the same id in several scopes is the same command.

    Attributes:
        id: its name in `config.toml`, in actions and in tests.
        keys: the keys that give it, in Textual's words; the first is the one that is shown.
        title: what the palette and the help of its screen call it.
        footer: one to three words for the line at the bottom; empty to leave it out there.
        scope: where it can be given.
        action: what Textual runs, in its words: an action of the screen, unless it begins with `app.`.
        help: a line of the help page and of the README's table; empty: its title says it all.
        rank: the larger, the sooner the line at the bottom leaves it out where there is no room; 0 stays.
        shown: the key as a person reads it, where that is not the first of `keys`.
        is_priority: whether it counts before the widget that has the focus sees the key.
        make: what the recorder is asked; None where the app does it itself.
        tones: the states of the run screen, by `core.view.Tone`, in which its footer names it.
        helped_by: the command whose line of help speaks for this one too; empty for a line of its own.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    footer: str
    scope: Scope
    action: str = ""
    help: str = ""
    rank: int = 1
    shown: str = ""
    is_priority: bool = False
    make: Callable[[], ask.Command] | None = None
    tones: frozenset[str] = frozenset()
    helped_by: str = ""

    @property
    def binding_id(self) -> str:
        """What Textual calls its binding: the id alone stands for several, one a scope."""
        return f"{self.scope}.{self.id}"


def counts_while_typing(command: Command) -> bool:
    """Whether a command can be given while the keyboard is in a text field, which then never sees the key."""
    return command.scope in TYPING or (command.scope is Scope.EVERYWHERE and command.is_priority)


def can_meet(one: Command, other: Command) -> bool:
    """Whether two commands can be given on one screen, so that no key can be both.

    A command that counts everywhere and before every widget does so in the dialogs as well.
    """
    if any(command.scope is Scope.EVERYWHERE and command.is_priority for command in (one, other)):
        return True
    return one.scope is other.scope or any({one.scope, other.scope} <= place for place in PLACES)
