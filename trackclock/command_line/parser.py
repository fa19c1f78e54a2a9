"""What can be asked for on the command line.

It exists apart from what is done about it so that a shell can be told of it: see `completion`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

from trackclock import __version__

if TYPE_CHECKING:
    _Commands: TypeAlias = "argparse._SubParsersAction[Parser]"

SHELLS: Final = ("bash", "zsh", "fish")
"""The shells that can be told how to complete the commands."""


FORMS: Final = ("fit", "tcx", "csv", "json")
"""What a session can be exported as: `application.exporting.Form`."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a call without sending a file's name to the terminal raw (`trackclock check *`)."""

    def error(self, message: str) -> NoReturn:
        """Complain and exit with code 2."""
        from trackclock.safe_text import printable

        super().error("\n".join(printable(line) for line in message.split("\n")))


NOTATION: Final = (
    ("8 x 400m @ 72 with 90s recovery", "reps, target, recovery between"),
    ("3 x 800m in 2:40-2:44 w/ 2 min jog", "a range, and how to recover"),
    ("10 x 400m on 2:00", "a cycle: one every two minutes"),
    ("5 x 3 min hard, 90s easy", "reps by time"),
    ("2 x (4 x 200m, 30s rest), 5 min between sets", "sets, and the rest between"),
    ("200, 400, 600, 400, 200m with 200m jog", "a ladder, recovery by distance"),
    ("10 x (1 min on, 1 min off)", "on and off"),
    ("4-6 x 800m with 2 min", "the last two are optional"),
    ("warm up 10 min", "a line of its own; so cool down"),
)
"""Lines of a workout, each with what it shows; a test reads them as printed."""


def make_parser() -> Parser:
    """The parser; what was asked for is the `command` of its namespace, empty for the app."""
    parser = Parser(
        prog="trackclock", description="The stopwatch for running-track sessions. Without a command: the app."
    )
    parser.add_argument("--version", action="version", version=f"trackclock {__version__}")
    parser.set_defaults(command="")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_sessions(commands)
    _add_past(commands)
    _add_others(commands)
    return parser


def _add(commands: _Commands, name: str, text: str, epilog: str | None = None) -> Parser:
    """One more command.

    Args:
        commands: those there are.
        name: what it is called.
        text: what it does, for the list of them and its own help.
        epilog: what stands below its arguments, its lines as they are.
    """
    command = commands.add_parser(
        name,
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(command=name)
    return command


def _by_example() -> str:
    """The notation in a few lines."""
    width = max(len(line) for line, _ in NOTATION)
    rows = (f"  {line:<{width}}  {shows}" for line, shows in NOTATION)
    return "\n".join(("a workout is what a coach would write, a block a line:", *rows))


def _add_sessions(commands: _Commands) -> None:
    """What is about the sessions that can be run."""
    command = _add(commands, "run", "the app, ready on a session file")
    command.add_argument(
        "file", metavar="FILE", help="a session file, or the name of one of the list; - reads standard input"
    )

    command.add_argument(
        "--athletes", metavar="NAMES", help="who runs it as a group, as Ana,Ben; else those whom the file names"
    )

    _add(commands, "watch", "the session that another trackclock runs, on a second screen")

    command = _add(commands, "demo", "a simulated runner, 30 times as fast, in a throwaway history")
    command.add_argument("--by-itself", action="store_true", help="it begins and ends without a key")
    command.add_argument("--group", action="store_true", help="six runners and a coach with one keyboard")

    command = _add(commands, "sessions", "the sessions that can be run, as the app lists them")
    command.add_argument("--json", action="store_true", help="as JSON")

    command = _add(commands, "check", "the unrolled plan of a session file, or what is wrong with it", _by_example())
    command.add_argument("file", metavar="FILE", help="a session file or its name; - reads standard input")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument("--text", action="store_true", help="as tidy notation")


def _add_past(commands: _Commands) -> None:
    """What is about the sessions that were run."""
    command = _add(commands, "history", "past sessions, newest first")
    command.add_argument("--json", action="store_true", help="as JSON")
    command.add_argument("--since", metavar="DATE", help="from that day on: 2026-05-01, 2026-05, 30d or 8w")
    command.add_argument("--deleted", action="store_true", help="those that were deleted, and only those")
    _add_athlete(command)

    command = _add(commands, "show", "one session's results")
    command.add_argument("id", metavar="ID", help="the id of a session or a group, the beginning of it, or last")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument(
        "--csv", action="store_true", help="as CSV: a lap a row, in milliseconds; of a group an athlete a row"
    )

    _add_athlete(command, "whose last session")

    command = _add(commands, "export", "past sessions as files for other programs: FIT, TCX, CSV or JSON")
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "id", metavar="ID", nargs="?", help="the id of a session or a group, the beginning of it, or last"
    )
    which.add_argument("--since", metavar="DATE", help="all from that day on: 2026-05-01, 2026-05, 30d or 8w")
    which.add_argument("--all", action="store_true", help="all that are not deleted")
    command.add_argument("--format", choices=FORMS, help="as PATH ends, else fit, unless said here")
    command.add_argument(
        "-o", "--output", metavar="PATH", help="a file or a folder, here unless said; - writes to standard output"
    )
    command.add_argument("--force", action="store_true", help="files that are there already are replaced")
    _add_athlete(command)

    command = _add(commands, "import", "workouts into your sessions, past activities into the history")
    command.add_argument("files", metavar="FILE", type=Path, nargs="*", help="files of a watch or a service")
    command.add_argument("--yes", action="store_true", help="take it in without asking")
    command.add_argument("--reps", metavar="LAPS", help="which laps were reps, as 2,4,6-10; else it is told from them")
    command.add_argument("--distance", metavar="METRES", help="how long every rep was; else it is told from the laps")
    command.add_argument("--deleted", action="store_true", help="a session that was deleted comes back")
    command.add_argument("--undo", metavar="ID", help="take an imported session out again: its id, or last")

    command = _add(commands, "backup", "write the whole history into one file")
    command.add_argument(
        "file", metavar="FILE", type=Path, help="the file to write; takes the place of one that is there"
    )

    command = _add(commands, "restore", "merge a backup into the history")
    command.add_argument("file", metavar="FILE", type=Path, help="what backup wrote, or a file with unsaved sessions")
    command.add_argument("--deleted", action="store_true", help="what was deleted comes back as well")

    _add(commands, "rebuild", "derive every cache anew from the logs")


def _add_athlete(command: Parser, what: str = "whose sessions") -> None:
    command.add_argument("--athlete", metavar="NAME", help=f"{what}, where you have timed others; else your own")


def _add_others(commands: _Commands) -> None:
    """What is about trackclock itself."""
    command = _add(commands, "keys", "every command with its keys, and where to change them")
    command.add_argument("--json", action="store_true", help="as JSON")

    _add(commands, "doctor", "versions, the terminal, where the files are, which sound, and a test of it")

    command = _add(commands, "completion", "what a shell needs to complete these commands")
    command.add_argument("shell", metavar="SHELL", choices=SHELLS, help=f"one of {', '.join(SHELLS)}")
