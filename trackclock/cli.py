"""The command line: the one place that puts the parts together.

What a command does with them is in `trackclock.command_line`. Every part is imported by the command that needs it,
because starting up is what a runner waits for.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from trackclock import __version__
from trackclock.errors import TrackclockError
from trackclock.standins import never_fails

if TYPE_CHECKING:
    from trackclock.adapters.store.history import SqliteHistory
    from trackclock.adapters.store.sqlite_store import SqliteStore
    from trackclock.application.services import Services
    from trackclock.core.plan import Plan
    from trackclock.kept_words import WordKeeper
    from trackclock.ports import KeepAwake, Speaker

DEMO_SESSION = "pavey.toml"
"""The bundled session that the demo runs."""


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: what follows the program's name.

    Returns:
        The exit code: 0 done, 1 the file or the data is at fault (message on standard error), 2 the call is.
    """
    for stream in (sys.stdout, sys.stderr):
        never_fails(stream)
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    try:
        code: int = options.command(options)
    except TrackclockError as error:
        from trackclock.command_line.printing import say

        say(error.report(), sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # Whoever reads has seen enough (`trackclock history | head`); a second complaint at exit helps nobody.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a call without sending a file's name to the terminal raw (`trackclock check *`)."""

    def error(self, message: str) -> NoReturn:
        """Complain and exit with code 2."""
        from trackclock.safe_text import printable

        super().error("\n".join(printable(line) for line in message.split("\n")))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="trackclock", description="The stopwatch for running-track sessions. Without a command: the app."
    )
    parser.add_argument("--version", action="version", version=f"trackclock {__version__}")
    parser.set_defaults(command=_app)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    command = commands.add_parser("run", help="the app, ready on a session file")
    command.add_argument("file", metavar="FILE", help="a .toml or .txt session file")
    command.set_defaults(command=_run)

    command = commands.add_parser("demo", help="a simulated runner, 30 times as fast, in a throwaway history")
    command.add_argument("--by-itself", action="store_true", help="it begins and ends without a key")
    command.set_defaults(command=_demo)

    command = commands.add_parser("check", help="the unrolled plan of a session file, or what is wrong with it")
    command.add_argument("file", metavar="FILE", help="a session file; - reads shorthand from standard input")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument("--text", action="store_true", help="as tidy notation")
    command.set_defaults(command=_check)

    command = commands.add_parser("history", help="past sessions, newest first")
    command.add_argument("--json", action="store_true", help="as JSON")
    command.add_argument("--deleted", action="store_true", help="those that were deleted, and only those")
    command.set_defaults(command=_history)

    command = commands.add_parser("show", help="one session's results")
    command.add_argument("id", metavar="ID", help="the id, the beginning of it, or last")
    command.add_argument("--json", action="store_true", help="as JSON")
    command.set_defaults(command=_show)

    command = commands.add_parser("backup", help="write the whole history into one file")
    command.add_argument("file", metavar="FILE", type=Path)
    command.set_defaults(command=_backup)

    command = commands.add_parser("restore", help="merge a backup into the history")
    command.add_argument("file", metavar="FILE", type=Path)
    command.add_argument("--deleted", action="store_true", help="what was deleted comes back as well")
    command.set_defaults(command=_restore)

    command = commands.add_parser("rebuild", help="derive every cache anew from the logs")
    command.set_defaults(command=_rebuild)

    command = commands.add_parser("keys", help="every command with its keys, and where to change them")
    command.add_argument("--json", action="store_true", help="as JSON")
    command.set_defaults(command=_keys)

    command = commands.add_parser("doctor", help="versions, where the files are, which sound, and a test of it")
    command.set_defaults(command=_doctor)
    return parser


# --- the app --------------------------------------------------------------------------------------------------------


def _app(_: argparse.Namespace) -> int:
    from trackclock.command_line.live import DEMO, open_app

    _require_terminal()
    while (code := open_app(_services())) == DEMO:
        _show_demo(by_itself=True)
    return code


def _run(options: argparse.Namespace) -> int:
    from trackclock.application.own_files import loose_file
    from trackclock.command_line.live import open_app
    from trackclock.formats.load import check_plan, load_plan

    path = Path(options.file)
    if not _is_terminal():
        load_plan(path)  # what is wrong with the file matters more
        _require_terminal()
    # The first frame does not wait for the file to be understood, only for it to be there.
    check_plan(path)
    services = _services()
    services.loose = loose_file(path, services.sessions_dir)
    return open_app(services, lambda: load_plan(path), path.name)


def _demo(options: argparse.Namespace) -> int:
    _require_terminal()
    return _show_demo(by_itself=options.by_itself)


def _show_demo(*, by_itself: bool) -> int:
    import tempfile

    from trackclock.command_line.live import open_app

    with tempfile.TemporaryDirectory(prefix="trackclock-demo-") as folder:
        services, plan, source = _demo_services(Path(folder), by_itself=by_itself)
        return open_app(services, plan, source)


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _require_terminal() -> None:
    if not _is_terminal():
        raise TrackclockError("trackclock: this is not a terminal; run it in one, or use check, history or show")


def _services() -> Services:
    from trackclock.adapters.audio.choice import choose
    from trackclock.adapters.clock import SystemClock
    from trackclock.adapters.locations import config_dir, data_dir, exports_dir, sessions_dir
    from trackclock.application.services import Services

    choice = choose(os.environ)
    folder = data_dir()

    def speaker() -> Speaker:
        from trackclock.adapters.audio.speaker import WorkerSpeaker

        return WorkerSpeaker(choice, bell=lambda: services.ring())

    def words() -> WordKeeper:
        from trackclock.adapters.words import WordFolder

        return WordFolder(folder / "words")

    store, history = _store_of(folder, lambda: services.on_saved())

    services = Services(
        clock=SystemClock(),
        store=store,
        history=history,
        speaker=speaker,
        keep_awake=_keep_awake,
        sessions_dir=sessions_dir,
        config_dir=config_dir,
        unsaved_places=_unsaved_places,
        exports_dir=exports_dir,
        words=words,
    )
    return services


def _demo_services(folder: Path, *, by_itself: bool) -> tuple[Services, Plan, str]:
    """A throwaway history with two earlier sessions in it, and a runner who is in better form today."""
    from trackclock.adapters.audio.choice import choose
    from trackclock.adapters.clock import SystemClock
    from trackclock.adapters.locations import exports_dir
    from trackclock.adapters.store.sqlite_store import SqliteStore
    from trackclock.application.services import Services
    from trackclock.core.limits import DAY_MS
    from trackclock.demo import SPEED, FastClock, FastSpeaker, SimulatedRunner, run_through
    from trackclock.formats.bundled import load_bundled
    from trackclock.tour import Tour

    choice = choose(os.environ)
    plan, source = load_bundled(DEMO_SESSION), DEMO_SESSION
    clock = FastClock(SystemClock())
    past = SqliteStore(folder)
    for weeks, form in ((2, 1.03), (1, 1.015)):
        wall_ms = clock.wall_ms() - weeks * 7 * DAY_MS
        run_through(plan, source, SimulatedRunner(weeks, form), past, wall_ms, clock.utc_offset_s())
    past.close()

    def speaker() -> Speaker:
        from trackclock.adapters.audio.speaker import WorkerSpeaker

        return FastSpeaker(WorkerSpeaker(choice, bell=lambda: services.ring()), clock)

    store, history = _store_of(folder, lambda: services.on_saved())
    services = Services(
        clock=clock,
        store=store,
        history=history,
        speaker=speaker,
        keep_awake=_keep_awake,
        sessions_dir=lambda: folder,
        config_dir=lambda: folder,
        exports_dir=exports_dir,
        autopilot=Tour(SimulatedRunner(), by_itself=by_itself),
        speed=SPEED,
    )
    return services, plan, source


def _store_of(
    folder: Path, on_saved: Callable[[], None]
) -> tuple[Callable[[], SqliteStore], Callable[[], SqliteHistory]]:
    """The store and the history of one folder, made on first use; the history reads through that store."""

    @cache
    def store() -> SqliteStore:
        from trackclock.adapters.store.sqlite_store import SqliteStore

        return SqliteStore(folder, on_saved=on_saved)

    def history() -> SqliteHistory:
        from trackclock.adapters.store.history import SqliteHistory

        return SqliteHistory(folder, store())

    return store, history


def _unsaved_places(session_id: str) -> Iterable[Path]:
    from trackclock.adapters.unsaved_places import places

    return places(session_id)


def _keep_awake() -> KeepAwake:
    from trackclock.adapters.keep_awake import WakepyKeepAwake

    return WakepyKeepAwake()


# --- commands for scripts -------------------------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> int:
    from trackclock.command_line.files import check

    return check(options.file, is_json=options.json, is_text=options.text)


def _history(options: argparse.Namespace) -> int:
    from trackclock.command_line.past import list_sessions
    from trackclock.ports import SessionFilter

    return list_sessions(_past(), SessionFilter(is_deleted=options.deleted), is_json=options.json)


def _show(options: argparse.Namespace) -> int:
    from trackclock.command_line.past import show

    return show(_past(), options.id, _today(), is_json=options.json)


def _today() -> int:
    from trackclock.adapters.clock import SystemClock
    from trackclock.core.progress import local_day

    clock = SystemClock()
    return local_day(clock.wall_ms(), clock.utc_offset_s())


def _backup(options: argparse.Namespace) -> int:
    from trackclock.command_line.copies import write_backup

    return write_backup(_store(), options.file)


def _restore(options: argparse.Namespace) -> int:
    from trackclock.command_line.copies import merge_backup

    return merge_backup(_store(), options.file, with_deleted=options.deleted)


def _rebuild(_: argparse.Namespace) -> int:
    from trackclock.command_line.past import rebuild

    return rebuild(_past())


def _keys(options: argparse.Namespace) -> int:
    from trackclock.adapters.locations import config_dir
    from trackclock.command_line.keys import list_keys

    return list_keys(config_dir(), is_json=options.json)


def _doctor(_: argparse.Namespace) -> int:
    from trackclock.doctor import report

    return report()


@contextmanager
def _store() -> Iterator[SqliteStore]:
    """The history for as long as a command needs it; closed, however that ends."""
    from trackclock.adapters.locations import data_dir
    from trackclock.adapters.store.sqlite_store import SqliteStore

    with closing(SqliteStore(data_dir())) as store:
        yield store


@contextmanager
def _past() -> Iterator[SqliteHistory]:
    """The past for as long as a command needs it; closed, however that ends."""
    from trackclock.adapters.locations import data_dir
    from trackclock.adapters.store.history import SqliteHistory

    with closing(SqliteHistory(data_dir())) as history:
        yield history
