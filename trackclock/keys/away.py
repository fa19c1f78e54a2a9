"""The commands of the screens around a session: the list, the editor, the past, and every dialog.

It exists as one table, screen by screen, in the order of the lines at the bottom.
"""

from __future__ import annotations

from dataclasses import replace

from trackclock.keys.command import Command, Scope
from trackclock.keys.group import ATHLETE_KEYS

_BACK = ("escape",)


def _copies(scope: Scope, what: str, *, csv: str = "") -> tuple[Command, Command]:
    return (
        Command("copy", ("y",), f"Copy {what} as Markdown", "copy", scope, "copy('markdown')"),
        Command("copy_csv", ("comma",), f"Copy {what} as CSV, comma-separated", csv, scope, "copy('csv')"),
    )


def _back(scope: Scope, title: str = "Back", footer: str = "back", action: str = "back") -> Command:
    return Command("back", _BACK, title, footer, scope, action, rank=0)


def _submit(scope: Scope, words: str, action: str) -> Command:
    return Command("submit", (), "Take what was typed", words, scope, action, shown="enter")


def _bests(scope: Scope, rank: int = 1) -> Command:
    return Command("bests", ("b",), "Bests by distance", "bests", scope, "bests", rank=rank)


def _goal(scope: Scope, rank: int = 1) -> Command:
    return Command("goal", ("g",), "The goal: days to go, predictions, advice", "goal", scope, "goal", rank=rank)


def _whose(scope: Scope, title: str = "Whose sessions: your own, or an athlete's", rank: int = 0) -> Command:
    return Command("whose", ("a",), title, "whose", scope, "whose", rank=rank)


def _filter(scope: Scope, what: str, rank: int = 1) -> Command:
    return Command("filter", ("slash",), f"Filter the {what} by words", "filter", scope, "filter", rank=rank)


SESSIONS = (
    Command("run", ("enter",), "Run this session", "run", Scope.SESSIONS, "run"),
    Command(
        "athletes", ("a",), "Run this session as a group: choose who is there", "group", Scope.SESSIONS, "group", rank=2
    ),
    Command("new", ("n",), "Write a new session", "new", Scope.SESSIONS, "new", rank=2),
    Command("edit", ("e",), "Edit this session (a bundled one as a copy)", "edit", Scope.SESSIONS, "edit", rank=6),
    Command("duplicate", ("d",), "Duplicate this session", "copy", Scope.SESSIONS, "duplicate", rank=7),
    _filter(Scope.SESSIONS, "list", rank=3),
    Command("history", ("h",), "Past sessions", "history", Scope.SESSIONS, "history"),
    _bests(Scope.SESSIONS, rank=4),
    _goal(Scope.SESSIONS, rank=5),
    Command(
        "demo", ("w",), "Watch the demo: a simulated runner, 30 times as fast", "demo", Scope.SESSIONS, "demo", rank=8
    ),
    Command("rename", ("r",), "Give this session file another name", "rename", Scope.SESSIONS, "rename", rank=10),
    Command("delete", ("x", "delete"), "Delete this session file", "delete", Scope.SESSIONS, "delete", rank=9),
    Command("undo", ("u",), "Undo: bring back the file that was deleted", "", Scope.SESSIONS, "undo"),
    Command("read_again", ("f5",), "Read the session files again", "", Scope.SESSIONS, "reload"),
    _back(Scope.SESSIONS, "See all sessions", "", "see_all"),
)

WORDS = (
    Command("restore_words", ("f8",), "Unsaved words: bring them back", "restore", Scope.WORDS, "restore_words"),
    Command("discard_words", ("f9",), "Unsaved words: throw them away", "discard", Scope.WORDS, "discard_words"),
)

HISTORY = (
    Command("open", ("enter",), "Open the session", "open", Scope.HISTORY, "open"),
    _filter(Scope.HISTORY, "list"),
    Command("sort", ("s",), "Sort by the next column", "sort", Scope.HISTORY, "sort", rank=3),
    Command("reverse", ("v",), "Turn the order round", "", Scope.HISTORY, "reverse"),
    Command("over_time", ("o",), "This workout over time", "over time", Scope.HISTORY, "workout"),
    Command(
        "workouts",
        ("w",),
        "All workouts: how often, when last, best and trend",
        "workouts",
        Scope.HISTORY,
        "workouts",
    ),
    _bests(Scope.HISTORY),
    Command(
        "volume",
        ("c",),
        "Calendar of the year, weeks and months: reps, distance, hard sessions",
        "calendar",
        Scope.HISTORY,
        "volume",
        rank=2,
    ),
    _goal(Scope.HISTORY, rank=2),
    Command(
        "run_again",
        ("r",),
        "Run this session again, as it was planned that day",
        "run again",
        Scope.HISTORY,
        "run_again",
        rank=4,
    ),
    Command(
        "delete",
        ("x", "delete"),
        "Delete this session; a deleted one for good",
        "delete",
        Scope.HISTORY,
        "delete",
        rank=5,
    ),
    Command("undo", ("u",), "Undo: bring back what was deleted", "", Scope.HISTORY, "undo"),
    Command(
        "deleted", ("d",), "See the deleted sessions, or the others again", "deleted", Scope.HISTORY, "bin", rank=6
    ),
    _whose(Scope.HISTORY),
    *_copies(Scope.HISTORY, "the list"),
    _back(Scope.HISTORY),
)

WORKOUTS = (
    Command("open", ("enter",), "This workout over time", "over time", Scope.WORKOUTS, "open"),
    _filter(Scope.WORKOUTS, "workouts"),
    Command("sort", ("s",), "Sort by date, name or how often", "sort", Scope.WORKOUTS, "sort"),
    _whose(Scope.WORKOUTS),
    *_copies(Scope.WORKOUTS, "the list", csv="CSV"),
    _back(Scope.WORKOUTS),
)

WORKOUT = (
    Command("open", ("enter",), "Open the session", "open", Scope.WORKOUT, "open"),
    Command("diagram", ("d",), "Table or diagram", "diagram", Scope.WORKOUT, "plot"),
    Command("aside", (), "Scroll to the other reps", "more reps", Scope.WORKOUT, "aside", shown="←→"),
    _whose(Scope.WORKOUT),
    *_copies(Scope.WORKOUT, "the table", csv="CSV"),
    _back(Scope.WORKOUT),
)

VOLUME = (
    Command("period", ("p",), "Weeks or months", "weeks, months", Scope.VOLUME, "period"),
    _whose(Scope.VOLUME),
    _back(Scope.VOLUME),
)

BESTS = (
    Command("open", ("enter",), "Open the session in which it was set", "open its session", Scope.BESTS, "open"),
    Command("diagram", ("d",), "How this best fell, as a list or a diagram", "diagram", Scope.BESTS, "plot"),
    _goal(Scope.BESTS),
    _whose(Scope.BESTS),
    *_copies(Scope.BESTS, "the table", csv="CSV"),
    _back(Scope.BESTS),
)

GOAL = (
    Command("edit", ("e",), "Set the goal and the day of the race", "set the goal", Scope.GOAL, "edit"),
    Command("diagram", ("d",), "What your sessions pointed to, as a diagram", "diagram", Scope.GOAL, "plot"),
    Command("open", ("enter",), "Open the session behind the prediction", "open its session", Scope.GOAL, "open"),
    _bests(Scope.GOAL),
    _whose(Scope.GOAL),
    *_copies(Scope.GOAL, "the predictions"),
    _back(Scope.GOAL),
)

SESSION = (
    Command(
        "edit",
        ("e",),
        "Mend this rep, or the session: its date and start, a step left running",
        "mend",
        Scope.SESSION,
        "mend",
    ),
    Command("undo", ("u",), "Undo the newest change", "undo", Scope.SESSION, "undo"),
    Command("redo", ("b",), "Redo: bring back what was undone", "redo", Scope.SESSION, "redo", rank=2),
    Command("note", ("w",), "Write a note and rate the effort", "note", Scope.SESSION, "write_note"),
    Command("diagram", ("d",), "Show or hide the diagram", "diagram", Scope.SESSION, "plot"),
    Command("over_time", ("o",), "This workout over time", "over time", Scope.SESSION, "workout"),
    Command("resume", ("r",), "Go on with this session", "", Scope.SESSION, "resume"),
    Command("group", ("g",), "The group that it was run with", "", Scope.SESSION, "group"),
    Command(
        "export",
        ("f",),
        "Export this session as a file: FIT, TCX, CSV or JSON",
        "export",
        Scope.SESSION,
        "export",
    ),
    replace(_whose(Scope.SESSION, "Give this session to another athlete"), footer=""),
    *_copies(Scope.SESSION, "the reps"),
    _back(Scope.SESSION),
)

GROUP_SUMMARY = (
    Command("open", ("enter",), "Open the session of this athlete", "open", Scope.GROUP_SUMMARY, "open"),
    Command("edit", ("e",), "The marks: say whose they were", "mend the marks", Scope.GROUP_SUMMARY, "marks"),
    Command(
        "beside",
        ("p",),
        "Beside each time: against their own target, the place, or nothing",
        "target, place",
        Scope.GROUP_SUMMARY,
        "beside",
    ),
    Command("aside", (), "Scroll to the other reps", "more reps", Scope.GROUP_SUMMARY, "aside", shown="←→"),
    Command("note", ("w",), "Write a note about the group", "note", Scope.GROUP_SUMMARY, "write_note"),
    Command(
        "export",
        ("f",),
        "Export the group: one CSV or JSON, a FIT or TCX for each athlete",
        "export",
        Scope.GROUP_SUMMARY,
        "export",
        rank=2,
    ),
    *_copies(Scope.GROUP_SUMMARY, "the table", csv="CSV"),
    _back(Scope.GROUP_SUMMARY),
)

MARKS = (
    *(
        Command(f"athlete_{number}", (key,), f"This mark was athlete {number}", "", Scope.MARKS, f"give({number - 1})")
        for number, key in enumerate(ATHLETE_KEYS, start=1)
    ),
    Command("nobodys", ("x",), "This mark is nobody's again", "nobody's", Scope.MARKS, "give(-1)"),
    Command("drop_mark", ("backspace", "delete"), "This mark was none: nobody passed", "drop it", Scope.MARKS, "drop"),
    Command("swap", ("s",), "Swap this mark with the next one", "swap with the next", Scope.MARKS, "swap"),
    Command("undo", ("u",), "Undo the newest change", "undo", Scope.MARKS, "undo"),
    Command("redo", ("b",), "Redo: bring back what was undone", "redo", Scope.MARKS, "redo", rank=2),
    Command("open", ("enter",), "Open the session of this athlete", "open", Scope.MARKS, "open", rank=2),
    _back(Scope.MARKS),
)

EDITOR = (
    Command("save", ("ctrl+s",), "Save into your own sessions", "save", Scope.EDITOR, "save", is_priority=True),
    Command(
        "save_and_run",
        ("f5", "ctrl+r"),
        "Save what was changed, and run the session",
        "run",
        Scope.EDITOR,
        "run",
        rank=0,
    ),
    Command(
        "options",
        ("f2",),
        "Show or hide the options: lap, splits, get ready, start, guard",
        "options",
        Scope.EDITOR,
        "options",
    ),
    Command("problem", ("f4",), "Go to what is wrong", "to the error", Scope.EDITOR, "problem"),
    Command("remark", ("f3",), "Make the line a remark, or a line again", "", Scope.EDITOR, "remark"),
    Command("next_field", (), "Go to the next field", "next field", Scope.EDITOR, "app.focus_next", shown="tab"),
    Command(
        "back", _BACK, "Leave; offers to save what is not saved", "back", Scope.EDITOR, "back", rank=0, is_priority=True
    ),
)

NOTE = (
    _submit(Scope.NOTE, "save", "keep"),
    Command("save", ("ctrl+s",), "Save", "", Scope.NOTE, "keep"),
    Command("next_field", (), "Go to the other field", "note, effort", Scope.NOTE, "app.focus_next", shown="tab"),
    _back(Scope.NOTE, "Leave it as it was", "leave as it was", "cancel"),
)

MEND = (
    Command("type_time", ("t", "enter"), "Type the time of this mark", "type its time", Scope.MEND, "type_time"),
    Command("delete_press", ("d", "delete"), "Delete this press", "delete it", Scope.MEND, "delete"),
    Command("insert_press", ("i",), "Put in a press that was missed", "put one in", Scope.MEND, "insert"),
    Command(
        "leave_out",
        ("x",),
        "Leave the rep out of comparisons, or let it count again",
        "leave rep out",
        Scope.MEND,
        "exclude",
    ),
    Command("distance", ("m",), "Say how far the timed rep went", "its distance", Scope.MEND, "distance"),
    Command(
        "confirm", ("o",), "It was so: the doubted or imported time may be a best", "it was so", Scope.MEND, "confirm"
    ),
    Command(
        "whole_session",
        ("s",),
        "The session's date and start, or a step that was left running",
        "the session",
        Scope.MEND,
        "session",
    ),
    _back(Scope.MEND, action="cancel"),
)

MEND_SESSION = (
    Command(
        "type_time",
        ("t", "enter"),
        "Type another date and start, or how long the step really took",
        "change it",
        Scope.MEND_SESSION,
        "change",
    ),
    Command(
        "confirm", ("o",), "It was so: all imported times may be bests", "it was so", Scope.MEND_SESSION, "confirm"
    ),
    _back(Scope.MEND_SESSION, action="cancel"),
)

PREVIEW = (
    Command("agree", ("enter", "y"), "Make the change", "do it", Scope.PREVIEW, "agree", is_priority=True),
    Command(
        "back",
        ("escape", "n"),
        "Leave it as it is",
        "leave it as it is",
        Scope.PREVIEW,
        "refuse",
        rank=0,
        is_priority=True,
    ),
)

QUESTION = (
    Command("agree", ("enter", "y"), "Yes", "yes", Scope.QUESTION, "answer(True)"),
    Command("back", ("escape", "n"), "No", "no", Scope.QUESTION, "answer(False)", rank=0),
    Command("leave", ("q",), "Leave, where that is what is asked", "", Scope.QUESTION, "leave"),
)

SAVING = (
    Command("agree", ("enter", "y"), "Save it and leave", "save it", Scope.SAVING, "save"),
    Command("discard", ("n",), "Leave without saving", "leave without saving", Scope.SAVING, "discard"),
    _back(Scope.SAVING, "Stay", "stay", action="stay"),
)

RESUME = (
    Command("agree", ("enter",), "Carry on from where it stopped", "", Scope.RESUME, "carry_on"),
    _back(Scope.RESUME, "Leave it as it is", "not now"),
)

LINE = (
    _submit(Scope.LINE, "go on", "go_on"),
    _back(Scope.LINE, "Leave it as it is", "leave it as it is", "cancel"),
)

UNSAVED = (
    _submit(Scope.UNSAVED, "save it there and leave", "save"),
    Command("back", _BACK, "Stay", "stay", Scope.UNSAVED, "stay", rank=0, is_priority=True),
    Command(
        "give_up", ("ctrl+d",), "Leave and lose it", "leave and lose it", Scope.UNSAVED, "give_up", is_priority=True
    ),
)

WHOSE = (
    Command("open", ("enter",), "Take this one", "this one", Scope.WHOSE, "open"),
    _back(Scope.WHOSE, "Leave it as it is", "leave it as it is", "cancel"),
)

BUTTONS = (
    Command("choose", ("tab",), "Give the key that was seen to a command", "to a command", Scope.BUTTONS, "choose"),
    Command("agree", ("enter",), "Give it to this command", "to this one", Scope.BUTTONS, "agree"),
    _back(Scope.BUTTONS, footer="twice: back"),
)

EXPORT = (
    Command("as_fit", ("f",), "As FIT, for watches and services", "FIT", Scope.EXPORT, "answer('fit')"),
    Command("as_tcx", ("t",), "As TCX, for what takes no FIT", "TCX", Scope.EXPORT, "answer('tcx')"),
    Command("as_csv", ("c",), "As CSV, a lap a row", "CSV", Scope.EXPORT, "answer('csv')"),
    Command("as_json", ("j",), "As JSON, for programs", "JSON", Scope.EXPORT, "answer('json')"),
    _back(Scope.EXPORT, "Leave it", "not now", "cancel"),
)

HELP = (
    _back(Scope.HELP, action="dismiss"),
    Command("buttons", ("i",), "See what a button sends", "", Scope.HELP, "app.command('buttons')"),
    Command("help", ("question_mark",), "Back", "", Scope.HELP, "dismiss"),
    Command("leave", ("q",), "Back", "", Scope.HELP, "dismiss"),
    Command("agree", ("enter",), "Back", "", Scope.HELP, "dismiss"),
)
