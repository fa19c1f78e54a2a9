"""The command line: the one place that puts the parts together.

What a command does with them is in `trackclock.command_line`. Every part is imported by the command that needs it,
because starting up is what a runner waits for.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trackclock.command_line.opened import opened_past, opened_store
from trackclock.command_line.parser import make_parser
from trackclock.command_line.terminal import fault_of_terminal, require_terminal, take_keys_from_the_terminal
from trackclock.errors import TrackclockError
from trackclock.standins import never_fails

if TYPE_CHECKING:
    from trackclock.adapters.audio.speaker import WorkerSpeaker
    from trackclock.adapters.store.history import SqliteHistory
    from trackclock.adapters.store.sqlite_store import SqliteStore
    from trackclock.application.services import Services
    from trackclock.core.plan import Plan
    from trackclock.kept_words import WordKeeper
    from trackclock.ports import KeepAwake, Speaker, Voice

DEMO_SESSION = "pavey.toml"
"""The bundled session that the demo runs."""

GROUP_DEMO_SESSION = "4x600.toml"
"""The same for the demo of a group."""


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
        options = make_parser().parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    try:
        code = _COMMANDS[options.command](options)
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


# --- the app --------------------------------------------------------------------------------------------------------


def _app(_: argparse.Namespace) -> int:
    from trackclock.command_line.live import DEMO, open_app

    require_terminal()
    while (code := open_app(_services())) == DEMO:
        _show_demo(by_itself=True)
    return code


def _run(options: argparse.Namespace) -> int:
    from trackclock.adapters.locations import sessions_dir
    from trackclock.application.own_files import loose_file
    from trackclock.command_line.finding import find_session
    from trackclock.command_line.live import names_of, open_app

    names = names_of(options.athletes)
    if options.file == "-":
        return _run_given(names)
    found = find_session(options.file, sessions_dir())
    if fault_of_terminal():
        found.load()  # what is wrong with the file matters more
        require_terminal()
    # The first frame does not wait for the file to be understood, only for it to be there.
    found.check()
    services = _services()
    services.names = names
    services.loose = loose_file(found.path, services.sessions_dir) if found.path is not None else None
    return open_app(services, found.load, found.name)


def _run_given(names: tuple[str, ...]) -> int:
    """Run what stands on standard input, and take the keys from the terminal."""
    from trackclock.application.own_files import Loose
    from trackclock.command_line.live import open_app
    from trackclock.formats.load import load_text, read_given

    given = read_given(sys.stdin.buffer)
    plan = load_text(given)
    if not sys.stdin.isatty():
        take_keys_from_the_terminal()
    require_terminal()
    services = _services()
    services.names = names
    services.loose = lambda: Loose(plan.name, given)
    return open_app(services, plan, "-")


def _demo(options: argparse.Namespace) -> int:
    require_terminal()
    return _show_demo(by_itself=options.by_itself, is_group=options.group)


def _watch(_: argparse.Namespace) -> int:
    from trackclock.command_line.watching import watch

    require_terminal()
    return watch()


def _show_demo(*, by_itself: bool, is_group: bool = False) -> int:
    import tempfile

    from trackclock.command_line.live import open_app

    # What somebody else has open there, such as a scanner for viruses, is no fault of the demo's.
    with tempfile.TemporaryDirectory(prefix="trackclock-demo-", ignore_cleanup_errors=True) as folder:
        services, plan, source = _demo_services(Path(folder), by_itself=by_itself)
        try:
            if is_group:
                return _open_group_demo(services, by_itself=by_itself)
            return open_app(services, plan, source)
        finally:
            services.close_store()


def _open_group_demo(services: Services, *, by_itself: bool) -> int:
    from trackclock.command_line.live import open_app
    from trackclock.formats.bundled import load_bundled
    from trackclock.group_tour import GroupTour, demo_plan

    services.autopilot, services.group_autopilot = None, GroupTour(by_itself=by_itself)
    return open_app(services, demo_plan(load_bundled(GROUP_DEMO_SESSION)), GROUP_DEMO_SESSION)


def _services() -> Services:
    from trackclock.adapters.audio.choice import choose
    from trackclock.adapters.clock import SystemClock
    from trackclock.adapters.locations import config_dir, data_dir, exports_dir, sessions_dir
    from trackclock.application.services import Services

    choice = choose(os.environ)
    folder = data_dir()

    @cache
    def speaker() -> WorkerSpeaker:
        from trackclock.adapters.audio.speaker import WorkerSpeaker

        return WorkerSpeaker(choice, bell=lambda: services.ring())

    def voice() -> Voice | None:
        from trackclock.command_line.speaking import voice_through

        return voice_through(speaker(), choice, services.config_dir)

    def words() -> WordKeeper:
        from trackclock.adapters.words import WordFolder

        return WordFolder(folder / "words")

    store, history = _store_of(folder, lambda: services.on_saved(), config_dir)

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
        voice=voice,
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
    with closing(SqliteStore(folder)) as past:
        for weeks, form in ((2, 1.03), (1, 1.015)):
            wall_ms = clock.wall_ms() - weeks * 7 * DAY_MS
            run_through(plan, source, SimulatedRunner(weeks, form), past, wall_ms, clock.utc_offset_s())

    def speaker() -> Speaker:
        from trackclock.adapters.audio.speaker import WorkerSpeaker

        return FastSpeaker(WorkerSpeaker(choice, bell=lambda: services.ring()), clock)

    store, history = _store_of(folder, lambda: services.on_saved(), lambda: folder)
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
    folder: Path, on_saved: Callable[[], None], config: Callable[[], Path]
) -> tuple[Callable[[], SqliteStore], Callable[[], SqliteHistory]]:
    """The store and the history of one folder, made on first use; the history reads through that store."""

    @cache
    def store() -> SqliteStore:
        from trackclock.adapters.store.sqlite_store import SqliteStore

        return SqliteStore(folder, on_saved=on_saved)

    def history() -> SqliteHistory:
        from trackclock.adapters.store.history import SqliteHistory
        from trackclock.application.whose import names_by

        return SqliteHistory(folder, store(), names_by(config))

    return store, history


def _unsaved_places(session_id: str) -> Iterable[Path]:
    from trackclock.adapters.unsaved_places import places

    return places(session_id)


def _keep_awake() -> KeepAwake:
    from trackclock.adapters.keep_awake import WakepyKeepAwake

    return WakepyKeepAwake()


# --- commands for scripts -------------------------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> int:
    from trackclock.adapters.locations import sessions_dir
    from trackclock.command_line.files import check

    return check(options.file, sessions_dir(), is_json=options.json, is_text=options.text)


def _sessions(options: argparse.Namespace) -> int:
    from trackclock.adapters.locations import sessions_dir
    from trackclock.command_line.files import list_files

    return list_files(sessions_dir(), is_json=options.json)


def _history(options: argparse.Namespace) -> int:
    from trackclock.application.dates import day_since
    from trackclock.command_line.past import list_sessions
    from trackclock.ports import SessionFilter

    since_day = day_since(options.since, _today()) if options.since is not None else None
    wanted = SessionFilter(since_day=since_day, is_deleted=options.deleted)
    return list_sessions(opened_past(options.athlete), wanted, is_json=options.json)


def _completion(options: argparse.Namespace) -> int:
    from trackclock.command_line.completion import print_completion

    return print_completion(make_parser(), options.shell)


def _show(options: argparse.Namespace) -> int:
    from trackclock.command_line.past import show

    return show(opened_past(options.athlete), options.id, _today(), is_json=options.json, is_csv=options.csv)


def _export(options: argparse.Namespace) -> int:
    from trackclock.application.dates import day_since
    from trackclock.command_line.exporting import export_all, export_one, form_of
    from trackclock.ports import SessionFilter

    form, past = form_of(options.format, options.output), opened_past(options.athlete)
    if options.id is not None:
        return export_one(past, options.id, _today(), form, options.output, may_replace=options.force)
    since_day = day_since(options.since, _today()) if options.since is not None else None
    return export_all(past, SessionFilter(since_day=since_day), form, options.output, may_replace=options.force)


def _today() -> int:
    from trackclock.adapters.clock import SystemClock
    from trackclock.core.progress import local_day

    clock = SystemClock()
    return local_day(clock.wall_ms(), clock.utc_offset_s())


def _backup(options: argparse.Namespace) -> int:
    from trackclock.command_line.copies import write_backup

    return write_backup(opened_store(), options.file)


def _restore(options: argparse.Namespace) -> int:
    from trackclock.command_line.copies import merge_backup

    return merge_backup(opened_store(), options.file, with_deleted=options.deleted)


def _import(options: argparse.Namespace) -> int:
    from trackclock.adapters.clock import SystemClock
    from trackclock.adapters.locations import sessions_dir
    from trackclock.command_line.activities import take_back, wish_of
    from trackclock.command_line.importing import import_files
    from trackclock.errors import UsageError

    if bool(options.files) is (options.undo is not None):
        raise UsageError("import: give one or more files, or --undo and the id of a session")
    if options.undo is not None:
        return take_back(opened_store(), options.undo, _today(), SystemClock())
    wish = wish_of(options.reps, options.distance, is_agreed=options.yes, with_deleted=options.deleted)
    return import_files(opened_store, options.files, SystemClock(), wish, sessions_dir())


def _rebuild(_: argparse.Namespace) -> int:
    from trackclock.command_line.past import rebuild

    return rebuild(opened_past())


def _keys(options: argparse.Namespace) -> int:
    from trackclock.adapters.locations import config_dir
    from trackclock.command_line.keys import list_keys

    return list_keys(config_dir(), is_json=options.json)


def _doctor(_: argparse.Namespace) -> int:
    from trackclock.doctor import report

    return report()


_COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "": _app,
    "run": _run,
    "watch": _watch,
    "demo": _demo,
    "sessions": _sessions,
    "check": _check,
    "history": _history,
    "show": _show,
    "export": _export,
    "backup": _backup,
    "restore": _restore,
    "import": _import,
    "rebuild": _rebuild,
    "keys": _keys,
    "doctor": _doctor,
    "completion": _completion,
}
"""Each command by its name; none is the app."""
