"""Every screen by its name, imported when it is opened.

It exists so that no screen imports another one, and so that none is imported before somebody goes there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

if TYPE_CHECKING:
    from textual.command import Provider

    from trackclock.application.entrants import Gathered
    from trackclock.application.preview import Preview
    from trackclock.application.session_file import SessionFile
    from trackclock.application.unsaved import Unsaved
    from trackclock.application.watching import Sight
    from trackclock.core import commands as ask
    from trackclock.core.group.entrant import Entrant
    from trackclock.core.plan import Plan
    from trackclock.core.view import RepRow
    from trackclock.kept_words import KeptWords
    from trackclock.ports import SessionHeader, SessionStore, StoredSession
    from trackclock.recorder import Recorder
    from trackclock.ui.following import Follower
    from trackclock.ui.questions import Question

_SCREENS = "trackclock.ui.screens"

SCREENS: dict[str, tuple[str, str]] = {
    "ask_line": (f"{_SCREENS}.ask", "AskScreen"),
    "athletes": (f"{_SCREENS}.athletes", "AthletesScreen"),
    "bests": (f"{_SCREENS}.bests", "BestsScreen"),
    "buttons": (f"{_SCREENS}.buttons", "ButtonsScreen"),
    "confirm": (f"{_SCREENS}.confirm", "ConfirmDialog"),
    "editor": (f"{_SCREENS}.editor", "EditorScreen"),
    "export": (f"{_SCREENS}.export", "ExportDialog"),
    "goal": (f"{_SCREENS}.goal", "GoalScreen"),
    "group": ("trackclock.ui.group.screen", "GroupScreen"),
    "group_marks": (f"{_SCREENS}.group_marks", "GroupMarksScreen"),
    "group_summary": (f"{_SCREENS}.group_summary", "GroupSummaryScreen"),
    "help_page": (f"{_SCREENS}.help", "HelpScreen"),
    "history": (f"{_SCREENS}.history", "HistoryScreen"),
    "mend": (f"{_SCREENS}.mend", "MendScreen"),
    "mend_session": (f"{_SCREENS}.mend_session", "MendSessionScreen"),
    "note": (f"{_SCREENS}.note", "NoteScreen"),
    "preview": (f"{_SCREENS}.preview", "PreviewScreen"),
    "resume": (f"{_SCREENS}.resume", "ResumeScreen"),
    "run": ("trackclock.ui.run.screen", "RunScreen"),
    "saving": (f"{_SCREENS}.saving", "SavingDialog"),
    "session": (f"{_SCREENS}.session", "SessionScreen"),
    "sessions": (f"{_SCREENS}.sessions", "SessionsScreen"),
    "start": (f"{_SCREENS}.start", "StartScreen"),
    "unsaved": (f"{_SCREENS}.unsaved", "UnsavedScreen"),
    "volume": (f"{_SCREENS}.volume", "VolumeScreen"),
    "watch": ("trackclock.ui.run.watching", "WatchScreen"),
    "whose": (f"{_SCREENS}.whose", "WhoseScreen"),
    "workout": (f"{_SCREENS}.workout", "WorkoutScreen"),
    "workouts": (f"{_SCREENS}.workouts", "WorkoutsScreen"),
}
"""Module and class of each; the function of the same name makes one, with what that class takes."""


def import_ahead(*names: str) -> None:
    """Import screens while nobody waits for them; for a thread."""
    for name in names:
        import_module(SCREENS[name][0])


def shows(screen: Screen[Any], name: str) -> bool:
    """Whether a screen is the one of a name; imports nothing."""
    return (type(screen).__module__, type(screen).__qualname__) == SCREENS[name]


def _made(name: str, *args: object, **kwargs: object) -> Screen[Any]:
    module, kind = SCREENS[name]
    screen: Screen[Any] = getattr(import_module(module), kind)(*args, **kwargs)
    return screen


def palette() -> type[Provider]:
    """What a screen with `keys` puts into its COMMANDS."""
    from trackclock.ui.palette import KeysProvider

    return KeysProvider


# --- running ----------------------------------------------------------------------------------------------------------


def start(file: str = "") -> Screen[None]:
    """What is painted first."""
    return _made("start", file)


def sessions() -> Screen[None]:
    """The sessions that can be run."""
    return _made("sessions")


def run(
    plan: Plan | None,
    source: str,
    *,
    stored: StoredSession | None = None,
    keep_running: bool = True,
) -> Screen[None]:
    """One session, from ready to its summary."""
    return _made("run", plan, source, stored=stored, keep_running=keep_running)


def athletes(plan: Plan, begin: Callable[[Gathered], object]) -> Screen[None]:
    """Who runs a session as a group."""
    return _made("athletes", plan, begin)


def group(
    plan: Plan,
    source: str,
    entrants: Sequence[Entrant] = (),
    *,
    stored: tuple[StoredSession, Sequence[StoredSession]] | None = None,
) -> Screen[None]:
    """A group, from ready to its summary."""
    return _made("group", plan, source, entrants, stored=stored)


def group_resumed(group_log: StoredSession, members: Sequence[StoredSession]) -> Screen[None]:
    """A group that did not finish: its log and those of its athletes, by their keys; the caller holds them."""
    return group(group_log.header.plan, group_log.header.source, stored=(group_log, members))


def watch(follower: Follower | None = None, sight: Sight | None = None) -> Screen[None]:
    """The session that another app runs, only to be looked at."""
    return _made("watch", follower, sight)


def editor(
    file: SessionFile | None = None, *, is_copy: bool = False, words: KeptWords | None = None
) -> Screen[str | None]:
    """A session file while it is written."""
    return _made("editor", file, is_copy=is_copy, words=words)


# --- the past ---------------------------------------------------------------------------------------------------------


def history(text: str = "") -> Screen[None]:
    """The past sessions."""
    return _made("history", text)


def session(session_id: str, words: KeptWords | None = None) -> Screen[None]:
    """One past session."""
    return _made("session", session_id, words)


def group_summary(group_id: str) -> Screen[None]:
    """What a group's session came to."""
    return _made("group_summary", group_id)


def group_marks(group_id: str) -> Screen[None]:
    """The marks of a group, to say whose they were."""
    return _made("group_marks", group_id)


def workouts() -> Screen[None]:
    """Every workout that was run."""
    return _made("workouts")


def workout(workout: str, name: str) -> Screen[None]:
    """One workout over time."""
    return _made("workout", workout, name)


def bests() -> Screen[None]:
    """Bests by distance."""
    return _made("bests")


def volume() -> Screen[None]:
    """Weeks, months and the calendar of the year."""
    return _made("volume")


def goal() -> Screen[None]:
    """The way to the goal."""
    return _made("goal")


# --- dialogs ----------------------------------------------------------------------------------------------------------


def ask_line(
    title: str, value: str = "", hint: str = "", check: Callable[[str], str] | None = None
) -> Screen[str | None]:
    """One line of text."""
    return _made("ask_line", title, value, hint, check)


def confirm(question: Question) -> Screen[bool]:
    """Yes or no."""
    return _made("confirm", question)


def export() -> Screen[str | None]:
    """As what a session is to be written into a file."""
    return _made("export")


def saving() -> Screen[bool | None]:
    """What becomes of what is not saved."""
    return _made("saving")


def buttons() -> Screen[None]:
    """What any key or button sends."""
    return _made("buttons")


def help_page() -> Screen[None]:
    """Every key and every sound."""
    return _made("help_page")


def mend(recorder: Recorder, row: RepRow, refusal_of: Callable[[ask.Command], str]) -> Screen[ask.Command | None]:
    """The repairs of one rep."""
    return _made("mend", recorder, row, refusal_of)


def mend_session(recorder: Recorder, refusal_of: Callable[[ask.Command], str]) -> Screen[ask.Command | None]:
    """The repairs of a whole session."""
    return _made("mend_session", recorder, refusal_of)


def note(
    note: str,
    effort: int | None,
    save: Callable[[str, int | None], str],
    session: SessionHeader,
    words: KeptWords | None = None,
) -> Screen[bool]:
    """A note and an effort."""
    return _made("note", note, effort, save, session, words)


def whose(title: str, choices: Sequence[str], chosen: int = 0) -> Screen[int | None]:
    """Which of several people."""
    return _made("whose", title, choices, chosen)


def preview(preview: Preview) -> Screen[bool]:
    """A change before it is made."""
    return _made("preview", preview)


def resume(gone_ms: int, *, can_keep: bool) -> Screen[bool | None]:
    """How to go on with a session that did not finish."""
    return _made("resume", gone_ms, can_keep=can_keep)


def unsaved(unsaved: Unsaved, store: SessionStore, *, can_stay: bool) -> Screen[bool]:
    """What stands between leaving and losing what the history did not take."""
    return _made("unsaved", unsaved, store, can_stay=can_stay)
