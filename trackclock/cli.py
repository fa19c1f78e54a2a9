"""The command line: the one place that puts the parts together.

Every part is imported by the command that needs it, because starting up is what a runner waits for.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from trackclock import __version__
from trackclock.errors import TrackclockError
from trackclock.standins import never_fails, takes_everything

if TYPE_CHECKING:
    import re

    from trackclock.adapters.store.history import SqliteHistory
    from trackclock.adapters.store.sqlite_store import SqliteStore
    from trackclock.application.services import Services
    from trackclock.core.plan import Plan
    from trackclock.kept_words import WordKeeper
    from trackclock.ports import KeepAwake, Speaker

DEMO_SESSION = "pavey.toml"
"""The bundled session that the demo runs."""

_SWITCH_S = 0.000_5
"""How long a thread that paints may keep the one that stamps the keys, or reads the history, from the interpreter:
Python's own 5 ms are as much as a split may be off, and SQLite gives the interpreter back at each row."""


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
        _say(str(error), sys.stderr)
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
    command.set_defaults(command=_demo)

    command = commands.add_parser("check", help="the unrolled plan of a session file, or what is wrong with it")
    command.add_argument("file", metavar="FILE", help="a session file; - reads shorthand from standard input")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument("--text", action="store_true", help="as tidy notation")
    command.set_defaults(command=_check)

    command = commands.add_parser("history", help="past sessions, newest first")
    command.add_argument("--json", action="store_true", help="as JSON")
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
    command.set_defaults(command=_restore)

    command = commands.add_parser("rebuild", help="derive every cache anew from the logs")
    command.set_defaults(command=_rebuild)

    command = commands.add_parser("doctor", help="versions, where the files are, which sound, and a test of it")
    command.set_defaults(command=_doctor)
    return parser


# --- the app --------------------------------------------------------------------------------------------------------


def _app(_: argparse.Namespace) -> int:
    _require_terminal()
    return _open_app(_services())


def _run(options: argparse.Namespace) -> int:
    from trackclock.formats.load import check_plan, load_plan

    path = Path(options.file)
    if not _is_terminal():
        load_plan(path)  # what is wrong with the file matters more
        _require_terminal()
    # The first frame does not wait for the file to be understood, only for it to be there.
    check_plan(path)
    return _open_app(_services(), lambda: load_plan(path), path.name)


def _demo(_: argparse.Namespace) -> int:
    _require_terminal()
    import tempfile

    with tempfile.TemporaryDirectory(prefix="trackclock-demo-") as folder:
        services, plan, source = _demo_services(Path(folder))
        return _open_app(services, plan, source)


def _open_app(services: Services, plan: Plan | Callable[[], Plan] | None = None, source: str = "") -> int:
    from trackclock.ui.app import TrackclockApp

    app = TrackclockApp(services, plan, source)
    if app.driver_class.__name__ == "LinuxDriver":  # of Linux and macOS
        from trackclock.ui.driver import SteadyDriver

        app.driver_class = SteadyDriver
    sys.setswitchinterval(_SWITCH_S)
    try:
        app.run()
    finally:
        # Whatever made it end, an exception too: what the history did not take must not go with the process.
        try:
            is_lost = not services.unsaved.save_anywhere()
            is_saved = _tell_unsaved(services, is_lost=is_lost)
            _tell_waiting(services)
        finally:
            services.close_store()
    if app.failure is not None:
        raise app.failure
    return app.return_code or (0 if is_saved else 1)


def _tell_unsaved(services: Services, *, is_lost: bool) -> bool:
    """Say on standard error what became of the history and what is not in it; returns whether all of it is there."""
    unsaved, store = services.unsaved, services.made_store
    sessions = unsaved.sessions
    if store is not None:
        _tell(store.notice)
    if store is None or not sessions:
        return True
    fault = store.fault
    text = f"trackclock: {_sessions(len(sessions))} NOT SAVED in the history{f': {fault}' if fault else ''}"
    if is_lost:
        text += f"\nnor anywhere else: {unsaved.trouble or 'there is no other place'}"
    elif unsaved.path is not None and not unsaved.is_given_up:
        text += f"\nbut in a file; bring it back with: trackclock restore {shlex.quote(str(unsaved.path))}"
    with suppress(OSError):  # the terminal may be gone
        _say(text, sys.stderr)
    return False


def _tell_waiting(services: Services) -> None:
    """Say which files with sessions that the history did not take are still not in the history."""
    from trackclock.adapters.unsaved_places import waiting

    store = services.made_store
    for path in waiting(store) if store is not None and services.autopilot is None else ():
        if path != services.unsaved.path:
            with suppress(OSError):  # the terminal may be gone
                what = "has sessions that are not in the history; bring them back with"
                _say(f"trackclock: {path}\n{what}: trackclock restore {shlex.quote(str(path))}", sys.stderr)


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


def _demo_services(folder: Path) -> tuple[Services, Plan, str]:
    """A throwaway history with two earlier sessions in it, and a runner who is in better form today."""
    from trackclock.adapters.audio.choice import choose
    from trackclock.adapters.clock import SystemClock
    from trackclock.adapters.locations import exports_dir
    from trackclock.adapters.store.sqlite_store import SqliteStore
    from trackclock.application.services import Services
    from trackclock.demo import SPEED, FastClock, FastSpeaker, SimulatedRunner, autopilot, run_through
    from trackclock.formats.bundled import load_bundled

    choice = choose(os.environ)
    plan, source = load_bundled(DEMO_SESSION), DEMO_SESSION
    clock = FastClock(SystemClock())
    past = SqliteStore(folder)
    for weeks, form in ((2, 1.03), (1, 1.015)):
        wall_ms = clock.wall_ms() - weeks * 7 * 86_400_000
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
        autopilot=autopilot(SimulatedRunner()),
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
    from trackclock.formats.load import load_plan, load_text
    from trackclock.formats.plan_json import plan_to_json

    plan = load_text(sys.stdin.buffer.read()) if options.file == "-" else load_plan(Path(options.file))
    if options.json:
        _print_json(plan_to_json(plan))
    elif options.text:
        from trackclock.core.notation.printer import tidy

        _say(tidy(plan))
    else:
        from trackclock.formats.plan_text import plan_to_text

        _say(plan_to_text(plan))
    return 0


def _history(options: argparse.Namespace) -> int:
    with _past() as history:
        rows = history.sessions()
        _tell(history.notice)
    if options.json:
        from trackclock.formats.session_json import history_to_json

        _print_json(history_to_json(rows))
    else:
        from trackclock.formats.session_text import history_to_text

        _say(history_to_text(rows))
    return 0


def _show(options: argparse.Namespace) -> int:
    from trackclock.core.comparisons import deltas_of, like_keys
    from trackclock.core.session import results_of

    with _past() as history:
        stored = history.find(options.id, _today())
        _tell(history.notice)
        results = results_of(stored.header.plan, stored.log)
        keys = [key for key in like_keys(results.plan.steps) if key is not None]
        deltas = deltas_of(results, history.like(keys, stored.start.wall_ms))
    if options.json:
        from trackclock.formats.session_json import session_to_json

        start = stored.start
        moment = (start.wall_ms, start.utc_offset_s)
        _print_json(
            session_to_json(stored.header.id, *moment, results, deltas, recorded_wall_ms=start.recorded_wall_ms)
        )
    else:
        from trackclock.formats.session_text import session_to_text

        session_id, start = stored.header.id, stored.start
        recorded_ms = start.recorded_wall_ms
        _say(
            session_to_text(
                session_id, start.wall_ms, start.utc_offset_s, results, deltas, recorded_wall_ms=recorded_ms
            )
        )
    return 0


def _today() -> int:
    from trackclock.adapters.clock import SystemClock
    from trackclock.core.progress import local_day

    clock = SystemClock()
    return local_day(clock.wall_ms(), clock.utc_offset_s())


def _backup(options: argparse.Namespace) -> int:
    from trackclock.adapters.store.backup import back_up

    with _store() as store:
        done = back_up(store, options.file)
        _tell(store.notice)
    _say(f"{_sessions(done.sessions)} written to {options.file}")
    return _complain(f"{session_id} cannot be read and is not in it" for session_id in done.unreadable)


def _restore(options: argparse.Namespace) -> int:
    from trackclock.adapters.store.backup import restore

    with _store() as store:
        done = restore(store, options.file)
        _tell(store.notice)
    _say(f"{_sessions(done.added)} added, {done.extended} extended, {done.unchanged} there already")
    for session_id in done.beside:
        _say(f"another session of the same name is there; this one is kept beside it as {session_id}")
    held = (f"{session_id} is running in another app and was left alone" for session_id in done.held)
    return _complain((*held, *([done.cut_off] if done.cut_off else [])))


def _rebuild(_: argparse.Namespace) -> int:
    with _past() as history:
        _say(f"{_sessions(history.rebuild())} summed up anew")
        _tell(history.notice)
    return 0


def _tell(notice: str | None) -> None:
    """Say what happened to the history's file, such as that it was damaged and moved aside."""
    if notice is not None:
        with suppress(OSError):  # the terminal may be gone
            _say(notice, sys.stderr)


def _sessions(count: int) -> str:
    return "1 session" if count == 1 else f"{count} sessions"


def _complain(complaints: Iterable[str]) -> int:
    code = 0
    for complaint in complaints:
        _say(complaint, sys.stderr)
        code = 1
    return code


def _doctor(_: argparse.Namespace) -> int:
    from trackclock.doctor import report

    return report()


def _say(text: str, stream: TextIO | None = None) -> None:
    """Print lines, on standard output unless said otherwise; names, notes and paths in them may be anybody's.

    Whatever a terminal would act on, an escape code or a mark that turns the direction of the text, and whatever
    cannot be encoded, becomes a replacement character, so that none of it depends on who made the text.
    """
    from trackclock.safe_text import printable

    print("\n".join(printable(line) for line in text.split("\n")), file=stream or sys.stdout)


def _print_json(value: object) -> None:
    import json

    from trackclock.safe_text import safe

    text = json.dumps(value, indent=2, ensure_ascii=not takes_everything(sys.stdout))
    # Only strings hold what could do harm, and there an escape of JSON means the same.
    print("\n".join(safe(line, _escaped) for line in text.split("\n")))


def _escaped(found: re.Match[str]) -> str:
    """A character as JSON writes it in ASCII."""
    import json

    return json.dumps(found[0])[1:-1]


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
